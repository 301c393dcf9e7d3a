"""What the switches of the search page do to a query: only as written, all words. Pure, tree to tree."""

from __future__ import annotations

from dataclasses import replace

from .tree import And, Either, Node, Or, Together, Word, significant, transformed


def literally(node: Node) -> Node:
    """The query with every word only as it is written, spelling folded: «تحالف» without «والتحالف»."""
    return transformed(node, lambda one: replace(one, literal=True) if isinstance(one, Word) else one)


def with_all_words(node: Node) -> Node:
    """The query where every word must occur, instead of as many as possible; ranked as before.

    A word counts as occurring where the number of turns with all words (``SearchDetails.complete``) counts
    it: also in the title and the names of the interview. Groups in the query stay: «(آب OR تموز) الموصل»
    still asks for one of two months.
    """
    match node:
        case Together(children):
            return And((node, *(_anywhere(child) for child in significant(children))))
        case And(children):
            return And(tuple(with_all_words(child) for child in children))
    return node


def _anywhere(node: Node) -> Node:
    """A word in the text or in what the engine knows about its interview."""
    word = node.node if isinstance(node, Either) else node
    if isinstance(word, Word) and not word.literal and word.field == "text":
        return Or((node, replace(word, field="about")))
    return node
