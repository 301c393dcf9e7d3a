"""``manage.py rebuild_index``: a new search index beside the live one, which it then replaces.

Takes the place of Haystack's command of this name, which empties the live index while it works.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.management.progress import turns_with_progress
from interviews.search.indexing.errors import IndexLocked
from interviews.search.indexing.outbox import drain, rebuild


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Builds the search index anew beside the live one, and swaps.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noinput",
            "--no-input",
            dest="interactive",
            action="store_false",
            help=_("accepted for scripts; nothing is asked"),
        )
        parser.add_argument("--wait", type=float, default=60.0, help=_("seconds to wait for another writer"))

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            watch = turns_with_progress(self.stderr, options["verbosity"])
            count = rebuild(watch, patience=options["wait"])
            # What changed meanwhile waited in the outbox.
            drain()
        except IndexLocked as error:
            raise CommandError(_("Another process is writing the index; try again later.")) from error
        self.stdout.write(
            _("%(count)d turns indexed in %(seconds).1f s.")
            % {"count": count, "seconds": time.monotonic() - started}
        )
