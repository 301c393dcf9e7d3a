"""The address of the search page is its state: a request is read from it and written to it.

What makes no sense in an address is left out, never an error: people shorten links and change them by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from interviews.search.language.expand import KINDS

from .facets import FACETS
from .run import LAST_PAGE, PARTS, SORTS, SearchRequest

# More values of one facet than this in an address are not a reader's.
MOST_CHOSEN = 20

# Numbers of rows, years, kinds of turns, and months such as 2020-08.
_VALUE = re.compile(r"[A-Za-z0-9]{1,18}|[0-9]{4}-[0-9]{2}")


def read(parameters: QueryDict) -> SearchRequest:
    """The request in an address."""
    chosen = {}
    for name in FACETS:
        values = [value for value in dict.fromkeys(parameters.getlist(name)) if _VALUE.fullmatch(value)]
        if values:
            chosen[name] = tuple(values[:MOST_CHOSEN])
    part, sort = parameters.get("in", ""), parameters.get("sort", "")
    interview = parameters.get("interview", "")
    return SearchRequest(
        text=parameters.get("q", "").replace("\0", " ").strip(),
        chosen=chosen,
        part=part if part in PARTS else "",
        words="all" if parameters.get("words") == "all" else "",
        literal=parameters.get("literal") == "1",
        without=tuple(kind for kind in KINDS if kind in parameters.getlist("without")),
        interview=interview if is_number(interview) else "",
        view="interviews" if parameters.get("view") == "interviews" else "",
        sort=sort if sort in SORTS else "relevance",
        page=_page(parameters.get("page", "")),
        all_of=all_of if (all_of := parameters.get("all", "")) in FACETS else "",
    )


def parameters_of(request: SearchRequest) -> Iterator[tuple[str, str]]:
    """The parameters that say a request, without those that say what holds anyway."""
    yield "q", request.text
    for name, values in request.chosen.items():
        for value in values:
            yield name, value
    if request.part:
        yield "in", request.part
    if request.words:
        yield "words", request.words
    if request.literal:
        yield "literal", "1"
    for kind in request.without:
        yield "without", kind
    if request.interview:
        yield "interview", request.interview
    if request.view:
        yield "view", request.view
    if request.sort != "relevance":
        yield "sort", request.sort
    if request.page > 1:
        yield "page", str(request.page)
    if request.all_of:
        yield "all", request.all_of


def address(request: SearchRequest, **changes: Any) -> str:
    """The address of a request with some changes, on its first page unless ``page`` is among them.

    >>> address(SearchRequest("x", page=3), literal=True)
    '?q=x&literal=1'
    """
    changed = replace(request, **{"page": 1, **changes})
    # Of what a browser sends, half of a character outside the basic plane cannot be written.
    return "?" + urlencode(list(parameters_of(changed)), errors="replace")


def marking(request: SearchRequest) -> str:
    """What follows the address of an interview so that the words of a request are marked in it."""
    if not request.text:
        return ""
    return address(SearchRequest(request.text, literal=request.literal, without=request.without))


def toggled(request: SearchRequest, facet: str, value: str) -> str:
    """The address with a value of a facet chosen, or no longer.

    Months are chosen within years: with any change of the years they are given up.
    """
    chosen = dict(request.chosen)
    values = chosen.get(facet, ())
    chosen[facet] = tuple(v for v in values if v != value) if value in values else (*values, value)
    if facet == "year":
        chosen.pop("month", None)
    return address(request, chosen={name: chosen[name] for name in FACETS if chosen.get(name)})


def is_number(value: str) -> bool:
    """Whether a part of an address can be the number of a row: «12», not «١٢» and no thirty digits."""
    # Eighteen digits are more than any database numbers its rows with.
    return value.isascii() and value.isdigit() and len(value) <= 18


def _page(value: str) -> int:
    return max(1, min(int(value), LAST_PAGE)) if is_number(value) else 1
