"""Numbers in list pages, counted for the rows of the page only."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet[Any], reference: str, counted: str = "pk") -> Coalesce:
    """How many different ``counted`` of ``rows`` refer to the listed row by ``reference``.

    A subquery, since a join would count every row of a large table for a page of a hundred.
    """
    own = rows.order_by().filter(**{reference: OuterRef("pk")}).values(reference)
    return Coalesce(Subquery(own.annotate(number=Count(counted, distinct=True)).values("number")), 0)
