"""The Arabic keyboard: which keys touch, and what was meant when it was switched to Latin letters."""

from __future__ import annotations

from interviews.arabic.normalize import fold

#: The rows of the Arabic keyboard (Arabic 101) from the left, each with the Latin letters of the same keys.
#: The key of "b" writes two letters, «لا», and stands here for its first.
_ROWS = (
    ("ضصثقفغعهخحجد", "qwertyuiop[]"),
    ("شسيبلاتنمكط", "asdfghjkl;'"),
    ("ئءؤرلىةوزظ", "zxcvbnm,./"),
)

_KEYS = str.maketrans(
    {latin: arabic for row in _ROWS for arabic, latin in zip(*row, strict=True)} | {"b": "لا", "`": "ذ"}
)


def typed_in_arabic(text: str) -> str:
    """What the keys write that wrote ``text`` in Latin letters: «hguvhr» gives «العراق»."""
    return text.casefold().translate(_KEYS)


def _neighbours() -> frozenset[tuple[str, str]]:
    pairs = set()
    for number, (row, _latin) in enumerate(_ROWS):
        below = _ROWS[number + 1][0] if number + 1 < len(_ROWS) else ""
        for column, key in enumerate(row):
            # A row stands half a key to the right of the one above it.
            touching = row[column + 1 : column + 2] + below[max(0, column - 1) : column + 1]
            pairs |= {(fold(key), fold(other)) for other in touching}
    return frozenset(pairs | {(other, key) for key, other in pairs})


#: Pairs of folded letters whose keys touch, both ways round.
NEIGHBOURS = _neighbours()
