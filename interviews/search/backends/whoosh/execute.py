"""Queries over arrays: all matches of a segment at once, with Whoosh's scores.

``evaluate`` takes a query of Whoosh and gives what Whoosh's matchers would give one after the other. Adding
the scores of a term to all its documents is one operation on an array; so is every other step. The kinds of
query are those that `compile` makes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from whoosh import query

from .queries import AnyOf, Coordinated, Near, Without
from .schema import as_number
from .snapshot import SegmentView, Snapshot
from .terms import as_bytes


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents of a segment in ascending order, each with its score.

    ``complete`` tells of each whether it has all words of a `Coordinated` query; None without one.
    """

    documents: np.ndarray
    scores: np.ndarray
    complete: np.ndarray | None = None

    def where(self, chosen: np.ndarray) -> Matches:
        """Only those that ``chosen`` (an array of bool) marks."""
        complete = None if self.complete is None else self.complete[chosen]
        return Matches(self.documents[chosen], self.scores[chosen], complete)


_NOTHING = Matches(np.zeros(0, np.intp), np.zeros(0, np.float32))


def evaluate(asked: query.Query, view: SegmentView, snapshot: Snapshot) -> Matches:
    """The matches of a query in a segment; what is deleted is left out.

    Scores agree with Whoosh's but for rounding: they are added up in single precision.
    """
    matches = _Evaluation(view, snapshot).of(asked)
    return matches if view.stays is None else matches.where(view.stays[matches.documents])


class _Evaluation:
    def __init__(self, view: SegmentView, snapshot: Snapshot) -> None:
        self._view = view
        self._arrays = view.arrays
        self._snapshot = snapshot

    def of(self, asked: query.Query) -> Matches:
        match asked:
            case query.Term():
                return self._term(asked.fieldname, _bytes(asked.text), asked.boost)
            case Coordinated():
                return self._coordinated(asked)
            case Without():
                found = self.of(asked.a)
                return found.where(~self._is_in(found.documents, self.of(asked.b).documents))
            case query.AndMaybe():
                return self._sum_where(self.of(asked.a), [self.of(asked.b)])
            case query.Require():
                found = self.of(asked.a)
                return found.where(self._is_in(found.documents, self.of(asked.b).documents))
            case query.ConstantScoreQuery():
                documents = self.of(asked.child).documents
                return Matches(documents, np.full(len(documents), asked.score, np.float32))
            case query.Phrase():
                return self._phrase(asked.fieldname, [_bytes(word) for word in asked.words])
            case Near():
                return self._near(asked)
            case query.Prefix():
                return self._any_term(asked.fieldname, self._prefix(asked.fieldname, _bytes(asked.text)))
            case AnyOf():
                return self._any_of(asked)
            case query.TermRange():
                return self._any_term(asked.fieldname, self._range(asked))
            case query.And():
                return self._every_one([self.of(child) for child in asked.subqueries])
            case query.Or():
                return self._any(asked)
            case query.Every(fieldname=None):
                every = np.arange(self._arrays.count)
                return Matches(every, np.ones(len(every), np.float32))
            case query.qcore._NullQuery():
                return _NOTHING
        raise TypeError(f"no vector form of {asked!r}")

    # --- Terms ---------------------------------------------------------------------------------

    def _place(self, field: str, term: bytes) -> int | None:
        return self._snapshot.term(field, term).places[self._view.number]

    def _term(self, field: str, term: bytes, boost: float) -> Matches:
        found = self._snapshot.term(field, term)
        place = found.places[self._view.number]
        if place is None:
            return _NOTHING
        # As the type that numpy indexes by: it would convert them anew at each of several steps.
        documents = self._arrays.documents(field, place).astype(np.intp)
        if not self._arrays.is_scored(field):
            return Matches(documents, np.full(len(documents), boost, np.float32))
        saturation = self._snapshot.saturation(self._view, field)
        scores = saturation[self._arrays.codes(field, place)]
        scores *= np.float32(found.rarity * boost)
        return Matches(documents, scores)

    def _prefix(self, field: str, prefix: bytes) -> range:
        return self._arrays.terms(field).starting_with(prefix) if field in self._arrays.fields else range(0)

    def _range(self, asked: query.TermRange) -> range:
        if asked.fieldname not in self._arrays.fields:
            return range(0)
        low = None if asked.start is None else _bytes(asked.start)
        high = None if asked.end is None else _bytes(asked.end)
        terms = self._arrays.terms(asked.fieldname)
        return terms.between(low, high, open_low=asked.startexcl, open_high=asked.endexcl)

    def _any_of(self, asked: AnyOf) -> Matches:
        numbers = self._arrays.numbers(asked.fieldname)
        if numbers is not None:
            wanted = np.array([as_number(term) for term in asked.terms], np.int64)
            marked = np.isin(numbers, wanted)
        else:
            marked = np.zeros(self._arrays.count, bool)
            for term in asked.terms:
                if (place := self._place(asked.fieldname, _bytes(term))) is not None:
                    marked[self._arrays.documents(asked.fieldname, place)] = True
        documents = np.flatnonzero(marked)
        return Matches(documents, np.ones(len(documents), np.float32))

    def _any_term(self, field: str, places: range) -> Matches:
        if not places:
            return _NOTHING
        marked = np.zeros(self._arrays.count, bool)
        marked[self._arrays.documents_of_range(field, places)] = True
        documents = np.flatnonzero(marked)
        return Matches(documents, np.ones(len(documents), np.float32))

    # --- Any, every ----------------------------------------------------------------------------

    def _is_in(self, documents: np.ndarray, others: np.ndarray) -> np.ndarray:
        marked = np.zeros(self._arrays.count, bool)
        marked[others] = True
        return marked[documents]

    def _any(self, asked: query.Or) -> Matches:
        marked = np.zeros(self._arrays.count, bool)
        scores = np.zeros(self._arrays.count, np.float32)
        self._add(asked, scores, marked)
        documents = np.flatnonzero(marked)
        return Matches(documents, scores[documents])

    def _add(self, asked: query.Query, scores: np.ndarray, marked: np.ndarray) -> bool:
        """Add the scores of a query to those of all documents and mark its matches; whether it has any."""
        if type(asked) is query.Or:
            found_any = False
            for child in asked.subqueries:
                found_any |= self._add(child, scores, marked)
            return found_any
        found = self.of(asked)
        if not len(found.documents):
            return False
        scores[found.documents] += found.scores
        marked[found.documents] = True
        return True

    def _every_one(self, parts: Sequence[Matches]) -> Matches:
        first, *others = sorted(parts, key=lambda part: len(part.documents))
        for part in others:
            first = first.where(self._is_in(first.documents, part.documents))
        found = self._sum_where(first, others)
        complete = [
            part.where(self._is_in(part.documents, found.documents)).complete
            for part in parts
            if part.complete is not None
        ]
        return Matches(found.documents, found.scores, reduce(np.logical_and, complete) if complete else None)

    def _sum_where(self, found: Matches, others: Sequence[Matches]) -> Matches:
        """``found`` with what others give to the same documents."""
        scores = np.zeros(self._arrays.count, np.float32)
        for other in others:
            scores[other.documents] += other.scores
        return Matches(found.documents, found.scores + scores[found.documents], found.complete)

    def _coordinated(self, asked: Coordinated) -> Matches:
        count = self._arrays.count
        scores, found = np.zeros(count, np.float32), np.zeros(count, bool)
        had = np.zeros(count, np.uint8 if len(asked.words) < 256 else np.uint32)
        for word in asked.words:
            having = np.zeros(count, bool)
            if self._add(word.text, scores, having):
                found |= having
            if word.beside:
                self._add(word.beside, scores, having)
            had += having
        for one in asked.optional:
            self._add(one, scores, np.zeros(count, bool))
        documents = np.flatnonzero(found)
        number = had[documents]
        shares = (np.arange(len(asked.words) + 1) / len(asked.words)) ** asked.exponent
        kept = scores[documents]
        kept *= shares.astype(np.float32)[number]
        return Matches(documents, kept, number == len(asked.words))

    # --- Neighbouring words --------------------------------------------------------------------

    def _having_all(self, field: str, words: Sequence[bytes]) -> Matches:
        """The documents with all words, each with the sum over the words as often as they are asked for."""
        return self._every_one([self._term(field, word, 1.0) for word in words])

    def _phrase(self, field: str, words: Sequence[bytes]) -> Matches:
        found = self._having_all(field, words)
        if not len(found.documents):
            return found
        # Where a phrase may begin, as one number of document and place, thinned out word by word.
        begins: np.ndarray | None = None
        for distance, word in enumerate(words):
            places = self._places(field, word, found.documents) - distance
            begins = places if begins is None else begins[_is_in_sorted(begins, places)]
        assert begins is not None
        return found.where(self._is_in(found.documents, begins >> _PLACE_BITS))

    def _places(self, field: str, word: bytes, documents: np.ndarray) -> np.ndarray:
        """Every occurrence of a word in ``documents``: document and position as one number, ascending."""
        place = self._place(field, word)
        assert place is not None
        positions, counts = self._arrays.positions(field, place)
        having = self._arrays.documents(field, place)
        chosen = self._is_in(having, documents)
        within = np.repeat(chosen, counts)
        of_documents = np.repeat(having[chosen].astype(np.int64), counts[chosen])
        return (of_documents << _PLACE_BITS) + positions[within].astype(np.int64)

    def _near(self, asked: Near) -> Matches:
        words = [_bytes(word) for word in asked.words]
        found = self._having_all(asked.fieldname, words)
        if not len(found.documents):
            return found
        needed = Counter(words)
        places = {word: self._places(asked.fieldname, word, found.documents) for word in needed}
        # A window that opens at any of the words must have every word, as often as it is asked for.
        begins = np.concatenate(list(places.values()))
        ends = begins + len(words) + asked.slop
        for word, times in needed.items():
            own = places[word]
            last = np.searchsorted(own, begins) + times - 1
            fits = last < len(own)
            fits[fits] = own[last[fits]] < ends[fits]
            begins, ends = begins[fits], ends[fits]
        return found.where(self._is_in(found.documents, begins >> _PLACE_BITS))


# A text has fewer words than this, and a segment fewer documents than the rest of 64 bits.
_PLACE_BITS = 31


def _bytes(term: str | bytes) -> bytes:
    return term if isinstance(term, bytes) else as_bytes(term)


def _is_in_sorted(numbers: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Of each of ``numbers`` whether it is among ``others``; both ascending."""
    if not len(others):
        return np.zeros(len(numbers), bool)
    places = np.minimum(np.searchsorted(others, numbers), len(others) - 1)
    return others[places] == numbers
