"""Topics: what the interviews are about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from interviews.models import Topic

from . import schemas
from .addresses import Addresses
from .cursors import part_of
from .named import BY_NUMBER
from .parameters import Number, PageParameters, Parameters

router = Router(tags=["topics"])


@router.get(
    "/topics",
    response=schemas.TopicPage,
    url_name="topics",
    operation_id="list_topics",
    summary=_("List of topics"),
    description=_("Everything that public interviews are about, by number."),
)
def topic_list(
    request: HttpRequest, response: HttpResponse, parameters: Query[PageParameters]
) -> schemas.TopicPage:
    # Without their usual order by name, which may change.
    part = part_of(request, response, Topic.objects.public(), BY_NUMBER, parameters.limit)
    # Counted for this page only, not for all.
    counted = Topic.objects.with_interview_counts().in_bulk([row.pk for row in part.rows])
    at = Addresses.of(request)
    items = [schemas.Topic.of(counted[row.pk], at) for row in part.rows if row.pk in counted]
    return schemas.TopicPage(items=items, next=part.next, previous=part.previous)


@router.get(
    "/topics/{id}",
    response=schemas.Topic,
    url_name="topic",
    operation_id="get_topic",
    summary=_("One topic"),
    description=_("With the number of interviews and the way to their list."),
)
def topic(request: HttpRequest, id: Path[Number], parameters: Query[Parameters]) -> schemas.Topic:
    rows = Topic.objects.with_interview_counts().filter(pk__in=Topic.objects.public())
    return schemas.Topic.of(get_object_or_404(rows, pk=id), Addresses.of(request))
