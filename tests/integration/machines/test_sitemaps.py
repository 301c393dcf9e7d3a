"""Sitemaps and robots.txt: every public page is named once, nothing else, and cheaply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interviews.models import Entity, Interview
from interviews.sitemaps import SECTIONS
from tests.factories import EntityFactory, SpeakerFactory, TopicFactory

Make = Callable[..., Interview]
ReadXml = Callable[..., Any]

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://testserver"


def places(sitemap: Any) -> list[str]:
    return [place.text for place in sitemap.iter(f"{NAMESPACE}loc")]


def read_all(read_xml: ReadXml) -> dict[str, str | None]:
    """Every address of all lists with its last change."""
    found: dict[str, str | None] = {}
    for sitemap in places(read_xml("/sitemap.xml")):
        listed = read_xml(sitemap.removeprefix(SITE))
        assert listed.tag == f"{NAMESPACE}urlset"
        for page in listed:
            address = page.findtext(f"{NAMESPACE}loc")
            assert address not in found
            found[address] = page.findtext(f"{NAMESPACE}lastmod")
    return found


def test_every_public_page_is_named_once_and_can_be_read(
    client: Client, published: Make, peshmerga: Entity, read_xml: ReadXml
) -> None:
    interview = published()
    guest = interview.participants.get(role="guest").speaker
    found = read_all(read_xml)
    shown = (interview, guest, interview.outlet, interview.topics.get(), peshmerga)
    assert {SITE + one.get_absolute_url() for one in shown} <= found.keys()
    assert {f"{SITE}/", f"{SITE}/interviews/", f"{SITE}/topics/", f"{SITE}/archive/"} <= found.keys()
    for address in found:
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


@pytest.mark.parametrize("hidden", ["draft", "review", "withdrawn", "embargo"])
def test_what_is_not_public_is_not_named(
    published: Make, peshmerga: Entity, read_xml: ReadXml, hidden: str
) -> None:
    SpeakerFactory()
    EntityFactory()
    TopicFactory()
    before = read_all(read_xml)
    later = {"status": hidden} if hidden != "embargo" else {"publish_at": timezone.now() + timedelta(days=1)}
    published(**later)
    assert read_all(read_xml) == before


def test_the_last_change_is_the_real_one(published: Make, read_xml: ReadXml) -> None:
    first = published()
    guest = first.participants.get(role="guest").speaker
    second = published(speaker=guest, outlet=first.outlet)
    hidden = published(speaker=guest, outlet=first.outlet, status="draft")
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    for interview, days in ((first, 0), (second, 2), (hidden, 5)):
        Interview.objects.filter(pk=interview.pk).update(updated_at=moment + timedelta(days=days))
    Interview.objects.filter(pk=first.pk).update(publish_at=moment + timedelta(days=1))
    found = read_all(read_xml)
    changed = {
        address: datetime.fromisoformat(change) - moment for address, change in found.items() if change
    }
    assert changed == {
        SITE + first.get_absolute_url(): timedelta(days=1),
        SITE + second.get_absolute_url(): timedelta(days=2),
        SITE + guest.get_absolute_url(): timedelta(days=2),
        SITE + first.outlet.get_absolute_url(): timedelta(days=2),
        SITE + first.topics.get().get_absolute_url(): timedelta(days=2),
    }


def test_long_lists_are_in_pages(
    client: Client, published: Make, read_xml: ReadXml, monkeypatch: pytest.MonkeyPatch
) -> None:
    interviews = [published() for _number in range(3)]
    monkeypatch.setattr("interviews.sitemaps.SIZE", 2)
    listed = [address for address in places(read_xml("/sitemap.xml")) if "interviews" in address]
    assert listed == [f"{SITE}/sitemaps/interviews-1.xml", f"{SITE}/sitemaps/interviews-2.xml"]
    assert places(read_xml("/sitemaps/interviews-2.xml")) == [SITE + interviews[2].get_absolute_url()]
    for address in ("interviews-3", "interviews-0", "nothing-1", "interviews-99999999999999999999"):
        assert client.get(f"/sitemaps/{address}.xml").status_code == 404


def test_a_list_costs_few_queries_however_long(
    published: Make, peshmerga: Entity, read_xml: ReadXml, django_assert_max_num_queries: Any
) -> None:
    for _number in range(4):
        published()
    for section in (*SECTIONS, "pages"):
        with django_assert_max_num_queries(5):
            assert len(places(read_xml(f"/sitemaps/{section}-1.xml")))
    with django_assert_max_num_queries(8):
        read_xml("/sitemap.xml")


@pytest.mark.parametrize("is_public", [True, False])
def test_the_page_of_dumps_is_named_where_there_is_one(
    db: None, read_xml: ReadXml, settings: Any, is_public: bool
) -> None:
    settings.PUBLIC_DUMPS = is_public
    assert (f"{SITE}/dumps/" in places(read_xml("/sitemaps/pages-1.xml"))) is is_public


def test_an_empty_archive_has_a_sitemap(db: None, read_xml: ReadXml) -> None:
    assert places(read_xml("/sitemap.xml")) == [f"{SITE}/sitemaps/pages-1.xml"]


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /search/?", "Disallow: /api/"} <= set(lines)
