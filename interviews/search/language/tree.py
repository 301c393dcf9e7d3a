"""What somebody looks for, as a tree that knows no engine.

``parsing.parse`` makes it from what was typed, ``writing.to_text`` writes it out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from interviews.arabic.analysis import analyse


class Unchanging:
    """A node: nothing in it changes, so that a copy of it is itself.

    Haystack copies a query with every filter that is added to it.
    """

    __slots__ = ()

    def __deepcopy__(self, _copied: dict[int, Any]) -> Self:
        return self


@dataclass(frozen=True, slots=True)
class Word(Unchanging):
    """A word to be found in any of its forms: «تحالف» also in «والتحالف».

    ``literal``: only as it is written, spelling folded. ``field``: "text", or "title" of the interview.
    ``layers``: if there are any, a match in another layer of the text ("written", "folded", "bare", "stem",
    "root") does not count.
    """

    text: str
    literal: bool = False
    field: str = "text"
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase(Unchanging):
    """Words one after the other in this order; spelling is folded, forms are not.

    With a ``slop`` of n above 0: in any order, at most n words apart.
    """

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix(Unchanging):
    """Every word that begins like this, spelling folded."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter(Unchanging):
    """A fact of the document: ``operator`` is one of "in", "gt", "gte", "lt", "lte"."""

    field: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Choice(Unchanging):
    """Values chosen in a facet: a ``Filter`` "in" that does not bear on the counts of its own facet."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named(Unchanging):
    """A fact by the name of somebody or something, as it was typed: «متحدث:الراوي».

    ``field`` is one of "speaker", "outlet", "entities", "topics". No engine knows names: it is made a
    ``Filter`` first (``resolve``).
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Everything(Unchanging):
    """Every document."""


@dataclass(frozen=True, slots=True)
class Not(Unchanging):
    child: Node


@dataclass(frozen=True, slots=True)
class And(Unchanging):
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Unchanging):
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Together(Unchanging):
    """What stands side by side in a query: any of it will do, and the more of it the better.

    How many of the children a document has weighs heavily in its rank. Function words among them
    only raise the score.
    """

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to say a part of a query, why it is one ("months", "names", …), and its words."""

    kind: str
    node: Node
    label: str


@dataclass(frozen=True, slots=True)
class Either(Unchanging):
    """A part of a query with other ways to say it; in a ``Together`` it counts as one word."""

    node: Node
    alternatives: tuple[Alternative, ...]


Node = Word | Phrase | Prefix | Filter | Choice | Named | Everything | Not | And | Or | Together | Either


#: Whoever pasted a text need not read all that is no query in it.
MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """What in the query could not be taken as it was written. ``code`` is stable, for messages."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """``mended`` is the query as it was understood, written out without its problems.

    None when it has none, or when it cannot be written in the length that is allowed.
    """

    text: str
    tree: Node
    problems: tuple[QueryProblem, ...] = field(default=())
    mended: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return isinstance(self.tree, Everything)


def transformed(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with every node replaced by ``change`` of it, children before their parents.

    A tree in which nothing changes is returned as it is.
    """
    if isinstance(node, And | Or | Together):
        children = tuple(transformed(child, change) for child in node.children)
        if any(new is not old for new, old in zip(children, node.children, strict=True)):
            node = replace(node, children=children)
    elif isinstance(node, Not):
        child = transformed(node.child, change)
        node = node if child is node.child else Not(child)
    elif isinstance(node, Either):
        first = transformed(node.node, change)
        node = node if first is node.node else replace(node, node=first)
    return change(node)


def positive_leaves(node: Node) -> Iterator[Word | Phrase | Prefix]:
    """What a match may show, in order, with the other ways to say it; what is excluded is left out."""
    if isinstance(node, Word | Phrase | Prefix):
        yield node
    elif isinstance(node, And | Or | Together):
        for child in node.children:
            yield from positive_leaves(child)
    elif isinstance(node, Either):
        yield from positive_leaves(node.node)
        for alternative in node.alternatives:
            yield from positive_leaves(alternative.node)


def is_function_word(node: Node) -> bool:
    """Whether a leaf is a word such as «في» or «من», which says nothing about what is looked for."""
    return isinstance(node, Word) and all(token.is_stop for token in analyse(node.text))


def significant(nodes: Sequence[Node]) -> list[Node]:
    """``nodes`` without the function words, unless there is nothing else."""
    return [node for node in nodes if not is_function_word(node)] or list(nodes)


def says_words(node: Node) -> bool:
    """Whether a tree consists of words and phrases only: no facts, and nothing excluded."""
    if isinstance(node, And | Or | Together):
        return all(says_words(child) for child in node.children)
    if isinstance(node, Either):
        return says_words(node.node)
    return isinstance(node, Word | Phrase | Prefix)


def loosened(node: Node) -> Node:
    """The same query where any of its words will do; facts and what is excluded stay as they are.

    For when nothing fulfils all that is required. Returns ``node`` itself when there is nothing to loosen.
    """
    if not isinstance(node, And):
        return node
    required = list(_required(node))
    wanted: list[Node] = []
    for part in required:
        if says_words(part):
            wanted.extend(part.children if isinstance(part, Together) else (part,))
    kept = [part for part in required if not says_words(part)]
    if len(required) - len(kept) < 2:
        return node
    together = Together(tuple(dict.fromkeys(wanted)))
    return And((together, *kept)) if kept else together


def _required(node: And) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, And):
            yield from _required(child)
        else:
            yield child
