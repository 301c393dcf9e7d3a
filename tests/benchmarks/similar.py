"""How long does it take to tell that the archive has an interview already?

    python -m tests.benchmarks.similar [INTERVIEWS]

The interviews are made of the sample archive's words, from a fixed seed, 200 to 3,000 words each, with
formulas that all of them share. On SQLite; on PostgreSQL too where it can be started.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from urllib.parse import urlsplit

import psycopg

from tests import postgres

REPETITIONS = 20

#: A text of usual length is compared with the archive within this time, in seconds.
LIMIT = 1.0

FORMULAS = (
    "أهلاً وسهلاً بكم في هذا الحوار الخاص الذي تجريه الصحيفة",
    "شكراً جزيلاً لكم على هذا الوقت وعلى سعة صدركم",
    "في الحقيقة هذا سؤال مهم جداً ولا بد من الإجابة عنه بصراحة",
    "كما تعلمون فإن الوضع العام في البلاد يمر بمرحلة صعبة",
    "هل يمكن أن تحدثنا أكثر عن هذا الموضوع وعن تفاصيله",
)


def main(interviews: int) -> int:
    if os.environ.get("TEST_DATABASE") == "postgresql":
        server = os.environ["DATABASE_URL"].rpartition("/")[0]
        with psycopg.connect(
            host=urlsplit(server).path, user="archive", dbname="postgres", autocommit=True
        ) as c:
            c.execute("CREATE DATABASE archive")
        return _measure_on("PostgreSQL", interviews)
    os.environ["DATABASE_URL"] = ""
    code = _measure_on("SQLite", interviews)
    try:
        again = [sys.executable, "-m", "tests.benchmarks.similar", str(interviews)]
        return max(code, postgres.run(again))
    except postgres.NoPostgres as problem:
        sys.stdout.write(f"not measured on PostgreSQL: {problem}\n")
    return code


def _measure_on(database: str, interviews: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, INDEX_AFTER_COMMIT="0", DEBUG="1", INDEX_PATH="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        # With DEBUG on, Django keeps a list of every query.
        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        sys.stdout.write(f"{database}, {interviews} interviews\n")
        texts = _fill(interviews)
        return _measure(texts)


def _fill(number: int) -> dict[int, list[str]]:
    """The texts of the turns, by the number of the interview; they are stored by the ORM's bulk way."""
    from interviews.actions.sample_archive import FIXTURES
    from interviews.models import Interview, Turn

    words = " ".join(file.read_text() for file in sorted((FIXTURES / "interviews").glob("*.txt"))).split()
    chance = random.Random(1)
    texts: dict[int, list[str]] = {}
    for start in range(0, number, 1000):
        rows = [Interview(title=f"حوار {start + n}") for n in range(min(1000, number - start))]
        Interview.objects.bulk_create(rows)
        for row in rows:
            texts[row.pk] = _turns(words, chance)
        Turn.objects.bulk_create(
            [
                Turn(interview=row, position=place, kind=("answer", "question")[place % 2], text=text)
                for row in rows
                for place, text in enumerate(texts[row.pk], 1)
            ],
            batch_size=1000,
        )
    return texts


def _turns(words: list[str], chance: random.Random) -> list[str]:
    length = int(chance.triangular(200, 3000, 900))
    # Neighbours stay together by threes: words of a language are no random row.
    parts: list[str] = []
    while len(parts) * 3 < length:
        place = chance.randrange(len(words) - 3)
        parts.append(" ".join(words[place : place + 3]))
    for formula in FORMULAS:
        parts.insert(chance.randrange(len(parts)), formula)
    return [" ".join(parts[start : start + 20]) for start in range(0, len(parts), 20)]


def _measure(texts: dict[int, list[str]]) -> int:
    from django.core.management import call_command
    from django.db import connection

    from interviews.actions.similar import similar_interviews
    from interviews.models import Shingle

    out = sys.stdout.write
    begin = time.perf_counter()
    call_command("rebuild_shingles", verbosity=0, stdout=StringIO())
    seconds = time.perf_counter() - begin
    with connection.cursor() as cursor:
        # PostgreSQL does it by itself within a minute; until then it would read the table from end to end.
        cursor.execute("ANALYZE")
    out(f"  table built in {seconds:.1f} s ({1000 * seconds / len(texts):.1f} ms an interview), ")
    out(f"{Shingle.objects.count()} rows, {_table_size() / 1e6:.0f} MB of {_database_size() / 1e6:.0f} MB\n")
    chance = random.Random(2)
    chosen = chance.sample(sorted(texts), REPETITIONS)
    questions: dict[str, Callable[[list[str]], str]] = {
        "the same text": "\n".join,
        "half of it": lambda turns: "\n".join(turns[: len(turns) // 2]),
        "one word in twenty changed": lambda turns: _changed(" ".join(turns), chance),
        "a text that is not there": lambda turns: " ".join(sorted("\n".join(turns).split())),
    }
    slowest = 0.0
    for name, made in questions.items():
        times, found = [], 0
        for pk in chosen:
            text = made(texts[pk])
            begin = time.perf_counter()
            similar = similar_interviews(text)
            times.append(time.perf_counter() - begin)
            found += any(one.interview.pk == pk for one in similar)
        slowest = max(slowest, *times)
        out(f"  {1000 * statistics.median(times):7.1f} ms median {1000 * max(times):7.1f} ms slowest   ")
        out(f"found {found:2d} of {REPETITIONS}   {name}\n")
    everything = "\n".join(text for turns in texts.values() for text in turns)
    long = everything[: 5_000_000 * len(everything) // len(everything.encode())]
    begin = time.perf_counter()
    similar_interviews(long)
    out(f"  {time.perf_counter() - begin:7.1f} s, a text of {len(long.encode()) / 1e6:.1f} MB\n")
    return int(slowest > LIMIT)


def _changed(text: str, chance: random.Random) -> str:
    words = text.split()
    for place in chance.sample(range(len(words)), len(words) // 20):
        words[place] = "سواها"
    return " ".join(words)


def _table_size() -> int:
    """Bytes of the table of shingles with its indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('interviews_shingle')")
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN "
                "(SELECT name FROM sqlite_master WHERE tbl_name = 'interviews_shingle')"
            )
        return int(cursor.fetchone()[0])


def _database_size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
