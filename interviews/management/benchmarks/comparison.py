"""Every engine with the same texts and the same queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .corpus import Corpus
from .engines.engine import Engine, EngineMissing
from .engines.ours import BareEngine, HaystackEngine, PlainWhooshEngine
from .engines.postgres import PostgresEngine
from .engines.sqlite import SqliteEngine
from .engines.tantivy import TantivyEngine
from .figures import measured, milliseconds

QUERIES = 200
# Other queries that each engine answers first, so that none is measured while it warms up.
WARM_UP = 50
# Whoosh itself takes most of a second for a query at 100,000 turns.
QUERIES_OF_WHOOSH = 20

ENGINES: dict[str, tuple[Callable[[Path], Engine], ...]] = {
    "archive": (HaystackEngine, BareEngine),
    "sqlite": (SqliteEngine,),
    "postgres": (PostgresEngine,),
    "tantivy": (lambda folder: TantivyEngine(folder, "words"), lambda folder: TantivyEngine(folder, "stems")),
    "whoosh": (PlainWhooshEngine,),
}

#: Those that search the index of the archive, which is there before; the others make their own.
ON_THE_ARCHIVES_INDEX = frozenset({"archive", "whoosh"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What all engines are given; ``say`` is told what is going on."""

    corpus: Corpus
    queries: list[str]
    warm_up: list[str]
    say: Callable[[str], Any]

    def rows(self, name: str, folder: Path) -> Iterator[dict[str, Any]]:
        """A row of figures for each engine of this name, or the reason why it is missing."""
        for make in ENGINES[name]:
            try:
                engine = make(folder)
            except EngineMissing as error:
                yield {"engine": name, "missing": str(error)}
                continue
            try:
                built = {} if name in ON_THE_ARCHIVES_INDEX else self._built(engine)
                queries = self.queries[: QUERIES_OF_WHOOSH if name == "whoosh" else None]
                yield {"engine": engine.name, **built, **self._answered(engine, queries)}
            finally:
                engine.close()

    def _built(self, engine: Engine) -> dict[str, Any]:
        self.say(f"{engine.name}: index")
        return {"build_seconds": milliseconds(engine.build, self.corpus) / 1000}

    def _answered(self, engine: Engine, queries: list[str]) -> dict[str, Any]:
        self.say(f"{engine.name}: {len(queries)} queries")
        for query in self.warm_up[: len(queries)]:
            engine.page(query)
            engine.top(query)
        page, top = measured(engine.page, queries), measured(engine.top, queries)
        # Of the same queries for every engine, also for the slow one.
        totals = sorted(engine.page(query).total for query in queries[:QUERIES_OF_WHOOSH])
        return {
            "page": asdict(page),
            "top": asdict(top),
            "median_total": totals[len(totals) // 2],
            "megabytes": engine.size(),
        }
