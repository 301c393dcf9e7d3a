"""A query tree written out again, as one types it.

Of every tree that ``parse`` makes, ``parse(to_text(tree))`` makes the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from interviews.models.years import FIRST_YEAR, LAST_YEAR

from .dates import write_first_day, write_last_day, write_period, write_since, write_until
from .operators import MINUS_SIGNS, OPERATORS, STARS, connective
from .tree import And, Either, Filter, Named, Node, Not, Or, Phrase, Prefix, Together, Word

_DAY = timedelta(days=1)


def to_text(node: Node) -> str:
    """The query in its plainest form: ``Or((Word("قوات"), Phrase("رجال الأمن")))`` is «قوات أو "رجال الأمن"».

    What cannot be typed, such as a choice in a facet, is left out.
    """
    match node:
        case Together(children) if not _in_title(node):
            return _spaced(_side_by_side(child) for child in children)
        case Or(children):
            return f" {OPERATORS['or'].signs[0]} ".join(filter(None, map(_unit, children)))
        case And(children) if not _field_of(node):
            first, *others = children
            return _spaced([_first_of_all(first), *map(_required, others)])
    return _unit(node)


def _spaced(texts: Iterable[str]) -> str:
    return " ".join(filter(None, texts))


def _unit(node: Node) -> str:
    """The text of a node that may follow a sign: a word, a phrase, a field, else a group."""
    match node:
        case Word(text) if not _in_title(node):
            return text
        case Prefix(text):
            return text + STARS[0]
        case Phrase(text, slop):
            return f'"{text}"~{slop}' if slop else f'"{text}"'
        case Not(child):
            unit = _unit(child)
            return MINUS_SIGNS[0] + (f"({unit})" if isinstance(child, Not) else unit) if unit else ""
        case Either(child):
            return _unit(child)
    if field := _field_of(node):
        return field
    text = to_text(node) if isinstance(node, And | Or | Together) else ""
    return f"({text})" if text else ""


def _side_by_side(node: Node) -> str:
    """The text of a node of which any will do. A phrase is one there only if it is typed as one word."""
    return "-".join(node.text.split()) if isinstance(node, Phrase) else _unit(node)


def _first_of_all(node: Node) -> str:
    """The text of the first node of an ``And``, where what is not required otherwise may stand plain."""
    if isinstance(node, Together) and not _in_title(node):
        return to_text(node)
    return _required(node) if isinstance(node, And) else _unit(node)


def _required(node: Node) -> str:
    if isinstance(node, Either):
        return _required(node.node)
    plain = isinstance(node, Word | Prefix | And | Or | Together) and not _field_of(node)
    unit = _unit(node)
    return f"+{unit}" if plain and unit else unit


def _field_of(node: Node) -> str:
    """The text of a node that one field with its value gives; nothing for any other node."""
    match node:
        case Named(field, text):
            return _with_field(field, _name(text))
        case Filter("published_on", "gte", day):
            # No day of the archive's time is before its first.
            if (day - _DAY).year < FIRST_YEAR:
                return _with_field("date", write_since(day))
            return _with_field("after", write_last_day(day - _DAY))
        case Filter("published_on", "lte", day):
            if (day + _DAY).year > LAST_YEAR:
                return _with_field("date", write_until(day))
            return _with_field("before", write_first_day(day + _DAY))
        case And((Filter("published_on", "gte", first), Filter("published_on", "lte", last))) if (
            first <= last
        ):
            return _with_field("date", write_period(first, last))
        case And((Filter("kind", "in", kinds), child)):
            simple = isinstance(child, Phrase | Prefix) or (isinstance(child, Word) and not _in_title(child))
            (kind,) = kinds
            return _with_field(kind, _unit(child) if simple else f"({to_text(child)})")
        case Word(text) if _in_title(node):
            return _with_field("title", _name(text))
        case And(children) if all(isinstance(child, Word) and _in_title(child) for child in children):
            return _with_field("title", _unit(_out_of_title(node)))
        case Together() if _in_title(node):
            return _with_field("title", _unit(_out_of_title(node)))
    return ""


def _with_field(key: str, value: str) -> str:
    return f"{OPERATORS[key].signs[0]}:{value}"


def _name(text: str) -> str:
    """A value of a field, in quotation marks where it would not stand by itself."""
    return text if text.isalnum() and not connective(text) else f'"{text}"'


def _in_title(node: Node) -> bool:
    """Whether all words of a tree are to be found in the title, and it has nothing but words."""
    if isinstance(node, And | Or | Together):
        return all(_in_title(child) for child in node.children)
    return isinstance(node, Word) and node.field == "title"


def _out_of_title(node: Node) -> Node:
    """The tree of which a field for titles makes this one."""
    match node:
        case Word(text):
            return Phrase(text) if connective(text) else Word(text)
        case And(children) if all(isinstance(child, Word) for child in children):
            return Phrase(" ".join(child.text for child in children))
        case And(children) | Or(children) | Together(children):
            return type(node)(tuple(_out_of_title(child) for child in children))
    return node
