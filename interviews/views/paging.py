"""Lists in pages, and addresses that are always the same for the same thing."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

PAGE_SIZE = 20


def page_number(request: HttpRequest) -> int:
    """The page asked for with ``?page=``, 1 for anything that is no page: a reader gets a page."""
    value = request.GET.get("page", "1")
    # Nine digits are more pages than there are, and Python refuses to read some thousand.
    is_number = value.isascii() and value.isdigit() and len(value) <= 9
    return max(1, int(value)) if is_number else 1


def paginate(request: HttpRequest, objects: Any, size: int = PAGE_SIZE) -> Page[Any]:
    """One page of ``objects``; past the last one the last."""
    return Paginator(objects, size).get_page(page_number(request))


def redirect_to_canonical(request: HttpRequest, address: str) -> HttpResponse | None:
    """A permanent redirect when the page was asked for by another address than ``address``."""
    if request.path == unquote(address):
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
