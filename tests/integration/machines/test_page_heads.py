"""What every public page says of itself to machines: its address, its languages, its subject."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from lxml import html
from PIL import Image

from interviews.models import Entity, Interview
from interviews.urls import urlpatterns
from tests.factories import InterviewFactory

Make = Callable[..., Interview]

SITE = "http://testserver"

# Addresses that are no pages: they lead to one, or give something else than HTML.
NO_PAGES = {
    "complete",
    "interview-by-number",
    "speaker-by-number",
    "outlet-by-number",
    "entity-by-number",
    "topic-by-number",
    "feed-latest",
    "feed-outlet",
    "feed-speaker",
    "feed-topic",
    "feed-entity",
    "feed-search",
    "sitemap-index",
    "sitemap",
    "favicon",
    "robots",
    "card",
    "interview-file",
    "dump-file",
}


@pytest.fixture
def pages(published: Make, peshmerga: Entity, settings: Any, tmp_path: Path) -> dict[str, tuple[str, str]]:
    """For each name of a pattern the address of such a page, and the type that schema.org has for it."""
    settings.PUBLIC_DUMPS, settings.DUMP_ROOT = True, tmp_path
    interview = published()
    published(title="بلا تاريخ", published_on=None)
    guest = interview.participants.get(role="guest").speaker
    answer = interview.turns.get(kind="answer")
    question = interview.turns.get(kind="question")
    return {
        "home": ("/", "WebSite"),
        "search": ("/search/?q=" + quote("البيشمركة"), "SearchResultsPage"),
        "search-help": ("/search/help/", "WebPage"),
        "verify": ("/verify/", "WebPage"),
        "interviews": ("/interviews/", "CollectionPage"),
        "interview": (interview.get_absolute_url(), "NewsArticle"),
        "others-asked": (f"/interviews/{interview.pk}/asked/{question.key}/", "WebPage"),
        "speakers": ("/speakers/", "CollectionPage"),
        "speaker": (guest.get_absolute_url(), "ProfilePage"),
        "outlets": ("/outlets/", "CollectionPage"),
        "outlet": (interview.outlet.get_absolute_url(), "ProfilePage"),
        "entity": (peshmerga.get_absolute_url(), "ProfilePage"),
        "topics": ("/topics/", "CollectionPage"),
        "topic": (interview.topics.get().get_absolute_url(), "CollectionPage"),
        "archive": ("/archive/", "WebPage"),
        "archive-undated": ("/archive/undated/", "CollectionPage"),
        "archive-year": ("/archive/2020/", "CollectionPage"),
        "archive-month": ("/archive/2020/8/", "CollectionPage"),
        "quote": (f"/quote/{answer.key}/?start=0&end=10", "WebPage"),
        "dumps": ("/dumps/", "WebPage"),
        "api-docs": ("/api/v1/docs", "WebPage"),
    }


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content)


def linked_data(page: Any) -> dict[str, Any]:
    (script,) = page.xpath("//script[@type='application/ld+json']")
    data: dict[str, Any] = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    return data


def properties(page: Any, name: str) -> list[str]:
    return [str(value) for value in page.xpath(f"//meta[@property='{name}']/@content")]


def canonical(page: Any) -> str:
    (address,) = page.xpath("//head/link[@rel='canonical']/@href")
    return str(address)


def each_named(data: Any, name: str) -> Iterator[Any]:
    """Every value under a name, however deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == name:
                yield value
            yield from each_named(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from each_named(value, name)


def test_a_page_of_every_kind_is_looked_at(pages: dict[str, Any]) -> None:
    assert {pattern.name for pattern in urlpatterns} - pages.keys() - NO_PAGES == set()


def test_every_page_says_what_and_where_it_is(client: Client, pages: dict[str, tuple[str, str]]) -> None:
    for name, (address, type_) in pages.items():
        page = read(client, address)
        place = canonical(page)
        assert place.startswith(f"{SITE}/"), name
        assert client.get(place.removeprefix(SITE)).status_code == 200, place
        assert page.xpath("count(//h1)") >= 1, name
        for said in ("og:type", "og:site_name", "og:title", "og:description", "og:url", "og:locale"):
            (value,) = properties(page, said)
            assert value.strip(), (name, said)
        assert properties(page, "og:url") == [place], name
        has_card = name in ("interview", "quote")
        shown = page.xpath("//meta[@name='twitter:card']/@content")
        assert shown == ["summary_large_image" if has_card else "summary"], name
        data = linked_data(page)
        assert data["@type"] == type_, name
        assert data["url"] == place, name
        for linked in ("@id", "url", "item", "urlTemplate"):
            for value in each_named(data, linked):
                assert value.startswith(("http://", "https://")), (name, linked, value)
        languages = dict(
            zip(
                page.xpath("//link[@rel='alternate']/@hreflang"),
                page.xpath("//link[@rel='alternate'][@hreflang]/@href"),
                strict=True,
            )
        )
        if name == "interview":
            # Its text is the same in every language of the page around it.
            assert not languages
        else:
            assert languages.keys() == {"ar", "ckb", "en", "x-default"}, name
            assert languages["x-default"] == languages["ar"] == place


def test_the_address_of_a_page_is_the_same_however_it_is_looked_at(
    client: Client, pages: dict[str, tuple[str, str]]
) -> None:
    for name in ("home", "interview", "interviews", "speaker", "entity", "verify", "archive-month"):
        address, _type = pages[name]
        looks = ("?lang=ar", "?q=x&literal=1", "?words=a.1-2.b", "?page=1", "?page=77", "?utm_source=x")
        assert {canonical(read(client, address + look)) for look in looks} == {SITE + address}, name


def test_a_language_leads_to_the_page_in_it_which_is_one_of_its_own(
    client: Client, pages: dict[str, tuple[str, str]]
) -> None:
    for name in ("home", "speaker", "search"):
        page = read(client, pages[name][0])
        for code in ("ar", "ckb", "en"):
            (address,) = page.xpath(f"//link[@hreflang='{code}']/@href")
            other = read(client, address.removeprefix(SITE))
            assert other.get("lang") == code
            # Search engines pass over addresses that are not canonical, or name no way back.
            assert canonical(other) == address
            assert other.xpath("//link[@hreflang]/@href") == page.xpath("//link[@hreflang]/@href")
            client.cookies.clear()


def test_an_interview_has_one_address_in_all_languages(
    client: Client, pages: dict[str, tuple[str, str]]
) -> None:
    address, _type = pages["interview"]
    assert canonical(read(client, f"{address}?lang=en")) == SITE + address


def test_a_cookie_alone_makes_no_other_address(client: Client, pages: dict[str, tuple[str, str]]) -> None:
    client.cookies["language"] = "en"
    page = read(client, "/")
    assert page.get("lang") == "en"
    assert canonical(page) == f"{SITE}/"


def test_the_pages_of_a_list_are_pages_of_their_own(client: Client, published: Make) -> None:
    first = published()
    for _number in range(24):
        InterviewFactory(status="published", outlet=first.outlet)
    for address in ("/interviews/", first.outlet.get_absolute_url()):
        assert canonical(read(client, f"{address}?page=2&lang=ar")) == f"{SITE}{address}?page=2"
        # Past the end the last page is shown.
        assert canonical(read(client, f"{address}?page=9")) == f"{SITE}{address}?page=2"


def test_a_narrowed_list_of_passages_is_a_view_of_the_whole(
    client: Client, published: Make, peshmerga: Entity
) -> None:
    published()
    address = peshmerga.get_absolute_url()
    assert canonical(read(client, f"{address}?in=answers&sort=oldest")) == SITE + address


def test_a_search_has_the_address_of_what_it_asks_for(client: Client, published: Make) -> None:
    published()
    page = read(
        client, "/search/?utm=x&q=%D8%A7%D9%84%D8%AA%D8%AD%D8%A7%D9%84%D9%81&lang=ar&sort=newest&page=5"
    )
    assert canonical(page) == f"{SITE}/search/?q=%D8%A7%D9%84%D8%AA%D8%AD%D8%A7%D9%84%D9%81&sort=newest"
    assert canonical(read(client, "/search/?lang=ar")) == f"{SITE}/search/"


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("home", "latest"),
        ("interviews", "latest"),
        ("speaker", "speakers/{guest}"),
        ("outlet", "outlets/{outlet}"),
        ("topic", "topics/{topic}"),
        ("entity", "entities/{entity}"),
        ("search", "search"),
    ],
)
def test_pages_with_feeds_name_them_and_they_are_there(
    client: Client, pages: dict[str, tuple[str, str]], peshmerga: Entity, name: str, feed: str
) -> None:
    interview = Interview.objects.get(published_on__isnull=False)
    numbers = {
        "guest": interview.participants.get(role="guest").speaker_id,
        "outlet": interview.outlet_id,
        "topic": interview.topics.get().pk,
        "entity": peshmerga.pk,
    }
    page = read(client, pages[name][0])
    for format in ("atom", "rss"):
        (link,) = page.xpath(f"//head/link[@rel='alternate'][@type='application/{format}+xml']")
        address = link.get("href")
        assert address.partition("?")[0] == f"/feeds/{feed.format(**numbers)}.{format}"
        assert link.get("title")
        response = client.get(address)
        assert response.status_code == 200
        assert b"/#t-" in response.content or name not in ("search", "entity")


@pytest.mark.parametrize("name", ["archive", "archive-undated", "archive-year", "archive-month", "speakers"])
def test_no_page_calls_a_feed_its_own_that_is_of_something_else(
    client: Client, pages: dict[str, tuple[str, str]], name: str
) -> None:
    assert not read(client, pages[name][0]).xpath("//link[contains(@href, '/feeds/')]")


def test_the_feed_of_a_page_in_another_language_is_in_that_language(
    client: Client, pages: dict[str, tuple[str, str]]
) -> None:
    page = read(client, pages["search"][0] + "&lang=en")
    (address,) = page.xpath("//head/link[@type='application/atom+xml']/@href")
    assert address.endswith("&lang=en")
    client.cookies.clear()
    assert b'xml:lang="en"' in client.get(address).content


def test_an_interview_has_its_own_language_and_date(client: Client, published: Make) -> None:
    interview = published(language="ckb")
    page = read(client, interview.get_absolute_url() + "?lang=en")
    assert properties(page, "og:type") == ["article"]
    assert properties(page, "og:locale") == ["ckb_IQ"]
    assert properties(page, "article:published_time") == ["2020-08-24"]
    assert properties(page, "article:tag") == ["أمن"]
    assert properties(page, "og:title") == [interview.title]
    assert (
        properties(read(client, published(published_on=None).get_absolute_url()), "article:published_time")
        == []
    )
    assert properties(read(client, "/?lang=en"), "og:locale:alternate") == ["ar_AR", "ckb_IQ"]


def test_pictures_stand_for_pages_by_their_whole_address(client: Client, published: Make) -> None:
    interview = published()
    guest = interview.participants.get(role="guest").speaker
    assert properties(read(client, guest.get_absolute_url()), "og:image") == []
    guest.picture = "speakers/rawi.png"
    guest.save()
    interview.outlet.logo = "outlets/nahr.png"
    interview.outlet.save()
    shown = read(client, guest.get_absolute_url())
    assert properties(shown, "og:image") == [f"{SITE}/media/speakers/rawi.png"]
    assert linked_data(shown)["mainEntity"]["image"] == f"{SITE}/media/speakers/rawi.png"
    assert properties(read(client, interview.outlet.get_absolute_url()), "og:image") == [
        f"{SITE}/media/outlets/nahr.png"
    ]


def test_beside_a_link_to_an_interview_stands_its_card(client: Client, published: Make) -> None:
    interview = published()
    page = read(client, interview.get_absolute_url())
    (address,) = properties(page, "og:image")
    assert linked_data(page)["image"] == address
    response = client.get(address.removeprefix(SITE))
    assert response["Content-Type"] == "image/png"
    with Image.open(BytesIO(response.content)) as card:
        size = [str(pixels) for pixels in card.size]
    assert properties(page, "og:image:width") + properties(page, "og:image:height") == size


def test_titles_are_said_as_they_are(client: Client, published: Make) -> None:
    interview = published(title='الدم & "الماء" <b> | أرشيف')
    page = read(client, interview.get_absolute_url())
    assert properties(page, "og:title") == [interview.title]
    assert linked_data(page)["headline"] == interview.title
    assert page.findtext(".//title").startswith(interview.title)


def test_what_only_editors_see_tells_machines_nothing(
    client: Client, published: Make, django_user_model: Any
) -> None:
    editor = django_user_model.objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="view_interview"))
    client.force_login(editor)
    page = read(client, published(status="draft").get_absolute_url())
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//script[@type='application/ld+json']") == []
    assert properties(page, "og:title") == []


def test_a_page_that_is_not_there_is_not_kept(client: Client, db: None) -> None:
    response = client.get("/interviews/999/لا/")
    page = html.fromstring(response.content)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []


def test_readers_see_the_feeds_that_the_head_names(client: Client, pages: dict[str, tuple[str, str]]) -> None:
    for name in ("home", "interviews", "speaker", "outlet", "topic", "entity", "search"):
        page = read(client, pages[name][0])
        named = page.xpath("//head/link[@type='application/atom+xml' or @type='application/rss+xml']/@href")
        assert page.xpath("//main//p[@class='feeds']/a/@href") == named, name
        assert len(named) == 2
