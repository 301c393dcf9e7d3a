"""``manage.py rebuild_shingles``: the table by which the archive recognises an interview, made anew.

It follows every change of an interview by itself; only a change to the rules of folding or to the
shingles themselves makes it out of date.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from interviews.actions.similar import remember_texts
from interviews.models import Interview

# Interviews per transaction: on SQLite nobody else writes meanwhile, so not too many.
BATCH = 100


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Computes anew by what each interview is recognised; needed when the analyser has changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        numbers = list(Interview.objects.order_by("pk").values_list("pk", flat=True))
        with tqdm(
            total=len(numbers), unit="", disable=options["verbosity"] == 0 or None, file=self.stderr._out
        ) as progress:
            for start in range(0, len(numbers), BATCH):
                batch = numbers[start : start + BATCH]
                remember_texts(batch)
                progress.update(len(batch))
        self.stdout.write(_("%(number)d interviews compared anew.") % {"number": len(numbers)})
