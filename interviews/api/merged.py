"""Old numbers of what was merged: their addresses lead on."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from interviews.models import Entity, MergedEntity, MergedOutlet, MergedSpeaker, Outlet, Speaker

from .addresses import Addresses

_MERGED: dict[type[Model], tuple[Any, str]] = {
    Speaker: (MergedSpeaker, "speaker"),
    Outlet: (MergedOutlet, "outlet"),
    Entity: (MergedEntity, "entity"),
}


def present_number(model: type[Any], number: int) -> int:
    """The number under which the row of this old or present number is known now."""
    merged, name = _MERGED[model]
    new = merged.objects.filter(number=number).values_list(f"{name}_id", flat=True).first()
    return number if new is None else new


def moved(request: HttpRequest, model: type[Any], number: int) -> HttpResponse:
    """Leads from the old number to the new one. Raises ``Http404`` when there is none that is public."""
    new = present_number(model, number)
    if new == number or not model.objects.public().filter(pk=new).exists():
        raise Http404
    address = Addresses.of(request).api(_MERGED[model][1], new)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponse(status=308)
    response["Location"] = f"{address}?{query}" if query else address
    # It would say that the empty body is a page.
    del response["Content-Type"]
    return response
