"""A person, organisation, place or event: every passage that names it, and what those say in numbers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.models import Entity, Mention, MergedEntity, Name, Turn
from interviews.search.language.tree import Filter
from interviews.search.results import address
from interviews.search.results.facets import Facet
from interviews.search.results.run import PARTS, SearchRequest, outline
from interviews.search.results.snippets import Piece, passage
from interviews.search.suggest.completion import field_query

from .paging import paginate, redirect_to_canonical
from .search_words import PART_LABELS

# Of those who speak of it, of what it is named with, and of its spellings, so many are shown.
MOST = 10

# Characters of a question above its answer.
QUESTION_LENGTH = 160


@require_safe
def entity(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    entities = Entity.objects.public().with_names().select_related("speaker", "outlet")
    found = entities.prefetch_related("titles").filter(pk=pk).first()
    if found is None:
        return _merged(pk)
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    part = request.GET.get("in", "")
    turns = Turn.objects.published().naming(found)
    if part in PARTS:
        turns = turns.filter(kind=PARTS[part])
    oldest = request.GET.get("sort") == "oldest"
    in_order = turns.earliest_first() if oldest else turns.latest_first()
    # Of thousands of passages only those of this page are read.
    page = paginate(request, in_order.values_list("pk", flat=True))
    shown = Turn.objects.for_results().in_bulk(list(page))
    asked = SearchRequest(chosen={"entities": (str(found.pk),)}, sort="newest")
    numbers = outline(Filter("entities", "in", frozenset({str(found.pk)})))
    facets = {facet.name: facet for facet in numbers.facets}
    return render(
        request,
        "entity.html",
        {
            "entity": found,
            "names": _names(found),
            "titles": [title.text for title in found.titles.all()],
            "page": page,
            "passages": _passages(found, [shown[pk] for pk in page if pk in shown]),
            "part": part if part in PARTS else "",
            "parts": [(value, label) for value, label in PART_LABELS.items()],
            "oldest": oldest,
            "keep": urlencode(
                [*([("in", part)] if part in PARTS else []), *([("sort", "oldest")] if oldest else [])]
            ),
            "numbers": numbers,
            "speakers": _speakers(asked, facets.get("speaker")),
            "together": _named_with(asked, facets.get("entities")),
            "years": [
                {
                    "count": year,
                    "chosen": False,
                    "url": address.address(asked, chosen={**asked.chosen, "year": (str(year.year),)}),
                }
                for year in numbers.years
            ],
            "spellings": _spellings(found),
            "search": address.address(asked),
        },
    )


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


def _passages(entity: Entity, turns: list[Turn]) -> list[tuple[Turn, list[Piece], Turn | None, list[Piece]]]:
    """The turns with the words that name the entity marked; an answer with the question it answers."""
    answers = [turn for turn in turns if turn.kind == Turn.Kind.ANSWER]
    questions = {
        (question.interview_id, question.exchange): question
        for question in Turn.objects.questions_of(answers).select_related("interview")
    }
    shown = [*turns, *questions.values()]
    places: dict[int, list[tuple[int, int]]] = {}
    for mention in Mention.objects.visible().filter(entity=entity, turn__in=[turn.pk for turn in shown]):
        places.setdefault(mention.turn_id, []).append((mention.start, mention.end))
    found = []
    for turn in turns:
        question = questions.get((turn.interview_id, turn.exchange)) if turn in answers else None
        asked = passage(question.text, places.get(question.pk, []), QUESTION_LENGTH) if question else []
        found.append((turn, passage(turn.text, sorted(places.get(turn.pk, ()))), question, asked))
    return found


def _speakers(asked: SearchRequest, facet: Facet | None) -> list[dict[str, Any]]:
    """Who says the passages, most first, each with the search that shows theirs."""
    return [
        {"value": value, "url": address.address(asked, chosen={**asked.chosen, "speaker": (value.value,)})}
        for value in (facet.values[:MOST] if facet else ())
    ]


def _named_with(asked: SearchRequest, facet: Facet | None) -> list[dict[str, Any]]:
    """What else the passages name. Chosen in one facet both would mean either: the other is in the query."""
    own = asked.chosen["entities"]
    others = [value for value in facet.values if value.value not in own] if facet else []
    return [
        {"value": value, "url": address.address(asked, text=field_query("entities", value.label))}
        for value in others[:MOST]
    ]


def _spellings(entity: Entity) -> list[dict[str, Any]]:
    """How the public texts write the name, the most frequent first."""
    mentions = Mention.objects.visible().in_published().filter(entity=entity).order_by()
    counted = mentions.values("spelling").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "spelling")[:MOST])
