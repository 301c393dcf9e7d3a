"""Changes to the authority: entities with their names, and the speakers and outlets among them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from interviews.models import Entity, Name, Outlet, Speaker, Topic, name_key


@transaction.atomic
def create_entity(kind: str, name: str, language: str = "ar") -> Entity:
    """A new record of the authority with ``name`` as its preferred name."""
    entity = Entity.objects.create(kind=kind)
    Name.objects.create(entity=entity, text=name, language=language, kind=Name.Kind.PREFERRED)
    return entity


@transaction.atomic
def get_or_create_outlet(name: str, language: str = "ar") -> Outlet | None:
    """The outlet of this name, made (with its record in the authority) when it is new.

    None when several outlets or organisations bear the name: which one is not guessed.
    """
    if Outlet.objects.named(name).exists():
        return Outlet.objects.the_one_named(name)
    entity = _get_or_create_entity(Entity.Kind.ORGANISATION, name, language)
    return Outlet.objects.create(entity=entity) if entity else None


@transaction.atomic
def get_or_create_speaker(name: str, language: str = "ar") -> Speaker | None:
    """The speaker of this name, made (with its record in the authority) when it is new.

    None when several speakers or persons bear the name: which one is not guessed.
    """
    if Speaker.objects.named(name).exists():
        return Speaker.objects.the_one_named(name)
    entity = _get_or_create_entity(Entity.Kind.PERSON, name, language)
    return Speaker.objects.create(entity=entity) if entity else None


@transaction.atomic
def create_speaker(name: str, language: str = "ar") -> Speaker:
    """A new speaker, other than those who may bear the name already.

    Someone who is only named in texts so far, and the only person of that name, becomes the speaker.
    """
    silent = list(Entity.objects.named(name).filter(kind=Entity.Kind.PERSON, speaker=None)[:2])
    entity = silent[0] if len(silent) == 1 else create_entity(Entity.Kind.PERSON, name, language)
    return Speaker.objects.create(entity=entity)


def _get_or_create_entity(kind: str, name: str, language: str) -> Entity | None:
    known = list(Entity.objects.named(name).filter(kind=kind)[:2])
    if not known:
        return create_entity(kind, name, language)
    return known[0] if len(known) == 1 else None


def name_usage(entity: Entity) -> dict[int, tuple[int, int]]:
    """For each name of an entity, by its number, how many mentions and how many interviews write it so.

    A mention counts for the name that stands there («كردستان» for «كوردستان» too), unless it was rejected.
    """
    raise NotImplementedError


def set_ambiguous(name: Name, is_ambiguous: bool = True) -> None:
    """Say that a name is also an ordinary word or another's name, or that it is not."""
    raise NotImplementedError


@transaction.atomic
def load_authority(data: dict[str, Any]) -> None:
    """Add what ``data`` holds and the archive lacks; loading the same again changes nothing.

    ``data`` has "entities" (kind, names, wikidata), "speakers" (entity, biography), "outlets"
    (entity, site, city) and "topics", where "entity" is a preferred Arabic name. An entity that
    exists is completed by the names it lacks; what an editor wrote is not overwritten.
    """
    by_name: dict[str, Entity] = {}
    for record in data.get("entities", ()):
        by_name[_preferred(record)] = _merge_entity(record)
    for record in data.get("speakers", ()):
        entity = by_name[record["entity"]]
        Speaker.objects.get_or_create(entity=entity, defaults={"biography": record.get("biography", "")})
    for record in data.get("outlets", ()):
        Outlet.objects.get_or_create(
            entity=by_name[record["entity"]],
            defaults={"site": record.get("site", ""), "city": record.get("city", "")},
        )
    for name in data.get("topics", ()):
        Topic.objects.get_or_create(name=name)


def _preferred(record: dict[str, Any]) -> str:
    preferred = [name for name in record["names"] if name["kind"] == "preferred"]
    arabic = [name for name in preferred if name["language"] == "ar"]
    text: str = (arabic or preferred or record["names"])[0]["text"]
    return text


def _merge_entity(record: dict[str, Any]) -> Entity:
    key = name_key(_preferred(record))
    entity = Entity.objects.filter(
        kind=record["kind"], names__folded=key, names__kind=Name.Kind.PREFERRED
    ).first()
    if entity is None:
        entity = Entity.objects.create(kind=record["kind"], wikidata=record.get("wikidata", ""))
    existing = {(name.language, name.text) for name in entity.names.all()}
    preferred = {name.language for name in entity.names.all() if name.kind == Name.Kind.PREFERRED}
    for name in record["names"]:
        if (name["language"], name["text"]) in existing:
            continue
        kind = name["kind"]
        if kind == Name.Kind.PREFERRED and name["language"] in preferred:
            kind = Name.Kind.VARIANT
        Name.objects.create(entity=entity, text=name["text"], language=name["language"], kind=kind)
        existing.add((name["language"], name["text"]))
        if kind == Name.Kind.PREFERRED:
            preferred.add(name["language"])
    return entity
