"""The search, with the query language, the switches and the facets of the search page."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router
from pydantic import BeforeValidator

from interviews.search.results import address
from interviews.search.results.problem_messages import problem_message
from interviews.search.results.run import LAST_PAGE, Result, SearchResults
from interviews.search.results.run import search as run_search

from . import schemas
from .addresses import Addresses
from .cursors import Part, address_of, linked, read_cursor
from .parameters import Parameters, Text, Year, digits
from .problems import BadCursor

router = Router(tags=["search"])

# As the search page reads them: see address.MOST_CHOSEN.
_Number = Annotated[int, Field(ge=1, le=10**18 - 1), BeforeValidator(digits)]
_Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class SearchParameters(Parameters):
    q: Text = Field(
        "",
        description=_("The query, in the language of the search page."),
    )
    speaker: list[_Number] = Field(
        [], max_length=address.MOST_CHOSEN, description=_("Who speaks; several mean either.")
    )
    outlet: list[_Number] = Field(
        [], max_length=address.MOST_CHOSEN, description=_("Who published; several mean either.")
    )
    year: list[Year] = Field(
        [], max_length=address.MOST_CHOSEN, description=_("The year; several mean either.")
    )
    month: list[_Month] = Field(
        [], max_length=address.MOST_CHOSEN, description=_("The month, such as 2020-08; several mean either.")
    )
    topics: list[_Number] = Field(
        [], max_length=address.MOST_CHOSEN, description=_("The topic; several mean either.")
    )
    entities: list[_Number] = Field(
        [], max_length=address.MOST_CHOSEN, description=_("Who is named; several mean either.")
    )
    kind: list[Literal["question", "answer", "narration"]] = Field(
        [], max_length=address.MOST_CHOSEN, description=_("The kind of turn; several mean either.")
    )
    part: Literal["questions", "answers"] | None = Field(
        None, alias="in", description=_("Only in questions, or only in answers.")
    )
    words: Literal["all"] | None = Field(None, description=_("All words must occur."))
    literal: Literal["1"] | None = Field(None, description=_("Only as written, spelling apart."))
    without: list[Literal["digits", "months", "spelling", "names"]] = Field(
        [], max_length=4, description=_("Other words that are not looked for.")
    )
    interview: _Number | None = Field(None, description=_("Only in this interview."))
    view: Literal["interviews"] | None = Field(None, description=_("Only the best turn of each interview."))
    sort: Literal["relevance", "newest", "oldest"] | None = Field(
        None, description=_("The order of the turns.")
    )
    all: Literal["speaker", "outlet", "year", "month", "topics", "entities", "kind"] | None = Field(
        None, description=_("The facet of which all values are wanted.")
    )
    cursor: Text | None = Field(
        None, description=_("Where the page begins, as given by the links “next” and “previous”.")
    )


@router.get(
    "/search",
    response=schemas.SearchPage,
    url_name="search",
    operation_id="search_turns",
    summary=_("Search in the turns"),
    description=_(
        "Takes the parameters of the search page. A page has 20 turns. Nothing is found for an empty query, "
        "unless something narrows the search."
    ),
)
def search(
    request: HttpRequest, response: HttpResponse, parameters: Query[SearchParameters]
) -> schemas.SearchPage:
    results = run_search(replace(address.read(request.GET), page=_page(request)))
    part = linked(response, _part(request, results))
    at = Addresses.of(request)
    return schemas.SearchPage(
        items=[_hit(result, at) for result in part.rows],
        next=part.next,
        previous=part.previous,
        total=results.total,
        interviews=results.groups,
        complete=results.complete,
        nearest=results.shows_nearest,
        mended=results.parsed.mended,
        problems=[
            schemas.QueryProblem(code=one.code, text=one.text, detail=problem_message(one))
            for one in results.problems
        ],
        facets=[
            schemas.Facet(
                name=facet.name,
                label=str(facet.label),
                values=[
                    schemas.FacetValue(value=one.value, label=one.label, count=one.count, chosen=one.chosen)
                    for one in facet.values
                ],
                has_more=facet.has_more,
            )
            for facet in results.facets
        ],
    )


def _page(request: HttpRequest) -> int:
    """The page of the engine: results have no order of their own that could be gone on behind a row."""
    if "cursor" not in request.GET:
        return 1
    page = read_cursor(request)
    if not 1 <= page["page"] <= LAST_PAGE:
        raise BadCursor
    return int(page["page"])


def _part(request: HttpRequest, results: SearchResults) -> Part:
    page, last = results.request.page, results.last_page
    return Part(
        results.results,
        address_of(request, {"page": page + 1}) if page < last else None,
        address_of(request, {"page": page - 1}) if page > 1 else None,
    )


def _hit(result: Result, at: Addresses) -> schemas.Hit:
    question = result.question
    return schemas.Hit(
        turn=schemas.FoundTurn.of(result.turn, at),
        passages=schemas.Passage.all_of(result.snippet),
        question=schemas.Question(
            id=question.key,
            url=at.page(question),
            api_url=at.api("turn", question.key),
            text=question.text,
            passages=schemas.Passage.all_of(result.question_snippet),
        )
        if question
        else None,
        others=result.others,
    )
