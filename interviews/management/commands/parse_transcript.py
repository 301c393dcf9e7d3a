"""`manage.py parse_transcript FILE…`: the turns of interviews' files as JSON."""

import json
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from interviews.management.file_results import add_file_arguments, for_each, print_one, read_or_refuse
from interviews.transcripts import parse


class Command(BaseCommand):
    """Prints lead, turns, set-aside text and problems; offsets count the characters of the decoded file."""

    @property
    def help(self) -> str:
        return _("Prints the questions and answers of interviews' text files as JSON.")

    # Parsing needs no database and no other part of the archive.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        folder: Path | None = options["to"]
        if folder is None:
            print_one(self, files, _parsed)
            return
        for_each(self, files, folder, lambda file, name: _write(folder / name, _parsed(file)))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _parsed(file: Path) -> str:
    """The JSON of a file's turns. Raises ``CommandError`` naming a file that cannot be read."""
    source = read_or_refuse(file)
    # The offsets refer to this text, which is the file's own only where that is plain text.
    read = {"media": source.media, "encoding": source.encoding, "text": source.text}
    return json.dumps({**parse(source).as_json(), **read}, ensure_ascii=False, indent=2)
