"""What follows from a change of the authority for the names in texts, whoever makes it.

Connected to the models' signals, so that no page, command or action can forget it: the interviews that may
have the name are read anew, and a proposal of that name is closed. Bulk writes (``bulk_create``, ``update``)
send no signals: who makes one calls ``relinking.queue``.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from interviews.models import Entity, Name, Outlet, Speaker, Title

from . import relinking
from .proposed_names import close_proposals


def _on_name(instance: Name, **_kwargs: Any) -> None:
    before = instance.stored
    instance.remember()
    if before == instance.stored:
        # Another language, or preferred now: nothing that is looked for in texts.
        return
    owners = [before["entity_id"]] if "entity_id" in before else []
    relinking.queue([before.get("text", ""), instance.text], owners)
    close_proposals({instance.folded: instance.entity_id})


def _on_title(instance: Title, **_kwargs: Any) -> None:
    before = instance.stored
    instance.remember()
    if before != instance.stored and Title.Kind.KUNYA in (instance.kind, before.get("kind")):
        relinking.queue(
            [before.get("text", ""), instance.text], [before.get("entity_id", instance.entity_id)]
        )


def _on_deleted(instance: Name | Title, **_kwargs: Any) -> None:
    if isinstance(instance, Name) or instance.kind == Title.Kind.KUNYA:
        relinking.queue([instance.text], [instance.entity_id])


def _on_entity(instance: Entity, **_kwargs: Any) -> None:
    before = instance.stored
    instance.remember()
    if before and before != instance.stored:
        relinking.queue(instance.names.values_list("text", flat=True), [instance.pk])


def _on_bearer(instance: Speaker | Outlet, **_kwargs: Any) -> None:
    """Who takes part is called by the names of another entity now."""
    before = instance.stored
    instance.remember()
    if before and before != instance.stored:
        entities = [instance.entity_id, *before.values()]
        relinking.queue(Name.objects.filter(entity__in=entities).values_list("text", flat=True), entities)


def connect() -> None:
    """Connect the signals; called once, when Django is ready."""
    for sender, receiver in (
        (Name, _on_name),
        (Title, _on_title),
        (Entity, _on_entity),
        (Speaker, _on_bearer),
        (Outlet, _on_bearer),
    ):
        post_save.connect(receiver, sender=sender, dispatch_uid=f"names-save-{sender.__name__}")
    for sender in (Name, Title):
        post_delete.connect(_on_deleted, sender=sender, dispatch_uid=f"names-delete-{sender.__name__}")
