"""The outbox of the search index: interviews whose place in the index is to be brought up to date."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IndexUpdateQuerySet(models.QuerySet["IndexUpdate"]):
    def queue(self, interviews: Iterable[int] | models.QuerySet[Any]) -> int:
        """Ask for interviews, given by their numbers or by a query, to be indexed again; returns how many.

        To be called in the transaction of the change. An interview that already waits keeps its
        one row, which gets a new version: whoever is indexing the older state then leaves the
        row in place. What a query finds goes from table to table, however many they are.
        """
        now = timezone.now()
        # One version for all: it only has to differ from what each row had before.
        values = {"version": uuid.uuid4(), "queued_at": now, "due_at": now, "attempts": 0, "last_error": ""}
        if isinstance(interviews, models.QuerySet):
            return self._queue_found(interviews, values)
        # In the order of their numbers, here and below: two transactions then never wait for one another.
        numbers = sorted(set(interviews))
        self.bulk_create(
            [IndexUpdate(interview_id=pk, **values) for pk in numbers],
            update_conflicts=True,
            unique_fields=["interview_id"],
            update_fields=list(values),
            batch_size=1000,
        )
        return len(numbers)

    def _queue_found(self, interviews: models.QuerySet[Any], values: dict[str, Any]) -> int:
        connection = connections[self.db]
        field = IndexUpdate._meta.get_field
        new = {f"new_{name}": Value(value, output_field=field(name)) for name, value in values.items()}
        rows = interviews.order_by("pk").distinct().annotate(**new).values_list("pk", *new)
        try:
            select, parameters = rows.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return 0
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(name) for name in ("interview_id", *values))
        changes = ", ".join(f"{quoted(name)} = EXCLUDED.{quoted(name)}" for name in values)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {quoted(IndexUpdate._meta.db_table)} ({columns}) {select} "
                f"ON CONFLICT ({quoted('interview_id')}) DO UPDATE SET {changes}",
                parameters,
            )
            return int(cursor.rowcount)

    def due(self, now: datetime | None = None) -> IndexUpdateQuerySet:
        """What is to be done, the latest change first.

        An editor who waits for one interview comes before the thousands whose outlet was renamed.
        """
        return self.filter(due_at__lte=now or timezone.now()).order_by("-due_at", "-pk")

    def failed(self) -> IndexUpdateQuerySet:
        """Those that could not be indexed and are tried again."""
        return self.filter(attempts__gt=0)

    def waiting(self, now: datetime | None = None) -> IndexUpdateQuerySet:
        """Those whose turn has come and that have not failed."""
        return self.filter(attempts=0, due_at__lte=now or timezone.now())

    def embargoed(self, now: datetime | None = None) -> IndexUpdateQuerySet:
        """Those that enter the index on the day from which the public may read them."""
        return self.filter(attempts=0, due_at__gt=now or timezone.now())


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
