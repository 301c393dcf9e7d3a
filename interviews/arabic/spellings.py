"""In which spellings may one word stand, Arabic and Kurdish?"""

from functools import cache
from typing import NamedTuple

from interviews.arabic import letters as a
from interviews.arabic.data import data_lines
from interviews.arabic.language import SORANI_LETTERS
from interviews.arabic.normalize import fold
from interviews.arabic.stem import ARTICLE


class _Beginning(NamedTuple):
    text: str
    folded: str


def written_forms(word: str) -> list[str]:
    """The folded forms in which a folded word may stand in Arabic and in Kurdish spelling.

    >>> sorted(written_forms("كردستان"))
    ['كردستان', 'كوردستان']
    """
    return sorted({word} | {fold(spelling) for spelling in other_spellings(word)})


def other_spellings(word: str) -> tuple[str, ...]:
    """The other spellings of a folded word, as they are written, each folded form once.

    «كركوك» gives «کەرکوک» and «کەرکووک», «الكورد» gives «الكرد»; most words have none.
    """
    article = ARTICLE if word.startswith(ARTICLE) else ""
    bare = word.removeprefix(article)
    spellings: dict[str, str] = {}
    for beginnings in _spellings_of_one():
        own = [beginning.folded for beginning in beginnings if bare.startswith(beginning.folded)]
        if own:
            # «بەغداد» begins with «بەغدا» too.
            rest = bare.removeprefix(max(own, key=len))
            for other in beginnings:
                spellings.setdefault(article + other.folded + rest, article + _joined(other.text, rest))
    spellings.pop(word, None)
    return tuple(spellings.values())


def _joined(beginning: str, rest: str) -> str:
    """A beginning and the folded rest: after Sorani letters «ه» is the vowel that «پێشمەرگە» ends with."""
    return beginning + (rest.replace(a.HEH, a.AE) if SORANI_LETTERS.intersection(beginning) else rest)


@cache
def _spellings_of_one() -> list[list[_Beginning]]:
    """The beginnings of `data/spellings.txt` that stand for one another, the Arabic one first."""
    groups: dict[str, list[_Beginning]] = {}
    for line in data_lines("spellings.txt"):
        kurdish, arabic = (_Beginning(text, fold(text)) for text in line.split())
        groups.setdefault(arabic.folded, [arabic]).append(kurdish)
    return list(groups.values())
