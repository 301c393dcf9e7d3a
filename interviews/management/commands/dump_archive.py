"""``manage.py dump_archive``: the whole public archive as files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from interviews.exports.dump import write_dump


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Writes everything that the public can read into files, for other programs.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            default=settings.DUMP_ROOT,
            metavar="FOLDER",
            help=_("The folder, else DUMP_ROOT. A dump that is there is replaced when this one is whole."),
        )
        parser.add_argument(
            "--site",
            default=settings.SITE_URL,
            metavar="URL",
            help=_("The archive's address for the links, such as https://archive.example; else SITE_URL."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["to"]
        site = _site(options["site"])
        with tqdm(unit="", disable=options["verbosity"] == 0 or None, file=self.stderr._out) as progress:
            try:
                manifest = write_dump(
                    folder, site, settings.DUMP_TERMS, lambda _kind, _number: progress.update(1)
                )
            except OSError as error:
                raise CommandError(f"{folder}: {error.strerror or error}") from error
        for file in manifest["files"]:
            self.stdout.write(f"{file['records']:>9} {file['bytes']:>12} {file['name']}")
        self.stdout.write(_("The dump is in %(folder)s.") % {"folder": folder})


def _site(given: str) -> str:
    """The address without a slash at the end. Raises ``CommandError`` for what is none."""
    site = given.rstrip("/")
    try:
        parts = urlsplit(site)
    except ValueError:
        parts = urlsplit("")
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise CommandError(
            _("Say the archive's address with --site https://archive.example, or in the variable SITE_URL.")
        )
    return site
