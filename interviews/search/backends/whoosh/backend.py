"""Haystack's backend over Whoosh."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cached_property
from typing import Any

from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SkipDocument
from haystack.fields import SearchField
from haystack.indexes import SearchIndex
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from haystack.utils.loading import UnifiedIndex

from interviews.search.backends.haystack_query import (
    SearchDetails,
    TreeSearchQuery,
    read_narrowing,
    read_query,
)
from interviews.search.indexing.digest import DIGEST
from interviews.search.language.tree import And, Filter, Node

from .collect import FacetRequest, Hit, Request, collect, group_totals, groups, groups_sharing
from .compile import compile_search
from .schema import NUMBERED, as_term, build_schema, from_terms, to_document
from .segments import IndexChange
from .snapshot import Snapshot, all_facts
from .store import IndexStore
from .vocabulary import Vocabulary

# How long, in seconds, a writer waits for another one before it gives up; nothing is lost then,
# since the outbox keeps what was to be written.
WRITE_TIMEOUT = 10.0

# Processes that analyse during a rebuild: each takes some 200 MB, and one can hardly feed more.
MOST_PROCESSES = 4


# What no result shows: only writing and comparing need it.
_NOT_SHOWN = frozenset((ID, DIGEST))


class WhooshBackend(BaseSearchBackend):
    """One instance per thread (Haystack sees to that); what they read they share (`store`)."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self._path = options["PATH"]
        self._store: IndexStore | None = None

    # --- The index on disk ---------------------------------------------------------------------

    @property
    def store(self) -> IndexStore:
        if self._store is None:
            index = connections[self.connection_alias].get_unified_index()
            self._store = IndexStore(self._path, build_schema(index.all_searchfields()))
        return self._store

    def is_ready(self) -> bool:
        """Whether there is an index that can be searched (for the health check)."""
        return self.snapshot() is not None

    def is_up_to_date(self) -> bool:
        """Whether the index can be read and was built by the present analyser; else a rebuild is due."""
        return self.store.is_up_to_date() and self.is_ready()

    def snapshot(self) -> Snapshot | None:
        """The live index after its latest commit; None before the first, or when its files are damaged."""
        return self.store.snapshot()

    def close(self) -> None:
        """Let go of the index's files."""
        self.store.close()

    # --- Writing -------------------------------------------------------------------------------

    def locked(self, timeout: float = WRITE_TIMEOUT) -> AbstractContextManager[None]:
        """Hold the index: nobody else writes meanwhile, this thread may, any number of times.

        Raises ``IndexLocked`` when another writer holds it for longer than ``timeout`` s.
        """
        return self.store.locked(timeout)

    @contextmanager
    def change(self, *, timeout: float = WRITE_TIMEOUT) -> Iterator[IndexChange]:
        """A change of the live generation, which is committed at the end or not made at all.

        Raises ``IndexLocked`` when another writer holds the index for longer than ``timeout`` s.
        """
        with self.store.locked(timeout):
            name, index = self.store.live_or_new()
            change = IndexChange(index, self.store.path / name)
            yield change
            change.commit()

    def update(self, index: SearchIndex, iterable: Iterable[Any], commit: bool = True) -> None:
        with self.change() as change:
            self._add(change, index, iterable, replacing=True)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        with self.change() as change:
            change.delete(ID, get_identifier(obj_or_string))

    def clear(self, models: Iterable[Any] | None = None, commit: bool = True) -> None:
        with self.store.locked(WRITE_TIMEOUT):
            if models is None:
                name, _index = self.store.create_generation()
                self.store.make_live(name)
                return
            with self.change() as change:
                for model in models:
                    change.delete(DJANGO_CT, get_model_ct(model))

    def replace(
        self, index: SearchIndex, field: str, values: Iterable[Any], objects: Iterable[Any]
    ) -> set[Any]:
        """Take away every document whose ``field`` has one of ``values`` and add ``objects``.

        All in one commit, so that no search sees half of it. Returns those values that had documents.
        """
        with self.change() as change:
            had = {value for value in values if change.delete(field, as_term(change.schema[field], value))}
            self._add(change, index, objects, replacing=True)
        return had

    def merge(self, *, timeout: float = WRITE_TIMEOUT) -> bool:
        """Join what many small changes have left, so that searches stay fast; whether there was need.

        For whoever keeps the index up to date, after its work. Raises ``IndexLocked``.
        """
        with self.store.locked(timeout):
            opened = self.store.open_live()
            if opened is None:
                return False
            change = IndexChange(opened[1], self.store.path / opened[0])
            if needed := change.merge():
                change.commit()
            return needed

    def rebuild(
        self,
        index: SearchIndex,
        objects: Iterable[Any],
        *,
        timeout: float = WRITE_TIMEOUT,
        failed: Callable[[Any, Exception], None] | None = None,
    ) -> int:
        """Build a new generation from ``objects`` beside the live one, then swap; returns how many.

        ``failed`` is told of an object that cannot be prepared, which is then left out; without it, the
        error ends the rebuild.

        The live index is searched meanwhile. Other writers wait or, past their time, leave their
        work in the outbox, so that nothing that changes during the rebuild is missed.
        """
        with self.store.locked(timeout):
            self.store.remove_others(self.store.live_generation())
            name, whoosh_index = self.store.create_generation()
            change = IndexChange(
                whoosh_index, self.store.path / name, min(MOST_PROCESSES, os.cpu_count() or 1)
            )
            with closing(change):
                count = self._add(change, index, objects, failed=failed)
                change.merge_all()
                change.commit()
            self.store.make_live(name)
        return count

    def _add(
        self,
        change: IndexChange,
        index: SearchIndex,
        objects: Iterable[Any],
        replacing: bool = False,
        failed: Callable[[Any, Exception], None] | None = None,
    ) -> int:
        """Add a document for each object, once; ``replacing`` what the index has of it."""
        added: set[str] = set()
        for obj in objects:
            try:
                prepared = index.full_prepare(obj)
            except SkipDocument:
                continue
            except Exception as error:
                if failed is None:
                    raise
                failed(obj, error)
                continue
            identifier = prepared[ID]
            if identifier in added:
                continue
            if replacing:
                change.delete(ID, identifier)
            change.add(to_document(prepared, change.schema))
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
        group_by: str | None = None,
        **_ignored: Any,
    ) -> dict[str, Any]:
        """Documents for a query tree, or for a string read as a reader's query.

        Returns Haystack's dictionary: ``results``, ``hits`` (the exact number) and ``facets``
        (``{"fields": {name: [(value, count), …]}}``, most frequent first; at most as many as the
        facet's option ``limit``, and those of its option ``also``). Beside it ``details``: see
        `haystack_query.SearchDetails`.
        """
        names = {
            name: FacetRequest(options.get("limit"), options.get("also", ()))
            for name, options in (facets or {}).items()
        }
        snapshot = self.snapshot()
        if snapshot is None:
            return {
                "results": [],
                "hits": 0,
                "facets": {"fields": {name: [] for name in names}},
                "details": SearchDetails(),
            }
        conditions: list[Node] = [read_query(query_string)]
        conditions += [read_narrowing(query, self.store.schema) for query in narrow_queries or ()]
        if models and not self._indexed_models.issubset(models):
            conditions.append(Filter(DJANGO_CT, "in", frozenset(get_model_ct(model) for model in models)))
        compiled = compile_search(And(tuple(conditions)), self.store.schema)
        collected = collect(
            snapshot,
            Request(
                compiled.query,
                {name: sorted(values) for name, values in compiled.choices.items()},
                start_offset,
                end_offset,
                names,
                self._order(sort_by),
                group_by,
            ),
        )
        return {
            "results": [self._result(hit, result_class) for hit in collected.hits],
            "hits": collected.total,
            "facets": {"fields": collected.facets},
            "details": SearchDetails(collected.complete, collected.groups),
        }

    def _order(self, sort_by: list[str] | None) -> str | None:
        """The one numbered fact to order by. Raises ``ValueError`` for anything else."""
        if not sort_by:
            return None
        (name, *more) = sort_by
        if more or name.lstrip("-") not in NUMBERED:
            raise ValueError(f"The archive's search orders by one of {sorted(NUMBERED)}, not by {sort_by}.")
        return name

    def _result(self, hit: Hit, result_class: type[SearchResult] | None) -> SearchResult:
        facts = hit.view.arrays.facts_of(hit.document, left_out=_NOT_SHOWN)
        app_label, model_name = facts[DJANGO_CT][0].split(".")
        fields = self._search_fields
        values = {name: from_terms(fields[name], terms) for name, terms in facts.items() if name in fields}
        return (result_class or SearchResult)(
            app_label, model_name, int(facts[DJANGO_ID][0]), hit.score, others=hit.others, **values
        )

    @cached_property
    def _indexed_models(self) -> frozenset[type[Any]]:
        return frozenset(connections[self.connection_alias].get_unified_index().get_indexed_models())

    @cached_property
    def _search_fields(self) -> dict[str, SearchField]:
        fields: dict[str, SearchField] = (
            connections[self.connection_alias].get_unified_index().all_searchfields()
        )
        return fields

    def verify(self) -> None:
        """Read the whole index; raises ``IndexDamaged`` when a part of it is not as it was written."""
        if snapshot := self.snapshot():
            for view in snapshot.views:
                view.arrays.verify()

    # --- What the index holds ------------------------------------------------------------------

    def count(self) -> int:
        """How many documents the live index holds."""
        snapshot = self.snapshot()
        return snapshot.count if snapshot else 0

    def totals(self, field: str) -> list[tuple[str, int]]:
        """How many documents have each value of a fact, the most frequent first: what the archive covers."""
        snapshot = self.snapshot()
        if snapshot is None:
            return []
        values = snapshot.values(field)
        counts = sum((values.counts(view, view.live_documents) for view in snapshot.views), start=0)
        return values.top(counts) if len(values) else []

    def group_totals(
        self, field: str, values: Iterable[str], group_by: str, without: Iterable[int] = ()
    ) -> dict[str, int]:
        """In how many groups each of ``values`` of a fact occurs: an entity in how many interviews.

        The groups ``without`` do not count.
        """
        snapshot = self.snapshot()
        return group_totals(snapshot, field, values, group_by, without) if snapshot else {}

    def groups(self, tree: Node, group_by: str) -> list[int]:
        """The numbers of all groups that have a match for a tree: of the interviews with a certain name."""
        snapshot = self.snapshot()
        return groups(snapshot, compile_search(tree, self.store.schema).query, group_by) if snapshot else []

    def groups_sharing(
        self,
        wanted: Mapping[str, Mapping[str, float]],
        group_by: str,
        most: int,
        without: Iterable[int] = (),
    ) -> list[tuple[int, list[tuple[str, str]]]]:
        """The groups with most of the values ``wanted`` (of facts, with their worth), rare ones before all.

        Each with what it shares: ``groups_sharing({"entities": {"7": 1.0}}, "interview", 5)`` gives
        ``[(12, [("entities", "7")]), …]``. The groups ``without`` are left out.
        """
        snapshot = self.snapshot()
        return groups_sharing(snapshot, wanted, group_by, most, without) if snapshot else []

    def documents(self) -> Iterator[tuple[int, int, str]]:
        """Of every document: the number of its object, that of its interview, its digest."""
        if snapshot := self.snapshot():
            for number, interview, digest in all_facts(snapshot, DJANGO_ID, "interview", DIGEST):
                yield int(number), int(interview), str(digest)

    def vocabulary(self) -> Vocabulary:
        """The words of the turns in the live index."""
        return Vocabulary(self.snapshot())


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = TreeSearchQuery
    unified_index = UnifiedIndex
