"""What other processes see: a rebuild that is never empty, and every change within a second."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command

from interviews.search.indexing.outbox import drain, rebuild
from tests.factories import TurnFactory
from tests.integration.processes import start, wait_until

from .waiting import published_turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

# Seconds within which a change is to be seen by others.
SOON = 1.0


@contextmanager
def reader(word: str) -> Iterator[list[str]]:
    """The numbers of turns that another process finds, one after the other, as it finds them."""
    seen: list[str] = []
    with start("-m", "tests.integration.search.reader", word) as process:
        assert process.stdin
        assert process.stdout
        listening = Thread(target=lambda: seen.extend(line.strip() for line in process.stdout or ()))
        listening.start()
        try:
            wait_until(lambda: seen or process.poll() is not None)
            yield seen
        finally:
            process.stdin.close()
            listening.join(30)
            process.kill()


def seen_soon(seen: list[str], number: int, after: Callable[[], Any]) -> float:
    """The seconds after the end of ``after`` until the reader finds ``number`` turns."""
    after()
    begin = time.monotonic()
    wait_until(lambda: seen[-1] == str(number), 10)
    return time.monotonic() - begin


def test_readers_never_see_a_rebuild_only_what_it_brings() -> None:
    interview = published_turn().interview
    rebuild()
    with reader("قوات") as seen:
        for _ in range(3):
            call_command("rebuild_index", verbosity=0)
        assert seen == ["1"]

        def one_more() -> None:
            TurnFactory(interview=interview, text="قوات")
            call_command("rebuild_index", verbosity=0)

        # The best of some, since others may be at work on this machine.
        assert min(seen_soon(seen, number, one_more) for number in (2, 3, 4)) < SOON
    assert seen == ["1", "2", "3", "4"]


def test_an_edited_interview_of_twenty_turns_is_found_soon_by_others() -> None:
    interview = published_turn().interview
    for _ in range(19):
        TurnFactory(interview=interview)
    drain()

    def edit(word: str) -> None:
        for turn in interview.turns.all():
            turn.text = word
            turn.save()

    with start("manage.py", "run_indexer") as worker, reader("قوات") as seen:
        try:
            edit("قوات")
            wait_until(lambda: seen[-1] == "20")  # the worker has come up
            # The best of some, since others may be at work on this machine.
            words = {0: "رجال", 20: "قوات"}
            assert min(seen_soon(seen, n, lambda n=n: edit(words[n])) for n in (0, 20, 0, 20)) < SOON
            interview.delete()
            wait_until(lambda: seen[-1] == "0")
        finally:
            worker.kill()
