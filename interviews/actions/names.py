"""Which names of the authority stand in an interview: found, and kept as mentions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from interviews.entities import NameFinder
from interviews.models import Interview, Mention, Name, Turn


def name_finder() -> NameFinder:
    """A finder for every name of the authority as it stands now."""
    return NameFinder(Name.objects.values_list("entity_id", "text").iterator())


@transaction.atomic
def link_names(interview: Interview, finder: NameFinder | None = None) -> int:
    """Find the names in an interview's turns and keep them as mentions; returns how many stand there.

    In its own interview a participant is also found by the label as printed («عبد الودود»). What an
    editor confirmed or rejected stays as it is, and nothing is found over it.
    """
    labels = [
        (participant.speaker.entity_id, participant.label)
        for participant in interview.participants.select_related("speaker")
        if participant.speaker
    ]
    local = (finder or name_finder()).with_preferred(labels)
    turns = list(interview.turns.all())
    decided: dict[int, list[Mention]] = {turn.pk: [] for turn in turns}
    earlier = Mention.objects.filter(turn__in=turns)
    for mention in earlier.exclude(state=Mention.State.FOUND):
        decided[mention.turn_id].append(mention)
    earlier.filter(state=Mention.State.FOUND).delete()
    found = [mention for turn in turns for mention in _mentions(turn, local, decided[turn.pk])]
    Mention.objects.bulk_create(found, batch_size=500)
    return len(found) + sum(
        mention.state == Mention.State.CONFIRMED for mentions in decided.values() for mention in mentions
    )


def _mentions(turn: Turn, finder: NameFinder, decided: Iterable[Mention]) -> list[Mention]:
    taken = [(mention.start, mention.end) for mention in decided]
    return [
        Mention(turn=turn, entity_id=name.entity, start=name.start, end=name.end)
        for name in finder.find(turn.text)
        if not any(name.start < end and start < name.end for start, end in taken)
    ]
