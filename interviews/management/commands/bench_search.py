"""``manage.py bench_search --corpus FILE --turns N``: how fast is the search, beside other engines?

The texts are repeated with new numbers until there are N turns; the archive's own database and index are
not touched. What is printed is in English, since it goes into issues and is compared there.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.management.benchmarks import report
from interviews.management.benchmarks.comparison import (
    ENGINES,
    ON_THE_ARCHIVES_INDEX,
    QUERIES,
    WARM_UP,
    Comparison,
)
from interviews.management.benchmarks.corpus import Corpus
from interviews.management.benchmarks.figures import machine
from interviews.management.benchmarks.own_figures import edit_figures, rebuilt, worker_figures
from interviews.management.text_lines import UnreadableLine
from interviews.management.unsaved_turns import index_in


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Measures the search beside other engines on the texts of a file.")

    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--corpus",
            type=Path,
            required=True,
            metavar="FILE",
            help=_('lines of {"text": …, "outlet": …, "date": "2020-08-24"}, may be compressed (.gz)'),
        )
        parser.add_argument("--turns", type=int, default=100_000, metavar="N", help=_("how many turns"))
        parser.add_argument(
            "--engines",
            nargs="+",
            choices=ENGINES,
            default=list(ENGINES),
            metavar="ENGINE",
            help=_("only some of them: %(names)s") % {"names": ", ".join(ENGINES)},
        )
        parser.add_argument(
            "--edits", type=int, default=1000, help=_("interviews edited one after the other; 0 for none")
        )
        parser.add_argument("--seed", type=int, default=1, help=_("chooses the queries"))
        parser.add_argument(
            "--index",
            type=Path,
            metavar="FOLDER",
            help=_("keep the archive's index here, and use the one that is here"),
        )
        parser.add_argument("--json", type=Path, metavar="FILE", help=_("write all figures into this file"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["turns"] < 1 or options["edits"] < 0:
            raise CommandError(_("The numbers must be positive."))
        # With DEBUG on, Haystack keeps a list of every query.
        settings.DEBUG = False
        try:
            corpus = Corpus(options["corpus"], options["turns"])
        except UnreadableLine as error:
            raise CommandError(str(error)) from error
        queries = corpus.queries(QUERIES + WARM_UP, options["seed"])
        if not queries:
            raise CommandError(_("The texts are too few to make queries of."))
        with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
            figures = self._figures(corpus, queries, Path(folder), options)
        for line in report.lines(figures):
            self.stdout.write(line)
        if options["json"]:
            options["json"].write_text(json.dumps(figures, ensure_ascii=False, indent=2), encoding="utf-8")

    def _figures(
        self, corpus: Corpus, queries: list[str], folder: Path, options: dict[str, Any]
    ) -> dict[str, Any]:
        say, chosen = self.stderr.write, options["engines"]
        asked, warm_up = queries[:QUERIES], queries[QUERIES:] or queries
        figures: dict[str, Any] = {
            "machine": machine(),
            "corpus": {
                "turns": len(corpus),
                "texts": len(corpus.originals),
                "queries": len(asked),
                "seed": options["seed"],
            },
            "engines": [],
        }
        index = options["index"] or folder / "index"
        if ON_THE_ARCHIVES_INDEX & set(chosen):
            say("the archive: rebuild")
            if figures_of_rebuild := rebuilt(index, corpus):
                figures["rebuild"] = figures_of_rebuild
        comparison = Comparison(corpus, asked, warm_up, say)
        with index_in(index):
            for name in chosen:
                figures["engines"] += comparison.rows(
                    name, index if name in ON_THE_ARCHIVES_INDEX else folder
                )
        if "archive" in chosen:
            say("the archive: new processes")
            figures["worker"] = worker_figures(index, asked)
            if edits := options["edits"]:
                say(f"the archive: {edits} edits")
                figures["edits"] = edit_figures(index, folder / "edited", corpus, asked, edits)
        return figures
