"""The addresses of the public archive.

The number finds the page; the readable part behind it is for people and may change.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter

from interviews import feeds, sitemaps
from interviews.models import OTHERS_ARE_BEHIND
from interviews.views import (
    archive,
    cards,
    completion,
    downloads,
    dumps,
    entities,
    home,
    interviews,
    others_asked,
    outlets,
    quotation,
    quote,
    search,
    search_help,
    site_files,
    speakers,
    topics,
)
from interviews.views.caching import public_page

# Names for completion and «did you mean» are read anew every minute (search/suggest/known_names.py).
NAMES_ARE_BEHIND = 60


class RowNumber(IntConverter):
    """A number that a row can have; of a larger one SQLite says no more than that it is too large."""

    regex = "[0-9]{1,18}"


register_converter(RowNumber, "row")
register_converter(feeds.FeedFormat, "feed_format")


def page(
    route: str,
    view: Callable[..., Any],
    name: str,
    *,
    seconds: int = 0,
    by_edition: bool = True,
    of_interview: bool = False,
) -> URLPattern:
    """The address of a page that only reads, and needs no transaction around it.

    On SQLite a transaction takes the lock for writing, so readers would wait for one another. Unless
    ``by_edition`` says otherwise it is kept for the next visitor: see ``public_page``, also for the rest.
    """
    view = public_page(view, seconds, of_interview=of_interview) if by_edition else view
    return path(route, transaction.non_atomic_requests(view), name=name)


urlpatterns = [
    page("", home.home, name="home"),
    page("search/", search.search, name="search", seconds=NAMES_ARE_BEHIND),
    page("search/help/", search_help.search_help, name="search-help"),
    page("search/complete/", completion.complete, name="complete", by_edition=False),
    page("verify/", quotation.verify_quotation, name="verify", seconds=NAMES_ARE_BEHIND),
    page("interviews/", interviews.interview_list, name="interviews"),
    page("interviews/<row:pk>/", interviews.interview, name="interview-by-number"),
    page(
        "interviews/<row:pk>/<str:slug>/",
        interviews.interview,
        name="interview",
        seconds=OTHERS_ARE_BEHIND,
        of_interview=True,
    ),
    page("interviews/<row:pk>/download/<str:format>/", downloads.interview_file, name="interview-file"),
    page("interviews/<row:pk>/asked/<str:key>/", others_asked.others_asked, name="others-asked"),
    page("quote/<str:key>/", quote.quote, name="quote"),
    page("cards/<str:signed>.png", cards.card, name="card", by_edition=False),
    page("speakers/", speakers.speaker_list, name="speakers"),
    page("speakers/<row:pk>/", speakers.speaker, name="speaker-by-number"),
    page("speakers/<row:pk>/<str:slug>/", speakers.speaker, name="speaker"),
    page("outlets/", outlets.outlet_list, name="outlets"),
    page("outlets/<row:pk>/", outlets.outlet, name="outlet-by-number"),
    page("outlets/<row:pk>/<str:slug>/", outlets.outlet, name="outlet"),
    page("entities/<row:pk>/", entities.entity, name="entity-by-number"),
    page("entities/<row:pk>/<str:slug>/", entities.entity, name="entity"),
    page("topics/", topics.topic_list, name="topics"),
    page("topics/<row:pk>/", topics.topic, name="topic-by-number"),
    page("topics/<row:pk>/<str:slug>/", topics.topic, name="topic"),
    page("archive/", archive.archive, name="archive"),
    page("archive/undated/", archive.archive_undated, name="archive-undated"),
    page("archive/<int:year>/", archive.archive_year, name="archive-year"),
    page("archive/<int:year>/<int:month>/", archive.archive_month, name="archive-month"),
    page("feeds/latest.<feed_format:format>", feeds.latest, name="feed-latest"),
    page("feeds/outlets/<row:pk>.<feed_format:format>", feeds.outlet, name="feed-outlet"),
    page("feeds/speakers/<row:pk>.<feed_format:format>", feeds.speaker, name="feed-speaker"),
    page("feeds/topics/<row:pk>.<feed_format:format>", feeds.topic, name="feed-topic"),
    page("feeds/entities/<row:pk>.<feed_format:format>", feeds.entity, name="feed-entity"),
    page("feeds/search.<feed_format:format>", feeds.search, name="feed-search"),
    page("sitemap.xml", sitemaps.sitemap_index, name="sitemap-index"),
    page("sitemaps/<str:section>-<int:page>.xml", sitemaps.sitemap, name="sitemap"),
    page("dumps/", dumps.dumps, name="dumps", by_edition=False),
    page("dumps/<str:name>", dumps.dump_file, name="dump-file", by_edition=False),
    page("favicon.ico", site_files.favicon, name="favicon", by_edition=False),
    page("robots.txt", site_files.robots, name="robots", by_edition=False),
]
