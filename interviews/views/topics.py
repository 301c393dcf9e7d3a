"""What interviews are about: one topic, and the list of all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.models import Interview, Topic, read_names_of

from .paging import paginate, redirect_to_canonical

# Topics that are shown beside one.
MOST_BESIDE = 8


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    topics = Topic.objects.all().most_interviews_first()
    return render(request, "topics.html", {"page": paginate(request, topics, size=100)})


@require_safe
def topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    found = get_object_or_404(Topic.objects.public(), pk=pk)
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    interviews = Interview.objects.published().filter(topics=found)
    page = paginate(request, interviews.latest_first().for_cards())
    read_names_of(page.object_list)
    return render(
        request, "topic.html", {"topic": found, "page": page, "beside": found.often_with()[:MOST_BESIDE]}
    )
