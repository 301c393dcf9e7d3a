"""A person, organisation, place or event: every passage that names it, and what those say in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.models import Entity, Mention, MergedEntity, Name, Turn, bearers, read_names
from interviews.search.language.tree import Filter
from interviews.search.results import address
from interviews.search.results.run import PARTS, SearchRequest, outline
from interviews.search.results.snippets import Piece, passage

from .counted import Counted, counted_entities, search_address, year_columns
from .name_cards import latest_office
from .paging import paginate, redirect_to_canonical
from .search_words import PART_LABELS, SORT_LABELS

# Of those who speak of it, of what it is named with, and of its spellings, so many are shown.
MOST = 10

# Characters of a question above its answer.
QUESTION_LENGTH = 160


@require_safe
def entity(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    # An editor follows the names of an interview before the public does.
    is_editor = request.user.has_perm("interviews.view_interview")
    value = request.GET.get("with", "")
    other_pk = int(value) if address.is_number(value) else pk
    entities = Entity.objects.all() if is_editor else Entity.objects.public()
    both = (
        entities.filter(pk__in={pk, other_pk})
        .select_related("speaker", "outlet")
        .annotate(office=Subquery(latest_office(OuterRef("pk"))))
        .in_bulk()
    )
    found = both.get(pk)
    if found is None:
        return _merged(pk)
    chosen = _chosen(request, both.get(other_pk) if other_pk != pk else None)
    turns = Turn.objects.published().naming(found)
    if chosen.part:
        turns = turns.filter(kind=PARTS[chosen.part])
    if chosen.other:
        turns = turns.naming(chosen.other)
    in_order = turns.earliest_first() if chosen.oldest else turns.latest_first()
    # The numbers of all at once: to count them first would take as long, and be a query more.
    page = paginate(request, list(in_order.values_list("pk", "kind", "interview_id", "exchange")))
    shown, questions = _read(page.object_list)
    asked = SearchRequest(chosen={"entities": (str(found.pk),)}, sort="newest")
    numbers = outline(
        Filter("entities", "in", frozenset({str(found.pk)})), {"speaker": MOST, "entities": MOST + 1}
    )
    counted = counted_entities(numbers.counts, asked)
    read_names(
        [*both.values(), *bearers(shown), *(item.what for items in counted.values() for item in items)]
    )
    # Only now: its name is read with all others.
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    return render(
        request,
        "entity.html",
        {
            "entity": found,
            "is_public": not is_editor or Entity.objects.public().filter(pk=found.pk).exists(),
            "names": _names(found),
            "titles": found.titles.all(),
            "office": found.office or "",
            "page": page,
            "passages": _passages([found, *filter(None, [chosen.other])], shown, questions),
            "other": chosen.other,
            "without_other": chosen.address(other=None),
            "parts": [
                (label, chosen.address(part=value), value == chosen.part)
                for value, label in PART_LABELS.items()
            ],
            "orders": [
                (SORT_LABELS[name], chosen.address(oldest=oldest), oldest == chosen.oldest)
                for name, oldest in (("newest", False), ("oldest", True))
            ],
            "keep": chosen.address().removeprefix("?"),
            "numbers": numbers,
            "speakers": counted["speaker"],
            "together": _named_with(found, counted["entities"]),
            "years": year_columns(numbers, asked),
            "spellings": _spellings(found),
            "search": search_address(asked),
        },
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What of the passages is shown and in which order; the address of the page says the same."""

    #: One of ``PARTS``, or "" for all turns.
    part: str
    oldest: bool
    #: Only passages that name this one as well.
    other: Entity | None

    def address(self, **changes: Any) -> str:
        """The address of the page with some changes: ``?in=answers&with=7``."""
        chosen = replace(self, **changes)
        said = {
            "in": chosen.part,
            "sort": "oldest" if chosen.oldest else "",
            "with": chosen.other.pk if chosen.other else "",
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


def _chosen(request: HttpRequest, other: Entity | None) -> _Chosen:
    """What the address asks for; what makes no sense in it is left out."""
    part = request.GET.get("in", "")
    return _Chosen(part if part in PARTS else "", request.GET.get("sort") == "oldest", other)


def _merged(pk: int) -> HttpResponse:
    """The page of the entity into which the one of this number was merged. Raises ``Http404``."""
    merged = MergedEntity.objects.filter(number=pk, entity__in=Entity.objects.public())
    if row := merged.select_related("entity").prefetch_related("entity__names").first():
        return HttpResponsePermanentRedirect(row.entity.get_absolute_url())
    raise Http404


def _names(entity: Entity) -> list[tuple[str, list[Name]]]:
    """Its other names by kind, in the order of the kinds: «also written», abbreviations, former names."""
    others = [name for name in entity.all_names if name.text != entity.name]
    by_kind = [
        (label, [name for name in others if name.kind in kinds])
        for label, kinds in (
            ("also", (Name.Kind.PREFERRED, Name.Kind.VARIANT)),
            ("abbreviations", (Name.Kind.ABBREVIATION,)),
            ("former", (Name.Kind.FORMER,)),
        )
    ]
    return [(label, names) for label, names in by_kind if names]


_Questions = dict[tuple[int, int | None], Turn]


def _read(rows: Sequence[tuple[int, str, int, int | None]]) -> tuple[list[Turn], _Questions]:
    """The turns of these rows (number, kind, interview, exchange) in order, and the answers' questions."""
    exchanges = {
        (interview, exchange)
        for _pk, kind, interview, exchange in rows
        if kind == Turn.Kind.ANSWER and exchange
    }
    numbers = [row[0] for row in rows]
    found = {turn.pk: turn for turn in Turn.objects.with_questions(numbers, exchanges).for_passages()}
    # Of an exchange with two questions the last that was put.
    questions: _Questions = {
        (turn.interview_id, turn.exchange): turn
        for turn in sorted(found.values(), key=lambda turn: turn.position)
        if turn.kind == Turn.Kind.QUESTION
    }
    return [found[number] for number in numbers if number in found], questions


def _passages(
    named: Sequence[Entity], turns: list[Turn], questions: _Questions
) -> list[tuple[Turn, list[Piece], Turn | None, list[Piece]]]:
    """The turns with the words that name the entities marked; an answer with the question it answers."""
    shown = [*turns, *questions.values()]
    places: dict[int, list[tuple[int, int]]] = {}
    mentions = Mention.objects.visible().filter(entity__in=named, turn__in=[turn.pk for turn in shown])
    for mention in mentions.order_by("start"):
        places.setdefault(mention.turn_id, []).append((mention.start, mention.end))
    found = []
    for turn in turns:
        is_answer = turn.kind == Turn.Kind.ANSWER and turn.exchange
        question = questions.get((turn.interview_id, turn.exchange)) if is_answer else None
        asked = passage(question.text, places.get(question.pk, []), QUESTION_LENGTH) if question else []
        found.append((turn, passage(turn.text, places.get(turn.pk, [])), question, asked))
    return found


def _named_with(entity: Entity, counted: Iterable[Counted]) -> list[Counted]:
    """What else the passages name, each with the part of this page that names both.

    Not with a search: in one facet two values mean either, and by name it would find whatever is called so.
    """
    others = [item for item in counted if item.what.pk != entity.pk]
    return [replace(item, url="?" + urlencode({"with": item.what.pk})) for item in others[:MOST]]


def _spellings(entity: Entity) -> list[dict[str, Any]]:
    """How the public texts write the name, the most frequent first."""
    mentions = Mention.objects.visible().in_published().filter(entity=entity).order_by()
    counted = mentions.values("spelling").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "spelling")[:MOST])
