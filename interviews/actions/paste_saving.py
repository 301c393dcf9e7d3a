"""A pasted text becomes an interview: a draft, with its participants, turns and first revision."""

from __future__ import annotations

import reversion
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interviews.models import Interview, Participant, Paste, Speaker, Turn
from interviews.transcripts.draft import Draft, DraftSpeaker, faults

from .authority import create_speaker
from .editing import after_edit
from .paste_access import PasteError, lock, locked
from .turns import exchange_numbers


def interview_of_source(paste: Paste) -> Interview | None:
    """The interview of the archive that came from the very same text, if there is one."""
    digest = paste.source.digest
    return Interview.objects.filter(source_digest=digest).first() if digest else None


def save_as_interview(paste: Paste, version: int, by: AbstractBaseUser | None = None) -> Interview:
    """Make a draft interview of a pasted text, which stays attached to it; nothing is published.

    A paste that was saved already gives its interview, so that a second click makes no second one.
    Raises ``PasteError``: "no_title", "no_turns", "speaker_gone", "in_archive" (with the interview).
    """
    try:
        with transaction.atomic():
            if (saved := lock(paste).saved_interview) is not None:
                return saved
            return _save(locked(paste, version), by)
    except IntegrityError:
        # The same text was saved from another paste at the same moment.
        if (existing := interview_of_source(paste)) is None:
            raise
        raise PasteError("in_archive", interview=existing) from None


def _save(paste: Paste, by: AbstractBaseUser | None) -> Interview:
    draft = paste.current_draft
    if draft is None:
        raise PasteError("unread")
    if not draft.turns:
        raise PasteError("no_turns")
    if not paste.title.strip():
        raise PasteError("no_title")
    if (existing := interview_of_source(paste)) is not None:
        raise PasteError("in_archive", interview=existing)
    if wrong := faults(draft):
        # No operation can bring this about; if one did, a text would be lost here.
        raise ValueError(f"paste {paste.pk}: {'; '.join(wrong[:5])}")
    with reversion.create_revision(manage_manually=True):
        if by is not None:
            reversion.set_user(by)
        reversion.set_comment(_("Saved at the paste desk."))
        interview = _write_interview(paste, draft)
        _write_turns(interview, draft, _write_participants(interview, draft))
        after_edit(interview)
    paste.status = Paste.Status.SAVED
    paste.version += 1
    paste.changed_by = by
    paste.save()
    return interview


def _write_interview(paste: Paste, draft: Draft) -> Interview:
    interview = Interview.objects.create(
        paste=paste,
        title=paste.title,
        outlet=paste.outlet,
        lead=draft.lead_text,
        closing=draft.closing_text,
        published_on=paste.published_on,
        place=paste.place,
        source_url=paste.source_url,
        language=paste.language,
        source_text=paste.text,
        set_aside=draft.set_aside_json(),
        source_digest=paste.source.digest,
    )
    interview.topics.set(paste.topics.all())
    return interview


def _write_participants(interview: Interview, draft: Draft) -> dict[str, Participant]:
    """The participants by the keys of the draft's speakers."""
    return {
        one.key: Participant.objects.create(
            interview=interview,
            speaker=_speaker(one, interview.language),
            label=one.name,
            role=one.role,
            office=one.office,
        )
        for one in draft.speakers
    }


def _speaker(one: DraftSpeaker, language: str) -> Speaker | None:
    if one.decision == "new":
        return create_speaker(one.name, language)
    if one.decision == "open":
        return None
    if speaker := Speaker.objects.filter(pk=one.speaker_id).first():
        return speaker
    # Merged since the draft named this speaker.
    if speaker := Speaker.objects.filter(merged=one.speaker_id).first():
        return speaker
    raise PasteError("speaker_gone", name=one.name)


def _write_turns(interview: Interview, draft: Draft, participants: dict[str, Participant]) -> None:
    numbers = exchange_numbers([block.kind for block in draft.turns])
    Turn.objects.bulk_create(
        [
            Turn(
                interview=interview,
                position=position,
                kind=block.kind,
                participant=participants[block.speaker] if block.speaker else None,
                text=draft.text_of(block),
                indirect=block.indirect,
                exchange=number,
            )
            for position, (block, number) in enumerate(zip(draft.turns, numbers, strict=True), start=1)
        ],
        batch_size=500,
    )
