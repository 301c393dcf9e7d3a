"""Names of two words that typists also write as one: «عبد الله» and «عبدالله», «نصر الله» and «نصرالله».

Both are the same name, as two spellings of a word are. What begins with «عبد» or «أبو» and goes on with an
article is always such a name; before «الله» and «الدين» only certain words are, for «قال الله» is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from interviews.arabic.normalize import fold
from interviews.arabic.stem import ARTICLE

_BEFORE_ARTICLE = frozenset(map(fold, ("عبد", "أبو")))
_BEFORE = {
    fold(last): frozenset(map(fold, first.split()))
    for last, first in {
        "الله": "آية جاب جاد جار حزب خير رزق سعد ضيف عطا عون فتح فرج فضل لطف نصر نعمة هبة",
        "الدين": (
            "بدر بهاء تاج تقي جلال جمال حسام خير زين سراج سعد سيف شمس شهاب شرف صفي صلاح ضياء عز علاء عماد "
            "فخر قطب كمال مجد محيي معز ناصر نجم نظام نور"
        ),
    }.items()
}
#: What may be attached before a name: «وعبد الله», «لعبد الله».
ATTACHED = tuple("ولبف")

#: Letters of a name after «عبد ال».
_SHORTEST_NAME = 2

# Ways to write a phrase in which there are several such names.
_MOST_WAYS = 8


def joined(first: str, second: str) -> str | None:
    """Two words as the one that they may be written as: «عبد» and «الله» as «عبدالله»; None for others."""
    return first + second if _belong_together(fold(first), fold(second)) else None


def parted(word: str) -> str | None:
    """A word as the two that it may be written as: «وعبدالله» as «وعبد الله»; None for others."""
    if ARTICLE not in fold(word):
        return None
    for at in range(2, len(word) - _SHORTEST_NAME):
        first, second = word[:at], word[at:]
        own = fold(first)
        attached = own[1:] if own.startswith(ATTACHED) else own
        if second and any(_belong_together(one, fold(second)) for one in {own, attached}):
            return f"{first} {second}"
    return None


def _belong_together(first: str, second: str) -> bool:
    if first in _BEFORE.get(second, ()):
        return True
    return (
        first in _BEFORE_ARTICLE
        and second.startswith(ARTICLE)
        and len(second) >= len(ARTICLE) + _SHORTEST_NAME
    )


def in_units(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The ways to write each word, or two that may be one, as they were given first.

    («عبدالله», «صالح») gives («عبدالله», «عبد الله») and («صالح»,).
    """
    at = 0
    while at < len(words):
        pair = words[at : at + 2]
        if len(pair) == 2 and (one := joined(*pair)):
            yield " ".join(pair), one
            at += 2
            continue
        two = parted(words[at])
        yield (words[at], two) if two else (words[at],)
        at += 1


def other_ways(words: Sequence[str]) -> list[str]:
    """The other ways to write words that stand in a row: «عبدالله صالح» for («عبد», «الله», «صالح»)."""
    ways = (" ".join(units) for units in product(*in_units(words)))
    return list(islice(ways, 1, _MOST_WAYS))
