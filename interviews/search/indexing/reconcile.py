"""Does the index equal the database?

Both are compared whole: which turns are in the index that should not be, which are not that should,
and which are shown otherwise than the database has them, by the digest of each document. What differs
is repaired as any change is: through the outbox.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from django.db.models import QuerySet
from haystack import connections
from haystack.exceptions import SkipDocument

from interviews.models import IndexUpdate, Turn

from .digest import DIGEST
from .outbox import PATIENCE, drain, queue

# Turns compared at once, and interviews asked for in one query.
CHUNK = 1000

_DOCUMENT = np.dtype([("turn", np.int64), ("interview", np.int64), ("digest", np.uint64)])

_Item = TypeVar("_Item")

#: Passes the turns of a query on, to show progress.
Watch = Callable[[QuerySet[Turn]], Iterable[Turn]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the index has otherwise than the database, counted in turns, and the interviews concerned.

    Interviews that wait in the outbox for the first time are left out: the index is about to hear of
    their change. Those that have failed before count.
    """

    compared: int
    missing: int
    surplus: int
    changed: int
    interviews: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.interviews)


def compare(watch: Watch | None = None, *, patience: float = PATIENCE) -> Comparison:
    """Compare the whole index with the database, while both change.

    The long comparison holds nobody up, so a change that falls into it can look like a difference.
    What differed is therefore compared once more while the index is held. Raises ``IndexLocked``
    when another writer holds it for longer than ``patience`` (s). A million turns take 60 MB.
    """
    first = _compare(watch)
    return _confirm(first, patience) if first else first


def repair(found: Comparison, *, patience: float = PATIENCE) -> Comparison:
    """Index the interviews of ``found`` again; returns what differs in them afterwards."""
    queue(found.interviews)
    drain(patience=patience)
    return _confirm(found, patience)


def _confirm(found: Comparison, patience: float) -> Comparison:
    with connections["default"].get_backend().locked(patience):
        again = _compare(only=found.interviews)
    return Comparison(found.compared, again.missing, again.surplus, again.changed, again.interviews)


def _compare(watch: Watch | None = None, only: Collection[int] | None = None) -> Comparison:
    # In this order: what changes after the index was read still stands in the outbox at the end, as
    # long as the index is held.
    documents = _documents(only)
    seen = np.zeros(len(documents), dtype=bool)
    compared = 0
    missing: dict[int, int] = {}
    changed: dict[int, int] = {}
    for turns in _turns(only, watch):
        compared += len(turns)
        places, known = _places(documents, turns)
        seen[places[known]] = True
        for turn in turns[~known]:
            _count(missing, turn["interview"])
        stored, now = documents[places[known]], turns[known]
        for before, after in zip(stored[stored != now], now[stored != now], strict=True):
            _count(changed, after["interview"])
            if before["interview"] != after["interview"]:
                changed.setdefault(int(before["interview"]), 0)
    surplus: dict[int, int] = {}
    for document in documents[~seen]:
        _count(surplus, document["interview"])
    waiting = set(IndexUpdate.objects.filter(attempts=0).values_list("interview_id", flat=True))
    counts = [_known(count, waiting) for count in (missing, surplus, changed)]
    return Comparison(
        compared, *(sum(count.values()) for count in counts), interviews=frozenset().union(*counts)
    )


def _documents(only: Collection[int] | None) -> np.ndarray:
    """What the index holds, in the order of the turns' numbers; a turn may be there twice."""
    rows = (
        (turn, interview, int(digest or "0", 16))
        for turn, interview, digest in connections["default"].get_backend().documents()
        if only is None or interview in only
    )
    table = np.fromiter(rows, _DOCUMENT)
    return table[np.argsort(table["turn"], kind="stable")]


def _turns(only: Collection[int] | None, watch: Watch | None) -> Iterator[np.ndarray]:
    """What the index should hold, some turns at a time."""
    index = connections["default"].get_unified_index().get_index(Turn)
    queries = [index.index_queryset()]
    if only is not None:
        queries = [queries[0].filter(interview_id__in=part) for part in _parts(sorted(only), CHUNK)]
    for query in queries:
        turns = watch(query) if watch else query.iterator(chunk_size=CHUNK)
        for part in _parts(turns, CHUNK):
            rows = [row for turn in part if (row := _row(index, turn)) is not None]
            yield np.array(rows, _DOCUMENT)


def _parts(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _row(index: Any, turn: Turn) -> tuple[int, int, int] | None:
    try:
        digest = int(index.full_prepare(turn)[DIGEST], 16)
    except SkipDocument:
        return None
    except Exception:
        # What cannot be indexed differs, and the repair tells in the outbox what is wrong with it.
        digest = 0
    return turn.pk, turn.interview_id, digest


def _places(documents: np.ndarray, turns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The place of each turn among the documents, and whether it is there at all."""
    places = np.searchsorted(documents["turn"], turns["turn"])
    known = places < len(documents)
    known[known] = documents["turn"][places[known]] == turns["turn"][known]
    return places, known


def _count(counts: dict[int, int], interview: Any) -> None:
    counts[int(interview)] = counts.get(int(interview), 0) + 1


def _known(counts: dict[int, int], waiting: set[int]) -> dict[int, int]:
    return {interview: number for interview, number in counts.items() if interview not in waiting}
