"""From Haystack's filters to the archive's query tree, for every engine."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from haystack.backends import BaseSearchQuery, SearchNode

from interviews.arabic.tokens import tokenize
from interviews.search.language.names import named_ids
from interviews.search.language.parsing import parse
from interviews.search.language.resolve import resolve
from interviews.search.language.tree import And, Everything, Filter, Node, Not, Or, Phrase, Prefix, Word

_RANGES = ("gt", "gte", "lt", "lte")


def read_query(query: Node | str) -> Node:
    """A tree as it is, a string as a reader's query, the names in it looked up in the authority."""
    return resolve(parse(query).tree, named_ids)[0] if isinstance(query, str) else query


# What a string means that the text is to hold, by Haystack's type of filter.
_OF_TEXT: dict[str, Callable[[str], Node]] = {
    "content": read_query,
    "exact": Phrase,
    "startswith": Prefix,
}


@dataclass(frozen=True, slots=True)
class SearchDetails:
    """What a search knows beside Haystack's results, number and facets.

    ``complete``: how many of the matches have all of the query's words, None where it has not several.
    ``groups``: in how many groups the matches fall, None where they were not grouped.
    """

    complete: int | None = None
    groups: int | None = None


def read_narrowing(query: Node | str, fields: Container[str]) -> Node:
    """What ``narrow`` is given: «outlet:6» is a value of one of ``fields``, all else a reader's query."""
    if isinstance(query, str):
        field, colon, value = query.partition(":")
        if colon and field in fields:
            return Filter(field, "in", frozenset([value.strip('"')]))
    return read_query(query)


class TreeSearchQuery(BaseSearchQuery):
    """Builds a tree (``interviews.search.language.tree``) where Haystack's own queries build a string.

    ``content`` is the text of the document and takes a string, read as a reader's query, or a
    tree; with ``exact`` a phrase, with ``startswith`` the beginning of a word. ``title`` takes words of the
    interview's title. Every other field takes a value with ``exact``, ``in``, ``gt``, ``gte``, ``lt``,
    ``lte`` or ``range``; anything else is a ``ValueError``.

    With ``group_by``, a numbered fact, a search returns the best of each of its values, and each result has
    ``others``, the number of further matches with the same value. Once it was run, ``details`` tells more
    of it.
    """

    group_by: str | None = None
    details = SearchDetails()

    def run(self, spelling_query: str | None = None, **kwargs: Any) -> None:
        if self.group_by:
            kwargs["group_by"] = self.group_by
        super().run(spelling_query, **kwargs)

    def _clone(self, klass: type[BaseSearchQuery] | None = None, using: str | None = None) -> Any:
        clone = super()._clone(klass, using)
        clone.group_by = self.group_by
        return clone

    def post_process_facets(self, results: dict[str, Any]) -> Any:
        # Haystack hands over the backend's whole answer here, and keeps only its own parts of it.
        self.details = results["details"]
        return super().post_process_facets(results)

    def build_query(self) -> Node:
        return self._node(self.query_filter)

    def _node(self, search_node: SearchNode) -> Node:
        children = tuple(
            self._node(child) if isinstance(child, SearchNode) else self._leaf(search_node, *child)
            for child in search_node.children
        )
        if not children:
            return Everything()
        node: Node
        if len(children) == 1:
            node = children[0]
        else:
            node = Or(children) if search_node.connector == SearchNode.OR else And(children)
        return Not(node) if search_node.negated else node

    def _leaf(self, search_node: SearchNode, expression: str, value: Any) -> Node:
        field, filter_type = search_node.split_expression(expression)
        if hasattr(value, "prepare"):  # Haystack's input types: Exact, AutoQuery, …
            value = value.prepare(self)
        if field in ("content", "text") and filter_type in _OF_TEXT:
            return _OF_TEXT[filter_type](value) if isinstance(value, str) else value
        if field == "title" and filter_type in ("content", "exact"):
            return And(tuple(Word(token.text, field="title") for token in tokenize(value)))
        if field in ("content", "text", "title"):
            raise ValueError(f"The archive's search has no filter {filter_type!r} on texts.")
        if filter_type in _RANGES:
            return Filter(field, filter_type, value)
        if filter_type == "range":
            low, high = value
            return And((Filter(field, "gte", low), Filter(field, "lte", high)))
        if filter_type in ("in", "exact", "content"):
            values = value if filter_type == "in" else [value]
            return Filter(field, "in", frozenset(values))
        raise ValueError(f"The archive's search has no filter {filter_type!r} (on {field!r}).")
