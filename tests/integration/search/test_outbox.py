"""No change is lost on its way into the index, and nothing hidden is found meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from haystack import connections

from interviews.actions.publishing import withdraw
from interviews.models import IndexUpdate, Interview, Turn
from interviews.search.indexing import outbox
from interviews.search.indexing.errors import IndexLocked
from interviews.search.indexing.outbox import drain, hidden_interviews
from tests.factories import (
    InterviewFactory,
    OutletFactory,
    TurnFactory,
)
from tests.integration.processes import wait_until

from .asking import engine, found, in_thread
from .waiting import published_turn, waiting

pytestmark = pytest.mark.django_db(transaction=True)


# --- Requests that drain -----------------------------------------------------------------------------


class TestAfterCommit:
    """In development the request drains, after its commit."""

    def test_a_change_is_found_at_once(self) -> None:
        turn = published_turn()
        assert found("قوات") == [turn.pk]
        turn.text = "رجال"
        turn.save()
        assert found("قوات") == []
        turn.interview.delete()
        assert found() == []
        assert waiting() == set()

    def test_drained_once_however_much_changed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[int] = []
        monkeypatch.setattr(outbox, "drain", lambda **_options: calls.append(1))
        with transaction.atomic():
            published_turn()
            published_turn()
            assert calls == []
        assert calls == [1]

    def test_work_on_many_interviews_drains_once_at_its_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[int] = []
        monkeypatch.setattr(outbox, "drain", lambda **_options: calls.append(1))
        with outbox.drained_once():
            published_turn()
            published_turn()
            assert calls == []
        assert calls == [1]
        published_turn()
        assert len(calls) > 1

    def test_not_drained_when_rolled_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[int] = []
        monkeypatch.setattr(outbox, "drain", lambda **_options: calls.append(1))
        with transaction.atomic():
            published_turn()
            transaction.set_rollback(True)
        assert calls == []

    def test_drained_when_only_an_inner_part_was_rolled_back(self) -> None:
        with transaction.atomic():
            with transaction.atomic():
                published_turn("قوات")
                transaction.set_rollback(True)
            kept = published_turn("رجال")
        assert found() == [kept.pk]

    def test_an_engine_that_fails_does_not_fail_the_save(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(*_args: Any, **_options: Any) -> None:
            raise OSError("no space left on device")

        monkeypatch.setattr(type(engine()), "rebuild", broken)
        turn = published_turn()
        assert waiting() == {turn.interview_id}
        assert "could not be brought up to date" in caplog.text


# --- Draining ------------------------------------------------------------------------------------------


@contextmanager
def before_replace(monkeypatch: pytest.MonkeyPatch, work: Callable[[list[int]], None]) -> Iterator[None]:
    """``work`` is called with the interviews' numbers each time the index is about to be written."""
    replace = type(engine()).replace

    def watched(self: Any, index: Any, field: str, values: Any, objects: Any) -> None:
        work(list(values))
        replace(self, index, field, values, objects)

    with monkeypatch.context() as patch:
        patch.setattr(type(engine()), "replace", watched)
        yield


@pytest.mark.usefixtures("worker")
class TestDrain:
    @pytest.fixture(autouse=True)
    def _index(self) -> None:
        """There is an index already, as there is after a start."""
        outbox.rebuild()

    def test_what_is_due_is_indexed_and_leaves_the_outbox(self) -> None:
        first, second = published_turn(), published_turn()
        TurnFactory(interview=InterviewFactory(status="draft"), text="قوات")
        assert drain() == 3
        assert set(found("قوات")) == {first.pk, second.pk}
        assert waiting() == set()
        assert drain() == 0

    def test_more_than_one_batch(self) -> None:
        turns = [published_turn() for _ in range(7)]
        assert drain(batch=3) == 7
        assert sorted(found()) == [turn.pk for turn in turns]

    def test_a_missing_index_is_built_whole(self) -> None:
        """Not with the one interview that happens to wait."""
        old = published_turn()
        drain()
        engine().store.remove_others(None)
        new = published_turn()
        drain()
        assert set(found()) == {old.pk, new.pk}

    def test_a_change_while_indexing_keeps_the_row(self, monkeypatch: pytest.MonkeyPatch) -> None:
        turn = published_turn("قوات")
        replace = type(engine()).replace
        rounds: list[int] = []

        def change_behind_the_back(self: Any, *args: Any) -> None:
            replace(self, *args)
            rounds.append(1)
            if len(rounds) == 1:
                # Read and written is the old text; the row must not go with it.
                Turn.objects.get(pk=turn.pk).delete()
                TurnFactory(interview=turn.interview, text="رجال")

        monkeypatch.setattr(type(engine()), "replace", change_behind_the_back)
        drain()
        assert len(rounds) == 2
        assert found("قوات") == []
        assert len(found("رجال")) == 1
        assert waiting() == set()

    def test_one_that_fails_is_postponed_and_the_others_go_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        good, bad, other = (published_turn() for _ in range(3))

        def fail(numbers: list[int]) -> None:
            if bad.interview_id in numbers:
                raise ValueError("unreadable")

        before = timezone.now()
        with before_replace(monkeypatch, fail):
            assert drain() == 2
        assert set(found()) == {good.pk, other.pk}
        row = IndexUpdate.objects.get()
        assert row.interview_id == bad.interview_id
        assert row.attempts == 1
        assert row.last_error == "ValueError: unreadable"
        assert before + timedelta(seconds=2) <= row.due_at <= timezone.now() + timedelta(seconds=2)
        assert drain() == 0  # not due yet
        IndexUpdate.objects.update(due_at=timezone.now())
        assert drain() == 1
        assert len(found()) == 3

    def test_the_pause_between_attempts_grows_to_an_hour(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_numbers: list[int]) -> None:
            raise ValueError

        published_turn()
        IndexUpdate.objects.update(attempts=40)
        with before_replace(monkeypatch, fail):
            drain()
        row = IndexUpdate.objects.get()
        assert row.attempts == 41
        assert timedelta(minutes=59) < row.due_at - timezone.now() <= timedelta(hours=1)

    def test_a_change_brings_a_postponed_one_back_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_numbers: list[int]) -> None:
            raise ValueError

        turn = published_turn()
        with before_replace(monkeypatch, fail):
            drain()
        turn.save()
        drain()
        assert found() == [turn.pk]

    @pytest.mark.parametrize("error", [OperationalError, InterfaceError, IndexLocked])
    def test_what_is_no_interviews_fault_leaves_every_row_as_it_was(
        self, error: type[Exception], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_numbers: list[int]) -> None:
            raise error

        turns = [published_turn() for _ in range(3)]
        with before_replace(monkeypatch, fail), pytest.raises(error):
            drain()
        assert waiting() == {turn.interview_id for turn in turns}
        assert not IndexUpdate.objects.failed().exists()

    def test_the_latest_change_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An editor does not wait for the interviews of an outlet that was renamed before."""
        outlet = OutletFactory()
        turns = [published_turn(outlet=outlet) for _ in range(3)]
        drain()
        outlet.entity.names.get().save()
        turns[1].save()
        order: list[int] = []
        with before_replace(monkeypatch, order.extend):
            drain(batch=1)
        assert order == [turns[n].interview_id for n in (1, 2, 0)]

    def test_a_turn_that_moves_is_found_in_its_new_interview_only(self) -> None:
        turn, other = published_turn(), published_turn().interview
        drain()
        before, turn.interview, turn.position = turn.interview_id, other, 9
        turn.save()
        drain()
        assert found("قوات", interview=other.pk).count(turn.pk) == 1
        assert found("قوات", interview=before) == []

    def test_parts_are_merged_at_the_end_and_now_and_then(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outbox, "COMMITS_PER_MERGE", 3)
        merged: list[int] = []
        monkeypatch.setattr(
            type(engine()), "merge", lambda _backend: merged.append(len(waiting())), raising=False
        )
        for _ in range(8):
            published_turn()
        drain(batch=1)
        assert merged == [5, 2, 0]

    def test_a_merge_that_fails_is_logged(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(_backend: Any) -> None:
            raise OSError("no space left on device")

        monkeypatch.setattr(type(engine()), "merge", fail, raising=False)
        turn = published_turn()
        assert drain() == 1
        assert found() == [turn.pk]
        assert "could not be merged" in caplog.text


# --- Many who drain -------------------------------------------------------------------------------------


def at_once(*works: Callable[[], Any]) -> None:
    """Do all ``works`` at the same time, each in a thread of its own, until the last has ended."""
    together = Barrier(len(works))
    errors: list[BaseException] = []

    def run(work: Callable[[], Any]) -> None:
        try:
            together.wait()
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


class TestManyWhoDrain:
    @pytest.fixture(autouse=True)
    def _index(self) -> None:
        outbox.rebuild()

    @pytest.mark.usefixtures("worker")
    def test_a_worker_waits_for_another_writer_only_for_so_long(self) -> None:
        turn = published_turn()
        with engine().locked(1), pytest.raises(IndexLocked):
            in_thread(lambda: drain(patience=0.1))
        assert waiting() == {turn.interview_id}

    def test_a_request_does_not_wait_for_another_writer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outbox, "PATIENCE", 3600.0)
        with engine().locked(1):
            turn = in_thread(published_turn)
            assert waiting() == {turn.interview_id}
        outbox.catch_up()
        assert found() == [turn.pk]

    def test_what_a_request_had_to_leave_is_done_by_the_holder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A change between the holder's last look under the lock and its release of it."""
        late: list[Turn] = []

        def change_at_the_last_moment(_backend: Any) -> None:
            if not late:
                late.append(in_thread(lambda: published_turn("رجال")))
                assert waiting() == {late[0].interview_id}

        monkeypatch.setattr(type(engine()), "merge", change_at_the_last_moment, raising=False)
        first = published_turn("قوات")
        assert waiting() == set()
        assert set(found()) == {first.pk, late[0].pk}

    def test_a_request_that_has_worked_long_leaves_the_rest_to_the_next(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(outbox, "REQUEST_SECONDS", 0.0)
        with outbox.drained_once():
            turns = [published_turn() for _ in range(3)]
            IndexUpdate.objects.update(due_at=timezone.now() + timedelta(hours=1))
        IndexUpdate.objects.update(due_at=timezone.now())
        assert drain(seconds=0, batch=1) == 1
        assert len(waiting()) == 2
        outbox.catch_up()
        assert waiting() == set()
        assert len(found()) == len(turns)

    @pytest.mark.usefixtures("worker")
    def test_no_interview_is_indexed_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        turns = [published_turn() for _ in range(20)]
        order: list[int] = []
        with before_replace(monkeypatch, order.extend):
            at_once(*[lambda: drain(batch=3)] * 3)
        assert sorted(order) == [turn.interview_id for turn in turns]

    @pytest.mark.usefixtures("worker")
    def test_two_drains_while_interviews_change_lose_nothing(self) -> None:
        turns = [published_turn() for _ in range(30)]

        def change() -> None:
            for turn in turns[:10]:
                turn.text = "رجال"
                turn.save()
            for turn in turns[10:15]:
                turn.interview.delete()

        at_once(lambda: drain(batch=4), lambda: drain(batch=4), change)
        drain()
        assert waiting() == set()
        assert sorted(found("رجال")) == [turn.pk for turn in turns[:10]]
        assert sorted(found("قوات")) == [turn.pk for turn in turns[15:]]
        assert engine().count() == 25


# --- What must not be found -----------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
class TestHidden:
    def test_an_embargoed_interview_enters_the_index_when_its_time_comes(self) -> None:
        moment = timezone.now() + timedelta(hours=1)
        turn = published_turn(publish_at=moment)
        drain()
        assert found() == []
        row = IndexUpdate.objects.get()
        assert row.due_at == moment
        assert drain() == 0
        # Its time comes: nothing of the interview changes.
        Interview.objects.update(publish_at=timezone.now())
        IndexUpdate.objects.update(due_at=timezone.now())
        assert drain() == 1
        assert found() == [turn.pk]
        assert waiting() == set()

    def test_an_embargo_that_ends_while_it_is_indexed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        outbox.rebuild()
        turn = published_turn(publish_at=timezone.now() + timedelta(milliseconds=300))
        replace = type(engine()).replace

        def slow(self: Any, *args: Any) -> None:
            replace(self, *args)
            wait_until(lambda: Interview.objects.published().exists())

        with monkeypatch.context() as patch:
            patch.setattr(type(engine()), "replace", slow)
            drain()
        assert found() == [turn.pk]

    def test_a_rebuild_keeps_the_embargo_in_the_outbox(self) -> None:
        published_turn(publish_at=timezone.now() + timedelta(hours=1))
        drain()
        call_command("rebuild_index", verbosity=0)
        assert IndexUpdate.objects.count() == 1

    @pytest.mark.parametrize(
        "hide",
        [
            lambda interview: withdraw([interview]),
            lambda interview: interview.delete(),
            lambda interview: _save(interview, status="draft"),
            lambda interview: _save(interview, publish_at=timezone.now() + timedelta(days=1)),
        ],
    )
    def test_what_is_taken_back_is_known_before_the_index_knows(
        self, hide: Callable[[Interview], Any]
    ) -> None:
        turn, other = published_turn(), published_turn()
        drain()
        number = turn.interview_id
        hide(turn.interview)
        assert len(found()) == 2  # the index does not know yet
        assert hidden_interviews() == [number]
        drain()
        assert found() == [other.pk]

    def test_what_changes_and_stays_public_is_not_hidden(self) -> None:
        turn = published_turn()
        drain()
        turn.interview.save()
        assert hidden_interviews() == []


def _save(interview: Interview, **values: Any) -> None:
    for name, value in values.items():
        setattr(interview, name, value)
    interview.save()


def test_turns_know_their_year_for_the_index() -> None:
    """What the index holds of an interview follows it: a new date moves its turns to another year."""
    turn = published_turn(published_on=date(2014, 6, 10))
    assert found(year="2014") == [turn.pk]
    turn.interview.published_on = date(2020, 8, 24)
    turn.interview.save()
    assert found(year="2014") == []
    assert found(year="2020") == [turn.pk]
    assert connections["default"].get_backend().count() == 1


@pytest.mark.usefixtures("worker")
def test_a_full_disk_is_no_interview_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    outbox.rebuild()
    turns = [published_turn() for _ in range(3)]

    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(type(engine()), "replace", full)
        with pytest.raises(OSError, match="No space"):
            drain()
    assert not IndexUpdate.objects.exclude(attempts=0).exists()
    assert drain() == 3
    assert sorted(found()) == [turn.pk for turn in turns]
