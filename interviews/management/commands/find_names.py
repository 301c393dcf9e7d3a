"""`manage.py find_names FILE…`: the names in interviews' files as JSON, known and proposed."""

from __future__ import annotations

import io
import json
import logging
import sys
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.actions.interview_file import InvalidFile, read_source
from interviews.entities import NameFinder
from interviews.entities.starter import InvalidRecord, known_names, read_files
from interviews.entities.transcript_names import names_in
from interviews.transcripts import parse
from interviews.transcripts.sources import SUFFIXES

logger = logging.getLogger(__name__)

STARTER = Path(__file__).resolve().parents[3] / "fixtures" / "authority"


class Command(BaseCommand):
    """Prints each name's place, words, kind and whether the authority lacks it; offsets as `parse_transcript` has them."""

    @property
    def help(self) -> str:
        return _(
            "Prints the names in interviews' text files as JSON, those that the authority lacks as proposed."
        )

    # Without --archive no database is needed and no other part of the archive.
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
        parser.add_argument(
            "--archive", action="store_true", help=_("take the names of the archive instead of the starter's")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        finder = _archive_finder() if options["archive"] else _starter_finder()
        if options["to"] is None:
            self._print(finder, files)
        else:
            self._write(finder, files, options["to"])

    def _print(self, finder: NameFinder, files: list[Path]) -> None:
        if len(files) > 1:
            raise CommandError(_("Several files need --to and a folder, one JSON file for each."))
        if isinstance(sys.stdout, io.TextIOWrapper):
            # JSON is UTF-8 (RFC 8259), whatever the terminal's locale is.
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(_found(finder, files[0]))

    def _write(self, finder: NameFinder, files: list[Path], folder: Path) -> None:
        names = [f"{file.stem}.json" for file in files]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise CommandError(_("Two of the files would become %(name)s.") % {"name": twice})
        folder.mkdir(parents=True, exist_ok=True)
        failed = False
        for file, name in zip(files, names, strict=True):
            try:
                (folder / name).write_text(_found(finder, file), encoding="utf-8")
            except CommandError as error:
                # It concerns this file; the others go on.
                self.stderr.write(self.style.ERROR(str(error)))
                failed = True
            except Exception:
                logger.exception("The names of %s could not be found", file)
                failed = True
        if failed:
            raise CommandError(_("Some files could not be read; the reasons are above."))


def _starter_finder() -> NameFinder:
    try:
        return NameFinder(known_names(read_files(sorted(STARTER.glob("*.json")))))
    except InvalidRecord as error:
        raise CommandError(str(error)) from error


def _archive_finder() -> NameFinder:
    # It asks the database, which the starter's names do not need.
    from interviews.actions.names import name_finder

    return name_finder()


def _found(finder: NameFinder, file: Path) -> str:
    """The JSON of a file's names. Raises ``CommandError`` naming a file that cannot be read."""
    try:
        source = read_source(file)
    except InvalidFile as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": file, "reason": error}
        ) from error
    transcript = parse(source)
    mentions = [
        {
            "start": mention.start,
            "end": mention.end,
            "surface": transcript.text[mention.start : mention.end],
            "name": mention.name,
            "type": mention.kind,
            "proposed": mention.is_proposed,
        }
        for mention in names_in(finder, transcript)
        if mention.is_decided
    ]
    return json.dumps({"mentions": mentions}, ensure_ascii=False, indent=2)
