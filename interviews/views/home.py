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
    outlets, speakers = _most(Outlet.objects.public()), _most(Speaker.objects.public())
    read_names_of(latest, *(bearer.entity for bearer in (*outlets, *speakers)))
    topics = Topic.objects.public().with_interview_counts()
    return render(
        request,
        "home.html",
        {
            "latest": latest,
            "interview_count": sum(months.values()) + undated,
            "turn_count": Turn.objects.published().count(),
            "outlets": outlets,
            "speakers": speakers,
            "topics": topics.order_by("-interview_count", "name")[:MOST],
            "years": years.items(),
            "undated_count": undated,
        },
    )


def _most(bearers: Any) -> list[Any]:
    """Those with the most interviews, their names not read yet."""
    counted = bearers.select_related("entity").with_interview_counts()
    return list(counted.order_by("-interview_count", "pk")[:MOST])
