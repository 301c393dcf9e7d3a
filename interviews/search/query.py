"""What somebody typed, as a tree that knows no engine.

``parse`` is lenient: it returns a tree and the problems it met, and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from interviews.arabic.analysis import analyse
from interviews.arabic.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be found in any of its forms: «تحالف» also in «والتحالف».

    ``literal``: only as it is written, spelling folded. ``field``: "text", or "title" of the interview.
    """

    text: str
    literal: bool = False
    field: str = "text"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other in this order; spelling is folded, forms are not.

    With a ``slop`` of n above 0: in any order, at most n words apart.
    """

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins like this, spelling folded."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact of the document: ``operator`` is one of "in", "gt", "gte", "lt", "lte"."""

    field: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Choice:
    """Values chosen in a facet: a ``Filter`` "in" that does not bear on the counts of its own facet."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A fact by the name of somebody or something, as it was typed: «متحدث:الراوي».

    ``field`` is one of "speaker", "outlet", "entities", "topics". No engine knows names: it is made a
    ``Filter`` first (``resolve``).
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Together:
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
class Either:
    """A part of a query with other ways to say it; in a ``Together`` it counts as one word."""

    node: Node
    alternatives: tuple[Alternative, ...]


Node = (
    Word | Phrase | Prefix | Filter | Choice | Named | Everything | Not | And | Or | Together | Either
)


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """What in the query could not be taken as it was written. ``code`` is stable, for messages."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    text: str
    tree: Node
    problems: tuple[QueryProblem, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return isinstance(self.tree, Everything)


# A longer query is a pasted text; quotations are looked up on a page of their own.
MAX_LENGTH = 1000

# A quoted phrase up to its closing mark or the end, else a run without spaces and quotation marks.
# Any mark opens and any closes: from right to left people type ”كذا“, and keyboards mix them.
_QUOTES = '"“”„«»'
_PIECE = re.compile(
    rf"""(?P<minus>[-−–](?=[^\s-]))?
    (?: [{_QUOTES}] (?P<phrase>[^{_QUOTES}]*) (?P<close>[{_QUOTES}])?
      | (?P<word>[^\s{_QUOTES}]+) )""",
    re.VERBOSE,
)


def parse(text: str) -> ParsedQuery:
    """The tree of a query, with all its words required, and what was wrong with it.

    Understands words, "phrases in quotation marks" (also «…») and a minus before what must not
    occur: ``parse('قوات "التحالف الدولي" -روسيا')``.
    """
    problems: list[QueryProblem] = []
    if len(text) > MAX_LENGTH:
        problems.append(QueryProblem("too_long"))
        text = text[:MAX_LENGTH]
    children: list[Node] = []
    for piece in _PIECE.finditer(text):
        phrase, word = piece["phrase"], piece["word"]
        if phrase is not None and not piece["close"]:
            problems.append(QueryProblem("unclosed_quotation", phrase))
        content = phrase if word is None else word
        count = sum(1 for _ in tokenize(content))
        if not count:
            continue
        # «F-16» and «2014/08» are several tokens without a space: they belong together.
        node: Node = Word(content) if word is not None and count == 1 else Phrase(content)
        children.append(Not(node) if piece["minus"] else node)
    if text.strip() and not children:
        problems.append(QueryProblem("nothing_to_search", text.strip()))
    if children and all(isinstance(child, Not) for child in children):
        problems.append(QueryProblem("only_exclusions"))
    if not children:
        return ParsedQuery(text, Everything(), tuple(problems))
    return ParsedQuery(text, children[0] if len(children) == 1 else And(tuple(children)), tuple(problems))


def positive_leaves(node: Node) -> Iterator[Word | Phrase]:
    """The words and phrases that a match may show, in order; what is excluded is left out."""
    if isinstance(node, Word | Phrase):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from positive_leaves(child)


def is_function_word(node: Node) -> bool:
    """Whether a leaf is a word such as «في» or «من», which says nothing about what is looked for."""
    return isinstance(node, Word) and all(token.is_stop for token in analyse(node.text))


def significant(nodes: Sequence[Node]) -> list[Node]:
    """``nodes`` without the function words, unless there is nothing else."""
    return [node for node in nodes if not is_function_word(node)] or list(nodes)


def loosened(node: Node) -> Node:
    """The same query where any of its words will do; what is excluded stays excluded.

    A function word alone will not do. Returns ``node`` itself when there is nothing to loosen.
    """
    if not isinstance(node, And):
        return node
    wanted = tuple(significant([child for child in node.children if not isinstance(child, Not | Filter)]))
    kept = tuple(child for child in node.children if isinstance(child, Not | Filter))
    if len(wanted) < 2:
        return node
    return And((Or(wanted), *kept)) if kept else Or(wanted)
