"""Entities: the persons, organisations, places and events that the interviews name."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router

from interviews.models import Entity, Mention, Outlet, Speaker

from . import schemas
from .addresses import Addresses
from .cursors import part_of
from .merged import moved
from .named import BY_NUMBER, NamedParameters
from .parameters import Kind, Number, Parameters

router = Router(tags=["entities"])


class EntityParameters(NamedParameters):
    kind: Kind | None = Field(None, description=_("Only those of this kind."))


@router.get(
    "/entities",
    response=schemas.EntityPage,
    url_name="entities",
    operation_id="list_entities",
    summary=_("List of entities"),
    description=_("The persons, organisations, places and events that public interviews name, by number."),
)
def entity_list(
    request: HttpRequest, response: HttpResponse, parameters: Query[EntityParameters]
) -> schemas.EntityPage:
    entities = Entity.objects.public().with_names()
    if parameters.kind:
        entities = entities.filter(kind=parameters.kind)
    if parameters.name is not None:
        entities = entities.named(parameters.name)
    part = part_of(request, response, entities, BY_NUMBER, parameters.limit)
    at = Addresses.of(request)
    items = [schemas.EntitySummary.of(row, at) for row in part.rows]
    return schemas.EntityPage(items=items, next=part.next, previous=part.previous)


@router.get(
    "/entities/{id}",
    response=schemas.Entity,
    url_name="entity",
    operation_id="get_entity",
    summary=_("One entity"),
    description=_("With all names and titles. An old number leads to the present one."),
)
def entity(
    request: HttpRequest, id: Path[Number], parameters: Query[Parameters]
) -> schemas.Entity | HttpResponse:
    found = Entity.objects.public().with_names().prefetch_related("titles").filter(pk=id).first()
    if found is None:
        return moved(request, Entity, id)
    # The page of who takes part in no public interview is not there.
    speaker = Speaker.objects.public().with_names().filter(entity=found).first()
    outlet = Outlet.objects.public().with_names().filter(entity=found).first()
    naming = Mention.objects.visible().in_published().filter(entity=found)
    at = Addresses.of(request)
    return schemas.Entity(
        **schemas.EntitySummary.of(found, at).model_dump(),
        titles=[
            schemas.Title(text=one.text, language=one.language, kind=one.kind) for one in found.titles.all()
        ],
        speaker=schemas.Reference.to(speaker, at) if speaker else None,
        outlet=schemas.Reference.to(outlet, at) if outlet else None,
        **naming.aggregate(
            interview_count=Count("turn__interview", distinct=True), turn_count=Count("turn", distinct=True)
        ),
    )
