"""The search page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from interviews.search.facets import FACETS
from interviews.search.run import LAST_PAGE, SORTS, SearchRequest, SearchResults
from interviews.search.run import search as run_search

from .paging import page_number

SORT_LABELS = {"relevance": _("Best match"), "newest": _("Newest"), "oldest": _("Oldest")}

PROBLEM_MESSAGES = {
    "too_long": _("The query was too long; only its beginning was searched for."),
    "unclosed_quotation": _("A quotation mark is not closed; the phrase was taken to reach to the end."),
    "nothing_to_search": _("There is no letter and no digit in the query."),
    "only_exclusions": _("The query only says what must not occur; everything else is shown."),
}

# More values of one facet than this in an address are not a reader's.
MOST_CHOSEN = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    results = run_search(asked)
    page = results.request.page
    return render(
        request,
        "search.html",
        {
            "results": results,
            "query": asked.text,
            "problems": [PROBLEM_MESSAGES[problem.code] for problem in results.parsed.problems],
            "facets": _facets(request.GET, results),
            "sorts": _sorts(request.GET, asked.sort),
            "chosen": [(name, value) for name, values in asked.chosen.items() for value in values],
            "previous": _address(request.GET, page=page - 1) if page > 1 else "",
            "next": _address(request.GET, page=page + 1) if page < results.last_page else "",
        },
    )


def _asked(request: HttpRequest) -> SearchRequest:
    """The request in an address; what makes no sense in it is left out, never an error."""
    parameters = request.GET
    sort = parameters.get("sort", "relevance")
    chosen = {}
    for name in FACETS:
        values = tuple(value for value in dict.fromkeys(parameters.getlist(name)) if _is_sane(value))
        if values:
            chosen[name] = values[:MOST_CHOSEN]
    return SearchRequest(
        text=parameters.get("q", "").replace("\0", " ").strip(),
        chosen=chosen,
        sort=sort if sort in SORTS else "relevance",
        page=min(page_number(request), LAST_PAGE),
    )


def _is_sane(value: str) -> bool:
    return 0 < len(value) <= 20 and value.isascii() and value.isalnum()


def _facets(parameters: QueryDict, results: SearchResults) -> list[dict[str, Any]]:
    """The facets with an address for each value: one that narrows, or takes the narrowing back."""
    return [
        {
            "name": facet.name,
            "label": facet.label,
            "values": [
                {"value": value, "url": _toggled(parameters, facet.name, value.value)}
                for value in facet.values
            ],
        }
        for facet in results.facets
    ]


def _sorts(parameters: QueryDict, chosen: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _address(parameters, sort=name), "chosen": name == chosen}
        for name, label in SORT_LABELS.items()
    ]


def _toggled(parameters: QueryDict, name: str, value: str) -> str:
    changed = parameters.copy()
    values = changed.getlist(name)
    changed.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
    changed.pop("page", None)
    return "?" + changed.urlencode()


def _address(parameters: QueryDict, **changes: Any) -> str:
    changed = parameters.copy()
    if "page" not in changes:
        changed.pop("page", None)
    for name, value in changes.items():
        changed[name] = str(value)
    return "?" + changed.urlencode()
