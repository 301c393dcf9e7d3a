"""Names by the beginnings and by the sounds of their words. Pure: rows come from `known_names`."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interviews.arabic.stem import ARTICLE

from .near_words import spelling_cost

#: The engine's fields that know who bears a name.
KINDS = ("speaker", "outlet", "entities", "topics")

#: Signs of a sound that is compared across scripts.
SHORTEST_SOUND = 3

#: What two spellings of a name may cost (`near_words.spelling_cost`), for each letter.
MOST_APART = 0.25

# Comes after every letter.
_LAST = "\U0010ffff"


class Bearer(NamedTuple):
    """Who or what has a name: one of ``KINDS``, its number as the engine knows it, its number of passages."""

    kind: str
    pk: int
    passages: int


def are_one_name(word: str, other: str, sound: str) -> bool:
    """Whether two words of the same sound may be one name.

    «مسرحي» and «مصري» sound alike for a key without vowels, but nobody writes one for the other. Between two
    scripts there is nothing to go by but the sound, which then must have something of its own.
    """
    if word.isascii() != other.isascii():
        return len(sound) >= SHORTEST_SOUND
    word, other = word.removeprefix(ARTICLE), other.removeprefix(ARTICLE)
    return spelling_cost(word, other) <= MOST_APART * max(len(word), len(other))


class NameDirectory:
    """``names`` are pairs of a bearer and one of its names, folded.

    ``sound`` gives the same for words that are heard alike.
    """

    def __init__(self, names: Iterable[tuple[Bearer, str]], sound: Callable[[str], str]) -> None:
        self._sound = sound
        names = list(names)
        # Best known first, so that the smallest numbers are the best.
        self._bearers = sorted({bearer for bearer, _ in names}, key=lambda bearer: (-bearer.passages, bearer))
        self._kinds = np.array([KINDS.index(bearer.kind) for bearer in self._bearers], dtype=np.int8)
        number_of = {bearer: number for number, bearer in enumerate(self._bearers)}
        # Every word of every name: which word it is, and whose.
        ids: dict[str, int] = {}
        words: list[int] = []
        numbers: list[int] = []
        for bearer, folded in names:
            for word in folded.split():
                words.append(ids.setdefault(word, len(ids)))
                numbers.append(number_of[bearer])
        # The article need not be typed.
        bare = [ids.setdefault(word.removeprefix(ARTICLE) or word, len(ids)) for word in list(ids)]
        with_bare = np.array([words, [bare[word] for word in words]], dtype=np.int32).ravel()
        self._words = sorted(ids)
        place_of = np.zeros(len(ids), dtype=np.int32)
        place_of[[ids[word] for word in self._words]] = np.arange(len(ids), dtype=np.int32)
        places = place_of[with_bare]
        order = np.argsort(places, kind="stable")
        self._numbers = np.tile(np.array(numbers, dtype=np.int32), 2)[order]
        self._starts = np.searchsorted(places[order], np.arange(len(ids) + 1))

    def knows(self, folded: str) -> bool:
        """Whether a name has this word, with or without its article."""
        at = bisect_left(self._words, folded)
        return self._words[at : at + 1] == [folded]

    def starting_with(self, words: Sequence[str], limit: int, kinds: Sequence[str] = KINDS) -> list[Bearer]:
        """Those in whose names a word begins like each of ``words``, in any order, best known first.

        «راو» and «سلمان را» both find «سلمان الراوي».
        """
        return self._with_all(words, self._beginning_with, limit, kinds)

    def sounding_like(self, words: Sequence[str], limit: int, kinds: Sequence[str] = KINDS) -> list[Bearer]:
        """Those in whose names a word sounds like each of ``words``: «كاجينز» finds «ستيف كاغينز»."""
        return self._with_all(words, self._sounding_like, limit, kinds)

    def _with_all(
        self,
        words: Sequence[str],
        numbers_of: Callable[[str], NDArray[np.int32]],
        limit: int,
        kinds: Sequence[str],
    ) -> list[Bearer]:
        if not words:
            return []
        found = np.isin(self._kinds, [KINDS.index(kind) for kind in kinds])
        for word in words:
            having = np.zeros(len(found), dtype=bool)
            having[numbers_of(word)] = True
            found &= having
        return [self._bearers[number] for number in np.flatnonzero(found)[:limit].tolist()]

    def _beginning_with(self, prefix: str) -> NDArray[np.int32]:
        start, end = bisect_left(self._words, prefix), bisect_left(self._words, prefix + _LAST)
        return self._numbers[self._starts[start] : self._starts[end]]

    def _sounding_like(self, word: str) -> NDArray[np.int32]:
        sound = self._sound(word)
        numbers = [
            self._numbers[self._starts[at] : self._starts[at + 1]]
            for at in self._by_sound.get(sound, ())
            if are_one_name(word, self._words[at], sound)
        ]
        return np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int32)

    def arrange_sounds(self) -> None:
        """Do at once what else the first look for a sound does."""
        _ = self._by_sound

    @cached_property
    def _by_sound(self) -> dict[str, list[int]]:
        """Places of the words by their sound."""
        by_sound: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._words):
            if key := self._sound(word):
                by_sound[key].append(at)
        return dict(by_sound)
