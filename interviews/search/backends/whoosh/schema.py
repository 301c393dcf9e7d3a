"""Which fields a document has in Whoosh, and how a Haystack document becomes one.

The text is analysed here, by the archive's own analyser, into tokens with spaces between them, so
that Whoosh has nothing to decide: three fields hold the words as written, folded, and stemmed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.fields import SearchField
from whoosh import fields
from whoosh.analysis import SpaceSeparatedTokenizer

from interviews.arabic.analysis import analyse

WRITTEN, FOLDED, STEM = "text_written", "text_folded", "text_stem"


def build_schema(search_fields: dict[str, SearchField]) -> fields.Schema:
    """Whoosh's schema for Haystack's fields (``UnifiedIndex.all_searchfields()``)."""
    columns: dict[str, fields.FieldType] = {
        ID: fields.ID(stored=True, unique=True),
        DJANGO_CT: fields.ID(stored=True),
        DJANGO_ID: fields.ID(stored=True),
        WRITTEN: fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False),
        FOLDED: fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True),
        STEM: fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False),
    }
    for name, field in search_fields.items():
        if field.document:
            continue
        if field.is_multivalued:
            columns[field.index_fieldname or name] = fields.KEYWORD(stored=True, commas=True, sortable=True)
        elif field.field_type in ("date", "datetime"):
            columns[field.index_fieldname or name] = fields.DATETIME(stored=True, sortable=True)
        elif field.field_type in ("integer", "long"):
            columns[field.index_fieldname or name] = fields.NUMERIC(int, 64, stored=True, sortable=True)
        else:
            columns[field.index_fieldname or name] = fields.ID(stored=True, sortable=True)
    return fields.Schema(**columns)


def analysed(text: str) -> dict[str, str]:
    """The three analysed fields of a text, words parted by spaces.

    >>> analysed("والتحالفُ")
    {'text_written': 'والتحالفُ', 'text_folded': 'والتحالف', 'text_stem': 'تحالف'}
    """
    written, folded, stems = [], [], []
    for token in analyse(text):
        written.append(token.text)
        folded.append(token.folded)
        stems.extend(token.stems)
    return {WRITTEN: " ".join(written), FOLDED: " ".join(folded), STEM: " ".join(stems)}


def to_document(prepared: dict[str, Any], schema: fields.Schema, document_field: str) -> dict[str, Any]:
    """What Whoosh is to store of a document that Haystack prepared (``full_prepare``)."""
    document: dict[str, Any] = analysed(prepared.get(document_field) or "")
    for name, value in prepared.items():
        if name in schema and value is not None and name not in (WRITTEN, FOLDED, STEM):
            document[name] = to_stored(schema[name], value)
    return document


def to_stored(field: fields.FieldType, value: Any) -> Any:
    """A value as the field of the schema wants it."""
    if isinstance(field, fields.DATETIME):
        # Whoosh knows only moments: a day is the midnight that begins it.
        is_day = isinstance(value, date) and not isinstance(value, datetime)
        return datetime(value.year, value.month, value.day) if is_day else value
    if isinstance(field, fields.NUMERIC):
        return int(value)
    if isinstance(field, fields.KEYWORD):
        return ",".join(str(item) for item in value)
    return str(value)


def from_stored(field: SearchField, value: Any) -> Any:
    """A stored value as Haystack's field of the document has it: a day is a date again."""
    if field.is_multivalued:
        return value.split(",") if value else []
    if field.field_type == "date" and isinstance(value, datetime):
        return value.date()
    return value
