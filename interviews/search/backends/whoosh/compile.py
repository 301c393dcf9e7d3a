"""From the query tree to a query of Whoosh."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import matching
from whoosh import query as whoosh_query
from whoosh.fields import DATETIME, NUMERIC, Schema

from interviews.arabic.analysis import AnalysedToken, analyse
from interviews.search.query import (
    And,
    Everything,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    positive_leaves,
    significant,
)

from .schema import FOLDED, STEM, WRITTEN, to_stored

# How much a match counts: the stem carries it, and the nearer the form is to the one in the query
# the higher it stands among equals.
STEM_WEIGHT, FOLDED_WEIGHT, WRITTEN_WEIGHT = 1.0, 0.2, 0.1


def compile_query(node: Node, schema: Schema) -> whoosh_query.Query:
    """Whoosh's query for a tree. In an ``And`` filters select without adding to the score."""
    match node:
        case Word(text):
            return _any_of([_word(token) for token in analyse(text)])
        case Phrase(text):
            return _phrase([token.folded for token in analyse(text)])
        case Filter():
            return _filter(node, schema)
        case Not(child):
            return _exclude(whoosh_query.Every(), [compile_query(child, schema)])
        case Or(children):
            return _any_of([compile_query(child, schema) for child in children])
        case And(children):
            return _all_of(children, schema)
        case Everything():
            return _constant(whoosh_query.Every())


def _word(token: AnalysedToken) -> whoosh_query.Query:
    return whoosh_query.Or(
        [
            *(whoosh_query.Term(STEM, stem, boost=STEM_WEIGHT) for stem in token.stems),
            whoosh_query.Term(FOLDED, token.folded, boost=FOLDED_WEIGHT),
            whoosh_query.Term(WRITTEN, token.text, boost=WRITTEN_WEIGHT),
        ]
    )


def _phrase(words: list[str]) -> whoosh_query.Query:
    if not words:
        return whoosh_query.NullQuery
    if len(words) == 1:
        return whoosh_query.Term(FOLDED, words[0])
    return whoosh_query.Phrase(FOLDED, words)


def _any_of(queries: list[whoosh_query.Query]) -> whoosh_query.Query:
    return queries[0] if len(queries) == 1 else whoosh_query.Or(queries)


def _every_one_of(queries: list[whoosh_query.Query]) -> whoosh_query.Query:
    return queries[0] if len(queries) == 1 else whoosh_query.And(queries)


def _constant(query: whoosh_query.Query) -> whoosh_query.Query:
    return whoosh_query.ConstantScoreQuery(query, 1.0)


def _all_of(children: tuple[Node, ...], schema: Schema) -> whoosh_query.Query:
    """Every child must hold; only words and phrases that are asked for bear on the score."""
    parts = [part for part in _flat(children) if not isinstance(part, Everything)]
    excluded = [compile_query(part.child, schema) for part in parts if isinstance(part, Not)]
    wanted = [part for part in parts if not isinstance(part, Not)]
    words = [part for part in wanted if any(positive_leaves(part))]
    conditions = [compile_query(part, schema) for part in wanted if not any(positive_leaves(part))]
    if words:
        query = _every_word(words, schema)
        if conditions:
            query = whoosh_query.Require(query, _every_one_of(conditions))
    else:
        query = _constant(_every_one_of(conditions) if conditions else whoosh_query.Every())
    return _exclude(query, excluded)


def _every_word(words: list[Node], schema: Schema) -> whoosh_query.Query:
    """All words must occur, but for function words, which only raise the score.

    Folded, the name «علي» looks like «على»: whoever looks for «علي الوردي» finds him first.
    """
    required = significant(words)
    query = _every_one_of([compile_query(word, schema) for word in required])
    optional = [compile_query(word, schema) for word in words if word not in required]
    return whoosh_query.AndMaybe(query, _any_of(optional)) if optional else query


def _flat(children: tuple[Node, ...]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, And):
            yield from _flat(child.children)
        else:
            yield child


def _exclude(query: whoosh_query.Query, excluded: list[whoosh_query.Query]) -> whoosh_query.Query:
    return _Without(query, _any_of(excluded)) if excluded else query


class _WithoutMatcher(matching.AndNotMatcher):
    """Whoosh's matcher lets the first match pass when an excluded document stands before it."""

    def _find_first(self) -> None:
        if self.a.is_active() and self.b.is_active():
            self._find_next()


class _Without(whoosh_query.AndNot):
    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        return _WithoutMatcher(
            self.a.matcher(searcher, context), self.b.matcher(searcher, searcher.boolean_context())
        )


def _filter(condition: Filter, schema: Schema) -> whoosh_query.Query:
    field = schema[condition.field]
    if condition.operator == "in":
        return whoosh_query.Or([_equals(condition.field, value, schema) for value in condition.value])
    value = to_stored(field, condition.value)
    low, high = (None, value) if condition.operator in ("lt", "lte") else (value, None)
    open_end = condition.operator in ("lt", "gt")
    if isinstance(field, DATETIME):
        return whoosh_query.DateRange(condition.field, low, high, startexcl=open_end, endexcl=open_end)
    if isinstance(field, NUMERIC):
        return whoosh_query.NumericRange(condition.field, low, high, startexcl=open_end, endexcl=open_end)
    return whoosh_query.TermRange(condition.field, low, high, startexcl=open_end, endexcl=open_end)


def _equals(name: str, value: Any, schema: Schema) -> whoosh_query.Query:
    field = schema[name]
    if isinstance(field, NUMERIC) and not isinstance(field, DATETIME):
        return whoosh_query.Term(name, field.to_bytes(int(value)))
    if isinstance(field, DATETIME):
        moment = to_stored(field, value)
        return whoosh_query.DateRange(name, moment, moment)
    return whoosh_query.Term(name, str(value))
