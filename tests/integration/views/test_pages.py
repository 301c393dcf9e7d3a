"""The public pages: what they show, what they hide, and their addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interviews.actions.names import link_names
from interviews.actions.turns import number_exchanges
from interviews.models import Interview, Mention
from tests.factories import EntityFactory, OutletFactory, ParticipantFactory, SpeakerFactory, TopicFactory

Make = Callable[..., Interview]


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("address", ["/", "/interviews/", "/speakers/", "/outlets/", "/archive/"])
def test_an_empty_archive_says_so(client: Client, db: None, address: str) -> None:
    assert "لم تُنشر أيّ مقابلة بعد." in read(client, address)


def test_the_home_page_shows_the_latest_and_counts_only_what_is_public(
    client: Client, make_interview: Make
) -> None:
    make_interview(title="حوار منشور")
    make_interview(title="حوار مسودة", status="draft")
    page = client.get("/")
    assert "حوار منشور" in page.content.decode()
    assert "حوار مسودة" not in page.content.decode()
    assert (page.context["interview_count"], page.context["turn_count"]) == (1, 2)
    assert [s.interview_count for s in page.context["speakers"]] == [1]


@pytest.mark.parametrize(
    "page",
    [
        "interviews/{}/",
        "interviews/{}/x/",
        "interviews/{}/download/pdf/",
        "interviews/{}/asked/k3v9m2xw7d/",
        "speakers/{}/",
        "outlets/{}/x/",
        "entities/{}/",
        "topics/{}/",
        "archive/{}/",
        "archive/{}/1/",
        "feeds/outlets/{}.atom",
        "feeds/speakers/{}.rss",
        "feeds/topics/{}.atom",
        "feeds/entities/{}.atom",
        "sitemaps/interviews-{}.xml",
    ],
)
@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_number_that_nothing_can_have_is_not_found(
    client: Client, db: None, page: str, number: int
) -> None:
    assert client.get(f"/{page.format(number)}").status_code == 404


def test_what_is_no_key_has_no_quotations(client: Client, db: None) -> None:
    # PostgreSQL has no text with a NUL in it.
    for key in ("%00", "a%00", "-", "%E2%80%AE"):
        assert client.get(f"/quote/{key}/").status_code == 404


def test_an_empty_archive_has_a_home_page(client: Client, db: None) -> None:
    read(client, "/")
    read(client, "/interviews/")


def test_an_interview_is_read_as_questions_and_answers(
    client: Client, make_interview: Make, peshmerga: Any
) -> None:
    interview = make_interview(lead="مقدمة الحوار.", source_url="https://nahr.example/1")
    page = read(client, interview.get_absolute_url())
    question, answer = interview.turns.in_order()
    assert f'<section class="turn question" id="t-{question.key}"' in page
    assert f'<section class="turn answer" id="t-{answer.key}"' in page
    assert f'href="#t-{answer.key}"' in page
    assert "مدير الميناء" in page
    assert "https://nahr.example/1" in page
    assert "مقدمة الحوار." in page
    # Two paragraphs, the published wording with its marks, the name marked by its kind.
    assert '<a class="name organisation"' in page
    assert ">البيشمركةُ</a>" in page
    assert f'<p data-at="{answer.text.index("ثم")}">ثم عُدنا إلى الموصل.</p>' in page


def test_a_rejected_mention_is_not_shown(client: Client, make_interview: Make, peshmerga: Any) -> None:
    interview = make_interview()
    Mention.objects.filter(entity=peshmerga).update(state="rejected")
    assert 'class="name organisation"' not in read(client, interview.get_absolute_url()).split("legend")[0]
    assert client.get(peshmerga.get_absolute_url()).status_code == 404


def test_names_lead_to_every_passage(client: Client, make_interview: Make, peshmerga: Any) -> None:
    interview = make_interview()
    make_interview(status="draft")
    page = read(client, peshmerga.get_absolute_url())
    assert page.count('class="result"') == 1
    assert "<mark>البيشمركةُ</mark>" in page
    assert interview.turns.get(kind="answer").fragment in page


def test_a_participants_label_is_a_name_in_its_own_interview_only(make_interview: Make) -> None:
    interview = make_interview(answer="قال الراوي إنه عاد.")
    EntityFactory(name="راوي آخر")
    link_names(interview)
    (mention,) = Mention.objects.filter(turn__interview=interview)
    assert mention.spelling == "الراوي"
    assert mention.entity.name == "سلمان الراوي"


@pytest.mark.parametrize(
    "hidden", [{"status": "draft"}, {"status": "review"}, {"status": "withdrawn"}, {"publish_at": "tomorrow"}]
)
def test_what_is_not_public_has_no_page_anywhere(
    client: Client, make_interview: Make, peshmerga: Any, hidden: dict[str, Any]
) -> None:
    if "publish_at" in hidden:
        hidden = {"publish_at": timezone.now() + timedelta(days=1)}
    interview = make_interview(title="حوار مخفي", **hidden)
    speaker = interview.participants.get(role="guest").speaker
    for address in (
        interview.get_absolute_url(),
        speaker.get_absolute_url(),
        interview.outlet.get_absolute_url(),
        peshmerga.get_absolute_url(),
    ):
        assert client.get(address).status_code == 404
    for address in ("/", "/interviews/", "/speakers/", "/outlets/"):
        page = read(client, address)
        assert "حوار مخفي" not in page
        assert "سلمان الراوي" not in page


def test_an_editor_reads_a_draft_on_its_page_before_the_public(
    client: Client, make_interview: Make, django_user_model: Any
) -> None:
    interview = make_interview(status="draft")
    address = interview.get_absolute_url()
    visitor = django_user_model.objects.create_user("visitor")
    client.force_login(visitor)
    assert client.get(address).status_code == 404
    visitor.user_permissions.add(Permission.objects.get(codename="view_interview"))
    page = read(client, address)
    assert "مسودّة" in page
    assert 'class="notice"' in page
    assert interview.title not in read(client, "/")


def test_addresses_without_or_with_an_old_readable_part_lead_to_the_page(
    client: Client, make_interview: Make
) -> None:
    interview = make_interview(title="حوار مع المدير")
    canonical = interview.get_absolute_url()
    for address in (f"/interviews/{interview.pk}/", f"/interviews/{interview.pk}/عنوان-قديم/"):
        response = client.get(address + "?page=2")
        assert response.status_code == 301
        assert response.url == canonical + "?page=2"
    assert client.get(canonical).status_code == 200


@pytest.mark.parametrize("title", ["؟؟؟", "a/b?c#d%", "ـــ", "حوار\u200fمع", "x" * 300, "Ａ B", "كُتُبٌ ـ"])
def test_every_title_has_an_address(client: Client, make_interview: Make, title: str) -> None:
    interview = make_interview(title=title)
    assert client.get(interview.get_absolute_url()).status_code == 200


def test_a_sample_says_that_it_is_invented(client: Client, make_interview: Make) -> None:
    assert 'class="notice"' in read(client, make_interview(is_sample=True).get_absolute_url())
    assert 'class="notice"' not in read(client, make_interview().get_absolute_url())


def test_an_interview_without_outlet_date_or_speaker_has_a_page(client: Client, make_interview: Make) -> None:
    interview = make_interview(outlet=None, published_on=None)
    interview.participants.all().delete()
    read(client, interview.get_absolute_url())
    read(client, "/")


def test_kurdish_and_english_interviews_carry_their_language_and_direction(
    client: Client, make_interview: Make
) -> None:
    kurdish = read(client, make_interview(language="ckb").get_absolute_url())
    assert '<div class="text" lang="ckb" dir="rtl">' in kurdish
    english = read(client, make_interview(language="en").get_absolute_url())
    assert '<div class="text" lang="en" dir="ltr">' in english
    assert '<html lang="ar" dir="rtl">' in english


def test_a_speaker_has_in_the_text_the_name_of_its_language(client: Client, make_interview: Make) -> None:
    interview = make_interview(language="en")
    entity = interview.participants.get(role="guest").speaker.entity
    entity.names.create(text="Salman al-Rawi", language="en", kind="preferred")
    page = read(client, interview.get_absolute_url())
    assert '<span class="speaker" lang="en" dir="auto">Salman al-Rawi</span>' in page
    assert ">سلمان الراوي</a>" in page


@pytest.fixture
def many(make_interview: Make, peshmerga: Any, indexed: Callable[[], None]) -> Interview:
    """A long interview among others, all with names, guests, topics and corrections: rows for N+1 to show."""
    long = make_interview(lead="تتحدث البيشمركة هنا.", source_url="https://nahr.example/1")
    guest = long.participants.get(role="guest")
    for position in range(3, 60):
        long.turns.create(position=position, kind="answer", participant=guest, text="قالت البيشمركة")
    for number in range(12):
        entity = EntityFactory(name=f"وزارة النهر {number}", kind="organisation")
        turn = long.turns.create(
            position=60 + 2 * number, kind="question", text=f"سألت {entity.name}: ماذا ترون في دور التحالف؟"
        )
        long.turns.create(position=turn.position + 1, kind="answer", participant=guest, text=entity.name)
        ParticipantFactory(
            interview=long, label=f"ضيف {number}", speaker=SpeakerFactory(), office="وزير", role="guest"
        )
        long.topics.add(TopicFactory())
        long.corrections.create(text=f"صُحّح {number}")
    number_exchanges(long)
    link_names(long)
    for number in range(45):
        other = make_interview(
            title=f"حوار آخر {number}",
            published_on=date(2000 + number % 20, 1 + number % 12, 3),
            speaker=guest.speaker if number % 2 else None,
            outlet=long.outlet if number % 3 else OutletFactory(),
        )
        other.topics.add(TopicFactory(), *long.topics.all()[:2])
    indexed()
    return long


# One of them asks for the edition, of an interview one for the page made in advance; to mark the words of a
# search costs two, their other names.
MOST_QUERIES = {
    "interview": 12,
    "interview found by a search": 12,
    "home": 10,
    "interviews": 10,
    "interviews, page 2": 10,
    "speakers": 10,
    "outlets": 10,
    "topics": 10,
    "topic": 10,
    "archive": 10,
    "archive of a year": 10,
    "archive of a month": 10,
    "outlet": 10,
    "speaker": 10,
    "entity": 10,
    "others asked": 10,
    # Two of them for other names, two for topics, one for the pages of those who are named.
    "search": 12,
    "search for two words": 12,
    "search of the API": 12,
}


@pytest.mark.parametrize("in_development", [False, True])
def test_the_number_of_queries_does_not_grow(
    client: Client, many: Interview, peshmerga: Any, settings: Any, in_development: bool
) -> None:
    # In development those that ask the index look first whether something is due: one more.
    settings.INDEX_AFTER_COMMIT = in_development
    settings.SITE_URL = "http://testserver"
    page, guest = many.get_absolute_url(), many.participants.filter(role="guest").first()
    question = many.turns.filter(kind="question").first()
    addresses = {
        "interview": page,
        "interview found by a search": f"{page}?q=البيشمركة",
        "home": "/",
        "interviews": "/interviews/",
        "interviews, page 2": "/interviews/?page=2",
        "speakers": "/speakers/",
        "outlets": "/outlets/",
        "topics": "/topics/",
        "topic": many.topics.first().get_absolute_url(),
        "archive": "/archive/",
        "archive of a year": f"/archive/{many.published_on.year}/",
        "archive of a month": f"/archive/{many.published_on.year}/{many.published_on.month}/",
        "outlet": many.outlet.get_absolute_url(),
        "speaker": guest.speaker.get_absolute_url(),
        "entity": peshmerga.get_absolute_url(),
        "others asked": f"/interviews/{many.pk}/asked/{question.key}/",
        "search": "/search/?q=البيشمركة",
        "search for two words": "/search/?q=الموصل البيشمركة",
        "search of the API": "/api/v1/search?q=البيشمركة",
    }
    assert addresses.keys() == MOST_QUERIES.keys()
    needed = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as captured:
            read(client, address)
        needed[name] = len(captured)
    too_many = {
        name: number for name, number in needed.items() if number > MOST_QUERIES[name] + in_development
    }
    assert not too_many, needed


@pytest.mark.parametrize("address", ["/", "/search/?q=الموصل", "/interviews/", "/speakers/", "/outlets/"])
def test_pages_only_read(client: Client, make_interview: Make, address: str) -> None:
    make_interview()
    assert client.post(address).status_code == 405


def test_an_unknown_address_is_answered_in_arabic(client: Client, db: None) -> None:
    response = client.get("/interviews/999/لا/")
    assert response.status_code == 404
    assert 'dir="rtl"' in response.content.decode()


@pytest.mark.parametrize("address", ["/interviews/", "/speakers/", "/outlets/"])
def test_no_page_number_is_an_error(client: Client, make_interview: Make, address: str) -> None:
    make_interview()
    for number in ("0", "-1", "x", "١", "9" * 5000):
        assert client.get(address, {"page": number}).status_code == 200


def test_headings_leave_no_level_out(client: Client, make_interview: Make, peshmerga: Any) -> None:
    interview = make_interview()
    speaker = interview.participants.get(role="guest").speaker
    pages = [interview, speaker, interview.outlet, peshmerga]
    for address in ("/", "/interviews/", "/speakers/", "/outlets/", *(p.get_absolute_url() for p in pages)):
        levels = [int(level) for level in re.findall(r"<h([1-6])", read(client, address))]
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels)), (address, levels)


def test_browsers_and_robots_find_their_files(client: Client) -> None:
    assert client.get("/favicon.ico").url.endswith("icon.svg")
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "Disallow: /search/" in robots.content.decode()


def test_a_form_without_its_token_says_what_to_do(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert answer.status_code == 403
    assert "لم يتغيّر شيء" in answer.content.decode()
