"""In which edition is the archive? What was made ready for readers is good as long as that stays the same.

There are two kinds of editions. That of the archive becomes another with whatever readers may see: lists,
counts and search follow from it. That of an interview's page becomes another with its own rows, with the
names and outlets of the archive, and when an interview enters, leaves or is called otherwise; not with a word
that is corrected in another one. Both are read from marks that triggers leave behind, in the transaction of
the change.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import connection, connections, models
from django.utils import timezone

from .edition_triggers import ALL_PAGES, NOTE, NOTE_ALL_PAGES, SUM
from .release import release

#: Seconds for which an interview's page may be behind its edition in how many other interviews name somebody,
#: in which interviews are the nearest, and in whether a name that only its lead has, and none of its turns,
#: leads to a page: these follow from the texts of all.
OTHERS_ARE_BEHIND = 24 * 60 * 60

#: Seconds between the moments at which the pages of two neighbouring interviews become old of themselves.
_STEP = 61


class EditionMark(models.Model):
    """What writes leave behind, by triggers, so that the edition becomes another with their commit.

    On SQLite, which has one writer at a time, every write puts another random number into the one row. On
    PostgreSQL every statement adds a row with a random number, which waits for nobody; the edition is their
    sum. That is another whenever a transaction commits, in whatever order they do, and stays the same when a
    trigger joins many rows into one.
    """

    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class PageMark(models.Model):
    """The same for the page of one interview, or with ``ALL_PAGES`` for those of all."""

    # No foreign key: with an interview that is deleted and recovered, its page is another one.
    interview_id = models.BigIntegerField(db_index=True)
    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.interview_id}: {self.number}"


_MARKS = "SELECT {sum} FROM interviews_editionmark"
_PAGE_MARKS = "SELECT {sum} FROM interviews_pagemark WHERE interview_id = %s"
# A number of the database's own, not a value of the query: SQLite takes a partial index for constants only.
_LAST_EMBARGO = (
    "SELECT MAX(publish_at) FROM interviews_interview WHERE status = 'published' AND publish_at <= %s"
)


def edition(now: datetime | None = None) -> str:
    """The edition of the public archive at ``now``, such as "9f86d081884c7d65": one quick query.

    It becomes another whenever something changes that readers may see, however it was written (also by
    ``update()``, ``bulk_create()`` or SQL), when an embargo ends, and when the index has followed. It is
    never the same for two states that differ. To be asked for before the page is read: what is changed in
    between then makes the page out of date at once.
    """
    return _digest(*_asked(f"SELECT ({_MARKS}), ({_LAST_EMBARGO})", [_moment(now)]))


def page_edition(interview: int, now: datetime | None = None) -> str:
    """The edition of the page of ``interview``, by its number, at ``now``: one quick query.

    See ``OTHERS_ARE_BEHIND`` for what on it does not follow at once.
    """
    found = _asked(
        f"SELECT ({_PAGE_MARKS}), ({_PAGE_MARKS}), ({_LAST_EMBARGO})", [interview, ALL_PAGES, _moment(now)]
    )
    return _digest(*found)


def page_editions(interviews: Iterable[int], now: datetime | None = None) -> dict[int, str]:
    """The same of many interviews, by their numbers, in two queries."""
    (last_embargo,) = _asked(_LAST_EMBARGO, [_moment(now)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT interview_id, {SUM[connection.vendor]} FROM interviews_pagemark GROUP BY interview_id"
        )
        marks: Mapping[int, Any] = dict(cursor.fetchall())
    shared = marks.get(ALL_PAGES)
    return {number: _digest(marks.get(number), shared, last_embargo) for number in interviews}


def page_tag(state: str, language: str, interview: int = 0, seconds: int = 0) -> str:
    """The ETag of a page: of the edition ``state``, in ``language``, made by this release.

    A page that may be behind its edition has another one every so many ``seconds``; those of interviews not
    all at the same moment.
    """
    if seconds:
        state = f"{state}-{int(time.time() + interview * _STEP) // seconds}"
    # A weak one: the same page may be compressed or not.
    return f'W/"{state}-{language}-{release()}"'


def _asked(query: str, parameters: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query.format(sum=SUM[connection.vendor]), parameters)
        return tuple(cursor.fetchone())


def _moment(now: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(now or timezone.now())


def _digest(*parts: Any) -> str:
    return blake2b(" ".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def renew_edition(using: str = "default") -> None:
    """Make it another edition, also of every page: for what no table shows, as an index built anew."""
    with connections[using].cursor() as cursor:
        cursor.execute(NOTE[connections[using].vendor])
    renew_pages(using)


def renew_pages(using: str = "default") -> None:
    """Make it another edition of every interview's page: another interview entered or left the index."""
    with connections[using].cursor() as cursor:
        cursor.execute(NOTE_ALL_PAGES[connections[using].vendor])
