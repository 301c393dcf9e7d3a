"""Which fields a document has in the index, and how a Haystack document becomes one.

The text is analysed here, by the archive's own analyser: each analysed field of Haystack becomes a field
of Whoosh for every layer (`LAYERS`), so that Whoosh has nothing to decide. All other fields are facts: one
value or several, each a term as a whole. Days and numbers are written so that their order as text is
their order in time and size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.fields import SearchField
from whoosh import fields
from whoosh.analysis import SpaceSeparatedTokenizer

WRITTEN, FOLDED = "text_written", "text_folded"

#: The layers of each analysed field.
LAYERS: dict[str, tuple[str, ...]] = {
    "text": ("written", "folded", "bare", "stem", "root"),
    "asked": ("stem",),
    "title": ("folded", "stem"),
    "about": ("stem",),
}

#: Facts that are numbers or days as well: results are ordered and grouped by them.
NUMBERED = frozenset((DJANGO_ID, "interview", "position", "published_on"))


class WholeNumber(fields.ID):
    """A fact that is a whole number of 0 or more, as a term of so many digits."""

    DIGITS = 10


def build_schema(search_fields: Mapping[str, SearchField]) -> fields.Schema:
    """Whoosh's schema for Haystack's fields (``UnifiedIndex.all_searchfields()``)."""
    columns: dict[str, fields.FieldType] = {
        name: fields.ID(stored=True, unique=name == ID) for name in (ID, DJANGO_CT, DJANGO_ID)
    }
    for name, search_field in search_fields.items():
        if name in LAYERS:
            for layer in LAYERS[name]:
                with_positions = (name, layer) == ("text", "folded")
                columns[f"{name}_{layer}"] = fields.TEXT(SpaceSeparatedTokenizer(), phrase=with_positions)
        elif search_field.is_multivalued:
            columns[name] = fields.KEYWORD(stored=True, commas=True)
        elif search_field.field_type in ("integer", "long"):
            columns[name] = WholeNumber(stored=True)
        else:
            columns[name] = fields.ID(stored=True)
    return fields.Schema(**columns)


@dataclass(frozen=True, slots=True)
class Document:
    """What the index is given of one object: texts to analyse, and facts, each with its values."""

    texts: dict[str, str] = field(default_factory=dict)
    facts: dict[str, list[str]] = field(default_factory=dict)


def to_document(prepared: Mapping[str, Any], schema: fields.Schema) -> Document:
    """A document that Haystack prepared (``full_prepare``); what the schema has not is left out."""
    document = Document()
    for name, value in prepared.items():
        if value is None or value == "":
            continue
        if name in LAYERS:
            document.texts[name] = value
        elif name in schema:
            values = value if isinstance(schema[name], fields.KEYWORD) else [value]
            document.facts[name] = [as_term(schema[name], one) for one in values]
    return document


def as_term(field: fields.FieldType, value: Any) -> str:
    """A value as a term of a fact: of a whole number 14 -> "0000000014", a day -> "2020-08-24"."""
    if isinstance(field, WholeNumber):
        return f"{int(value):0{WholeNumber.DIGITS}d}"
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def as_number(term: str) -> int:
    """The number that a term of a ``NUMBERED`` field stands for: "2020-08-24" -> 20200824."""
    return int(term.replace("-", ""))


def from_terms(search_field: SearchField, terms: Iterable[str]) -> Any:
    """The terms of a fact as the value of Haystack's field: days are dates again, numbers whole numbers."""
    values = list(terms)
    if search_field.is_multivalued:
        return values
    value = values[0]
    if search_field.field_type == "date":
        return date.fromisoformat(value)
    return int(value) if search_field.field_type in ("integer", "long") else value
