"""`manage.py bench_search`: every engine answers the same queries of the same texts."""

import gzip
import io
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from interviews.management.benchmarks import own_figures
from interviews.management.benchmarks.comparison import ENGINES
from interviews.management.benchmarks.corpus import Corpus
from interviews.management.benchmarks.engines.engine import EngineMissing, Page
from interviews.management.benchmarks.figures import latencies
from interviews.management.unsaved_turns import index_in

from .asking import engine as backend
from .asking import turn_index

WORDS = ("النهر", "القوات", "المدينة", "المدرسة", "الطريق", "الوزارة", "المعلم", "الجسر", "البيت", "الحقل")
OUTLETS = ("وكالة النهر", "جريدة الجسر")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """60 texts of two outlets and years, of words drawn from a fixed seed."""
    chance = random.Random(7)
    lines = [
        json.dumps(
            {
                "id": number,
                "text": " ".join(chance.choices(WORDS, weights=range(1, len(WORDS) + 1), k=12)),
                "outlet": OUTLETS[number // 20 % 2],
                "date": f"{2014 + number // 40}-06-10",
            }
        )
        for number in range(60)
    ]
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_texts_are_repeated_with_numbers_of_their_own(texts: Path) -> None:
    corpus = Corpus(texts, 130)
    made = list(corpus)
    assert [text.number for text in made] == list(range(1, 131))
    assert [text.place for text in made] == [number % 60 for number in range(130)]
    assert made[0].text == made[60].text == made[120].text
    turns = [turn for interview in range(corpus.interviews) for turn in corpus.turns_of(interview)]
    assert [turn.pk for turn in turns] == list(range(1, 131))
    assert [turn.position for turn in turns] == [1 + number % 20 for number in range(130)]
    assert {turn.kind for turn in turns} == {"question", "answer"}
    facts = [(str(turn.interview.outlet), turn.interview.published_on) for turn in turns]
    assert facts == [(text.outlet, text.published_on) for text in made]


def test_queries_are_three_words_that_stand_together_somewhere(texts: Path) -> None:
    corpus = Corpus(texts, 60)
    queries = corpus.queries(30, seed=1)
    assert len(queries) == 30
    assert queries == corpus.queries(30, seed=1) != corpus.queries(30, seed=2)
    for query in queries:
        words = query.split()
        assert len(set(words)) == 3
        assert any(set(words) <= set(text.split()) for text in corpus.originals)


def answers(name: str, corpus: Corpus, folder: Path, queries: list[str]) -> list[list[Page]]:
    """The pages of each engine of a name."""
    pages = []
    for make in ENGINES[name]:
        engine = make(folder)
        try:
            engine.build(corpus)
            pages.append([engine.page(query) for query in queries])
            assert [engine.top(query) for query in queries] == [page.best for page in pages[-1]]
            assert engine.size() > 0
        finally:
            engine.close()
    return pages


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "whoosh"])
def test_an_engine_finds_and_counts(texts: Path, tmp_path: Path, name: str) -> None:
    corpus = Corpus(texts, 130)
    queries = corpus.queries(5, seed=1)
    made = {text.number: text for text in corpus}
    with index_in(tmp_path / "index") as search:
        turns = [turn for interview in range(corpus.interviews) for turn in corpus.turns_of(interview)]
        search.rebuild(turn_index(), turns)
        try:
            found = answers(name, corpus, tmp_path, queries)
        except EngineMissing as reason:
            pytest.skip(str(reason))
    for pages in found:
        for query, page in zip(queries, pages, strict=True):
            # The archive's search finds an answer by its question's words as well.
            having = [text for text in made.values() if set(query.split()) & set(text.text.split())]
            assert page.total == len(having) or name == "archive"
            assert page.total >= len(having)
            assert len(page.best) == 10
            assert set(page.best) <= set(made)
            assert sum(page.outlets.values()) == sum(page.years.values()) == page.total
            assert set(page.years) <= {"2014", "2015"}


def test_whoosh_answers_from_the_index_of_the_archive(texts: Path, tmp_path: Path) -> None:
    corpus = Corpus(texts, 60)
    with index_in(tmp_path / "index") as search:
        search.rebuild(turn_index(), [t for number in range(3) for t in corpus.turns_of(number)])
        (whoosh,), (haystack, bare) = (
            answers(name, corpus, tmp_path / "index", corpus.queries(5, seed=1))
            for name in ("whoosh", "archive")
        )
    assert [page.total for page in whoosh] == [page.total for page in haystack]
    assert haystack == bare


def test_the_slowest_twentieth() -> None:
    measured = latencies([float(number) for number in range(200, 0, -1)])
    assert (measured.p50, measured.p95, measured.slowest, measured.calls) == (101, 191, 200, 200)
    assert latencies([7.0]).p95 == 7


def bench(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("bench_search", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_one_run_prints_every_figure(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_figures, "NEW_PROCESSES", 1)
    file, index = tmp_path / "figures.json", tmp_path / "kept"
    arguments = ("--corpus", texts, "--turns", 130, "--edits", 3, "--json", file, "--index", index)
    table = bench(*arguments, "--engines", "archive", "sqlite", "whoosh")
    figures = json.loads(file.read_text())
    assert [row["engine"] in table for row in figures["engines"]] == [True] * 4
    assert figures["rebuild"]["turns"] == figures["corpus"]["turns"] == 130
    assert figures["rebuild"]["turns_per_second"] > 0
    assert figures["worker"]["process_ms"] > figures["worker"]["first_query_ms"] > 0
    assert figures["edits"]["found"]["calls"] == figures["edits"]["between"]["calls"] == 3
    # The edits were made in a copy: the index can be used again.
    bench(*arguments, "--engines", "whoosh")
    assert "rebuild" not in json.loads(file.read_text())
    assert backend().count() == 0


def test_an_engine_that_is_missing_is_named(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    assert "make install-dev" in bench("--corpus", texts, "--turns", 60, "--engines", "tantivy")


@pytest.mark.parametrize(
    ("line", "arguments", "named"),
    [
        ('{"text": "نعم"', (), "1"),
        ('{"text": "نعم"}', (), "outlet, date"),
        ('{"text": "نعم", "outlet": "و", "date": "10/6"}', (), "1"),
        ('{"text": "نعم", "outlet": "و", "date": "2014-06-10"}', (), "."),  # no three words to ask for
        ("", (), "."),
        (None, (), "lines.jsonl"),
        ('{"text": "نعم", "outlet": "و", "date": "2014-06-10"}', ("--turns", "0"), "."),
    ],
)
def test_bad_input_is_named(tmp_path: Path, line: str | None, arguments: tuple[str, ...], named: str) -> None:
    path = tmp_path / "lines.jsonl"
    if line is not None:
        path.write_text(line)
    with pytest.raises(CommandError, match=named):
        bench("--corpus", path, *arguments)
