"""Every public page, for search engines: a list of lists, each of some thousand addresses.

The other languages of a page's frame stand in its head, not here: they would make the lists four times
as long.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage
from django.db.models import Max, Model, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews.models import Entity, Interview, Outlet, Speaker, Topic

# As many as a page makes in a fraction of a second.
SIZE = 2_000


class Section(Sitemap):
    """The pages of one kind, by number, so that each stays in its list as long as none before it goes."""

    limit = SIZE

    def __init__(self, find: Callable[[], QuerySet[Any]], changed: Any = None) -> None:
        #: When a row changed, as the database says it; None where that is not known, which is said then.
        self.changed = changed
        self.find = find

    def items(self) -> QuerySet[Any]:
        found = self.find().order_by("pk")
        return found.annotate(last_change=self.changed) if self.changed else found

    def lastmod(self, item: Model) -> datetime | None:
        return getattr(item, "last_change", None)


class Pages(Sitemap):
    """The pages that there is one of each."""

    limit = SIZE
    names = ("home", "interviews", "speakers", "outlets", "topics", "archive", "verify", "search-help")

    def items(self) -> list[str]:
        return list(self.names)

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> None:
        return None


def _changed(prefix: str = "") -> Any:
    """When an interview changed for its readers, as ``Interview.changed_at`` says it."""
    updated = f"{prefix}updated_at"
    return Greatest(updated, Coalesce(f"{prefix}publish_at", updated))


SECTIONS: dict[str, Pages | Section] = {
    "pages": Pages(),
    "interviews": Section(
        lambda: Interview.objects.published().only("title", "updated_at", "publish_at"), _changed()
    ),
    "speakers": Section(
        lambda: Speaker.objects.public().with_names(), Max(_changed("participations__interview__"))
    ),
    "outlets": Section(lambda: Outlet.objects.public().with_names(), Max(_changed("interviews__"))),
    "topics": Section(lambda: Topic.objects.public(), Max(_changed("interviews__"))),
    # The latest of all interviews that name a country would have to be looked up among most of them.
    "entities": Section(lambda: Entity.objects.public().with_names()),
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: the lists."""
    paginators = {name: section.paginator for name, section in SECTIONS.items()}
    pages = [
        reverse("sitemap", args=[name, page])
        for name, paginator in paginators.items()
        if paginator.count
        for page in paginator.page_range
    ]
    return render(request, "sitemap_index.xml", {"pages": pages}, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, section: str, page: int) -> HttpResponse:
    """``/sitemaps/interviews-2.xml``: the addresses of one list, with their latest changes."""
    found = SECTIONS.get(section)
    if found is None:
        raise Http404
    try:
        items = found.paginator.page(page).object_list
    except EmptyPage:
        raise Http404 from None
    pages = [(found.location(item), found.lastmod(item)) for item in items]
    return render(request, "sitemap.xml", {"pages": pages}, content_type="application/xml")
