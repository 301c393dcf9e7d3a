"""Which entity does each name in an interview mean?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .find import NameFinder
from .found import FoundName, KnownName, Participant


def find_names(
    finder: NameFinder, passages: Sequence[str], participants: Iterable[Participant] = ()
) -> list[list[FoundName]]:
    """The names in the texts of one interview, in order: one list per passage, without overlaps."""
    participants = tuple(participants)
    present = {participant.entity for participant in participants}
    local = finder.with_names(
        KnownName(participant.entity, name, participant.kind)
        for participant in participants
        for name in participant.names
    )
    found = []
    for passage in passages:
        names = []
        for match in local.find(passage):
            owners = [o.entity for o in match.owners]
            owners = [entity for entity in owners if entity in present] or owners
            names.append(FoundName(match.start, match.end, tuple(owners), len(owners) == 1))
        found.append(names)
    return found
