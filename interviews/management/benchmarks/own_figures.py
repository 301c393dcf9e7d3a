"""What is measured of the archive's search alone: rebuild, a new worker, edits."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from interviews.management.unsaved_turns import index_in

from .corpus import Corpus
from .edits import edited
from .figures import size_of
from .processes import new_worker, rebuild

# Processes of which the middle one is reported.
NEW_PROCESSES = 3


def rebuilt(folder: Path, corpus: Corpus) -> dict[str, float]:
    """The figures of the rebuild; empty when the index of an earlier run can be used."""
    made_of, note = f"{len(corpus)} turns of {corpus.path.resolve()}", folder / "MADE_OF"
    if note.exists() and note.read_text(encoding="utf-8") == made_of:
        with index_in(folder) as backend:
            if backend.is_up_to_date():
                return {}
    figures = rebuild(folder, corpus)
    note.write_text(made_of, encoding="utf-8")
    return figures


def worker_figures(folder: Path, queries: list[str]) -> dict[str, float]:
    """First answer and memory of a new process, the middle one of some."""
    workers = [new_worker(folder, queries) for _process in range(NEW_PROCESSES)]
    workers.sort(key=lambda worker: worker["process_ms"])
    return workers[NEW_PROCESSES // 2]


def edit_figures(folder: Path, copy: Path, corpus: Corpus, queries: list[str], edits: int) -> dict[str, Any]:
    """Latencies before, while and after interviews are edited, in a ``copy`` of the index."""
    shutil.copytree(folder, copy)
    parts = edited(copy, corpus, queries, edits)
    return {
        "number": edits,
        **{name: asdict(part) for name, part in parts.items()},
        "megabytes": [size_of(folder), size_of(copy)],
    }
