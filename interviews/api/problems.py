"""What the API says when something is wrong: RFC 9457 problem details, in the reader's language."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

# The code by which a program knows the problem, with its title.
TITLES: Mapping[str, Any] = {
    "bad_request": gettext_lazy("The request cannot be read"),
    "bad_cursor": gettext_lazy("The cursor is not valid"),
    "not_found": gettext_lazy("Not found"),
    "method_not_allowed": gettext_lazy("The method is not allowed"),
    "invalid_parameters": gettext_lazy("Some parameters are not valid"),
    "rate_limited": gettext_lazy("Too many requests"),
    "server_error": gettext_lazy("The archive could not answer"),
}

# What Pydantic finds wrong with a value, by its own names of the kinds (https://docs.pydantic.dev/errors).
_MESSAGES: Mapping[str, Any] = {
    "int_parsing": gettext_lazy("This is not a whole number."),
    "greater_than_equal": gettext_lazy("The number must be at least %(ge)s."),
    "less_than_equal": gettext_lazy("The number must be at most %(le)s."),
    "date": gettext_lazy("This is not a date: write it like 2020-08-24."),
    "literal_error": gettext_lazy("This must be one of: %(expected)s."),
    "string_pattern_mismatch": gettext_lazy("This value does not have the right form."),
    "bool_parsing": gettext_lazy("This must be one of: %(expected)s."),
    "unknown_parameter": gettext_lazy("There is no such parameter here."),
    "repeated_parameter": gettext_lazy("This parameter may be given once only."),
}


class BadCursor(Exception):
    """A cursor that this list has not given out."""


def problem(status: int, code: str, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> JsonResponse:
    """The answer that says what is wrong: ``detail`` for people, ``code`` for programs."""
    return JsonResponse(
        {
            # The status and the code say all that a page about this type of problem could.
            "type": "about:blank",
            "title": str(TITLES[code]),
            "status": status,
            "detail": detail,
            "code": code,
            "errors": list(errors),
        },
        status=status,
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def not_found() -> JsonResponse:
    return problem(404, "not_found", _("The archive has nothing public under this address."))


def method_not_allowed(allowed: str) -> JsonResponse:
    detail = _("The archive can only be read here: ask with one of %(methods)s.") % {"methods": allowed}
    response = problem(405, "method_not_allowed", detail)
    response["Allow"] = allowed
    return response


def bad_request() -> JsonResponse:
    return problem(
        400, "bad_request", _("The address or the headers of the request are not as they should be.")
    )


def bad_cursor() -> JsonResponse:
    detail = _(
        "Cursors come from the links “next” and “previous”, and hold for the same list and parameters only."
    )
    return problem(
        400, "bad_cursor", detail, [_error("query", "cursor", "bad_cursor", str(TITLES["bad_cursor"]))]
    )


def rate_limited(seconds: int) -> JsonResponse:
    """``seconds`` until requests are answered again."""
    detail = ngettext("Ask again in %(seconds)d second.", "Ask again in %(seconds)d seconds.", seconds) % {
        "seconds": seconds
    }
    response = problem(429, "rate_limited", detail)
    response["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest, error: Exception) -> JsonResponse:
    """For the reader without any detail; the log has it."""
    logger.error("The API failed at %s", request.path, exc_info=error)
    return problem(
        500, "server_error", _("This is the archive's fault. It has been noted; please try again later.")
    )


def invalid_parameters(errors: Iterable[Mapping[str, Any]]) -> JsonResponse:
    """``errors`` as Ninja collects them from Pydantic."""
    found = [_in_words(error) for error in errors]
    names = ", ".join(dict.fromkeys(error["name"] for error in found))
    detail = _("Not valid: %(names)s.") % {"names": names}
    return problem(422, "invalid_parameters", detail, found)


def _in_words(error: Mapping[str, Any]) -> dict[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    place, *path = error["loc"]
    name = context.get("name") or next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    key = "date" if kind.startswith("date") else kind
    if key.startswith("int_"):
        key = "int_parsing"
    message = _MESSAGES.get(key)
    detail = message % context if message else _("This value is not valid.")
    return _error(place, name, key if message else "invalid", detail)


def _error(place: str, name: str, code: str, detail: str) -> dict[str, str]:
    return {"in": place, "name": name, "code": code, "detail": detail}


def handle(api: NinjaAPI) -> None:
    """Have ``api`` answer every exception of an operation with a problem."""
    api.add_exception_handler(Http404, lambda _request, _error: not_found())
    api.add_exception_handler(ValidationError, lambda _request, error: invalid_parameters(error.errors))
    api.add_exception_handler(BadCursor, lambda _request, _error: bad_cursor())
    api.add_exception_handler(HttpError, lambda _request, _error: bad_request())
    api.add_exception_handler(Exception, server_error)
