"""Turns for an engine, and what it finds of them, through Haystack's plain interface."""

from collections.abc import Callable, Iterable, Iterator
from threading import Thread
from typing import Any

from django.db import connection
from haystack import connections
from haystack.query import SearchQuerySet

from interviews.models import Turn
from tests.factories import (
    InterviewFactory,
    TurnFactory,
)


def engine() -> Any:
    return connections["default"].get_backend()


def turn_index() -> Any:
    return connections["default"].get_unified_index().get_index(Turn)


def index(*turns: Turn) -> None:
    engine().update(turn_index(), turns)


def found(query: Any = None, **filters: Any) -> list[int]:
    """The numbers of the turns that a query and filters find, best first."""
    results = SearchQuerySet()
    if query is not None:
        results = results.filter(content=query)
    if filters:
        results = results.filter(**filters)
    return [int(result.pk) for result in results]


def details(query: Any) -> Any:
    """What the engine tells of a search beside its results."""
    search = SearchQuerySet().filter(content=query).query
    search.get_results()
    return search.details


def interview(**values: Any) -> Any:
    return InterviewFactory(status="published", **values)


def turn(text: str = "نعم، هذا ما جرى.", **values: Any) -> Turn:
    made: Turn = TurnFactory(text=text, interview=values.pop("interview", None) or interview(), **values)
    return made


def in_thread(work: Callable[[], Any]) -> Any:
    """The result of ``work`` in another thread, which has its own connections."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            results.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(60)
    assert results, "the thread did not end"
    if isinstance(results[0], BaseException):
        raise results[0]
    return results[0]


class Broken(Exception):
    """What a test lets an object's indexing raise."""


def breaking_after(turns: Iterable[Turn]) -> Iterator[Turn]:
    yield from turns
    raise Broken
