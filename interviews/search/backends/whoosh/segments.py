"""Writing an index: new segments, deletions and merges, each one commit.

A commit is Whoosh's: a new table of contents takes the place of the old one in one rename, and whoever reads
goes on reading the files of the old one. Only who holds the index's lock may commit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import django
from whoosh import fields
from whoosh.index import TOC, FileIndex, clean_files

from .array_file import flush_folder, flush_to_disk
from .codec import ArraySegment
from .postings import merged, write_segment
from .schema import Document
from .segment_builder import SegmentBuilder
from .segment_reader import SegmentArrays, open_arrays
from .terms import as_bytes

#: Documents of one segment while an index is built; one process needs some 200 MB of memory for them.
BATCH = 10_000

#: Every segment costs every search, and every merge its time: small ones are joined when there are more than
#: so many, those of fewer documents all together.
_FEW = 3
_SMALL = 2_000

#: And a larger one when it is at most as many times as large as all smaller ones together. So every document
#: is copied few times, and the number of segments grows with the logarithm of the size. What is as large as
#: this would keep the index locked for too long.
_GROWTH = 4
_LARGE = 200_000

#: A segment of which a larger part is deleted is written anew.
_MOST_DELETED = 0.4


def build_segment(path: Path, documents: Sequence[Document], schema: fields.Schema) -> None:
    """Analyse documents and write them as a segment."""
    builder = SegmentBuilder(schema)
    for document in documents:
        builder.add(document)
    write_segment(path, builder.postings(), schema)


class IndexChange:
    """A change of the index, nothing of which is seen before ``commit``.

    Documents are added, and deleted by a term of a fact; what was added in the same change is not deleted,
    and after a merge nothing can be.
    With ``processes`` above 1 so many others analyse the documents, once there are more than a batch.
    """

    def __init__(self, index: FileIndex, folder: Path, processes: int = 1) -> None:
        self._index = index
        self._folder = folder
        self._toc: TOC = index._read_toc()
        self.schema = self._toc.schema
        self._segments: list[ArraySegment] = [segment.copy() for segment in self._toc.segments]
        # Held open: a change of many interviews deletes a thousand times.
        self._committed: list[tuple[ArraySegment, SegmentArrays]] | None = [
            (segment, open_arrays(segment.path(folder))) for segment in self._segments
        ]
        self._added: list[Document] = []
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[None]] = deque()

    def delete(self, field: str, value: str) -> bool:
        """Take away the documents whose ``field`` has ``value``; whether there were any."""
        found = 0
        if self._committed is None:
            raise ValueError("documents are deleted before segments are merged")
        for segment, arrays in self._committed:
            place = arrays.terms(field).find(as_bytes(value)) if field in arrays.fields else None
            if place is not None:
                found -= segment.deleted_count()
                segment.delete(arrays.documents(field, place))
                found += segment.deleted_count()
        return found > 0

    def add(self, document: Document) -> None:
        if len(self._added) >= BATCH:
            if self._processes > 1 and self._pool is None:
                # Started afresh and not forked: a fork of a process with threads may hang for ever.
                context = get_context("spawn")
                self._pool = ProcessPoolExecutor(self._processes, context, initializer=django.setup)
            self._hand_over()
        self._added.append(document)

    def _hand_over(self) -> None:
        """Have a batch analysed and written: by the other processes, where they were worth starting."""
        segment = ArraySegment(self._index.indexname, len(self._added))
        self._segments.append(segment)
        task = segment.path(self._folder), self._added, self.schema
        self._added = []
        if self._pool is None:
            build_segment(*task)
            return
        if len(self._waiting) > self._processes:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(build_segment, *task))

    def _finish(self) -> None:
        """Wait until all that was added stands in segments."""
        if self._added:
            self._hand_over()
        while self._waiting:
            self._waiting.popleft().result()
        self.close()

    def close(self) -> None:
        """End the other processes. After this the change may still be committed, or be forgotten."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def merge(self) -> bool:
        """Join small segments, and write those anew of which much is deleted; whether there was need."""
        self._finish()
        together = _to_merge(self._segments)
        if not together:
            return False
        self._join(together)
        return True

    def merge_all(self) -> None:
        """Make one segment of all."""
        self._finish()
        if len(self._segments) > 1:
            self._join(self._segments)

    def _join(self, together: Sequence[ArraySegment]) -> None:
        self._committed = None
        parts = [(open_arrays(segment.path(self._folder)), segment.stays()) for segment in together]
        first = self._segments.index(together[0])
        self._segments = [segment for segment in self._segments if segment not in together]
        postings = merged(parts)
        if postings.count:
            segment = ArraySegment(self._index.indexname, postings.count)
            write_segment(segment.path(self._folder), postings, self.schema)
            self._segments.insert(min(first, len(self._segments)), segment)

    def commit(self) -> None:
        """Let everybody see the change. When this returns it would outlive a loss of power."""
        self._finish()
        segments = [segment for segment in self._segments if segment.doc_count()]
        toc = TOC(self.schema, segments, self._toc.generation + 1)
        toc.write(self._index.storage, self._index.indexname)
        # The database forgets what it had to tell the index, so the index must have it for good.
        with (self._folder / TOC._filename(self._index.indexname, toc.generation)).open("rb") as file:
            flush_to_disk(file)
        flush_folder(self._folder)
        clean_files(self._index.storage, self._index.indexname, toc.generation, segments)
        for unfinished in chain(self._folder.glob(".*.new"), self._folder.glob("_*.toc.*")):
            unfinished.unlink()


def _to_merge(segments: Iterable[ArraySegment]) -> list[ArraySegment]:
    """The segments to join, in their order: a run of small ones, and any of which much is deleted."""
    ordered = sorted(segments, key=lambda segment: segment.doc_count())
    chosen = {s for s in ordered if s.deleted_count() > _MOST_DELETED * s.doc_count_all()}
    small = 0
    run: list[ArraySegment] = []
    for segment in ordered:
        size = int(segment.doc_count())
        if run and (size > max(_SMALL, _GROWTH * small) or size > _LARGE):
            break
        run.append(segment)
        small += size
    if len(run) > _FEW:
        chosen.update(run)
    return [segment for segment in segments if segment in chosen]
