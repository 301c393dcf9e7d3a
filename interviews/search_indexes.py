"""What Haystack indexes: every turn the public can read, with the facts of its interview.

Haystack finds indexes only in a module of this name at the root of an application.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from haystack import indexes

from interviews.models import Turn, name_key
from interviews.search.indexing.digest import DIGEST, document_digest
from interviews.search.language.compounds import in_units


class TurnIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True, model_attr="text")
    # The question that an answer answers: the answer is found by its words, too.
    asked = indexes.CharField(null=True)
    title = indexes.CharField(model_attr="interview__title")
    # What a turn rarely says itself: who speaks, where it was published, what the interview is about.
    about = indexes.CharField()
    interview = indexes.CharField(model_attr="interview_id")
    position = indexes.IntegerField(model_attr="position")
    kind = indexes.CharField(model_attr="kind")
    outlet = indexes.CharField(model_attr="interview__outlet_id", null=True)
    speaker = indexes.CharField(null=True)
    # Who speaks as printed, as long as it is open who that is; and all of it and each of its words, folded,
    # by which a query finds it.
    label = indexes.CharField(null=True)
    label_words = indexes.MultiValueField()
    published_on = indexes.DateField(model_attr="interview__published_on", null=True)
    year = indexes.CharField(null=True)
    month = indexes.CharField(null=True)
    language = indexes.CharField(model_attr="interview__language")
    topics = indexes.MultiValueField()
    entities = indexes.MultiValueField()
    digest = indexes.CharField(null=True)

    def get_model(self) -> type[Turn]:
        return Turn

    def index_queryset(self, using: str | None = None) -> QuerySet[Turn]:
        return Turn.objects.published().for_index()

    def full_prepare(self, obj: Turn) -> dict[str, Any]:
        prepared: dict[str, Any] = super().full_prepare(obj)
        prepared[DIGEST] = document_digest(prepared)
        return prepared

    def prepare_asked(self, turn: Turn) -> str | None:
        return turn.asked if turn.kind == Turn.Kind.ANSWER else None

    def prepare_about(self, turn: Turn) -> str:
        interview, participant = turn.interview, turn.participant
        entities = [
            bearer.entity for bearer in (participant and participant.speaker, interview.outlet) if bearer
        ]
        return "\n".join(
            [
                interview.title,
                *([participant.label] if participant else []),
                *(name.text for entity in entities for name in entity.all_names),
                *(topic.name for topic in interview.topics.all()),
            ]
        )

    def prepare_speaker(self, turn: Turn) -> str | None:
        participant = turn.participant
        return str(participant.speaker_id) if participant and participant.speaker_id else None

    def prepare_label(self, turn: Turn) -> str | None:
        participant = turn.participant
        return participant.label if participant and not participant.speaker_id else None

    def prepare_label_words(self, turn: Turn) -> list[str]:
        words = name_key(self.prepare_label(turn) or "").split()
        ways = {way for unit in in_units(words) for way in unit}
        return sorted({" ".join(words), *words, *ways} if words else ())

    def prepare_year(self, turn: Turn) -> str | None:
        published_on = turn.interview.published_on
        return str(published_on.year) if published_on else None

    def prepare_month(self, turn: Turn) -> str | None:
        published_on = turn.interview.published_on
        return published_on.isoformat()[:7] if published_on else None

    def prepare_topics(self, turn: Turn) -> list[int]:
        return [topic.pk for topic in turn.interview.topics.all()]

    def prepare_entities(self, turn: Turn) -> list[int]:
        return sorted({m.entity_id for m in turn.mentions.all() if m.is_visible})
