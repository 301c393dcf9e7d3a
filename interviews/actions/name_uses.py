"""Which name of an entity do the words of its mentions have?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count

from interviews.entities import KnownName, NameFinder
from interviews.models import Entity, Mention, Name

from .name_lookup import SoughtName


class NamesOfEntity:
    """The names of one entity, by which the words of a mention are told apart."""

    def __init__(self, entity: Entity, names: Sequence[Name]) -> None:
        kind = entity.kind
        self._names = {name.pk: SoughtName(name.text) for name in names}
        # Each name is an entity of its own here, so that the finder says which one stands there.
        self._finder = NameFinder(KnownName(name.pk, name.text, kind) for name in names)
        self._known: dict[str, frozenset[int]] = {}

    def of(self, spelling: str) -> frozenset[int]:
        """The numbers of the names that a mention of these words may be of.

        «تنظيم داعش» is of «داعش»; «الخزرجي», which is no name of its own, of all names that have it as a
        part.
        """
        if spelling not in self._known:
            found = {owner.entity for match in self._finder.find(spelling) for owner in match.owners}
            if not found:
                found = {pk for pk, name in self._names.items() if name.holds(spelling)}
            self._known[spelling] = frozenset(found)
        return self._known[spelling]


def name_usage(entity: Entity) -> dict[int, tuple[int, int]]:
    """For each name of an entity, by its number, how many mentions and how many interviews write it so.

    «كردستان» counts for the name «كوردستان», too. What was rejected does not count.
    """
    names = list(Name.objects.filter(entity=entity))
    which = NamesOfEntity(entity, names)
    mentions: dict[int, int] = defaultdict(int)
    interviews: dict[int, set[int]] = defaultdict(set)
    rows = Mention.objects.filter(entity=entity).exclude(state=Mention.State.REJECTED).order_by()
    counted: Iterable[tuple[str, int, int]] = (
        rows.values_list("spelling", "turn__interview").annotate(number=Count("pk")).iterator(5_000)
    )
    for spelling, interview, number in counted:
        for name in which.of(spelling):
            mentions[name] += number
            interviews[name].add(interview)
    return {name.pk: (mentions[name.pk], len(interviews[name.pk])) for name in names}
