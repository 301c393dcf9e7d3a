"""Whoosh's own interface to segments that are files of arrays.

Whoosh reads an index through a codec: with this one its searcher, queries and matchers work on our segments
as on its own. The archive itself does not search so (see `execute`): this is the way by which tests prove
that the fast one gives what Whoosh gives, and by which whoever knows Whoosh can look into an index. Segments
are written by `segments`, not by Whoosh's writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Format
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from .segment_builder import LENGTH_STEPS
from .segment_reader import SegmentArrays, open_arrays

EXTENSION = ".arrays"


class ArraySegment(base.Segment):
    """A segment in the table of contents: its name, its number of documents, and which are deleted."""

    def __init__(self, indexname: str, count: int) -> None:
        super().__init__(indexname)
        self._count = count
        self._deleted: set[int] = set()

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def path(self, folder: Path) -> Path:
        return folder / str(self.make_filename(EXTENSION))

    def copy(self) -> ArraySegment:
        """The same segment, whose deletions can be changed while others read this one."""
        twin = ArraySegment(self.indexname, self._count)
        twin.segid = self.segid
        twin._deleted = set(self._deleted)
        return twin

    def delete(self, documents: np.ndarray) -> None:
        self._deleted.update(documents.tolist())

    def stays(self) -> np.ndarray:
        """For each document whether it is still there."""
        stays = np.ones(self._count, bool)
        stays[list(self._deleted)] = False
        return stays

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def should_assemble(self) -> bool:
        return False


class ArrayCodec(base.Codec):
    def terms_reader(self, storage: FileStorage, segment: ArraySegment) -> _TermsReader:
        return _TermsReader(open_arrays(segment.path(Path(storage.folder))))

    def per_document_reader(self, storage: FileStorage, segment: ArraySegment) -> _DocumentReader:
        return _DocumentReader(open_arrays(segment.path(Path(storage.folder))), segment)


class _TermsReader(base.TermsReader):
    def __init__(self, arrays: SegmentArrays) -> None:
        self._arrays = arrays

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._arrays.fields and self._arrays.terms(field).find(text) is not None

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((field, term) for field in sorted(self._arrays.fields) for term in self._arrays.terms(field))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        terms = self._arrays.terms(fieldname)
        first = terms.between(prefix, None).start
        return ((fieldname, terms[index]) for index in range(first, len(terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        index = self._arrays.terms(fieldname).find(text)
        if index is None:
            raise KeyError(text)
        documents = self._arrays.documents(fieldname, index)
        frequencies = self._arrays.frequencies(fieldname, index)
        lengths = self._lengths(fieldname, documents)
        return TermInfo(
            weight=float(frequencies.sum()),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def _lengths(self, fieldname: str, documents: np.ndarray) -> np.ndarray:
        steps = self._arrays.length_steps(fieldname)
        return np.ones(len(documents), np.int64) if steps is None else LENGTH_STEPS[steps[documents]]

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: Any = None) -> ListMatcher:
        index = self._arrays.terms(fieldname).find(text)
        if index is None:
            raise KeyError(text)
        positions = None
        if self._arrays.has_positions(fieldname):
            positions = [found.tolist() for found in self._arrays.positions_by_document(fieldname, index)]
        return _PostingsMatcher(
            self._arrays.documents(fieldname, index).tolist(),
            self._arrays.frequencies(fieldname, index).astype(float).tolist(),
            positions,
            format_,
            scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def indexed_field_names(self) -> list[str]:
        return sorted(self._arrays.fields)


class _PostingsMatcher(ListMatcher):
    """Whoosh's matcher for a list, whose values are positions as they are, not packed into bytes."""

    def value_as(self, astype: str) -> Any:
        return self._values[self._i] if astype == "positions" else super().value_as(astype)


class _DocumentReader(base.PerDocumentReader):
    def __init__(self, arrays: SegmentArrays, segment: ArraySegment) -> None:
        self._arrays = arrays
        self._segment = segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        steps = self._arrays.length_steps(fieldname)
        return default if steps is None else int(LENGTH_STEPS[steps[docnum]])

    def field_length(self, fieldname: str) -> int:
        return self._arrays.total_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        steps = self._arrays.length_steps(fieldname)
        return 0 if steps is None else int(LENGTH_STEPS[steps.min()])

    def max_field_length(self, fieldname: str) -> int:
        steps = self._arrays.length_steps(fieldname)
        return 0 if steps is None else int(LENGTH_STEPS[steps.max()])

    def stored_fields(self, docnum: int) -> dict[str, list[str]]:
        return self._arrays.facts_of(docnum)
