"""Pages made in advance: which, when, who gets them, and what happens when they cannot be made."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from interviews.actions import preparing
from interviews.actions.preparing import Preparer
from interviews.models import Interview, Name, PreparedPage, Speaker
from interviews.search.indexing import outbox
from interviews.views import caching
from tests.factories import InterviewFactory, MentionFactory, ParticipantFactory, SpeakerFactory, TurnFactory

pytestmark = pytest.mark.django_db

SITE = "https://archive.example"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["archive.example", "other.example"]
    settings.PREPARED_PAGES = 5000


@pytest.fixture
def interviews() -> list[Interview]:
    """From the latest to the earliest, the first of them with all that a page shows."""
    found = [
        InterviewFactory(status="published", title=f"حوار {number}", published_on=f"2020-08-{20 - number}")
        for number in range(3)
    ]
    guest = ParticipantFactory(interview=found[0], speaker=SpeakerFactory(entity__name="ڤيان أحمد"))
    for interview in found:
        MentionFactory(turn=TurnFactory(interview=interview, text="كوردستان"), entity=guest.speaker.entity)
    outbox.drain()
    return found


def ask(address: str, host: str = "archive.example", **options: Any) -> Any:
    """As a process that has served nothing yet, beside an empty cache."""
    caching.forget_pages()
    cache.clear()
    return Client().get(address, headers={"Host": host, **options.pop("headers", {})}, secure=True, **options)


def prepared() -> set[int]:
    return set(PreparedPage.objects.values_list("interview_id", flat=True))


def tags() -> dict[int, str]:
    return dict(PreparedPage.objects.values_list("interview_id", "tag"))


def test_a_prepared_page_is_the_one_that_would_have_been_made(interviews: list[Interview]) -> None:
    addresses = [interview.get_absolute_url() for interview in interviews]
    made = [ask(address) for address in addresses]
    assert all(page.templates for page in made)
    assert Preparer().work() == 3
    for address, before in zip(addresses, made, strict=True):
        page = ask(address)
        assert not page.templates
        assert page.content == before.content
        assert dict(page.headers) == dict(before.headers)
        packed = ask(address, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.content) == before.content


def test_it_costs_two_queries_and_none_but_the_first_if_the_reader_has_it(
    interviews: list[Interview], django_assert_num_queries: Any
) -> None:
    Preparer().work()
    with django_assert_num_queries(2):
        page = ask(interviews[0].get_absolute_url())
    with django_assert_num_queries(1):
        again = ask(interviews[0].get_absolute_url(), headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304
    ask(interviews[0].get_absolute_url())
    # From the memory of the process, as any other.
    with django_assert_num_queries(1):
        Client().get(interviews[0].get_absolute_url(), headers={"Host": "archive.example"}, secure=True)


def test_to_make_them_leaves_the_caches_to_what_readers_ask_for(interviews: list[Interview]) -> None:
    cache.clear()
    caching.forget_pages()
    Preparer().work()
    assert not cache._cache
    assert not caching._memory.size


def test_only_what_is_out_of_date_is_made_again(interviews: list[Interview]) -> None:
    preparer = Preparer()
    assert preparer.work() == 3
    assert preparer.work() == Preparer().work() == 0
    before = tags()
    turn = interviews[1].turns.get()
    turn.text = "كوردستان، هنا"
    turn.save()
    InterviewFactory(title="حوار مسودة")
    outbox.drain()
    assert preparer.work() == 1
    changed = {pk for pk, tag in tags().items() if tag != before[pk]}
    assert changed == {interviews[1].pk}
    assert "، هنا" in ask(interviews[1].get_absolute_url()).content.decode()


def test_a_name_makes_them_anew(interviews: list[Interview]) -> None:
    Preparer().work()
    Name.objects.filter(entity__in=Speaker.objects.values("entity")).update(text="ڤيان محمود")
    page = ask(interviews[0].get_absolute_url())
    assert page.templates
    assert "ڤيان محمود" in page.content.decode()
    assert Preparer().work() == 3


def test_the_latest_come_first_and_no_more_than_there_is_time_for(
    interviews: list[Interview], settings: Any
) -> None:
    preparer = Preparer()
    for number in (1, 2, 3):
        assert preparer.work(seconds=0) == 1
        assert prepared() == {interview.pk for interview in interviews[:number]}
    assert preparer.work(seconds=0) == 0
    settings.PREPARED_PAGES = 2
    Preparer().work()
    assert prepared() == {interview.pk for interview in interviews[:2]}


def test_what_is_withdrawn_vanishes_at_once_and_its_page_is_taken_away(interviews: list[Interview]) -> None:
    preparer = Preparer()
    preparer.work()
    Interview.objects.filter(pk=interviews[0].pk).update(status="withdrawn")
    assert ask(interviews[0].get_absolute_url()).status_code == 404
    assert "حوار 0" not in ask(interviews[1].get_absolute_url()).content.decode()
    preparer.work()
    assert prepared() == {interview.pk for interview in interviews[1:]}
    assert ask(interviews[0].get_absolute_url()).status_code == 404


def test_drafts_and_embargoed_ones_have_none(interviews: list[Interview]) -> None:
    InterviewFactory(title="حوار مسودة")
    InterviewFactory(title="حوار مؤجل", status="published", publish_at="2100-01-01T00:00Z")
    Preparer().work()
    assert prepared() == {interview.pk for interview in interviews}


@pytest.mark.parametrize(
    "asked",
    [
        {"host": "other.example"},
        {"data": {"q": "كوردستان"}},
        {"data": {"lang": "ckb"}},
        {"data": {"utm": "1"}},
        {"headers": {"Cookie": "language=en"}},
    ],
    ids=str,
)
def test_it_is_for_the_address_and_the_language_for_which_it_was_made(
    interviews: list[Interview], asked: dict[str, Any]
) -> None:
    Preparer().work()
    page = ask(interviews[0].get_absolute_url(), **asked)
    assert page.status_code == 200
    assert page.templates


def test_another_slug_leads_to_the_address(interviews: list[Interview]) -> None:
    Preparer().work()
    number = interviews[0].pk
    for address in (f"/interviews/{number}/", f"/interviews/{number}/old/"):
        moved = ask(address)
        assert moved.status_code == 301
        assert moved["Location"] == interviews[0].get_absolute_url()


@pytest.mark.parametrize("setting", [{"SITE_URL": ""}, {"PREPARED_PAGES": 0}, {"DEBUG": True}], ids=str)
def test_where_it_makes_no_sense_none_is_made(
    interviews: list[Interview], settings: Any, setting: dict[str, Any]
) -> None:
    for name, value in setting.items():
        setattr(settings, name, value)
    assert Preparer().work() == 0
    assert not prepared()


def test_a_page_that_is_too_large_is_asked_for_once(
    interviews: list[Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "LARGEST_PAGE", 100)
    preparer = Preparer()
    asked: list[str] = []
    answer = preparer._answer
    monkeypatch.setattr(preparer, "_answer", lambda path: asked.append(path) or answer(path))
    assert preparer.work() == 0
    InterviewFactory(title="حوار مسودة")
    assert preparer.work() == 0
    assert len(asked) == 3
    assert ask(interviews[0].get_absolute_url()).status_code == 200


def test_where_no_page_can_be_made_it_gives_up_until_the_next_look(
    interviews: list[Interview], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(preparing, "MOST_FAILURES", 2)
    preparer = Preparer()
    monkeypatch.setattr(preparer, "_answer", lambda path: asked.append(path))
    asked: list[str] = []
    assert preparer.work() == preparer.work() == 0
    assert len(asked) == 2
    assert "could not be made in advance" in caplog.text


def test_it_rests_when_all_are_there(interviews: list[Interview]) -> None:
    preparer = Preparer()
    assert preparer.work(seconds=0, rest=1000) == 1
    # There is more to do.
    assert preparer.work(rest=1000) == 2
    PreparedPage.objects.all().delete()
    InterviewFactory(title="حوار مسودة")
    assert preparer.work(rest=1000) == 0
    assert preparer.work() == 3


def test_it_looks_again_after_a_while_though_nothing_has_changed(
    interviews: list[Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    preparer = Preparer()
    preparer.work()
    PreparedPage.objects.all().delete()
    assert preparer.work() == 0
    monkeypatch.setattr(preparing, "LOOK_AGAIN", 7)
    assert preparer.work() == 3


def test_the_worker_makes_them(interviews: list[Interview], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("run_indexer", "--once")
    assert prepared() == {interview.pk for interview in interviews}
