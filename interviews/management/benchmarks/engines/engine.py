"""What is asked of every engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from interviews.management.benchmarks.corpus import Corpus

# Hits of a page.
TOP = 10


class EngineMissing(Exception):
    """An engine that is not there, in words that say how to get it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The numbers of the best texts, how many there are in all, and their counts by outlet and year."""

    best: list[int]
    total: int
    outlets: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)


class Engine(Protocol):
    """An engine with an index of its own. A query is words with spaces; any of them will do."""

    name: str

    def build(self, corpus: Corpus) -> None:
        """Index the texts. Raises ``EngineMissing``."""

    def size(self) -> float:
        """Megabytes of the index."""

    def top(self, query: str) -> list[int]:
        """The numbers of the best ten texts."""

    def page(self, query: str) -> Page:
        """The best ten with the exact total and the counts of both facets."""

    def close(self) -> None:
        """Let go of files and connections."""
