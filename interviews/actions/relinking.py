"""Names that changed: which interviews are to be read anew, and reading them in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What is under way: changed names, the interviews that they touch, and how many of these are done.

    An interview that two names touch counts twice. ``unread`` names wait to be looked for; ``failed`` have an
    interview that could not be read and is tried again.
    """

    names: int
    unread: int
    total: int
    done: int
    failed: int


def queue(names: Iterable[str]) -> None:
    """Have the interviews read anew that may have one of ``names``; in the transaction of the change."""
    raise NotImplementedError


def work(seconds: float | None = None, *, watch: Callable[[Progress], None] | None = None) -> int:
    """Read interviews anew that changed names touch, at most for so long; returns how many were read."""
    raise NotImplementedError


def progress() -> Progress:
    """How far the work is."""
    raise NotImplementedError
