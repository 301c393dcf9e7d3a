"""The commands that keep the index: the worker, and a rebuild that nobody notices."""

import signal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from interviews.actions.publishing import withdraw
from interviews.management.commands import run_indexer
from interviews.search.indexing.errors import IndexLocked
from tests.factories import TurnFactory
from tests.integration.processes import start, wait_until

from .asking import engine, found, in_thread
from .waiting import published_turn, waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


def test_rebuild_index(capsys: pytest.CaptureFixture[str]) -> None:
    turn = published_turn()
    TurnFactory()
    call_command("rebuild_index")
    assert found() == [turn.pk]
    assert waiting() == set()
    assert "1" in capsys.readouterr().out


def test_rebuild_index_takes_haystacks_option() -> None:
    call_command("rebuild_index", interactive=False, verbosity=0)
    call_command("rebuild_index", "--noinput", verbosity=0)


@pytest.mark.parametrize("command", [["rebuild_index"], ["run_indexer", "--once"], ["reconcile_index"]])
def test_a_locked_index_is_said_plainly(command: list[str]) -> None:
    published_turn()
    with engine().locked(1), pytest.raises(CommandError) as refused:
        in_thread(lambda: call_command(*command, "--wait=0.1", verbosity=0))
    assert isinstance(refused.value.__cause__, IndexLocked)


def test_run_indexer_once(capsys: pytest.CaptureFixture[str]) -> None:
    turn = published_turn()
    call_command("run_indexer", "--once")
    assert found() == [turn.pk]
    assert "1" in capsys.readouterr().out


def test_run_indexer_keeps_up_until_it_is_told_to_end() -> None:
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
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds: list[int] = []

    def fails_once(**_options: float) -> int:
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
