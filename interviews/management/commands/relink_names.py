"""``manage.py relink_names``: find names anew, in the interviews that may have them or in all."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from tqdm import tqdm

from interviews.actions import relinking
from interviews.actions.names import link_names
from interviews.actions.relinking import Progress
from interviews.models import Interview, name_key
from interviews.search.indexing import outbox

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Finds names anew in the interviews that may have them; without names, those that changed.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=_("names to be found anew"))
        parser.add_argument("--all", action="store_true", help=_("read every interview"))

    def handle(self, *args: Any, **options: Any) -> None:
        bar = tqdm(total=0, unit="", disable=options["verbosity"] == 0 or None, file=self.stderr._out)
        with bar, relinking.relinked_once():
            done = self._all(bar) if options["all"] else self._changed(bar, options["names"])
        self.stdout.write(_("Names were found anew in %(number)d interviews.") % {"number": done})
        if failed := relinking.progress().failed:
            self.stderr.write(
                self.style.ERROR(
                    _("%(number)d names have interviews that could not be read; they are tried again.")
                    % {"number": failed}
                )
            )

    def _changed(self, bar: tqdm[Any], names: list[str]) -> int:
        if nameless := [name for name in names if not name_key(name)]:
            raise CommandError(_("A name needs a letter or a digit.") + f" {nameless[0]!r}")
        if not outbox.is_up_to_date():
            self.stderr.write(_("There is no search index that is up to date: all texts are looked through."))
        relinking.queue(names)

        def show(progress: Progress) -> None:
            # What is done leaves the table, so that the bar knows only what it has seen of it.
            remaining = progress.total - progress.done
            bar.total = max(bar.total, bar.n + remaining)
            bar.update(bar.total - remaining - bar.n)

        return relinking.work(watch=show)

    def _all(self, bar: tqdm[Any]) -> int:
        numbers = list(Interview.objects.order_by("pk").values_list("pk", flat=True))
        bar.reset(len(numbers))
        failed = []
        for number in numbers:
            try:
                link_names(Interview(pk=number))
            except (OperationalError, InterfaceError):
                raise
            except Exception:
                # It concerns this interview; the others go on.
                logger.exception("The names of interview %s could not be found", number)
                failed.append(number)
            bar.update()
        if failed:
            listed = ", ".join(map(str, failed[:20]))
            raise CommandError(_("These interviews could not be read: %(numbers)s") % {"numbers": listed})
        return len(numbers)
