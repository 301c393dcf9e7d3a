"""The authority out of files: the starter, the samples' own, or what an archive brings along."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from interviews.arabic.language import detect_language
from interviews.entities.starter import EntityRecord, InvalidRecord, NamedIn, read_records
from interviews.models import Entity, Interview, Name, Outlet, Speaker, Title, Topic, name_key

from . import relinking
from .names_taken_away import names_taken_away
from .proposed_names import close_proposals

#: What every archive may begin with: facts about states, places and organisations.
STARTER = Path(settings.BASE_DIR) / "fixtures" / "authority"

_LONGEST_NAME, _LONGEST_TITLE = 200, 100

# What stands in the records beside the entities, and how long it may be.
_BEARERS: dict[str, dict[str, int]] = {
    "speakers": {"biography": 100_000},
    "outlets": {"site": 200, "city": 100, "colour": 7},
}

_COLOUR = re.compile(r"(#[0-9a-fA-F]{6})?")

_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,18}")

# Control characters and halves of characters, which no database keeps.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")

# Folded forms that are asked for by one query.
_AT_ONCE = 500


class InvalidAuthority(Exception):
    """What is wrong with which file, in words for who gave it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many entities are new, and how many names and titles."""

    entities: int = 0
    names: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.entities + other.entities, self.names + other.names)


def load_authority_files(files: Sequence[Path]) -> Loaded:
    """Load files of the authority, all or none. Raises ``InvalidAuthority``."""
    with transaction.atomic():
        return sum((load_authority_file(file) for file in files), Loaded())


def load_authority_file(file: Path) -> Loaded:
    """Load one file. Raises ``InvalidAuthority``."""
    try:
        return load_authority(json.loads(file.read_text(encoding="utf-8-sig")))
    except OSError as error:
        problem: object = error.strerror or error
    except RecursionError:
        problem = "lists within lists without end"
    except (ValueError, InvalidRecord, InvalidAuthority) as error:
        problem = error
    raise InvalidAuthority(f"{file}: {problem}")


@transaction.atomic
def load_authority(data: Any) -> Loaded:
    """Add what ``data`` holds and the archive lacks; loading the same again changes nothing.

    ``data`` has "entities" (see ``interviews.entities.starter``) and may have "speakers" (entity, biography),
    "outlets" (entity, site, city, colour) and "topics", where "entity" is a preferred Arabic name. An entity
    that exists, by its Wikidata identifier or by a preferred name, is completed by the names and titles that
    it lacks; what an editor wrote is not overwritten, what an editor took away stays away, and one that was
    merged is the one it was merged into. Raises ``InvalidRecord`` and ``InvalidAuthority``.
    """
    records = read_records(data)
    _check_bearers(data)
    for number, record in enumerate(records, 1):
        _check(record, number)
    entities, created = _entities(records)
    added = _add_names(records, entities) + _add_titles(records, entities)
    if added and connection.vendor == "postgresql":
        # It plans by what it counted last, which after thousands of new rows would be nothing.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {Entity._meta.db_table}, {Name._meta.db_table}")
    _add_bearers(data, records, entities)
    return Loaded(created, added)


def _check(record: EntityRecord, number: int) -> None:
    languages = {code for code, _name in settings.LANGUAGES}
    if record.wikidata and not _WIKIDATA.fullmatch(record.wikidata):
        raise InvalidAuthority(f"entity {number}: no Wikidata identifier is {record.wikidata!r}")
    for name in (*_names_of(record), *record.titles, *record.kunyas):
        is_title = name in record.titles or name in record.kunyas
        if name.language and name.language not in languages:
            raise InvalidAuthority(f"entity {number}: unknown language {name.language!r}")
        if not _is_name(name.text, _LONGEST_TITLE if is_title else _LONGEST_NAME):
            raise InvalidAuthority(f"entity {number}: no name can be {name.text[:100]!r}")


def _is_name(text: object, longest: int) -> bool:
    return isinstance(text, str) and bool(name_key(text)) and _is_text(text, longest)


def _is_text(text: object, longest: int) -> bool:
    return isinstance(text, str) and len(text) <= longest and not _NO_TEXT.search(text)


def _check_bearers(data: Mapping[str, Any]) -> None:
    """Raises ``InvalidAuthority`` for the first record beside the entities that is none."""
    if unknown := set(data) - {"entities", "topics", *_BEARERS}:
        raise InvalidAuthority(f"unknown key {min(unknown)!r}")
    for key, fields in _BEARERS.items():
        for number, record in enumerate(_list(data, key), 1):
            one = f"{key} {number}"
            if not isinstance(record, Mapping) or not isinstance(record.get("entity"), str):
                raise InvalidAuthority(f"{one}: must be an object with the name of its entity")
            if wrong := set(record) - {"entity", *fields}:
                raise InvalidAuthority(f"{one}: unknown key {min(wrong)!r}")
            for field, longest in fields.items():
                if not _is_text(record.get(field, ""), longest):
                    raise InvalidAuthority(f"{one}: {field} must be a text of at most {longest} characters")
    for number, record in enumerate(_list(data, "outlets"), 1):
        if not _COLOUR.fullmatch(record.get("colour", "")):
            raise InvalidAuthority(f"outlets {number}: a colour looks like #0b5c55")
    for number, name in enumerate(_list(data, "topics"), 1):
        if not _is_name(name, _LONGEST_TITLE):
            raise InvalidAuthority(f"topics {number}: no name can be {name!r}")


def _list(data: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise InvalidAuthority(f'"{key}" must be a list')
    return found


def _names_of(record: EntityRecord) -> Iterator[NamedIn]:
    for names in (record.preferred, record.variants, record.abbreviations, record.former):
        yield from names


# --- Entities ----------------------------------------------------------------------------------------


def _entities(records: Sequence[EntityRecord]) -> tuple[list[Entity], int]:
    """The entity of each record, made where there is none, and how many are new."""
    wanted = {record.wikidata for record in records} - {""}
    by_wikidata = {one.wikidata: one for one in Entity.objects.filter(wikidata__in=wanted).order_by("-pk")}
    by_name = _by_preferred_name(records)
    merged = _names_of_merged()
    new: list[Entity] = []
    identified: list[Entity] = []
    found: list[Entity] = []
    for record in records:
        entity = by_wikidata.get(record.wikidata) if record.wikidata else None
        if entity is None:
            keys = [_key(record.kind, name) for name in record.preferred]
            called = [one for key in keys for one in by_name[key] if _may_be(one, record)]
            entity = called[0] if called else _merged_into(record, merged)
            if entity is None:
                entity = Entity(kind=record.kind, wikidata=record.wikidata)
                new.append(entity)
            elif record.wikidata and not entity.wikidata:
                entity.wikidata = record.wikidata
                if entity.pk:
                    identified.append(entity)
            # Two records of one file may be the same.
            for key in keys:
                if entity not in by_name[key]:
                    by_name[key].append(entity)
            if record.wikidata:
                by_wikidata[record.wikidata] = entity
        found.append(entity)
    Entity.objects.bulk_create(new, batch_size=500)
    for entity in identified:
        entity.save()
    return found, len(new)


_Key = tuple[str, str, str]


def _key(kind: str, name: NamedIn) -> _Key:
    return kind, name.language, name_key(name.text)


def _may_be(entity: Entity, record: EntityRecord) -> bool:
    """Two of one name with different identifiers are two, such as a state and its capital."""
    return not (entity.wikidata and record.wikidata and entity.wikidata != record.wikidata)


def _names_of_merged() -> dict[Entity, set[_Key]]:
    """The entities into which others were merged, with all their names."""
    found: defaultdict[Entity, set[_Key]] = defaultdict(set)
    for name in Name.objects.filter(entity__merged__isnull=False).select_related("entity").distinct():
        found[name.entity].add((name.entity.kind, name.language, name.folded))
    return found


def _merged_into(record: EntityRecord, merged: Mapping[Entity, set[_Key]]) -> Entity | None:
    """The one that has all names by which the record would be called, and into which one was merged."""
    keys = {_key(record.kind, name) for name in record.preferred}
    return next((entity for entity, names in merged.items() if keys <= names), None)


def _by_preferred_name(records: Sequence[EntityRecord]) -> defaultdict[_Key, list[Entity]]:
    found: defaultdict[_Key, list[Entity]] = defaultdict(list)
    keys = sorted({name_key(name.text) for record in records for name in record.preferred})
    same: dict[int, Entity] = {}
    for start in range(0, len(keys), _AT_ONCE):
        names = Name.objects.filter(kind=Name.Kind.PREFERRED, folded__in=keys[start : start + _AT_ONCE])
        for name in names.select_related("entity").order_by("entity"):
            # One object for each, so that what it is given is seen everywhere.
            entity = same.setdefault(name.entity_id, name.entity)
            found[entity.kind, name.language, name.folded].append(entity)
    return found


# --- Names and titles --------------------------------------------------------------------------------


def _add_names(records: Sequence[EntityRecord], entities: Sequence[Entity]) -> int:
    known: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    preferred: set[tuple[int, str]] = set()
    away = names_taken_away()
    for name in _stored(Name, entities):
        known[name.entity_id].add((name.language, name.text))
        if name.kind == Name.Kind.PREFERRED:
            preferred.add((name.entity_id, name.language))
    new = []
    for record, entity in zip(records, entities, strict=True):
        for kind, named in _by_kind(record):
            language = named.language or detect_language(named.text)
            if (language, named.text) in known[entity.pk] or named.text in away.get(entity.pk, ()):
                continue
            known[entity.pk].add((language, named.text))
            if kind == Name.Kind.PREFERRED and (entity.pk, language) in preferred:
                kind = Name.Kind.VARIANT
            if kind == Name.Kind.PREFERRED:
                preferred.add((entity.pk, language))
            new.append(
                Name(
                    entity=entity,
                    text=named.text,
                    folded=name_key(named.text),
                    language=language,
                    kind=kind,
                    is_ambiguous=named.text in record.ambiguous,
                )
            )
    Name.objects.bulk_create(new, batch_size=500)
    # bulk_create sends no signals.
    for start in range(0, len(new), _AT_ONCE):
        close_proposals({name.folded: name.entity_id for name in new[start : start + _AT_ONCE]})
    _relink(name.text for name in new)
    return len(new)


def _by_kind(record: EntityRecord) -> Iterator[tuple[str, NamedIn]]:
    for kind, names in (
        (Name.Kind.PREFERRED, record.preferred),
        (Name.Kind.VARIANT, record.variants),
        (Name.Kind.ABBREVIATION, record.abbreviations),
        (Name.Kind.FORMER, record.former),
    ):
        for name in names:
            yield kind, name


def _add_titles(records: Sequence[EntityRecord], entities: Sequence[Entity]) -> int:
    known = {(title.entity_id, title.language, title.text) for title in _stored(Title, entities)}
    away = names_taken_away()
    new = []
    for record, entity in zip(records, entities, strict=True):
        for kind, titles in ((Title.Kind.TITLE, record.titles), (Title.Kind.KUNYA, record.kunyas)):
            for title in titles:
                language = title.language or detect_language(title.text)
                is_away = title.text in away.get(entity.pk, ())
                if (entity.pk, language, title.text) not in known and not is_away:
                    known.add((entity.pk, language, title.text))
                    new.append(Title(entity=entity, text=title.text, language=language, kind=kind))
    Title.objects.bulk_create(new, batch_size=500)
    _relink(title.text for title in new if title.kind == Title.Kind.KUNYA)
    return len(new)


def _stored(model: Any, entities: Sequence[Entity]) -> Iterator[Any]:
    numbers = sorted({entity.pk for entity in entities})
    for start in range(0, len(numbers), _AT_ONCE):
        yield from model.objects.filter(entity__in=numbers[start : start + _AT_ONCE])


def _relink(texts: Iterable[str]) -> None:
    if Interview.objects.exists():
        relinking.queue(texts)


def _add_bearers(
    data: Mapping[str, Any], records: Sequence[EntityRecord], entities: Sequence[Entity]
) -> None:
    by_name = {
        name.text: entity
        for record, entity in zip(records, entities, strict=True)
        for name in record.preferred
        if name.language == "ar"
    }
    try:
        for record in data.get("speakers", ()):
            defaults = {"biography": record.get("biography", "")}
            Speaker.objects.get_or_create(entity=by_name[record["entity"]], defaults=defaults)
        for record in data.get("outlets", ()):
            defaults = {field: record.get(field, "") for field in _BEARERS["outlets"]}
            Outlet.objects.get_or_create(entity=by_name[record["entity"]], defaults=defaults)
    except KeyError as error:
        raise InvalidAuthority(_("no entity is called %(name)s") % {"name": error}) from error
    for name in data.get("topics", ()):
        Topic.objects.get_or_create(name=name)
