"""Lists of those who are called by names: what they take, and how speakers and outlets are listed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field

from .addresses import Addresses
from .cursors import Key, part_of
from .parameters import PageParameters, Text

BY_NUMBER = (Key("pk"),)


class NamedParameters(PageParameters):
    name: Text | None = Field(None, description=_("Only those of this name, in any spelling and language."))


def page_of(
    request: HttpRequest, response: HttpResponse, rows: Any, schema: Any, parameters: NamedParameters
) -> dict[str, Any]:
    """The page of speakers or outlets that the request asks for, each with the number of its interviews.

    ``rows`` are all that are public, ``schema`` makes an item of one. Raises ``BadCursor``.
    """
    if parameters.name is not None:
        rows = rows.named(parameters.name)
    part = part_of(request, response, rows, BY_NUMBER, parameters.limit)
    # Counted for this page only, not for all.
    counted = rows.model.objects.with_names().with_interview_counts().in_bulk([row.pk for row in part.rows])
    at = Addresses.of(request)
    # Whoever was deleted in between is left out.
    items = [schema.of(counted[row.pk], at) for row in part.rows if row.pk in counted]
    return {"items": items, "next": part.next, "previous": part.previous}
