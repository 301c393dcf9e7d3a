"""The home page: what the archive is, the search box, the latest interviews, and the ways in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.models import Interview, Outlet, Speaker, Topic, Turn, read_names_of

LATEST = 6

# Of outlets, speakers and topics so many are shown; the rest is a page away.
MOST = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    published = Interview.objects.published()
    latest = published.latest_first().for_cards()[:LATEST]
    months, undated = published.counts_by_month()
    years: dict[int, int] = {}
    for (year, _month), count in sorted(months.items(), reverse=True):
        years[year] = years.get(year, 0) + count
    outlets, speakers = _most(Outlet.objects.all()), _most(Speaker.objects.all())
    read_names_of(latest, *(bearer.entity for bearer in (*outlets, *speakers)))
    return render(
        request,
        "home.html",
        {
            "latest": latest,
            "interview_count": sum(months.values()) + undated,
            "turn_count": Turn.objects.published().count(),
            "outlets": outlets,
            "speakers": speakers,
            "topics": Topic.objects.all().most_interviews_first()[:MOST],
            "years": years.items(),
            "undated_count": undated,
        },
    )


def _most(bearers: Any) -> list[Any]:
    """Those with the most interviews, their names not read yet."""
    return list(bearers.select_related("entity").most_interviews_first()[:MOST])
