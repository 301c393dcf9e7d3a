"""The archive as plain values (text, numbers, lists, dicts): the JSON of an interview, and the bulk dump.

Where an interview's record says the same as a file to import (CONTRIBUTING.md), it says it by the same
name, so that a record can be imported again; what stands besides, the import passes over. Names are in the
language of the interview, whoever asks. Offsets count code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from interviews.models import Entity, Interview, Mention, Outlet, Participant, Speaker, Topic, Turn

Record = dict[str, Any]


def as_json(record: Record) -> str:
    """A record as a file that people can read, too: letters as they are, an indented line for each value."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def entities_around(interviews: Iterable[Interview]) -> dict[int, Entity]:
    """The entities, with names, that leads and closings of ``interviews`` name; one query for all of them.

    Those that no turn of the public archive names are left out, as on the pages.
    """
    around = [places for interview in interviews for places in interview.names_around.values()]
    wanted = {pk for places in around for _start, _end, pk in places}
    return Entity.objects.public().with_names().in_bulk(wanted) if wanted else {}


def interview_record(interview: Interview, site: str, around: Mapping[int, Entity]) -> Record:
    """Everything that the public may know of an interview, which must be read by ``for_reading()``.

    ``around`` is what ``entities_around`` found. Asks for nothing itself.
    """
    language = interview.language
    url = site + interview.get_absolute_url()
    participants = {participant.pk: participant for participant in interview.participants.all()}
    outlet = interview.outlet
    topics = list(interview.topics.all())
    references: dict[int, Record] = {}

    def entity_reference(entity: Entity) -> Record:
        if entity.pk not in references:
            name = entity.name_in(language)
            references[entity.pk] = {**reference(entity, name, site), "kind": entity.kind}
        return references[entity.pk]

    def mentions(turn: Turn) -> list[Record]:
        return [
            {"start": mention.start, "end": mention.end, "entity": entity_reference(mention.entity)}
            for mention in _visible(turn.mentions.all())
        ]

    def mentions_around(part: str) -> list[Record]:
        return [
            {"start": start, "end": end, "entity": entity_reference(around[pk])}
            for start, end, pk in interview.names_around.get(part, ())
            if pk in around
        ]

    return {
        "id": interview.pk,
        "url": url,
        "revision": interview.version,
        "updated_at": moment(interview.updated_at),
        "title": interview.title,
        "language": language,
        "outlet": outlet.entity.name_in(language) if outlet else None,
        "outlet_ref": reference(outlet, outlet.entity.name_in(language), site) if outlet else None,
        "published_on": interview.published_on.isoformat() if interview.published_on else None,
        "place": interview.place,
        "source_url": interview.source_url,
        "topics": [topic.name for topic in topics],
        "topic_refs": [reference(topic, topic.name, site) for topic in topics],
        "sample": interview.is_sample,
        "participants": [_participant(one, language, site) for one in participants.values()],
        "lead": interview.lead,
        "lead_mentions": mentions_around("lead"),
        "turns": [
            {
                "key": turn.key,
                "url": f"{url}#{turn.fragment}",
                "kind": turn.kind,
                "speaker": participants[turn.participant_id].label if turn.participant_id else None,
                "text": turn.text,
                "indirect": turn.indirect,
                "exchange": turn.exchange,
                "mentions": mentions(turn),
            }
            for turn in interview.turns.all()
        ],
        "closing": interview.closing,
        "closing_mentions": mentions_around("closing"),
        "corrections": [
            {"made_on": correction.made_on.isoformat(), "text": correction.text}
            for correction in interview.corrections.all()
        ],
    }


def _visible(mentions: Iterable[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.is_visible]


def _participant(participant: Participant, language: str, site: str) -> Record:
    speaker = participant.speaker
    name = speaker.entity.name_in(language) if speaker else participant.label
    return {
        "name": name,
        "role": participant.role,
        "office": participant.office,
        "labels": [participant.label],
        "speaker": reference(speaker, name, site) if speaker else None,
    }


def reference(row: Outlet | Speaker | Topic | Entity, name: str, site: str) -> Record:
    """What leads from one record to another: ``{"id": 7, "name": "إقليم كوردستان", "url": "https://…/7/"}``.

    The address is the short one, which no change of a name changes.
    """
    path = reverse(f"{row._meta.model_name}-by-number", args=[row.pk])
    return {"id": row.pk, "name": name, "url": site + path}


def speaker_record(speaker: Speaker, site: str) -> Record:
    """A speaker, read by ``with_names()``."""
    return {
        **reference(speaker, speaker.entity.name_in("ar"), site),
        "entity": speaker.entity_id,
        "names": _names(speaker.entity),
        "biography": speaker.biography,
    }


def outlet_record(outlet: Outlet, site: str) -> Record:
    """An outlet, read by ``with_names()``."""
    return {
        **reference(outlet, outlet.entity.name_in("ar"), site),
        "entity": outlet.entity_id,
        "names": _names(outlet.entity),
        "site": outlet.site,
        "city": outlet.city,
    }


def entity_record(entity: Entity, site: str) -> Record:
    """An entity of the authority, read by ``with_names()``."""
    return {
        **reference(entity, entity.name_in("ar"), site),
        "kind": entity.kind,
        "names": _names(entity),
        "wikidata": entity.wikidata or None,
    }


def topic_record(topic: Topic, site: str) -> Record:
    return reference(topic, topic.name, site)


def _names(entity: Entity) -> Sequence[Record]:
    names = sorted(entity.all_names, key=lambda name: name.pk)
    return [{"text": name.text, "language": name.language, "kind": name.kind} for name in names]


def moment(time: datetime) -> str:
    """A moment in UTC, to the second: ``2020-08-24T09:30:00Z``."""
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
