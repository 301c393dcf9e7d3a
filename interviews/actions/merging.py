"""Two records of the authority become one."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from interviews.models import (
    Entity,
    Interview,
    Mention,
    MergedEntity,
    MergedOutlet,
    MergedSpeaker,
    Name,
    Outlet,
    Participant,
    Paste,
    Proposal,
    Speaker,
    Title,
)
from interviews.search.indexing import outbox

State = Mention.State

# What of two mentions at one place is kept: what an editor said, confirmation first.
_RANKS = {State.CONFIRMED: 0, State.REJECTED: 1, State.FOUND: 2, State.OFFERED: 3}


class MergeError(Exception):
    """Why two entities cannot be joined; the text says it to the editor."""


@transaction.atomic
def merge_entities(kept: Entity, other: Entity) -> Entity:
    """Join ``other`` to ``kept``: names, titles, mentions, proposals, speaker or outlet, old addresses.

    Of two preferred names in one language that of ``kept`` stays, the other becomes a variant. Of two
    decisions about one place a confirmation wins, then a rejection. Biographies are joined; picture, logo,
    site, city, colour and Wikidata identifier are those of ``kept`` where it has any. The texts that may have
    one of the names are read anew. ``other`` is gone afterwards. Raises ``MergeError``: for the same entity
    twice, one that is gone, two kinds, and two speakers who take part in the same interview.
    """
    if kept.pk == other.pk:
        raise MergeError(_("An entity cannot be merged with itself."))
    numbers = [kept.pk, other.pk]
    # Whoever reads one of these interviews ends first, as mentions of both may be written there.
    read = Interview.objects.filter(turns__mentions__entity__in=numbers).values("pk")
    list(Interview.objects.select_for_update().filter(pk__in=read).order_by("pk").values_list("pk"))
    rows = {row.pk: row for row in Entity.objects.select_for_update().filter(pk__in=numbers).order_by("pk")}
    if len(rows) < 2:
        raise MergeError(_("One of them is no longer there."))
    stays, goes = rows[kept.pk], rows[other.pk]
    if stays.kind != goes.kind:
        words = {"one": stays.get_kind_display(), "other": goes.get_kind_display()}
        raise MergeError(_("Two kinds cannot be merged: %(one)s and %(other)s.") % words)
    # Before they move: the index shows the number of the entity.
    outbox.queue(Interview.objects.filter(turns__mentions__entity=goes))
    _merge_speakers(stays, goes)
    _merge_outlets(stays, goes)
    _merge_names(stays, goes)
    _merge_titles(stays, goes)
    _merge_mentions(stays, goes)
    Proposal.objects.filter(entity=goes).update(entity=stays)
    if not stays.wikidata and goes.wikidata:
        stays.wikidata = kept.wikidata = goes.wikidata
        stays.save()
    MergedEntity.objects.filter(entity=goes).update(entity=stays)
    MergedEntity.objects.create(number=goes.pk, entity=stays)
    goes.delete()
    return kept


def _merge_names(stays: Entity, goes: Entity) -> None:
    known = {(name.language, name.text) for name in stays.names.all()}
    preferred = {name.language for name in stays.names.all() if name.kind == Name.Kind.PREFERRED}
    for name in goes.names.all():
        if (name.language, name.text) in known:
            name.delete()
            continue
        if name.kind == Name.Kind.PREFERRED and name.language in preferred:
            name.kind = Name.Kind.VARIANT
        name.entity = stays
        name.save()


def _merge_titles(stays: Entity, goes: Entity) -> None:
    known = {(title.language, title.text) for title in stays.titles.all()}
    for title in Title.objects.filter(entity=goes):
        if (title.language, title.text) in known:
            title.delete()
        else:
            title.entity = stays
            title.save()


def _merge_mentions(stays: Entity, goes: Entity) -> None:
    same_place = Mention.objects.filter(
        entity=stays, turn=OuterRef("turn"), start=OuterRef("start"), end=OuterRef("end")
    )
    twice = Mention.objects.filter(entity=goes).order_by()
    twice = twice.annotate(is_twice=Exists(same_place.order_by())).filter(is_twice=True)
    places = {(one.turn_id, one.start, one.end): one for one in twice}
    own = Mention.objects.filter(entity=stays, turn__in={turn for turn, _start, _end in places})
    changed = []
    for mention in own:
        rival = places.get((mention.turn_id, mention.start, mention.end))
        if rival and _RANKS[State(rival.state)] < _RANKS[State(mention.state)]:
            mention.state = rival.state
            mention.decided_at, mention.decided_by_id = rival.decided_at, rival.decided_by_id
            changed.append(mention)
    Mention.objects.bulk_update(changed, ["state", "decided_at", "decided_by"], batch_size=200)
    # No signals: the interviews are queued already.
    numbers = [one.pk for one in places.values()]
    for start in range(0, len(numbers), 500):
        gone = Mention.objects.filter(pk__in=numbers[start : start + 500])
        gone._raw_delete(gone.db)
    Mention.objects.filter(entity=goes).update(entity=stays)


def _merge_speakers(stays: Entity, goes: Entity) -> None:
    speaker, other = (Speaker.objects.filter(entity=entity).first() for entity in (stays, goes))
    if other is None:
        return
    if speaker is None:
        other.entity = stays
        other.save()
        return
    both = Interview.objects.filter(participants__speaker=speaker).filter(participants__speaker=other).first()
    if both is not None:
        words = {"one": speaker.name, "other": other.name, "title": both.title}
        raise MergeError(_("«%(one)s» and «%(other)s» both take part in the interview «%(title)s».") % words)
    participations = Participant.objects.filter(speaker=other)
    outbox.queue(Interview.objects.filter(participants__speaker=other))
    participations.update(speaker=speaker)
    biographies = dict.fromkeys(text.strip() for text in (speaker.biography, other.biography))
    speaker.biography = "\n\n".join(filter(None, biographies))
    speaker.picture = speaker.picture or other.picture
    speaker.save()
    MergedSpeaker.objects.filter(speaker=other).update(speaker=speaker)
    MergedSpeaker.objects.create(number=other.pk, speaker=speaker)
    other.delete()


def _merge_outlets(stays: Entity, goes: Entity) -> None:
    outlet, other = (Outlet.objects.filter(entity=entity).first() for entity in (stays, goes))
    if other is None:
        return
    if outlet is None:
        other.entity = stays
        other.save()
        return
    outbox.queue(Interview.objects.filter(outlet=other))
    Interview.objects.filter(outlet=other).update(outlet=outlet)
    Paste.objects.filter(outlet=other).update(outlet=outlet)
    for field in ("site", "city", "logo", "colour"):
        setattr(outlet, field, getattr(outlet, field) or getattr(other, field))
    outlet.save()
    MergedOutlet.objects.filter(outlet=other).update(outlet=outlet)
    MergedOutlet.objects.create(number=other.pk, outlet=outlet)
    other.delete()
