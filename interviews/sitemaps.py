"""Every public page, for search engines: a list of lists, each of some thousand addresses.

The other languages of a page stand in its head, not here: they would make the lists four times as long.
Django's own sitemaps are not used: their list of lists reads every row for the last change and names lists
without a page in them, and their lists count and sort with all that a row has. With that mended by
overriding, little of theirs would be left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews.models import Entity, Interview, Outlet, Speaker, Topic

# Addresses of one list, as many as are written in a fraction of a second; the protocol allows 50,000.
SIZE = 2_000


@dataclass(frozen=True, slots=True)
class Section:
    """The pages of one kind. By number, so that a page stays in its list as long as none before it goes."""

    find: Callable[[], QuerySet[Any]]
    #: Reads what the addresses of rows need; and where it is known when they changed, ``last_change``.
    read: Callable[[QuerySet[Any]], QuerySet[Any]]

    def paginator(self) -> Paginator[int]:
        """The numbers of the rows, in lists."""
        return Paginator(self.find().order_by("pk").values_list("pk", flat=True), SIZE)

    def entries(self, numbers: list[int]) -> list[tuple[str, datetime | None]]:
        """The address of the page of each of these rows, and its last change."""
        rows = self.read(self.find().model.objects.filter(pk__in=numbers)).order_by("pk")
        return [(row.get_absolute_url(), getattr(row, "last_change", None)) for row in rows]


# The pages of which there is one each.
PAGES = ("home", "interviews", "speakers", "outlets", "topics", "archive", "verify", "search-help")

SECTIONS = {
    "interviews": Section(Interview.objects.published, lambda rows: rows.with_last_changes().only("title")),
    "speakers": Section(Speaker.objects.public, lambda rows: rows.with_names().with_last_changes()),
    "outlets": Section(Outlet.objects.public, lambda rows: rows.with_names().with_last_changes()),
    "topics": Section(Topic.objects.public, lambda rows: rows.with_last_changes()),
    # The latest of all interviews that name a country would have to be looked up among most of them.
    "entities": Section(Entity.objects.public, lambda rows: rows.with_names()),
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: the lists that there are."""
    lists = [("pages", 1)]
    for name, section in SECTIONS.items():
        paginator = section.paginator()
        if paginator.count:
            lists += [(name, number) for number in paginator.page_range]
    pages = [reverse("sitemap", args=list_) for list_ in lists]
    return render(request, "sitemap_index.xml", {"pages": pages}, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, section: str, page: int) -> HttpResponse:
    """``/sitemaps/interviews-2.xml``: the addresses of one list, with their last changes."""
    if (section, page) == ("pages", 1):
        names = (*PAGES, "dumps") if settings.PUBLIC_DUMPS else PAGES
        entries: list[tuple[str, datetime | None]] = [(reverse(name), None) for name in names]
    elif section in SECTIONS:
        found = SECTIONS[section]
        try:
            numbers = list(found.paginator().page(page))
        except EmptyPage:
            raise Http404 from None
        entries = found.entries(numbers)
    else:
        raise Http404
    return render(request, "sitemap.xml", {"pages": entries}, content_type="application/xml")
