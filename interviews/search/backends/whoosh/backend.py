"""Haystack's backend over Whoosh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SkipDocument
from haystack.indexes import SearchIndex
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from haystack.utils.loading import UnifiedIndex
from whoosh import scoring
from whoosh.codec.base import Segment
from whoosh.index import EmptyIndexError, FileIndex
from whoosh.reading import SegmentReader
from whoosh.searching import Searcher
from whoosh.writing import MERGE_SMALL, IndexWriter

from interviews.search.backends.haystack_query import TreeSearchQuery
from interviews.search.query import And, Filter, Node, parse

from .collect import Hit, collect
from .compile import compile_query
from .schema import build_schema, from_stored, to_document
from .store import IndexStore

# BM25's parameters as measured for the project on Arabic questions (design, ARCD): answers vary
# in length more than web pages, and a word repeated says little.
K1, B = 0.8, 0.85

# How long, in seconds, a writer waits for another one before it gives up; nothing is lost then,
# since the outbox keeps what was to be written.
WRITE_TIMEOUT = 10.0

# Memory in MB for postings before they are written to disk; Whoosh's own default is 128.
WRITE_MEMORY = 64


class WhooshBackend(BaseSearchBackend):
    """One instance per thread (Haystack sees to that), so that each has its own searcher."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self._path = options["PATH"]
        self._store: IndexStore | None = None
        self._generation: str | None = None
        self._index: FileIndex | None = None
        self._commit = 0
        self._searcher: Searcher | None = None

    # --- The index on disk ---------------------------------------------------------------------

    @property
    def store(self) -> IndexStore:
        if self._store is None:
            index = connections[self.connection_alias].get_unified_index()
            self._store = IndexStore(self._path, build_schema(index.all_searchfields()))
        return self._store

    @property
    def document_field(self) -> str:
        name: str = connections[self.connection_alias].get_unified_index().document_field
        return name

    def is_ready(self) -> bool:
        """Whether there is an index that can be searched (for the health check)."""
        return self.searcher() is not None

    def is_up_to_date(self) -> bool:
        """Whether the index was built by the present analyser; else ``rebuild_index`` is due."""
        return self.store.is_up_to_date()

    def searcher(self) -> Searcher | None:
        """This thread's searcher on the live generation, or None before the first."""
        for _attempt in range(3):
            try:
                if self._searcher is None or self._is_stale():
                    self._open()
                return self._searcher
            except (EmptyIndexError, FileNotFoundError):
                # A rebuild swapped and removed this generation just now: look again.
                self.close()
        return None

    def _open(self) -> None:
        self.close()
        if opened := self.store.open_live():
            self._generation, self._index = opened
            # Before the reader is opened: what is committed in between makes it stale, not missed.
            self._commit = self._index.latest_generation()
            self._searcher = self._index.searcher(weighting=scoring.BM25F(B=B, K1=K1))

    def _is_stale(self) -> bool:
        """Whether another generation is live, or this one has had another commit.

        ``Searcher.refresh()`` is of no use: Whoosh reuses open readers of segments that have the
        same name, whose deletions are those of before, and keeps segments that were merged away.
        """
        if self._index is None or self.store.live_generation() != self._generation:
            return True
        return bool(self._index.latest_generation() != self._commit)

    def close(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
        self._searcher = self._index = self._generation = None

    # --- Writing -------------------------------------------------------------------------------

    def locked(self, timeout: float = WRITE_TIMEOUT) -> AbstractContextManager[None]:
        """Hold the index: nobody else writes meanwhile, this thread may, any number of times.

        Raises ``IndexLocked`` when another writer holds it for longer than ``timeout`` s.
        """
        return self.store.locked(timeout)

    @contextmanager
    def writer(self, *, timeout: float = WRITE_TIMEOUT) -> Iterator[IndexWriter]:
        """A writer on the live generation, which commits at the end or changes nothing at all.

        Raises ``IndexLocked`` when another writer holds the index for longer than ``timeout`` s.
        """
        with self.store.locked(timeout):
            _name, index = self.store.live_or_new()
            with _committed(index.writer(limitmb=WRITE_MEMORY)) as writer:
                yield writer

    def update(self, index: SearchIndex, iterable: Iterable[Any], commit: bool = True) -> None:
        with self.writer() as writer, writer.searcher() as committed:
            self._add(writer, index, iterable, committed)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        with self.writer() as writer:
            writer.delete_by_term(ID, get_identifier(obj_or_string))

    def clear(self, models: Iterable[Any] | None = None, commit: bool = True) -> None:
        with self.store.locked(WRITE_TIMEOUT):
            if models is None:
                name, _index = self.store.create_generation()
                self.store.make_live(name)
                return
            _name, index = self.store.live_or_new()
            with _committed(index.writer()) as writer:
                for model in models:
                    writer.delete_by_term(DJANGO_CT, get_model_ct(model))

    def replace(self, index: SearchIndex, field: str, values: Iterable[Any], objects: Iterable[Any]) -> None:
        """Take away every document whose ``field`` has one of ``values`` and add ``objects``.

        All in one commit, so that no search sees half of it.
        """
        with self.writer() as writer, writer.searcher() as committed:
            for value in values:
                writer.delete_by_term(field, str(value), committed)
            self._add(writer, index, objects, committed)

    def rebuild(self, index: SearchIndex, objects: Iterable[Any], *, timeout: float = WRITE_TIMEOUT) -> int:
        """Build a new generation from ``objects`` beside the live one, then swap; returns how many.

        The live index is searched meanwhile. Other writers wait or, past their time, leave their
        work in the outbox, so that nothing that changes during the rebuild is missed.
        """
        with self.store.locked(timeout):
            self.store.remove_others(self.store.live_generation())
            name, whoosh_index = self.store.create_generation()
            with _committed(whoosh_index.writer(limitmb=256)) as writer:
                count = self._add(writer, index, objects)
            self.store.make_live(name)
        return count

    def _add(
        self,
        writer: IndexWriter,
        index: SearchIndex,
        objects: Iterable[Any],
        committed: Searcher | None = None,
    ) -> int:
        """Add a document for each object, once, in the place of what ``committed`` has of it.

        Whoosh's own ``update_document`` opens a searcher for every document, and adds a second
        one for an object that comes twice.
        """
        added: set[str] = set()
        for obj in objects:
            try:
                prepared = index.full_prepare(obj)
            except SkipDocument:
                continue
            identifier = prepared[ID]
            if identifier in added:
                continue
            if committed is not None:
                writer.delete_by_term(ID, identifier, committed)
            writer.add_document(**to_document(prepared, writer.schema, self.document_field))
            added.add(identifier)
        return len(added)

    # --- Searching -----------------------------------------------------------------------------

    @log_query
    def search(
        self,
        query_string: Node | str,
        sort_by: list[str] | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        facets: dict[str, Any] | None = None,
        narrow_queries: Iterable[Any] | None = None,
        models: Iterable[Any] | None = None,
        result_class: type[SearchResult] | None = None,
        **_ignored: Any,
    ) -> dict[str, Any]:
        """Documents for a query tree, or for a string read as a reader's query.

        Returns Haystack's dictionary: ``results``, ``hits`` (the exact number) and ``facets``
        (``{"fields": {name: [(value, count), …]}}``, most frequent first).
        """
        searcher = self.searcher()
        names = list(facets or ())
        if searcher is None:
            return {"results": [], "hits": 0, "facets": {"fields": {name: [] for name in names}}}
        tree = parse(query_string).tree if isinstance(query_string, str) else query_string
        conditions: list[Node] = [
            parse(narrow).tree if isinstance(narrow, str) else narrow for narrow in narrow_queries or ()
        ]
        if models:
            conditions.append(Filter(DJANGO_CT, "in", frozenset(get_model_ct(model) for model in models)))
        if conditions:
            tree = And((tree, *conditions))
        collected = collect(
            searcher,
            compile_query(tree, self.store.schema).normalize(),
            start_offset,
            end_offset,
            names,
            sort_by[0] if sort_by else None,
        )
        return {
            "results": [self._result(searcher, hit, result_class) for hit in collected.hits],
            "hits": collected.total,
            "facets": {
                "fields": {
                    name: sorted(counter.items(), key=lambda item: (-item[1], item[0]))
                    for name, counter in collected.facets.items()
                }
            },
        }

    def _result(self, searcher: Searcher, hit: Hit, result_class: type[SearchResult] | None) -> SearchResult:
        stored = searcher.stored_fields(hit.docnum)
        app_label, model_name = stored[DJANGO_CT].split(".")
        fields = connections[self.connection_alias].get_unified_index().all_searchfields()
        values = {name: from_stored(fields[name], stored[name]) for name in fields if name in stored}
        return (result_class or SearchResult)(app_label, model_name, stored[DJANGO_ID], hit.score, **values)

    def count(self) -> int:
        """How many documents the live index holds."""
        searcher = self.searcher()
        return searcher.doc_count() if searcher else 0


@contextmanager
def _committed(writer: IndexWriter) -> Iterator[IndexWriter]:
    """Commit at the end; after an error leave the index as it was, and let go of the lock."""
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=_merged)


def _merged(writer: IndexWriter, segments: list[Segment]) -> list[Segment]:
    """The segments that stay; small ones are merged, and those of which little is left.

    Whoosh itself merges by size only: a large segment whose documents have all been replaced would
    stay for ever and be read by every search.
    """
    kept = []
    for segment in MERGE_SMALL(writer, segments):
        if segment.doc_count() > segment.doc_count_all() / 2:
            kept.append(segment)
        elif segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = TreeSearchQuery
    unified_index = UnifiedIndex
