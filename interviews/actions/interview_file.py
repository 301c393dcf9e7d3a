"""What a file holds that is to be imported: an interview with turns, or facts about a transcript.

Reads JSON into plain objects and checks every value, so that a wrong one is named by its place in
the file and nothing of the file is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import FIRST_YEAR, LAST_YEAR, Participant, Turn, name_key
from interviews.transcripts import UndecodableFile, decode, sources
from interviews.transcripts.source import Source

Read = TypeVar("Read")

# What may stand in a file. ``manage.py parse_transcript`` prints the keys in the second lines of the
# interview and of the turn, `interviews.exports.structured` writes those in the last lines besides; what both
# make can be imported, and those keys say nothing that is stored.
INTERVIEW_KEYS = (
    *("title", "outlet", "published_on", "language", "place", "source_url", "topics"),
    *("participants", "sample", "lead", "closing", "turns"),
    *("set_aside", "problems", "media", "encoding", "text"),
    *("id", "url", "revision", "updated_at", "outlet_ref", "topic_refs"),
    *("lead_mentions", "closing_mentions", "corrections"),
)
PARTICIPANT_KEYS = ("name", "role", "office", "labels", *("speaker",))
TURN_KEYS = (
    *("kind", "speaker", "text", "indirect"),
    *("start", "end", "confidence"),
    *("key", "url", "exchange", "mentions"),
)

KINDS = tuple(Turn.Kind.values)
ROLES = tuple(Participant.Role.values)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class InvalidFile(Exception):
    """The file cannot be imported; the message says why, in the reader's language."""


UNDECODABLE = {
    "control_characters": gettext_lazy(
        "It holds control characters, so it is no text file; perhaps a picture or another program's document."
    ),
    "damaged_utf_8": gettext_lazy("It looks like UTF-8 that is damaged or cut off at byte %(at)d."),
    "unknown_encoding": gettext_lazy(
        "It is neither UTF-8 (byte %(at)d does not fit) nor Arabic in Windows-1256; save it as UTF-8."
    ),
    "utf_32": gettext_lazy("It is in UTF-32, which is not read here; save it as UTF-8."),
    "damaged": gettext_lazy("Its mark says %(encoding)s, but it is damaged or cut off at byte %(at)d."),
    "null_characters": gettext_lazy(
        "Its mark says %(encoding)s, but it contains null characters, which no text has."
    ),
    "binary_or_cut": gettext_lazy(
        "It contains null bytes and an odd number of bytes: it is not a text file, or UTF-16 that is cut off."
    ),
    "binary": gettext_lazy("It contains null bytes and is not UTF-16, so it is not a text file."),
    "damaged_document": gettext_lazy("It is a document (.docx or .odt) that is damaged or cut off."),
    "damaged_json": gettext_lazy("It is not valid JSON."),
    "encrypted_document": gettext_lazy("It is protected by a password; save a copy without one."),
    "null_character": gettext_lazy("The file contains a null character, which no text has."),
    "lone_surrogate": gettext_lazy("It contains half a character (a lone surrogate)."),
    "no_text": gettext_lazy("There is no text in it."),
    "old_word": gettext_lazy(
        "It is in Word's old format (.doc); open it and save it as .docx, or copy its text and paste it."
    ),
    "other_document": gettext_lazy(
        "It is a document of a kind that is not read here; copy its text and paste it."
    ),
    "pdf": gettext_lazy("It is a PDF; open it, copy its text and paste it."),
    "picture": gettext_lazy("It is a picture, so it is not a text file."),
    "rtf": gettext_lazy("It is in RTF; open it and save it as .docx, or copy its text and paste it."),
    "sound_or_film": gettext_lazy(
        "It is a recording; what is read here is its text or subtitles (.srt, .vtt)."
    ),
    "too_deep": gettext_lazy("Its parts lie inside one another too deeply to be read."),
    "too_large": gettext_lazy("Unpacked it is too large; copy its text and paste it."),
    "unknown_json": gettext_lazy(
        "This JSON is neither an interview of the archive nor a list of speakers with their texts."
    ),
}


@dataclass(frozen=True, slots=True)
class TurnFacts:
    kind: str
    speaker: str | None
    text: str
    indirect: bool = False


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    name: str
    role: str
    office: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """What a file says about an interview; what it does not say is empty."""

    title: str = ""
    outlet: str = ""
    published_on: date | None = None
    language: str = ""
    place: str = ""
    source_url: str = ""
    topics: tuple[str, ...] = ()
    participants: tuple[ParticipantFacts, ...] = ()
    sample: bool = False
    lead: str = ""
    closing: str = ""
    turns: tuple[TurnFacts, ...] = field(default=())


def read_text(path: Path) -> str:
    """The text of a file; raises ``InvalidFile`` with a whole sentence when there is none to be read."""
    return _read(path, decode)


def read_source(path: Path) -> Source:
    """The text of a file of any kind (page, document, subtitles …), with the look of its passages.

    Raises ``InvalidFile`` as ``read_text`` does.
    """
    return _read(path, lambda data: sources.read(data, path.name))


def _read(path: Path, reader: Callable[[bytes], Read]) -> Read:
    try:
        return reader(path.read_bytes())
    except UndecodableFile as error:
        raise InvalidFile(
            UNDECODABLE[error.code] % {"at": error.at or 0, "encoding": error.encoding}
        ) from error
    except FileNotFoundError as error:
        if path.is_symlink():
            raise InvalidFile(_("It is a link to a file that is not there.")) from error
        raise InvalidFile(_("There is no such file or folder.")) from error
    except IsADirectoryError as error:
        raise InvalidFile(_("It is a folder, not a file.")) from error
    except PermissionError as error:
        raise InvalidFile(_("There is no permission to read it.")) from error
    except OSError as error:
        raise InvalidFile(_("It cannot be read: %(error)s") % {"error": error.strerror or error}) from error


def read_date(text: str) -> date:
    """The day in ``2020-08-24``; raises ``InvalidFile`` for what is no date of a publication."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InvalidFile(_("“%(text)s” is not a date such as 2020-08-24.") % {"text": text}) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidFile(
            _("“%(text)s” is not a date of publication: the year must be from %(first)d to %(last)d.")
            % {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return day


def is_interview(text: str) -> bool:
    """Whether a JSON text is meant for ``read_interview``, and not one of the forms that ``sources`` reads.

    Text that is no JSON is, since ``read_interview`` says where it is wrong.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return True
    return isinstance(data, dict) and (
        "turns" in data or ("text" not in data and data.keys() <= {*INTERVIEW_KEYS})
    )


def read_interview(text: str) -> InterviewFacts:
    """The interview in a JSON text; raises ``InvalidFile`` naming the first value that is wrong.

    ``{"title": "حوار مع …", "outlet": "…", "published_on": "2020-08-24", "turns": [{"kind":
    "question", "speaker": "…", "text": "…"}]}``; CONTRIBUTING.md lists every key.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidFile(
            _("This is not valid JSON: it cannot be read from line %(line)d, column %(column)d on.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except ValueError as error:
        # Python refuses to convert more than 4,300 digits (sys.set_int_max_str_digits).
        raise InvalidFile(_("A number in this JSON has too many digits.")) from error
    except RecursionError as error:
        raise InvalidFile(_("This JSON is nested too deeply.")) from error
    reader = _Reader(data, "", INTERVIEW_KEYS)
    participants = tuple(_participant(item) for item in reader.objects("participants", PARTICIPANT_KEYS))
    _check_labels(participants, reader)
    return InterviewFacts(
        title=reader.string("title", 300),
        outlet=reader.string("outlet", 200),
        published_on=reader.date("published_on"),
        language=reader.choice("language", LANGUAGES, default=""),
        place=reader.string("place", 100),
        source_url=reader.url("source_url"),
        topics=reader.strings("topics", 100),
        participants=participants,
        sample=reader.boolean("sample"),
        lead=reader.string("lead"),
        closing=reader.string("closing"),
        turns=tuple(_turn(item) for item in reader.objects("turns", TURN_KEYS)),
    )


def _participant(reader: _Reader) -> ParticipantFacts:
    return ParticipantFacts(
        name=reader.required("name", 200),
        role=reader.choice("role", ROLES, default="guest"),
        office=reader.string("office", 300).strip(),
        labels=reader.strings("labels", 200),
    )


def _check_labels(participants: tuple[ParticipantFacts, ...], reader: _Reader) -> None:
    """Raises ``InvalidFile`` for a label of two participants: whose turns it heads cannot be told."""
    owners: dict[str, int] = {}
    for number, participant in enumerate(participants):
        for place, label in (("name", participant.name), *(("labels", one) for one in participant.labels)):
            owner = owners.setdefault(name_key(label) or label, number)
            if owner != number:
                raise reader.fail(
                    f"participants[{number}].{place}",
                    _("“%(label)s” is also a name or label of participants[%(other)d].")
                    % {"label": label, "other": owner},
                )


def _turn(reader: _Reader) -> TurnFacts:
    return TurnFacts(
        kind=reader.choice("kind", KINDS),
        speaker=reader.string("speaker", 200) or None,
        text=reader.required("text"),
        indirect=reader.boolean("indirect"),
    )


class _Reader:
    """Takes values out of a JSON object and says where a wrong one stands: ``turns[3].text``."""

    def __init__(self, data: Any, place: str, keys: tuple[str, ...]) -> None:
        self.place = place
        if not isinstance(data, dict):
            raise InvalidFile(_("%(place)s is not a JSON object.") % {"place": place or "JSON"})
        self.data = data
        for key in data:
            if key not in keys:
                # Marks of direction and the like, which made the key another one, are shown.
                shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in key[:80])
                raise self.fail(shown, _("is not a known key; known: %(keys)s.") % {"keys": ", ".join(keys)})

    def fail(self, key: str, reason: str) -> InvalidFile:
        place = f"{self.place}.{key}" if self.place else key
        return InvalidFile(_("%(place)s: %(reason)s") % {"place": place, "reason": reason})

    def string(self, key: str, longest: int | None = None) -> str:
        value = self.data.get(key)
        if value is None:
            return ""
        return self.checked(key, value, longest)

    def required(self, key: str, longest: int | None = None) -> str:
        value = self.string(key, longest)
        if not value.strip():
            raise self.fail(key, _("is missing or empty."))
        return value

    def checked(self, key: str, value: Any, longest: int | None) -> str:
        if not isinstance(value, str):
            raise self.fail(key, _("is not a text."))
        if "\0" in value:
            raise self.fail(key, _("contains a null character, which no text has."))
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise self.fail(key, _("contains half a character (a lone surrogate).")) from error
        if longest is not None and len(value) > longest:
            raise self.fail(key, _("is longer than %(longest)d characters.") % {"longest": longest})
        return value

    def strings(self, key: str, longest: int) -> tuple[str, ...]:
        return tuple(self.checked(key, value, longest).strip() for value in self.items(key))

    def objects(self, key: str, keys: tuple[str, ...]) -> list[_Reader]:
        prefix = f"{self.place}.{key}" if self.place else key
        return [_Reader(item, f"{prefix}[{number}]", keys) for number, item in enumerate(self.items(key))]

    def items(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail(key, _("is not a list."))
        return value

    def boolean(self, key: str) -> bool:
        value = self.data.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key, _("is neither true nor false."))
        return bool(value)

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.data.get(key) or default
        if value not in (*choices, default) or value is None:
            raise self.fail(key, _("is none of %(choices)s.") % {"choices": ", ".join(choices)})
        return str(value)

    def date(self, key: str) -> date | None:
        value = self.string(key).strip()
        if not value:
            return None
        try:
            return read_date(value)
        except InvalidFile as error:
            raise self.fail(key, str(error)) from error

    def url(self, key: str) -> str:
        value = self.string(key, 500).strip()
        try:
            scheme = urlsplit(value).scheme
        except ValueError as error:
            raise self.fail(key, _("is not a web address.")) from error
        if value and scheme not in ("http", "https"):
            raise self.fail(key, _("is not a web address."))
        return value
