"""How does the index learn of a change?

Every change writes the number of the interview it touches into the outbox (``IndexUpdate``), in the
same transaction (``fan_out``). ``drain`` brings these interviews up to date in the index and takes a
row away only if it still has the version that was read, so a change that comes in between is not
missed. In production ``manage.py run_indexer`` drains; in development the request does, after its
commit.

One process drains at a time: the one that holds the index for writing. A request that finds it held
goes on at once. Its change is not left behind, since whoever holds the index looks into the outbox
again after letting go, and the change was committed before.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from haystack import connections

from interviews.models import IndexUpdate, Interview, Turn, renew_edition, renew_pages

from .errors import IndexDamaged, IndexLocked

logger = logging.getLogger(__name__)

# Interviews per commit of the index: each commit writes a segment, so not too few.
BATCH = 50

# Commits after which the index is put in order, when there is no end to the work before that.
COMMITS_PER_MERGE = 20

# Seconds for which a worker waits for another writer.
PATIENCE = 10.0

# Seconds after which a request leaves what is due to the next one.
REQUEST_SECONDS = 2.0

# A failing interview is tried again after 2, 4, 8 … seconds, at most after this many.
LONGEST_DELAY = 3600


_is_bulk: ContextVar[bool] = ContextVar("is_bulk", default=False)


def queue(interviews: Iterable[int] | QuerySet[Interview]) -> None:
    """Ask for interviews to be indexed again, by their numbers or as a query that finds them.

    To be called in the transaction of the change.
    """
    if IndexUpdate.objects.queue(interviews):
        _drain_later()


def try_again(updates: QuerySet[IndexUpdate]) -> int:
    """Let those of ``updates`` that failed not wait for their next attempt; returns how many."""
    number = IndexUpdate.objects.failed().filter(pk__in=updates.values("pk")).update(due_at=timezone.now())
    if number:
        _drain_later()
    return number


def _drain_later() -> None:
    if settings.INDEX_AFTER_COMMIT and not _is_bulk.get():
        waiting = transaction.get_connection().run_on_commit
        if not any(callback is drain_after_commit for _sids, callback, _robust in waiting):
            transaction.on_commit(drain_after_commit, robust=True)


@contextmanager
def not_drained() -> Iterator[None]:
    """In development, leave what is queued to the caller, who drains when the work is done."""
    token = _is_bulk.set(True)
    try:
        yield
    finally:
        _is_bulk.reset(token)


@contextmanager
def drained_once() -> Iterator[None]:
    """In development, drain once at the end instead of after each commit: for work on many interviews.

    Every commit writes the index, which for the 18 samples takes ten times as long as importing them.
    """
    try:
        with not_drained():
            yield
    finally:
        if settings.INDEX_AFTER_COMMIT:
            transaction.on_commit(lambda: drain_after_commit(seconds=None), robust=True)


def drain_after_commit(seconds: float | None = REQUEST_SECONDS) -> None:
    """Drain for a request that has committed: what fails stays in the outbox and is logged."""
    try:
        drain(patience=0, seconds=seconds)
    except IndexLocked:
        logger.debug("Another process is writing the index and will see to the change.")
    except Exception:
        logger.exception("The search index could not be brought up to date; the outbox keeps the work.")


def catch_up() -> None:
    """Where no worker does it, index what is due: an embargo that has ended, what a killed process left."""
    if settings.INDEX_AFTER_COMMIT and IndexUpdate.objects.due().exists():
        drain_after_commit()


def drain(*, patience: float = PATIENCE, seconds: float | None = None, batch: int = BATCH) -> int:
    """Bring everything that is due up to date in the index; returns the number of interviews.

    An index that is missing, or was made by an older analyser, is built anew first: to add to it
    would leave it with a part of the archive that looks like the whole. Raises ``IndexLocked``
    when another writer holds the index for longer than ``patience`` (s). After ``seconds``, if they
    are given, no further batch is begun. An interview that cannot be indexed stays in the outbox with
    the error and a later date; the others go on.
    """
    backend = connections["default"].get_backend()
    end = math.inf if seconds is None else time.monotonic() + seconds
    done = commits = 0
    if not backend.is_up_to_date():
        with backend.locked(patience):
            # Asked again: whoever held the index may have built it.
            if not backend.is_up_to_date():
                rebuild()
    # Looked at without the lock, after every release of it: a request that was refused it meanwhile
    # relies on this look.
    while IndexUpdate.objects.due().exists() and not (commits and time.monotonic() > end):
        with backend.locked(patience):
            # Read under the lock, so that nothing is done twice that another process has just done.
            rows = list(IndexUpdate.objects.due()[:batch])
            done += _index(backend, rows) if rows else 0
            commits += 1
            rests = time.monotonic() > end or not IndexUpdate.objects.due().exists()
            if rests or commits % COMMITS_PER_MERGE == 0:
                _merge(backend)
    return done


def is_up_to_date() -> bool:
    """Whether there is an index, and the present analyser and fields made it."""
    return bool(connections["default"].get_backend().is_up_to_date())


def rebuild(
    watch: Callable[[QuerySet[Turn]], Iterable[Turn]] | None = None, patience: float = PATIENCE
) -> int:
    """Build the index anew beside the live one and swap; returns the number of turns in it.

    ``watch`` is given the turns and passes them on, to show progress. Raises ``IndexLocked`` when
    another writer holds the index for longer than ``patience`` (s). What changes meanwhile waits in
    the outbox, so ``drain`` is to come after it; and so does an interview with a turn that cannot be
    indexed, so that the desk shows it.
    """
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Turn)
    turns = index.index_queryset()
    failed: set[int] = set()

    def note(turn: Turn, error: Exception) -> None:
        logger.error("Turn %s could not be indexed", turn.pk, exc_info=error)
        failed.add(turn.interview_id)

    objects = watch(turns) if watch else turns.iterator(chunk_size=1000)
    count: int = backend.rebuild(index, objects, timeout=patience, failed=note)
    renew_edition()
    queue(failed)
    return count


def _merge(backend: Any) -> None:
    """Let the engine join what many commits have left; if that fails, nothing is lost."""
    try:
        backend.merge()
    except Exception:
        logger.exception("The parts of the search index could not be merged.")


def _index(backend: Any, rows: list[IndexUpdate]) -> int:
    # From before the turns are read: an embargo that ends in between must not be taken for ended.
    now = timezone.now()
    try:
        moved = _replace(backend, [row.interview_id for row in rows])
    except (IndexLocked, IndexDamaged, OperationalError, InterfaceError, OSError, MemoryError):
        # No interview's fault: the database restarts, another writer came first, the disk is full.
        raise
    except Exception as error:
        if len(rows) == 1:
            _postpone(rows[0], error)
            return 0
        # Find the one that fails, so that the others are not held up.
        middle = len(rows) // 2
        return _index(backend, rows[:middle]) + _index(backend, rows[middle:])
    _finish(rows, now, moved)
    return len(rows)


def _replace(backend: Any, interview_ids: list[int]) -> bool:
    """Bring interviews up to date; whether any of them entered the index or left it."""
    index = connections["default"].get_unified_index().get_index(Turn)
    turns = index.index_queryset().filter(interview_id__in=interview_ids)
    there: set[int] = set()

    def noted() -> Iterator[Turn]:
        for turn in turns.iterator(chunk_size=500):
            there.add(turn.interview_id)
            yield turn

    return bool(backend.replace(index, "interview", interview_ids, noted()) != there)


@transaction.atomic
def _finish(rows: list[IndexUpdate], now: datetime, moved: bool) -> None:
    """Take away the rows that have not changed since they were read; an embargoed one waits for its day.

    Where interviews ``moved``, other ones may be the nearest to those that have stayed.
    """
    if moved:
        renew_pages()
    stored = IndexUpdate.objects.select_for_update().filter(pk__in=[row.pk for row in rows])
    # In the order in which `queue` writes them, so that neither waits for the other for ever.
    versions = dict(stored.order_by("interview_id").values_list("pk", "version"))
    unchanged = {row.interview_id: row.pk for row in rows if versions.get(row.pk) == row.version}
    embargoed = Interview.objects.filter(
        pk__in=list(unchanged), status=Interview.Status.PUBLISHED, publish_at__gt=now
    )
    for interview_id, publish_at in embargoed.values_list("pk", "publish_at"):
        waiting = IndexUpdate.objects.filter(pk=unchanged.pop(interview_id))
        waiting.update(due_at=publish_at, attempts=0, last_error="")
    IndexUpdate.objects.filter(pk__in=list(unchanged.values())).delete()


def _postpone(row: IndexUpdate, error: Exception) -> None:
    logger.error("Interview %s could not be indexed", row.interview_id, exc_info=error)
    attempts = row.attempts + 1
    # Beyond 2 ** 12 it is the longest delay anyway, and 2 ** 100,000 is a long number.
    delay = timedelta(seconds=min(2 ** min(attempts, 12), LONGEST_DELAY))
    IndexUpdate.objects.filter(pk=row.pk, version=row.version).update(
        attempts=attempts, last_error=f"{type(error).__name__}: {error}"[:2000], due_at=timezone.now() + delay
    )


def hidden_interviews() -> list[int]:
    """Interviews that wait for indexing and must not be found meanwhile.

    They are withdrawn, deleted, or not public any more for another reason, but may still stand in
    the index; a search leaves them out of its results and counts.
    """
    public = Interview.objects.published().filter(pk=models.OuterRef("interview_id"))
    return list(IndexUpdate.objects.filter(~models.Exists(public)).values_list("interview_id", flat=True))
