"""Outlets: who published the interviews."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from interviews.models import Outlet

from . import schemas
from .addresses import Addresses
from .merged import moved
from .named import NamedParameters, page_of
from .parameters import Number, Parameters

router = Router(tags=["outlets"])


@router.get(
    "/outlets",
    response=schemas.OutletPage,
    url_name="outlets",
    operation_id="list_outlets",
    summary=_("List of outlets"),
    description=_("Everybody who published an interview of the archive, by number."),
)
def outlet_list(
    request: HttpRequest, response: HttpResponse, parameters: Query[NamedParameters]
) -> schemas.OutletPage:
    rows = Outlet.objects.public()
    return schemas.OutletPage(**page_of(request, response, rows, schemas.Outlet, parameters))


@router.get(
    "/outlets/{id}",
    response=schemas.Outlet,
    url_name="outlet",
    operation_id="get_outlet",
    summary=_("One outlet"),
    description=_("An old number leads to the present one."),
)
def outlet(
    request: HttpRequest, id: Path[Number], parameters: Query[Parameters]
) -> schemas.Outlet | HttpResponse:
    rows = Outlet.objects.with_names().with_interview_counts()
    found = rows.filter(pk__in=Outlet.objects.public().filter(pk=id)).first()
    return schemas.Outlet.of(found, Addresses.of(request)) if found else moved(request, Outlet, id)
