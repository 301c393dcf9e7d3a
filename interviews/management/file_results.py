"""What commands have in common that read interviews' files and print or write a JSON for each."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.actions.interview_file import InvalidFile, read_source
from interviews.transcripts.source import Source
from interviews.transcripts.sources import SUFFIXES

logger = logging.getLogger(__name__)


def add_file_arguments(parser: CommandParser) -> None:
    """The files to be read, and ``--to``, the folder to write into."""
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=_("A text, page, document or subtitles; %(suffixes)s") % {"suffixes": " ".join(SUFFIXES)},
    )
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help=_("write a JSON file for each file into this folder")
    )


def read_or_refuse(file: Path) -> Source:
    """The text of a file. Raises ``CommandError`` naming one that cannot be read."""
    try:
        return read_source(file)
    except InvalidFile as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": file, "reason": error}
        ) from error


def print_one(command: BaseCommand, files: list[Path], result: Callable[[Path], str]) -> None:
    """Print the result of the one file. Raises ``CommandError`` for several."""
    if len(files) > 1:
        raise CommandError(_("Several files need --to and a folder, one JSON file for each."))
    if isinstance(sys.stdout, io.TextIOWrapper):
        # JSON is UTF-8 (RFC 8259), whatever the terminal's locale is.
        sys.stdout.reconfigure(encoding="utf-8")
    command.stdout.write(result(files[0]))


def for_each(
    command: BaseCommand, files: Iterable[Path], to: Path | None, work: Callable[[Path, str], None]
) -> None:
    """Call ``work`` for each file with the name of its JSON file; what fails is told, and the others go on.

    The folder ``to`` is made where it is missing. Raises ``CommandError`` at once when it cannot
    be made or two would have one name, and at the end when some failed.
    """
    files = list(files)
    names = [f"{file.stem}.json" for file in files]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise CommandError(_("Two of the files would become %(name)s.") % {"name": twice})
    if to is not None:
        try:
            to.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(
                _("%(folder)s is no folder that can be written into: %(reason)s")
                % {"folder": to, "reason": error.strerror}
            ) from error
    failed = False
    for file, name in zip(files, names, strict=True):
        try:
            work(file, name)
        except CommandError as error:
            # It concerns this file; the others go on.
            command.stderr.write(command.style.ERROR(str(error)))
            failed = True
        except Exception:
            logger.exception("%s could not be read", file)
            failed = True
    if failed:
        raise CommandError(_("Some files could not be read; the reasons are above."))
