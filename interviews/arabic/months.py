"""Which names has a month? «آب», «أغسطس», «غشت», «أوت» and «August» are one."""

from functools import cache
from typing import NamedTuple

from interviews.arabic.data import data_lines
from interviews.arabic.tokens import tokenize


class _Name(NamedTuple):
    text: str
    folded: tuple[str, ...]
    is_offered: bool


#: Of how many words a name consists at most: «Rabi al-Awwal», «کانوونی دووەم».
LONGEST_MONTH_NAME = 3


def month_names(folded_words: tuple[str, ...]) -> tuple[str, ...]:
    """The other names of the month that these folded words are, as they are written; else none.

    («اب»,) gives «أغسطس», «أوت», «غشت», …; («كانون», «الاول») gives «ديسمبر», …; («كانون»,) gives nothing,
    since two months are called so. The names and what speaks against some of them are in `data/months.txt`.
    A month of the Hijri calendar has no names but its own spellings.
    """
    names = _months().get(folded_words, ())
    return tuple(name.text for name in names if name.is_offered and name.folded != folded_words)


def _name(text: str) -> _Name:
    inner = text.strip("()")
    return _Name(inner, tuple(token.folded for token in tokenize(inner)), inner == text)


@cache
def _months() -> dict[tuple[str, ...], tuple[_Name, ...]]:
    """Folded words of a name -> all names of its month, each folded form once."""
    months = {}
    for line in data_lines("months.txt"):
        by_folded: dict[tuple[str, ...], _Name] = {}
        for text in line.split("|"):
            name = _name(text.strip())
            by_folded.setdefault(name.folded, name)
        names = tuple(by_folded.values())
        months.update(dict.fromkeys(by_folded, names))
    return months
