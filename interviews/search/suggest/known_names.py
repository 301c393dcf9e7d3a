"""Who and what can be found by name? Speakers, outlets, entities and topics that are in the index.

A database finds the beginning of a name by an index, but not the beginning of any of its words with the
best known first, nor how a name sounds. So each process keeps the words of all names, some megabytes for
50,000. It is a minute behind at most, and nobody waits for it: a thread reads them anew. Whoever shows a name
reads it again by `shown`, since the database has the last word on what it is and whether it is public.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections as databases
from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from haystack import connections

from interviews.arabic.phonetic import phonetic_key
from interviews.models import (
    Entity,
    Interview,
    Name,
    Outlet,
    Participant,
    Speaker,
    Topic,
    name_key,
)

from .name_directory import KINDS, Bearer, NameDirectory

logger = logging.getLogger(__name__)

#: After so many seconds the names are read anew.
FRESH = 60.0


@dataclass
class _Kept:
    path: str
    read_at: float
    directory: NameDirectory


_kept: _Kept | None = None
_reading = threading.Lock()


def directory() -> NameDirectory:
    """The names that the public can find. Only the first call of a process waits until they are read."""
    path = connections.connections_info["default"]["PATH"]
    kept = _kept
    if kept is None or kept.path != path:
        with _reading:
            # Another thread may have read them while this one waited.
            if _kept is None or _kept.path != path:
                return _keep(path, NameDirectory(_names(), phonetic_key, _labels()))
            return _kept.directory
    if time.monotonic() - kept.read_at > FRESH and _reading.acquire(blocking=False):
        # Also when it fails: not again at once.
        kept.read_at = time.monotonic()
        _in_the_background(lambda: _read_anew(path))
    return kept.directory


def _in_the_background(task: Callable[[], None]) -> None:
    threading.Thread(target=task, name="known-names", daemon=True).start()


def _read_anew(path: str) -> None:
    try:
        names = NameDirectory(_names(), phonetic_key, _labels())
        names.arrange_sounds()
        _keep(path, names)
    except Exception:
        logger.exception("The names for completion could not be read anew; the old ones are used.")
    finally:
        _reading.release()
        # Those of this thread.
        databases.close_all()


def _keep(path: str, names: NameDirectory) -> NameDirectory:
    global _kept
    _kept = _Kept(path, time.monotonic(), names)
    return names


@dataclass(frozen=True, slots=True)
class KnownName:
    """Somebody or something as it is called now; ``others`` are its further names."""

    bearer: Bearer
    label: str
    text: str
    others: tuple[str, ...] = ()


def shown(bearers: Sequence[Bearer]) -> list[KnownName]:
    """Those of ``bearers`` that the public can read something of at this moment, in their order."""
    rows: dict[tuple[str, int], Any] = {}
    for kind in {bearer.kind for bearer in bearers}:
        found = _public(kind).in_bulk([bearer.pk for bearer in bearers if bearer.kind == kind])
        rows |= {(kind, pk): row for pk, row in found.items()}
    entities = [
        row if isinstance(row, Entity) else row.entity for (kind, _), row in rows.items() if kind != "topics"
    ]
    prefetch_related_objects(entities, "names")
    return [_known(bearer, row) for bearer in bearers if (row := rows.get((bearer.kind, bearer.pk)))]


def _public(kind: str) -> QuerySet[Any]:
    if kind == "speaker":
        return Speaker.objects.public().select_related("entity")
    if kind == "outlet":
        return Outlet.objects.public().select_related("entity")
    if kind == "topics":
        return Topic.objects.filter(Exists(Interview.objects.published().filter(topics=OuterRef("pk"))))
    return Entity.objects.public()


def _known(bearer: Bearer, row: Any) -> KnownName:
    if isinstance(row, Topic):
        return KnownName(bearer, str(row._meta.verbose_name), row.name)
    entity = row if isinstance(row, Entity) else row.entity
    label = entity.get_kind_display() if row is entity else row._meta.verbose_name
    others = tuple(name.text for name in entity.all_names if name.text != entity.name)
    return KnownName(bearer, str(label), entity.name, others)


def _names() -> Iterator[tuple[Bearer, str]]:
    """The names of whatever the index has a passage of; who speaks is not named as an entity beside it."""
    backend = connections["default"].get_backend()
    passages = {kind: {int(value): n for value, n in backend.totals(kind)} for kind in KINDS}
    bearers = {pk: Bearer("entities", pk, number) for pk, number in passages["entities"].items()}
    for kind, model in (("outlet", Outlet), ("speaker", Speaker)):
        for pk, entity in model.objects.order_by().values_list("pk", "entity_id"):
            if pk in passages[kind]:
                bearers[entity] = Bearer(kind, pk, passages[kind][pk])
    for entity, folded in Name.objects.order_by().values_list("entity_id", "folded").iterator(10_000):
        if entity in bearers:
            yield bearers[entity], folded
    for pk, name in Topic.objects.order_by().values_list("pk", "name"):
        if pk in passages["topics"]:
            yield Bearer("topics", pk, passages["topics"][pk]), name_key(name)


def _labels() -> Iterator[str]:
    """How the public interviews print who takes part in them, also whom the authority does not know."""
    participants = Participant.objects.filter(interview__in=Interview.objects.published()).order_by()
    return map(name_key, participants.values_list("label", flat=True).distinct().iterator())
