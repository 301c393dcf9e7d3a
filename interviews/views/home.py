"""The home page: what the archive is, the search box, the latest interviews."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.models import Interview, Outlet, Speaker, Turn

LATEST = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    published = Interview.objects.published()
    return render(
        request,
        "home.html",
        {
            "latest": published.latest_first().for_listing()[:LATEST],
            "interview_count": published.count(),
            "turn_count": Turn.objects.published().count(),
            "outlets": Outlet.objects.public().with_names().with_interview_counts(),
            "speakers": Speaker.objects.public()
            .with_names()
            .with_interview_counts()
            .order_by("-interview_count", "pk")[:12],
        },
    )
