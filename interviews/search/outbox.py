"""How does the index learn of a change?

Every save writes the number of the interview it touches into the outbox (``IndexUpdate``), in the
same transaction. ``drain`` brings these interviews up to date in the index and takes a row away
only if it still has the version that was read, so a change that comes in between is not missed.
In production ``manage.py run_indexer`` drains; in development the request does, after its commit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import timezone
from haystack import connections

from interviews.models import IndexUpdate, Interview, Participant, Topic, Turn

from .locking import IndexLocked

logger = logging.getLogger(__name__)

# Interviews per commit of the index: each commit writes a segment, so not too few.
BATCH = 50

# A failing interview is tried again after 2, 4, 8 … seconds, at most after this many.
LONGEST_DELAY = 3600


_is_bulk: ContextVar[bool] = ContextVar("is_bulk", default=False)


def queue(interview_ids: Iterable[int]) -> None:
    """Ask for interviews to be indexed again; to be called in the transaction of the change."""
    ids = list(interview_ids)
    if not ids:
        return
    IndexUpdate.objects.queue(ids)
    if settings.INDEX_AFTER_COMMIT and not _is_bulk.get():
        waiting = transaction.get_connection().run_on_commit
        if not any(callback is drain_after_commit for _sids, callback, _robust in waiting):
            transaction.on_commit(drain_after_commit, robust=True)


@contextmanager
def drained_once() -> Iterator[None]:
    """In development, drain once at the end instead of after each commit: for work on many interviews.

    Every commit writes the index, which for the 18 samples takes ten times as long as importing them.
    """
    token = _is_bulk.set(True)
    try:
        yield
    finally:
        _is_bulk.reset(token)
        if settings.INDEX_AFTER_COMMIT:
            transaction.on_commit(drain_after_commit, robust=True)


def drain_after_commit() -> None:
    """Drain for a request that has committed: what fails stays in the outbox and is logged."""
    try:
        drain()
    except Exception:
        logger.exception("The search index could not be brought up to date; the outbox keeps the work.")


def catch_up() -> None:
    """Where no worker does it, index what has become due by itself: an embargo that has ended."""
    if settings.INDEX_AFTER_COMMIT and IndexUpdate.objects.due().exists():
        drain_after_commit()


def drain(batch: int = BATCH) -> int:
    """Bring everything that is due up to date in the index; returns the number of interviews.

    An index that is missing, or was made by an older analyser, is built anew first: to add to it
    would leave it with a part of the archive that looks like the whole. Raises ``IndexLocked``
    when another writer holds the index for too long. An interview that cannot be indexed stays in
    the outbox with the error and a later date; the others go on.
    """
    done = 0
    if not connections["default"].get_backend().is_up_to_date():
        rebuild()
    while rows := list(IndexUpdate.objects.due()[:batch]):
        done += _index(rows)
    return done


def rebuild(
    watch: Callable[[QuerySet[Turn]], Iterable[Turn]] | None = None, timeout: float | None = None
) -> int:
    """Build the index anew beside the live one and swap; returns the number of turns in it.

    ``watch`` is given the turns and passes them on, to show progress. ``timeout`` is in seconds.
    Raises ``IndexLocked``. What changes meanwhile waits in the outbox.
    """
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Turn)
    turns = index.index_queryset()
    waiting = {} if timeout is None else {"timeout": timeout}
    count: int = backend.rebuild(index, watch(turns) if watch else turns.iterator(chunk_size=1000), **waiting)
    return count


def _index(rows: list[IndexUpdate]) -> int:
    backend = connections["default"].get_backend()
    # From before the turns are read: an embargo that ends in between must not be taken for ended.
    now = timezone.now()
    try:
        _replace(backend, [row.interview_id for row in rows])
    except IndexLocked:
        raise
    except Exception as error:
        if len(rows) == 1:
            _postpone(rows[0], error)
            return 0
        # Find the one that fails: each by itself, so that the others are not held up.
        return sum(_index([row]) for row in rows)
    _finish(rows, now)
    return len(rows)


def _replace(backend: Any, interview_ids: list[int]) -> None:
    index = connections["default"].get_unified_index().get_index(Turn)
    turns = index.index_queryset().filter(interview_id__in=interview_ids)
    backend.replace(index, "interview", interview_ids, turns.iterator(chunk_size=500))


def _finish(rows: list[IndexUpdate], now: datetime) -> None:
    embargoed = dict(
        Interview.objects.filter(
            pk__in=[row.interview_id for row in rows],
            status=Interview.Status.PUBLISHED,
            publish_at__gt=now,
        ).values_list("pk", "publish_at")
    )
    for row in rows:
        unchanged = IndexUpdate.objects.filter(pk=row.pk, version=row.version)
        if row.interview_id in embargoed:
            unchanged.update(due_at=embargoed[row.interview_id])
        else:
            unchanged.delete()


def _postpone(row: IndexUpdate, error: Exception) -> None:
    logger.error("Interview %s could not be indexed", row.interview_id, exc_info=error)
    attempts = row.attempts + 1
    delay = timedelta(seconds=min(2**attempts, LONGEST_DELAY))
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


# --- Which change touches which interviews ---------------------------------------------------------

_TOUCHED: dict[type[models.Model], Callable[[Any], Iterable[int]]] = {
    Interview: lambda interview: [interview.pk],
    Turn: lambda turn: [turn.interview_id],
    Participant: lambda participant: [participant.interview_id],
}


def _on_change(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    queue(_TOUCHED[sender](instance))


def _on_topics(sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **_kwargs: Any) -> None:
    if action in ("post_add", "post_remove", "pre_clear"):
        if isinstance(instance, Interview):
            queue([instance.pk])
        else:
            queue(pk_set or instance.interviews.values_list("pk", flat=True))


def _on_topic_deleted(instance: Topic, **_kwargs: Any) -> None:
    # Before, since afterwards nothing says any more which interviews had it.
    queue(instance.interviews.values_list("pk", flat=True))


def connect() -> None:
    """Connect the signals; called once, when Django is ready."""
    for model in _TOUCHED:
        post_save.connect(_on_change, sender=model, dispatch_uid=f"outbox-save-{model.__name__}")
        post_delete.connect(_on_change, sender=model, dispatch_uid=f"outbox-delete-{model.__name__}")
    m2m_changed.connect(_on_topics, sender=Interview.topics.through, dispatch_uid="outbox-topics")
    pre_delete.connect(_on_topic_deleted, sender=Topic, dispatch_uid="outbox-topic-deleted")
