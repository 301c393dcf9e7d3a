"""The search page: what was found, and a link for everything that can be changed about the search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.search.results import address
from interviews.search.results.problem_messages import problem_message
from interviews.search.results.run import SORTS, SearchRequest, SearchResults
from interviews.search.results.run import search as run_search

from .search_words import (
    EQUIVALENCE_LABELS,
    EVERY_WORD,
    LITERAL,
    ONE_INTERVIEW,
    PART_LABELS,
    SORT_LABELS,
)

# Values of a facet that are seen at once; one more is shown rather than folded.
SHOWN = 5


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    results = run_search(address.read(request.GET))
    asked = results.request
    state = [(name, value) for name, value in address.parameters_of(asked) if name not in ("q", "page")]
    return render(
        request,
        "search.html",
        {
            "results": results,
            "query": asked.text,
            # The form keeps what was chosen for the next query.
            "chosen": state,
            "problems": [problem_message(problem) for problem in results.problems],
            "mended": _mended(results),
            "chips": _chips(results),
            "facets": _facets(results),
            "parts": _links(asked, "part", PART_LABELS),
            "sorts": _sorts(results),
            "equivalences": _equivalences(results),
            "years": _years(results),
            "found": [(result, _narrowed(asked, result)) for result in results.results],
            "address": _addresses(asked),
            "marking": address.marking(asked),
            "previous": address.address(asked, page=asked.page - 1) if asked.page > 1 else "",
            "next": address.address(asked, page=asked.page + 1) if asked.page < results.last_page else "",
        },
    )


def _addresses(asked: SearchRequest) -> dict[str, str]:
    """The addresses behind the switches of the page."""
    return {
        "literal": address.address(asked, literal=not asked.literal),
        "all_words": address.address(asked, words="" if asked.words else "all"),
        "turns": address.address(asked, view=""),
        "interviews": address.address(asked, view="interviews"),
    }


def _links(asked: SearchRequest, name: str, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """A link for each value that a part of the request can have."""
    return [
        {
            "label": label,
            "url": address.address(asked, **{name: value}),
            "chosen": value == getattr(asked, name),
        }
        for value, label in labels.items()
    ]


def _sorts(results: SearchResults) -> list[dict[str, Any]]:
    """The orders of the results. Where no words are looked for none matches best: the newest come first."""
    asked = results.request
    if results.is_ranked:
        return _links(asked, "sort", {name: SORT_LABELS[name] for name in SORTS})
    links = _links(asked, "sort", {name: SORT_LABELS[name] for name in SORTS if name != "relevance"})
    if asked.sort == "relevance":
        links[0]["chosen"] = True
    return links


def _mended(results: SearchResults) -> dict[str, str] | None:
    """The query as it was understood, when something in it was wrong."""
    mended = results.parsed.mended
    return {"text": mended, "url": address.address(results.request, text=mended)} if mended else None


def _chips(results: SearchResults) -> list[dict[str, Any]]:
    """What narrows the search, each with the address without it: stands above the results."""
    asked = results.request
    chips = [
        {"label": facet.label, "text": value.label, "url": address.toggled(asked, facet.name, value.value)}
        for facet in results.facets
        for value in facet.values
        if value.chosen
    ]
    if asked.part:
        chips.append({"text": PART_LABELS[asked.part], "url": address.address(asked, part="")})
    if asked.literal:
        chips.append({"text": LITERAL, "url": address.address(asked, literal=False)})
    if asked.words:
        chips.append({"text": EVERY_WORD, "url": address.address(asked, words="")})
    if asked.interview:
        titles = [result.turn.interview.title for result in results.results]
        chips.append(
            {
                "label": ONE_INTERVIEW,
                "text": titles[0] if titles else "",
                "url": address.address(asked, interview=""),
            }
        )
    return chips


def _facets(results: SearchResults) -> list[dict[str, Any]]:
    """The facets with an address for each value: one that narrows, or takes the narrowing back.

    Long ones are in two parts, of which the page folds the second; of the one whose values are all asked for
    nothing is folded.
    """
    asked = results.request
    facets = []
    for facet in results.facets:
        if facet.name == "kind" and asked.part:
            # The choice between questions and answers says the same.
            continue
        values = [
            {"value": value, "url": address.toggled(asked, facet.name, value.value)} for value in facet.values
        ]
        is_whole = facet.name == asked.all_of
        first = len(values) if is_whole or len(values) <= SHOWN + 1 else SHOWN
        facets.append(
            {
                "facet": facet,
                "is_whole": is_whole,
                "first": values[:first],
                "rest": values[first:],
                "all": address.address(asked, page=asked.page, all_of="" if is_whole else facet.name),
            }
        )
    return facets


def _equivalences(results: SearchResults) -> dict[str, list[dict[str, Any]]]:
    """The other words that were looked for, with links that switch them off; and on, what is off."""
    asked = results.request
    return {
        "on": [
            {
                "equivalence": equivalence,
                "label": EQUIVALENCE_LABELS[equivalence.kind],
                "url": address.address(asked, without=(*asked.without, equivalence.kind)),
            }
            for equivalence in results.equivalences
        ],
        "off": [
            {
                "label": EQUIVALENCE_LABELS[kind],
                "url": address.address(asked, without=tuple(k for k in asked.without if k != kind)),
            }
            for kind in asked.without
        ],
    }


def _years(results: SearchResults) -> list[dict[str, Any]]:
    """The years of the chart, each with the address that chooses it."""
    asked = results.request
    chosen = asked.chosen.get("year", ())
    return [
        {
            "count": year,
            "chosen": str(year.year) in chosen,
            "url": address.toggled(asked, "year", str(year.year)),
        }
        for year in results.years
    ]


def _narrowed(asked: SearchRequest, result: Any) -> str:
    """The address of all passages of the result's interview."""
    return address.address(asked, interview=str(result.turn.interview_id), view="") if result.others else ""
