"""A person who talks in the archive, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from interviews.models import (
    Entity,
    Interview,
    Mention,
    Participant,
    Speaker,
    Turn,
    name_key,
    read_names,
    read_names_of,
)
from interviews.search.language.tree import And, Filter
from interviews.search.results import address
from interviews.search.results.run import SearchRequest, outline

from .counted import Counted, counted_entities, counted_topics, search_address, year_columns
from .paging import paginate, redirect_to_canonical

# So many of each kind of what they speak of are shown, of so many that are counted.
MOST_OF_KIND, MOST_COUNTED = 8, 80
MOST_TOPICS, MOST_ASKED = 8, 10

KIND_HEADINGS: dict[str, Any] = {
    Entity.Kind.PERSON: _("People"),
    Entity.Kind.ORGANISATION: _("Organisations"),
    Entity.Kind.PLACE: _("Places"),
    Entity.Kind.EVENT: _("Events"),
}

# Interviews of one office that are shown with it.
MOST_OF_OFFICE = 6


@dataclass(slots=True)
class Office:
    """An office as the interviews name it, with those interviews, the earliest first."""

    text: str
    interviews: list[Interview] = field(default_factory=list)

    @property
    def first_day(self) -> date | None:
        return next((one.published_on for one in self.interviews if one.published_on), None)

    @property
    def last_day(self) -> date | None:
        days = [one.published_on for one in self.interviews if one.published_on]
        return days[-1] if days else None

    @property
    def shown(self) -> list[Interview]:
        return self.interviews[-MOST_OF_OFFICE:]


@require_safe
def speaker_list(request: HttpRequest) -> HttpResponse:
    speakers = Speaker.objects.all().with_names().most_interviews_first()
    return render(
        request,
        "speakers.html",
        {"page": paginate(request, speakers, size=60)},
    )


@require_safe
def speaker(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    public = Speaker.objects.public().select_related("entity")
    # An old address of one that was merged leads on.
    found = public.filter(pk=pk).first() or public.filter(merged=pk).first()
    if found is None:
        raise Http404
    taking_part = list(
        Participant.objects.filter(speaker=found, interview__in=Interview.objects.published())
        .select_related("interview")
        .only("role", "office", "interview__title", "interview__published_on", "interview__language")
        .order_by(F("interview__published_on").asc(nulls_first=True), "interview_id")
    )
    asked = SearchRequest(chosen={"speaker": (str(found.pk),)}, part="answers", sort="newest")
    numbers = outline(
        And(
            (
                Filter("speaker", "in", frozenset({str(found.pk)})),
                Filter("kind", "in", frozenset({Turn.Kind.ANSWER.value})),
            )
        ),
        {"entities": MOST_COUNTED, "topics": MOST_TOPICS},
    )
    put = _put_to(found)
    # Together with those who are named in questions: one query less.
    said = dict(numbers.counts.get("entities", ()))
    counts = {"entities": [*said.items(), *((str(pk), 0) for pk in put if str(pk) not in said)]}
    entities = {item.what.pk: item for item in counted_entities(counts, asked)["entities"]}
    value = request.GET.get("asked", "")
    about = entities[int(value)].what if address.is_number(value) and int(value) in put else None
    if about:
        page = _questions(request, found, about)
        read_names([found.entity, *(item.what for item in entities.values())])
    else:
        page = _interviews(request, taking_part)
        read_names_of(page.object_list, found.entity, *(item.what for item in entities.values()))
    # Only now: its name is read with all others.
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    offices = _offices(taking_part)
    return render(
        request,
        "speaker.html",
        {
            "speaker": found,
            "interview_count": len(taking_part),
            "page": page,
            "asked_about": about,
            "keep": f"asked={about.pk}" if about else "",
            "offices": offices,
            "office": next((one.office for one in reversed(taking_part) if one.office), ""),
            "answer_count": numbers.total,
            "years": year_columns(numbers, asked),
            "named": _by_kind(item for item in entities.values() if item.what.pk != found.entity_id),
            "topics": counted_topics(numbers.counts, asked),
            "put": [
                Counted(entities[pk].what, count, f"?asked={pk}#interviews")
                for pk, count in put.items()
                if pk in entities
            ],
            "search": search_address(asked),
        },
    )


def _put_to(speaker: Speaker) -> dict[int, int]:
    """The entities that the questions they answered name most, each with the number of those questions."""
    questions = Turn.objects.published().put_to(speaker)
    return dict(Mention.objects.visible().filter(turn__in=questions).most_named()[:MOST_ASKED])


def _interviews(request: HttpRequest, taking_part: Sequence[Participant]) -> Page[Any]:
    """A page of their interviews, the latest first, each with their part in it (``part``)."""
    by_interview = {one.interview_id: one for one in taking_part}
    page = paginate(request, [*reversed(by_interview)])
    interviews = Interview.objects.for_cards().in_bulk(page.object_list)
    page.object_list = [interviews[number] for number in page.object_list if number in interviews]
    for interview in page.object_list:
        interview.part = by_interview[interview.pk]
    return page


def _questions(request: HttpRequest, speaker: Speaker, entity: Entity) -> Page[Any]:
    """A page of the questions they answered that name somebody or something, the latest first."""
    questions = Turn.objects.published().put_to(speaker).naming(entity).latest_first()
    return paginate(request, questions.select_related("interview"))


def _offices(taking_part: Sequence[Participant]) -> list[Office]:
    """The offices as the interviews name them, each once, the one that was held last first."""
    offices: dict[str, Office] = {}
    for one in taking_part:
        text = " ".join(one.office.split())
        if text:
            key = name_key(text)
            # Held again, it comes anew to the end of the order of time; the latest wording is shown.
            office = offices.pop(key, Office(text))
            office.text = text
            office.interviews.append(one.interview)
            offices[key] = office
    return [*reversed(offices.values())]


def _by_kind(counted: Iterable[Counted]) -> list[tuple[str, list[Counted]]]:
    """What they name, by kind, in the order of the kinds; what only questions name is left out."""
    counted = [item for item in counted if item.count]
    by_kind = [
        (label, [item for item in counted if item.what.kind == kind][:MOST_OF_KIND])
        for kind, label in KIND_HEADINGS.items()
    ]
    return [(label, items) for label, items in by_kind if items]
