"""How to search: every operator of the query language, each with an example that runs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.search.language.operators import DATE_OPERATORS, FIELD_OPERATORS, SECTIONS, Operator
from interviews.search.results.address import address
from interviews.search.results.run import SearchRequest


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    sections = [(label, [_shown(operator) for operator in operators]) for label, operators in SECTIONS]
    return render(request, "search_help.html", {"sections": sections})


def _shown(operator: Operator) -> dict[str, Any]:
    colon = ":" if operator in FIELD_OPERATORS + DATE_OPERATORS else ""
    return {
        "operator": operator,
        "signs": [sign + colon for sign in operator.signs],
        "address": address(SearchRequest(operator.example)),
    }
