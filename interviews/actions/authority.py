"""Changes to the authority: entities with their names, and the speakers and outlets among them."""

from __future__ import annotations

from django.db import transaction

from interviews.models import Entity, Name, Outlet, Speaker

from .name_uses import name_usage as name_usage


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


def set_ambiguous(name: Name, is_ambiguous: bool = True) -> None:
    """Say that a name is also an ordinary word or another's name, or that it is not."""
    name.is_ambiguous = is_ambiguous
    name.save()
