"""Words of a turn as an address names them: ``k3v9m2xw7d.0-24.1b4f0e98``.

Offsets count code points of the turn's text as it is published. The digest tells whether the words that stand
there are still those that were meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from django.urls import reverse

from interviews.models import Interview, Turn

_VALUE = re.compile(r"([0-9a-z]{1,12})\.([0-9]{1,7})-([0-9]{1,7})\.([0-9a-f]{8})", re.ASCII)

# A word, with its marks and joiners, and a number, with its separators: «12.5» is not «12».
_LETTER = r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]"
_WORD = re.compile(rf"{_LETTER}+(?:(?:(?<=\d)[.,٫٬/:](?=\d)|['’-]){_LETTER}+)*")

#: The id of what an address with words leads to, on the interview's page.
FRAGMENT = "words"


@dataclass(frozen=True, slots=True)
class Selection:
    """The words ``text[start:end]`` of the turn with this key, and the digest they had."""

    key: str
    start: int
    end: int
    digest: str

    @classmethod
    def of(cls, turn: Turn, start: int = 0, end: int | None = None) -> Self | None:
        """The words of a turn without the white space around them; None when there are none.

        Offsets outside of the text are moved to its ends, offsets within a word to the word's: nobody shall
        quote «able» of «unable», or «12» of «12.5».
        """
        text = turn.text
        end = len(text) if end is None else min(max(end, 0), len(text))
        start = min(max(start, 0), end)
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start == end:
            return None
        for word in _WORD.finditer(text):
            if word.start() < start < word.end():
                start = word.start()
            if word.start() < end < word.end():
                end = word.end()
        return cls(turn.key, start, end, digest(text[start:end]))

    @classmethod
    def parse(cls, value: str) -> Self | None:
        """What an address says; None for anything that is no selection.

        >>> Selection.parse("k3v9m2xw7d.0-24.1b4f0e98")
        Selection(key='k3v9m2xw7d', start=0, end=24, digest='1b4f0e98')
        """
        match = _VALUE.fullmatch(value)
        if not match:
            return None
        start, end = int(match[2]), int(match[3])
        return cls(match[1], start, end, match[4]) if start < end else None

    def __str__(self) -> str:
        return f"{self.key}.{self.start}-{self.end}.{self.digest}"

    def stands_in(self, text: str) -> bool:
        """Whether the words that were meant stand in ``text`` at their place."""
        return self.end <= len(text) and digest(text[self.start : self.end]) == self.digest

    def address(self, interview: Interview, site: str) -> str:
        """The lasting address of the words: the short one, that leads on to the one with the title.

        It has ASCII letters only, so that it is copied, printed and mailed as it is.
        """
        page = reverse("interview-by-number", args=[interview.pk])
        return f"{site}{page}?words={self}#{FRAGMENT}"


def digest(words: str) -> str:
    """The first eight hexadecimal digits of the SHA-256 of the words in UTF-8.

    >>> digest("سلام")
    'bda1fa48'
    """
    return sha256(words.encode()).hexdigest()[:8]


def place_of(words: str, text: str, near: int) -> tuple[int, int] | None:
    """Where ``words`` stand in ``text``, as near to the offset ``near`` as possible; None if nowhere."""
    before = text.rfind(words, 0, near + len(words))
    behind = text.find(words, near)
    places = [at for at in (before, behind) if at >= 0]
    if not places:
        return None
    start = min(places, key=lambda at: abs(at - near))
    return start, start + len(words)
