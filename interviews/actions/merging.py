"""Two records of the authority become one."""

from __future__ import annotations

from interviews.models import Entity


class MergeError(Exception):
    """Why two entities cannot be joined; the text says it to the editor."""


def merge_entities(kept: Entity, other: Entity) -> Entity:
    """Join ``other`` to ``kept``: names, titles, mentions, proposals, speaker or outlet, old addresses.

    Raises ``MergeError`` for what cannot be joined. ``other`` is gone afterwards.
    """
    raise NotImplementedError
