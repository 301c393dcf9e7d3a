"""Speakers: the list, and one of them with the offices held."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router

from interviews.models import Entity, Interview, Participant, Speaker

from . import schemas
from .addresses import Addresses
from .cursors import Key, part_of
from .merged import moved
from .parameters import Number, PageParameters, Parameters, Text

router = Router(tags=["speakers"])

BY_NUMBER = (Key("pk"),)


class NamedParameters(PageParameters):
    """A list of those who are called by names."""

    name: Text | None = Field(None, description=_("Only those of this name, in any spelling and language."))


@router.get(
    "/speakers",
    response=schemas.SpeakerPage,
    url_name="speakers",
    operation_id="list_speakers",
    summary=_("List of speakers"),
    description=_("Everybody who takes part in a public interview, by number."),
)
def speaker_list(
    request: HttpRequest, response: HttpResponse, parameters: Query[NamedParameters]
) -> schemas.SpeakerPage:
    speakers = Speaker.objects.public()
    if parameters.name is not None:
        speakers = speakers.named(parameters.name)
    part = part_of(request, response, speakers, BY_NUMBER, parameters.limit)
    # Counted for this page only, not for everybody.
    counted = Speaker.objects.with_names().with_interview_counts().in_bulk([row.pk for row in part.rows])
    at = Addresses.of(request)
    items = [schemas.SpeakerSummary.of(counted[row.pk], at) for row in part.rows]
    return schemas.SpeakerPage(items=items, next=part.next, previous=part.previous)


@router.get(
    "/speakers/{id}",
    response=schemas.Speaker,
    url_name="speaker",
    operation_id="get_speaker",
    summary=_("One speaker"),
    description=_(
        "With the offices as they stood in the interviews. An old number leads to the present one."
    ),
)
def speaker(
    request: HttpRequest, id: Path[Number], parameters: Query[Parameters]
) -> schemas.Speaker | HttpResponse:
    rows = Speaker.objects.with_names().with_interview_counts()
    found = rows.filter(pk__in=Speaker.objects.public().filter(pk=id)).first()
    if found is None:
        return moved(request, Speaker, id)
    held = Participant.objects.filter(speaker=found, interview__in=Interview.objects.published())
    held = held.exclude(office="").select_related("interview")
    at = Addresses.of(request)
    is_named = Entity.objects.public().filter(pk=found.entity_id).exists()
    return schemas.Speaker(
        **schemas.SpeakerSummary.of(found, at).model_dump(),
        biography=found.biography,
        picture=request.build_absolute_uri(found.picture.url) if found.picture else None,
        entity_ref=schemas.EntityReference.to(found.entity, at) if is_named else None,
        offices=[
            schemas.Office(
                office=one.office,
                published_on=one.interview.published_on,
                interview=schemas.Reference.to(one.interview, at),
            )
            for one in held.order_by(F("interview__published_on").asc(nulls_last=True), "interview_id")
        ],
    )
