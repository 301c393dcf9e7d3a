"""The outbox of the search index: interviews whose place in the index is to be brought up to date."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IndexUpdateQuerySet(models.QuerySet["IndexUpdate"]):
    def queue(self, interview_ids: Iterable[int], due_at: datetime | None = None) -> None:
        """Ask for these interviews to be indexed again, at ``due_at`` or as soon as possible.

        To be called in the transaction of the change. An interview that already waits keeps its
        one row, which gets a new version: whoever is indexing the older state then leaves the
        row in place.
        """
        now = timezone.now()
        self.bulk_create(
            [
                IndexUpdate(interview_id=pk, version=uuid.uuid4(), queued_at=now, due_at=due_at or now)
                for pk in sorted(set(interview_ids))
            ],
            update_conflicts=True,
            unique_fields=["interview_id"],
            update_fields=["version", "queued_at", "due_at", "attempts", "last_error"],
            batch_size=1000,
        )

    def due(self, now: datetime | None = None) -> IndexUpdateQuerySet:
        return self.filter(due_at__lte=now or timezone.now()).order_by("due_at", "pk")


class IndexUpdate(models.Model):
    # No foreign key: the row must outlive an interview that was deleted.
    interview_id = models.BigIntegerField(_("number of the interview"), unique=True)
    version = models.UUIDField(_("version"))
    queued_at = models.DateTimeField(_("queued"))
    due_at = models.DateTimeField(_("due"), db_index=True)
    attempts = models.PositiveIntegerField(_("failed attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    objects = IndexUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("index update")
        verbose_name_plural = _("index updates")

    def __str__(self) -> str:
        return f"#{self.interview_id}"
