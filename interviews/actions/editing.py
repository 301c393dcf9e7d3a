"""What an editor changes in an interview, and what must follow from it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import reversion
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from reversion.models import Version

from interviews.models import Interview, Participant, Turn
from interviews.search.indexing import outbox

from .mentions import attach_mentions, detach_mentions
from .names import link_names
from .similar import remember_text
from .turns import move_positions_away, number_exchanges


@dataclass(frozen=True, slots=True)
class LaterEdit:
    """A change made while somebody else had the interview open: when, and by whom where it is known."""

    changed_at: datetime
    changed_by: str


def later_edit(interview_id: int, opened_version: int) -> LaterEdit | None:
    """What changed the interview since ``opened_version``; None when nothing did.

    Locks the interview until the end of the transaction, so that nobody saves between this
    question and the save that depends on its answer. A deleted interview raises ``DoesNotExist``.
    """
    interview = Interview.objects.select_for_update().only("version", "updated_at").get(pk=interview_id)
    if interview.version == opened_version:
        return None
    newest = (
        Version.objects.get_for_object(interview).select_related("revision__user").order_by("-pk").first()
    )
    # Imports and commands change an interview without a revision: nobody is named for those.
    known = newest is not None and newest.field_dict.get("version") == interview.version
    user = newest.revision.user if newest is not None and known else None
    return LaterEdit(interview.updated_at, user.get_username() if user else "")


@transaction.atomic
def write_turns(
    interview: Interview, ordered: Sequence[Turn], changed: Iterable[Turn], deleted: Iterable[Turn] = ()
) -> None:
    """Make ``ordered`` the turns of an interview, at the positions 1 to n.

    ``changed`` are those of them to be saved, new ones included; of the others only the position
    is written. ``deleted`` go; a turn that is in none of these stays, behind the others. Decided
    mentions follow their words, also into another turn (see ``mentions``). ``after_edit`` must come after it.
    """
    changed, deleted = list(changed), list(deleted)
    kept = detach_mentions({turn.pk: turn.text for turn in changed if turn.pk}, changed, deleted)
    for turn in deleted:
        turn.delete()
    named = [turn.pk for turn in ordered if turn.pk]
    ordered = [*ordered, *interview.turns.in_order().exclude(pk__in=named)]
    stored = dict(interview.turns.values_list("pk", "position"))
    moved = stored != {turn.pk: position for position, turn in enumerate(ordered, 1) if turn.pk}
    for position, turn in enumerate(ordered, 1):
        turn.position = position
    if moved:
        move_positions_away(interview)
        saved_below = {id(turn) for turn in changed}
        others = [turn for turn in ordered if id(turn) not in saved_below]
        Turn.objects.bulk_update(others, ["position"], batch_size=500)
    participants = set(interview.participants.values_list("pk", flat=True))
    for turn in changed:
        # A participant removed in the same form leaves its turns behind without one.
        if turn.participant_id not in participants:
            turn.participant = None
        turn.save()
    attach_mentions(kept)


@transaction.atomic
def park_participants(interview: Interview, participants: Iterable[Participant]) -> None:
    """Take label and speaker from participants that are about to be saved with others.

    The database allows each only once in an interview and checks row by row, so two participants
    cannot simply change them with one another.
    """
    for participant in participants:
        if participant.pk:
            stored = interview.participants.filter(pk=participant.pk)
            stored.update(label=str(uuid.uuid4()), speaker=None)


@transaction.atomic
def after_edit(interview: Interview) -> None:
    """What follows from any change to an interview, its participants or turns.

    Exchanges are numbered and names linked anew, its text is remembered for comparison, the version
    is one higher, the index is asked to follow, and an open revision gets the interview as it now is.
    """
    number_exchanges(interview)
    link_names(interview)
    remember_text(interview)
    Interview.objects.filter(pk=interview.pk).update(version=F("version") + 1, updated_at=timezone.now())
    interview.refresh_from_db(fields=["version", "updated_at"])
    outbox.queue([interview.pk])
    if reversion.is_active():
        # Fresh from the database: what was prefetched before the change must not be kept.
        reversion.add_to_revision(Interview.objects.get(pk=interview.pk))
