"""``manage.py rebuild_shingles``: the table by which the archive recognises an interview, made anew.

It follows every change of an interview by itself; only a change to the rules of folding or to the
shingles themselves makes it out of date.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from interviews.actions.similar import remember_text
from interviews.models import Interview


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Computes anew by what each interview is recognised; needed when the analyser has changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        interviews = Interview.objects.order_by("pk")
        number = interviews.count()
        for interview in tqdm(
            interviews.only("pk").iterator(chunk_size=1000),
            total=number,
            unit="",
            disable=options["verbosity"] == 0 or None,
            file=self.stderr._out,
        ):
            remember_text(interview)
        self.stdout.write(_("%(number)d interviews compared anew.") % {"number": number})
