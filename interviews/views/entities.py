"""A person, organisation, place or event, and every passage that names it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.models import Entity, Mention, Turn
from interviews.search.results.snippets import Piece, passage

from .paging import paginate, redirect_to_canonical


@require_safe
def entity(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    found = get_object_or_404(Entity.objects.public().with_names(), pk=pk)
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    turns = Turn.objects.published().naming(found).latest_first().for_results()
    page = paginate(request, turns)
    places: dict[int, list[tuple[int, int]]] = {}
    for mention in Mention.objects.visible().filter(entity=found, turn__in=[turn.pk for turn in page]):
        places.setdefault(mention.turn_id, []).append((mention.start, mention.end))
    passages: list[tuple[Turn, list[Piece]]] = [
        (turn, passage(turn.text, sorted(places.get(turn.pk, ())))) for turn in page
    ]
    return render(
        request,
        "entity.html",
        {
            "entity": found,
            "page": page,
            "passages": passages,
            "interview_count": turns.order_by().values("interview").distinct().count(),
        },
    )
