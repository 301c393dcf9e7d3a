"""A rebuild and a new worker, each measured in a process of its own (``new_process``)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from .corpus import Corpus
from .figures import SessionMemory


def rebuild(folder: Path, corpus: Corpus) -> dict[str, float]:
    """Builds the index in ``folder``: seconds, turns per second, most memory of all its processes in MB.

    The memory includes the texts of the corpus, which a database would keep for the real rebuild.
    """
    with (
        _started("rebuild", folder, corpus.path.resolve(), len(corpus)) as process,
        SessionMemory(process.pid) as memory,
    ):
        figures = _last_line(process)
    return {**figures, "peak_mb": memory.peak}


def new_worker(folder: Path, queries: Sequence[str]) -> dict[str, float]:
    """A new process that answers the queries: milliseconds until the first answer, and its memory in MB.

    ``process_ms`` begins with the start of Python, ``loading_ms`` are the engine's modules,
    ``first_query_ms`` begins with the opening of the index.
    """
    begin = time.perf_counter()
    with _started("answer", folder) as process:
        process.stdin.write("".join(f"{query}\n" for query in queries))
        process.stdin.close()
        process.stdout.readline()
        seconds = time.perf_counter() - begin
        return {**_last_line(process), "process_ms": seconds * 1000}


@contextmanager
def _started(*arguments: Any) -> Iterator[Any]:
    with subprocess.Popen(
        [sys.executable, "-m", "interviews.management.benchmarks.new_process", *map(str, arguments)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        # By its session it is known with all that it starts.
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _last_line(process: Any) -> dict[str, float]:
    """The figures that a process prints in the end; its errors have gone to the terminal."""
    lines = process.stdout.read().splitlines()
    if process.wait():
        raise RuntimeError(f"{' '.join(process.args)} failed with code {process.returncode}.")
    figures: dict[str, float] = json.loads(lines[-1])
    return figures
