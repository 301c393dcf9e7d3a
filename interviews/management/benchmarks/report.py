"""The figures of ``bench_search`` as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interviews.management.text_table import text_table

_COLUMNS = ("", "page p50", "page p95", "top p50", "top p95", "found", "build s", "MB")


def lines(figures: dict[str, Any]) -> list[str]:
    """Where it was measured, a row for each engine in milliseconds, and the archive's own figures."""
    machine, corpus = figures["machine"], figures["corpus"]
    return [
        f"{machine['cores']} cores ({machine['processor']}), Python {machine['python']}, {machine['system']}",
        f"{corpus['turns']} turns of {corpus['texts']} texts; {corpus['queries']} queries of three words, "
        f"any of which will do (seed {corpus['seed']}), each asked once when warm; milliseconds, wall time",
        "page: top 10, exact total, facets over outlet and year; top: top 10 only; found: median total",
        "",
        *text_table([_COLUMNS, *(_cells(row) for row in figures["engines"])]),
        *(["", *text_table([(name, value) for name, value in _own(figures)])] if "worker" in figures else []),
    ]


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    if "missing" in row:
        return (row["engine"], row["missing"], *[""] * (len(_COLUMNS) - 2))
    return (
        row["engine"],
        *(_number(row[kind][name]) for kind in ("page", "top") for name in ("p50", "p95")),
        f"{row['median_total']:8d}",
        _number(row["build_seconds"]) if "build_seconds" in row else "".rjust(8),
        _number(row["megabytes"]),
    )


def _own(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if rebuilt := figures.get("rebuild"):
        yield "rebuild, turns a second", _number(rebuilt["turns_per_second"])
        yield "rebuild, s", _number(rebuilt["seconds"])
        yield "rebuild, most memory of all its processes, MB", _number(rebuilt["peak_mb"])
    worker = figures["worker"]
    yield "first query of a new process, from opening the index, ms", _number(worker["first_query_ms"])
    yield "… with loading the engine's modules, ms", _number(worker["first_query_ms"] + worker["loading_ms"])
    yield "… from the start of Python, ms", _number(worker["process_ms"])
    if "idle_mb" in worker:
        yield "an idle worker, resident, MB", _number(worker["idle_mb"])
        above = f"after {figures['corpus']['queries']} queries above idle"
        yield f"{above}, resident with what is shared, MB", _number(worker["resident_above_idle_mb"])
        yield f"{above}, its own (anonymous), MB", _number(worker["anonymous_above_idle_mb"])
    if edits := figures.get("edits"):
        for name, label in (
            ("before", "queries before any edit"),
            ("between", f"a query after each of {edits['number']} edits"),
            ("after", "queries after all of them"),
            ("found", "an edited interview is found after"),
            ("merge", "merging segments after an edit"),
        ):
            part = edits[name]
            yield (
                f"{label}, ms: p50, p95, slowest",
                " ".join(_number(part[key]) for key in ("p50", "p95", "slowest")),
            )
        yield "index before and after the edits, MB", " ".join(map(_number, edits["megabytes"]))


def _number(value: float) -> str:
    """Digits that mean something, in eight columns: 0.42, 3.1, 1240."""
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:8.{digits}f}"
