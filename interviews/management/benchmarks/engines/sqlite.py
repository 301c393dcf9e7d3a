"""SQLite's FTS5: words as they are written but for case and diacritics, ranked by its bm25()."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

from interviews.management.benchmarks.corpus import Corpus

from .engine import TOP, Page


class SqliteEngine:
    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "fts5.sqlite3"
        self._database = sqlite3.connect(self._file, isolation_level=None)

    def build(self, corpus: Corpus) -> None:
        run = self._database.execute
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run("CREATE TABLE facts (number INTEGER PRIMARY KEY, outlet TEXT, year INTEGER)")
        # Without a copy of the texts, which no other engine here keeps either.
        run("CREATE VIRTUAL TABLE texts USING fts5 (text, content='')")
        run("BEGIN")
        for text in corpus:
            run("INSERT INTO facts VALUES (?, ?, ?)", (text.number, text.outlet, text.year))
            run("INSERT INTO texts (rowid, text) VALUES (?, ?)", (text.number, text.text))
        run("COMMIT")
        run("INSERT INTO texts (texts) VALUES ('optimize')")

    def size(self) -> float:
        return self._file.stat().st_size / 1024 / 1024

    def top(self, query: str) -> list[int]:
        ranked = f"SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT {TOP}"
        return [number for (number,) in self._database.execute(ranked, (_any_of(query),))]

    def page(self, query: str) -> Page:
        # One statement for total and both facets, so that the matches are walked only once more.
        counted = (
            "SELECT outlet, year, count(*) FROM texts JOIN facts ON facts.number = texts.rowid "
            "WHERE texts MATCH ? GROUP BY outlet, year"
        )
        outlets: Counter[str] = Counter()
        years: Counter[str] = Counter()
        for outlet, year, number in self._database.execute(counted, (_any_of(query),)):
            outlets[outlet] += number
            years[str(year)] += number
        return Page(self.top(query), outlets.total(), dict(outlets), dict(years))

    def close(self) -> None:
        self._database.close()


def _any_of(query: str) -> str:
    """«قوات الجيش» gives ``"قوات" OR "الجيش"``."""
    return " OR ".join('"{}"'.format(word.replace('"', '""')) for word in query.split())
