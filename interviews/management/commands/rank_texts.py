"""``manage.py rank_texts DOCS.jsonl QUERIES.tsv``: which texts does the archive's search find, best first?

The texts get an index of their own, which is thrown away; neither the archive's index nor its database
is asked, so that a ranking is the same on every machine.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from haystack import connections
from haystack.query import SearchQuerySet
from tqdm import tqdm

from interviews.management.anonymous_query import anonymous_query
from interviews.management.text_lines import UnreadableLine, json_lines, text_lines, unreadable
from interviews.management.unsaved_turns import index_in, unsaved_interview
from interviews.models import Turn
from interviews.search.language.tree import loosened
from interviews.search.ranking import LAYER_WEIGHTS

# Documents of a ranking.
MOST = 10


class Command(BaseCommand):
    """Prints ``query id TAB document ids``, ten at most, best first, with commas; for evaluation."""

    @property
    def help(self) -> str:
        return _("Ranks any texts for queries by the archive's search.")

    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "documents", type=Path, metavar="DOCS.jsonl", help=_('lines of {"id": …, "text": …}')
        )
        parser.add_argument(
            "queries",
            type=Path,
            metavar="QUERIES.tsv",
            help=_("lines of: id TAB query, or id TAB relevant document TAB query"),
        )
        parser.add_argument(
            "--without",
            action="append",
            default=[],
            choices=sorted(LAYER_WEIGHTS),
            metavar="LAYER",
            help=_("leave out a form of the words: %(layers)s (repeatable)")
            % {"layers": ", ".join(LAYER_WEIGHTS)},
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # Identifiers may be Arabic, whatever the terminal's locale is.
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            documents = _documents(options["documents"])
            queries = list(_queries(options["queries"]))
        except UnreadableLine as error:
            raise CommandError(str(error)) from error
        identifiers = list(documents)
        with (
            tempfile.TemporaryDirectory(prefix="rank-texts-") as folder,
            index_in(Path(folder)) as backend,
            _without(options["without"]),
        ):
            backend.rebuild(
                connections["default"].get_unified_index().get_index(Turn),
                _turns(self._watched(documents.values(), options["verbosity"])),
            )
            for identifier, query in self._watched(queries, options["verbosity"]):
                ranked = ",".join(identifiers[number - 1] for number in _ranked(query))
                self.stdout.write(f"{identifier}\t{ranked}")

    def _watched(self, work: Iterable[Any], verbosity: int) -> Iterable[Any]:
        return tqdm(work, unit="", leave=False, disable=verbosity == 0 or None, file=self.stderr._out)


def _documents(path: Path) -> dict[str, str]:
    """The texts by their identifiers. Raises ``UnreadableLine``."""
    texts: dict[str, str] = {}
    for number, record in json_lines(path, ("id", "text")):
        identifier, text = str(record["id"]), record["text"]
        if not isinstance(text, str):
            raise unreadable(path, number, _("the text is no text"))
        if not identifier or any(character in identifier for character in ",\t\r\n"):
            raise unreadable(path, number, _("an identifier must not be empty or hold a comma or a tab"))
        if identifier in texts:
            raise unreadable(path, number, _("%(name)s is there twice") % {"name": identifier})
        texts[identifier] = text
    return texts


def _queries(path: Path) -> Iterator[tuple[str, str]]:
    """Identifier and text of each query. Raises ``UnreadableLine``."""
    for number, line in text_lines(path):
        columns = line.split("\t", 2)
        if len(columns) < 2:
            raise unreadable(path, number, _("there is no tab"))
        yield columns[0], columns[-1]


def _turns(texts: Iterable[str]) -> Iterator[Turn]:
    """Each text as the one answer of an interview; the turn's number is the text's place, from 1."""
    for number, text in enumerate(texts, 1):
        yield from unsaved_interview(number, number, [(Turn.Kind.ANSWER, text)])


def _ranked(query: str) -> list[int]:
    """The numbers of the turns that a reader would see first."""
    tree = anonymous_query(query)
    if tree is None:
        return []
    # As on the page: when nothing has all that is required, whatever has some of it.
    for wanted in (tree, loosened(tree)):
        if hits := SearchQuerySet().models(Turn).filter(content=wanted)[:MOST]:
            return [int(hit.pk) for hit in hits]
    return []


@contextmanager
def _without(layers: Iterable[str]) -> Iterator[None]:
    """Let these forms of a word count nothing."""
    usual = dict(LAYER_WEIGHTS)
    LAYER_WEIGHTS.update(dict.fromkeys(layers, 0.0))
    try:
        yield
    finally:
        LAYER_WEIGHTS.update(usual)
