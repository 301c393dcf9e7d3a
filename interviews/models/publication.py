"""When is an interview public? Said once, for every query that asks."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import IsNull
from django.utils import timezone


def is_published(prefix: str = "", now: datetime | None = None) -> Q:
    """The condition that an interview can be read by the public: published, and past its embargo.

    ``prefix`` leads from the queried model to the interview, such as ``"turn__interview__"``.
    """
    return Q(**{f"{prefix}status": "published"}) & (
        Q(**{f"{prefix}publish_at": None}) | Q(**{f"{prefix}publish_at__lte": now or timezone.now()})
    )


def has_any(rows: QuerySet[Any]) -> IsNull:
    """The condition that there are ``rows``, which name the row asked about by ``OuterRef``.

    The first is looked up for each row. Of an EXISTS PostgreSQL makes a join, and so reads every turn of the
    archive to learn whether one country is named in it.
    """
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), False)


def changed_at(prefix: str = "") -> Greatest:
    """When readers saw the latest change of an interview, as `Interview.changed_at` says it."""
    saved = f"{prefix}updated_at"
    return Greatest(saved, Coalesce(f"{prefix}publish_at", saved))


def last_change(prefix: str) -> Max:
    """The latest change of the interviews behind ``prefix`` that the public can read."""
    return Max(changed_at(prefix), filter=is_published(prefix))
