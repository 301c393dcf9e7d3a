"""From what somebody typed to a query tree.

Lenient: ``parse`` returns a tree and the problems it met, and never raises. One pass from left to right,
in which no character is analysed more than a few times; signs and fields stand in ``operators``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from interviews.arabic.stem import ARTICLE
from interviews.arabic.tokens import Token, tokenize

from .dates import read_period, read_range
from .operators import DATE_OPERATORS, FIELD_NAMES, MINUS_SIGNS, QUOTATION_MARKS, STARS, connective
from .tree import (
    MOST_PROBLEMS,
    And,
    Everything,
    Filter,
    Named,
    Node,
    Not,
    Or,
    ParsedQuery,
    Phrase,
    Prefix,
    QueryProblem,
    Together,
    Word,
    says_words,
)
from .writing import to_text

# A longer query is a pasted text; quotations are looked up on a page of their own.
MAX_LENGTH = 1000

# Nobody nests deeper, and whoever walks the tree may recurse.
MAX_DEPTH = 10

# Words further apart than this are not near one another.
MAX_SLOP = 100

SHORTEST_PREFIX = 2

_ANY_QUOTE = f"[{QUOTATION_MARKS}]"
_NO_QUOTE = f"[^{QUOTATION_MARKS}]"

# A phrase reaches to the next mark of whatever kind, or to the end. Marks of another kind that stand in
# pairs inside a pair belong to it: «قال "نعم" ومضى».
PIECE = re.compile(
    rf"""\s*+
    (?: (?P<sign>[{MINUS_SIGNS}+])(?=[^{MINUS_SIGNS}+\s)|])
      | (?: «(?P<guillemets>{_NO_QUOTE}*+(?:["“”„]{_NO_QUOTE}*+["“”„]{_NO_QUOTE}*+)+)(?P<close1>»)
          | "(?P<straight>{_NO_QUOTE}*+(?:[«“]{_NO_QUOTE}*+[»”]{_NO_QUOTE}*+)+)(?P<close2>")
          | “(?P<curly>{_NO_QUOTE}*+(?:[«"]{_NO_QUOTE}*+[»"]{_NO_QUOTE}*+)+)(?P<close3>”)
          | {_ANY_QUOTE}(?P<plain>{_NO_QUOTE}*+)(?P<close4>{_ANY_QUOTE})?
        ) (?:~(?P<slop>\d*))?
      | (?P<open>\()
      | (?P<shut>\))
      | (?P<bar>\|+)
      | (?P<word>[^\s{QUOTATION_MARKS}()|]++) )""",
    re.VERBOSE,
)
_COLONS = ":：﹕"
_FIELD = re.compile(rf"([^\s{QUOTATION_MARKS}()|{_COLONS}]++)\s*+[{_COLONS}]")
# What looks like a field, and is neither an hour nor an address: «مؤلف:الراوي», but not «10:30», «http://bbc».
_UNKNOWN_FIELD = re.compile(rf"(?P<name>[^\W\d_]{{2,}})[{_COLONS}](?=[\w({QUOTATION_MARKS}])")
_SEVERAL_SIGNS = re.compile(rf"[{MINUS_SIGNS}+]{{2,}}")
_WORD = re.compile(rf"(?P<content>[^{STARS}~]++)(?:(?P<star>[{STARS}])|(?P<tilde>~))?")
_DATE = re.compile(rf"\s*+(?:{_ANY_QUOTE}({_NO_QUOTE}*+){_ANY_QUOTE}?|([^\s{QUOTATION_MARKS}()|]++))")

# With all its vowel signs and commas; what is longer need not be looked at.
_LONGEST_CONNECTIVE = 20

# Two days and what stands between them, with room for marks; what is longer is no date.
_LONGEST_DATE = 40

# They come with what is pasted, and would stand between a sign and its word.
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_DAY = timedelta(days=1)

_KINDS = frozenset({"question", "answer"})
_DATE_KEYS = frozenset(operator.key for operator in DATE_OPERATORS)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what stands side by side. Of the plain ones any will do, the others are required."""

    node: Node
    plain: bool = False


@dataclass(slots=True)
class _Chain:
    """Parts joined by OR; ``required`` by a plus or an AND."""

    links: list[list[_Part]]
    required: bool = False


def parse(text: str) -> ParsedQuery:
    """The tree of a query and what was wrong with it; any string is accepted.

    Words side by side become a ``Together``; phrases, fields, exclusions and +words stand beside it in an
    ``And``: ``parse('قوات الموصل "التحالف الدولي" -روسيا')`` gives
    ``And((Together((Word("قوات"), Word("الموصل"))), Phrase("التحالف الدولي"), Not(Word("روسيا"))))``.
    """
    parsed = _parsed(text)
    if not parsed.problems or parsed.is_empty:
        return parsed
    mended = to_text(parsed.tree)
    again = _parsed(mended)
    # A query of the greatest length or depth may have no room for what was missing.
    if again.tree != parsed.tree or any(problem.code != "only_exclusions" for problem in again.problems):
        return parsed
    return replace(parsed, mended=mended if mended != text.strip() else None)


def _parsed(text: str) -> ParsedQuery:
    parser = _Parser(_DIRECTION_MARKS.sub("", _beginning(text)))
    if len(text) > MAX_LENGTH:
        parser.problem("too_long")
    tree = _joined(parser.group()) or Everything()
    if isinstance(tree, Everything) and text.strip() and not parser.problems:
        parser.problem("nothing_to_search", text)
    if _only_excludes(tree):
        parser.problem("only_exclusions")
    return ParsedQuery(text, tree, tuple(parser.problems))


def _beginning(text: str) -> str:
    """As much of a text as is read, up to the end of a word."""
    beginning = text[:MAX_LENGTH]
    if text[MAX_LENGTH:] and not text[MAX_LENGTH].isspace():
        whole, *_part = beginning.rsplit(maxsplit=1)
        return whole
    return beginning


def _only_excludes(node: Node) -> bool:
    if isinstance(node, And | Or):
        return all(_only_excludes(child) for child in node.children)
    return isinstance(node, Not)


def _joined(parts: Iterable[_Part]) -> Node | None:
    """What stands side by side as one node, the plain parts first; None for nothing."""
    parts = list(parts)
    plain = dict.fromkeys(part.node for part in parts if part.plain)
    nodes = [part.node for part in parts if not part.plain]
    if plain:
        nodes.insert(0, Together(tuple(plain)) if len(plain) > 1 else next(iter(plain)))
    return And(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), None)


def _either(nodes: Iterable[Node]) -> Node:
    """One of the nodes, none of them twice."""
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, Or) else (node,))
    children = list(dict.fromkeys(children))
    return Or(tuple(children)) if len(children) > 1 else children[0]


@dataclass(slots=True)
class _Parser:
    text: str
    at: int = 0
    depth: int = 0
    # Parentheses that were opened too deep and are ignored, and so is the end of each.
    ignored: int = 0
    problems: list[QueryProblem] = field(default_factory=list)

    def problem(self, code: str, text: str = "") -> None:
        problem = QueryProblem(code, " ".join(text.split()))
        if problem not in self.problems and len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def next_piece(self) -> re.Match[str] | None:
        piece = PIECE.match(self.text, self.at)
        self.at = piece.end() if piece else len(self.text)
        return piece

    def group(self) -> list[_Part]:
        """The parts of the query, or of a parenthesis up to its end."""
        chains: list[_Chain] = []
        # What was read and waits for what it bears on: a word that joins, and a sign of one part.
        joint = sign = ""
        while piece := self.next_piece():
            if piece["shut"]:
                if self.group_ends():
                    break
            elif piece["sign"] or _connective(piece) == "not":
                if sign:
                    self.problem("dangling_operator", sign)
                sign = piece["sign"] or piece["word"]
            elif _connective(piece):
                if joint or not chains:
                    self.problem("dangling_operator", piece.group())
                else:
                    joint = piece.group()
                    together = _connective(piece)
            elif parts := self.unit(piece):
                if sign and sign != "+":
                    parts = [_Part(Not(node)) for node in [_joined(parts)] if node]
                if joint and together == "or":
                    chains[-1].links.append(parts)
                else:
                    chains.append(_Chain([parts]))
                if joint and together == "and":
                    chains[-2].required = chains[-1].required = True
                chains[-1].required |= sign == "+"
                joint = sign = ""
            else:
                sign = ""
        for dangling in filter(None, (joint, sign)):
            self.problem("dangling_operator", dangling)
        return [part for chain in chains for part in _chained(chain)]

    def group_ends(self) -> bool:
        """Whether a closing parenthesis closes the group that is being read."""
        if self.ignored:
            self.ignored -= 1
        elif self.depth:
            self.depth -= 1
            return True
        else:
            self.problem("unopened_parenthesis")
        return False

    def unit(self, piece: re.Match[str]) -> list[_Part]:
        """The parts of a word, a phrase, a field with its value, or a group."""
        if piece["open"]:
            return self.inner_group()
        if piece["word"]:
            if (named := _field(piece)) is not None:
                self.at = named.end()
                key, name = _field_key(named[1]), named[1]
                return self.date(key, name) if key in _DATE_KEYS else self.field(key, name)
            words = [piece["word"]]
            if unknown := _UNKNOWN_FIELD.match(piece.string, piece.start("word")):
                self.problem("unknown_field", unknown["name"])
                words = [unknown["name"], piece["word"].removeprefix(unknown.group())]
            return [_Part(node, plain=True) for word in words if (node := self.word(word))]
        phrase = self.phrase(piece)
        return [_Part(phrase)] if phrase else []

    def inner_group(self) -> list[_Part]:
        if self.depth == MAX_DEPTH:
            if not self.ignored:
                self.problem("nested_too_deeply")
            self.ignored += 1
            return []
        self.depth += 1
        depth = self.depth
        parts = self.group()
        if self.depth == depth:
            # The text ended first.
            self.depth -= 1
            self.problem("unclosed_parenthesis")
        return parts

    def phrase(self, piece: re.Match[str]) -> Phrase | None:
        content = next(
            piece[name] for name in ("guillemets", "straight", "curly", "plain") if piece[name] is not None
        )
        if not any(piece[f"close{number}"] for number in range(1, 5)):
            self.problem("unclosed_quotation", content)
        words, count = _trimmed(" ".join(re.sub(f"{_ANY_QUOTE}|[{STARS}]", " ", content).split()))
        if not count:
            return None
        if not set(STARS).isdisjoint(content):
            self.problem("star_in_phrase", words)
        slop = int(piece["slop"] or 0)
        if slop > MAX_SLOP:
            self.problem("proximity_too_wide")
            slop = MAX_SLOP
        return Phrase(words, slop=slop if count > 1 else 0)

    def word(self, typed: str) -> Word | Phrase | Prefix | None:
        """A run of characters without spaces. «F-16» is several words that belong together."""
        first = next(tokenize(typed), None)
        if first is None or not (found := _WORD.match(typed, first.start)):
            return None
        words, count = _trimmed(found["content"])
        star_before = not set(STARS).isdisjoint(typed[: first.start])
        rest_after = any(tokenize(typed[found.end() :]))
        if star_before or (found["star"] and (rest_after or count > 1)):
            self.problem("misplaced_star", typed)
        if _SEVERAL_SIGNS.match(typed):
            self.problem("several_signs", words)
        if found["tilde"]:
            self.problem("tilde_without_phrase", words)
        if found["star"] and count == 1:
            if len(first.folded) >= SHORTEST_PREFIX:
                return Prefix(words)
            self.problem("short_prefix", words)
        if connective(words):
            self.problem("dangling_operator", words)
            return None
        return Word(words) if count == 1 else Phrase(words)

    def field(self, key: str, name: str) -> list[_Part]:
        """The parts of a field whose name and colon have been read, with its value."""
        at = self.at
        piece = self.next_piece()
        excluded = False
        if piece and piece["sign"] and piece.start("sign") == at:
            excluded = piece["sign"] != "+"
            piece = self.next_piece()
        value: Node | None = None
        if piece and not (piece["sign"] or piece["shut"] or _connective(piece) or _field(piece)):
            value = _joined(self.unit(piece))
        else:
            self.at = at
        if value is None:
            self.problem("field_without_value", name)
            return []
        if excluded:
            value = Not(value)
        if key in _KINDS:
            return [_Part(And((Filter("kind", "in", frozenset({key})), value)))]
        if key == "title":
            return [_Part(self.in_title(value))]
        return [_Part(_named(key, value))]

    def in_title(self, node: Node) -> Node:
        """The same to be found in the title, where there are words only: a phrase is all of its words."""
        match node:
            case Prefix(text):
                self.problem("prefix_in_title", text)
                return Word(text, field="title")
            case Word(text):
                return Word(text, field="title")
            case Phrase(text):
                words = tuple(Word(token.text, field="title") for token in tokenize(text))
                return And(words) if len(words) > 1 else words[0]
            case And(children) | Or(children) | Together(children):
                return type(node)(tuple(self.in_title(child) for child in children))
            case Not(child):
                return Not(self.in_title(child))
        return node

    def date(self, key: str, name: str) -> list[_Part]:
        """The parts of a field of dates whose name and colon have been read, with its value."""
        value = _DATE.match(self.text, self.at)
        if value is None:
            self.problem("field_without_value", name)
            return []
        typed = next(filter(None, value.groups()), "")[:_LONGEST_DATE]
        period = read_range(typed) if key == "date" else read_period(typed)
        if period is None:
            self.problem("bad_date", typed)
            if not any(token.folded[0].isdecimal() for token in tokenize(typed)):
                # A heading such as «تاريخ: العراق» is words.
                return [_Part(Word(_trimmed(name)[0]), plain=True)]
            self.at = value.end()
            return []
        self.at = value.end()
        first, last = period
        if last and key == "after":
            first, last = last + _DAY, None
        elif first and key == "before":
            first, last = None, first - _DAY
        ends = [
            Filter("published_on", operator, day) for operator, day in (("gte", first), ("lte", last)) if day
        ]
        return [_Part(And(tuple(ends)) if len(ends) > 1 else ends[0])]


def _chained(chain: _Chain) -> list[_Part]:
    """The parts of a chain: one if it joins or requires several, else those of its only link."""
    node = _either(node for link in chain.links if (node := _joined(link)))
    if chain.required:
        return [_Part(node)]
    if len(chain.links) == 1 or not isinstance(node, Or):
        return chain.links[0]
    return [_Part(node, plain=_is_plain(node))]


def _is_plain(node: Node) -> bool:
    return says_words(node) and not _in_title(node)


def _in_title(node: Node) -> bool:
    if isinstance(node, And | Or | Together):
        return any(_in_title(child) for child in node.children)
    return isinstance(node, Word) and node.field == "title"


def _named(field: str, node: Node) -> Node:
    """The words of a tree as names of a field; those that stand side by side are one name."""
    match node:
        case Word(text) | Phrase(text) | Prefix(text):
            return Named(field, text)
        case Together(children) if all(isinstance(child, Word | Phrase | Prefix) for child in children):
            return Named(field, " ".join(child.text for child in children))
        case And(children) | Together(children):
            return And(tuple(_named(field, child) for child in children))
        case Or(children):
            return Or(tuple(_named(field, child) for child in children))
        case Not(child):
            return Not(_named(field, child))
    return node


def _trimmed(text: str) -> tuple[str, int]:
    """A text from its first word to its last, and how many there are: «،قوات؟» gives «قوات» and 1."""
    tokens: list[Token] = list(tokenize(text))
    return (text[tokens[0].start : tokens[-1].end], len(tokens)) if tokens else ("", 0)


def _single_word(text: str) -> str:
    """The folded form of the only word of a text; nothing if there are several, or none."""
    tokens = list(tokenize(text))
    return tokens[0].folded if len(tokens) == 1 else ""


def _connective(piece: re.Match[str]) -> str | None:
    """ "and", "or" or "not" for a piece that combines others."""
    if piece["bar"]:
        return "or"
    word = piece["word"]
    if not word or len(word) > _LONGEST_CONNECTIVE or not set(STARS + "~").isdisjoint(word):
        return None
    words, count = _trimmed(word)
    return connective(words) if count == 1 else None


def _field(piece: re.Match[str]) -> re.Match[str] | None:
    """The name of a field and its colon, if the piece begins with them."""
    first = next(tokenize(piece["word"] or ""), None)
    if first is None:
        return None
    named = _FIELD.match(piece.string, piece.start("word") + first.start)
    return named if named and _field_key(named[1]) else None


def _field_key(name: str) -> str:
    """The key of the field that is called so, with or without the article; nothing for no field."""
    word = _single_word(name)
    return FIELD_NAMES.get(word) or FIELD_NAMES.get(word.removeprefix(ARTICLE), "")
