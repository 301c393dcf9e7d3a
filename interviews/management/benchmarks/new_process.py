"""What is measured in a process of its own, because it is a process that is measured.

    python -m interviews.management.benchmarks.new_process rebuild FOLDER CORPUS TURNS
    python -m interviews.management.benchmarks.new_process answer FOLDER < QUERIES

``rebuild`` builds the index in the folder. ``answer`` is like a web worker that has just started: it prints a
line when the first query is answered, and goes on to the others. Both print their figures as JSON in the end.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import django


def main(action: str, *arguments: str) -> None:
    django.setup()
    from django.conf import settings

    # With DEBUG on, Django and Haystack keep a list of every query.
    settings.DEBUG = False
    figures = {"rebuild": _rebuild, "answer": _answer}[action](*arguments)
    sys.stdout.write(f"{json.dumps(figures)}\n")


def _rebuild(folder: str, file: str, number: str) -> dict[str, float]:
    from haystack import connections
    from tqdm import tqdm

    from interviews.management.benchmarks.corpus import Corpus
    from interviews.management.unsaved_turns import index_in
    from interviews.models import Turn

    corpus = Corpus(Path(file), int(number))
    turns = (turn for interview in range(corpus.interviews) for turn in corpus.turns_of(interview))
    with index_in(Path(folder)) as backend:
        index = connections["default"].get_unified_index().get_index(Turn)
        begin = time.perf_counter()
        count = backend.rebuild(index, tqdm(turns, total=len(corpus), unit="", leave=False, disable=None))
        seconds = time.perf_counter() - begin
    return {"turns": count, "seconds": seconds, "turns_per_second": count / seconds}


def _answer(folder: str) -> dict[str, float]:
    from django.urls import get_resolver
    from haystack import connections

    from interviews.management.benchmarks.figures import process_memory

    queries = sys.stdin.read().splitlines()
    # A worker has loaded all its views before the first request.
    get_resolver().url_patterns  # noqa: B018
    connections.connections_info["default"]["PATH"] = folder
    idle = process_memory()
    begin = time.perf_counter()
    from interviews.management.benchmarks.engines.ours import HaystackEngine

    connections["default"].get_backend()
    loaded = time.perf_counter()
    engine = HaystackEngine(Path(folder))
    engine.page(queries[0])
    answered = time.perf_counter()
    sys.stdout.write("answered\n")
    sys.stdout.flush()
    for query in queries[1:]:
        engine.page(query)
    busy = process_memory()
    figures = {"loading_ms": (loaded - begin) * 1000, "first_query_ms": (answered - loaded) * 1000}
    if idle and busy:
        figures |= {"idle_mb": idle["resident"]}
        figures |= {f"{kind}_above_idle_mb": busy[kind] - idle[kind] for kind in ("resident", "anonymous")}
    return figures


if __name__ == "__main__":
    main(*sys.argv[1:])
