"""Names that changed: which interviews are to be read anew, and reading them in batches.

Every change of a name queues it (``name_changes``), in the same transaction. ``work`` looks up the interviews
that may have it (``name_lookup``), never all of them, and links each anew in a transaction of its own. All
names that were queued together go through the interviews together, by their numbers, so that an interview
which has several of them is read once. How far they are is written down every second: after a crash others go
on behind it. Whoever is at work has claimed the rows for a while. In production ``manage.py run_indexer``
works, in development whoever made the change does after the commit.
"""

from __future__ import annotations

import logging
import math
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import numpy as np
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from interviews.entities import NameFinder
from interviews.models import Interview, Relinking, name_key
from interviews.search.indexing import outbox

from .name_lookup import SoughtName, find_interviews
from .names import link_names, name_finder

logger = logging.getLogger(__name__)

# Names that are looked up at once: the texts outside of the index are read once for all of them.
LOOKED_UP_AT_ONCE = 500

# Seconds after which it is written down how far the work is.
WRITTEN_EVERY = 1.0

# Seconds for which a process claims what it works on; it claims again in time.
CLAIM = 120

# Seconds after which a request leaves the rest to the next one.
REQUEST_SECONDS = 2.0

# What failed is tried again after 2, 4, 8 … seconds, at most after this many.
LONGEST_DELAY = 3600

_is_bulk: ContextVar[bool] = ContextVar("is_bulk", default=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """What is under way: changed names, the interviews that they touch, and how many of these are done.

    An interview that two names touch counts twice. ``unread`` names wait to be looked for; ``failed`` have an
    interview that could not be read and is tried again.
    """

    names: int = 0
    unread: int = 0
    total: int = 0
    done: int = 0
    failed: int = 0


def progress() -> Progress:
    """How far the work is."""
    return Progress(
        **Relinking.objects.aggregate(
            names=Count("pk"),
            unread=Count("pk", filter=Q(total=None)),
            total=Sum("total", default=0),
            done=Sum("done", default=0),
            failed=Count("pk", filter=Q(attempts__gt=0)),
        )
    )


# --- Asking for it -----------------------------------------------------------------------------------


def queue(names: Iterable[str], entities: Iterable[int] = ()) -> None:
    """Have the interviews read anew that may have one of ``names``; in the transaction of the change.

    ``entities`` are those whose names they were before. A name that waits already begins from the start.
    """
    texts = {key: text for text in names if (key := name_key(text))}
    if not texts:
        return
    known = {
        row.folded: row
        for row in Relinking.objects.filter(folded__in=texts).only("folded", "text", "entities")
    }
    now = timezone.now()
    values: dict[str, Any] = {
        "version": uuid.uuid4(),
        "requested_at": now,
        "due_at": now,
        "total": None,
        "done": 0,
        "after": 0,
        "worker": None,
        "claimed_until": None,
        "failed": [],
        "attempts": 0,
        "last_error": "",
    }
    rows = []
    # In their order, so that two transactions never wait for one another.
    for key in sorted(texts):
        before = known.get(key)
        # A folded form tells less than the name as it is written.
        text = before.text if before and texts[key] == key else texts[key][:200]
        owners = sorted({*entities, *(before.entities if before else ())})
        rows.append(Relinking(folded=key, text=text, entities=owners, **values))
    Relinking.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["folded"],
        update_fields=["text", "entities", *values],
        batch_size=500,
    )
    _work_later()


def try_again(rows: QuerySet[Relinking]) -> int:
    """Let those of ``rows`` that failed not wait for their next attempt; returns how many."""
    number = Relinking.objects.failed().filter(pk__in=rows.values("pk")).update(due_at=timezone.now())
    if number:
        _work_later()
    return number


def _work_later() -> None:
    if settings.INDEX_AFTER_COMMIT and not _is_bulk.get():
        waiting = transaction.get_connection().run_on_commit
        if not any(callback is work_after_commit for _sids, callback, _robust in waiting):
            transaction.on_commit(work_after_commit, robust=True)


@contextmanager
def relinked_once() -> Iterator[None]:
    """In development, link names and drain the outbox once at the end: for work on many rows."""
    token = _is_bulk.set(True)
    try:
        with outbox.drained_once():
            yield
    finally:
        _is_bulk.reset(token)
        if settings.INDEX_AFTER_COMMIT:
            transaction.on_commit(partial(work_after_commit, seconds=None), robust=True)


def work_after_commit(seconds: float | None = REQUEST_SECONDS) -> None:
    """Work for a request that has committed: what fails stays queued and is logged."""
    try:
        with outbox.not_drained():
            number = work(seconds)
        if number:
            outbox.drain_after_commit(seconds)
    except Exception:
        logger.exception("Names could not be found anew; they stay queued.")


# --- Doing it ----------------------------------------------------------------------------------------


@dataclass
class _Name:
    """A claimed row with the numbers of the interviews that it touches, in their order."""

    row: Relinking
    interviews: np.ndarray
    #: Interviews that this process could not read, each with the reason.
    failed: dict[int, str] = field(default_factory=dict)
    #: Whether it is written down that it has been through; others of its group may not have.
    is_through: bool = False

    @property
    def is_retried(self) -> bool:
        """Whether it has been through, and only what failed is left."""
        return self.row.attempts > 0

    def failed_until(self, after: int) -> list[int]:
        """All interviews that still are to be tried again when those up to ``after`` have been read."""
        before = [one for one in self.row.failed if not self.is_retried or one > after]
        return sorted({*before, *self.failed})

    def done_at(self, after: int) -> int:
        return int(np.searchsorted(self.interviews, after, side="right"))


# What a process has looked up and not done yet, by number and version of the row.
_looked_up: dict[tuple[int, uuid.UUID], np.ndarray] = {}


def work(
    seconds: float | None = None,
    *,
    watch: Callable[[Progress], None] | None = None,
    settled: float = 0.0,
) -> int:
    """Read the interviews anew that changed names touch; returns how many were read.

    After ``seconds``, if they are given, nothing further is begun. ``watch`` is told now and then how far the
    work is. An interview that cannot be read is logged, stays queued, and does not hold up the others. To be
    called outside of a transaction: each interview has one of its own.
    """
    # Who looks every moment must not write, which on SQLite keeps others waiting.
    if not Relinking.objects.due(_moment(settled)).free().exists():
        return 0
    end = math.inf if seconds is None else time.monotonic() + seconds
    worker, count = uuid.uuid4(), 0
    try:
        # At least one step, however little time there is.
        while rows := _claimed(worker, settled):
            if unread := [row for row in rows if (row.pk, row.version) not in _looked_up]:
                _look_up(unread[:LOOKED_UP_AT_ONCE])
            else:
                count += _read(rows, worker, end, watch)
            if watch:
                watch(progress())
            if time.monotonic() > end:
                break
    finally:
        _let_go(worker)
    return count


def _moment(settled: float) -> datetime:
    return timezone.now() - timedelta(seconds=settled)


def _claimed(worker: uuid.UUID, settled: float) -> list[Relinking]:
    """The latest of the rows that are due, and all that are as far as it is; nobody else works on them."""
    with transaction.atomic():
        # Rows that an editor is just queueing again are passed over: waiting for one another would be for
        # ever.
        due = Relinking.objects.select_for_update(skip_locked=True).due(_moment(settled))
        free = due.filter(Q(worker=worker) | Q(pk__in=Relinking.objects.free().values("pk")))
        rows = list(free)
        group = [row for row in rows if (row.after, row.attempts) == (rows[0].after, rows[0].attempts)]
        until = timezone.now() + timedelta(seconds=CLAIM)
        numbers = [row.pk for row in group]
        for start in range(0, len(numbers), 500):
            part = Relinking.objects.filter(pk__in=numbers[start : start + 500])
            part.update(worker=worker, claimed_until=until)
    return group


@transaction.atomic
def _let_go(worker: uuid.UUID) -> None:
    """Leave what was claimed to whoever comes next; what is being queued again is nobody's anyway."""
    rows = Relinking.objects.select_for_update(skip_locked=True).filter(worker=worker)
    numbers = list(rows.values_list("pk", flat=True))
    for start in range(0, len(numbers), 500):
        part = Relinking.objects.filter(pk__in=numbers[start : start + 500])
        part.update(worker=None, claimed_until=None)


def _look_up(rows: Sequence[Relinking]) -> None:
    """Find the interviews of some rows, and write down how many there are."""
    new = [row for row in rows if not row.attempts]
    found = find_interviews([SoughtName(row.text, tuple(row.entities)) for row in new])
    by_row = {row.pk: numbers for row, numbers in zip(new, found, strict=True)}
    for row in rows:
        numbers = by_row.get(row.pk, row.failed)
        _looked_up[row.pk, row.version] = np.array(sorted(numbers), dtype=np.int64)
    with transaction.atomic():
        for row in _unchanged(rows):
            name = _Name(row, _looked_up[row.pk, row.version])
            Relinking.objects.filter(pk=row.pk).update(
                total=len(name.interviews), done=name.done_at(row.after)
            )


def _unchanged(rows: Iterable[Relinking]) -> list[Relinking]:
    """Those of ``rows`` that nobody has queued again, locked; what is locked by others is not waited for."""
    own = {row.pk: row for row in rows}
    numbers, found = list(own), []
    for start in range(0, len(numbers), 500):
        stored = Relinking.objects.select_for_update(skip_locked=True).filter(
            pk__in=numbers[start : start + 500]
        )
        versions = dict(stored.values_list("pk", "version"))
        found += [own[pk] for pk, version in versions.items() if own[pk].version == version]
    return found


def _read(
    rows: Sequence[Relinking], worker: uuid.UUID, end: float, watch: Callable[[Progress], None] | None
) -> int:
    """Link the interviews of rows that are equally far, in the order of their numbers; returns how many."""
    names = [_Name(row, _looked_up[row.pk, row.version]) for row in rows]
    after = rows[0].after
    union = np.unique(np.concatenate([name.interviews for name in names]))
    waiting = union[union > after].tolist()
    finder = name_finder()
    written, count = time.monotonic(), 0
    for interview in waiting:
        _link(interview, finder, names)
        after, count = interview, count + 1
        if time.monotonic() - written > WRITTEN_EVERY:
            if not _write(names, after, worker):
                # All of them are through, or were queued again meanwhile.
                return count
            finder, written = name_finder(), time.monotonic()
            if watch:
                watch(progress())
        if time.monotonic() > end:
            break
    else:
        after = int(union[-1]) if len(union) else after
    _write(names, after, worker)
    return count


def _link(interview: int, finder: NameFinder, names: Sequence[_Name]) -> None:
    try:
        link_names(Interview(pk=interview), finder)
    except (OperationalError, InterfaceError, MemoryError):
        # No interview's fault.
        raise
    except Exception as error:
        logger.exception("The names of interview %s could not be found anew", interview)
        for name in names:
            at = name.done_at(interview)
            if at and name.interviews[at - 1] == interview:
                name.failed[interview] = f"{type(error).__name__}: {error}"[:500]


@transaction.atomic
def _write(names: Sequence[_Name], after: int, worker: uuid.UUID) -> int:
    """Write down how far rows are, and take away what is done.

    Returns how many of those that were under way nobody has changed.
    """
    own = {name.row.pk: name for name in names}
    rows = _unchanged(name.row for name in names if not name.is_through)
    done, changed = [], []
    until = timezone.now() + timedelta(seconds=CLAIM)
    for row in rows:
        name = own[row.pk]
        failed = name.failed_until(after)
        row.after, row.done, row.claimed_until, row.worker = after, name.done_at(after), until, worker
        name.is_through = row.done == len(name.interviews)
        if not name.is_through:
            changed.append(row)
        elif failed:
            changed.append(_to_be_tried_again(row, failed))
        else:
            done.append(row.pk)
        row.failed = failed
        if name.failed:
            interview, reason = next(iter(name.failed.items()))
            row.last_error = f"#{interview}: {reason}"
    Relinking.objects.bulk_update(changed, _WRITTEN, batch_size=50)
    for start in range(0, len(done), 500):
        Relinking.objects.filter(pk__in=done[start : start + 500]).delete()
    under_way = {(row.pk, row.version) for row in changed if row.worker}
    for one in names:
        if (key := (one.row.pk, one.row.version)) not in under_way:
            _looked_up.pop(key, None)
    return len(rows)


_WRITTEN = ("after", "done", "total", "failed", "attempts", "last_error", "due_at", "worker", "claimed_until")


def _to_be_tried_again(row: Relinking, failed: Sequence[int]) -> Relinking:
    row.attempts += 1
    row.total, row.done, row.after = len(failed), 0, 0
    # Beyond 2 ** 12 it is the longest delay anyway, and 2 ** 100,000 is a long number.
    row.due_at = timezone.now() + timedelta(seconds=min(2 ** min(row.attempts, 12), LONGEST_DELAY))
    row.worker = row.claimed_until = None
    return row
