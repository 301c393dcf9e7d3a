"""PostgreSQL: its Arabic stemmer, a GIN index, ranked by ts_rank.

The server is started for the measurement and thrown away, by the program that does this for the tests.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import environ
import psycopg
from django.conf import settings
from psycopg import sql

from interviews.management.benchmarks.corpus import Corpus

from .engine import TOP, EngineMissing, Page

# Says where the server is, and keeps it until whoever started this lets go of it.
_KEEPER = "import os, sys; print(os.environ['DATABASE_URL'], flush=True); sys.stdin.read()"


class PostgresEngine:
    name = "PostgreSQL arabic, ts_rank"

    def __init__(self, _folder: Path) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", _KEEPER],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        address = self._server.stdout.readline().strip()
        if not address:
            reason = self._server.communicate()[1].strip().splitlines()
            raise EngineMissing(reason[-1] if reason else "PostgreSQL could not be started.")
        server = environ.Env.db_url_config(address)
        self._connection = psycopg.connect(
            host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True
        )

    def build(self, corpus: Corpus) -> None:
        run = self._connection.execute
        run(
            "CREATE TABLE texts (number integer PRIMARY KEY, outlet text, year integer, text text, "
            "words tsvector GENERATED ALWAYS AS (to_tsvector('arabic', text)) STORED)"
        )
        with (
            self._connection.cursor() as cursor,
            cursor.copy("COPY texts (number, outlet, year, text) FROM STDIN") as copy,
        ):
            for text in corpus:
                # PostgreSQL's texts may hold anything but this character.
                copy.write_row((text.number, text.outlet, text.year, text.text.replace("\0", " ")))
        run("SET maintenance_work_mem = '512MB'")
        run("CREATE INDEX texts_words ON texts USING gin (words)")
        run("VACUUM ANALYZE texts")

    def size(self) -> float:
        answer = self._connection.execute("SELECT pg_total_relation_size('texts')").fetchone()
        return answer[0] / 1024 / 1024 if answer else 0.0

    def top(self, query: str) -> list[int]:
        ranked = sql.SQL(
            "SELECT number FROM texts, (SELECT {query} AS wanted) AS q WHERE words @@ wanted "
            "ORDER BY ts_rank(words, wanted) DESC, number LIMIT {top}"
        ).format(query=_any_of(query), top=TOP)
        return [number for (number,) in self._connection.execute(ranked, query.split())]

    def page(self, query: str) -> Page:
        # One statement for total and both facets, so that the matches are walked only once more.
        counted = sql.SQL(
            "SELECT outlet, year, count(*) FROM texts WHERE words @@ ({query}) GROUP BY outlet, year"
        ).format(query=_any_of(query))
        outlets: Counter[str] = Counter()
        years: Counter[str] = Counter()
        for outlet, year, number in self._connection.execute(counted, query.split()):
            outlets[outlet] += number
            years[str(year)] += number
        return Page(self.top(query), outlets.total(), dict(outlets), dict(years))

    def close(self) -> None:
        self._connection.close()
        # Its end is the signal for the keeper to go, and the server goes after it.
        self._server.communicate()


def _any_of(query: str) -> sql.Composable:
    """A tsquery of any of the words, which are passed as parameters."""
    words = [sql.SQL("plainto_tsquery('arabic', %s)") for _word in query.split()]
    return sql.SQL(" || ").join(words)
