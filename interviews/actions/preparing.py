"""Pages made in advance, so that whoever comes first, such as a search engine, does not wait for them.

To make an interview's page is a hundred times the work of giving out one that is there. ``Preparer.work``
makes those that are not there, or are of an earlier edition, the latest interviews first, by asking for each
as a visitor would. In production ``manage.py run_indexer`` does so between its other work. A page
that it has not come to yet is made for the reader who asks, as ever.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponseBase

from interviews.models import (
    OTHERS_ARE_BEHIND,
    PREPARING,
    Interview,
    PreparedPage,
    edition,
    page_editions,
    page_tag,
    release,
)

logger = logging.getLogger(__name__)

# Pages that are written together: on SQLite others may write in between.
LOT = 20

# Seconds after which it looks again though nothing has changed: pages also become old of themselves.
LOOK_AGAIN = 600

# Pages that cannot be made, one after the other, after which it leaves the rest until the next look.
MOST_FAILURES = 5


class Preparer:
    """Makes pages in advance, and remembers what it has seen, to ask little while nothing changes."""

    def __init__(self) -> None:
        # Read now, as `kept_pages` does: by the first page the code may have been replaced.
        release()
        self._handler: BaseHandler | None = None
        self._seen: tuple[str, int] | None = None
        self._finished = -math.inf
        # Of pages that cannot be kept, as one that is too large, the tag that they had.
        self._refused: dict[int, str] = {}

    def work(self, seconds: float = math.inf, rest: float = 0) -> int:
        """Make what is to be made, for as many seconds; returns how many pages were made.

        ``rest`` are the seconds for which it does not look again when it has made all: while one import after
        the other is written, each look would find something.
        Nothing is made in development, where templates change under the running server, nor where it is not
        known at which address visitors will ask (``SITE_URL``), nor with ``PREPARED_PAGES`` 0.
        """
        if settings.DEBUG or not settings.SITE_URL or not settings.PREPARED_PAGES:
            return 0
        if time.monotonic() < self._finished + rest:
            return 0
        # Before all that it looks at: what changes meanwhile is found at the next look.
        seen = edition(), int(time.time()) // LOOK_AGAIN
        if seen == self._seen:
            return 0
        end = time.monotonic() + seconds
        made = failures = 0
        lot: list[PreparedPage] = []
        for interview, tag in self._due():
            if page := self._made(interview):
                lot.append(page)
                failures = 0
            else:
                self._refused[interview.pk] = tag
                failures += 1
            is_over = time.monotonic() > end
            if len(lot) == LOT or is_over or failures == MOST_FAILURES:
                made += _write(lot)
            if failures == MOST_FAILURES:
                logger.error("%d pages in a row could not be made in advance; trying again later", failures)
                break
            if is_over:
                return made
        self._seen, self._finished = seen, time.monotonic()
        return made + _write(lot)

    def _due(self) -> Iterator[tuple[Interview, str]]:
        """Interviews whose page is to be made, each with the tag that it will have; others' pages go."""
        wanted = Interview.objects.published().latest_first()[: settings.PREPARED_PAGES]
        numbers = list(wanted.values_list("pk", flat=True))
        tags = {
            pk: page_tag(state, settings.LANGUAGE_CODE, pk, OTHERS_ARE_BEHIND)
            for pk, state in page_editions(numbers).items()
        }
        there = dict(PreparedPage.objects.values_list("interview_id", "tag"))
        if there.keys() - tags.keys():
            PreparedPage.objects.exclude(interview_id__in=wanted.values("pk")).delete()
        for pk in numbers:
            if tags[pk] not in (there.get(pk), self._refused.get(pk)):
                # One by one: of thousands only some are reached in the time.
                interview = Interview.objects.only("title").filter(pk=pk).first()
                if interview is not None:
                    yield interview, tags[pk]

    def _made(self, interview: Interview) -> PreparedPage | None:
        path = unquote(interview.get_absolute_url())
        page = getattr(self._answer(path), "kept_page", None)
        if page is None:
            return None
        return PreparedPage(
            interview_id=interview.pk,
            path=path,
            tag=page.tag,
            headers=page.headers,
            compressed=page.compressed,
        )

    def _answer(self, path: str) -> HttpResponseBase:
        """What a visitor is answered who has no cookie."""
        if self._handler is None:
            self._handler = BaseHandler()
            self._handler.load_middleware()
        site = urlsplit(settings.SITE_URL)
        environment = {
            "REQUEST_METHOD": "GET",
            # So WSGI has the bytes of an address.
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
            PREPARING: True,
        }
        return self._handler.get_response(WSGIRequest(environment))


def _write(lot: list[PreparedPage]) -> int:
    """Put pages in the place of those of the same interviews; returns how many, and leaves ``lot`` empty."""
    PreparedPage.objects.bulk_create(
        lot,
        update_conflicts=True,
        unique_fields=["interview_id"],
        update_fields=["path", "tag", "headers", "compressed"],
    )
    number = len(lot)
    lot.clear()
    return number
