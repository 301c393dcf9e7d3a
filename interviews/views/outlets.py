"""Who published the interviews: one outlet, and the list of all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.models import Interview, Outlet, read_names_of
from interviews.search.language.tree import Filter
from interviews.search.results.run import SearchRequest, outline

from .counted import counted_entities, counted_topics, search_address, year_columns
from .paging import paginate, redirect_to_canonical

# Of those who speak there, of those who are named and of topics, so many are shown.
MOST = 10


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    outlets = Outlet.objects.all().with_names().most_interviews_first()
    return render(
        request,
        "outlets.html",
        {"page": paginate(request, outlets, size=60)},
    )


@require_safe
def outlet(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    public = Outlet.objects.public().select_related("entity")
    # An old address of one that was merged leads on.
    found = public.filter(pk=pk).first() or get_object_or_404(public, merged=pk)
    asked = SearchRequest(chosen={"outlet": (str(found.pk),)}, sort="newest")
    numbers = outline(
        Filter("outlet", "in", frozenset({str(found.pk)})),
        {"speaker": MOST, "entities": MOST, "topics": MOST},
    )
    counted = counted_entities(numbers.counts, asked)
    page = paginate(request, Interview.objects.published().filter(outlet=found).latest_first().for_cards())
    read_names_of(
        page.object_list, found.entity, *(item.what for items in counted.values() for item in items)
    )
    # Only now: its name is read with all others.
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    return render(
        request,
        "outlet.html",
        {
            "outlet": found,
            "page": page,
            "years": year_columns(numbers, asked),
            "speakers": counted["speaker"],
            "named": counted["entities"],
            "topics": counted_topics(numbers.counts, asked),
            "search": search_address(asked),
        },
    )
