"""``manage.py demo``: an archive to look at, from an empty folder to a running server.

What is there already is kept and not done again, so every later start is a matter of seconds.
"""

import hashlib
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import haystack
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from whitenoise.runserver_nostatic.management.commands.runserver import Command as Runserver

from interviews.actions.editors import DEMO_EDITOR, create_demo_editor
from interviews.actions.sample_archive import FIXTURES, load_sample_archive
from interviews.models import Turn
from interviews.search.indexing.outbox import drain

HOST = "127.0.0.1"

# How many ports after the wanted one are tried, so that the address stays easy to remember.
NEARBY_PORTS = 20


class DemoServer(Runserver):
    """Django's development server, which says nothing of its own when it is ready."""

    command: "Command"

    def on_bind(self, server_port: int) -> None:
        self.command.announce(server_port)


class Command(BaseCommand):
    @property
    def help(self) -> str:
        """In the language of the moment: a text of the class would be in that of the import."""
        return gettext("Makes and serves an archive with sample interviews, to look at the program.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help=_("port of the server (8000)"))
        parser.add_argument("--no-server", action="store_true", help=_("only make the data"))

    def handle(self, *args: Any, port: str, no_server: bool, **options: Any) -> None:
        if not settings.DEBUG:
            # Sample interviews and a known user name have no place in a real archive.
            raise CommandError(_("The demonstration is for development: run it with DEBUG on."))
        wanted = _port_number(port)
        try:
            self.prepare_data()
            if not no_server:
                self.serve(wanted)
        except KeyboardInterrupt:
            sys.exit(130)

    def say(self, message: str | Promise, **values: Any) -> None:
        """Prints ``message`` in Arabic and in English (once when there is no translation)."""
        told: list[str] = []
        for language in ("ar", "en"):
            with override(language):
                line = str(message).format(**values)
            if line not in told:
                told.append(line)
        self.stdout.write("\n".join(told))
        self.stdout.flush()

    # --- Data ------------------------------------------------------------------------------------

    def prepare_data(self) -> None:
        """Database, sample interviews, search index and editor: whatever of these is missing."""
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        is_new = self.migrate()
        self.load_samples(always=is_new)
        drain()
        if is_new or self.index_is_outdated():
            self.say(_("Building the search index…"))
            call_command("rebuild_index", verbosity=0)
        self.make_editor()

    def migrate(self) -> bool:
        """Brings the database's tables up to date; returns whether they were not there before."""
        executor = MigrationExecutor(connection)
        is_new = not executor.loader.applied_migrations
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say(_("Preparing the database…"))
            call_command("migrate", interactive=False, verbosity=0)
        return is_new

    def load_samples(self, *, always: bool) -> None:
        """Loads the sample archive, unless just these files were loaded into this database before.

        A sample that somebody deleted thus stays deleted.
        """
        mark = Path(settings.DATA_DIR) / "samples-loaded"
        where = [connection.settings_dict[part] for part in ("ENGINE", "HOST", "PORT", "NAME")]
        digest = hashlib.sha256(repr(where).encode())
        for file in sorted(path for path in FIXTURES.rglob("*") if path.is_file()):
            digest.update(file.name.encode() + file.read_bytes())
        if not always and mark.is_file() and mark.read_text() == digest.hexdigest():
            return
        loaded = load_sample_archive()
        mark.write_text(digest.hexdigest())
        self.say(
            _("Sample archive: {created} interviews loaded, {unchanged} were there already."),
            created=loaded["created"],
            unchanged=loaded["unchanged"],
        )

    def index_is_outdated(self) -> bool:
        """Whether the index is missing, made by an older analyser, or has not the database's turns."""
        engine = haystack.connections["default"]
        if not engine.get_backend().is_up_to_date():
            return True
        index = engine.get_unified_index().get_index(Turn)
        return engine.get_backend().count() != index.index_queryset().count()

    def make_editor(self) -> None:
        password = create_demo_editor()
        if password is None:
            self.say(
                _("The account “{user}” exists. A new password: {command}"),
                user=DEMO_EDITOR,
                command=f".venv/bin/python manage.py changepassword {DEMO_EDITOR}",
            )
            return
        self.say(_("An editor's account was made. This password is shown only now:"))
        self.stdout.write(f"    {DEMO_EDITOR}    {password}")

    # --- Server ----------------------------------------------------------------------------------

    def serve(self, wanted: int) -> None:
        """Serves on ``wanted`` or a free port until Ctrl-C."""
        port = _free_port(wanted)
        if port != wanted:
            self.say(_("Port {wanted} is taken; using {port}."), wanted=wanted, port=port)
        server = DemoServer(stdout=self.stdout._out, stderr=self.stderr._out)
        server.command = self
        call_command(server, f"{HOST}:{port}", use_reloader=False, skip_checks=True)

    def announce(self, port: int) -> None:
        """Prints where the archive is, once the server listens."""
        site = f"http://{HOST}:{port}"
        addresses = {
            _("The archive"): reverse("home"),
            _("A search"): reverse("search") + "?q=المدينة",
            _("The editors' desk"): reverse("admin:index"),
        }
        self.stdout.write("")
        for name, path in addresses.items():
            self.say(name)
            self.stdout.write(f"    {site}{path}")
        self.say(_("Ctrl-C ends the server; the data stays in {folder}."), folder=settings.DATA_DIR)


def _port_number(text: str) -> int:
    """The port ``text`` names. Raises ``CommandError`` when it names none."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise CommandError(_("“%(port)s” is no port: a number from 1 to 65535.") % {"port": text})
    return int(text)


def _free_port(wanted: int) -> int:
    """``wanted`` if it is free, else one of the next, else any. Raises ``CommandError`` if refused."""
    for port in [*range(wanted, min(wanted + NEARBY_PORTS, 65536)), 0]:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
            # As the server itself does: a port whose last connections are just closing is free.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((HOST, port))
            except PermissionError as error:
                raise CommandError(
                    _("You may not use port %(port)s; choose one above 1023.") % {"port": port}
                ) from error
            except OSError:
                continue
            bound: int = listener.getsockname()[1]
            return bound
    raise CommandError(_("There is no free port."))
