"""``manage.py load_authority``: names of places and organisations to begin with, or of one's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.actions.authority_files import STARTER, InvalidAuthority, load_authority_files
from interviews.actions.relinking import relinked_once


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Adds entities from files and completes those that are there. What editors wrote is not"
            " overwritten, and names that they took away do not come back; an entity that was deleted does."
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", type=Path, nargs="*", metavar="FILE", help=_("a JSON file; without any, the starter's")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"] or sorted(STARTER.glob("*.json"))
        try:
            with relinked_once():
                loaded = load_authority_files(files)
        except InvalidAuthority as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(entities)d entities and %(names)d names were added.")
            % {"entities": loaded.entities, "names": loaded.names}
        )
