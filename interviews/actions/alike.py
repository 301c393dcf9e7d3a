"""Names that sound alike: «كاجينز» and «كاغينز» may be one person. Only shown, never merged by itself."""

from __future__ import annotations

from collections.abc import Iterable

from interviews.models import Entity, Proposal


def entities_alike(texts: Iterable[str]) -> dict[str, list[Entity]]:
    """For each text the entities with a name that sounds like it, those spelt most alike first.

    A text whose sound nobody has is left out. The entities carry their names (``with_names``).
    """
    raise NotImplementedError


def proposals_alike(texts: Iterable[str]) -> dict[str, list[Proposal]]:
    """For each text the open proposals that sound like it, those spelt most alike first."""
    raise NotImplementedError
