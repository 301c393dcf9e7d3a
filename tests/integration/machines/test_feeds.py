"""Atom and RSS: every kind of feed is valid, says what its page shows, and nothing that is not public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from interviews.models import Entity, Interview, MergedEntity, MergedOutlet, MergedSpeaker
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory, SpeakerFactory

from .feed_standards import ATOM, DUBLIN_CORE, LANGUAGE, atom_faults, rss_faults

Make = Callable[..., Interview]
ReadXml = Callable[..., Any]

KINDS = ("latest", "outlet", "speaker", "topic", "entity", "search")
OF_INTERVIEWS = ("latest", "outlet", "speaker", "topic")


@pytest.fixture
def feed_of(peshmerga: Entity) -> Callable[..., str]:
    """The address of the feed of a kind that has this interview: ``feed_of("outlet", interview)``."""

    def find(kind: str, interview: Interview, format: str = "atom") -> str:
        guest = interview.participants.get(role="guest")
        part = {
            "latest": lambda: "latest",
            "outlet": lambda: f"outlets/{interview.outlet.pk}",
            "speaker": lambda: f"speakers/{guest.speaker.pk}",
            "topic": lambda: f"topics/{interview.topics.get().pk}",
            "entity": lambda: f"entities/{peshmerga.pk}",
            "search": lambda: "search",
        }[kind]()
        query = "?q=" + quote("البيشمركة") if kind == "search" else ""
        return f"/feeds/{part}.{format}{query}"

    return find


def entries(feed: Any) -> list[Any]:
    return [*feed.iter(f"{ATOM}entry"), *feed.iter("item")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("format", "faults"), [("atom", atom_faults), ("rss", rss_faults)])
def test_every_feed_keeps_to_its_standard(
    client: Client,
    published: Make,
    feed_of: Callable[..., str],
    read_xml: ReadXml,
    kind: str,
    format: str,
    faults: Callable[[Any], list[str]],
) -> None:
    interview = published()
    published(language="en", title="An interview", published_on=None, outlet=interview.outlet)
    address = feed_of(kind, interview, format)
    feed = read_xml(address)
    assert faults(feed) == []
    assert entries(feed)
    assert client.get(address)["Content-Type"] == f"application/{format}+xml; charset=utf-8"


@pytest.mark.parametrize("kind", OF_INTERVIEWS)
def test_an_entry_says_everything_about_its_interview(
    published: Make, feed_of: Callable[..., str], read_xml: ReadXml, kind: str
) -> None:
    interview = published(title="حوار & «أسئلة»")
    (entry,) = entries(read_xml(feed_of(kind, interview)))
    site = "http://testserver"
    assert entry.findtext(f"{ATOM}title") == "حوار & «أسئلة»"
    assert entry.findtext(f"{ATOM}id") == f"{site}/interviews/{interview.pk}/"
    assert entry.find(f"{ATOM}link").get("href") == site + interview.get_absolute_url()
    assert entry.findtext(f"{ATOM}published") == "2020-08-24T12:00:00+00:00"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == interview.changed_at
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "وكالة النهر"
    assert [category.get("term") for category in entry.iter(f"{ATOM}category")] == ["أمن"]
    summary = html.fromstring(entry.findtext(f"{ATOM}summary"))
    assert summary.text_content() == "سلمان الراوي، مدير الميناءمقدمة الحوار."


@pytest.mark.parametrize("kind", ["entity", "search"])
def test_an_entry_of_passages_has_the_answer_with_its_question(
    published: Make, feed_of: Callable[..., str], read_xml: ReadXml, kind: str
) -> None:
    interview = published()
    answer = interview.turns.get(kind="answer")
    (entry,) = entries(read_xml(feed_of(kind, interview)))
    site = "http://testserver"
    assert entry.findtext(f"{ATOM}title").startswith("سلمان الراوي: كانت البيشمركةُ والتحالف")
    assert entry.findtext(f"{ATOM}id") == f"{site}/interviews/{interview.pk}/#t-{answer.key}"
    assert entry.find(f"{ATOM}link").get("href") == site + answer.get_absolute_url()
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "سلمان الراوي"
    summary = html.fromstring(entry.findtext(f"{ATOM}summary"))
    question, *said, source = [part.text_content() for part in summary]
    assert question == "ما رأيكم في دور التحالف الدولي؟"
    assert said == ["كانت البيشمركةُ والتحالف معًا سنة 2014.", "ثم عُدنا إلى الموصل."]
    assert source == interview.title


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ckb", "rtl"), ("en", "ltr")])
def test_what_is_said_keeps_its_language_and_direction(
    published: Make, read_xml: ReadXml, language: str, direction: str
) -> None:
    published(language=language)
    (atom,) = entries(read_xml("/feeds/latest.atom"))
    (rss,) = entries(read_xml("/feeds/latest.rss"))
    assert atom.get(LANGUAGE) == rss.findtext(f"{DUBLIN_CORE}language") == language
    assert rss.findtext(f"{ATOM}updated") == atom.findtext(f"{ATOM}updated")
    for text in (atom.findtext(f"{ATOM}summary"), rss.findtext("description")):
        shown = html.fromstring(text)
        assert (shown.get("lang"), shown.get("dir")) == (language, direction)


def test_a_feed_has_the_language_of_who_subscribes(published: Make, read_xml: ReadXml) -> None:
    published()
    assert read_xml("/feeds/latest.atom").get(LANGUAGE) == "ar"
    english = read_xml("/feeds/latest.atom?lang=en")
    assert (english.get(LANGUAGE), english.findtext(f"{ATOM}title")) == ("en", "Interview archive")


def test_the_newest_come_first_and_those_without_a_date_last(published: Make, read_xml: ReadXml) -> None:
    for title, day in (("قديم", date(1990, 1, 1)), ("بلا تاريخ", None), ("جديد", date(2022, 1, 1))):
        published(title=title, published_on=day)
    shown = entries(read_xml("/feeds/latest.atom"))
    assert [entry.findtext(f"{ATOM}title") for entry in shown] == ["جديد", "قديم", "بلا تاريخ"]
    assert [entry.find(f"{ATOM}published") is not None for entry in shown] == [True, True, False]


def test_a_search_is_followed_by_the_address_of_its_page(published: Make, read_xml: ReadXml) -> None:
    old = published(published_on=date(2019, 1, 1), answer="البيشمركة البيشمركة البيشمركة")
    new = published(published_on=date(2021, 1, 1), answer="ومعنا كثيرون، ومنهم البيشمركة أيضاً")
    other = published(published_on=date(2021, 6, 1), topic="نفط", answer="البيشمركة")
    topic = str(old.topics.get().pk)
    feed = read_xml("/feeds/search.atom", q="البيشمركة", topics=topic, sort="relevance", page="7")
    assert [entry.findtext(f"{ATOM}id").split("/")[-2] for entry in entries(feed)] == [
        str(new.pk),
        str(old.pk),
    ]
    assert feed.findtext(f"{ATOM}title").startswith("البيشمركة | ")
    (page,) = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    query = quote("البيشمركة")
    assert page == f"http://testserver/search/?q={query}&topics={topic}&sort=newest"
    assert str(other.pk) not in [entry.findtext(f"{ATOM}id").split("/")[-2] for entry in entries(feed)]


def test_a_search_by_interview_gives_one_passage_of_each(published: Make, read_xml: ReadXml) -> None:
    interview = published(question="أين البيشمركة؟", answer="البيشمركة هنا")
    assert len(entries(read_xml("/feeds/search.atom", q="البيشمركة"))) == 2
    (entry,) = entries(read_xml("/feeds/search.atom", q="البيشمركة", view="interviews"))
    assert f"/interviews/{interview.pk}/" in entry.findtext(f"{ATOM}id")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=",
        "?q=%20",
        "?q=((((",
        "?q=%22",
        "?q=*",
        "?q=-x",
        "?q=%00",
        "?speaker=x",
        "?q=%F0%9F",
        "?year=99999999",
    ],
)
@pytest.mark.parametrize(("format", "faults"), [("atom", atom_faults), ("rss", rss_faults)])
def test_a_query_that_says_nothing_gives_a_valid_feed_that_never_changes(
    client: Client, db: None, query: str, format: str, faults: Any, read_xml: ReadXml
) -> None:
    feed = read_xml(f"/feeds/search.{format}{query}")
    assert faults(feed) == []
    assert entries(feed) == []
    assert (
        client.get(f"/feeds/search.{format}{query}").content
        == client.get(f"/feeds/search.{format}{query}").content
    )


@pytest.mark.parametrize("hidden", ["draft", "review", "withdrawn", "embargo"])
def test_nothing_leaves_before_it_is_public_or_afterwards(
    client: Client, published: Make, feed_of: Callable[..., str], read_xml: ReadXml, hidden: str
) -> None:
    shown = published(title="حوار منشور")
    guest = shown.participants.get(role="guest")
    later = {"status": hidden} if hidden != "embargo" else {"publish_at": timezone.now() + timedelta(days=1)}
    published(title="حوار مخفي", lead="سر", outlet=shown.outlet, speaker=guest.speaker, **later)
    for kind in KINDS:
        for format in ("atom", "rss"):
            feed = read_xml(feed_of(kind, shown, format))
            assert len(entries(feed)) == 1
            assert "مخفي" not in "".join(feed.itertext())
    Interview.objects.update(status="draft")
    drain()
    for kind in KINDS:
        if kind in ("latest", "search"):
            assert entries(read_xml(feed_of(kind, shown))) == []
        else:
            # Those of whom nothing is public have no feed at all.
            assert client.get(feed_of(kind, shown)).status_code == 404


def test_an_interview_is_new_when_its_embargo_ends(published: Make, read_xml: ReadXml) -> None:
    ended = timezone.now() + timedelta(hours=1)
    published(publish_at=ended)
    Interview.objects.update(updated_at=ended - timedelta(days=3), publish_at=ended - timedelta(days=2))
    (entry,) = entries(read_xml("/feeds/latest.atom"))
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == ended - timedelta(days=2)


def test_no_sign_breaks_the_xml(published: Make, read_xml: ReadXml) -> None:
    signs = "".join(chr(code) for code in (0x1, 0x8, 0xB, 0x1F, 0xFFFE, 0xFFFF, 0x202E)) + "]]></title><x>&"
    interview = published(
        title=f"حوار{signs}", lead=f"مقدمة{signs}", answer=f"جواب{signs}", topic=f"أمن{signs}"
    )
    interview.participants.filter(role="guest").update(office=f"مدير{signs}", label=f"الراوي{signs}")
    for address in ("/feeds/latest", "/feeds/search"):
        for format, faults in (("atom", atom_faults), ("rss", rss_faults)):
            feed = read_xml(f"{address}.{format}", q=f"جواب{signs}")
            assert faults(feed) == []
            assert len(entries(feed)) == 1


def test_old_dates_have_valid_moments(published: Make, read_xml: ReadXml) -> None:
    published(published_on=date(1800, 1, 1))
    feed = read_xml("/feeds/latest.atom")
    assert atom_faults(feed) == []
    assert entries(feed)[0].findtext(f"{ATOM}published") == "1800-01-01T12:00:00+00:00"


def test_a_date_ahead_is_no_change_of_the_feed(client: Client, published: Make, read_xml: ReadXml) -> None:
    interview = published(published_on=date(2199, 1, 1))
    feed = read_xml("/feeds/latest.atom")
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == interview.changed_at


def test_an_entry_stays_the_same_under_another_title(published: Make, read_xml: ReadXml) -> None:
    interview = published()
    before = [entry.findtext(f"{ATOM}id") for entry in entries(read_xml("/feeds/latest.atom"))]
    interview.title = "عنوان آخر"
    interview.save()
    assert [entry.findtext(f"{ATOM}id") for entry in entries(read_xml("/feeds/latest.atom"))] == before


def test_numbers_of_what_was_merged_lead_on(client: Client, published: Make, peshmerga: Entity) -> None:
    interview = published()
    guest = interview.participants.get(role="guest").speaker
    MergedEntity.objects.create(number=9001, entity=peshmerga)
    MergedSpeaker.objects.create(number=9002, speaker=guest)
    MergedOutlet.objects.create(number=9003, outlet=interview.outlet)
    for old, new in (
        ("entities/9001", f"entities/{peshmerga.pk}"),
        ("speakers/9002", f"speakers/{guest.pk}"),
        ("outlets/9003", f"outlets/{interview.outlet.pk}"),
    ):
        response = client.get(f"/feeds/{old}.rss?lang=en")
        assert (response.status_code, response.url) == (301, f"/feeds/{new}.rss?lang=en")


def test_those_that_nobody_knows_have_no_feed(client: Client, published: Make) -> None:
    published()
    unknown = [SpeakerFactory(), EntityFactory()]
    for address in (
        f"speakers/{unknown[0].pk}.atom",
        f"entities/{unknown[1].pk}.atom",
        "outlets/999999.atom",
        "topics/999999.rss",
        "latest.json",
        "latest.",
    ):
        assert client.get(f"/feeds/{address}").status_code == 404
    assert client.post("/feeds/latest.atom").status_code == 405


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_is_short_and_asks_the_database_no_more_for_more(
    published: Make,
    feed_of: Callable[..., str],
    read_xml: ReadXml,
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    monkeypatch.setattr("interviews.feeds.MOST_ITEMS", 4)
    interview = published()
    guest = interview.participants.get(role="guest")
    for number in range(5):
        published(
            outlet=interview.outlet, speaker=guest.speaker, published_on=date(2021, 1, 1 + number), lead=""
        )
    address = feed_of(kind, interview)
    with django_assert_max_num_queries(14):
        assert len(entries(read_xml(address))) == 4


def test_the_feed_was_changed_when_its_latest_entry_was(client: Client, published: Make) -> None:
    published()
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    Interview.objects.update(updated_at=moment)
    assert client.get("/feeds/latest.rss")["Last-Modified"] == "Mon, 06 May 2024 07:08:09 GMT"


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_that_has_nothing_new_is_not_made_again(
    client: Client, published: Make, feed_of: Callable[..., str], kind: str
) -> None:
    interview = published()
    address = feed_of(kind, interview)
    known = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": known}).status_code == 304
    guest = interview.participants.get(role="guest").speaker
    published(title="جديد", outlet=interview.outlet, speaker=guest)
    renewed = client.get(address, headers={"If-None-Match": known})
    assert renewed.status_code == 200
    assert renewed.content.count(b"<entry") == 2
