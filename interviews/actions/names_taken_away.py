"""Which names an editor has taken away from an entity, so that no file gives them back.

The desk's own history says so: whatever is deleted, written otherwise or split off there is kept in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import override

from interviews.models import Entity, MergedEntity


def as_taken_away(kind: str | Promise, texts: Iterable[str]) -> list[dict[str, Any]]:
    """What the desk writes into the history of an entity that loses ``texts``, which are each a ``kind``."""
    # As Django keeps it: translated when it is read.
    with override(None):
        return [{"deleted": {"name": str(kind), "object": text}} for text in texts]


def names_taken_away() -> dict[int, set[str]]:
    """By the number of the entity all names and titles that were ever taken away from it.

    Also those that were taken away from one that was merged into it.
    """
    rows = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Entity),
        action_flag=CHANGE,
        change_message__contains='"deleted"',
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for number, message in rows.order_by().values_list("object_id", "change_message"):
        if number and number.isdecimal():
            found[int(number)].update(_deleted(message))
    for merged, entity in MergedEntity.objects.values_list("number", "entity"):
        found[entity] |= found.get(merged, set())
    return found


def _deleted(message: str) -> Iterator[str]:
    try:
        changes = json.loads(message)
    except ValueError:
        # A sentence that has the word in it.
        return
    for change in changes if isinstance(changes, list) else ():
        deleted = change.get("deleted") if isinstance(change, dict) else None
        if isinstance(deleted, dict):
            yield str(deleted.get("object", ""))
