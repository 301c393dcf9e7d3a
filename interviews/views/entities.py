"""A person, organisation, place or event: every passage that names it, and what those say in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews.models import Entity, Mention, MergedEntity, Name, Turn
from interviews.search.language.tree import Filter
from interviews.search.results import address
from interviews.search.results.facets import Facet
from interviews.search.results.run import PARTS, SearchRequest, outline
from interviews.search.results.snippets import Piece, passage

from .name_cards import latest_offices
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
    entities = Entity.objects.all() if is_editor else Entity.objects.public()
    entities = entities.with_names().select_related("speaker", "outlet").prefetch_related("titles")
    found = entities.filter(pk=pk).first()
    if found is None:
        return _merged(pk)
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    chosen = _chosen(request, found)
    turns = Turn.objects.published().naming(found)
    if chosen.part:
        turns = turns.filter(kind=PARTS[chosen.part])
    if chosen.other:
        turns = turns.naming(chosen.other)
    in_order = turns.earliest_first() if chosen.oldest else turns.latest_first()
    # Of thousands of passages only those of this page are read.
    page = paginate(request, in_order.values_list("pk", flat=True))
    shown = Turn.objects.for_results().in_bulk(list(page))
    asked = SearchRequest(chosen={"entities": (str(found.pk),)}, sort="newest")
    numbers = outline(Filter("entities", "in", frozenset({str(found.pk)})))
    facets = {facet.name: facet for facet in numbers.facets}
    is_person = found.kind == Entity.Kind.PERSON
    return render(
        request,
        "entity.html",
        {
            "entity": found,
            "is_public": not is_editor or Entity.objects.public().filter(pk=found.pk).exists(),
            "names": _names(found),
            "titles": found.titles.all(),
            "office": latest_offices([found.pk]).get(found.pk, "") if is_person else "",
            "page": page,
            "passages": _passages(
                [found, *filter(None, [chosen.other])], [shown[pk] for pk in page if pk in shown]
            ),
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
            "speakers": _speakers(asked, facets.get("speaker")),
            "together": _named_with(found, facets.get("entities")),
            "years": [
                {
                    "count": year,
                    "chosen": False,
                    "url": _search(asked, year=year.year),
                }
                for year in numbers.years
            ],
            "spellings": _spellings(found),
            "search": _search(asked),
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


def _chosen(request: HttpRequest, entity: Entity) -> _Chosen:
    """What the address asks for; what makes no sense in it is left out."""
    part, other = request.GET.get("in", ""), request.GET.get("with", "")
    others = Entity.objects.public().with_names().exclude(pk=entity.pk)
    return _Chosen(
        part if part in PARTS else "",
        request.GET.get("sort") == "oldest",
        others.filter(pk=int(other)).first() if address.is_number(other) else None,
    )


def _search(asked: SearchRequest, **values: int | str) -> str:
    """The address of the search for the passages, with values of further facets: ``year=2019``."""
    chosen = {**asked.chosen, **{name: (str(value),) for name, value in values.items()}}
    return reverse("search") + address.address(asked, chosen=chosen)


def _merged(pk: int) -> HttpResponse:
    """The page of the entity into which the one of this number was merged. Raises ``Http404``."""
    merged = MergedEntity.objects.filter(number=pk, entity__in=Entity.objects.public())
    if row := merged.select_related("entity").prefetch_related("entity__names").first():
        return HttpResponsePermanentRedirect(row.entity.get_absolute_url())
    raise Http404


def _names(entity: Entity) -> list[tuple[str, list[Name]]]:
    """Its other names by kind, in the order of the kinds: «also written», abbreviations, former names."""
    others = [name for name in entity.names.all() if name.text != entity.name]
    by_kind = [
        (label, [name for name in others if name.kind in kinds])
        for label, kinds in (
            ("also", (Name.Kind.PREFERRED, Name.Kind.VARIANT)),
            ("abbreviations", (Name.Kind.ABBREVIATION,)),
            ("former", (Name.Kind.FORMER,)),
        )
    ]
    return [(label, names) for label, names in by_kind if names]


def _passages(
    named: Sequence[Entity], turns: list[Turn]
) -> list[tuple[Turn, list[Piece], Turn | None, list[Piece]]]:
    """The turns with the words that name the entities marked; an answer with the question it answers."""
    answers = [turn for turn in turns if turn.kind == Turn.Kind.ANSWER]
    questions = {
        (question.interview_id, question.exchange): question
        for question in Turn.objects.questions_of(answers).select_related("interview")
    }
    shown = [*turns, *questions.values()]
    places: dict[int, list[tuple[int, int]]] = {}
    mentions = Mention.objects.visible().filter(entity__in=named, turn__in=[turn.pk for turn in shown])
    for mention in mentions.order_by("start"):
        places.setdefault(mention.turn_id, []).append((mention.start, mention.end))
    found = []
    for turn in turns:
        question = questions.get((turn.interview_id, turn.exchange)) if turn in answers else None
        asked = passage(question.text, places.get(question.pk, []), QUESTION_LENGTH) if question else []
        found.append((turn, passage(turn.text, places.get(turn.pk, [])), question, asked))
    return found


def _speakers(asked: SearchRequest, facet: Facet | None) -> list[dict[str, Any]]:
    """Who says the passages, most first, each with the search that shows theirs."""
    return [
        {"value": value, "url": _search(asked, speaker=value.value)}
        for value in (facet.values[:MOST] if facet else ())
    ]


def _named_with(entity: Entity, facet: Facet | None) -> list[dict[str, Any]]:
    """What else the passages name, each with the part of this page that names both.

    Not with a search: in one facet two values mean either, and by name it would find whatever is called so.
    """
    others = [value for value in facet.values if value.value != str(entity.pk)] if facet else []
    return [{"value": value, "url": "?" + urlencode({"with": value.value})} for value in others[:MOST]]


def _spellings(entity: Entity) -> list[dict[str, Any]]:
    """How the public texts write the name, the most frequent first."""
    mentions = Mention.objects.visible().in_published().filter(entity=entity).order_by()
    counted = mentions.values("spelling").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "spelling")[:MOST])
