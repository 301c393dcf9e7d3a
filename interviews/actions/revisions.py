"""Earlier states of an interview: kept as one unit with its participants, turns and corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import reversion
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from reversion.models import Version

from interviews.models import (
    Correction,
    Interview,
    MergedOutlet,
    MergedSpeaker,
    Outlet,
    Participant,
    Speaker,
    Topic,
    Turn,
)

from .editing import after_edit, park_participants, write_turns

# What a return to an earlier state leaves as it is: whether the public may read the interview was
# decided since, and the version must never go back.
_NOT_REVERTED = (
    "id",
    "status",
    "publish_at",
    "version",
    "created_at",
    "updated_at",
    "source_digest",
    "paste",
)


def register() -> None:
    """Tell django-reversion what belongs to an interview; the second call does nothing."""
    if not reversion.is_registered(Interview):
        for model in (Participant, Turn, Correction):
            reversion.register(model)
        reversion.register(Interview, follow=("participants", "turns", "corrections"))


register()


@dataclass(frozen=True, slots=True)
class PastInterview:
    """An interview as a revision has it; its rows are not the database's and must not be saved."""

    interview: Interview
    topics: list[int] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def keep_present_state(interview: Interview) -> None:
    """Keep the state an interview is in, unless its newest revision is that state.

    To be called before a change: an import or a command leaves no revision, and its result must
    not be lost for who wants to go back.
    """
    stored = Interview.objects.get(pk=interview.pk)
    newest = Version.objects.get_for_object(stored).order_by("-pk").first()
    if newest is None or newest.field_dict.get("version") != stored.version:
        with reversion.create_revision(manage_manually=True):
            reversion.add_to_revision(stored)


def past_interview(version: Version) -> PastInterview:
    """The interview of a version with all that belonged to it, turns in their order.

    Speakers and an outlet that were deleted since are left out; whoever was merged is who he is now.
    """
    interview, topics = _row(version)
    rows: dict[type[Model], list[Any]] = {Participant: [], Turn: [], Correction: []}
    for other in version.revision.version_set.select_related("content_type").order_by("pk"):
        model = other.content_type.model_class()
        if model in rows and other.field_dict["interview_id"] == interview.pk:
            rows[model].append(_row(other)[0])
    participants: list[Participant] = sorted(rows[Participant], key=lambda row: row.pk)
    speakers = _now(MergedSpeaker, "speaker", {p.speaker_id for p in participants})
    existing = Speaker.objects.filter(pk__in=speakers.values()).with_names().in_bulk()
    for participant in participants:
        # Of two who were merged since, the second is known by the label only.
        participant.speaker = existing.pop(speakers.get(participant.speaker_id), None)
    by_number = {participant.pk: participant for participant in participants}
    turns: list[Turn] = sorted(rows[Turn], key=lambda row: row.position)
    for turn in turns:
        turn.participant = by_number.get(turn.participant_id)
    outlets = _now(MergedOutlet, "outlet", {interview.outlet_id})
    interview.outlet = Outlet.objects.with_names().filter(pk=outlets.get(interview.outlet_id)).first()
    return PastInterview(interview, topics, participants, turns, rows[Correction])


def _now(merged: type[MergedSpeaker | MergedOutlet], field: str, numbers: set[int | None]) -> dict[Any, Any]:
    """The numbers that speakers or an outlet of earlier have now."""
    rows = merged._default_manager.filter(number__in=numbers - {None})
    return {number: number for number in numbers} | dict(rows.values_list("number", field))


def _row(version: Version) -> tuple[Any, list[int]]:
    fields = dict(version.field_dict)
    topics = fields.pop("topics", [])
    return version.content_type.model_class()(**fields), topics


@transaction.atomic
def revert(version: Version, by: AbstractBaseUser | None = None, comment: str = "") -> Interview:
    """Bring an interview back to the state of ``version``, as a new state after all others.

    Whether it is published stays as it is now. A deleted interview comes back as a draft. Returns
    the interview.
    """
    past = past_interview(version)
    if present := Interview.objects.filter(pk=past.interview.pk).first():
        keep_present_state(present)
    with reversion.create_revision(manage_manually=True):
        if by is not None:
            reversion.set_user(by)
        reversion.set_comment(comment)
        interview = _interview(past)
        interview.topics.set(Topic.objects.filter(pk__in=past.topics))
        _replace_participants(interview, past.participants)
        _replace_corrections(interview, past.corrections)
        _replace_turns(interview, past.turns)
        after_edit(interview)
    return interview


def _interview(past: PastInterview) -> Interview:
    now = Interview.objects.select_for_update().filter(pk=past.interview.pk).first()
    if now is None:
        now = past.interview
        now.status = Interview.Status.DRAFT
        if Interview.objects.filter(source_digest=now.source_digest).exists():
            # The same source was imported again meanwhile.
            now.source_digest = ""
        if now.paste_id and Interview.objects.filter(paste=now.paste_id).exists():
            # The same pasted text was saved again meanwhile.
            now.paste = None
        now.save(force_insert=True)
        return now
    for name in [f.name for f in Interview._meta.local_fields if f.name not in _NOT_REVERTED]:
        setattr(now, name, getattr(past.interview, name))
    now.save()
    return now


def _replace_participants(interview: Interview, participants: list[Participant]) -> None:
    kept = [participant.pk for participant in participants]
    for gone in interview.participants.exclude(pk__in=kept):
        gone.delete()
    park_participants(interview, participants)
    for participant in participants:
        _save(participant, interview)


def _replace_corrections(interview: Interview, corrections: list[Correction]) -> None:
    interview.corrections.exclude(pk__in=[correction.pk for correction in corrections]).delete()
    for correction in corrections:
        _save(correction, interview)


def _replace_turns(interview: Interview, turns: list[Turn]) -> None:
    kept = {turn.pk for turn in turns}
    existing = interview.turns.in_bulk()
    for turn in turns:
        turn.interview = interview
        turn._state.adding = turn.pk not in existing
    deleted = [turn for pk, turn in existing.items() if pk not in kept]
    write_turns(interview, turns, turns, deleted)


def _save(row: Participant | Correction, interview: Interview) -> None:
    row.interview = interview
    row._state.adding = not type(row)._default_manager.filter(pk=row.pk).exists()
    row.save()
