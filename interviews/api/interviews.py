"""Interviews: the list with its filters, one of them, its turns."""

from __future__ import annotations

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router

from interviews import models

from . import schemas
from .addresses import Addresses
from .cursors import Key, part_of
from .merged import present_number
from .parameters import Day, Language, Number, PageParameters, Parameters, Year

router = Router(tags=["interviews"])

_LATEST_FIRST = (Key("published_on", descending=True, nullable=True), Key("pk", descending=True))
_IN_ORDER = (Key("position"),)


class InterviewParameters(PageParameters):
    outlet: Number | None = Field(None, description=_("Only those of this outlet."))
    speaker: Number | None = Field(None, description=_("Only those in which this speaker takes part."))
    topic: Number | None = Field(None, description=_("Only those about this topic."))
    entity: Number | None = Field(None, description=_("Only those that name this entity."))
    language: Language | None = Field(None, description=_("Only those in this language."))
    year: Year | None = Field(None, description=_("Only those of this year."))
    first: Day | None = Field(None, alias="from", description=_("Only those of this day or later."))
    last: Day | None = Field(None, alias="to", description=_("Only those of this day or earlier."))


def _chosen(parameters: InterviewParameters) -> models.InterviewQuerySet:
    interviews = models.Interview.objects.published()
    if parameters.outlet:
        interviews = interviews.filter(outlet=present_number(models.Outlet, parameters.outlet))
    if parameters.speaker:
        speaker = present_number(models.Speaker, parameters.speaker)
        interviews = interviews.filter(participants__speaker=speaker)
    if parameters.topic:
        interviews = interviews.filter(topics=parameters.topic)
    if parameters.entity:
        entity = present_number(models.Entity, parameters.entity)
        naming = models.Mention.objects.visible().filter(entity=entity)
        interviews = interviews.filter(pk__in=naming.values("turn__interview"))
    if parameters.language:
        interviews = interviews.filter(language=parameters.language)
    if parameters.year:
        interviews = interviews.filter(published_on__year=parameters.year)
    if parameters.first:
        interviews = interviews.filter(published_on__gte=parameters.first)
    if parameters.last:
        interviews = interviews.filter(published_on__lte=parameters.last)
    return interviews


@router.get(
    "/interviews",
    response=schemas.InterviewPage,
    url_name="interviews",
    operation_id="list_interviews",
    summary=_("List of interviews"),
    description=_("The latest first, those without a date at the end."),
)
def interview_list(
    request: HttpRequest, response: HttpResponse, parameters: Query[InterviewParameters]
) -> schemas.InterviewPage:
    rows = _chosen(parameters).for_listing()
    part = part_of(request, response, rows, _LATEST_FIRST, parameters.limit)
    at = Addresses.of(request)
    items = [schemas.InterviewSummary.of(row, at) for row in part.rows]
    return schemas.InterviewPage(items=items, next=part.next, previous=part.previous)


@router.get(
    "/interviews/{id}",
    response=schemas.Interview,
    url_name="interview",
    operation_id="get_interview",
    summary=_("One interview"),
    description=_("Everything but its turns, which are a list of their own."),
)
def interview(request: HttpRequest, id: Path[Number], parameters: Query[Parameters]) -> schemas.Interview:
    rows = models.Interview.objects.published().for_listing().prefetch_related("corrections")
    found = get_object_or_404(rows.annotate(turn_count=Count("turns")), pk=id)
    return schemas.Interview.of(found, Addresses.of(request))


@router.get(
    "/interviews/{id}/turns",
    response=schemas.TurnPage,
    url_name="interview-turns",
    operation_id="list_turns_of_interview",
    summary=_("The turns of an interview"),
    description=_("Questions, answers and narration in their order, with the names that stand in them."),
)
def interview_turns(
    request: HttpRequest, response: HttpResponse, id: Path[Number], parameters: Query[PageParameters]
) -> schemas.TurnPage:
    found = get_object_or_404(models.Interview.objects.published().for_listing(), pk=id)
    part = part_of(request, response, with_mentions(found.turns.all()), _IN_ORDER, parameters.limit)
    participants = {participant.pk: participant for participant in found.participants.all()}
    at = Addresses.of(request)
    for turn in part.rows:
        # Those of the interview carry their names.
        turn.interview, turn.participant = found, participants.get(turn.participant_id)
    items = [schemas.Turn.of(turn, at) for turn in part.rows]
    return schemas.TurnPage(items=items, next=part.next, previous=part.previous)


def with_mentions(turns: models.turn.TurnQuerySet) -> models.turn.TurnQuerySet:
    """Turns with the names in them that readers see."""
    return turns.prefetch_related(
        Prefetch("mentions", queryset=models.Mention.objects.visible().with_entities())
    )
