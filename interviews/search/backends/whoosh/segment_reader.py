"""The arrays of a segment by what they mean."""

from __future__ import annotations

import weakref
from collections.abc import Container
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np

from .array_file import ArrayFile
from .postings import FieldPostings
from .schema import FOLDED, WRITTEN
from .terms import Terms, as_text

#: Values of one fact that are kept as text.
_MOST_SHOWN = 2000


class SegmentArrays:
    """Reads one segment's file; for all threads of a process, since nothing in it changes.

    A term is named by its place among the sorted terms of its field (see `postings`).
    """

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self.count: int = self._file.facts["count"]
        #: The names of its fields: those of the schema with which it was written.
        self.fields = frozenset(
            name.partition("/")[0] for name in self._file.names() if name.endswith("/starts")
        )
        self._scored = frozenset(
            name.partition("/")[0] for name in self._file.names() if name.endswith("/codes")
        )
        self._kept: dict[str, np.ndarray] = {}
        self._terms: dict[str, Terms] = {}
        self._places_in: weakref.WeakKeyDictionary[SegmentArrays, dict[str, np.ndarray]] = (
            weakref.WeakKeyDictionary()
        )
        self._shown: dict[str, dict[int, str]] = {field: {} for field in self.fields - self._scored}

    def _array(self, name: str) -> np.ndarray:
        # Views are made once: making one costs more than a look-up in a short list of postings.
        if name not in self._kept:
            self._kept[name] = self._file[name]
        return self._kept[name]

    def _optional(self, name: str) -> np.ndarray | None:
        return self._array(name) if name in self._file else None

    def terms(self, field: str) -> Terms:
        if field not in self._terms:
            self._terms[field] = Terms(self._array(f"{field}/letters"), self._array(f"{field}/offsets"))
        return self._terms[field]

    # --- Postings ------------------------------------------------------------------------------

    def _span(self, field: str, term: int) -> slice:
        starts = self._array(f"{field}/starts")
        return slice(int(starts[term]), int(starts[term + 1]))

    def documents(self, field: str, term: int) -> np.ndarray:
        """The documents with a term, ascending."""
        return self._array(f"{field}/documents")[self._span(field, term)]

    def documents_of_range(self, field: str, terms: range) -> np.ndarray:
        """The documents with any of neighbouring terms, in no order, some perhaps more than once."""
        starts = self._array(f"{field}/starts")
        return self._array(f"{field}/documents")[int(starts[terms.start]) : int(starts[terms.stop])]

    def document_frequencies(self, field: str, terms: range) -> np.ndarray:
        """In how many documents each of neighbouring terms stands."""
        return np.diff(self._array(f"{field}/starts")[terms.start : terms.stop + 1]).astype(np.int64)

    def is_scored(self, field: str) -> bool:
        return field in self._scored

    def codes(self, field: str, term: int) -> np.ndarray:
        """For each document with a term, the place in ``pairs`` of how often and in what length."""
        return self._array(f"{field}/codes")[self._span(field, term)]

    def pairs(self, field: str) -> tuple[np.ndarray, np.ndarray]:
        """Frequency, and step of the length, of every pair that occurs."""
        pairs = self._array(f"{field}/pairs")
        return pairs >> 8, pairs & 255

    def frequencies(self, field: str, term: int) -> np.ndarray:
        """How often a term stands in each of its documents: 1 for a fact."""
        if not self.is_scored(field):
            return np.ones(len(self.documents(field, term)), np.uint32)
        return self.pairs(field)[0][self.codes(field, term)]

    def length_steps(self, field: str) -> np.ndarray | None:
        """The length of every document's text, in Whoosh's steps; None for facts."""
        return self._optional(f"{field}/lengths")

    def total_length(self, field: str) -> int:
        """How many words all documents have in the field."""
        return int(self._file.facts["lengths"].get(field, 0))

    def has_positions(self, field: str) -> bool:
        return f"{field}/positions" in self._file

    def positions(self, field: str, term: int) -> tuple[np.ndarray, np.ndarray]:
        """Where a term stands: positions of all its occurrences, and how many each document has."""
        begins = self._array(f"{field}/position_starts")
        found = self._array(f"{field}/positions")[int(begins[term]) : int(begins[term + 1])]
        return found, self.frequencies(field, term)

    def positions_by_document(self, field: str, term: int) -> list[np.ndarray]:
        found, counts = self.positions(field, term)
        return np.split(found, np.cumsum(counts)[:-1])

    # --- Facts of documents --------------------------------------------------------------------

    def values(self, field: str) -> np.ndarray | None:
        """Each document's value, as the place of the term and 1, or 0 for none; None for other fields."""
        return self._optional(f"{field}/value")

    def several_values(self, field: str) -> tuple[np.ndarray, np.ndarray]:
        """The values of all documents of a field with several, and where each document's begin."""
        return self._array(f"{field}/values"), self._array(f"{field}/value_starts")

    def numbers(self, field: str) -> np.ndarray | None:
        """Each document's value as a number, 0 for none; None for fields that are no numbers."""
        return self._optional(f"{field}/number")

    def facts_of(self, document: int, left_out: Container[str] = ()) -> dict[str, list[str]]:
        """The facts of a document, each with its values."""
        facts = {}
        for field, values in self._single_facts:
            if field not in left_out and (place := int(values[document])):
                facts[field] = [self._fact(field, place - 1)]
        for field, several, begins in self._facts_with_several:
            if places := several[begins[document] : begins[document + 1]].tolist():
                facts[field] = [self._fact(field, place) for place in places]
        return facts

    @cached_property
    def _single_facts(self) -> list[tuple[str, np.ndarray]]:
        return [(field, values) for field in self._shown if (values := self.values(field)) is not None]

    @cached_property
    def _facts_with_several(self) -> list[tuple[str, np.ndarray, np.ndarray]]:
        return [(field, *self.several_values(field)) for field in self._shown if self.values(field) is None]

    def _fact(self, field: str, place: int) -> str:
        # Outlets, years and kinds come again and again, numbers of turns hardly twice.
        shown = self._shown[field]
        value = shown.get(place)
        if value is None:
            value = as_text(self.terms(field)[place])
            if len(shown) < _MOST_SHOWN:
                shown[place] = value
        return value

    def displayed(self, folded: int) -> str:
        """The most frequent spelling of a folded term."""
        place = int(self._array(f"{FOLDED}/display")[folded])
        return as_text(self.terms(WRITTEN)[place])

    def places_in(self, other: SegmentArrays, field: str) -> np.ndarray:
        """For each term of a fact its place among those of another segment, -1 where that has it not.

        Neither segment changes, so it is found out once.
        """
        known = self._places_in.setdefault(other, {})
        if field not in known:
            others = other.terms(field)
            places = (others.find(term) for term in self.terms(field))
            known[field] = np.fromiter((-1 if p is None else p for p in places), np.int64)
        return known[field]

    # --- The whole -----------------------------------------------------------------------------

    def field_postings(self, field: str) -> FieldPostings:
        """Everything of a field, to be merged with that of other segments."""
        return FieldPostings(
            self.terms(field),
            self._array(f"{field}/starts"),
            self._array(f"{field}/documents"),
            codes=self._optional(f"{field}/codes"),
            pairs=self._optional(f"{field}/pairs"),
            lengths=self._optional(f"{field}/lengths"),
            total_length=self.total_length(field),
            positions=self._optional(f"{field}/positions"),
            display=self._optional(f"{field}/display"),
        )

    def verify(self) -> None:
        """Read everything; raises ``IndexDamaged`` when an array is not as it was written."""
        self._file.verify()


_opened: weakref.WeakValueDictionary[Path, SegmentArrays] = weakref.WeakValueDictionary()
_opening = Lock()


def open_arrays(path: Path) -> SegmentArrays:
    """The segment of a file; one that is open already is shared.

    Raises ``FileNotFoundError`` or ``IndexDamaged``.
    """
    with _opening:
        arrays = _opened.get(path)
        if arrays is None:
            arrays = _opened[path] = SegmentArrays(path)
        return arrays
