"""One search, from what a reader typed to what the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from haystack import connections
from haystack.query import SearchQuerySet

from interviews.models import Mention, Turn, bearers, read_names
from interviews.search.indexing.outbox import catch_up, hidden_interviews
from interviews.search.language.expand import Equivalence, Names, equivalences, expand
from interviews.search.language.names import NamedPage, named_entities, named_ids, named_page, other_names
from interviews.search.language.parsing import parse
from interviews.search.language.resolve import resolve
from interviews.search.language.switches import literally, with_all_words
from interviews.search.language.tree import (
    And,
    Choice,
    Filter,
    Named,
    Node,
    Or,
    ParsedQuery,
    QueryProblem,
    Together,
    loosened,
    positive_leaves,
)
from interviews.search.suggest.empty import EmptyPage
from interviews.search.suggest.empty import explain as explain_empty
from interviews.search.suggest.spelling import Suggestions, suggestions

from .facets import FACETS, Facet, build_facets, values_wanted
from .matching import Matcher, in_order, text_of
from .reasons import Read, Reason, explain
from .snippets import Highlighter, Piece

PAGE_SIZE = 20

# Deeper pages cost as much as all before them, and nobody reads them: the query is narrowed then.
LAST_PAGE = 500

SORTS = {"relevance": None, "newest": "-published_on", "oldest": "published_on"}

# What can be searched in besides everything: the kinds of turns that a part of the archive consists of.
PARTS = {"questions": Turn.Kind.QUESTION, "answers": Turn.Kind.ANSWER}

# Characters of a question above its answer.
QUESTION_LENGTH = 160


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked, whole: the address of the search page says the same (``address``)."""

    text: str = ""
    #: Values chosen in facets, by name.
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: One of ``PARTS``, or "" for all turns.
    part: str = ""
    #: "all" when every word must occur.
    words: str = ""
    #: Only as written, spelling folded.
    literal: bool = False
    #: Kinds of equivalences that are switched off.
    without: tuple[str, ...] = ()
    #: The number of the one interview to look in.
    interview: str = ""
    #: "interviews" for the best turn of each interview only.
    view: str = ""
    #: One of ``SORTS``.
    sort: str = "relevance"
    page: int = 1
    #: The facet of which all values are wanted, not only the most frequent.
    all_of: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it says where to look, so that there is something to show without any word."""
        return bool(self.chosen or self.part or self.interview)


@dataclass(frozen=True, slots=True)
class Result:
    """A turn that was found, with the question it answers and why it was found."""

    turn: Turn
    score: float
    snippet: list[Piece]
    question: Turn | None = None
    question_snippet: list[Piece] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    #: Further turns of the same interview that were found, where results are grouped.
    others: int = 0


@dataclass(frozen=True, slots=True)
class YearCount:
    """The turns of a year: how many were found, and how many the archive has."""

    year: int
    found: int
    archive: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    request: SearchRequest
    parsed: ParsedQuery
    #: False for an empty query within the whole archive, for which nothing was looked up.
    is_asked: bool = False
    #: Whether some turns match better than others: nothing does where no words are looked for.
    is_ranked: bool = True
    total: int = 0
    results: list[Result] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    #: How many turns have all the words; None when that says nothing (one word, a phrase).
    complete: int | None = None
    #: How many interviews the turns belong to, where results are grouped.
    groups: int | None = None
    #: True when nothing has all that is required, and turns with some of it are shown instead.
    loosened: bool = False
    years: list[YearCount] = field(default_factory=list)
    equivalences: list[Equivalence] = field(default_factory=list)
    #: What could not be taken as it was typed.
    problems: tuple[QueryProblem, ...] = ()
    #: The pages of those whom the query names.
    named: list[NamedPage] = field(default_factory=list)
    #: What else may have been meant.
    suggestions: Suggestions = field(default_factory=Suggestions)
    #: What is said when nothing was found.
    empty: EmptyPage | None = None

    @property
    def shows_nearest(self) -> bool:
        """Whether there are results, but none with all the words."""
        return self.loosened or (self.total > 0 and self.complete == 0)

    @property
    def last_page(self) -> int:
        return _last_page(self.total if self.groups is None else self.groups)


def search(request: SearchRequest) -> SearchResults:
    """Run a search over everything the public can read.

    An empty query finds all turns of what was chosen, and nothing where nothing was chosen. Never raises for
    what was typed: what was wrong with it is in ``problems``.
    """
    parsed = parse(request.text)
    if parsed.is_empty and not request.is_narrowed:
        return SearchResults(request, parsed, problems=parsed.problems)
    tree, problems = understood(parsed, request)
    catch_up()
    hidden = hidden_interviews()
    found = _run(request, tree, hidden)
    wider = tree if request.words else loosened(tree)
    is_loosened = not found.get_count() and wider is not tree
    if is_loosened:
        tree = wider
        found = _run(request, tree, hidden)
    last_page = _last_page(_length(found))
    if request.page > last_page:
        # Somebody narrowed the results, or made the address up: show the last page there is.
        request = replace(request, page=last_page)
        found = _run(request, tree, hidden)
    counts = found.get_facet_counts().get("fields", {})
    words = connections["default"].get_backend().vocabulary()
    turns = _turns(found.get_results())
    named = named_entities(next(_names_asked_for(parsed.tree), "") or text_of(parsed.tree))
    # All names of the page are read with those of the facets.
    facets = build_facets(counts, request.chosen, request.all_of, [*bearers(turns.values()), *named])

    def found_by_text(text: str) -> int:
        return count(replace(request, text=text, page=1), hidden)

    return SearchResults(
        request,
        parsed,
        is_asked=True,
        is_ranked=_is_ranked(tree),
        total=found.get_count(),
        results=_results(found.get_results(), turns, Matcher(tree)),
        facets=facets,
        complete=found.details.complete,
        groups=found.details.groups,
        loosened=is_loosened and found.get_count() > 0,
        years=_years(counts.get("year", ())),
        equivalences=equivalences(tree),
        problems=(*parsed.problems, *problems),
        named=[named_page(entity) for entity in named],
        suggestions=suggestions(parsed, words, found_by_text) if request.page == 1 else Suggestions(),
        empty=None
        if found.get_count()
        else explain_empty(request, parsed, words, partial(count, hidden=hidden)),
    )


def newest(request: SearchRequest, most: int) -> list[Result]:
    """The ``most`` latest passages that a request finds, for its feed: nothing is counted or suggested.

    Nothing is loosened either: what has not all that is required is no news of it.
    """
    parsed = parse(request.text)
    if parsed.is_empty and not request.is_narrowed:
        return []
    tree, _problems = understood(parsed, request)
    catch_up()
    query = _narrowed(request, tree, hidden_interviews()).order_by(SORTS["newest"]).query
    if request.view == "interviews":
        query.group_by = "interview"
    query.set_limits(0, most)
    turns = _turns(query.get_results())
    read_names(bearers(turns.values()))
    return _results(query.get_results(), turns, Matcher(tree))


@dataclass(frozen=True, slots=True)
class Outline:
    """What a tree finds, in numbers: passages, interviews, the values of facts with their counts, years."""

    total: int
    groups: int
    #: ``{"entities": [("7", 12), …]}``, the most frequent first; what was counted is public.
    counts: Mapping[str, Sequence[tuple[str, int]]]
    years: list[YearCount]


def outline(tree: Node, facets: Mapping[str, int]) -> Outline:
    """What a tree finds, in numbers: of each fact in ``facets`` so many values, and all years.

    One call of the engine; nothing is given a name, no passage is read.
    """
    catch_up()
    found = _narrowed(SearchRequest(), tree, hidden_interviews()).facet("year")
    for name, limit in facets.items():
        found = found.facet(name, limit=limit)
    query = found.query
    query.group_by = "interview"
    query.set_limits(0, 1)
    total = query.get_count()
    counts = query.get_facet_counts().get("fields", {})
    return Outline(total, query.details.groups or 0, counts, _years(counts.get("year", ())))


def count(request: SearchRequest, hidden: list[int] | None = None) -> int:
    """How many turns a request finds; nothing else is asked of the engine.

    ``hidden`` are the interviews to leave out, where they are known already.
    """
    parsed = parse(request.text)
    if parsed.is_empty and not request.is_narrowed:
        return 0
    tree, _problems = understood(parsed, request)
    query = _narrowed(request, tree, hidden_interviews() if hidden is None else hidden).query
    query.set_limits(0, 1)
    number: int = query.get_count()
    return number


# --- The query ----------------------------------------------------------------------------------


def understood(
    parsed: ParsedQuery, request: SearchRequest, find_named: Any = named_ids, names: Names = other_names
) -> tuple[Node, tuple[QueryProblem, ...]]:
    """The tree as it is searched for: names found, switches and equivalences applied; and what was wrong.

    ``find_named`` (see ``resolve``) and ``names`` (see ``expand``) ask the authority; measurements, which
    may have no database, pass others.
    """
    tree, problems = resolve(parsed.tree, find_named)
    if request.literal:
        return literally(tree), problems
    return expand(tree, names=names, off=frozenset(request.without)), problems


def _narrowed(request: SearchRequest, tree: Node, hidden: list[int]) -> SearchQuerySet:
    """The search within what was chosen, without interviews that are no longer public."""
    nodes: list[Node] = [with_all_words(tree) if request.words else tree]
    nodes += [Choice(name, frozenset(values)) for name, values in request.chosen.items()]
    if request.part:
        nodes.append(Filter("kind", "in", frozenset({PARTS[request.part].value})))
    if request.interview:
        nodes.append(Filter("interview", "in", frozenset({request.interview})))
    found = SearchQuerySet().models(Turn).filter(content=And(tuple(nodes)))
    return found.exclude(interview__in=hidden) if hidden else found


def _run(request: SearchRequest, tree: Node, hidden: list[int]) -> Any:
    """The query of one page, run: hits, counts and facets come from one call of the engine.

    The queryset's own slices would throw away the query that knows the count and the facets.
    """
    found = _narrowed(request, tree, hidden)
    if order := SORTS[request.sort] or (None if _is_ranked(tree) else SORTS["newest"]):
        found = found.order_by(order)
    for name in FACETS:
        # Of times all are needed, for the chart and to choose a month; of others the few that are shown.
        limits = {"limit": values_wanted(name, request.all_of), "also": request.chosen.get(name, ())}
        found = found.facet(name, **({} if name in ("year", "month") else limits))
    query = found.query
    if request.view == "interviews":
        query.group_by = "interview"
    start = (request.page - 1) * PAGE_SIZE
    query.set_limits(start, start + PAGE_SIZE)
    query.get_results()
    return query


def _is_ranked(tree: Node) -> bool:
    return any(positive_leaves(tree))


def _length(query: Any) -> int:
    """How long the list of results is: turns, or interviews where it is grouped."""
    groups: int | None = query.details.groups
    return query.get_count() if groups is None else groups


def _last_page(length: int) -> int:
    return min(LAST_PAGE, max(1, -(-length // PAGE_SIZE)))


def _names_asked_for(node: Node) -> Iterator[str]:
    """The names in the fields of a query: «متحدث:الراوي»."""
    match node:
        case Named(text=text):
            yield text
        case And(children) | Or(children) | Together(children):
            for child in children:
                yield from _names_asked_for(child)


def _years(counts: Sequence[tuple[str, int]]) -> list[YearCount]:
    """Every year from the first to the last that the archive covers, empty ones too."""
    found = dict(counts)
    archive = dict(connections["default"].get_backend().totals("year"))
    known = [int(year) for year in archive]
    if not known:
        return []
    return [
        YearCount(year, found.get(str(year), 0), archive.get(str(year), 0))
        for year in range(min(known), max(known) + 1)
    ]


# --- The results --------------------------------------------------------------------------------


def _turns(hits: list[Any]) -> dict[int, Turn]:
    """The turns of the hits from the database, which has the last word on what is public."""
    turns = Turn.objects.for_passages().prefetch_related("interview__topics")
    found = turns.in_bulk([hit.pk for hit in hits])
    # Not a condition of the query: without statistics SQLite begins with all that is published.
    return {number: turn for number, turn in found.items() if turn.interview.is_public()}


def _results(hits: list[Any], turns: Mapping[int, Turn], matcher: Matcher) -> list[Result]:
    """The hits with their turns, whose names have been read; a hit without one is left out."""
    answers = [turn for turn in turns.values() if turn.kind == Turn.Kind.ANSWER]
    # Of several questions in a row the first, as in the index: the last to be put in stays.
    questions = {
        (question.interview_id, question.exchange): question
        for question in Turn.objects.questions_of(answers).select_related("interview").reverse()
    }
    named = _named_in(turns, matcher.entities)
    highlighter = Highlighter(matcher)
    results = []
    for hit in hits:
        turn = turns.get(int(hit.pk))
        if turn is None:
            continue
        question = None
        if turn.kind == Turn.Kind.ANSWER:
            question = questions.get((turn.interview_id, turn.exchange))
        results.append(_result(hit, turn, question, highlighter, named.get(turn.pk, ())))
    return results


def _named_in(turns: Iterable[int], entities: Iterable[int]) -> dict[int, list[tuple[int, int, int]]]:
    """Where the turns name these entities: (entity, start, end) for each turn."""
    named: dict[int, list[tuple[int, int, int]]] = {}
    if entities:
        mentions = Mention.objects.visible().filter(turn__in=turns, entity__in=entities)
        for turn, *place in mentions.values_list("turn", "entity", "start", "end"):
            named.setdefault(turn, []).append(tuple(place))
    return named


def _result(
    hit: Any,
    turn: Turn,
    question: Turn | None,
    highlighter: Highlighter,
    named: Iterable[tuple[int, int, int]],
) -> Result:
    matcher = highlighter.matcher

    def read(text: str) -> Read:
        return Read(text, matcher.places(text))

    said = Read(turn.text, in_order([*matcher.places(turn.text), *matcher.places_named(turn.text, named)]))
    around = {}
    if question:
        around["question"] = read(question.text)
    around["title"] = read(turn.interview.title)
    around["about"] = read("\n".join(_names_of(turn)))
    return Result(
        turn,
        hit.score,
        highlighter.snippet_of(said.text, said.places),
        question,
        highlighter.snippet_of(*around["question"], QUESTION_LENGTH, most=1) if question else [],
        explain(matcher.sought, said, around),
        getattr(hit, "others", 0) or 0,
    )


def _names_of(turn: Turn) -> Iterator[str]:
    """What a turn is about besides its text: who speaks and who published it, by every name; topics."""
    participant, interview = turn.participant, turn.interview
    if participant:
        yield participant.label
    for bearer in (participant and participant.speaker, interview.outlet):
        if bearer:
            yield from (name.text for name in bearer.entity.all_names)
    for topic in interview.topics.all():
        yield topic.name
