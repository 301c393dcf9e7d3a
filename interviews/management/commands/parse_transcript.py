"""`manage.py parse_transcript FILE`: the turns of an interview's text file as JSON."""

import io
import json
import sys
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.actions.interview_file import InvalidFile, read_text
from interviews.transcripts import parse


class Command(BaseCommand):
    """Prints lead, turns, set-aside text and problems; offsets count the characters of the decoded file."""

    @property
    def help(self) -> str:
        return _("Prints the questions and answers of an interview's text file as JSON.")

    # Parsing needs no database and no other part of the archive.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("A text file in UTF-8, UTF-16 or Windows-1256."))

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            text = read_text(path)
        except InvalidFile as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error}
            ) from error
        if isinstance(sys.stdout, io.TextIOWrapper):
            # JSON is UTF-8 (RFC 8259), whatever the terminal's locale is.
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(json.dumps(parse(text).as_json(), ensure_ascii=False, indent=2))
