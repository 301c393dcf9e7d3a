"""``manage.py run_indexer``: the worker of production, which keeps index, names and pages up to date."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.translation import gettext as _

from interviews.actions import relinking
from interviews.actions.preparing import Preparer
from interviews.search.indexing.errors import IndexDamaged, IndexLocked
from interviews.search.indexing.outbox import PATIENCE, drain

logger = logging.getLogger(__name__)

# After so long a piece of work it is asked whether the worker is to end.
SECONDS = 5.0

# Between two pieces of the index's work names are found anew for so long: who searches comes first.
RELINKING_SECONDS = 2.0

# And so long pages are made in advance, which waits for anything else.
PREPARING_SECONDS = 0.5

# When all are there it rests so long, since each look at thousands takes a while.
PREPARING_RESTS = 2.0

# A name is looked for so many seconds after it was changed, so that names that come one after the other are
# looked for together.
SETTLED = 2.0


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Keeps index, names in texts and prepared pages up to date until it is stopped.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help=_("do what is due and end"))
        # A look costs less than a millisecond; an editor finds the change within a second.
        parser.add_argument("--interval", type=float, default=0.2, help=_("seconds between two looks"))
        wait_help = _("seconds to wait for another writer")
        parser.add_argument("--wait", type=float, default=PATIENCE, help=wait_help)

    def handle(self, *args: Any, **options: Any) -> None:
        preparer = Preparer()
        if options["once"]:
            try:
                done = drain(patience=options["wait"])
            except IndexLocked as error:
                raise CommandError(_("Another process is writing the index; try again later.")) from error
            self.stdout.write(_("%(done)d interviews brought up to date.") % {"done": done})
            if relinked := relinking.work():
                self.stdout.write(_("Names were found anew in %(number)d interviews.") % {"number": relinked})
                drain(patience=options["wait"])
            if prepared := preparer.work():
                self.stdout.write(_("%(number)d pages were made in advance.") % {"number": prepared})
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_arguments: stopped.set())
        self.stdout.write(_("Waiting for changes; end with Ctrl-C."))
        while not stopped.is_set():
            try:
                if done := drain(patience=options["wait"], seconds=SECONDS):
                    logger.info("%d interviews brought up to date in the index", done)
            except IndexLocked:
                logger.info("Another process is writing the index; waiting")
            except (IndexDamaged, OSError, MemoryError):
                # The disk is full or fails: the outbox keeps the work.
                logger.exception("The search index cannot be written; trying again")
            except (OperationalError, InterfaceError):
                # The database restarts or moves: keep looking, the outbox keeps the work.
                logger.exception("The database does not answer; trying again")
                close_old_connections()
            self._go_on(
                "Names were found anew in %d interviews", relinking.work, RELINKING_SECONDS, settled=SETTLED
            )
            self._go_on(
                "%d pages were made in advance", preparer.work, PREPARING_SECONDS, rest=PREPARING_RESTS
            )
            stopped.wait(options["interval"])

    def _go_on(self, done: str, work: Callable[..., int], *arguments: Any, **options: Any) -> None:
        """A piece of the other work; whatever is wrong with it must not keep the index from being written."""
        try:
            if number := work(*arguments, **options):
                logger.info(done, number)
        except (OperationalError, InterfaceError):
            logger.exception("The database does not answer; trying again")
            close_old_connections()
        except Exception:
            logger.exception("%s.%s failed; trying again", work.__module__, work.__qualname__)
