"""A person who talks in the archive, and the list of all."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.models import Interview, Participant, Speaker, Turn

from .paging import paginate, redirect_to_canonical


@require_safe
def speaker_list(request: HttpRequest) -> HttpResponse:
    speakers = Speaker.objects.public().with_names().with_interview_counts()
    return render(
        request,
        "speakers.html",
        {"page": paginate(request, speakers.order_by("-interview_count", "pk"), size=60)},
    )


@require_safe
def speaker(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    public = Speaker.objects.public().with_names()
    # An old address of one that was merged leads on.
    found = public.filter(pk=pk).first() or get_object_or_404(public, merged=pk)
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    interviews = (
        Interview.objects.published().filter(participants__speaker=found).latest_first().for_listing()
    )
    offices = (
        Participant.objects.filter(speaker=found, interview__in=Interview.objects.published())
        .exclude(office="")
        .select_related("interview")
        .order_by("interview__published_on")
    )
    turns = Turn.objects.published().filter(participant__speaker=found)
    return render(
        request,
        "speaker.html",
        {
            "speaker": found,
            "page": paginate(request, interviews),
            "offices": offices,
            "turn_counts": dict(turns.values_list("kind").annotate(count=Count("pk")).order_by()),
        },
    )
