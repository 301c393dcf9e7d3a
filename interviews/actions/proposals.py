"""Proposed names: an editor accepts them as entities or as names, or has them never proposed again."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from interviews.models import Entity, Proposal


class ProposalError(Exception):
    """Why a proposal cannot be decided so; the text says it to the editor."""


def accept_as_entity(
    proposal: Proposal,
    kind: str = "",
    text: str = "",
    language: str = "",
    by: AbstractBaseUser | None = None,
) -> Entity:
    """Make an entity of a proposal; kind, name and language are the proposal's own where they are empty.

    The other spellings that were seen become variants. Raises ``ProposalError`` when it was decided before.
    """
    raise NotImplementedError


def accept_as_name(proposal: Proposal, entity: Entity, by: AbstractBaseUser | None = None) -> Entity:
    """Make a proposal another name of ``entity``. Raises ``ProposalError`` when it was decided before."""
    raise NotImplementedError


def dismiss(proposal: Proposal, by: AbstractBaseUser | None = None) -> None:
    """Never propose it again. Raises ``ProposalError`` when it was decided before."""
    raise NotImplementedError


def reopen(proposal: Proposal, by: AbstractBaseUser | None = None) -> None:
    """Propose again what was dismissed (or accepted and has no entity any more).

    Raises ``ProposalError`` when it is open, or when an entity bears the name.
    """
    raise NotImplementedError
