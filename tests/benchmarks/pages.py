"""How many pages a second does gunicorn serve, beside a view that does nothing?

    python -m tests.benchmarks.pages [--seconds 8] [--interviews 4000]

One run: gunicorn with one process and its usual threads and settings of production, on an SQLite archive of
100,000 turns, asked by as many connections as it has threads, kept alive, that take gzip. The archive is made
once and kept in the machine's temporary folder (some minutes; again when what makes it has changed).

An interview's page is cold when nobody has asked for it since the last change of the archive; all caches are
empty. "cold": the indexing worker has made it in advance, as it does by and by with all (PREPARED_PAGES, here
fewer). "not made yet": the worker has not come to it, so it is made by queries and templates. "for another
process": one process has made it for a reader, and this one, which has not served it yet, takes it from the
cache that they share. "warm" is a page that this process has served.

Ends with a line for each target, met or missed, and with 1 if any is missed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
THREADS = 4
PREPARED = 1500
HOST = "127.0.0.1"
# What the page of an interview has to reach, as shares of the empty view's requests.
LEAST_SHARES = {"interview, cold": 0.35, "interview, warm": 0.8}
MOST_QUERIES = {"interview": 12, "list": 10}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=8.0, help="for each line")
    parser.add_argument("--interviews", type=int, default=4000, help="of 25 turns each")
    options = parser.parse_args()
    seconds = options.seconds
    name = f"interview-archive-bench-pages-{options.interviews}-{_digest()}"
    folder = Path(tempfile.gettempdir(), name)
    _environment(folder)
    import django

    django.setup()
    from django.core.management import call_command

    if not (folder / "ready").exists():
        _make(folder, options.interviews)
    call_command("collectstatic", interactive=False, verbosity=0)

    from interviews.models import Turn
    from tests.benchmarks._pages_archive import interview_addresses, words

    _prepare(folder)
    prepared = _prepared_addresses()
    addresses = [address for address in interview_addresses() if address not in set(prepared)]
    lists = [f"/interviews/?page={n}" for n in range(1, len(addresses) // 20)]
    searches = [f"/search/?q={quote(word)}" for word in words()]
    print(f"{Turn.objects.count()} turns in {len(addresses) + len(prepared)} interviews, SQLite")
    print(f"gunicorn: 1 process, {THREADS} threads; {seconds:.0f} s a line; the clients run on this machine")
    queries = {"interview": _queries(addresses[0]), "list": _queries("/interviews/")}
    queries |= {"search": _queries(searches[40]), "home": _queries("/")}
    print("queries of a page that is made:", ", ".join(f"{name} {n}" for name, n in queries.items()))

    # What no line below asks for brings the process to work.
    begin, made = addresses[-40:], addresses[:-40]
    rates: list[tuple[str, float, int, int]] = []

    def measure(name: str, paths: Iterator[str], port: int, **headers: str) -> Any:
        asked = _ask(port, paths, seconds, headers)
        rates.append((name, asked.rate, asked.size, asked.status))
        return asked

    _empty_caches(folder)
    with _Gunicorn(folder) as port:
        _ask(port, iter([*begin, *lists[-3:], *searches[-20:], "/empty/"]), 60, {})
        measure("empty view", cycle(["/empty/"]), port)
        measure("interview, cold", iter(prepared), port)
        few = prepared[:50]
        _ask(port, iter(few), 60, {})
        measure("interview, warm", cycle(few), port)
        tag = _ask(port, iter(few[:1]), 60, {}).tag
        measure("interview, 304", cycle(few[:1]), port, **{"If-None-Match": tag})
        slow = measure("interview, not made yet", iter(made), port)
        asked = made[: slow.number]
        measure("list, not made yet", iter(lists[:-3]), port)
        _ask(port, iter(lists[:20]), 60, {})
        measure("list, warm", cycle(lists[:20]), port)
        measure("search, not made yet", iter(searches), port)
        _ask(port, iter(searches[:20]), 60, {})
        measure("search, warm", cycle(searches[:20]), port)
        measure("empty view, again", cycle(["/empty/"]), port)
    with _Gunicorn(folder) as port:
        _ask(port, iter([*begin, "/empty/"]), 60, {})
        measure("interview, for another process", iter(asked), port)

    empty = statistics.mean(rate for name, rate, *_ in rates if name.startswith("empty"))
    print(f"{'':32}{'requests/s':>12}{'of the empty':>14}{'KB':>8}  status")
    for name, rate, size, status in rates:
        print(f"{name:32}{rate:12.0f}{rate / empty:14.2f}{size / 1024:8.1f}  {status}")
    share = {name: rate / empty for name, rate, *_ in rates}
    targets = [
        (name, f"{share[name]:.2f} of the empty view, at least {least} wanted", share[name] >= least)
        for name, least in LEAST_SHARES.items()
    ]
    targets += [
        (name, f"{queries[name]} queries, at most {most} wanted", queries[name] <= most)
        for name, most in MOST_QUERIES.items()
    ]
    for name, said, is_met in targets:
        print(f"{'met' if is_met else 'MISSED':8}{name}: {said}")
    return int(not all(is_met for *_said, is_met in targets))


def _digest() -> str:
    """Of what makes the archive and its index."""
    digest = hashlib.sha256()
    makers = [
        Path(__file__).with_name("_pages_archive.py"),
        *(ROOT / "interviews" / "migrations").glob("*.py"),
    ]
    makers += [
        *(ROOT / "interviews" / "arabic").rglob("*"),
        *(ROOT / "interviews/search/backends").rglob("*.py"),
    ]
    for path in sorted(path for path in makers if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _environment(folder: Path) -> None:
    """The variables of this process and of gunicorn: production, but for TLS."""
    for variable in ("CACHE_URL", "INDEX_PATH", "MEDIA_ROOT", "STATIC_ROOT", "WEB_TIMEOUT"):
        os.environ.pop(variable, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks._pages_settings",
        "DEBUG": "0",
        "SECRET_KEY": "for measurements only, and nobody can reach it from elsewhere",
        "ALLOWED_HOSTS": HOST,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "PREPARED_PAGES": str(PREPARED),
        "SITE_URL": f"http://{HOST}",
        "SECURE_SSL_REDIRECT": "0",
        "LOG_LEVEL": "WARNING",
        "WEB_LOG_LEVEL": "warning",
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": str(THREADS),
    }


def _make(folder: Path, interviews: int) -> None:
    from django.core.management import call_command

    from tests.benchmarks._pages_archive import fill

    print(f"making the archive in {folder}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    fill(interviews)
    call_command("rebuild_index", verbosity=0, stdout=StringIO())
    print(f"made in {time.perf_counter() - began:.0f} s", flush=True)
    (folder / "ready").touch()


def _prepare(folder: Path) -> None:
    """Has the worker make pages in advance, all anew."""
    from interviews.actions.preparing import Preparer
    from interviews.models import PreparedPage

    PreparedPage.objects.all().delete()
    _empty_caches(folder)
    began = time.process_time()
    number = Preparer().work()
    each = (time.process_time() - began) / max(1, number)
    print(f"{number} pages made in advance, {each * 1000:.0f} ms of processor time each", flush=True)


def _prepared_addresses() -> list[str]:
    from interviews.models import PreparedPage

    paths = PreparedPage.objects.order_by("interview_id").values_list("path", flat=True)
    return [quote(path) for path in paths]


def _empty_caches(folder: Path) -> None:
    shutil.rmtree(folder / "cache", ignore_errors=True)


def _queries(address: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from interviews.views.caching import forget_pages

    client = Client(headers={"host": HOST})
    numbers = []
    for _visit in range(2):
        # The first one reads what a process keeps in its memory.
        from django.core.cache import cache

        cache.clear()
        forget_pages()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        numbers.append(len(captured))
    return numbers[-1]


class _Gunicorn:
    """As production runs it, on a free port, for the time of a ``with``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> int:
        with socket.create_server((HOST, 0)) as listener:
            port: int = listener.getsockname()[1]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--access-logfile", os.devnull, "--max-requests", "0"],
            cwd=ROOT,
            env=os.environ | {"PORT": str(port)},
        )
        for _attempt in range(300):
            try:
                _Connection(port).get("/empty/", {})
                return port
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("gunicorn did not start")

    def __exit__(self, *_error: Any) -> None:
        self._process.terminate()
        self._process.wait()


class _Connection:
    """One that stays open. Own code, because a client from a library costs as much as a warm page."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = socket.create_connection((HOST, port))

    def get(self, path: str, headers: dict[str, str]) -> tuple[int, int, str]:
        """Status, bytes of the body, and ETag."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        request = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n{lines}\r\n"
        try:
            return self._read(request.encode())
        except ConnectionError:
            # gunicorn closes a connection that it has not heard of for some seconds.
            self._socket = socket.create_connection((HOST, self._port))
            return self._read(request.encode())

    def _read(self, request: bytes) -> tuple[int, int, str]:
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            part = self._socket.recv(262_144)
            if not part:
                raise ConnectionError
            received += part
        head, _, body = received.partition(b"\r\n\r\n")
        names = {}
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b": ")
            names[name.lower()] = value.decode()
        status = int(head[9:12])
        wanted = int(names.get(b"content-length", 0)) if status != 304 else 0
        size = len(body)
        while size < wanted:
            size += len(self._socket.recv(262_144))
        return status, size, names.get(b"etag", "")


class _Asked:
    def __init__(self) -> None:
        self.number = self.bytes = self.status = 0
        self.tag = ""
        self.rate = 0.0

    @property
    def size(self) -> int:
        return self.bytes // max(1, self.number)


def _ask(port: int, paths: Iterator[str], seconds: float, headers: dict[str, str]) -> _Asked:
    """Asks for ``paths`` one after the other on all connections, until they or the seconds end."""
    asked, lock = _Asked(), threading.Lock()
    began = time.perf_counter()

    def visit() -> None:
        connection = _Connection(port)
        while time.perf_counter() - began < seconds:
            with lock:
                path = next(paths, None)
            if path is None:
                return
            status, size, tag = connection.get(path, headers)
            with lock:
                asked.number += 1
                asked.bytes += size
                asked.status, asked.tag = max(asked.status, status), tag

    visitors = [threading.Thread(target=visit) for _number in range(THREADS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    asked.rate = asked.number / (time.perf_counter() - began)
    return asked


if __name__ == "__main__":
    sys.exit(main())
