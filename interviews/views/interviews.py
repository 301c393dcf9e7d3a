"""An interview as questions and answers, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from interviews.models import Entity, Interview, InterviewQuerySet, Participant, Turn, read_names_of
from interviews.search.indexing.outbox import hidden_interviews
from interviews.search.language.parsing import parse
from interviews.search.results import address
from interviews.search.results.related import Related, related_interviews
from interviews.search.results.run import understood
from interviews.search.results.snippets import Highlighter
from interviews.templatetags.passages import NamedPlace, NameTags

from .linked_words import mark_linked_words
from .name_cards import name_cards
from .paging import paginate, redirect_to_canonical
from .reading import contents, guests_first, minutes_to_read, turns_to_label

# Characters of a query above an interview in which its words are marked.
LONGEST_QUERY = 80


@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Interview.objects.published().latest_first().for_cards())
    read_names_of(page.object_list)
    return render(request, "interviews.html", {"page": page})


def readable(request: HttpRequest) -> InterviewQuerySet:
    """What this visitor may read: an editor sees an interview's page before the public does."""
    if request.user.has_perm("interviews.view_interview"):
        return Interview.objects.all()
    return Interview.objects.published()


@require_safe
def interview(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    found = get_object_or_404(readable(request).for_page(), pk=pk)
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    participants = guests_first(found.participants.all())
    by_pk = {participant.pk: participant for participant in participants}
    turns = list(found.turns.all())
    for turn in turns:
        # The participants of this page carry their names; the turn's own copy would ask for them.
        turn.participant = by_pk.get(turn.participant_id)
    entities: dict[int, Entity] = {}
    for turn in turns:
        for mention in turn.named:
            # One object for each entity, which is given its names.
            mention.entity = entities.setdefault(mention.entity_id, mention.entity)
    around = _names_around(found, entities)
    hidden = hidden_interviews()
    related = _related(found, participants, turns, hidden)
    outlets = [one.interview.outlet.entity for one in related if one.interview.outlet]
    read_names_of([found], *outlets, *entities.values())
    kinds = {entity.kind for entity in entities.values()}
    sought = address.read(request.GET)
    language = get_language()
    if sought.text:
        highlighter = Highlighter(understood(parse(sought.text), sought)[0])
        for turn in turns:
            named = [(mention.entity_id, mention.start, mention.end) for mention in turn.named]
            turn.found = highlighter.ranges(turn.text, named)
    linked = mark_linked_words(request.GET.get("words", ""), found, turns)
    return render(
        request,
        "interview.html",
        {
            "interview": found,
            "is_public": found.is_public(),
            "participants": participants,
            "turns": turns,
            # The address of a quotation but for the turn's key: asked for once, not for every turn.
            "quote_start": reverse("quote", args=["-"]).removesuffix("-/"),
            "labelled": turns_to_label(turns),
            # That of the words beside the text, where it is not the text's.
            "labels_language": "" if language == found.language else language,
            "contents": contents(turns, found.language),
            "minutes": minutes_to_read(found, turns),
            "around": around,
            "name_tags": NameTags(name_cards(entities.values(), hidden)),
            "named": entities.values(),
            "related": related,
            "linked": linked,
            "name_kinds": [(kind, label) for kind, label in Entity.Kind.choices if kind in kinds],
            "sought": _quoted(sought.text) if any(getattr(turn, "found", ()) for turn in turns) else "",
        },
    )


def _related(
    interview: Interview, participants: Sequence[Participant], turns: Sequence[Turn], hidden: Sequence[int]
) -> list[Related]:
    """What to read next, beside an interview that the public can read; names are still to be read."""
    if not interview.is_public():
        return []
    named = [mention.entity for turn in turns for mention in turn.named]
    return related_interviews(interview, participants, named, interview.topics.all(), hidden)


def _names_around(interview: Interview, entities: dict[int, Entity]) -> dict[str, list[NamedPlace]]:
    """The names in lead and closing; ``entities``, those of the turns, get those that only stand there.

    What no turn of the public archive names has no page to lead to.
    """
    places = interview.names_around
    wanted = {entity for part in places.values() for *_place, entity in part} - entities.keys()
    if wanted:
        entities |= Entity.objects.public().in_bulk(wanted)
    return {
        part: [NamedPlace(start, end, entities[pk]) for start, end, pk in found if pk in entities]
        for part, found in places.items()
    }


def _quoted(query: str) -> SafeString:
    """A query to be shown within a sentence, whose direction it must not change, nor fill the page."""
    return format_html("<bdi>{}</bdi>", Truncator(query).chars(LONGEST_QUERY))
