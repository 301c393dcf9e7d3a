"""Which change touches which interviews in the index?

The index shows of a turn its text, who speaks, which entities are named in it, and about its interview
the title, topics, and the names of its speakers and outlet. A change of any of these puts the
interviews into the outbox, in the same transaction: one row of the table below for each model.

Entities that are only named in a turn are in the index by their numbers, so another name of theirs
changes nothing there. Bulk writes (``bulk_create``, ``update``) send no signals: who makes one calls
``outbox.queue``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db import models
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from interviews.models import Entity, Interview, Mention, Name, Outlet, Participant, Speaker, Topic, Turn

from . import outbox

#: Interviews by their numbers, or as a query that finds them, or two where one query would read all.
Touched = tuple[Iterable[int] | QuerySet[Interview], ...]


def _of_turn(row: Mention) -> Touched:
    return (Interview.objects.filter(turns=row.turn_id),)


def _of_bearers(row: Name) -> Touched:
    return (
        Interview.objects.filter(participants__speaker__entity=row.entity_id),
        Interview.objects.filter(outlet__entity=row.entity_id),
    )


class _Rule(NamedTuple):
    """``touched`` by a change of a row; when its ``owner`` changes, those of the former one as well."""

    touched: Callable[[Any], Touched]
    owner: str = ""
    # Models whose own deletion takes the row along and queues the interviews itself.
    goes_with: tuple[type[models.Model], ...] = ()


# What is saved or deleted by itself.
_RULES: dict[type[models.Model], _Rule] = {
    Interview: _Rule(lambda interview: ([interview.pk],)),
    Turn: _Rule(lambda turn: ([turn.interview_id],), "interview_id", (Interview,)),
    Participant: _Rule(lambda participant: ([participant.interview_id],), "interview_id", (Interview,)),
    Mention: _Rule(_of_turn, "turn_id", (Interview, Turn, Entity)),
    Name: _Rule(_of_bearers, "entity_id"),
}

# What only matters when it is given to another entity, whose names it bears then.
_BEARERS: dict[type[models.Model], _Rule] = {
    Speaker: _Rule(
        lambda speaker: (Interview.objects.filter(participants__speaker=speaker.pk),), "entity_id"
    ),
    Outlet: _Rule(lambda outlet: (Interview.objects.filter(outlet=outlet.pk),), "entity_id"),
}

# What must be asked before it is deleted: afterwards nothing says any more which interviews had it.
_GONE: dict[type[models.Model], _Rule] = {
    Topic: _Rule(lambda topic: (Interview.objects.filter(topics=topic.pk),)),
    Entity: _Rule(lambda entity: (Interview.objects.filter(turns__mentions__entity=entity.pk),)),
}


def _queue(touched: Touched) -> None:
    for interviews in touched:
        outbox.queue(interviews)


def _on_move(sender: type[models.Model], instance: Any, **_kwargs: Any) -> None:
    """Before a save: a row that goes to another owner leaves interviews that must hear of it."""
    if instance._state.adding:
        return
    rule = _RULES.get(sender) or _BEARERS[sender]
    same = {rule.owner: getattr(instance, rule.owner)}
    before = sender._default_manager.filter(pk=instance.pk).exclude(**same).first()
    if before is not None:
        _queue(rule.touched(before))


def _on_save(sender: type[models.Model], instance: Any, **_kwargs: Any) -> None:
    _queue(_RULES[sender].touched(instance))


def _on_delete(sender: type[models.Model], instance: Any, origin: Any = None, **_kwargs: Any) -> None:
    rule = _RULES[sender]
    begun_with = origin.model if isinstance(origin, QuerySet) else type(origin)
    if begun_with not in rule.goes_with:
        _queue(rule.touched(instance))


def _on_topic_renamed(instance: Topic, created: bool, **_kwargs: Any) -> None:
    if not created:
        _queue(_GONE[Topic].touched(instance))


def _before_delete(sender: type[models.Model], instance: Any, **_kwargs: Any) -> None:
    _queue(_GONE[sender].touched(instance))


def _on_topics(sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **_kwargs: Any) -> None:
    if action in ("post_add", "post_remove", "pre_clear"):
        if not reverse:
            outbox.queue([instance.pk])
        elif pk_set is None:
            outbox.queue(instance.interviews.all())
        else:
            outbox.queue(pk_set)


def connect() -> None:
    """Connect the signals; called once, when Django is ready."""
    for model, rule in (_RULES | _BEARERS).items():
        if rule.owner:
            pre_save.connect(_on_move, sender=model, dispatch_uid=f"outbox-move-{model.__name__}")
    for model in _RULES:
        post_save.connect(_on_save, sender=model, dispatch_uid=f"outbox-save-{model.__name__}")
        post_delete.connect(_on_delete, sender=model, dispatch_uid=f"outbox-delete-{model.__name__}")
    for model in _GONE:
        pre_delete.connect(_before_delete, sender=model, dispatch_uid=f"outbox-gone-{model.__name__}")
    post_save.connect(_on_topic_renamed, sender=Topic, dispatch_uid="outbox-save-Topic")
    m2m_changed.connect(_on_topics, sender=Interview.topics.through, dispatch_uid="outbox-topics")
