"""The index as it stood after one commit: what all searches of that moment share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
from whoosh.index import FileIndex

from interviews.search.ranking import K1, B

from .codec import ArraySegment
from .segment_builder import LENGTH_STEPS
from .segment_reader import SegmentArrays, open_arrays
from .terms import as_bytes, as_text

#: Terms whose places are remembered: who turns a page or chooses a facet asks for the same again.
_MOST_TERMS = 10_000


class Term(NamedTuple):
    """The place of a term in each segment, None where it is not, and Whoosh's idf, ln(N / (n + 1)) + 1."""

    places: tuple[int | None, ...]
    rarity: float


class SegmentView:
    """A segment, which of its documents are still there, and where its documents begin in the whole."""

    def __init__(self, arrays: SegmentArrays, segment: ArraySegment, number: int, first: int) -> None:
        self.arrays = arrays
        self.number = number
        self.first = first
        self.live_count = int(segment.doc_count())
        #: Which documents are there, or None for all of them.
        self.stays = segment.stays() if segment.has_deletions() else None

    @cached_property
    def live_documents(self) -> np.ndarray:
        every = np.arange(self.arrays.count)
        return every if self.stays is None else every[self.stays]


class Snapshot:
    """All segments of one commit, with the statistics that scores are made of.

    Those are Whoosh's: what is deleted still counts until its segment is merged, so that a score does
    not depend on how the index is cut into segments.
    """

    def __init__(self, index: FileIndex, folder: Path) -> None:
        self.views: list[SegmentView] = []
        #: The names of the files that it reads.
        self.files = frozenset(segment.path(folder).name for segment in index._segments())
        first = 0
        for number, segment in enumerate(index._segments()):
            arrays = open_arrays(segment.path(folder))
            self.views.append(SegmentView(arrays, segment, number, first))
            first += arrays.count
        #: Documents with the deleted ones, as scores count them; and without.
        self.count_all = first
        self.count = sum(view.live_count for view in self.views)
        self._lock = Lock()
        self._saturations: dict[tuple[int, str], np.ndarray] = {}
        self._terms: dict[tuple[str, bytes], Term] = {}
        self._values: dict[str, FieldValues] = {}

    # --- Statistics ----------------------------------------------------------------------------

    def term(self, field: str, term: bytes) -> Term:
        """Where a term stands in each segment, and how rare it is."""
        key = field, term
        found = self._terms.get(key)
        if found is None:
            places = tuple(
                view.arrays.terms(field).find(term) if field in view.arrays.fields else None
                for view in self.views
            )
            having = sum(
                len(view.arrays.documents(field, place))
                for view, place in zip(self.views, places, strict=True)
                if place is not None
            )
            found = Term(places, log(self.count_all / (having + 1)) + 1 if having else 0.0)
            if len(self._terms) >= _MOST_TERMS:
                self._terms.clear()
            self._terms[key] = found
        return found

    def saturation(self, view: SegmentView, field: str) -> np.ndarray:
        """What BM25 makes of each pair of frequency and length in the segment, without the idf.

        Robertson, Zaragoza: "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), as Whoosh
        has it: tf (K1 + 1) / (tf + K1 (1 - B + B length / average length)).
        """
        key = view.number, field
        if key not in self._saturations:
            total = sum(v.arrays.total_length(field) for v in self.views)
            average = total / self.count_all or 1
            frequencies, steps = view.arrays.pairs(field)
            lengths = LENGTH_STEPS[steps]
            saturated = frequencies * (K1 + 1) / (frequencies + K1 * (1 - B + B * lengths / average))
            self._saturations[key] = saturated.astype(np.float32)
        return self._saturations[key]

    # --- Values of facts -----------------------------------------------------------------------

    def values(self, field: str) -> FieldValues:
        """The values that the field has in any segment, under one numbering."""
        with self._lock:
            if field not in self._values:
                self._values[field] = FieldValues(self.views, field)
            return self._values[field]


class FieldValues:
    """The values of a fact over all segments: the largest segment's numbering, the others' new ones behind.

    Only small segments are gone through value by value, so that a commit of one interview costs little.
    """

    def __init__(self, views: Iterable[SegmentView], field: str) -> None:
        having = [view for view in views if field in view.arrays.fields]
        self._field = field
        self._base = max(having, key=lambda view: view.arrays.count, default=None)
        self._extra: dict[bytes, int] = {}
        self._numbering: dict[int, np.ndarray | None] = {}
        for view in having:
            self._numbering[view.number] = None if view is self._base else self._numbers(view)

    def _numbers(self, view: SegmentView) -> np.ndarray:
        assert self._base is not None
        base = self._base.arrays
        numbers = view.arrays.places_in(base, self._field).copy()
        terms = view.arrays.terms(self._field)
        for place in np.flatnonzero(numbers < 0).tolist():
            numbers[place] = self._extra.setdefault(
                terms[place], len(base.terms(self._field)) + len(self._extra)
            )
        return numbers

    def __len__(self) -> int:
        return len(self._base.arrays.terms(self._field)) + len(self._extra) if self._base else 0

    def counts(self, view: SegmentView, documents: np.ndarray) -> np.ndarray:
        """How many of ``documents`` of a segment have each value, under the common numbering."""
        counts = np.zeros(len(self), np.int64)
        if view.number not in self._numbering:
            return counts
        own = _counted(view.arrays, self._field, documents)
        numbering = self._numbering[view.number]
        if numbering is None:
            counts[: len(own)] = own
        else:
            np.add.at(counts, numbering, own)
        return counts

    def top(
        self, counts: np.ndarray, limit: int | None = None, also: Sequence[str] = ()
    ) -> list[tuple[str, int]]:
        """Values and their counts, the most frequent first, none without any.

        At most ``limit`` of them, and those of ``also`` in any case.
        """
        places = np.flatnonzero(counts)
        if limit and len(places) > limit:
            # All with the count of the last that is wanted stay in, to be ordered by their value.
            least = np.partition(counts[places], len(places) - limit)[len(places) - limit]
            places = places[counts[places] >= least]
        found = [(self._value(place), int(counts[place])) for place in places.tolist()]
        found.sort(key=_most_frequent_first)
        shown = found[:limit]
        missing = set(also) - {value for value, _count in shown}
        further = [
            (value, int(counts[place]))
            for value in missing
            if (place := self._place(value)) is not None and counts[place]
        ]
        return shown + sorted(further, key=_most_frequent_first)

    def _place(self, value: str) -> int | None:
        term = as_bytes(value)
        place = self._base.arrays.terms(self._field).find(term) if self._base else None
        return self._extra.get(term) if place is None else place

    def _value(self, place: int) -> str:
        assert self._base is not None
        base = self._base.arrays.terms(self._field)
        term = base[place] if place < len(base) else self._extra_values[place - len(base)]
        return as_text(term)

    @cached_property
    def _extra_values(self) -> list[bytes]:
        return list(self._extra)


def _most_frequent_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _counted(arrays: SegmentArrays, field: str, documents: np.ndarray) -> np.ndarray:
    """How many of ``documents`` have each of the segment's own values."""
    size = len(arrays.terms(field))
    values = arrays.values(field)
    if values is not None:
        return np.bincount(values[documents], minlength=size + 1)[1:]
    several, begins = arrays.several_values(field)
    if len(documents) == arrays.count:
        return np.bincount(several, minlength=size)
    firsts = begins[documents].astype(np.int64)
    own = begins[documents + 1] - firsts
    places = np.arange(int(own.sum())) + np.repeat(firsts - (np.cumsum(own) - own), own)
    return np.bincount(several[places], minlength=size)


def all_facts(snapshot: Snapshot, *fields: str) -> Iterator[tuple[str | int, ...]]:
    """The given facts of every document that is there: numbers of a numbered field, else the text."""
    for view in snapshot.views:
        if not view.live_count:
            continue
        columns = [_column(view.arrays, field)[view.live_documents].tolist() for field in fields]
        terms = [
            None if view.arrays.numbers(field) is not None else ["", *view.arrays.terms(field)]
            for field in fields
        ]
        for row in zip(*columns, strict=True):
            yield tuple(
                value if names is None else bytes(names[value] or b"").decode()
                for value, names in zip(row, terms, strict=True)
            )


def _column(arrays: SegmentArrays, field: str) -> np.ndarray:
    numbers = arrays.numbers(field)
    column = arrays.values(field) if numbers is None else numbers
    return np.zeros(arrays.count, np.int64) if column is None else column
