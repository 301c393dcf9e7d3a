"""``manage.py reconcile_index``: proves that the search index equals the database, or makes it so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from haystack import connections

from interviews.management.progress import turns_with_progress
from interviews.models import IndexUpdate
from interviews.search.indexing.errors import IndexDamaged, IndexLocked
from interviews.search.indexing.outbox import drain, is_up_to_date, rebuild
from interviews.search.indexing.reconcile import Comparison, compare, repair


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Compares the search index with the database, turn by turn, and repairs what differs.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help=_("only report; the exit code is 1 when something differs")
        )
        parser.add_argument("--wait", type=float, default=60.0, help=_("seconds to wait for another writer"))

    def handle(self, *args: Any, check: bool, wait: float, **options: Any) -> None:
        try:
            self._reconcile(check, wait, options["verbosity"])
        except IndexLocked as error:
            raise CommandError(_("Another process is writing the index; try again later.")) from error

    def _reconcile(self, check: bool, wait: float, verbosity: int) -> None:
        try:
            connections["default"].get_backend().verify()
        except IndexDamaged as error:
            if check:
                raise CommandError(_("The index is damaged; rebuild_index makes a new one.")) from error
            self.stdout.write(_("The index is damaged; a new one is made."))
            rebuild(patience=wait)
        if not check:
            # Also builds an index that is missing, or was made by an older analyser.
            drain(patience=wait)
        elif not is_up_to_date():
            raise CommandError(_("There is no index of this version; rebuild_index makes one."))
        found = compare(turns_with_progress(self.stderr, verbosity), patience=wait)
        self._report(found)
        if not found:
            self.stdout.write(_("The index equals the database."))
        elif check:
            raise CommandError(_("The index differs from the database."))
        elif repair(found, patience=wait):
            raise CommandError(
                _("Some interviews cannot be indexed; the index updates in the administration tell why.")
            )
        else:
            self.stdout.write(_("What differed was repaired: the index equals the database."))

    def _report(self, found: Comparison) -> None:
        for label, number in (
            (_("turns compared"), found.compared),
            (_("missing in the index"), found.missing),
            (_("too many in the index"), found.surplus),
            (_("different in the index"), found.changed),
            (_("interviews concerned"), len(found.interviews)),
            (_("interviews that wait to be indexed"), IndexUpdate.objects.waiting().count()),
            (_("interviews that could not be indexed"), IndexUpdate.objects.failed().count()),
        ):
            self.stdout.write(f"{label}: {number}")
