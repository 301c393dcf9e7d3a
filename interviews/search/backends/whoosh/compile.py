"""From the query tree to a query of Whoosh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whoosh import query as whoosh_query
from whoosh.fields import Schema

from interviews.arabic.analysis import AnalysedToken, analyse
from interviews.search import ranking
from interviews.search.language.tree import (
    And,
    Choice,
    Either,
    Everything,
    Filter,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Together,
    Word,
    positive_leaves,
    significant,
    transformed,
)

from .queries import AnyOf, Asked, Coordinated, Near, Perhaps, Without
from .schema import FOLDED, LAYERS, as_term


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query, and the facets' values that narrow its matches (each facet's own counts stay wide)."""

    query: whoosh_query.Query
    choices: dict[str, frozenset[str]]


def compile_search(tree: Node, schema: Schema) -> Compiled:
    """A whole search. A choice that is not required of every match narrows like a filter."""
    parts = list(_flat((tree,)))
    choices: dict[str, frozenset[str]] = {}
    for part in parts:
        if isinstance(part, Choice):
            values = frozenset(as_term(schema[part.field], value) for value in part.values)
            # Chosen twice, both choices must hold.
            choices[part.field] = choices.get(part.field, values) & values
    rest = tuple(part for part in parts if not isinstance(part, Choice))
    return Compiled(_Compiler(schema, alone=_only_word(rest)).every(rest), choices)


def _only_word(parts: tuple[Node, ...]) -> Word | None:
    """The one word that a query looks for in the text, beside facts and exclusions; None for several."""
    as_typed = transformed(And(parts), lambda node: node.node if isinstance(node, Either) else node)
    match list(dict.fromkeys(positive_leaves(as_typed))):
        case [Word(field="text") as word]:
            return word
    return None


class _Compiler:
    """Compiles one tree. ``weight`` is what a match counts beside one of the word as it was typed.

    Of ``alone``, the only word of a query, nearer forms go before farther ones.
    """

    def __init__(self, schema: Schema, weight: float = 1.0, alone: Word | None = None) -> None:
        self._schema = schema
        self._weight = weight
        self._alone = alone

    def of(self, node: Node) -> whoosh_query.Query:
        match node:
            case Word():
                return _any_of([self._token(token, node) for token in analyse(node.text)])
            case Phrase(text, slop):
                return _phrase([token.folded for token in analyse(text)], slop)
            case Prefix(text):
                folded = "".join(token.folded for token in analyse(text))
                return _constant(whoosh_query.Prefix(FOLDED, folded) if folded else whoosh_query.NullQuery)
            case Filter():
                return self._filter(node)
            case Choice(field, values):
                return self._filter(Filter(field, "in", values))
            case Named(field, text):
                raise ValueError(f"No engine knows names: resolve {field}:{text} first.")
            case Not(child):
                return Without(whoosh_query.Every(), self.of(child))
            case Either(child, alternatives):
                others = [self._alternative(other.node, child) for other in alternatives]
                return _any_of([self.of(child), *others])
            case Or(children):
                return _any_of([self.of(child) for child in children])
            case And(children):
                return self.every(children)
            case Together(children):
                return self._together(children)
            case Everything():
                return _constant(whoosh_query.Every())

    def _alternative(self, node: Node, typed: Node) -> whoosh_query.Query:
        """Another way to say ``typed``; that the turn names an entity is worth a fixed score, like a rare
        word. Where ``typed`` is the only word, its alternatives go before its own farther forms.
        """
        weight = self._weight * ranking.ALTERNATIVE_WEIGHT
        is_alone = typed == self._alone
        if is_alone and isinstance(node, Word):
            return _Compiler(self._schema, weight, alone=node).of(node)
        near = ranking.ALONE_SCORES["bare"] if is_alone else 0.0
        if isinstance(node, Filter):
            return whoosh_query.ConstantScoreQuery(self._filter(node), (ranking.NAMED_SCORE + near) * weight)
        other = _Compiler(self._schema, weight).of(node)
        return _any_of([other, whoosh_query.ConstantScoreQuery(other, near * weight)]) if near else other

    # --- Words ---------------------------------------------------------------------------------

    def _token(self, token: AnalysedToken, word: Word) -> whoosh_query.Query:
        if word.literal:
            return whoosh_query.Term(f"{word.field}_folded", token.folded, boost=self._weight)
        terms = self._terms(word, word.field, token)
        if word.field == "text":
            # An answer is found by the words of its question, too.
            terms += self._terms(word, "asked", token, ranking.ASKED_WEIGHT)
        if word == self._alone:
            terms += self._nearer(word, token)
        return _any_of(terms)

    def _nearer(self, word: Word, token: AnalysedToken) -> Iterator[whoosh_query.Query]:
        """What the nearer forms of the only word of a query are worth, however often they occur."""
        forms = _forms(token)
        for layer, score in ranking.ALONE_SCORES.items():
            if _counts(word, layer):
                found = _any_of([whoosh_query.Term(f"text_{layer}", form) for form in forms[layer]])
                yield whoosh_query.ConstantScoreQuery(found, score * self._weight)

    def _terms(
        self, word: Word, field: str, token: AnalysedToken, weight: float = 1.0
    ) -> list[whoosh_query.Query]:
        """The token in all layers of a field that the word may be found in."""
        forms = _forms(token)
        return [
            whoosh_query.Term(
                f"{field}_{layer}", form, boost=ranking.LAYER_WEIGHTS[layer] * weight * self._weight
            )
            for layer in LAYERS[field]
            if _counts(word, layer)
            for form in forms[layer]
        ]

    def _together(self, children: Sequence[Node]) -> whoosh_query.Query:
        """Any of the children will do; function words among them only raise the score."""
        required = significant(children)
        words = [Asked(self.of(child), self._beside(child)) for child in required]
        if len(words) == 1 and len(required) == len(children):
            return words[0].text
        optional = [self.of(child) for child in children if child not in required]
        return Coordinated(words, optional, ranking.COORDINATION)

    def _beside(self, node: Node) -> whoosh_query.Query | None:
        """What else counts as having a word: the interview's title, its speakers, outlet and topics."""
        word = node.node if isinstance(node, Either) else node
        if not isinstance(word, Word) or word.literal or word.field != "text":
            return None
        terms = [
            term
            for token in analyse(word.text)
            for term in self._terms(word, "about", token, ranking.ABOUT_WEIGHT)
        ]
        return _any_of(terms)

    def _filter(self, condition: Filter) -> whoosh_query.Query:
        name = condition.field
        if name not in self._schema:
            raise ValueError(f"The index has no field {name!r}.")
        field = self._schema[name]
        if condition.operator == "in":
            return AnyOf(name, (as_term(field, value) for value in condition.value))
        value = as_term(field, condition.value)
        low, high = (None, value) if condition.operator in ("lt", "lte") else (value, None)
        is_open = condition.operator in ("lt", "gt")
        return whoosh_query.TermRange(name, low, high, startexcl=is_open, endexcl=is_open)

    # --- Every one of several ------------------------------------------------------------------

    def every(self, children: Sequence[Node]) -> whoosh_query.Query:
        """Every child must hold; only what is looked for in the text bears on the score."""
        parts = [part for part in _flat(children) if not isinstance(part, Everything)]
        excluded = [self.of(part.child) for part in parts if isinstance(part, Not)]
        wanted = [part for part in parts if not isinstance(part, Not)]
        words = [part for part in wanted if any(positive_leaves(part))]
        conditions = [self.of(part) for part in wanted if not any(positive_leaves(part))]
        if words:
            query = self._every_word(words)
            if conditions:
                query = whoosh_query.Require(query, _every_one_of(conditions))
        else:
            query = _constant(_every_one_of(conditions) if conditions else whoosh_query.Every())
        return Without(query, _any_of(excluded)) if excluded else query

    def _every_word(self, words: Sequence[Node]) -> whoosh_query.Query:
        """All words must occur, but for function words, which only raise the score.

        Folded, the name «علي» looks like «على»: whoever looks for «علي الوردي» finds him first.
        """
        required = significant(words)
        query = _every_one_of([self.of(word) for word in required])
        optional = [self.of(word) for word in words if word not in required]
        return Perhaps(query, _any_of(optional)) if optional else query


def _counts(word: Word, layer: str) -> bool:
    """Whether a match of a word in a layer counts anything."""
    return ranking.LAYER_WEIGHTS[layer] > 0 and (not word.layers or layer in word.layers)


def _forms(token: AnalysedToken) -> dict[str, tuple[str, ...]]:
    """The forms of a word by the layer in which they are looked for."""
    return {
        "written": (token.text,),
        "folded": (token.folded,),
        "bare": token.bare,
        "stem": token.stems,
        "root": token.roots,
    }


def _flat(children: Sequence[Node]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, And):
            yield from _flat(child.children)
        else:
            yield child


def _phrase(words: list[str], slop: int) -> whoosh_query.Query:
    if not words:
        return whoosh_query.NullQuery
    if len(words) == 1:
        return whoosh_query.Term(FOLDED, words[0])
    return Near(FOLDED, words, slop) if slop else whoosh_query.Phrase(FOLDED, words)


def _any_of(queries: Sequence[whoosh_query.Query]) -> whoosh_query.Query:
    if not queries:
        return whoosh_query.NullQuery
    return queries[0] if len(queries) == 1 else whoosh_query.Or(queries)


def _every_one_of(queries: Sequence[whoosh_query.Query]) -> whoosh_query.Query:
    return queries[0] if len(queries) == 1 else whoosh_query.And(queries)


def _constant(query: whoosh_query.Query) -> whoosh_query.Query:
    return whoosh_query.ConstantScoreQuery(query, 1.0)
