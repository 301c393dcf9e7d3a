"""``manage.py import_transcripts``: published interviews from files into the archive."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from interviews.actions.importing import ImportOptions, ImportOutcome, find_files, import_file
from interviews.actions.interview_file import InvalidFile, read_date
from interviews.actions.names import name_finder
from interviews.search.outbox import drained_once


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Imports interviews from text and JSON files, and from folders of such files.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", default="", help=_("who published the interviews that do not say it"))
        parser.add_argument("--date", type=_date, help=_("date of publication, as 2020-08-24"))
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "--language", default="", choices=languages, help=_("else it is recognised by its letters")
        )
        parser.add_argument("--publish", action="store_true", help=_("publish them; else they are drafts"))
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
        parser.add_argument(
            "--create-speakers",
            action="store_true",
            help=_("make a speaker of every guest with a full name who is not one yet"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if len(options["outlet"]) > 200:
            raise CommandError(_("The outlet's name is longer than 200 characters."))
        files = find_files(options["paths"])
        importing = ImportOptions(
            outlet=options["outlet"],
            published_on=options["date"],
            language=options["language"],
            publish=options["publish"],
            create_speakers=options["create_speakers"],
        )
        finder = name_finder()
        progress = tqdm(files, unit="", disable=options["verbosity"] == 0 or None, file=self.stderr._out)
        with drained_once():
            outcomes = [import_file(path, importing, finder, dry_run=options["dry_run"]) for path in progress]
        for outcome in outcomes:
            self._report(outcome, options["dry_run"])
        self._sum_up(outcomes, options["dry_run"])

    def _report(self, outcome: ImportOutcome, dry_run: bool) -> None:
        if outcome.status == "created":
            done = _("%(path)s: imported, %(turns)d turns")
            line = _("%(path)s: would be imported, %(turns)d turns") if dry_run else done
        elif outcome.status == "unchanged":
            line = _("%(path)s: already in the archive, nothing changed")
        else:
            line = _("%(path)s: would NOT be imported") if dry_run else _("%(path)s: NOT imported")
        line %= {"path": outcome.path, "turns": outcome.turns}
        stream, style = (self.stderr, self.style.ERROR) if outcome.status == "failed" else (self.stdout, str)
        stream.write(style(line))
        for note in outcome.notes:
            stream.write(f"    {note}")

    def _sum_up(self, outcomes: list[ImportOutcome], dry_run: bool) -> None:
        counts = Counter(outcome.status for outcome in outcomes)
        if dry_run:
            line = _("%(created)d would be imported, %(unchanged)d are there already, %(failed)d would fail.")
            line += " " + _("Nothing was written (dry run).")
        else:
            line = _("%(created)d imported, %(unchanged)d unchanged, %(failed)d failed.")
        self.stdout.write(line % {status: counts[status] for status in ("created", "unchanged", "failed")})
        if counts["failed"] and dry_run:
            raise CommandError(_("Some files cannot be imported; the reasons are above."))
        if counts["failed"]:
            raise CommandError(_("Some files were not imported; the reasons are above."))


def _date(text: str) -> date:
    try:
        return read_date(text)
    except InvalidFile as error:
        raise ArgumentTypeError(str(error)) from error
