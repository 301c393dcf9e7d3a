"""A person who talks in the archive, and the list of all."""

from __future__ import annotations

from collections import Counter
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
    Participant,
    Speaker,
    Turn,
    name_key,
    read_names,
    read_names_of,
)
from interviews.search.language.tree import And, Filter
from interviews.search.results import address
from interviews.search.results.repeated_questions import (
    PutQuestion,
    RepeatedQuestion,
    questions_put_to,
    repeated_questions,
)
from interviews.search.results.run import SearchRequest, outline

from .counted import Counted, counted_entities, counted_topics, search_address, year_columns
from .others_asked import MOST_ANSWERS, answers_by_exchange, exchange_of
from .paging import page_number, paginate, redirect_to_canonical

# So many of each kind of what they speak of are shown, of so many that are counted.
MOST_OF_KIND, MOST_COUNTED = 8, 80
MOST_TOPICS, MOST_ASKED, MOST_REPEATED = 8, 10, 5

KIND_HEADINGS: dict[str, Any] = {
    Entity.Kind.PERSON: _("People"),
    Entity.Kind.ORGANISATION: _("Organisations"),
    Entity.Kind.PLACE: _("Places"),
    Entity.Kind.EVENT: _("Events"),
}

# Interviews of one office, or of one question, that are shown with it.
MOST_OCCASIONS = 6


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
        return self.interviews[-MOST_OCCASIONS:]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A question as it was put, the address of all its wordings with their answers, and when it was put."""

    question: PutQuestion
    interview: Interview
    url: str
    interview_count: int
    #: The latest interviews, the earliest of them first, each with the address of the question there.
    occasions: list[tuple[Interview, str]]


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
    questions = questions_put_to(found)
    put = _asked_about(questions)
    # Together with those who are named in questions: one query less.
    said = dict(numbers.counts.get("entities", ()))
    counts = {"entities": [*said.items(), *((str(pk), 0) for pk in put if str(pk) not in said)]}
    entities = {item.what.pk: item for item in counted_entities(counts, asked)["entities"]}
    value = request.GET.get("asked", "")
    about = entities[int(value)].what if address.is_number(value) and int(value) in put else None
    key = request.GET.get("repeated", "")
    repeated: list[RepeatedQuestion] = []
    # Further pages of interviews are about these alone.
    if not about and (key or page_number(request) == 1):
        repeated = repeated_questions(questions)
    again = next((group for group in repeated if key in group.keys), None)
    if about or again:
        shown = again.questions if again else [one for one in questions if about.pk in one.entities]
        page = _questions(request, found, shown)
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
            "asked_again": again,
            "keep": f"asked={about.pk}" if about else f"repeated={key}" if again else "",
            "repeated": [] if again else _asked_again(repeated[:MOST_REPEATED], taking_part),
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


def _asked_about(questions: Iterable[PutQuestion]) -> dict[int, int]:
    """The entities that the questions name most, each with the number of those questions."""
    counts = Counter(entity for question in questions for entity in question.entities)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_ASKED])


def _asked_again(
    repeated: Iterable[RepeatedQuestion], taking_part: Iterable[Participant]
) -> list[AskedAgain]:
    interviews = {one.interview_id: one.interview for one in taking_part}
    found = []
    for group in repeated:
        # The first of each interview; an interview may have been withdrawn in between.
        first = {
            question.interview_id: question
            for question in reversed(group.questions)
            if question.interview_id in interviews
        }
        occasions = [
            (interviews[number], f"{interviews[number].get_absolute_url()}#{question.fragment}")
            for number, question in first.items()
        ]
        if group.middle.interview_id in first:
            found.append(
                AskedAgain(
                    group.middle,
                    interviews[group.middle.interview_id],
                    f"?repeated={group.middle.key}#interviews",
                    group.interview_count,
                    occasions[-MOST_OCCASIONS:],
                )
            )
    return found


def _interviews(request: HttpRequest, taking_part: Sequence[Participant]) -> Page[Any]:
    """A page of their interviews, the latest first, each with their part in it (``part``)."""
    by_interview = {one.interview_id: one for one in taking_part}
    page = paginate(request, [*reversed(by_interview)])
    interviews = Interview.objects.for_cards().in_bulk(page.object_list)
    page.object_list = [interviews[number] for number in page.object_list if number in interviews]
    for interview in page.object_list:
        interview.part = by_interview[interview.pk]
    return page


def _questions(request: HttpRequest, speaker: Speaker, questions: Iterable[PutQuestion]) -> Page[Any]:
    """A page of questions in their order, each with what they answered (``answers``, ``further``)."""
    page = paginate(request, [question.key for question in questions])
    turns = Turn.objects.published().select_related("interview").in_bulk(page.object_list, field_name="key")
    page.object_list = [turns[key] for key in page.object_list if key in turns]
    theirs = Turn.objects.answers_to(page.object_list).filter(participant__speaker=speaker)
    given = answers_by_exchange(page.object_list, theirs.select_related("participant"))
    for question in page.object_list:
        answers = given.get(exchange_of(question), [])
        question.answers = answers[:MOST_ANSWERS]
        question.further = max(0, len(answers) - MOST_ANSWERS)
    return page


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
