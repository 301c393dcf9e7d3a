"""Showing interviews to the public, and taking them back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from interviews.models import Interview
from interviews.search.indexing import outbox


@transaction.atomic
def set_status(interviews: Iterable[Interview], status: str) -> int:
    """Give interviews a status and bring the index after them; returns how many changed."""
    ids = [interview.pk for interview in interviews]
    changed = list(Interview.objects.filter(pk__in=ids).exclude(status=status).values_list("pk", flat=True))
    Interview.objects.filter(pk__in=changed).update(
        status=status, version=F("version") + 1, updated_at=timezone.now()
    )
    outbox.queue(changed)
    return len(changed)


def publish(interviews: Iterable[Interview]) -> int:
    """Let the public read and find these interviews (after their embargo, where they have one)."""
    return set_status(interviews, Interview.Status.PUBLISHED)


def withdraw(interviews: Iterable[Interview]) -> int:
    """Take interviews back: at once out of every page, search result and count."""
    return set_status(interviews, Interview.Status.WITHDRAWN)
