"""Speakers: the list, and one of them with the offices held."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from interviews.models import Entity, Interview, Participant, Speaker

from . import schemas
from .addresses import Addresses
from .merged import moved
from .named import NamedParameters, page_of
from .parameters import Number, Parameters

router = Router(tags=["speakers"])


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
    rows = Speaker.objects.public()
    return schemas.SpeakerPage(**page_of(request, response, rows, schemas.SpeakerSummary, parameters))


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
