"""The word lists for names: `data/*.txt`, cut into sections, folded as the text is folded.

They hold words of the language: heads, given names, what a complement agrees with. None is one person's,
place's or organisation's name.
"""

from pathlib import Path

from interviews.arabic import vocabulary
from interviews.arabic.vocabulary import Phrases, Words, folded_words

__all__ = ["Phrases", "Words", "folded_words", "given_names", "lines", "phrases", "sections"]

_GIVEN_NAMES, _ALSO_A_WORD = "given_names.txt", "also a word"
_DATA = Path(__file__).parent / "data"


def lines(file: str, section: str) -> list[str]:
    """The entries of a section as they stand in the file. Raises KeyError for an unknown section."""
    return vocabulary.lines(_DATA / file, section)


def sections(file: str) -> list[str]:
    """The names of a file's sections, in order."""
    return vocabulary.sections(_DATA / file)


def phrases(file: str, *sections: str) -> Phrases:
    """The entries of one or more sections, ready to be looked for."""
    return vocabulary.phrases(_DATA / file, *sections)


def given_names(*, that_are_words: bool) -> list[str]:
    """Common given names as they are written: «أحمد», or those that are words of the language too: «أمل»."""
    return [
        line
        for section in sections(_GIVEN_NAMES)
        if (section == _ALSO_A_WORD) is that_are_words
        for line in lines(_GIVEN_NAMES, section)
    ]
