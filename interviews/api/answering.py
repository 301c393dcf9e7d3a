"""What every address of the API does around its work: language, methods, rate, ETag, errors, headers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt

from . import problems
from .conditional import entity_tag, is_known
from .languages import reader_language
from .rates import count_request

ALLOWED = "GET, HEAD, OPTIONS"

# What a program in a page of another site may read besides the answer itself.
_EXPOSED = "ETag, Link, Content-Language, RateLimit, RateLimit-Policy, Retry-After"


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """``view`` as an address of the API; whatever it raises becomes a problem in JSON.

    Exempt from the protection against forged posts, because there is nothing to post to: other methods are to
    hear that. And no transaction: on SQLite readers would wait for one another.
    """

    @csrf_exempt
    @transaction.non_atomic_requests
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        with override(reader_language(request)):
            try:
                response = _answer(view, request, *args, **values)
            except Http404:
                response = problems.not_found()
            except SuspiciousOperation:
                response = problems.bad_request()
            except Exception as error:
                response = problems.server_error(request, error)
            return _for_everybody(response)

    return answer


def _answer(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **values: Any
) -> HttpResponse:
    if request.method == "OPTIONS":
        return _options()
    if request.method not in ("GET", "HEAD"):
        return problems.method_not_allowed(ALLOWED)
    allowance = count_request(request)
    if allowance and allowance.is_used_up:
        response: HttpResponse = problems.rate_limited(allowance.seconds)
    else:
        # Before the work: what changes meanwhile is noticed by the next request.
        tag = entity_tag(request)
        response = (
            HttpResponseNotModified() if is_known(request, tag) else _worked(view, request, *args, **values)
        )
        if response.status_code in (200, 304):
            response["ETag"] = tag
    if allowance:
        for name, value in allowance.headers().items():
            response[name] = value
    return response


def _worked(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **values: Any
) -> HttpResponse:
    method = request.method
    # Ninja knows no HEAD; the server cuts the body off.
    request.method = "GET"
    try:
        return view(request, *args, **values)
    finally:
        request.method = method


def _options() -> HttpResponse:
    """What a browser asks before a request with If-None-Match from a page of another site."""
    response = HttpResponse(status=204)
    response["Allow"] = ALLOWED
    response["Access-Control-Allow-Methods"] = ALLOWED
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _for_everybody(response: HttpResponse) -> HttpResponse:
    """With the headers of all answers. Any site may read them: they are the same for everybody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = _EXPOSED
    response["Content-Language"] = get_language() or ""
    # Kept, but asked about each time: what is withdrawn is gone at once.
    response["Cache-Control"] = "public, no-cache" if response.status_code < 400 else "no-store"
    patch_vary_headers(response, ["Accept-Language"])
    return response
