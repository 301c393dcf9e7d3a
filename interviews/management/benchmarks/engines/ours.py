"""The archive's own search: as a page asks it, through Haystack, and its engine alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from haystack import connections
from haystack.constants import DJANGO_ID
from haystack.query import SearchQuerySet
from whoosh import scoring

from interviews.management.anonymous_query import anonymous_query
from interviews.management.benchmarks.corpus import Corpus
from interviews.management.benchmarks.figures import size_of
from interviews.models import Turn
from interviews.search import ranking
from interviews.search.backends.whoosh.compile import compile_search

from .engine import TOP, Page

_FACETS = ("outlet", "year")


class HaystackEngine:
    """Through Haystack's ``SearchQuerySet``, on the index in ``folder``, which is the connection's."""

    name = "this archive, through Haystack"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, corpus: Corpus) -> None:
        """The index is there: it was built in a process of its own, to measure that (``processes``)."""

    def size(self) -> float:
        return size_of(self._folder)

    def top(self, query: str) -> list[int]:
        return [int(hit.pk) for hit in _queryset(query)[:TOP]]

    def page(self, query: str) -> Page:
        found = _queryset(query)
        for name in _FACETS:
            found = found.facet(name)
        # Hits, total and facets of one queryset are one search, when the hits come first.
        best = [int(hit.pk) for hit in found[:TOP]]
        return _page(best, found.count(), found.facet_counts())

    def close(self) -> None:
        connections["default"].get_backend().close()


class BareEngine(HaystackEngine):
    """The backend by itself, without a queryset around it; the index is the same."""

    name = "this archive, its engine alone"

    def top(self, query: str) -> list[int]:
        return _numbers(_backend().search(anonymous_query(query), end_offset=TOP))

    def page(self, query: str) -> Page:
        facets: dict[str, Any] = {name: {} for name in _FACETS}
        answer = _backend().search(anonymous_query(query), end_offset=TOP, facets=facets)
        return _page(_numbers(answer), answer["hits"], answer["facets"])


class PlainWhooshEngine(BareEngine):
    """Whoosh's own search on the same index: what the archive's engine takes the place of."""

    name = "this archive's index, Whoosh's own search"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        _generation, index = _backend().store.open_live()
        self._searcher = index.searcher(weighting=scoring.BM25F(B=ranking.B, K1=ranking.K1))

    def top(self, query: str) -> list[int]:
        return _stored_numbers(self._search(query))

    def page(self, query: str) -> Page:
        found = self._search(query)
        # The exact number is a search of its own.
        return Page(_stored_numbers(found), len(found))

    def close(self) -> None:
        self._searcher.close()
        super().close()

    def _search(self, query: str) -> Any:
        compiled = compile_search(anonymous_query(query), _backend().store.schema)
        return self._searcher.search(compiled.query, limit=TOP)


def _stored_numbers(hits: Any) -> list[int]:
    """The turns' numbers; the index stores a list of values for each field."""
    return [int(hit[DJANGO_ID][0]) for hit in hits]


def _queryset(query: str) -> SearchQuerySet:
    return SearchQuerySet().models(Turn).filter(content=anonymous_query(query))


def _backend() -> Any:
    return connections["default"].get_backend()


def _numbers(answer: dict[str, Any]) -> list[int]:
    return [int(hit.pk) for hit in answer["results"]]


def _page(best: list[int], total: int, facets: dict[str, Any]) -> Page:
    outlets, years = (dict(facets["fields"][name]) for name in _FACETS)
    return Page(best, total, outlets, years)
