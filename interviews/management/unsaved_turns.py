"""Turns that stand in no database, to be indexed as if they did, and an index of their own for them.

What follows from a turn's relations (its interview's outlet, topics, other turns) is filled in where a
queryset would have fetched it beforehand, so that nothing asks the database: there may be none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Model
from haystack import connections

from interviews.models import Entity, Interview, Mention, Name, Outlet, Participant, Topic, Turn


def unsaved_outlet(number: int, name: str) -> Outlet:
    """An outlet that can say its name."""
    entity = Entity(pk=number, kind=Entity.Kind.ORGANISATION)
    _fetched(entity, "names", Name, [Name(entity=entity, text=name, kind=Name.Kind.PREFERRED)])
    return Outlet(pk=number, entity=entity)


def unsaved_interview(
    number: int,
    first_turn: int,
    turns: Iterable[tuple[Turn.Kind, str]],
    *,
    title: str = "",
    outlet: Outlet | None = None,
    published_on: date | None = None,
) -> list[Turn]:
    """The turns of a published interview, numbered from ``first_turn``; a question begins an exchange."""
    interview = Interview(
        pk=number,
        title=title,
        outlet=outlet,
        published_on=published_on,
        language="ar",
        status=Interview.Status.PUBLISHED,
    )
    made: list[Turn] = []
    exchange, asked = 0, None
    for position, (kind, text) in enumerate(turns, 1):
        if kind == Turn.Kind.QUESTION:
            exchange, asked = exchange + 1, text
        turn = Turn(
            pk=first_turn + position - 1,
            interview=interview,
            position=position,
            kind=kind,
            text=text,
            exchange=exchange or None,
        )
        # As `for_index` annotates it.
        turn.asked_first = asked
        _fetched(turn, "mentions", Mention, [])
        made.append(turn)
    _fetched(interview, "turns", Turn, made)
    _fetched(interview, "participants", Participant, [])
    _fetched(interview, "topics", Topic, [])
    return made


def _fetched(instance: Model, relation: str, model: type[Model], rows: Sequence[Model]) -> None:
    """Let ``instance.relation.all()`` be ``rows``, as after ``prefetch_related``."""
    # Of an empty queryset, so that even a further filter asks no database.
    queryset = model._default_manager.none()
    queryset._result_cache = list(rows)
    queryset._prefetch_done = True
    caches: dict[str, Any] = instance.__dict__.setdefault("_prefetched_objects_cache", {})
    caches[relation] = queryset


@contextmanager
def index_in(folder: Path) -> Iterator[Any]:
    """The archive's search, in this thread, on an index in ``folder``; gives its backend."""
    options = connections.connections_info["default"]
    usual = options["PATH"]
    options["PATH"] = str(folder)
    connections.reload("default")
    backend = connections["default"].get_backend()
    try:
        yield backend
    finally:
        backend.close()
        options["PATH"] = usual
        connections.reload("default")
