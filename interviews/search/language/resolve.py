"""Names in a query become the numbers of those who bear them. Pure: the database is passed in."""

from __future__ import annotations

from collections.abc import Callable, Collection

from .tree import MOST_PROBLEMS, Filter, Named, Node, Or, QueryProblem, transformed

#: What is said where nobody is called so, by the field of the engine.
PROBLEM_CODES = {
    "speaker": "unknown_speaker",
    "outlet": "unknown_outlet",
    "entities": "unknown_entity",
    "topics": "unknown_topic",
}


# Who speaks may be known by the label as printed only.
_FIELDS = {"speaker": ("speaker", "label")}


def resolve(
    tree: Node, find_named: Callable[[str, str], Collection[int | str]]
) -> tuple[Node, tuple[QueryProblem, ...]]:
    """The tree with a ``Filter`` for every ``Named``, and a problem for each name that nobody bears.

    ``find_named`` is given a field and a text («speaker», «الراوي») and returns the numbers of all who may
    be meant (``names.named_ids``). Where there is none the filter lets nothing pass. For who speaks it is
    asked for labels (field "label"), too.
    """
    problems: dict[QueryProblem, None] = {}

    def change(node: Node) -> Node:
        if not isinstance(node, Named):
            return node
        filters = [
            Filter(field, "in", frozenset(map(str, found)))
            for field in _FIELDS.get(node.field, (node.field,))
            if (found := find_named(field, node.text))
        ]
        if not filters:
            problems[QueryProblem(PROBLEM_CODES[node.field], node.text)] = None
            return Filter(node.field, "in", frozenset())
        return Or(tuple(filters)) if len(filters) > 1 else filters[0]

    return transformed(tree, change), tuple(problems)[:MOST_PROBLEMS]
