"""``manage.py import_transcripts``: published interviews from files into the archive."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from tqdm import tqdm

from interviews.actions.importing import ImportOptions, ImportOutcome, find_files, import_file
from interviews.actions.interview_file import InvalidFile, read_date
from interviews.actions.layout_names import layout_name
from interviews.actions.relinking import relinked_once
from interviews.management.text_table import text_table


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Imports interviews from text and JSON files, and from folders of such files. What is read "
            "uncertainly, or is in the archive already, waits at the desk for an editor."
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", default="", help=_("who published the interviews that do not say it"))
        parser.add_argument("--date", type=_date, help=_("date of publication, as 2020-08-24"))
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "--language", default="", choices=languages, help=_("else it is recognised by its letters")
        )
        parser.add_argument(
            "--publish", action="store_true", help=_("publish what is sure; else it becomes drafts")
        )
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
        progress = tqdm(files, unit="", disable=options["verbosity"] == 0 or None, file=self.stderr._out)
        with relinked_once():
            outcomes = [import_file(path, importing, dry_run=options["dry_run"]) for path in progress]
        for outcome in outcomes:
            if outcome.status == "failed":
                self._complain(outcome, options["dry_run"])
        self._show(outcomes, importing.publish)
        self._sum_up(outcomes, options["dry_run"])

    def _complain(self, outcome: ImportOutcome, dry_run: bool) -> None:
        line = _("%(path)s: would NOT be imported") if dry_run else _("%(path)s: NOT imported")
        self.stderr.write(self.style.ERROR(line % {"path": outcome.path}))
        for note in outcome.notes:
            self.stderr.write(f"    {note}")

    def _show(self, outcomes: list[ImportOutcome], publish: bool) -> None:
        """A row for each file, its remarks below it."""
        heads = [_("file"), _("result"), _("layout"), _("turns"), _("confidence"), _("remarks")]
        rows = [_row(outcome, publish) for outcome in outcomes]
        if not rows:
            return
        turns, notes = sum(one.turns for one in outcomes), sum(len(one.notes) for one in outcomes)
        total = [_("total: %(number)d") % {"number": len(rows)}, "", "", str(turns), "", str(notes)]
        head, *lines, last = text_table([heads, *rows, total], right_to_left=get_language_bidi())
        self.stdout.write(self.style.MIGRATE_HEADING(head))
        for outcome, line in zip(outcomes, lines, strict=True):
            self.stdout.write(line)
            if outcome.status != "failed":
                for note in outcome.notes:
                    self.stdout.write(f"    {note}")
        self.stdout.write(last)

    def _sum_up(self, outcomes: list[ImportOutcome], dry_run: bool) -> None:
        counts = Counter(outcome.status for outcome in outcomes)
        if dry_run:
            line = _(
                "%(created)d would be imported, %(waiting)d would wait at the desk, %(unchanged)d are there "
                "already, %(failed)d would fail."
            )
            line += " " + _("Nothing was written (dry run).")
        else:
            line = _(
                "%(created)d imported, %(waiting)d wait at the desk, %(unchanged)d unchanged, "
                "%(failed)d failed."
            )
        statuses = ("created", "waiting", "unchanged", "failed")
        self.stdout.write(line % {status: counts[status] for status in statuses})
        if counts["waiting"] and not dry_run:
            self.stdout.write(
                _("An editor should look at those that wait: they are neither saved nor published.")
            )
        if counts["failed"] and dry_run:
            raise CommandError(_("Some files cannot be imported; the reasons are above."))
        if counts["failed"]:
            raise CommandError(_("Some files were not imported; the reasons are above."))


def _row(outcome: ImportOutcome, publish: bool) -> list[str]:
    results = {
        "created": _("published") if publish else _("draft"),
        "waiting": _("for the desk"),
        "unchanged": _("there already"),
        "failed": _("not imported"),
    }
    confidence = outcome.confidence
    return [
        str(outcome.path),
        results[outcome.status],
        str(layout_name(outcome.layout)),
        str(outcome.turns),
        "" if confidence is None else f"{round(100 * confidence)}%",
        str(len(outcome.notes)),
    ]


def _date(text: str) -> date:
    try:
        return read_date(text)
    except InvalidFile as error:
        raise ArgumentTypeError(str(error)) from error
