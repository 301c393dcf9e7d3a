"""One pass over the matches: how many there are, the best of them, and the counts of every facet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from whoosh.query import Query

from .execute import Matches, evaluate
from .snapshot import SegmentView, Snapshot
from .terms import as_bytes

# Documents that are looked at for what groups share, in a few milliseconds: beyond is what all have.
_MOST_SHARING = 20_000


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """The most values of a fact to count, None for all, and values to count in any case."""

    limit: int | None = None
    also: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted of the matches of a query.

    ``choices`` narrow the matches to values of a fact, each without bearing on the counts of its own facet.
    ``facets`` are the facts to count. ``sort_by`` is a numbered fact, with a minus for the largest first.
    With ``group_by``, a numbered fact, only the best match of each of its values is returned.
    """

    query: Query
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    start: int = 0
    end: int | None = None
    facets: Mapping[str, FacetRequest] = field(default_factory=dict)
    sort_by: str | None = None
    group_by: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    view: SegmentView
    document: int
    score: float
    #: Further matches of the same group.
    others: int = 0


@dataclass(frozen=True, slots=True)
class Collected:
    """``complete``: how many matches have all words of the query; None where it has no several words."""

    total: int
    hits: list[Hit]
    facets: dict[str, list[tuple[str, int]]]
    complete: int | None = None
    groups: int | None = None


def collect(snapshot: Snapshot, request: Request) -> Collected:
    """The matches that ``request`` asks for, with total and facet counts.

    Best first; equal ones are ordered by score, then by their place in the index, so that pages never
    overlap. What has no value to be ordered by comes last.
    """
    counts = {name: np.zeros(len(snapshot.values(name)), np.int64) for name in request.facets}
    found: list[tuple[SegmentView, Matches]] = []
    for view in snapshot.views:
        matches = evaluate(request.query, view, snapshot)
        chosen = {name: _having(view, name, values) for name, values in request.choices.items()}
        for name in request.facets:
            others = [having for other, having in chosen.items() if other != name]
            documents = matches.documents
            for having in others:
                documents = documents[having[documents]]
            if len(documents):
                counts[name] += snapshot.values(name).counts(view, documents)
        for having in chosen.values():
            matches = matches.where(having[matches.documents])
        found.append((view, matches))
    total = sum(len(matches.documents) for _view, matches in found)
    complete = [matches.complete for _view, matches in found if matches.complete is not None]
    hits, groups = _best(found, request)
    return Collected(
        total,
        hits,
        {
            name: snapshot.values(name).top(counts[name], facet.limit, facet.also)
            for name, facet in request.facets.items()
        },
        complete=sum(int(np.count_nonzero(one)) for one in complete) if complete else None,
        groups=groups,
    )


def group_totals(
    snapshot: Snapshot, field: str, values: Iterable[str], group_by: str, without: Iterable[int] = ()
) -> dict[str, int]:
    """In how many groups (values of a numbered fact) documents have each of ``values``; none without any.

    The groups ``without`` do not count.
    """
    totals = {}
    left_out = np.unique(np.fromiter(without, np.int64))
    for value in values:
        places = snapshot.term(field, as_bytes(value)).places
        groups = [
            _numbers(view, group_by, _live(view, view.arrays.documents(field, place)))
            for view, place in zip(snapshot.views, places, strict=True)
            if place is not None
        ]
        having = np.unique(_joined(groups, np.int64))
        if number := len(np.setdiff1d(having, left_out, assume_unique=True) if len(left_out) else having):
            totals[value] = number
    return totals


def groups(snapshot: Snapshot, query: Query, group_by: str) -> list[int]:
    """All groups (values of a numbered fact) that have a match, in the order of their numbers."""
    found = [_numbers(view, group_by, evaluate(query, view, snapshot).documents) for view in snapshot.views]
    numbers: list[int] = np.unique(_joined(found, np.int64)).tolist()
    return numbers


def groups_sharing(
    snapshot: Snapshot,
    wanted: Mapping[str, Mapping[str, float]],
    group_by: str,
    most: int,
    without: Iterable[int] = (),
) -> list[tuple[int, list[tuple[str, str]]]]:
    """The groups that share most with ``wanted``: for each fact, values with what each of them is worth.

    A value counts by its rarity among the groups (inverse document frequency, ln(groups / groups with it))
    times its worth, so that what all have counts nothing. Returns at most ``most`` groups, the best first,
    each with the facts and values that it shares, those that count most first. The rarest values are looked
    at first, and no more than ``_MOST_SHARING`` documents in all: what many have tells them least apart.
    """
    left_out = np.unique(np.fromiter(without, np.int64))
    every = len(snapshot.values(group_by))
    found = [
        (sum(len(view.arrays.documents(name, place)) for view, place in having), name, value, worth, having)
        for name, values in wanted.items()
        for value, worth in values.items()
        if (having := _having_term(snapshot, name, value))
    ]
    room = _MOST_SHARING
    sharing: list[tuple[str, str, float, np.ndarray]] = []
    for number, name, value, worth, having in sorted(found, key=lambda one: one[:3]):
        if number > room:
            break
        room -= number
        parts = [
            _numbers(view, group_by, _live(view, view.arrays.documents(name, place)))
            for view, place in having
        ]
        groups = np.unique(_joined(parts, np.int64))
        weight = worth * log(every / len(groups)) if len(groups) else 0.0
        if weight > 0:
            sharing.append((name, value, weight, np.setdiff1d(groups, left_out, assume_unique=True)))
    if not sharing:
        return []
    groups, places = np.unique(_joined([one[3] for one in sharing], np.int64), return_inverse=True)
    weights = np.repeat([one[2] for one in sharing], [len(one[3]) for one in sharing])
    scores = np.bincount(places, weights, minlength=len(groups))
    # Of equal ones the latest, which has the greatest number.
    best = np.lexsort((-groups, -scores))[:most]
    # Which of ``sharing`` each place comes from.
    sources = np.repeat(np.arange(len(sharing)), [len(one[3]) for one in sharing])
    result = []
    for place in best.tolist():
        shared = [sharing[source] for source in sources[places == place].tolist()]
        shared.sort(key=lambda one: -one[2])
        result.append((int(groups[place]), [(name, value) for name, value, *_rest in shared]))
    return result


def _having_term(snapshot: Snapshot, field: str, value: str) -> list[tuple[SegmentView, int]]:
    """The segments that have a value of a fact, with its place in each."""
    places = snapshot.term(field, as_bytes(value)).places
    return [(view, place) for view, place in zip(snapshot.views, places, strict=True) if place is not None]


def _live(view: SegmentView, documents: np.ndarray) -> np.ndarray:
    return documents if view.stays is None else documents[view.stays[documents]]


def _having(view: SegmentView, name: str, values: Sequence[str]) -> np.ndarray:
    """Which documents of a segment have one of the values."""
    marked = np.zeros(view.arrays.count, bool)
    if name in view.arrays.fields:
        terms = view.arrays.terms(name)
        for value in values:
            if (place := terms.find(as_bytes(value))) is not None:
                marked[view.arrays.documents(name, place)] = True
    return marked


def _numbers(view: SegmentView, name: str, documents: np.ndarray) -> np.ndarray:
    numbers = view.arrays.numbers(name)
    # A segment that was written before the schema had the field has no numbers of it.
    return np.zeros(len(documents), np.int64) if numbers is None else numbers[documents]


def _best(found: Sequence[tuple[SegmentView, Matches]], request: Request) -> tuple[list[Hit], int | None]:
    scores = _joined([matches.scores for _view, matches in found], np.float32)
    order = scores
    if request.sort_by:
        order = _order_of(found, request.sort_by)
    if request.group_by:
        groups = _joined(
            [_numbers(view, request.group_by, matches.documents) for view, matches in found], np.int64
        )
        candidates, others = _best_of_each(groups, order, scores)
    else:
        candidates, others = np.arange(len(scores)), None
    number_of_groups = len(candidates) if request.group_by else None
    end = len(candidates) if request.end is None else request.end
    chosen = _largest(order, scores, candidates, end)[request.start :]
    begins = np.cumsum([0, *(len(matches.documents) for _view, matches in found)])
    hits = []
    for place in chosen.tolist():
        segment = int(np.searchsorted(begins, place, side="right")) - 1
        view, matches = found[segment]
        document = int(matches.documents[place - begins[segment]])
        more = int(others[place]) if others is not None else 0
        hits.append(Hit(view, document, float(scores[place]), more))
    return hits, number_of_groups


def _joined(parts: list[np.ndarray], dtype: type[np.generic]) -> np.ndarray:
    return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, dtype), *parts])


def _order_of(found: Sequence[tuple[SegmentView, Matches]], sort_by: str) -> np.ndarray:
    """A number for each match, larger for what is to come sooner; the least where there is no value."""
    name = sort_by.lstrip("-")
    numbers = _joined([_numbers(view, name, matches.documents) for view, matches in found], np.int64)
    known = numbers != 0
    return np.where(known, numbers if sort_by.startswith("-") else -numbers, np.iinfo(np.int64).min)


def _best_of_each(groups: np.ndarray, order: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best match of every group, and for every match how many others its group has."""
    # The turns of an interview stand together, so this is nearly sorted already.
    sorted_places = np.argsort(groups, kind="stable")
    ordered = groups[sorted_places]
    is_first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    sizes = np.diff(starts, append=len(ordered))
    group_of = np.repeat(np.arange(len(starts)), sizes)
    best = np.ones(len(ordered), bool)
    for key in (order, scores):
        if not len(starts):
            break
        value = np.where(best, key[sorted_places], np.array(_LEAST[key.dtype.kind], key.dtype))
        best &= value == np.maximum.reduceat(value, starts)[group_of]
    firsts = np.flatnonzero(best)
    _groups, first_of_each = np.unique(group_of[firsts], return_index=True)
    others = np.zeros(len(groups), np.int64)
    others[sorted_places] = sizes[group_of] - 1
    return np.sort(sorted_places[firsts[first_of_each]]), others


_LEAST = {"f": -np.inf, "i": np.iinfo(np.int64).min}


def _largest(order: np.ndarray, scores: np.ndarray, candidates: np.ndarray, end: int) -> np.ndarray:
    """Of ``candidates`` the first ``end``, by order, score and place."""
    # Only those are put in order; what is equal to the last of them is thinned out by the next key.
    chosen = _first(order, candidates, end, lambda tied, room: _first(scores, tied, room, _in_place))
    return chosen[np.lexsort((chosen, -scores[chosen], -order[chosen].astype(np.float64)))]


def _in_place(tied: np.ndarray, room: int) -> np.ndarray:
    return tied[:room]


def _first(
    keys: np.ndarray, candidates: np.ndarray, end: int, of_tied: Callable[[np.ndarray, int], np.ndarray]
) -> np.ndarray:
    """The ``end`` candidates with the largest keys; ``of_tied`` chooses among the last equal ones."""
    if end <= 0 or len(candidates) <= end:
        return candidates[: max(end, 0)]
    own = keys[candidates]
    least = np.partition(own, len(own) - end)[len(own) - end]
    above = candidates[own > least]
    return np.concatenate((above, of_tied(candidates[own == least], end - len(above))))
