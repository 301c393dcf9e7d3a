"""Word lists in sections: `[section]` above the lines that belong to it, folded as the text is folded."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from interviews.arabic.tokens import tokenize

#: A phrase or a name as folded words.
Words = tuple[str, ...]


def folded_words(text: str) -> Words:
    """The folded words of a text: «الشيخ أحمد» -> ("الشيخ", "احمد")."""
    return tuple(token.folded for token in tokenize(text))


@cache
def _sections(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[] "), [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return found


def lines(file: Path, section: str) -> list[str]:
    """The entries of a section as they stand in the file. Raises KeyError for an unknown section."""
    return list(_sections(file)[section])


def sections(file: Path) -> list[str]:
    """The names of a file's sections, in order."""
    return list(_sections(file))


class Phrases:
    """Phrases that are looked for at the beginning of a sequence of words, in time of the phrase's length."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        self._phrases = frozenset(phrase for phrase in phrases if phrase)
        self._lengths = {phrase[0]: 0 for phrase in self._phrases}
        for phrase in self._phrases:
            self._lengths[phrase[0]] = max(self._lengths[phrase[0]], len(phrase))

    def __contains__(self, words: Sequence[str]) -> bool:
        return tuple(words) in self._phrases

    def begins(self, word: str) -> bool:
        """Whether one of the phrases has this first word."""
        return word in self._lengths

    def opens(self, words: Sequence[str]) -> int:
        """How many words the longest phrase has with which `words` begins, 0 when there is none."""
        longest = self._lengths.get(words[0]) if words else None
        if longest is None:
            return 0
        for length in range(min(longest, len(words)), 0, -1):
            if tuple(words[:length]) in self._phrases:
                return length
        return 0


@cache
def phrases(file: Path, *sections: str) -> Phrases:
    """The entries of one or more sections, ready to be looked for."""
    return Phrases(folded_words(line) for section in sections for line in lines(file, section))
