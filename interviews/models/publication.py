"""When is an interview public? Said once, for every query that asks."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone


def is_published(prefix: str = "", now: datetime | None = None) -> Q:
    """The condition that an interview can be read by the public: published, and past its embargo.

    ``prefix`` leads from the queried model to the interview, such as ``"turn__interview__"``.
    """
    return Q(**{f"{prefix}status": "published"}) & (
        Q(**{f"{prefix}publish_at": None}) | Q(**{f"{prefix}publish_at__lte": now or timezone.now()})
    )
