"""How long do completion, near words and “did you mean” take?

    python -m tests.benchmarks.suggestions [TURNS [NAMES]]

The words are made of Arabic letters from a fixed seed and are as unevenly frequent as those of a language;
speakers, outlets, entities and topics have names of three words. On SQLite; on PostgreSQL too where it can be
started.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import psycopg

from tests import postgres

#: In milliseconds, at the server: what issue 4 asks for.
LIMITS = {"completion": 30.0, "near words": 10.0}

LETTERS = "ااالللمننووييهرتبعدسقفكحجشصخطضزثذغظ"
TURN_LENGTH = 30
REPETITIONS = 300
NEAR_VOCABULARY = 300_000


def main(turns: int, names: int) -> int:
    if os.environ.get("TEST_DATABASE") == "postgresql":
        server = os.environ["DATABASE_URL"].rpartition("/")[0]
        with psycopg.connect(
            host=urlsplit(server).path, user="archive", dbname="postgres", autocommit=True
        ) as c:
            c.execute("CREATE DATABASE archive")
        return _measure_on("PostgreSQL", turns, names)
    os.environ["DATABASE_URL"] = ""
    code = _measure_near_words()
    code |= _measure_on("SQLite", turns, names)
    try:
        again = [sys.executable, "-m", "tests.benchmarks.suggestions", str(turns), str(names)]
        return code | postgres.run(again)
    except postgres.NoPostgres as problem:
        sys.stdout.write(f"not measured on PostgreSQL: {problem}\n")
    return code


class Language:
    """Words of two to ten letters, the first ones the most frequent, by Zipf's law."""

    def __init__(self, size: int) -> None:
        self.chance = random.Random(1)
        words: dict[str, None] = {}
        while len(words) < size:
            words[self._new_word()] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / (place + 2) for place in range(size)))

    def _new_word(self) -> str:
        length = self.chance.randint(2, 10)
        return "".join(self.chance.choice(LETTERS) for _ in range(length))

    def some(self, number: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self._weights, k=number)

    def misspelt(self, word: str) -> str:
        place = self.chance.randrange(len(word))
        return word[:place] + self.chance.choice(LETTERS) + word[place + 1 :]


def _measure_near_words() -> int:
    from interviews.search.suggest.near_words import NearWords

    language = Language(NEAR_VOCABULARY)
    words = sorted(language.words)
    counts = np.array([language.chance.randint(1, 500) for _ in words], dtype=np.int64)
    begin = time.perf_counter()
    near_words = NearWords(words, counts)
    sys.stdout.write(f"{len(words)} words arranged in {time.perf_counter() - begin:.2f} s\n")
    typed = [language.misspelt(word) for word in language.some(REPETITIONS)]
    return _report("near words", lambda word: near_words.near(word, 10), typed)


def _measure_on(database: str, turns: int, names: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, INDEX_AFTER_COMMIT="0", DEBUG="1", INDEX_PATH="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        from interviews.search.indexing.outbox import rebuild

        # With DEBUG on, Django keeps a list of every query.
        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        language = Language(max(10_000, turns))
        typed_names = _fill(language, turns, names)
        with connection.cursor() as cursor:
            # PostgreSQL does it by itself within a minute.
            cursor.execute("ANALYZE")
        rebuild()
        sys.stdout.write(f"{database}, {turns} turns, {names} names\n")
        return _measure(language, typed_names)


def _fill(language: Language, turns: int, number: int) -> list[str]:
    """An archive in which everybody who has a name also is in a published interview; returns the names."""
    from interviews.models import Entity, Interview, Mention, Name, Outlet, Participant, Speaker, Topic, Turn

    named = [" ".join(language.some(3)) for _ in range(number)]
    speakers, outlets = number // 10, min(50, number // 10)
    kinds = ("person",) * speakers + ("organisation",) * (number - speakers)
    entities = _stored(Entity, (Entity(kind=kind) for kind in kinds))
    _stored(
        Name,
        (
            # The folded form is made by `save`, which is not called here; these words are folded.
            Name(entity=entity, text=text, folded=text, kind="preferred")
            for entity, text in zip(entities, named, strict=True)
        ),
    )
    people = _stored(Speaker, (Speaker(entity=entity) for entity in entities[:speakers]))
    published_by = _stored(Outlet, (Outlet(entity=entity) for entity in entities[-outlets:]))
    topics = _stored(Topic, (Topic(name=f"{' '.join(language.some(2))} {n}") for n in range(200)))
    interviews = _stored(
        Interview,
        (
            Interview(title=f"حوار {n}", status="published", outlet=published_by[n % outlets])
            for n in range(max(1, turns // 20))
        ),
    )
    about = Interview.topics.through
    _stored(about, (about(interview=one, topic=topics[n % 200]) for n, one in enumerate(interviews)))
    guests = _stored(
        Participant,
        (
            Participant(interview=one, label="الضيف", speaker=people[n % speakers])
            for n, one in enumerate(interviews)
        ),
    )
    said = _stored(
        Turn,
        (
            Turn(
                interview=guest.interview,
                participant=guest,
                position=place,
                kind="answer",
                text=" ".join(language.some(TURN_LENGTH)),
            )
            for guest in guests
            for place in range(1, 21)
        ),
    )
    found = (entities[min(number - 1, int(language.chance.paretovariate(0.6)))] for _ in said)
    _stored(
        Mention,
        (Mention(turn=turn, entity=entity, start=0, end=2) for turn, entity in zip(said, found, strict=True)),
    )
    return named


def _stored(model: Any, rows: Iterable[Any]) -> list[Any]:
    stored: list[Any] = model.objects.bulk_create(rows, batch_size=1000)
    return stored


def _measure(language: Language, names: Sequence[str]) -> int:
    from haystack import connections

    from interviews.search.language.parsing import parse
    from interviews.search.results.run import SearchRequest, count
    from interviews.search.suggest.completion import complete
    from interviews.search.suggest.known_names import directory
    from interviews.search.suggest.spelling import suggestions

    def words() -> Any:
        return connections["default"].get_backend().vocabulary()

    begin = time.perf_counter()
    directory()
    sys.stdout.write(f"  names read in {time.perf_counter() - begin:.2f} s, once a minute and aside\n")
    begun = [text[: language.chance.randint(2, 5)] for text in language.some(REPETITIONS)]
    begun += ["ال", "ا", "الم"]
    begun += [language.chance.choice(names)[: language.chance.randint(3, 12)] for _ in range(REPETITIONS)]
    code = _report("completion", lambda text: complete(text, words()), begun)
    queries = [" ".join(language.some(3)) for _ in range(REPETITIONS)]
    mistaken = [" ".join(map(language.misspelt, query.split())) for query in queries]

    def suggested(text: str) -> object:
        return suggestions(parse(text), words(), lambda mended: count(SearchRequest(mended)))

    _report("did you mean, nothing wrong", suggested, queries)
    _report("did you mean, three words wrong", suggested, mistaken)
    return code


def _report(name: str, function: Callable[[str], object], texts: Sequence[str]) -> int:
    """Prints how long the function takes for each of the texts; 1 when 95 of 100 are not within the limit."""
    function(texts[0])
    times = []
    for text in texts:
        begin = time.perf_counter()
        function(text)
        times.append(1000 * (time.perf_counter() - begin))
    p95 = statistics.quantiles(times, n=20)[-1]
    limit = LIMITS.get(name)
    sys.stdout.write(
        f"  {name}: median {statistics.median(times):.1f} ms, 95 of 100 within {p95:.1f} ms, "
        f"longest {max(times):.1f} ms{f' (limit {limit:.0f})' if limit else ''}\n"
    )
    return int(limit is not None and p95 > limit)


if __name__ == "__main__":
    sizes = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(sizes + [100_000, 50_000][len(sizes) :])))
