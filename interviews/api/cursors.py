"""Lists in pages, by cursors: a page begins behind the last row of the one before.

So nobody meets a row twice or misses one because others came in between, no page has to be counted, and the
thousandth costs what the first does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from .problems import BadCursor

SIZE = 20
LARGEST = 100


class Key(NamedTuple):
    """A field by which a list is ordered; where it may be null, those rows come last."""

    field: str
    descending: bool = False
    nullable: bool = False


class Part(NamedTuple):
    """The rows of one page, and the addresses of its neighbours."""

    rows: list[Any]
    next: str | None
    previous: str | None


def part_of(
    request: HttpRequest, response: HttpResponse, rows: QuerySet[Any], keys: Sequence[Key], limit: int
) -> Part:
    """The page of ``rows`` that the request asks for, with its neighbours in a Link header as well.

    ``keys`` order the rows, the last of them tells any two apart. One query. Raises ``BadCursor``.
    """
    backwards, values = False, None
    if "cursor" in request.GET:
        position = read_cursor(request)
        backwards, values = bool(position["back"]), position["at"]
        rows = rows.filter(_beyond(keys, values, backwards))
    found = list(rows.order_by(*_order(keys, backwards))[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more or backwards)
    has_previous = bool(found) and (more if backwards else values is not None)
    return linked(
        response,
        Part(
            found,
            address_of(request, {"back": False, "at": _values(keys, found[-1])}) if has_next else None,
            address_of(request, {"back": True, "at": _values(keys, found[0])}) if has_previous else None,
        ),
    )


def linked(response: HttpResponse, part: Part) -> Part:
    """The page, after its neighbours were put in the Link header."""
    neighbours = (("next", part.next), ("prev", part.previous))
    if links := [f'<{url}>; rel="{relation}"' for relation, url in neighbours if url]:
        response["Link"] = ", ".join(links)
    return part


def _values(keys: Sequence[Key], row: Model) -> list[Any]:
    return [
        value if value is None or isinstance(value, int | str) else value.isoformat()
        for value in (getattr(row, key.field) for key in keys)
    ]


def _order(keys: Sequence[Key], backwards: bool) -> list[Any]:
    order = []
    for key in keys:
        field = F(key.field)
        direction = field.desc if key.descending != backwards else field.asc
        nulls = {"nulls_first" if backwards else "nulls_last": True} if key.nullable else {}
        order.append(direction(**nulls))
    return order


def _beyond(keys: Sequence[Key], values: Sequence[Any], backwards: bool) -> Q:
    """The rows behind the one of these values, or before it."""
    condition, same = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        further = "lt" if key.descending != backwards else "gt"
        if value is None:
            # Nothing stands behind null but null.
            beyond = Q(**{f"{key.field}__isnull": False}) if backwards else Q(pk__in=[])
            equal = Q(**{f"{key.field}__isnull": True})
        else:
            beyond = Q(**{f"{key.field}__{further}": value})
            if key.nullable and not backwards:
                beyond |= Q(**{f"{key.field}__isnull": True})
            equal = Q(**{key.field: value})
        condition |= same & beyond
        same &= equal
    return condition


def _signer(request: HttpRequest) -> Signer:
    """Signs for one list: its path and what narrows it. How many, and the language, may change on the way."""
    narrowing = sorted(
        (name, value)
        for name, values in request.GET.lists()
        if name not in ("cursor", "limit", "lang")
        for value in values
    )
    return Signer(salt=f"interviews.api.cursor {request.path}?{urlencode(narrowing, errors='replace')}")


def read_cursor(request: HttpRequest) -> Any:
    """What stands in the cursor of this request. Raises ``BadCursor`` for any that this list has not made."""
    try:
        return _signer(request).unsign_object(request.GET["cursor"])
    except (BadSignature, ValueError) as error:
        raise BadCursor from error


def address_of(request: HttpRequest, position: Any) -> str:
    """The address of another page of the list that the request asks for."""
    said = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
    said.append(("cursor", _signer(request).sign_object(position)))
    return request.build_absolute_uri(f"{request.path}?{urlencode(said, errors='replace')}")
