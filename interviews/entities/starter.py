"""Reads the authority's compact records, as `fixtures/authority/*.json` have them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from .found import Kind, KnownName

_KINDS: tuple[Kind, ...] = get_args(Kind)
_KEYS = {"kind", "wikidata", "names", "abbreviations", "former", "titles", "kunyas", "ambiguous"}


class InvalidRecord(Exception):
    """A record that is not one of the authority's; the text says which value is wrong."""


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A name and the code of its language; "" where the record does not say it (an abbreviation in Latin)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """One entity with its names: `preferred` has one a language, `ambiguous` those that mean others, too."""

    kind: Kind
    wikidata: str
    preferred: tuple[NamedIn, ...]
    variants: tuple[NamedIn, ...]
    abbreviations: tuple[NamedIn, ...]
    former: tuple[NamedIn, ...]
    titles: tuple[NamedIn, ...]
    kunyas: tuple[NamedIn, ...]
    ambiguous: frozenset[str]

    def known_names(self, entity: int) -> Iterator[KnownName]:
        """The names by which a `NameFinder` knows the entity under this number; titles are no names."""
        for name in (*self.preferred, *self.variants, *self.abbreviations, *self.former):
            yield KnownName(entity, name.text, self.kind, name.text in self.ambiguous)
        for name in self.kunyas:
            yield KnownName(entity, name.text, self.kind, name.text in self.ambiguous, is_kunya=True)


def read_records(data: object) -> list[EntityRecord]:
    """The entities of a decoded file, `{"entities": [{"kind", "names": {"ar": ["العراق", …]}, …}]}`.

    Raises `InvalidRecord` naming the first wrong value.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("entities"), Sequence):
        raise InvalidRecord('"entities" must be a list')
    return [_record(record, number) for number, record in enumerate(data["entities"], 1)]


def _record(record: object, number: int) -> EntityRecord:
    if not isinstance(record, Mapping):
        raise InvalidRecord(f"entity {number} must be an object")
    if unknown := set(record) - _KEYS:
        raise InvalidRecord(f"entity {number}: unknown key {min(unknown)!r}")
    if record.get("kind") not in _KINDS:
        raise InvalidRecord(f"entity {number}: kind must be one of {', '.join(_KINDS)}")
    names = _by_language(record.get("names"), number, "names")
    if not names:
        raise InvalidRecord(f"entity {number} has no names")
    wikidata = record.get("wikidata", "")
    if not isinstance(wikidata, str):
        raise InvalidRecord(f"entity {number}: wikidata must be text")
    further = {
        key: _names(record.get(key, []), number, key)
        for key in ("abbreviations", "former", "titles", "kunyas")
    }
    return EntityRecord(
        kind=record["kind"],
        wikidata=wikidata,
        preferred=tuple(NamedIn(texts[0], language) for language, texts in names.items()),
        variants=tuple(NamedIn(text, language) for language, texts in names.items() for text in texts[1:]),
        ambiguous=frozenset(_texts(record.get("ambiguous", []), number, "ambiguous")),
        **further,
    )


def _by_language(value: object, number: int, key: str) -> dict[str, list[str]]:
    if not isinstance(value, Mapping):
        raise InvalidRecord(f"entity {number}: {key} must be lists by language")
    return {
        str(language): found for language, texts in value.items() if (found := _texts(texts, number, key))
    }


def _names(value: object, number: int, key: str) -> tuple[NamedIn, ...]:
    """Names by language, or a plain list whose language is told by the script when it is stored."""
    if isinstance(value, Mapping):
        return tuple(
            NamedIn(text, language)
            for language, texts in _by_language(value, number, key).items()
            for text in texts
        )
    return tuple(NamedIn(text, "") for text in _texts(value, number, key))


def _texts(value: object, number: int, key: str) -> list[str]:
    texts: list[Any] = (
        [value] if isinstance(value, str) else list(value) if isinstance(value, list) else [None]
    )
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise InvalidRecord(f"entity {number}: {key} must be a list of texts")
    return texts


def read_files(files: Iterable[Path]) -> list[EntityRecord]:
    """The entities of several files, in order. Raises `InvalidRecord` with the file's name."""
    records: list[EntityRecord] = []
    for file in files:
        try:
            records += read_records(json.loads(file.read_text(encoding="utf-8")))
        except (InvalidRecord, ValueError) as error:
            raise InvalidRecord(f"{file}: {error}") from error
    return records


def known_names(records: Iterable[EntityRecord], first: int = 1) -> Iterator[KnownName]:
    """The names of all records, numbered from `first`."""
    for entity, record in enumerate(records, first):
        yield from record.known_names(entity)
