"""Which other interviews belong beside one, and why?

By who takes part, who and what is named, and the topics, each by its rarity: that both name «العراق», as
every other interview does, is no reason to read the one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from django.db.models import F, FilteredRelation, Q
from haystack import connections

from interviews.models import Entity, Interview, Participant, Topic

MOST = 5

#: What somebody who takes part in both is worth beside a name in both, and a topic of both.
SPEAKER_WORTH, TOPIC_WORTH = 3.0, 0.7

#: So many of each kind are said: more would be no reason, but a list.
MOST_SAID = 3


@dataclass(slots=True)
class Related:
    """An interview with what it shares; its outlet and the reasons have names to be read (``read_names``)."""

    interview: Interview
    participants: list[Participant] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)


def related_interviews(
    interview: Interview,
    participants: Iterable[Participant],
    named: Iterable[Entity],
    topics: Iterable[Topic],
    hidden: Iterable[int],
) -> list[Related]:
    """At most ``MOST`` public interviews that share most with one, the nearest first, after one query.

    ``named`` has each entity as often as a turn names it. ``hidden`` are those in the index that the public
    may not read (``hidden_interviews()``).
    """
    named = list(named)
    counts = Counter(entity.pk for entity in named)
    speakers = {str(one.speaker_id): one for one in participants if one.speaker_id}
    own_topics = {str(topic.pk): topic for topic in topics}
    # Who takes part in both is said once, not again among those who are named.
    present = {one.speaker.entity_id for one in speakers.values() if one.speaker}
    entities = {str(entity.pk): entity for entity in named if entity.pk not in present}
    found = (
        connections["default"]
        .get_backend()
        .groups_sharing(
            {
                "speaker": dict.fromkeys(speakers, SPEAKER_WORTH),
                "entities": {number: 1 + log(counts[int(number)]) for number in entities},
                "topics": dict.fromkeys(own_topics, TOPIC_WORTH),
            },
            "interview",
            MOST,
            without=[interview.pk, *hidden],
        )
    )
    public, taking_part = _public([number for number, _shared in found], [int(one) for one in speakers])
    result = []
    for number, shared in found:
        if number not in public:
            # Withdrawn meanwhile.
            continue
        related = Related(public[number])
        for name, value in shared:
            if name == "speaker":
                if (number, int(value)) in taking_part:
                    related.participants.append(speakers[value])
            elif name == "topics":
                related.topics.append(own_topics[value])
            else:
                related.entities.append(entities[value])
        reasons = (related.participants, related.entities, related.topics)
        if not any(reasons):
            continue
        for said in reasons:
            del said[MOST_SAID:]
        result.append(related)
    return result


def _public(numbers: list[int], speakers: list[int]) -> tuple[dict[int, Interview], set[tuple[int, int]]]:
    """Which of the interviews the public can read, and who of the speakers takes part in which: one query.

    The index alone is not believed: until it has followed, and for a day in a page that was kept, it would be
    said of people that they took part where they did not.
    """
    if not numbers:
        return {}, set()
    # Of nobody the database would be asked nothing at all.
    theirs = Q(participants__speaker__in=speakers or [0])
    rows = (
        Interview.objects.published()
        .filter(pk__in=numbers)
        .select_related("outlet__entity")
        .defer("source_text", "lead", "closing", "set_aside", "names_around")
        .annotate(shared=FilteredRelation("participants", condition=theirs), taking_part=F("shared__speaker"))
        .order_by()
    )
    public = {row.pk: row for row in rows}
    return public, {(row.pk, row.taking_part) for row in rows if row.taking_part}
