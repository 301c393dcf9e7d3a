"""What holds for every test: repeatable examples, no network, nothing left behind."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from psycopg import sql

# The same examples on every run, however slow or busy the machine is: a failure in CI is one that
# a developer sees too.
hypothesis.settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last.

    Playwright keeps an event loop running from its first use on, in which Django refuses to work
    unless told otherwise (browser/conftest.py); all other tests shall run without that.
    """
    items.sort(key=lambda item: "browser" in item.path.parts)


class NetworkRefused(OSError):
    """A test tried to reach another machine."""


def _is_local(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Sockets reach this machine only; a name that would need a look-up is refused as well."""
    real_connect, real_connect_ex, real_getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def refuse_unless_local(family: int, address: Any) -> None:
        if family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise NetworkRefused(f"tests may not connect to {address[0]}")

    def connect(self: socket.socket, address: Any) -> None:
        refuse_unless_local(self.family, address)
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        refuse_unless_local(self.family, address)
        return real_connect_ex(self, address)

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        if not _is_local(host):
            raise NetworkRefused(f"tests may not look up {host}")
        return real_getaddrinfo(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """No page that another test has made: two tests may have the same, empty archive but other settings."""
    from django.core.cache import cache

    from interviews.views.caching import forget_pages

    cache.clear()
    forget_pages()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Closes a pool that was opened before the test database has its name.

    Django keeps one pool per alias and never looks at the name again: opened too early it would
    serve connections to the real database to every test.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


@pytest.fixture
def process_environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Variables for a process of its own: with an empty folder and an empty database.

    The database is of the engine under test. The process would not see what the test has written
    to the test database, since that is in a transaction.
    """
    foreign = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "LOG_LEVEL")
    variables = {name: value for name, value in os.environ.items() if name not in foreign}
    variables["DATA_DIR"] = str(tmp_path / "data")
    if os.environ.get("TEST_DATABASE") != "postgresql":
        yield variables
        return
    address = urlsplit(os.environ["DATABASE_URL"])
    socket_folder = address.path.rpartition("/")[0]
    name = f"process_{uuid4().hex}"
    variables["DATABASE_URL"] = urlunsplit(address._replace(path=f"{socket_folder}/{name}"))
    with psycopg.connect(
        host=socket_folder[1:], user=address.username, dbname="postgres", autocommit=True
    ) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield variables
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def unused_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
