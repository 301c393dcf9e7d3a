"""The archive's own words: how often it has each, how they go on, and which are spelt almost alike."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from threading import Lock

import numpy as np

from interviews.search.suggest.near_words import NearWords, unlikeliness

from .schema import FOLDED
from .segment_reader import SegmentArrays
from .snapshot import Snapshot
from .terms import as_bytes, as_text


@dataclass(frozen=True, slots=True)
class VocabularyWord:
    """A word of the archive: its most frequent spelling, its folded form, the turns that have it."""

    text: str
    folded: str
    count: int


class Vocabulary:
    """The words of the turns in an index, or no words at all before there is one.

    Turns that were deleted count until their segment is merged: these numbers guide, facets count.
    """

    def __init__(self, snapshot: Snapshot | None) -> None:
        views = snapshot.views if snapshot else []
        # The largest first: its spelling is shown when segments differ.
        having = [view.arrays for view in views if FOLDED in view.arrays.fields]
        self._segments = sorted(having, key=lambda arrays: -arrays.count)

    def count(self, folded: str) -> int:
        """In how many turns a folded word stands."""
        return self._word(folded).count

    def starting_with(self, folded_prefix: str, limit: int) -> list[VocabularyWord]:
        """Words that begin like this, the most frequent first: «مد» gives «مدينة», «مدير»."""
        found: set[str] = set()
        prefix = as_bytes(folded_prefix)
        for arrays in self._segments:
            places = arrays.terms(FOLDED).starting_with(prefix)
            counts = arrays.document_frequencies(FOLDED, places)
            best = np.argpartition(-counts, limit)[:limit] if len(counts) > limit else range(len(counts))
            found.update(_text(arrays, places[int(place)]) for place in best)
        words = [self._word(folded) for folded in found]
        return sorted(words, key=lambda word: (-word.count, word.folded))[:limit]

    def near(self, folded: str, limit: int) -> list[VocabularyWord]:
        """Words that are spelt almost like this one, the likeliest first."""
        found = {
            word for arrays in self._segments for word, _count in _near_words(arrays).near(folded, limit)
        }
        words = [self._word(word) for word in found]
        words.sort(key=lambda word: (unlikeliness(folded, word.folded, word.count), word.folded))
        return words[:limit]

    def _word(self, folded: str) -> VocabularyWord:
        count, text = 0, folded
        term = as_bytes(folded)
        for arrays in self._segments:
            place = arrays.terms(FOLDED).find(term)
            if place is not None:
                text = text if count else arrays.displayed(place)
                count += len(arrays.documents(FOLDED, place))
        return VocabularyWord(text, folded, count)


def _text(arrays: SegmentArrays, place: int) -> str:
    return as_text(arrays.terms(FOLDED)[place])


# A segment never changes, so its words are arranged once, however many commits follow it.
_arranged: weakref.WeakKeyDictionary[SegmentArrays, NearWords] = weakref.WeakKeyDictionary()
_arranging = Lock()


def _near_words(arrays: SegmentArrays) -> NearWords:
    with _arranging:
        if arrays not in _arranged:
            _arranged[arrays] = _arrange(arrays)
        return _arranged[arrays]


def _arrange(arrays: SegmentArrays) -> NearWords:
    words = [as_text(term) for term in arrays.terms(FOLDED)]
    return NearWords(words, arrays.document_frequencies(FOLDED, range(len(words))))
