"""Proposed names: an editor accepts them as entities or as names, or has them never proposed again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.arabic.language import detect_language
from interviews.arabic.normalize import strip_tashkeel, strip_tatweel
from interviews.models import Entity, Name, Proposal, ProposedMention, name_key

from . import relinking
from .authority import create_entity

# Spellings that become names beside the one that is accepted; what is rarer is mostly a slip.
_MOST_SPELLINGS = 5

State = Proposal.State


class ProposalError(Exception):
    """Why a proposal cannot be decided so; the text says it to the editor.

    ``entity`` bears the name, if that is why.
    """

    def __init__(self, said: str, entity: Entity | None = None) -> None:
        super().__init__(said)
        self.entity = entity


@transaction.atomic
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
    stored = _locked(proposal, State.OPEN)
    text = text or stored.text
    entity = create_entity(kind or stored.kind, text, language or detect_language(text))
    _accept(proposal, stored, entity, by)
    return entity


@transaction.atomic
def accept_as_name(proposal: Proposal, entity: Entity, by: AbstractBaseUser | None = None) -> Entity:
    """Make a proposal, in all its spellings, another name of ``entity``.

    Raises ``ProposalError`` when it was decided before, or the entity is gone.
    """
    stored = _locked(proposal, State.OPEN)
    if not Entity.objects.select_for_update(no_key=True).filter(pk=entity.pk).exists():
        raise ProposalError(_("This entity is no longer there."))
    _accept(proposal, stored, entity, by)
    return entity


@transaction.atomic
def dismiss(proposal: Proposal, by: AbstractBaseUser | None = None) -> None:
    """Never propose it again. Raises ``ProposalError`` when it was decided before."""
    stored = _locked(proposal, State.OPEN)
    _decide(proposal, stored, State.DISMISSED, None, by)


@transaction.atomic
def reopen(proposal: Proposal, by: AbstractBaseUser | None = None) -> None:
    """Propose again what was dismissed, or what was accepted and is nobody's name any more.

    Raises ``ProposalError`` when it is open, or when an entity bears the name.
    """
    stored = _locked(proposal, State.DISMISSED, State.ACCEPTED)
    if bearer := Entity.objects.with_names().filter(names__folded=stored.folded).order_by("pk").first():
        said = _("«%(name)s» is a name of %(entity)s. Take it away there, then it can be decided again.")
        raise ProposalError(said % {"name": stored.text, "entity": bearer.name}, bearer)
    _decide(proposal, stored, State.OPEN, None, by)
    relinking.queue([stored.text])


def _locked(proposal: Proposal, *states: str) -> Proposal:
    """The proposal as it is now, kept from others; raises ``ProposalError`` when it is in no such state."""
    stored = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if stored is None:
        raise ProposalError(_("This proposal is no longer there."))
    if stored.state not in states:
        if stored.state == State.OPEN:
            raise ProposalError(_("«%(name)s» is still to be decided.") % {"name": stored.text})
        raise ProposalError(_("«%(name)s» was decided before.") % {"name": stored.text})
    return stored


def _accept(proposal: Proposal, stored: Proposal, entity: Entity, by: AbstractBaseUser | None) -> None:
    known = set(Name.objects.filter(entity=entity).values_list("text", flat=True))
    for text in (stored.text, *_spellings(stored)):
        if text not in known:
            Name.objects.create(entity=entity, text=text, language=detect_language(text))
            known.add(text)
    _decide(proposal, stored, State.ACCEPTED, entity, by)


def _spellings(proposal: Proposal) -> Iterable[str]:
    """The ways in which texts write it, the most frequent first, without those that differ in marks only."""
    votes: Counter[str] = Counter()
    places = ProposedMention.objects.filter(proposal=proposal).select_related("turn")
    for place in places.only("start", "end", "writing", "turn__text").iterator(2000):
        for text in {str(place), place.writing}:
            plain = " ".join(strip_tatweel(strip_tashkeel(text)).split())
            if name_key(plain) == proposal.folded and len(plain) <= 200:
                votes[plain] += 1
    votes.pop(strip_tatweel(strip_tashkeel(proposal.text)), None)
    return [text for text, _number in votes.most_common(_MOST_SPELLINGS)]


def _decide(
    proposal: Proposal, stored: Proposal, state: str, entity: Entity | None, by: AbstractBaseUser | None
) -> None:
    is_open = state == State.OPEN
    for one in (stored, proposal):
        one.state, one.entity = state, entity
        one.decided_at, one.decided_by = (None, None) if is_open else (timezone.now(), by)
    stored.save(update_fields=["state", "entity", "decided_at", "decided_by"])
