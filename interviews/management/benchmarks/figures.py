"""Latencies, memory and sizes, as figures that can be printed and compared."""

from __future__ import annotations

import os
import platform
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Latencies:
    """Milliseconds: half of the calls took less than ``p50``, 95 of 100 less than ``p95``."""

    p50: float
    p95: float
    slowest: float
    calls: int


def latencies(milliseconds: Sequence[float]) -> Latencies:
    ordered = sorted(milliseconds)
    number = len(ordered)
    return Latencies(ordered[number // 2], ordered[min(number - 1, number * 95 // 100)], ordered[-1], number)


def measured(call: Callable[[str], Any], queries: Iterable[str]) -> Latencies:
    """How long ``call`` takes for each of the queries."""
    return latencies([milliseconds(call, query) for query in queries])


def milliseconds(call: Callable[..., Any], *arguments: Any) -> float:
    begin = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - begin) * 1000


def process_memory() -> dict[str, float] | None:
    """The resident memory of this process in MB, now and at most, and the part of it that is no file's.

    None where the system has no ``/proc``.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    names = {"VmRSS": "resident", "RssAnon": "anonymous", "VmHWM": "peak"}
    columns = [line.replace(":", "").split() for line in lines]
    return {names[c[0]]: int(c[1]) / 1024 for c in columns if c and c[0] in names}


class SessionMemory:
    """The most resident memory, in MB, that the processes of a session have together, while it runs.

    A process that was started in a session of its own leads it, and all that it starts belong to it. Pages
    that they share count for each of them.
    """

    def __init__(self, leader: int) -> None:
        self.peak = 0.0
        self._leader = leader
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> SessionMemory:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            self.peak = max(self.peak, self._now())

    def _now(self) -> float:
        pages = 0
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                # What follows the name, which may hold anything: state, parent, group, session, …
                stat = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[3]) == self._leader:
                pages += int(stat[21])
        return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE


def size_of(folder: Path) -> float:
    """The megabytes of a folder's files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / _MEGABYTE


def machine() -> dict[str, Any]:
    """Where figures were measured; those of two machines cannot be compared."""
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
