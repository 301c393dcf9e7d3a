"""One record of the authority becomes two."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.models import Entity, Interview, Mention, Name, Participant, Speaker, name_key
from interviews.search.indexing import outbox

from . import relinking
from .name_uses import NamesOfEntity


class SplitError(Exception):
    """Why an entity cannot be split so; the text says it to the editor."""


@transaction.atomic
def split_entity(
    entity: Entity,
    *,
    names: Collection[Name] = (),
    interviews: Collection[int] = (),
    text: str = "",
    kind: str = "",
    language: str = "ar",
) -> Entity:
    """A new entity out of a part of ``entity``; ``kind`` is the same unless another is given.

    ``names`` move to it, and the mentions by these names follow. Or, for two of one name: the mentions in
    ``interviews`` (their numbers) are of the new entity then, and confirmed, and so is the part that its
    speaker takes in them; interviews that have neither do not count. ``text`` is the name of the new entity;
    where both are called so, it becomes ambiguous on both sides. Both may be given. Raises ``SplitError``.
    """
    stays = Entity.objects.select_for_update(no_key=True).filter(pk=entity.pk).first()
    if stays is None:
        raise SplitError(_("This entity is no longer there."))
    own = list(stays.names.all())
    interviews = _having(stays, interviews)
    moved = [name for name in own if name.pk in {one.pk for one in names}]
    if not moved and not interviews:
        raise SplitError(_("Choose names or interviews of the new entity."))
    if moved and len(moved) == len(own):
        raise SplitError(_("One name at least must stay."))
    if not moved and not name_key(text):
        raise SplitError(_("The new entity needs a name."))
    which = NamesOfEntity(stays, own)
    new = Entity.objects.create(kind=kind or stays.kind)
    _move_names(new, moved, text, language)
    _move_mentions_by_name(stays, new, which, {name.pk for name in moved})
    if interviews:
        _move_interviews(stays, new, interviews)
    _make_ambiguous(stays, new)
    return new


def _having(entity: Entity, interviews: Collection[int]) -> list[int]:
    """Those of the interviews that name the entity, or in which its speaker takes part."""
    named = Q(turns__mentions__in=Mention.objects.filter(entity=entity).exclude(state=Mention.State.REJECTED))
    taking_part = Q(participants__speaker__entity=entity)
    wanted = Interview.objects.filter(named | taking_part, pk__in=list(interviews))
    return list(wanted.order_by("pk").values_list("pk", flat=True).distinct())


def _move_names(new: Entity, moved: list[Name], text: str, language: str) -> None:
    """Give the new entity its names; one is preferred, ``text`` or else the first."""
    if name_key(text) and text not in {name.text for name in moved}:
        Name.objects.create(entity=new, text=text, language=language, kind=Name.Kind.PREFERRED)
    preferred = set(new.names.values_list("language", flat=True))
    # What was preferred before stays it, if nothing else is in its language.
    for name in sorted(moved, key=lambda one: (one.text != text, one.kind != Name.Kind.PREFERRED, one.pk)):
        name.entity = new
        if name.language not in preferred and (name.kind == Name.Kind.PREFERRED or not preferred):
            name.kind = Name.Kind.PREFERRED
            preferred.add(name.language)
        elif name.kind == Name.Kind.PREFERRED:
            name.kind = Name.Kind.VARIANT
        name.save()


def _move_mentions_by_name(stays: Entity, new: Entity, which: NamesOfEntity, moved: set[int]) -> None:
    if not moved:
        return
    mentions = Mention.objects.filter(entity=stays).order_by()
    spellings = list(mentions.values_list("spelling", flat=True).distinct())
    following = [spelling for spelling in spellings if (of := which.of(spelling)) and of <= moved]
    for start in range(0, len(following), 500):
        rows = mentions.filter(spelling__in=following[start : start + 500])
        outbox.queue(Interview.objects.filter(turns__mentions__in=rows))
        rows.update(entity=new)


def _move_interviews(stays: Entity, new: Entity, interviews: Collection[int]) -> None:
    """Two of one name: what stands in these interviews is of the new one."""
    rows = Mention.objects.filter(turn__interview__in=interviews).exclude(state=Mention.State.REJECTED)
    outbox.queue(Interview.objects.filter(pk__in=list(interviews)))
    rows.filter(entity__in=[stays, new]).update(
        entity=new, state=Mention.State.CONFIRMED, decided_at=timezone.now()
    )
    participations = Participant.objects.filter(speaker__entity=stays, interview__in=interviews)
    if new.kind == Entity.Kind.PERSON and participations.exists():
        participations.update(speaker=Speaker.objects.create(entity=new))
    # A surname alone stands there, too, whose name has not changed.
    relinking.queue(stays.names.values_list("text", flat=True), [stays.pk, new.pk])


def _make_ambiguous(stays: Entity, new: Entity) -> None:
    shared = set(stays.names.values_list("folded", flat=True)) & set(
        new.names.values_list("folded", flat=True)
    )
    for name in Name.objects.filter(entity__in=[stays, new], folded__in=shared, is_ambiguous=False):
        name.is_ambiguous = True
        name.save()
