"""The work on a pasted text, from its arrival on: every step is kept in the database when it is done.

``receive`` stores what arrived before anything is tried with it that can fail. All others take the
paste's version as the editor's page has it, and change nothing when the paste has moved on since.
``paste_saving`` makes the interview.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.arabic.language import detect_language
from interviews.models import Outlet, Paste, PasteSource, PasteStep, Speaker, Topic
from interviews.models.paste import OPENING_LENGTH
from interviews.transcripts import UndecodableFile, parse
from interviews.transcripts.draft import Draft, DraftError
from interviews.transcripts.draft_history import backwards, difference, forwards
from interviews.transcripts.draft_operations import perform
from interviews.transcripts.source import Formatted, Source
from interviews.transcripts.sources import read, read_text
from interviews.transcripts.sources.clipboard import with_looks

from .interview_file import UNDECODABLE
from .paste_access import PasteConflict, PasteError, lock, locked, refuse_conflict
from .source_digest import source_digest
from .titles import title_of_draft

__all__ = [
    "Facts",
    "PasteConflict",
    "PasteError",
    "apply",
    "discard",
    "read_again",
    "receive",
    "redo",
    "restore",
    "set_facts",
    "undo",
]

logger = logging.getLogger(__name__)

#: PostgreSQL stores neither; in their place stands U+FFFD, so that offsets stay what they are.
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an editor, or a file, says about an interview besides its text; all may be unknown."""

    title: str = ""
    outlet: Outlet | None = None
    published_on: date | None = None
    place: str = ""
    source_url: str = ""
    language: str = ""
    topics: tuple[Topic, ...] = ()


NO_FACTS = Facts()


def receive(
    text: str = "",
    *,
    data: bytes | None = None,
    file_name: str = "",
    clipboard_html: str = "",
    facts: Facts = NO_FACTS,
    by: AbstractBaseUser | None = None,
) -> Paste:
    """Keep a pasted ``text``, or the ``data`` of a file, and read it.

    What arrived is committed first, by itself; so this cannot be part of another transaction, and a
    view that calls it must not be one. When it cannot be read, ``error`` of the paste says why. Raises
    ``PasteError`` ("empty", "too_long") and then keeps nothing.
    """
    original = text.encode(errors="surrogatepass") if data is None else data
    # A form sends every line end as CRLF, whatever the page had.
    text = storable(text.replace("\r\n", "\n")) if data is None else ""
    if not (original if data is not None else text).strip():
        raise PasteError("empty")
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if len(original) > limit:
        raise PasteError("too_long", megabytes=limit // 1024**2)
    with transaction.atomic(durable=True):
        source = PasteSource.objects.create(
            original=original,
            file_name=storable(file_name)[-255:],
            clipboard_html=storable(clipboard_html),
            text=text,
            media="text" if data is None else "",
        )
        paste = Paste.objects.create(
            source=source, opening=_opening(text) or source.file_name[:OPENING_LENGTH], added_by=by
        )
        _write_facts(paste, facts, by)
    return _read(paste, paste.version, "", by, guess_language=not facts.language)


def read_again(paste: Paste, version: int, layout: str = "", by: AbstractBaseUser | None = None) -> Paste:
    """Read a text anew, in the layout of this name or else in the most evident one; this can be undone.

    What was decided about a participant holds for the one of the same name. It is also the way to try
    again what could not be read.
    """
    return _read(paste, version, layout, by)


def apply(
    paste: Paste,
    version: int,
    operation: str,
    arguments: Mapping[str, object],
    by: AbstractBaseUser | None = None,
) -> Paste:
    """Do one of ``draft_operations.OPERATIONS`` and keep the result; what changes nothing is no step."""
    with transaction.atomic():
        paste = locked(paste, version)
        draft = _draft(paste)
        try:
            changed = perform(draft, operation, arguments)
        except DraftError as problem:
            raise PasteError(problem.code) from problem
        if changed != draft:
            _step(paste, changed, operation, by)
    return paste


def undo(paste: Paste, version: int, by: AbstractBaseUser | None = None) -> Paste:
    """Take the last step back; raises ``PasteError("nothing_to_undo")`` when there is none."""
    with transaction.atomic():
        paste = locked(paste, version)
        step = paste.steps.filter(number=paste.step).first()
        if step is None:
            raise PasteError("nothing_to_undo")
        before = Draft.from_json(paste.text, backwards(paste.draft, step.change))
        _write_draft(paste, before, paste.step - 1, by)
    return paste


def redo(paste: Paste, version: int, by: AbstractBaseUser | None = None) -> Paste:
    """Do again what was undone last; raises ``PasteError("nothing_to_redo")`` when there is nothing."""
    with transaction.atomic():
        paste = locked(paste, version)
        step = paste.steps.filter(number=paste.step + 1).first()
        if step is None:
            raise PasteError("nothing_to_redo")
        after = Draft.from_json(paste.text, forwards(paste.draft, step.change))
        _write_draft(paste, after, paste.step + 1, by)
    return paste


def set_facts(paste: Paste, version: int, facts: Facts, by: AbstractBaseUser | None = None) -> Paste:
    """Keep what the editor says about the interview, in place of all that was said before."""
    with transaction.atomic():
        paste = locked(paste, version)
        _write_facts(paste, facts, by)
    return paste


def discard(paste: Paste, version: int, by: AbstractBaseUser | None = None) -> Paste:
    """Put a text away; it is kept, and ``restore`` brings it back."""
    with transaction.atomic():
        paste = locked(paste, version)
        _set_status(paste, Paste.Status.DISCARDED, by)
    return paste


def restore(paste: Paste, version: int, by: AbstractBaseUser | None = None) -> Paste:
    """Bring back a text that was put away, or whose interview was deleted."""
    with transaction.atomic():
        paste = lock(paste)
        refuse_conflict(paste, version)
        if paste.status == Paste.Status.WAITING or paste.saved_interview is not None:
            raise PasteError("not_put_away")
        _set_status(paste, Paste.Status.WAITING, by)
    return paste


def storable(text: str) -> str:
    """A text with U+FFFD for each character that no database column can hold: NUL, lone surrogates."""
    return _NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


# --- Reading ---------------------------------------------------------------------------------------


def _read(
    paste: Paste, version: int, layout: str, by: AbstractBaseUser | None, *, guess_language: bool = False
) -> Paste:
    # Outside of the transaction, which locks the paste: a long text takes seconds.
    source, draft, error = _try_to_read(paste.source, layout)
    with transaction.atomic():
        paste = locked(paste, version)
        if source is not None and not paste.source.digest:
            _write_source(paste.source, source)
            paste.opening = _opening(source.text)
        if paste.draft is not None:
            if draft is None:
                raise PasteError("unreadable")
            _step(paste, _with_decisions(draft, paste.current_draft), "read_again", by)
        elif draft is not None:
            draft = _with_decisions(draft, None)
            _suggest_facts(paste, draft, guess_language)
            paste.error = ""
            _write_draft(paste, draft, 0, by)
        else:
            paste.error = error
            _save(paste, by)
    return paste


def _try_to_read(kept: PasteSource, layout: str) -> tuple[Source | None, Draft | None, str]:
    """What can be read of an original: its text, its draft, and why there is none of these."""
    source = None
    try:
        source = _source(kept)
        return source, Draft.from_transcript(parse(source, layout or None)), ""
    except UndecodableFile as problem:
        values = {"at": problem.at or 0, "encoding": problem.encoding}
        return source, None, str(UNDECODABLE[problem.code] % values)
    except Exception:
        # Whatever it is, the original is kept and the editor is told.
        logger.exception("The pasted original %s could not be read", kept.pk)
        return source, None, _("The program failed while reading it. The text is kept; please tell us.")


def _source(kept: PasteSource) -> Source:
    """The text of an original with its looks: as it was read the first time, or read now."""
    if kept.digest:
        formatted = tuple(Formatted(*passage) for passage in kept.formatted)
        return Source(kept.text, formatted, kept.media, kept.encoding)
    if kept.text:
        return _pasted(kept.text, kept.clipboard_html)
    source = read(bytes(kept.original), kept.file_name)
    return replace(source, text=storable(source.text))


def _pasted(text: str, clipboard_html: str) -> Source:
    source = read_text(text)
    if source.media != "text" or not clipboard_html:
        return source
    try:
        return with_looks(text, read_text(clipboard_html))
    except UndecodableFile:
        # The text is there all the same.
        return source


def _write_source(kept: PasteSource, source: Source) -> None:
    kept.text = source.text
    kept.formatted = [[one.start, one.end, one.look] for one in source.formatted]
    kept.media, kept.encoding = source.media, source.encoding
    kept.digest = source_digest(source.text)
    kept.save(update_fields=["text", "formatted", "media", "encoding", "digest"])


def _with_decisions(draft: Draft, earlier: Draft | None) -> Draft:
    """The draft with what was decided about its speakers: by the editor before, else by their full names."""
    decided = {one.name: one for one in earlier.speakers} if earlier else {}
    taken: set[int] = set()
    speakers = []
    for one in draft.speakers:
        if before := decided.get(one.name):
            one = replace(one, decision=before.decision, speaker_id=before.speaker_id)
        elif known := Speaker.objects.the_one_named(one.name):
            one = replace(one, decision="existing", speaker_id=known.pk)
        if one.speaker_id in taken:
            one = replace(one, decision="open", speaker_id=None)
        if one.speaker_id is not None:
            taken.add(one.speaker_id)
        speakers.append(one)
    return replace(draft, speakers=tuple(speakers))


def _suggest_facts(paste: Paste, draft: Draft, guess_language: bool) -> None:
    """Fill in what the text itself says, where nobody said it: language, title, outlet."""
    if guess_language:
        paste.language = detect_language(draft.text)
    paste.title = paste.title or title_of_draft(draft, paste.language)
    if paste.outlet is None:
        # «وكالة …» before the questions is an outlet that the archive may know; it is not made up.
        names = [n for one in draft.speakers if one.role == "interviewer" for n in (one.name, *one.labels)]
        paste.outlet = next(filter(None, map(Outlet.objects.the_one_named, names)), None)


# --- Keeping ---------------------------------------------------------------------------------------


def _draft(paste: Paste) -> Draft:
    draft = paste.current_draft
    if draft is None:
        raise PasteError("unread")
    return draft


def _step(paste: Paste, draft: Draft, operation: str, by: AbstractBaseUser | None) -> None:
    """Keep a step; those that were undone before it can no longer be done again."""
    before = paste.draft
    paste.steps.filter(number__gt=paste.step).delete()
    _write_draft(paste, draft, paste.step + 1, by)
    PasteStep.objects.create(
        paste=paste,
        number=paste.step,
        operation=operation,
        change=difference(before, paste.draft),
        by=by,
    )


def _write_draft(paste: Paste, draft: Draft, step: int, by: AbstractBaseUser | None) -> None:
    paste.draft = draft.as_json()
    paste.step = step
    paste.layout = draft.layout
    paste.turn_count = len(draft.turns)
    paste.doubt_count = sum(not doubt.seen for doubt in draft.doubts())
    _save(paste, by)


def _write_facts(paste: Paste, facts: Facts, by: AbstractBaseUser | None) -> None:
    paste.title, paste.outlet, paste.published_on = facts.title, facts.outlet, facts.published_on
    paste.place, paste.source_url = facts.place, facts.source_url
    paste.language = facts.language or paste.language
    _save(paste, by)
    paste.topics.set(facts.topics)


def _set_status(paste: Paste, status: str, by: AbstractBaseUser | None) -> None:
    paste.status = status
    _save(paste, by)


def _save(paste: Paste, by: AbstractBaseUser | None) -> None:
    paste.version += 1
    paste.changed_by = by
    paste.save()


def _opening(text: str) -> str:
    return " ".join(text[: 4 * OPENING_LENGTH].split())[:OPENING_LENGTH]
