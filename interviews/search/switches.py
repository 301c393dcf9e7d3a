"""What the switches of the search page do to a query: only as written, all words. Pure, tree to tree."""

from __future__ import annotations

from dataclasses import replace

from .query import And, Node, Together, Word, transformed


def literally(node: Node) -> Node:
    """The query with every word only as it is written, spelling folded: «تحالف» without «والتحالف»."""
    return transformed(node, lambda one: replace(one, literal=True) if isinstance(one, Word) else one)


def with_all_words(node: Node) -> Node:
    """The query where every word must occur, instead of as many as possible.

    Groups in it stay: «(آب OR تموز) الموصل» still asks for one of two months.
    """
    match node:
        case Together(children):
            return And(children)
        case And(children):
            return And(tuple(with_all_words(child) for child in children))
    return node
