"""`manage.py find_names FILE…`: the names in interviews' files as JSON, known and proposed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.arabic.normalize import fold
from interviews.arabic.stem import MERGED_ARTICLE
from interviews.entities import NameFinder
from interviews.entities.propose import Mention
from interviews.entities.starter import InvalidRecord, known_names, read_files
from interviews.entities.transcript_names import names_in
from interviews.management.file_results import add_file_arguments, for_each, print_one, read_or_refuse
from interviews.management.name_figures import Found, NameFigures, Place, read_checked
from interviews.transcripts import parse
from interviews.transcripts.sources.html import decode_page
from interviews.transcripts.sources.origins import Origins

STARTER = Path(__file__).resolve().parents[3] / "fixtures" / "authority"


class Command(BaseCommand):
    """Prints each name's place, words and kind, and whether the authority lacks it.

    Offsets count the characters of the decoded file; of a page's own, markup and all, and of a Word document
    those of its text. In «للعراق» the article has merged with the preposition: checked names have the whole
    word, and so has what is printed here, while the archive's marks begin behind it (`--apart` does so, too).
    """

    @property
    def help(self) -> str:
        return _(
            "Prints the names in interviews' text files as JSON; those that the authority lacks are proposed."
        )

    # Without --archive no database is needed and no other part of the archive.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_arguments(parser)
        parser.add_argument(
            "--archive", action="store_true", help=_("take the archive's names instead of the starter's")
        )
        parser.add_argument(
            "--apart", action="store_true", help=_("begin behind «لل», where the archive's marks begin")
        )
        parser.add_argument(
            "--compare",
            type=Path,
            metavar="CHECKED",
            help=_(
                "print figures and errors beside the checked names in this folder, NAME.json for NAME.txt"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        to, checked, is_apart = options["to"], options["compare"], options["apart"]
        finder = _archive_finder() if options["archive"] else _starter_finder()
        if to is None and checked is None:
            print_one(self, files, lambda file: _names_of(finder, file, is_apart).as_json())
            return
        figures = NameFigures()

        def work(file: Path, name: str) -> None:
            found = _names_of(finder, file, is_apart)
            if to is not None:
                (to / name).write_text(found.as_json(), encoding="utf-8")
            if checked is not None and (checked / name).exists():
                figures.add(file.stem, found.text, found.places(), read_checked(checked / name))

        try:
            for_each(self, files, to, work)
        finally:
            if checked is not None:
                self.stdout.write("\n".join(figures.lines()))


def _starter_finder() -> NameFinder:
    try:
        return NameFinder(known_names(read_files(sorted(STARTER.glob("*.json")))))
    except InvalidRecord as error:
        raise CommandError(str(error)) from error


def _archive_finder() -> NameFinder:
    # It asks the database, which the starter's names do not need.
    from interviews.actions.names import name_finder

    return name_finder()


class _Names(NamedTuple):
    text: str
    mentions: list[Mention]

    def as_json(self) -> str:
        mentions = [
            {
                "start": mention.start,
                "end": mention.end,
                "surface": self.text[mention.start : mention.end],
                "name": mention.name,
                "type": mention.kind,
                "proposed": mention.is_proposed,
            }
            for mention in self.mentions
        ]
        return json.dumps({"mentions": mentions}, ensure_ascii=False, indent=2)

    def places(self) -> list[Found]:
        return [Found(Place(one.start, one.end, one.kind), one.is_proposed) for one in self.mentions]


def _names_of(finder: NameFinder, file: Path, is_apart: bool) -> _Names:
    """The names in a file; the undecided are left to editors. Raises ``CommandError`` naming the file."""
    source = read_or_refuse(file)
    transcript = parse(source)
    mentions = [one for one in names_in(finder, transcript) if one.is_decided]
    if not is_apart:
        mentions = [replace(one, start=_with_merged_article(transcript.text, one.start)) for one in mentions]
    if source.media == "html":
        return _in_page(decode_page(file.read_bytes()).text, _Names(transcript.text, mentions))
    return _Names(transcript.text, mentions)


def _with_merged_article(text: str, start: int) -> int:
    """Where the word «للعراق» begins whose name begins at ``start``; ``start`` for a name without «لل»."""
    begin = start
    while begin and fold(text[begin - 1 : start]) in MERGED_ARTICLE and not text[begin - 1].isspace():
        begin -= 1
    return begin if fold(text[begin:start]) == MERGED_ARTICLE else start


def _in_page(page: str, names: _Names) -> _Names:
    """The same names by their places in the page they were read from."""
    origins = Origins(page, names.text)
    places = [(one, origins.place(one.start, one.end)) for one in names.mentions]
    return _Names(page, [replace(one, start=place[0], end=place[1]) for one, place in places if place])
