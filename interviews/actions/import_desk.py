"""A file of a bulk import that an editor should see first waits at the paste desk."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import Q

from interviews.models import Paste, name_key
from interviews.transcripts.draft import Draft

from . import pasting
from .interview_file import InterviewFacts, ParticipantFacts
from .paste_access import PasteError


def paste_of_file(data: bytes, name: str, digest: str) -> Paste | None:
    """The text at the desk that came from this file before, waiting, put away or saved; None when none did.

    ``digest`` is that of its text; a text that could not be read, or was read otherwise there, is known
    by its bytes. One whose interview was deleted since does not count: it may come again.
    """
    same_text = Q(source__digest=digest)
    same_name = Q(source__file_name=name)
    pastes = Paste.objects.exclude(status=Paste.Status.SAVED, interview=None).select_related("source")
    for paste in pastes.filter(same_text | same_name).order_by("pk"):
        if paste.source.digest == digest or bytes(paste.source.original) == data:
            return paste
    return None


def leave_at_desk(data: bytes, name: str, facts: InterviewFacts, known: pasting.Facts) -> Paste:
    """Keep a file as a text that waits at the desk, with what is known about it; raises ``PasteError``.

    ``facts`` are what the file or the one beside it says of the participants, ``known`` everything else.
    """
    paste = pasting.receive(data=data, file_name=name, facts=known)
    for participant in facts.participants:
        if (draft := paste.current_draft) is None:
            break
        # What does not fit the draft (a name that is another's there) is for the editor to decide.
        with suppress(PasteError):
            paste = pasting.apply(paste, paste.version, *_told(participant, draft))
    return paste


def _told(participant: ParticipantFacts, draft: Draft) -> tuple[str, dict[str, str]]:
    """The step by which a draft learns what a file says of one participant."""
    keys = set(map(name_key, (participant.name, *participant.labels)))
    said = {"name": participant.name, "role": participant.role, "office": participant.office}
    for speaker in draft.speakers:
        if keys & set(map(name_key, (speaker.name, *speaker.labels))):
            return "edit_speaker", {
                **said,
                "speaker": speaker.key,
                "office": said["office"] or speaker.office,
            }
    return "add_speaker", said
