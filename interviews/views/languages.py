"""In which language is the interface shown? Interviews keep theirs, whatever the reader chooses."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path

# What an address asks for: /search/?q=…&lang=ckb
PARAMETER = "lang"


def asked_language(request: HttpRequest) -> str:
    """The language that the request's address asks for, such as "ckb"; "" where it asks for none of ours."""
    return _known(request.GET.get(PARAMETER, ""))


def reader_language(request: HttpRequest) -> str:
    """The page's language: as the address asks, else as the reader chose before, else the archive's own.

    What the browser accepts is not asked: one that is set to English is no wish for an English archive.
    """
    chosen_before = _known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    return asked_language(request) or chosen_before or settings.LANGUAGE_CODE


def language_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Shows every page, also errors and the desk, in ``reader_language``, and keeps what an address chose."""

    def in_language(request: HttpRequest) -> HttpResponseBase:
        language = reader_language(request)
        request.LANGUAGE_CODE = language
        # Afterwards the thread speaks what it spoke before, so that no language leaks into the next request.
        with translation.override(language):
            response = _without_parameter(request) or get_response(request)
        if "Content-Language" in response.headers:
            # It has a language of its own, as the answers of the API have.
            return response
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Cookie"])
        if asked_language(request):
            _remember(response, language)
        return response

    return in_language


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else ""


def _without_parameter(request: HttpRequest) -> HttpResponse | None:
    """Leads a page of the desk to its address without ``lang``, which its lists would take for a filter."""
    if (
        PARAMETER not in request.GET
        or request.method not in ("GET", "HEAD")
        or not request.path.startswith(reverse("admin:index"))
    ):
        return None
    parameters = request.GET.copy()
    del parameters[PARAMETER]
    rest = parameters.urlencode()
    address = escape_uri_path(request.path)
    return HttpResponseRedirect(f"{address}?{rest}" if rest else address)


def _remember(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
    )
