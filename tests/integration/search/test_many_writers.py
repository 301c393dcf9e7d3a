"""Many processes write and drain at once, are killed at any moment, and the index equals the database."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from subprocess import Popen
from threading import Event, Lock, Thread
from typing import Any

import pytest
from django.db import connection

from interviews.models import Interview, Outlet, Turn
from interviews.search.indexing.outbox import drain
from interviews.search.indexing.reconcile import compare
from tests.factories import InterviewFactory, OutletFactory, TurnFactory
from tests.integration.processes import start

from .asking import engine
from .waiting import waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

WRITERS = 4
SAVES = 400
DELETIONS = 100
RENAMES = 8
KILLS = 10
# Interviews that all writers save; those that one of them deletes are its own.
SHARED = 30


class Kills:
    """Kills one of the processes at work when so many orders were given; which and when is by chance."""

    def __init__(self, random: Random, orders: int) -> None:
        self.done = 0
        self._random = random
        self._moments = set(random.sample(range(10, orders - 10), KILLS))
        self._given = 0
        self._lock = Lock()
        self._at_work: list[Popen[str]] = []

    def end(self) -> None:
        """Kill all that are at work: theirs is done."""
        with self._lock:
            for process in self._at_work:
                process.kill()

    def order_given(self) -> None:
        with self._lock:
            self._given += 1
            if self._given in self._moments:
                self._random.choice(self._at_work).kill()
                self.done += 1

    @contextmanager
    def may_hit(self, process: Popen[str]) -> Iterator[Popen[str]]:
        with self._lock:
            self._at_work.append(process)
        with process:
            try:
                yield process
            finally:
                with self._lock:
                    self._at_work.remove(process)
                process.kill()


def carry_out(orders: list[str], drains: bool, kills: Kills) -> None:
    """Let a process carry out ``orders`` (see ``writer``), and others what a killed one has left.

    It drains after each order, as a request does in development, or leaves that to the workers.
    """
    left = iter(orders)
    order = next(left, None)
    while order:
        output: list[str] = []
        writer = start("-m", "tests.integration.search.writer", INDEX_AFTER_COMMIT=str(int(drains)))
        with kills.may_hit(writer):
            while order and _is_done(writer, order, kills, output):
                order = next(left, None)
        assert not order or writer.returncode == -signal.SIGKILL, "".join(output)


def _is_done(writer: Popen[str], order: str, kills: Kills, output: list[str]) -> bool:
    """Give an order; whether it was carried out, else the writer has ended before it could say so."""
    assert writer.stdin
    assert writer.stdout
    try:
        writer.stdin.write(f"{order}\n")
        writer.stdin.flush()
    except BrokenPipeError:
        return False
    kills.order_given()
    for line in writer.stdout:
        if line == "done\n":
            return True
        output.append(line)
    return False


def keep_indexing(kills: Kills, ended: Event) -> None:
    """Let a worker keep the index up to date, and another after a killed one."""
    while not ended.is_set():
        with kills.may_hit(start("manage.py", "run_indexer", "--interval=0.02")) as worker:
            assert worker.stdout
            output = [] if ended.is_set() else list(worker.stdout)
        assert worker.returncode == -signal.SIGKILL, "".join(output)


class Helper(Thread):
    """A thread that works beside the test; its failure is the test's."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        super().__init__(daemon=True)
        self._work, self._arguments = work, arguments
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._work(*self._arguments)
        except BaseException as error:
            self._error = error
        finally:
            connection.close()

    def end(self) -> None:
        self.join(120)
        assert not self.is_alive()
        if self._error:
            raise self._error


def orders_for(writer: int, random: Random, outlet: Outlet, shared: list[int], own: list[int]) -> list[str]:
    """Saves of the shared interviews and of its own, and the deletion of all that are its own."""
    orders = []
    deletions = dict(zip(random.sample(range(SAVES // WRITERS), len(own)), own, strict=True))
    for number in range(SAVES // WRITERS):
        alive = shared + own
        orders.append(f"save {random.choice(alive)} كلمة{writer}ء{number}")
        if number in deletions:
            own = [pk for pk in own if pk != deletions[number]]
            orders.append(f"delete {deletions[number]}")
        if number % (SAVES // RENAMES) == 0:
            orders.append(f"rename {outlet.pk} جريدة{writer}ء{number}")
    return orders


def test_no_change_is_lost() -> None:
    random = Random(4)
    outlet = OutletFactory()
    numbers = []
    for _ in range(SHARED + DELETIONS):
        interview = InterviewFactory(outlet=outlet, status="published")
        for kind in ("question", "answer"):
            TurnFactory(interview=interview, kind=kind)
        numbers.append(interview.pk)
    drain()
    shared, others = numbers[:SHARED], numbers[SHARED:]
    plans = [orders_for(n, random, outlet, shared, others[n::WRITERS]) for n in range(WRITERS)]
    counts = {
        word: sum(order.startswith(word) for plan in plans for order in plan)
        for word in ("save", "delete", "rename")
    }
    assert counts == {"save": SAVES, "delete": DELETIONS, "rename": RENAMES}
    kills = Kills(random, sum(counts.values()))
    ended = Event()
    worker = Helper(keep_indexing, kills, ended)
    # Half of the writers drain by themselves, beside the worker.
    writers = [Helper(carry_out, plan, n % 2 == 1, kills) for n, plan in enumerate(plans)]
    for writer in writers:
        writer.end()
    ended.set()
    kills.end()
    worker.end()
    assert kills.done == KILLS
    left = drain()
    assert waiting() == set()
    result = compare()
    assert (result.missing, result.surplus, result.changed) == (0, 0, 0)
    assert engine().count() == result.compared == Turn.objects.count() == 2 * SHARED
    assert Interview.objects.count() == SHARED
    # Shown by `pytest -s`.
    sys.stdout.write(
        f"\n{connection.vendor}: {counts} from {WRITERS} processes, {kills.done} killed, {left} left "
        f"for the last drain; {result.compared} turns compared, none missing, too many or different\n"
    )
