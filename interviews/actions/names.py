"""Which names of the authority stand in an interview: found, and kept as mentions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from interviews.entities import FoundName, KnownName, NameFinder, Participant, find_names
from interviews.models import Interview, Mention, Name, Turn
from interviews.search.indexing import outbox


def name_finder() -> NameFinder:
    """A finder for every name of the authority as it stands now."""
    rows = Name.objects.values_list("entity_id", "text", "entity__kind", "is_ambiguous")
    return NameFinder(KnownName(*row) for row in rows.iterator())


@transaction.atomic
def link_names(interview: Interview, finder: NameFinder | None = None) -> int:
    """Find the names in an interview's turns and keep them as mentions; returns how many stand there.

    In its own interview a participant is also found by the label as printed («عبد الودود»). What an
    editor confirmed or rejected stays as it is, and nothing is found over it.
    """
    participants = [
        Participant(participant.speaker.entity_id, (participant.label,))
        for participant in interview.participants.select_related("speaker")
        if participant.speaker
    ]
    turns = list(interview.turns.all())
    known = find_names(finder or name_finder(), [turn.text for turn in turns], participants)
    decided: dict[int, list[Mention]] = {turn.pk: [] for turn in turns}
    earlier = Mention.objects.filter(turn__in=turns)
    for mention in earlier.exclude(state=Mention.State.FOUND):
        decided[mention.turn_id].append(mention)
    found = {
        _place(mention): mention
        for turn, names in zip(turns, known, strict=True)
        for mention in _mentions(turn, names, decided[turn.pk])
    }
    stored = {_place(mention): mention.pk for mention in earlier.filter(state=Mention.State.FOUND)}
    earlier.filter(pk__in=[pk for place, pk in stored.items() if place not in found]).delete()
    if new := [mention for place, mention in found.items() if place not in stored]:
        Mention.objects.bulk_create(new, batch_size=500)
        # bulk_create sends no signals.
        outbox.queue([interview.pk])
    return len(found) + sum(
        mention.state == Mention.State.CONFIRMED for mentions in decided.values() for mention in mentions
    )


def _place(mention: Mention) -> tuple[int, int, int, int]:
    return mention.turn_id, mention.entity_id, mention.start, mention.end


def _mentions(turn: Turn, names: Iterable[FoundName], decided: Iterable[Mention]) -> list[Mention]:
    taken = [(mention.start, mention.end) for mention in decided]
    return [
        Mention(
            turn=turn,
            entity_id=name.entity,
            start=name.start,
            end=name.end,
            spelling=turn.text[name.start : name.end],
        )
        for name in names
        if name.is_decided and not any(name.start < end and start < name.end for start, end in taken)
    ]
