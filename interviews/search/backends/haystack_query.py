"""From Haystack's filters to the archive's query tree, for every engine."""

from __future__ import annotations

from typing import Any

from haystack.backends import BaseSearchQuery, SearchNode

from interviews.search.query import And, Everything, Filter, Node, Not, Or, Phrase, parse

_RANGES = ("gt", "gte", "lt", "lte")


class TreeSearchQuery(BaseSearchQuery):
    """Builds a tree (``interviews.search.query``) where Haystack's own queries build a string.

    ``content`` is the text of the document and takes a string, read as a reader's query, or a
    tree; every other field takes a value with ``exact``, ``in``, ``gt``, ``gte``, ``lt``, ``lte``
    or ``range``.
    """

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
        if field in ("content", "text"):
            if isinstance(value, str):
                return Phrase(value) if filter_type == "exact" else parse(value).tree
            return value
        if filter_type in _RANGES:
            return Filter(field, filter_type, value)
        if filter_type == "range":
            low, high = value
            return And((Filter(field, "gte", low), Filter(field, "lte", high)))
        if filter_type in ("in", "exact", "content"):
            values = value if filter_type == "in" else [value]
            return Filter(field, "in", frozenset(values))
        raise ValueError(f"The archive's search has no filter {filter_type!r} (on {field!r}).")
