"""How long do a rebuild of the index and a page of results take?

    python -m tests.benchmarks.search [TURNS]

The turns are the sample archive's, with their words shuffled from a fixed seed until there are enough.
This is the whole way with the database; `manage.py bench_search` measures the engine beside others.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

QUERIES = (
    "الموصل",
    "الماء في الأهوار",
    "مدير المشروع قال",
    '"في المدينة"',
    "كوردستان",
    "وزارة -الصحة",
    "٢٠١٤",
)
REPETITIONS = 20


def main(turns: int) -> int:
    with archive_of(turns):
        _measure()
    return 0


@contextmanager
def archive_of(turns: int) -> Iterator[None]:
    """An archive of its own with so many turns, not indexed yet, that goes with the block."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, INDEX_AFTER_COMMIT="0", DEBUG="1", DATABASE_URL="", INDEX_PATH="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        # With DEBUG on, Django and Haystack keep a list of every query.
        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        _fill(turns)
        yield


def _fill(wanted: int) -> None:
    from interviews.actions.sample_archive import load_sample_archive
    from interviews.models import Interview, Participant, Turn

    load_sample_archive()
    samples = list(Turn.objects.select_related("participant", "interview"))
    chance = random.Random(1)
    rows: list[Turn] = []
    interview, participants = None, {}
    while len(rows) < wanted - len(samples):
        if len(rows) % 20 == 0:
            source = chance.choice(samples).interview
            interview = Interview.objects.create(
                title=source.title, outlet=source.outlet, published_on=source.published_on, status="published"
            )
            participants = {
                kind: Participant.objects.create(interview=interview, label=kind) for kind in Turn.Kind.values
            }
        turn = chance.choice(samples)
        words = turn.text.split()
        chance.shuffle(words)
        rows.append(
            Turn(
                interview=interview,
                position=len(rows) % 20 + 1,
                kind=turn.kind,
                participant=participants[turn.kind],
                text=" ".join(words),
            )
        )
    Turn.objects.bulk_create(rows, batch_size=1000)


def _measure() -> None:
    from interviews.search.indexing.outbox import rebuild
    from interviews.search.results.run import SearchRequest, search

    out = sys.stdout.write
    begin = time.perf_counter()
    count = rebuild()
    seconds = time.perf_counter() - begin
    out(f"rebuild of {count} turns: {seconds:.1f} s, {count / seconds:.0f} turns/s\n")
    out(f"a page of results with count and four facets, {REPETITIONS} repetitions, wall time\n")
    for query in QUERIES:
        search(SearchRequest(text=query))
        times = []
        for _repetition in range(REPETITIONS):
            begin = time.perf_counter()
            results = search(SearchRequest(text=query))
            times.append((time.perf_counter() - begin) * 1000)
        median, slow = statistics.median(times), sorted(times)[int(0.95 * len(times))]
        out(f"  {median:7.1f} ms median {slow:7.1f} ms p95 {results.total:7d} found   {query}\n")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
