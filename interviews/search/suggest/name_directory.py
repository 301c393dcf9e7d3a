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

# What a word in another script is taken to cost, since only the sound tells; a name that costs so much more
# than the nearest one was not meant.
_OTHER_SCRIPT = 1.5
_ABOUT_AS_NEAR = 0.75

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

    ``sound`` gives the same for words that are heard alike. ``labels`` are further folded names, of people of
    whom nothing else is known; they are not offered.
    """

    def __init__(
        self, names: Iterable[tuple[Bearer, str]], sound: Callable[[str], str], labels: Iterable[str] = ()
    ) -> None:
        self._sound = sound
        self._labels = frozenset(
            form for label in labels for word in label.split() for form in (word, word.removeprefix(ARTICLE))
        )
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
        """Whether a name or label has this word, with or without its article."""
        at = bisect_left(self._words, folded)
        return self._words[at : at + 1] == [folded] or folded in self._labels

    def starting_with(self, words: Sequence[str], limit: int, kinds: Sequence[str] = KINDS) -> list[Bearer]:
        """Those in whose names a word begins like each of ``words``, in any order, best known first.

        «راو» and «سلمان را» both find «سلمان الراوي».
        """
        if not words:
            return []
        found = self._of_kinds(kinds)
        for word in words:
            having = np.zeros(len(found), dtype=bool)
            having[self._beginning_with(word)] = True
            found &= having
        return [self._bearers[number] for number in np.flatnonzero(found)[:limit].tolist()]

    def sounding_like(self, words: Sequence[str], limit: int, kinds: Sequence[str] = KINDS) -> list[Bearer]:
        """Those in whose names a word sounds like each of ``words``, those spelt most alike first.

        «كاجينز» finds «ستيف كاغينز»; of names about as near the best known comes first.
        """
        if not words:
            return []
        costs = np.where(self._of_kinds(kinds), 0.0, np.inf)
        for word in words:
            costs += self._costs_by_sound(word)
        nearest = costs.min(initial=np.inf)
        if nearest == np.inf:
            return []
        near = np.flatnonzero(costs <= nearest + _ABOUT_AS_NEAR)
        return [
            self._bearers[number] for number in near[np.argsort(costs[near], kind="stable")][:limit].tolist()
        ]

    def _of_kinds(self, kinds: Sequence[str]) -> NDArray[np.bool_]:
        return np.isin(self._kinds, [KINDS.index(kind) for kind in kinds])

    def _beginning_with(self, prefix: str) -> NDArray[np.int32]:
        start, end = bisect_left(self._words, prefix), bisect_left(self._words, prefix + _LAST)
        return self._numbers[self._starts[start] : self._starts[end]]

    def _costs_by_sound(self, word: str) -> NDArray[np.float64]:
        """For every bearer what the word of its names costs that sounds like ``word``; infinite for none."""
        costs = np.full(len(self._bearers), np.inf)
        sound = self._sound(word)
        for at in self._by_sound.get(sound, ()):
            other = self._words[at]
            if are_one_name(word, other, sound):
                numbers = self._numbers[self._starts[at] : self._starts[at + 1]]
                is_same_script = word.isascii() == other.isascii()
                cost = spelling_cost(word, other) if is_same_script else _OTHER_SCRIPT
                costs[numbers] = np.minimum(costs[numbers], cost)
        return costs

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
