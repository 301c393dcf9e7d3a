"""Files of one record a line, compressed or not; what cannot be read is named by file and line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _


class UnreadableLine(Exception):
    """What is wrong with which line of which file, or with the file, in words for who gave it."""


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text in UTF-8 that hold anything, with their numbers from 1; ``.gz`` is unpacked.

    Raises ``UnreadableLine``.
    """
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                if text.strip():
                    yield number, text
    except UnicodeDecodeError as error:
        raise unreadable(path, number, _("this is not UTF-8")) from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableLine(_("%(file)s: %(reason)s") % {"file": path, "reason": reason}) from error


def json_lines(path: Path, keys: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file, one a line, each with at least ``keys``; raises ``UnreadableLine``.

    The line ``{"id": 7, "text": "نعم."}`` gives ``(1, {"id": 7, "text": "نعم."})``.
    """
    for number, line in text_lines(path):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise unreadable(path, number, _("this is not JSON")) from error
        lacking = [key for key in keys if key not in record] if isinstance(record, dict) else keys
        if lacking:
            raise unreadable(path, number, _("there is no %(names)s") % {"names": ", ".join(lacking)})
        yield number, record


def unreadable(path: Path, number: int, reason: str) -> UnreadableLine:
    """The error that says what is wrong with a line."""
    message = _("%(file)s, line %(number)d: %(reason)s")
    return UnreadableLine(message % {"file": path, "number": number, "reason": reason})
