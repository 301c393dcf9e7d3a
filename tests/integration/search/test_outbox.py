"""No change is lost on its way into the index, and nothing hidden is found meanwhile."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from haystack import connections
from pytest_django import Settings

from interviews.actions.publishing import publish, withdraw
from interviews.models import IndexUpdate, Interview, Turn
from interviews.search import outbox
from interviews.search.locking import IndexLocked
from interviews.search.outbox import drain, hidden_interviews
from tests.factories import (
    InterviewFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)
from tests.integration.processes import start, wait_until

from .contract import engine, found, in_thread

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(settings: Settings) -> None:
    """As in production: requests leave the outbox to a worker."""
    settings.INDEX_AFTER_COMMIT = False


def waiting() -> set[int]:
    return set(IndexUpdate.objects.values_list("interview_id", flat=True))


def published_turn(text: str = "قوات", **values: Any) -> Turn:
    made: Turn = TurnFactory(text=text, interview=InterviewFactory(status="published", **values))
    return made


# --- Which change is queued ----------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
class TestQueued:
    """Every change that the index shows puts its interview into the outbox."""

    @pytest.fixture
    def turn(self) -> Turn:
        turn = published_turn()
        turn.interview.topics.add(TopicFactory(name="أمن"))
        ParticipantFactory(interview=turn.interview, label="هاربر")
        IndexUpdate.objects.all().delete()
        return turn

    @pytest.mark.parametrize(
        "change",
        [
            lambda turn: turn.save(),
            lambda turn: turn.delete(),
            lambda turn: turn.interview.save(),
            lambda turn: turn.interview.delete(),
            lambda turn: Interview.objects.all().delete(),
            lambda turn: turn.interview.topics.add(TopicFactory()),
            lambda turn: turn.interview.topics.clear(),
            lambda turn: turn.interview.topics.set([]),
            lambda turn: turn.interview.topics.get().interviews.clear(),
            lambda turn: turn.interview.topics.get().interviews.remove(turn.interview),
            lambda turn: TopicFactory().interviews.add(turn.interview),
            lambda turn: turn.interview.topics.get().delete(),
            lambda turn: turn.interview.topics.all().delete(),
            lambda turn: turn.interview.participants.get().delete(),
            lambda turn: ParticipantFactory(interview=turn.interview, speaker=SpeakerFactory()),
            lambda turn: withdraw([turn.interview]),
            lambda turn: TurnFactory(interview=turn.interview, kind="question"),
        ],
    )
    def test_a_change(self, turn: Turn, change: Callable[[Turn], Any]) -> None:
        number = turn.interview_id
        change(turn)
        assert waiting() == {number}

    def test_both_interviews_of_a_turn_that_moves(self, turn: Turn) -> None:
        other = published_turn().interview
        drain()
        moved = Turn.objects.get(pk=turn.pk)
        moved.interview, moved.position = other, 9
        moved.save()
        drain()
        assert found("قوات", interview=other.pk).count(turn.pk) == 1
        assert found("قوات", interview=turn.interview_id) == []

    def test_a_status_that_stays_is_no_change(self, turn: Turn) -> None:
        assert publish([turn.interview]) == 0
        assert waiting() == set()

    def test_a_change_that_is_rolled_back_is_not_queued(self, turn: Turn) -> None:
        with transaction.atomic():
            turn.save()
            assert waiting() == {turn.interview_id}
            transaction.set_rollback(True)
        assert waiting() == set()

    def test_a_second_change_gives_the_one_row_a_new_version(self, turn: Turn) -> None:
        turn.save()
        before = IndexUpdate.objects.get()
        IndexUpdate.objects.update(attempts=3, last_error="…", due_at=timezone.now() + timedelta(hours=1))
        turn.save()
        after = IndexUpdate.objects.get()
        assert after.pk == before.pk
        assert after.version != before.version
        assert (after.attempts, after.last_error) == (0, "")
        assert IndexUpdate.objects.due().exists()

    def test_nothing_is_drained_by_the_request(self, turn: Turn) -> None:
        turn.save()
        assert found() == []
        assert waiting() == {turn.interview_id}


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
        monkeypatch.setattr(outbox, "drain", lambda: calls.append(1))
        with transaction.atomic():
            published_turn()
            published_turn()
            assert calls == []
        assert calls == [1]

    def test_work_on_many_interviews_drains_once_at_its_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[int] = []
        monkeypatch.setattr(outbox, "drain", lambda: calls.append(1))
        with outbox.drained_once():
            published_turn()
            published_turn()
            assert calls == []
        assert calls == [1]
        published_turn()
        assert len(calls) > 1

    def test_not_drained_when_rolled_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[int] = []
        monkeypatch.setattr(outbox, "drain", lambda: calls.append(1))
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
            raise IndexLocked

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

    def test_a_locked_index_leaves_every_row_as_it_was(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def locked(_numbers: list[int]) -> None:
            raise IndexLocked

        turns = [published_turn() for _ in range(3)]
        with before_replace(monkeypatch, locked), pytest.raises(IndexLocked):
            drain()
        assert waiting() == {turn.interview_id for turn in turns}
        assert not IndexUpdate.objects.exclude(attempts=0).exists()

    def test_two_drains_at_the_same_time_lose_nothing(self) -> None:
        turns = [published_turn() for _ in range(30)]
        both = Barrier(2)
        errors: list[BaseException] = []

        def work() -> None:
            try:
                both.wait()
                drain(batch=4)
            except BaseException as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for turn in turns[:10]:
            turn.text = "رجال"
            turn.save()
        for turn in turns[10:15]:
            turn.interview.delete()
        for thread in threads:
            thread.join(60)
        assert errors == []
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


# --- The commands ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
class TestCommands:
    def test_rebuild_index(self, capsys: pytest.CaptureFixture[str]) -> None:
        turn = published_turn()
        TurnFactory()
        call_command("rebuild_index")
        assert found() == [turn.pk]
        assert waiting() == set()
        assert "1" in capsys.readouterr().out

    def test_rebuild_index_takes_haystacks_option(self) -> None:
        call_command("rebuild_index", interactive=False, verbosity=0)
        call_command("rebuild_index", "--noinput", verbosity=0)

    @pytest.mark.parametrize(
        ("command", "options"), [("rebuild_index", ["--wait=0.1"]), ("run_indexer", ["--once"])]
    )
    def test_a_locked_index_is_said_plainly(self, command: str, options: list[str]) -> None:
        published_turn()
        with engine().store.locked(1), pytest.raises(CommandError):
            in_thread(lambda: _with_short_wait(lambda: call_command(command, *options, verbosity=0)))

    def test_run_indexer_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        turn = published_turn()
        call_command("run_indexer", "--once")
        assert found() == [turn.pk]
        assert "1" in capsys.readouterr().out

    def test_run_indexer_keeps_up_until_it_is_told_to_end(self) -> None:
        first = published_turn()
        with start("manage.py", "run_indexer", "--interval=0.05") as process:
            try:
                wait_until(lambda: process.poll() is not None or (found() == [first.pk] and not waiting()))
                second = published_turn()
                wait_until(lambda: process.poll() is not None or (second.pk in found() and not waiting()))
                withdraw([first.interview])
                wait_until(lambda: process.poll() is not None or found() == [second.pk])
                process.send_signal(signal.SIGTERM)
                output = process.communicate(timeout=30)[0]
            finally:
                process.kill()
        assert process.returncode == 0, output
        assert found() == [second.pk]

    def test_run_indexer_survives_a_database_that_does_not_answer(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        from interviews.management.commands import run_indexer

        rounds: list[int] = []

        def fails_once() -> int:
            rounds.append(1)
            if len(rounds) == 1:
                raise OperationalError("the server went away")
            raise KeyboardInterrupt

        monkeypatch.setattr(run_indexer, "drain", fails_once)
        previous = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            with pytest.raises(KeyboardInterrupt):
                call_command("run_indexer", "--interval=0", verbosity=0)
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        assert len(rounds) == 2
        assert "does not answer" in caplog.text


def _with_short_wait(work: Callable[[], Any]) -> Any:
    from interviews.search.backends.whoosh import backend

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backend, "WRITE_TIMEOUT", 0.1)
        return work()


def test_turns_know_their_year_for_the_index() -> None:
    """What the index holds of an interview follows it: a new date moves its turns to another year."""
    turn = published_turn(published_on=date(2014, 6, 10))
    assert found(year="2014") == [turn.pk]
    turn.interview.published_on = date(2020, 8, 24)
    turn.interview.save()
    assert found(year="2014") == []
    assert found(year="2020") == [turn.pk]
    assert connections["default"].get_backend().count() == 1
