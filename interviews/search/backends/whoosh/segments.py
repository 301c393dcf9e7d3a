"""Writing an index: new segments, deletions and merges, each one commit.

A commit is Whoosh's: a new table of contents takes the place of the old one in one rename, and whoever reads
goes on reading the files of the old one. Only who holds the index's lock may commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from whoosh.index import TOC, FileIndex, clean_files

from .codec import ArraySegment
from .postings import Postings, merged, write_segment
from .schema import Document
from .segment_builder import SegmentBuilder
from .segment_reader import open_arrays
from .terms import as_bytes

#: Documents of one segment while an index is built: their words take some 300 MB of memory.
BATCH = 25_000

#: A merge takes a segment in when it is at most as many times as large as all smaller ones together. So
#: every document is copied few times, and the number of segments grows with the logarithm of the size.
_GROWTH = 4

#: A segment of which a larger part is deleted is written anew.
_MOST_DELETED = 0.4


class IndexChange:
    """A change of the index, nothing of which is seen before ``commit``.

    Documents are added, and deleted by a term of a fact; what was added in the same change is not deleted.
    """

    def __init__(self, index: FileIndex, folder: Path) -> None:
        self._index = index
        self._folder = folder
        self._toc: TOC = index._read_toc()
        self.schema = self._toc.schema
        self._segments: list[ArraySegment] = [segment.copy() for segment in self._toc.segments]
        self._old = len(self._segments)
        self._builder = SegmentBuilder(self.schema)

    def delete(self, field: str, value: str) -> None:
        for segment in self._segments[: self._old]:
            arrays = open_arrays(segment.path(self._folder))
            if field not in arrays.fields:
                continue
            place = arrays.terms(field).find(as_bytes(value))
            if place is not None:
                segment.delete(arrays.documents(field, place))

    def add(self, document: Document) -> None:
        self._builder.add(document)
        if self._builder.count >= BATCH:
            self._write_added()

    def _write_added(self) -> None:
        if self._builder.count:
            self._segments.append(self._written(self._builder.postings()))
            self._builder = SegmentBuilder(self.schema)

    def _written(self, postings: Postings) -> ArraySegment:
        segment = ArraySegment(self._index.indexname, postings.count)
        write_segment(segment.path(self._folder), postings, self.schema)
        return segment

    def merge(self) -> bool:
        """Join small segments, and write those anew of which much is deleted; whether there was need."""
        self._write_added()
        together = _to_merge(self._segments)
        if not together:
            return False
        self._join(together)
        return True

    def merge_all(self) -> None:
        """Make one segment of all."""
        self._write_added()
        if len(self._segments) > 1:
            self._join(self._segments)

    def _join(self, together: Sequence[ArraySegment]) -> None:
        parts = [
            (open_arrays(segment.path(self._folder)).postings(), segment.stays()) for segment in together
        ]
        first = self._segments.index(together[0])
        self._segments = [segment for segment in self._segments if segment not in together]
        postings = merged(parts)
        if postings.count:
            self._segments.insert(min(first, len(self._segments)), self._written(postings))

    def commit(self) -> None:
        self._write_added()
        segments = [segment for segment in self._segments if segment.doc_count()]
        toc = TOC(self.schema, segments, self._toc.generation + 1)
        toc.write(self._index.storage, self._index.indexname)
        clean_files(self._index.storage, self._index.indexname, toc.generation, segments)


def _to_merge(segments: Iterable[ArraySegment]) -> list[ArraySegment]:
    """The segments to join, in their order: a run of small ones, and any of which much is deleted."""
    ordered = sorted(segments, key=lambda segment: segment.doc_count())
    chosen = {s for s in ordered if s.deleted_count() > _MOST_DELETED * s.doc_count_all()}
    small = 0
    run: list[ArraySegment] = []
    for segment in ordered:
        if run and segment.doc_count() > _GROWTH * small:
            break
        run.append(segment)
        small += int(segment.doc_count())
    if len(run) > 1:
        chosen.update(run)
    return [segment for segment in segments if segment in chosen]
