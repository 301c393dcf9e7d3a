"""What a file holds that is to be imported: an interview with turns, or facts about a transcript.

Reads JSON into plain objects and checks every value, so that a wrong one is named by its place in
the file and nothing of the file is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

KINDS = ("question", "answer", "narration")
ROLES = ("interviewer", "guest", "moderator")
LANGUAGES = ("ar", "ckb", "en")


class InvalidFile(Exception):
    """The file cannot be imported; the message says why, in the reader's language."""


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


def read_interview(text: str) -> InterviewFacts:
    """The interview in a JSON text; raises ``InvalidFile`` naming the first value that is wrong.

    ``{"title": "حوار مع …", "outlet": "…", "published_on": "2020-08-24", "turns": [{"kind":
    "question", "speaker": "…", "text": "…"}]}``; CONTRIBUTING.md lists every key.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InvalidFile(_("This is not valid JSON: %(error)s") % {"error": error}) from error
    except RecursionError as error:
        raise InvalidFile(_("This JSON is nested too deeply.")) from error
    reader = _Reader(data, "")
    participants = tuple(_participant(item) for item in reader.objects("participants"))
    names = [participant.name for participant in participants]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise reader.fail(f"participants[{number}].name", _("is the name of another participant."))
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
        turns=tuple(_turn(item) for item in reader.objects("turns")),
    )


def _participant(reader: _Reader) -> ParticipantFacts:
    return ParticipantFacts(
        name=reader.required("name", 200),
        role=reader.choice("role", ROLES, default="guest"),
        office=reader.string("office", 300),
        labels=reader.strings("labels", 200),
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

    def __init__(self, data: Any, place: str) -> None:
        self.place = place
        if not isinstance(data, dict):
            raise InvalidFile(_("%(place)s is not a JSON object.") % {"place": place or "JSON"})
        self.data = data

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

    def objects(self, key: str) -> list[_Reader]:
        prefix = f"{self.place}.{key}" if self.place else key
        return [_Reader(item, f"{prefix}[{number}]") for number, item in enumerate(self.items(key))]

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
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.fail(key, _("is not a date such as 2020-08-24.")) from error

    def url(self, key: str) -> str:
        value = self.string(key, 500).strip()
        try:
            scheme = urlsplit(value).scheme
        except ValueError as error:
            raise self.fail(key, _("is not a web address.")) from error
        if value and scheme not in ("http", "https"):
            raise self.fail(key, _("is not a web address."))
        return value
