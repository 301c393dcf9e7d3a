"""Whoosh fulfils the contract, and its generations on disk come and go as they should."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from haystack.query import SearchQuerySet

from interviews.models import IndexUpdate, Turn
from interviews.search.backends.whoosh import store
from interviews.search.indexing import outbox
from interviews.search.indexing.errors import IndexDamaged
from tests.integration.processes import start

from .asking import engine, found, in_thread, index, turn, turn_index
from .contract import EngineContract

pytestmark = pytest.mark.django_db


class TestWhoosh(EngineContract):
    pass


def generations(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir() if entry.is_dir()}


def live(folder: Path) -> str:
    return (folder / "CURRENT").read_text()


def test_an_update_writes_to_the_live_generation(index_folder: Path) -> None:
    index(turn())
    first = live(index_folder)
    index(turn())
    assert generations(index_folder) == {first} == {live(index_folder)}


def test_a_rebuild_leaves_only_the_new_generation(index_folder: Path) -> None:
    index(turn())
    first = live(index_folder)
    during: list[set[str]] = []

    def watched() -> Iterator[Turn]:
        during.append(generations(index_folder))
        yield turn()

    engine().rebuild(turn_index(), watched())
    assert len(during[0]) == 2
    assert first in during[0]
    assert generations(index_folder) == {live(index_folder)}
    assert live(index_folder) != first


def test_what_a_killed_rebuild_left_is_removed_by_the_next(index_folder: Path) -> None:
    index(turn())
    (index_folder / "abandoned-generation").mkdir()
    (index_folder / "abandoned-generation" / "MAIN_x.seg").write_bytes(b"half")
    engine().rebuild(turn_index(), [turn()])
    assert generations(index_folder) == {live(index_folder)}


def test_searching_goes_on_when_the_generation_was_removed(index_folder: Path) -> None:
    """Another thread has a searcher open on the old generation while this one swaps."""
    index(turn("قوات"))
    kept = engine()
    assert kept.count() == 1
    new = [turn("قوات"), turn("قوات")]
    in_thread(lambda: engine().rebuild(turn_index(), new))
    assert kept.count() == 2


def test_an_index_of_another_analyser_is_out_of_date(monkeypatch: pytest.MonkeyPatch) -> None:
    index(turn())
    assert engine().is_up_to_date()
    monkeypatch.setattr(store, "analysis_fingerprint", lambda: "another state of the rules")
    assert in_thread(lambda: engine().is_up_to_date()) is False
    assert in_thread(found)  # it is searched all the same until it is rebuilt
    in_thread(lambda: engine().rebuild(turn_index(), []))
    assert in_thread(lambda: engine().is_up_to_date()) is True


def test_the_fingerprint_follows_rules_and_word_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules.py").write_text("rule")
    (tmp_path / "data").mkdir()
    words = tmp_path / "data" / "stopwords.txt"
    words.write_text("في")
    monkeypatch.setattr(store.resources, "files", lambda _package: tmp_path)
    before = store.analysis_fingerprint.__wrapped__()
    assert store.analysis_fingerprint.__wrapped__() == before
    words.write_text("في\nمن")
    assert store.analysis_fingerprint.__wrapped__() != before


def test_an_index_folder_that_lost_its_generation_is_out_of_date(index_folder: Path) -> None:
    kept = turn()
    index(kept)
    (index_folder / "CURRENT").write_text("gone")
    assert not engine().is_up_to_date()
    assert found() == []
    with pytest.raises(IndexDamaged):
        index(turn())
    outbox.drain()
    assert kept.pk in found()
    assert len(found()) == 2


def test_a_search_in_an_index_without_a_column_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade that brings a field, until the index is rebuilt."""
    monkeypatch.delitem(turn_index().fields, "topics")
    engine().store.schema.remove("topics")
    engine().store.schema.remove("year")
    index(turn("قوات"))
    results = SearchQuerySet().filter(content="قوات").facet("year").facet("kind")
    counts = in_thread(lambda: (len(results.all()), results.facet_counts()))[1]["fields"]
    assert counts == {"year": [], "kind": [("answer", 1)]}


WRITER = """
import django, sys
django.setup()
from haystack import connections
from interviews.models import IndexUpdate, Turn
engine = connections["default"]
index = engine.get_unified_index().get_index(Turn)

def turns():
    turn = Turn(pk=10**9, text="قوات " * 50, kind="answer", position=1, interview_id=10**9)
    from interviews.models import Interview
    turn.interview = Interview(pk=10**9, title="…")
    for number in range(10**9, 10**9 + 200):
        turn.pk = number
        yield turn
    print("in the middle", flush=True)
    sys.stdin.read()

index.prepare_topics = lambda turn: []
backend = engine.get_backend()
if sys.argv[1] == "update":
    backend.update(index, turns())
else:
    backend.rebuild(index, turns())
"""


@pytest.mark.parametrize("work", ["update", "rebuild"])
def test_a_writer_that_is_killed_leaves_the_index_as_it_was(work: str, index_folder: Path) -> None:
    old = turn("قوات")
    index(old)
    with start("-c", WRITER, work) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line == "in the middle\n", line + process.stdout.read()
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    assert found("قوات") == in_thread(found) == [old.pk]
    new = turn("قوات")
    index(new)  # the lock is free
    assert set(found("قوات")) == {old.pk, new.pk}
    engine().rebuild(turn_index(), [old, new])
    assert generations(index_folder) == {live(index_folder)}


def test_replaced_documents_do_not_pile_up() -> None:
    """Whoosh by itself keeps a large segment of which every document was replaced."""
    turns = [turn("قوات " * 20) for _ in range(60)]
    engine().rebuild(turn_index(), turns)
    for _ in range(4):
        index(*turns)
        engine().merge()
    assert engine().count() == 60
    assert engine().snapshot().count_all <= 120
    assert sorted(found("قوات")) == [one.pk for one in turns]


def test_what_is_left_of_a_merged_segment_is_found() -> None:
    turns = [turn(f"قوات رقم{number}") for number in range(60)]
    engine().rebuild(turn_index(), turns)
    index(*turns[:50])
    assert sorted(found("قوات")) == [one.pk for one in turns]
    assert found("رقم55") == [turns[55].pk]
    engine().merge()
    assert engine().snapshot().count_all == 60


def segment_files(folder: Path) -> list[Path]:
    return sorted((folder / live(folder)).glob("*.arrays"))


@pytest.mark.parametrize("damage", ["gone", "cut off", "changed", "no table of contents"])
def test_a_damaged_index_is_built_anew(
    damage: str, index_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = turn("قوات")
    outbox.rebuild()
    assert found("قوات") == [kept.pk]
    engine().close()
    (path,) = segment_files(index_folder)
    if damage == "gone":
        path.unlink()
    elif damage == "cut off":
        path.write_bytes(path.read_bytes()[:-100])
    elif damage == "changed":
        path.write_bytes(b"\0" * 20 + path.read_bytes()[20:])
    else:
        for toc in path.parent.glob("*.toc"):
            toc.unlink()
    assert in_thread(lambda: engine().is_up_to_date()) is False
    assert in_thread(found) == []
    outbox.drain()
    assert found("قوات") == in_thread(found) == [kept.pk]
    assert ("cannot be read" in caplog.text) is (damage in ("cut off", "changed"))


def test_a_table_of_contents_that_whoosh_cannot_read_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    index(turn("قوات"))
    engine().close()

    def unreadable(_folder: str) -> None:
        raise TypeError("ord() expected a character")

    with monkeypatch.context() as patch:
        patch.setattr(store.index, "open_dir", unreadable)
        assert found("قوات") == []
        assert not engine().is_up_to_date()
    assert len(found("قوات")) == 1


def test_threads_share_what_they_read() -> None:
    index(turn("قوات"))
    assert in_thread(lambda: engine().snapshot()) is engine().snapshot()
    index(turn("قوات"))
    assert len(engine().snapshot().views) == 2


def test_an_index_that_cannot_be_opened_to_write_is_not_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = turn("قوات")
    index(kept)

    def fails(_folder: str) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(store.index, "open_dir", fails)
        with pytest.raises(MemoryError):
            index(turn("رجال"))
    assert found() == [kept.pk]


def test_a_commit_lies_on_the_disk_before_the_old_one_is_removed(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database forgets what it had to tell the index once it was told."""
    index(turn("قوات"))
    steps: list[tuple[str, str]] = []
    sync, remove, unlink = os.fsync, os.remove, os.unlink

    def note(step: str, name: str) -> None:
        steps.append((step, name.rpartition("/")[2].partition("_")[0] + Path(name).suffix))

    def synced(descriptor: int) -> None:
        note("sync", os.readlink(f"/proc/self/fd/{descriptor}"))
        sync(descriptor)

    def removed(path: Any, **options: Any) -> None:
        note("remove", str(path))
        remove(path, **options)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "remove", removed)
    monkeypatch.setattr(os, "unlink", lambda path, **options: unlink(path, **options))
    index(turn("رجال"))
    folder = live(index_folder).partition("_")[0]
    assert [step for step in steps if step[0] == "sync"] == [
        ("sync", ".MAIN.new"),
        ("sync", ".toc"),
        ("sync", folder),
    ]
    assert steps[-1] == ("remove", ".toc")


def test_a_turn_that_cannot_be_prepared_is_left_out_of_a_rebuild(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = turn("قوات"), turn("قوات")
    prepare = type(turn_index()).prepare_about

    def fails(self: Any, one: Turn) -> str:
        if one.pk == bad.pk:
            raise ValueError("unreadable")
        return str(prepare(self, one))

    with monkeypatch.context() as patch:
        patch.setattr(type(turn_index()), "prepare_about", fails)
        outbox.rebuild()
        outbox.drain()
        assert found("قوات") == [good.pk]
        row = IndexUpdate.objects.get()
        assert (row.interview_id, row.last_error) == (bad.interview_id, "ValueError: unreadable")


def test_damage_within_the_arrays_is_found_and_repaired(
    index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = turn("قوات المدينة البعيدة")
    outbox.rebuild()
    engine().close()
    (path,) = segment_files(index_folder)
    content = bytearray(path.read_bytes())
    content[content.index("المدينة".encode())] ^= 0x01
    path.write_bytes(content)
    engine().close()
    with pytest.raises(CommandError):
        call_command("reconcile_index", "--check", verbosity=0)
    call_command("reconcile_index", verbosity=0)
    assert found("قوات") == [kept.pk]
    call_command("reconcile_index", "--check", verbosity=0)
    capsys.readouterr()


@pytest.mark.parametrize("order", [["outlet"], ["published_on", "position"]])
def test_an_order_that_the_engine_has_not_is_an_error(order: list[str]) -> None:
    index(turn())
    with pytest.raises(ValueError, match="orders by one of"):
        list(SearchQuerySet().order_by(*order))
