"""When does a page have to be made anew? Only in another edition.

Everything that a visitor without a session is shown follows from the address, the language, the edition of
the archive or of the interview (`interviews.models.edition`) and the release, which is what runs here. So a
page has an ETag of these, a reader who has it is answered 304 without it being made, and others may get it
as it was made before:

1. from the memory of this process, by ``kept_pages``, before any other middleware has worked;
2. from the database, in ``public_page``, around the view: an interview's page that the indexing worker has
   made in advance (`interviews.actions.preparing`);
3. from the cache that the processes share (``CACHES``), there, too.

Who has a session may see drafts: for them every page is made anew, and kept nowhere.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.template.response import SimpleTemplateResponse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import get_language

from interviews.models import PREPARING, PreparedPage, edition, page_edition, page_tag, release

from .languages import PARAMETER, asked_language, reader_language
from .paging import page_number
from .site import site_address

View = Callable[..., HttpResponseBase]

#: Bytes of compressed pages that a process keeps; those with a query string, of which there is no end, have
#: a smaller room of their own, so that nobody drives the others out by asking.
LARGEST_MEMORY = 32 * 1024 * 1024
LARGEST_MEMORY_OF_QUERIES = 4 * 1024 * 1024
LARGEST_PAGE = 512 * 1024
#: Seconds after which the shared cache may forget a page.
KEPT_IN_SHARED_CACHE = 24 * 60 * 60
#: Query strings longer than this are not worth a place.
LONGEST_QUERY = 300

#: Level 6 makes a page 2 % smaller and takes twice as long.
_COMPRESSION = 4
_TEXTS = ("text/", *(f"application/{kind}" for kind in ("json", "xml", "atom+xml", "rss+xml", "tei+xml")))


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer as it left: of which state it is, its headers, its body compressed by gzip."""

    tag: str
    #: The interview whose page it is; 0 where it follows from the edition of the archive.
    interview: int
    #: See ``public_page``.
    seconds: int
    headers: tuple[tuple[str, str], ...]
    compressed: bytes

    @property
    def size(self) -> int:
        return len(self.compressed) + 1000


class PageMemory:
    """Pages by their address, the latest asked for; together no larger than ``largest`` bytes."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        self.size = 0
        self._pages: OrderedDict[Any, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Any) -> KeptPage | None:
        page = self._pages.get(key)
        if page is not None:
            with self._lock:
                if key in self._pages:
                    self._pages.move_to_end(key)
        return page

    def keep(self, key: Any, page: KeptPage) -> None:
        with self._lock:
            if replaced := self._pages.pop(key, None):
                self.size -= replaced.size
            self._pages[key] = page
            self.size += page.size
            while self.size > self.largest:
                _key, oldest = self._pages.popitem(last=False)
                self.size -= oldest.size

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0


_memory = PageMemory(LARGEST_MEMORY)
_memory_of_queries = PageMemory(LARGEST_MEMORY_OF_QUERIES)


def forget_pages() -> None:
    """Empty the memory of this process; nobody needs it but tests and measurements."""
    _memory.clear()
    _memory_of_queries.clear()


def _is_for_all(request: HttpRequest) -> bool:
    """Whether everybody gets the same answer. In development templates change under the running server."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not settings.DEBUG
    )


def _is_known(request: HttpRequest, tag: str) -> bool:
    # Not ``*``: whether there is such a page only its view knows.
    said = request.META.get("HTTP_IF_NONE_MATCH")
    return said is not None and tag in said


def _accepts_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def _present_tag(request: HttpRequest, language: str, interview: int, seconds: int) -> str:
    """The ETag that a page made now would have. Asked for before anything that it shows is read.

    A request asks once: first before the middleware, then around the view.
    """
    known: dict[int, str] = request.__dict__.setdefault("editions", {})
    if interview not in known:
        known[interview] = page_edition(interview) if interview else edition()
    return page_tag(known[interview], language, interview, seconds)


def public_page(view: View, seconds: int = 0, *, of_interview: bool = False) -> View:
    """A view whose answer follows from address, language, edition and release.

    ``seconds``: how much it may be behind the edition, by what processes keep in their memory, or by what
    follows from the texts of all; after as many it is made anew. ``of_interview``: it is the page of the
    interview ``pk`` and follows from that one's edition; with a query, which marks words that anything may
    explain, from the archive's. What has a Cache-Control of its own, or is no text, is not kept.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _is_for_all(request):
            response = view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD") and not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
            return response
        interview = int(kwargs["pk"]) if of_interview and not request.GET.keys() - {PARAMETER} else 0
        language = get_language() or ""
        tag = _present_tag(request, language, interview, seconds)
        if _is_known(request, tag):
            return _finished(HttpResponseNotModified(), tag)
        key = _shared_key(request, tag)
        page = _prepared(request, tag, interview, seconds) or (cache.get(key) if key else None)
        if page is None:
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            if response.status_code != 200 or response.has_header("Cache-Control"):
                # Also a redirect that is permanent today: another title makes it another one.
                response.headers.setdefault("Cache-Control", "no-cache")
                return response
            if not _may_be_kept(response):
                return _finished(response, tag)
            compressed = gzip.compress(response.content, _COMPRESSION, mtime=0)  # type: ignore[attr-defined]
            page = KeptPage(tag, interview, seconds, tuple(response.items()), compressed)
            if len(page.compressed) > LARGEST_PAGE:
                return _finished(response, tag)
            if key and PREPARING not in request.META:
                cache.set(key, page, KEPT_IN_SHARED_CACHE)
        else:
            response = None
        return _finished(_response(page, request, response), tag, page)

    answer.kept_by_edition = True  # type: ignore[attr-defined]
    return answer


def _may_be_kept(response: HttpResponseBase) -> bool:
    return (
        not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").startswith(_TEXTS)
    )


def _prepared(request: HttpRequest, tag: str, interview: int, seconds: int) -> KeptPage | None:
    """The page that was made in advance, if it is this one: of this tag, at this address."""
    if not interview or request.GET or site_address(request) != settings.SITE_URL:
        return None
    found = PreparedPage.objects.filter(interview_id=interview, tag=tag, path=request.path)
    for headers, compressed in found.values_list("headers", "compressed"):
        return KeptPage(tag, interview, seconds, tuple(map(tuple, headers)), bytes(compressed))
    return None


def _shared_key(request: HttpRequest, tag: str) -> str | None:
    """Only pages without a query string, or of a list, have a place there: there is no end of others.

    Nor of ways to write the same page: ``?page=01``.
    """
    said = dict(request.GET.lists())
    if said.pop("page", ["1"]) != [str(page_number(request))]:
        return None
    if said.pop("lang", [""]) != [asked_language(request)] or said:
        return None
    address = f"{request.scheme} {request.get_host()} {request.get_full_path()} {tag}"
    return "page:" + blake2b(address.encode(errors="replace"), digest_size=20).hexdigest()


def _response(page: KeptPage, request: HttpRequest, made: HttpResponseBase | None = None) -> HttpResponseBase:
    """The answer of a kept page; ``made`` is the one that the view has made just now."""
    if _accepts_gzip(request):
        response = made or HttpResponse()
        response.content = page.compressed  # type: ignore[attr-defined]
        encoding = "gzip"
    elif made is not None:
        return made
    else:
        response, encoding = HttpResponse(gzip.decompress(page.compressed)), ""
    for name, value in page.headers:
        response.headers[name] = value
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
    return response


def _finished(response: HttpResponseBase, tag: str, page: KeptPage | None = None) -> HttpResponseBase:
    response.headers["ETag"] = tag
    # Whoever keeps it asks before showing it again.
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    if page is not None:
        response.kept_page = page  # type: ignore[attr-defined]
    return response


def kept_pages(get_response: View) -> View:
    """Answers from the memory of this process, before any other middleware: its work is in the answers."""
    # Read now: at the first page the next one may have been put in its place, of which this one is not.
    release()

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # An address that chooses a language sets a cookie; what is made in advance is for another store.
        if not _is_for_all(request) or asked_language(request) or PREPARING in request.META:
            return get_response(request)
        query = request.META.get("QUERY_STRING", "")
        memory = _memory_of_queries if query else _memory
        language = reader_language(request)
        key = (request.scheme, request.META.get("HTTP_HOST"), request.path, query, language)
        page = memory.get(key)
        if page is not None and page.tag == _present_tag(request, language, page.interview, page.seconds):
            if _is_known(request, page.tag):
                return _not_modified(page)
            return _response(page, request)
        response = get_response(request)
        made: KeptPage | None = getattr(response, "kept_page", None)
        if made is not None and not response.cookies and len(query) <= LONGEST_QUERY:
            changing = ("content-encoding", "content-length")
            headers = tuple((name, value) for name, value in response.items() if name.lower() not in changing)
            memory.keep(key, replace(made, headers=headers))
        return response

    return middleware


def _not_modified(page: KeptPage) -> HttpResponseBase:
    response = HttpResponseNotModified()
    for name, value in page.headers:
        if name.lower() != "content-type":
            response.headers[name] = value
    return response
