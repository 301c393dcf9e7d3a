"""What completion and spelling ask of an engine's words, whichever engine it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class ArchiveWord(Protocol):
    """A word of the archive: most frequent spelling, folded form, number of turns that have it."""

    @property
    def text(self) -> str: ...
    @property
    def folded(self) -> str: ...
    @property
    def count(self) -> int: ...


class ArchiveWords(Protocol):
    """All words of the archive; a backend gives them by ``vocabulary()``."""

    def count(self, folded: str) -> int:
        """The number of turns with this folded word."""

    def starting_with(self, folded_prefix: str, limit: int) -> Sequence[ArchiveWord]:
        """Words that begin like this, most frequent first."""

    def near(self, folded: str, limit: int) -> Sequence[ArchiveWord]:
        """Words that are spelt almost like this, best first (see `near_words`)."""
