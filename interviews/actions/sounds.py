"""Names by how they sound, across scripts. Pure; see ``interviews.arabic.phonetic`` for the key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from interviews.arabic.normalize import fold
from interviews.arabic.phonetic import phonetic_key
from interviews.arabic.stem import ARTICLE
from interviews.arabic.tokens import tokenize
from interviews.entities import KnownName
from interviews.search.suggest.name_directory import are_one_name
from interviews.search.suggest.near_words import spelling_cost

# What a word in another script costs, since only its sound tells.
_OTHER_SCRIPT = 1.5

_sound = lru_cache(maxsize=100_000)(phonetic_key)

Words = tuple[str, ...]


class Sounds:
    """Names, found by those that sound alike.

    >>> Sounds([KnownName(7, "ستيف كاغينز", "person")]).like("ستيف كاجينز")
    [7]
    """

    def __init__(self, names: Iterable[KnownName], base: Sounds | None = None) -> None:
        self._base = base
        self._by_last: dict[str, list[tuple[KnownName, Words]]] = defaultdict(list)
        for name in names:
            words = words_of(name.text)
            if words and not name.is_kunya and (sound := _sound(words[-1])):
                self._by_last[sound].append((name, words))

    def with_names(self, names: Iterable[KnownName]) -> Sounds:
        """The same names and these."""
        return Sounds(names, self._base or self)

    def like(self, text: str) -> list[int]:
        """The entities with a name that sounds like ``text``, those spelt most alike first.

        Of a person the last names must sound alike, and the first ones where both have one: «كاجينز» finds
        «ستيف كاغينز», but «مارك كاجينز» does not. Of all others every word must.
        """
        words = words_of(text)
        if not words:
            return []
        costs: dict[int, float] = {}
        for name, other in self._with_last(_sound(words[-1])):
            cost = distance(words, other, name.kind == "person")
            if cost is not None and cost < costs.get(name.entity, float("inf")):
                costs[name.entity] = cost
        return sorted(costs, key=lambda entity: (costs[entity], entity))

    def _with_last(self, sound: str) -> Iterable[tuple[KnownName, Words]]:
        if not sound:
            return ()
        own = self._by_last.get(sound, [])
        return [*self._base._by_last.get(sound, ()), *own] if self._base else own


def words_of(text: str) -> Words:
    """The words of a name as they are written, for their sound."""
    return tuple(token.text for token in tokenize(text))


def last_sound(text: str) -> str:
    """How the last word of a name sounds: «ستيف كاغينز» and "Caggins" end alike."""
    words = words_of(text)
    return _sound(words[-1]) if words else ""


def distance(words: Words, other: Words, is_person: bool = True) -> float | None:
    """How far two names are apart that sound alike; None for two that do not."""
    if is_person:
        pairs = [(words[-1], other[-1])]
        if len(words) > 1 and len(other) > 1:
            pairs.append((words[0], other[0]))
    elif len(words) == len(other):
        pairs = list(zip(words, other, strict=True))
    else:
        return None
    costs = [_cost(*pair) for pair in pairs[:1]]
    # «بنيامين» and "Benjamin": given names of two languages begin alike at least.
    costs += [_given_cost(*pair) if is_person else _cost(*pair) for pair in pairs[1:]]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


def _cost(word: str, other: str) -> float | None:
    sound = _sound(word)
    word, folded = fold(word), fold(other)
    if word == folded:
        return 0.0
    if not sound or sound != _sound(other) or not are_one_name(word, folded, sound):
        return None
    if word.isascii() != folded.isascii():
        return _OTHER_SCRIPT
    return spelling_cost(word.removeprefix(ARTICLE), folded.removeprefix(ARTICLE))


def _given_cost(word: str, other: str) -> float | None:
    cost = _cost(word, other)
    if cost is not None or fold(word).isascii() == fold(other).isascii():
        return cost
    return 2 * _OTHER_SCRIPT if _sound(word)[:1] == _sound(other)[:1] else None
