"""One search, from what a reader typed to what the page shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from haystack.backends import BaseSearchQuery
from haystack.query import SearchQuerySet

from interviews.models import Turn

from .facets import FACETS, Facet, build_facets
from .names import NamedPage, named_pages
from .outbox import catch_up, hidden_interviews
from .parsing import parse
from .query import Node, ParsedQuery, loosened, positive_leaves
from .snippets import Highlighter, Piece

PAGE_SIZE = 20

# Deeper pages cost as much as all before them, and nobody reads them: the query is narrowed then.
LAST_PAGE = 500

SORTS = {"relevance": None, "newest": "-published_on", "oldest": "published_on"}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked: the query as typed, the facets chosen, the order and the page (from 1)."""

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """A turn that was found, with the question it answers."""

    turn: Turn
    score: float
    snippet: list[Piece]
    question: Turn | None = None
    question_snippet: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SearchResults:
    request: SearchRequest
    parsed: ParsedQuery
    total: int
    results: list[Result]
    facets: list[Facet]
    # True when no turn has all the words, and turns with some of them are shown instead.
    loosened: bool = False
    # The pages of those whom the query names.
    named: list[NamedPage] = field(default_factory=list)

    @property
    def last_page(self) -> int:
        return _last_page(self.total)


def search(request: SearchRequest) -> SearchResults:
    """Run a search over everything the public can read; an empty query finds nothing.

    Never raises for what was typed: problems of the query are in ``parsed.problems``.
    """
    parsed = parse(request.text)
    if parsed.is_empty:
        return SearchResults(request, parsed, 0, [], [])
    catch_up()
    hidden = hidden_interviews()
    found = _page(request, parsed.tree, hidden)
    wider: Node = loosened(parsed.tree)
    is_loosened = not found.get_count() and wider is not parsed.tree
    tree = wider if is_loosened else parsed.tree
    if is_loosened:
        found = _page(request, tree, hidden)
    last_page = _last_page(found.get_count())
    if request.page > last_page:
        # Somebody narrowed the results, or made the address up: show the last page there is.
        request = replace(request, page=last_page)
        found = _page(request, tree, hidden)
    return SearchResults(
        request,
        parsed,
        total=found.get_count(),
        results=_results(found.get_results(), Highlighter(parsed.tree)),
        facets=build_facets(found.get_facet_counts().get("fields", {}), request.chosen),
        loosened=is_loosened and found.get_count() > 0,
        named=named_pages(" ".join(leaf.text for leaf in positive_leaves(parsed.tree))),
    )


def _last_page(total: int) -> int:
    return min(LAST_PAGE, max(1, -(-total // PAGE_SIZE)))


def _page(request: SearchRequest, tree: Node, hidden: list[int]) -> BaseSearchQuery:
    """The query of one page, run: hits, count and facets come from one call of the engine.

    The queryset's own slices would throw away the query that knows the count and the facets.
    """
    found = SearchQuerySet().models(Turn).filter(content=tree)
    for name, values in request.chosen.items():
        found = found.filter(**{f"{name}__in": list(values)})
    if hidden:
        found = found.exclude(interview__in=hidden)
    if order := SORTS.get(request.sort):
        found = found.order_by(order)
    for name in FACETS:
        found = found.facet(name)
    start = (request.page - 1) * PAGE_SIZE
    query: BaseSearchQuery = found.query
    query.set_limits(start, start + PAGE_SIZE)
    query.get_results()
    return query


def _results(hits: list[Any], highlighter: Highlighter) -> list[Result]:
    """The hits with their turns from the database, which has the last word on what is public."""
    turns = {
        turn.pk: turn
        for turn in Turn.objects.published().for_results().filter(pk__in=[hit.pk for hit in hits])
    }
    answers = [turn for turn in turns.values() if turn.kind == Turn.Kind.ANSWER]
    questions = {
        (question.interview_id, question.exchange): question
        for question in Turn.objects.questions_of(answers).select_related("interview")
    }
    results = []
    for hit in hits:
        turn = turns.get(int(hit.pk))
        if turn is None:
            continue
        question = None
        if turn.kind == Turn.Kind.ANSWER:
            question = questions.get((turn.interview_id, turn.exchange))
        results.append(
            Result(
                turn,
                hit.score,
                highlighter.snippet(turn.text),
                question,
                highlighter.snippet(question.text, 160) if question else [],
            )
        )
    return results
