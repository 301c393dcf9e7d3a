"""Atom and RSS: what is new in the archive, of an outlet, a speaker, a topic, about somebody, in any search.

A feed of interviews has the latest of them; a feed of passages has the latest answers and questions that
name somebody, or that a search finds. It holds what the page of the same subject shows, newest first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.urls.converters import StringConverter
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc3339_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interviews.exports.linked_data import shortened
from interviews.models import (
    Entity,
    Interview,
    InterviewQuerySet,
    MergedEntity,
    Outlet,
    Participant,
    Speaker,
    Topic,
    Turn,
)
from interviews.search.results import address
from interviews.search.results.run import newest
from interviews.search.results.snippets import passage
from interviews.templatetags.passages import direction, paragraphs

MOST_ITEMS = 50

# Characters of a passage; its link leads to the rest.
LONGEST_QUESTION = 300
LONGEST_TEXT = 1_500
LONGEST_TITLE = 120

# What no XML of version 1.0 can hold, however it is written.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


# --- The two formats ----------------------------------------------------------------------------


class _Generator:
    """What both formats of the archive have in common: texts that are XML, and dates that are true."""

    items: list[dict[str, Any]]

    def __init__(self, **values: Any) -> None:
        super().__init__(**{name: _as_xml(value) for name, value in values.items()})

    def add_item(self, **values: Any) -> None:
        super().add_item(**{name: _as_xml(value) for name, value in values.items()})  # type: ignore[misc]

    def latest_post_date(self) -> datetime:
        """When the latest of the changes was made.

        Not the latest date of publication, which may lie ahead; and never the present moment, which would
        make of an empty feed another one each time.
        """
        return max((item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))


class AtomFeed(_Generator, Atom1Feed):
    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


class RssFeed(_Generator, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        # RSS itself has a language of the whole feed only, and no word for a change.
        handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))


FORMATS = {"atom": AtomFeed, "rss": RssFeed}


class FeedFormat(StringConverter):
    """The end of a feed's address: ``atom`` or ``rss``."""

    regex = "|".join(FORMATS)


def _as_xml(value: Any) -> Any:
    """A text without what XML cannot hold, and so the texts of a list."""
    if isinstance(value, str):
        return _NOT_XML.sub("", value)
    if isinstance(value, list):
        return [_as_xml(part) for part in value]
    return value


# --- What a feed is of --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is of: its name, its page, and what there is, newest first."""

    title: str
    page: str
    items: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A passage as a feed has it: the turn, and where it answers one, the question."""

    turn: Turn
    question: Turn | None = None


class _Feed(Feed):
    """What feeds of interviews and of passages have in common. Made anew for each request."""

    item_guid_is_permalink = True

    def __init__(self, format: str, subject: Subject, request: HttpRequest) -> None:
        self.feed_type = FORMATS[format]
        self.subject = subject
        self.request = request

    def title(self) -> str:
        name = _("Interview archive")
        return f"{self.subject.title} | {name}" if self.subject.title else name

    def description(self) -> str:
        return self.title()

    def link(self) -> str:
        return self.subject.page

    def feed_url(self) -> str:
        return self.request.get_full_path()

    def feed_guid(self) -> str:
        return self.request.build_absolute_uri()

    def author_name(self) -> str:
        return _("Interview archive")

    def items(self) -> Sequence[Any]:
        return self.subject.items

    def interview_of(self, item: Any) -> Interview:
        """The interview that an item is, or stands in."""
        raise NotImplementedError

    def item_pubdate(self, item: Any) -> datetime | None:
        day = self.interview_of(item).published_on
        # At noon of UTC it is the same day nearly everywhere; and old local times have no offset in minutes.
        return datetime.combine(day, time(12), UTC) if day else None

    def item_updateddate(self, item: Any) -> datetime:
        return self.interview_of(item).changed_at

    def item_categories(self, item: Any) -> list[str]:
        return [topic.name for topic in self.interview_of(item).topics.all()]

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        return {"language": self.interview_of(item).language}

    def by_number(self, interview: Interview) -> str:
        """The address of an interview that no other title changes."""
        return self.request.build_absolute_uri(reverse("interview-by-number", args=[interview.pk]))


class InterviewFeed(_Feed):
    def interview_of(self, item: Interview) -> Interview:
        return item

    def item_title(self, item: Interview) -> str:
        return item.title

    def item_description(self, item: Interview) -> str:
        comma = ", " if item.language == "en" else "، "
        guests = "\n".join(
            comma.join(filter(None, [_name(guest, item), guest.office])) for guest in item.guests
        )
        return _in_language(item, format_html("{}{}", paragraphs(guests), paragraphs(item.lead)))

    def item_guid(self, item: Interview) -> str:
        return self.by_number(item)

    def item_author_name(self, item: Interview) -> str | None:
        return item.outlet.entity.name_in(item.language) if item.outlet else None


class PassageFeed(_Feed):
    def interview_of(self, item: Said) -> Interview:
        return item.turn.interview

    def item_title(self, item: Said) -> str:
        said = shortened(item.turn.text, LONGEST_TITLE)
        speaker = self.item_author_name(item)
        return f"{speaker}: {said}" if speaker else said

    def item_description(self, item: Said) -> str:
        question = shortened(item.question.text, LONGEST_QUESTION) if item.question else ""
        asked = format_html("<p><strong>{}</strong></p>", question) if question else ""
        said = paragraphs(_beginning(item.turn.text))
        source = format_html("<p><cite>{}</cite></p>", item.turn.interview.title)
        return _in_language(item.turn.interview, format_html("{}{}{}", asked, said, source))

    def item_link(self, item: Said) -> str:
        return item.turn.get_absolute_url()

    def item_guid(self, item: Said) -> str:
        return f"{self.by_number(item.turn.interview)}#{item.turn.fragment}"

    def item_author_name(self, item: Said) -> str | None:
        participant = item.turn.participant
        return _name(participant, item.turn.interview) if participant else None


def _name(participant: Participant, interview: Interview) -> str:
    """The name in the language of the interview; as printed, where it is not certain who that is."""
    speaker = participant.speaker
    return speaker.entity.name_in(interview.language) if speaker else participant.label


def _beginning(text: str) -> str:
    """A text with its paragraphs, cut between words when it is long."""
    return "".join(piece.text for piece in passage(text, [], LONGEST_TEXT))


def _in_language(interview: Interview, html: SafeString) -> str:
    """HTML that says its language and direction wherever it is shown."""
    language = interview.language
    return format_html('<div lang="{}" dir="{}">{}</div>', language, direction(language), html)


# --- The feeds ----------------------------------------------------------------------------------


@require_safe
def latest(request: HttpRequest, format: str) -> HttpResponse:
    """The latest interviews."""
    return _interviews(request, format, "", reverse("home"), Interview.objects.all())


@require_safe
def outlet(request: HttpRequest, format: str, pk: int) -> HttpResponse:
    return _of_bearer(request, format, Outlet, pk, "feed-outlet", "outlet")


@require_safe
def speaker(request: HttpRequest, format: str, pk: int) -> HttpResponse:
    return _of_bearer(request, format, Speaker, pk, "feed-speaker", "participants__speaker")


@require_safe
def topic(request: HttpRequest, format: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Topic.objects.public(), pk=pk)
    return _interviews(request, format, found.name, found.get_absolute_url(), found.interviews.all())


@require_safe
def entity(request: HttpRequest, format: str, pk: int) -> HttpResponse:
    """The latest passages that name somebody or something."""
    public = Entity.objects.public().with_names()
    found = public.filter(pk=pk).first()
    if found is None:
        merged = get_object_or_404(MergedEntity, number=pk, entity__in=Entity.objects.public())
        return _moved(request, "feed-entity", merged.entity_id, format)
    naming = Turn.objects.published().naming(found).latest_first()
    # Of thousands of passages only these are read.
    numbers = list(naming.values_list("pk", flat=True)[:MOST_ITEMS])
    turns = Turn.objects.for_results().prefetch_related("interview__topics").in_bulk(numbers)
    passages = _with_questions([turns[number] for number in numbers if number in turns])
    subject = Subject(found.name, found.get_absolute_url(), passages)
    return PassageFeed(format, subject, request)(request)


@require_safe
def search(request: HttpRequest, format: str) -> HttpResponse:
    """What any search finds, whatever its order on the page: the address has the same query string.

    A query that says nothing gives a feed without items, as it gives a page without results.
    """
    asked = address.read(request.GET)
    passages = [Said(found.turn, found.question) for found in newest(asked, MOST_ITEMS)]
    page = reverse("search") + address.address(asked, sort="newest")
    title = f"{asked.text} | {_('Search')}" if asked.text else _("Search")
    return PassageFeed(format, Subject(title, page, passages), request)(request)


def _interviews(
    request: HttpRequest, format: str, title: str, page: str, interviews: InterviewQuerySet
) -> HttpResponse:
    shown = list(interviews.published().latest_first().for_listing()[:MOST_ITEMS])
    return InterviewFeed(format, Subject(title, page, shown), request)(request)


def _of_bearer(
    request: HttpRequest, format: str, model: Any, pk: int, name: str, leads_to: str
) -> HttpResponse:
    """The interviews of an outlet or with a speaker. The old number of one that was merged leads on."""
    public = model.objects.public().with_names()
    found = public.filter(pk=pk).first()
    if found is None:
        return _moved(request, name, get_object_or_404(public, merged=pk).pk, format)
    interviews = Interview.objects.filter(**{leads_to: found})
    return _interviews(request, format, found.name, found.get_absolute_url(), interviews)


def _moved(request: HttpRequest, name: str, pk: int, format: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse(name, args=[pk, format]) + (f"?{query}" if query else ""))


def _with_questions(turns: list[Turn]) -> list[Said]:
    """The turns, an answer with the first question that it answers."""
    answers = [turn for turn in turns if turn.kind == Turn.Kind.ANSWER]
    questions: dict[tuple[int, int | None], Turn] = {}
    for question in Turn.objects.questions_of(answers):
        questions.setdefault((question.interview_id, question.exchange), question)
    asked = {turn.pk: questions.get((turn.interview_id, turn.exchange)) for turn in answers}
    return [Said(turn, asked.get(turn.pk)) for turn in turns]
