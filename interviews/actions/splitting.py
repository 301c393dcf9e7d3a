"""One record of the authority becomes two."""

from __future__ import annotations

from collections.abc import Collection

from interviews.models import Entity, Interview, Name


class SplitError(Exception):
    """Why an entity cannot be split so; the text says it to the editor."""


def split_entity(
    entity: Entity,
    *,
    names: Collection[Name] = (),
    interviews: Collection[Interview] = (),
    text: str = "",
    language: str = "ar",
) -> Entity:
    """A new entity of the same kind out of a part of ``entity``.

    ``names`` move to it, and the mentions by these names follow. Or, for two of one name, ``text`` is its
    name: the mentions in ``interviews`` are of the new entity then, confirmed, and what both are called
    becomes ambiguous on both sides. Both may be given. Raises ``SplitError``.
    """
    raise NotImplementedError
