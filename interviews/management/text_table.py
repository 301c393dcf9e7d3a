"""A table for the terminal, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_RIGHT_TO_LEFT_MARK = "\u200f"
_GAP = "  "


def text_table(rows: Sequence[Sequence[str]], *, right_to_left: bool = False) -> list[str]:
    """The rows as lines whose cells begin at the same columns; what looks like a number stands at its end.

    [["الملف", "الثقة"], ["أ.txt", "97%"]] gives two lines. ``right_to_left`` is the direction of all
    lines where the terminal knows directions; else each would take that of its first letter.
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    mark = _RIGHT_TO_LEFT_MARK if right_to_left else ""
    return [
        mark + _GAP.join(_padded(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """The columns a text takes in a terminal: «كُتُب» takes three, since vowel signs stand on letters."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(cell: str, size: int) -> str:
    padding = " " * (size - width(cell))
    return padding + cell if cell[:1].isdecimal() and cell.rstrip("%").isdecimal() else cell + padding
