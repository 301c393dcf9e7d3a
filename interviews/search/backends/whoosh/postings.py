"""The postings of a segment: which documents have which terms, how often, and where.

Of each field, in the order of its terms and then of the documents. A posting has a code, which stands for a
pair of how often the term occurs and how long the document is: few pairs occur, so a query scores the pairs
once and looks every posting's score up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from whoosh import fields

from interviews.arabic.normalize import fold

from .array_file import write_arrays
from .schema import FOLDED, NUMBERED, WRITTEN, as_number
from .terms import as_bytes, as_text, packed


@dataclass(slots=True)
class FieldPostings:
    """The postings of one field; those of term t are ``starts[t]`` to ``starts[t + 1]``.

    Facts have only terms and documents. The analysed layers of a text have more: ``codes`` into
    ``pairs`` (frequency * 256 + step of the length), the ``lengths`` of all documents in steps, the exact
    ``total_length``; one of them the ``positions`` of each occurrence, and the ``display`` spellings.
    """

    terms: Sequence[bytes]
    starts: np.ndarray
    documents: np.ndarray
    codes: np.ndarray | None = None
    pairs: np.ndarray | None = None
    lengths: np.ndarray | None = None
    total_length: int = 0
    positions: np.ndarray | None = None
    display: np.ndarray | None = None


@dataclass(slots=True)
class Postings:
    """The postings of ``count`` documents: its fields by name, to be gone through once."""

    count: int
    fields: Iterable[tuple[str, FieldPostings]]


class SegmentPostings(Protocol):
    """Where merged postings come from: a segment, whose fields are read when they are needed."""

    @property
    def fields(self) -> Collection[str]: ...

    def field_postings(self, field: str) -> FieldPostings: ...


def least_type(numbers: np.ndarray) -> np.ndarray:
    """The same numbers, none negative, in the smallest type that holds them."""
    largest = int(numbers.max()) if len(numbers) else 0
    return numbers.astype(np.min_scalar_type(largest))


def write_segment(path: Path, postings: Postings, schema: fields.Schema) -> None:
    """Write a segment's file: the postings, and what is derived from them for counting and ordering."""
    lengths: dict[str, int] = {}
    # Read only after the arrays were: a field at a time is enough in memory.
    facts = {"count": postings.count, "lengths": lengths}
    write_arrays(path, facts, _arrays(postings, schema, lengths))


def _arrays(
    postings: Postings, schema: fields.Schema, lengths: dict[str, int]
) -> Iterator[tuple[str, np.ndarray]]:
    for name, found in postings.fields:
        letters, offsets = packed(found.terms)
        yield f"{name}/letters", letters
        yield f"{name}/offsets", offsets
        yield f"{name}/starts", found.starts
        yield f"{name}/documents", found.documents
        for part in ("codes", "pairs", "lengths", "positions", "display"):
            if (array := getattr(found, part)) is not None:
                yield f"{name}/{part}", array
        if found.positions is not None:
            yield f"{name}/position_starts", _position_starts(found)
        if found.codes is None:
            several = isinstance(schema[name], fields.KEYWORD)
            yield from _columns(name, found, postings.count, several).items()
        else:
            lengths[name] = found.total_length


def _frequencies(found: FieldPostings) -> np.ndarray:
    """How often the term of each posting stands in its document."""
    assert found.pairs is not None
    assert found.codes is not None
    return (found.pairs >> 8)[found.codes].astype(np.int64)


def _term_of(found: FieldPostings) -> np.ndarray:
    """The place of the term of each posting."""
    return np.repeat(np.arange(len(found.terms), dtype=np.uint32), np.diff(found.starts).astype(np.int64))


def _position_starts(found: FieldPostings) -> np.ndarray:
    """Where the positions of each term begin."""
    frequencies = _frequencies(found)
    ends = np.zeros(len(frequencies) + 1, np.uint64)
    np.cumsum(frequencies, out=ends[1:])
    return ends[found.starts]


def _columns(name: str, found: FieldPostings, count: int, several: bool) -> dict[str, np.ndarray]:
    """The values of each document, as places among the terms.

    Of a field with one value: the place of the value and 1, or 0 where there is none. Of a field with
    several: the places, one document after the other, and where each begins.
    """
    places = _term_of(found)
    if several:
        order = np.argsort(found.documents, kind="stable")
        begins = np.searchsorted(found.documents[order], np.arange(count + 1))
        return {f"{name}/values": least_type(places[order]), f"{name}/value_starts": begins.astype(np.uint32)}
    values = np.zeros(count, np.uint32)
    values[found.documents] = places + 1
    columns = {f"{name}/value": least_type(values)}
    if name in NUMBERED:
        numbers = np.fromiter((as_number(term.decode()) for term in found.terms), np.int64, len(found.terms))
        columns[f"{name}/number"] = np.concatenate(([0], numbers))[values]
    return columns


def merged(parts: Sequence[tuple[SegmentPostings, np.ndarray]]) -> Postings:
    """The postings of several segments as those of one, in their order; a field at a time.

    ``parts`` are postings and which of their documents stay, as an array of bool.
    """
    before = np.concatenate(([0], np.cumsum([np.count_nonzero(stays) for _postings, stays in parts])))
    return Postings(int(before[-1]), _merged_fields(parts, before))


def _merged_fields(
    parts: Sequence[tuple[SegmentPostings, np.ndarray]], before: np.ndarray
) -> Iterator[tuple[str, FieldPostings]]:
    written: FieldPostings | None = None
    # The written words first: the folded ones show which of them is the most frequent spelling.
    names = {name for postings, _stays in parts for name in postings.fields}
    for name in sorted(names, key=lambda name: (name != WRITTEN, name)):
        pieces = [
            _Piece(postings.field_postings(name), stays, int(first))
            for (postings, stays), first in zip(parts, before, strict=False)
            if name in postings.fields
        ]
        found = _merged_field(pieces)
        if name == WRITTEN:
            written = found
        elif name == FOLDED and written:
            found.display = _merged_display(found, written, [postings for postings, _stays in parts])
        yield name, found


class _Piece:
    """One segment's postings of a field without what was deleted, in numbers of the merged segment."""

    def __init__(self, found: FieldPostings, stays: np.ndarray, first: int) -> None:
        self.found = found
        self.stays = stays
        kept = stays[found.documents]
        renumbered = (np.cumsum(stays) - 1 + first).astype(np.uint32)
        self.term_of = _term_of(found)[kept]
        self.documents = renumbered[found.documents[kept]]
        self.codes = None if found.codes is None else found.codes[kept]
        self.positions = None
        if found.positions is not None:
            self.positions = found.positions[np.repeat(kept, _frequencies(found))]
        #: Terms that are still in use.
        self.used = np.zeros(len(found.terms), bool)
        self.used[self.term_of] = True


def _merged_field(pieces: Sequence[_Piece]) -> FieldPostings:
    terms, places = _merged_terms(pieces)
    counts = np.zeros(len(terms), np.int64)
    for piece, place in zip(pieces, places, strict=True):
        counts += np.bincount(place[piece.term_of], minlength=len(terms))
    starts = np.concatenate(([0], np.cumsum(counts)))
    documents = np.empty(starts[-1], np.uint32)
    scored = all(piece.codes is not None for piece in pieces)
    pairs = codes = None
    if scored:
        pairs = np.unique(np.concatenate([piece.found.pairs for piece in pieces]))
        codes = np.empty(starts[-1], np.min_scalar_type(max(0, len(pairs) - 1)))
    # Where the next posting of each term goes: segment after segment, the documents stay in order.
    following = starts[:-1].copy()
    targets = []
    for piece, place in zip(pieces, places, strict=True):
        term_of = place[piece.term_of]
        own = np.bincount(term_of, minlength=len(terms))
        own_starts = np.concatenate(([0], np.cumsum(own)))[:-1]
        target = np.arange(len(term_of)) + (following - own_starts)[term_of]
        following += own
        documents[target] = piece.documents
        if codes is not None:
            codes[target] = np.searchsorted(pairs, piece.found.pairs)[piece.codes]
        targets.append(target)
    merged_field = FieldPostings(terms, starts.astype(np.uint64), documents, codes=codes, pairs=pairs)
    if scored:
        merged_field.lengths = np.concatenate([piece.found.lengths[piece.stays] for piece in pieces])
        # Exactly: every occurrence of every term.
        merged_field.total_length = int(_frequencies(merged_field).sum())
        if all(piece.positions is not None for piece in pieces):
            merged_field.positions = _merged_positions(merged_field, pieces, targets)
    return merged_field


def _merged_terms(pieces: Sequence[_Piece]) -> tuple[list[bytes], list[np.ndarray]]:
    """The union of the terms in use, sorted, and for each piece where its own terms stand in it."""
    used = [
        [term for term, in_use in zip(piece.found.terms, piece.used.tolist(), strict=True) if in_use]
        for piece in pieces
    ]
    terms = sorted(set().union(*used))
    place = {term: index for index, term in enumerate(terms)}
    places = []
    for piece, own in zip(pieces, used, strict=True):
        mapped = np.zeros(len(piece.found.terms), np.uint32)
        mapped[piece.used] = np.fromiter((place[term] for term in own), np.uint32, len(own))
        places.append(mapped)
    return terms, places


def _merged_positions(
    found: FieldPostings, pieces: Sequence[_Piece], targets: Sequence[np.ndarray]
) -> np.ndarray:
    frequencies = _frequencies(found)
    begins = np.cumsum(frequencies) - frequencies
    largest = max((int(piece.positions.max()) for piece in pieces if len(piece.positions)), default=0)
    positions = np.empty(int(frequencies.sum()), np.min_scalar_type(largest))
    for piece, target in zip(pieces, targets, strict=True):
        own = frequencies[target]
        own_begins = np.cumsum(own) - own
        place = np.arange(len(piece.positions)) + np.repeat(begins[target] - own_begins, own)
        positions[place] = piece.positions
    return positions


def _merged_display(
    folded: FieldPostings, written: FieldPostings, parts: Sequence[SegmentPostings]
) -> np.ndarray:
    """For each folded term, of the spellings that the segments show, the most frequent one now."""
    frequency = dict(zip(written.terms, np.diff(written.starts).tolist(), strict=True))
    place = {term: index for index, term in enumerate(written.terms)}
    best: dict[bytes, tuple[int, bytes]] = {}

    def suggest(term: bytes, spelling: bytes) -> None:
        if spelling in place:
            best[term] = max(best.get(term, (0, b"")), (frequency[spelling], spelling))

    for postings in parts:
        own_folded, own_written = postings.field_postings(FOLDED), postings.field_postings(WRITTEN)
        assert own_folded.display is not None
        shown = list(own_written.terms)
        for term, index in zip(own_folded.terms, own_folded.display.tolist(), strict=True):
            suggest(term, shown[index])
    if not all(term in best for term in folded.terms):
        # The turns with the spelling that was shown are gone, those with another one are not.
        for spelling in written.terms:
            suggest(as_bytes(fold(as_text(spelling))), spelling)
    return np.fromiter((place[best[term][1]] for term in folded.terms), np.uint32, len(folded.terms))
