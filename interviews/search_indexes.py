"""What Haystack indexes: every turn the public can read, with the facts of its interview.

Haystack finds indexes only in a module of this name at the root of an application.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from haystack import indexes

from interviews.models import Turn


class TurnIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True, model_attr="text")
    interview = indexes.CharField(model_attr="interview_id")
    position = indexes.IntegerField(model_attr="position")
    kind = indexes.CharField(model_attr="kind")
    outlet = indexes.CharField(model_attr="interview__outlet_id", null=True)
    speaker = indexes.CharField(null=True)
    published_on = indexes.DateField(model_attr="interview__published_on", null=True)
    year = indexes.CharField(null=True)
    language = indexes.CharField(model_attr="interview__language")
    topics = indexes.MultiValueField()

    def get_model(self) -> type[Turn]:
        return Turn

    def index_queryset(self, using: str | None = None) -> QuerySet[Turn]:
        return Turn.objects.published().for_index()

    def prepare_speaker(self, turn: Turn) -> str | None:
        participant = turn.participant
        return str(participant.speaker_id) if participant and participant.speaker_id else None

    def prepare_year(self, turn: Turn) -> str | None:
        published_on = turn.interview.published_on
        return str(published_on.year) if published_on else None

    def prepare_topics(self, turn: Turn) -> list[Any]:
        return [topic.pk for topic in turn.interview.topics.all()]
