"""`manage.py parse_transcript FILE…`: the turns of interviews' files as JSON."""

import io
import json
import logging
import sys
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.actions.interview_file import InvalidFile, read_source
from interviews.transcripts import parse
from interviews.transcripts.sources import SUFFIXES

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Prints lead, turns, set-aside text and problems; offsets count the characters of the decoded file."""

    @property
    def help(self) -> str:
        return _("Prints the questions and answers of interviews' text files as JSON.")

    # Parsing needs no database and no other part of the archive.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            type=Path,
            nargs="+",
            metavar="FILE",
            help=_("A text, page, document or subtitles; %(suffixes)s") % {"suffixes": " ".join(SUFFIXES)},
        )
        parser.add_argument(
            "--to", type=Path, metavar="FOLDER", help=_("write a JSON file for each file into this folder")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        if options["to"] is None:
            self._print(files)
        else:
            self._write(files, options["to"])

    def _print(self, files: list[Path]) -> None:
        if len(files) > 1:
            raise CommandError(_("Several files need --to and a folder, one JSON file for each."))
        if isinstance(sys.stdout, io.TextIOWrapper):
            # JSON is UTF-8 (RFC 8259), whatever the terminal's locale is.
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(_parsed(files[0]))

    def _write(self, files: list[Path], folder: Path) -> None:
        names = [f"{file.stem}.json" for file in files]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise CommandError(_("Two of the files would become %(name)s.") % {"name": twice})
        folder.mkdir(parents=True, exist_ok=True)
        failed = False
        for file, name in zip(files, names, strict=True):
            try:
                (folder / name).write_text(_parsed(file), encoding="utf-8")
            except CommandError as error:
                # It concerns this file; the others go on.
                self.stderr.write(self.style.ERROR(str(error)))
                failed = True
            except Exception:
                logger.exception("%s could not be parsed", file)
                failed = True
        if failed:
            raise CommandError(_("Some files could not be read; the reasons are above."))


def _parsed(file: Path) -> str:
    """The JSON of a file's turns. Raises ``CommandError`` naming a file that cannot be read."""
    try:
        source = read_source(file)
    except InvalidFile as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": file, "reason": error}
        ) from error
    # The offsets refer to this text, which is the file's own only where that is plain text.
    read = {"media": source.media, "encoding": source.encoding, "text": source.text}
    return json.dumps({**parse(source).as_json(), **read}, ensure_ascii=False, indent=2)
