"""A speaker's page: offices over time, what they speak of and were asked about, in numbers that hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from interviews.models import Interview, Speaker
from tests.factories import EntityFactory, MentionFactory, ParticipantFactory, SpeakerFactory

Make = Callable[..., Interview]
pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker(db: None) -> Speaker:
    found: Speaker = SpeakerFactory(entity__name="سلمان الراوي", biography="مهندس من البصرة.")
    return found


def hold(make_interview: Make, speaker: Speaker, office: str, day: date | None) -> Interview:
    interview = make_interview(speaker=speaker, published_on=day)
    interview.participants.filter(speaker=speaker).update(office=office)
    return interview


def test_an_office_stands_once_with_all_its_interviews_the_last_first(
    client: Client, make_interview: Make, speaker: Speaker
) -> None:
    first = hold(make_interview, speaker, "مدير الميناء", date(2015, 3, 1))
    again = hold(make_interview, speaker, "مديرُ  الميناء", date(2016, 3, 1))
    hold(make_interview, speaker, "وزير النقل", date(2019, 3, 1))
    hold(make_interview, speaker, "وزير سري", date(2020, 3, 1)).delete()
    draft = hold(make_interview, speaker, "رئيس الوزراء", date(2021, 3, 1))
    Interview.objects.filter(pk=draft.pk).update(status="draft")
    page = client.get(speaker.get_absolute_url())
    offices = page.context["offices"]
    assert [office.text for office in offices] == ["وزير النقل", "مديرُ الميناء"]
    assert offices[1].interviews == [first, again]
    assert page.context["office"] == "وزير النقل"
    assert "رئيس الوزراء" not in page.content.decode()
    assert "مهندس من البصرة." in page.content.decode()
    assert page.context["interview_count"] == 3


def test_a_biography_and_an_office_have_their_own_direction_in_every_frame(
    client: Client, make_interview: Make, speaker: Speaker
) -> None:
    hold(make_interview, speaker, "مدير الميناء", date(2015, 3, 1))
    page = client.get(f"{speaker.get_absolute_url()}?lang=en").content.decode()
    assert '<div class="biography" dir="auto"><p>مهندس من البصرة.</p></div>' in page
    # Inside of its line, which stands where the lines of the page do.
    assert '<p class="office"><bdi>مدير الميناء</bdi></p>' in page


def test_an_interviewer_is_shown_in_that_role(client: Client, make_interview: Make, speaker: Speaker) -> None:
    interview = make_interview()
    ParticipantFactory(interview=interview, speaker=speaker, role="interviewer")
    page = client.get(speaker.get_absolute_url())
    assert [one.part.role for one in page.context["page"]] == ["interviewer"]
    assert '<p class="role">' in page.content.decode()


def test_what_they_name_is_counted_as_the_search_behind_it_finds(
    client: Client, make_interview: Make, speaker: Speaker, indexed: Callable[[], None]
) -> None:
    river, person = EntityFactory(name="الزاب", kind="place"), EntityFactory(name="هند", kind="person")
    asked_about = EntityFactory(name="السد", kind="place")
    for number in range(3):
        interview = make_interview(speaker=speaker, question="نعم؟", answer="نعم يا سيدي.")
        question, answer = interview.turns.in_order()
        MentionFactory(turn=answer, entity=river, end=3)
        if number:
            MentionFactory(turn=answer, entity=person, start=4, end=6)
        MentionFactory(turn=question, entity=asked_about, end=3)
        # Said by somebody else.
    other = make_interview(speaker=SpeakerFactory(), question="نعم؟", answer="نعم يا سيدي.")
    MentionFactory(turn=other.turns.get(kind="answer"), entity=river, end=3)
    indexed()
    page = client.get(speaker.get_absolute_url())
    named = {item.what: item for _label, items in page.context["named"] for item in items}
    assert {entity: item.count for entity, item in named.items()} == {river: 3, person: 2}
    assert len(page.context["named"]) == 2
    for item in [*named.values(), *page.context["topics"]]:
        assert client.get(item.url).context["results"].total == item.count
    (put,) = page.context["put"]
    assert (put.what, put.count) == (asked_about, 3)
    questions = client.get(speaker.get_absolute_url() + put.url.partition("#")[0])
    assert questions.context["page"].paginator.count == 3
    assert client.get(page.context["search"]).context["results"].total == page.context["answer_count"] == 3
    (year,) = [year for year in page.context["years"] if year["count"].found]
    assert client.get(year["url"]).context["results"].total == year["count"].found == 3


@pytest.mark.parametrize("asked", ["0", "x", "-1", "9" * 30, "999999"])
def test_what_nobody_asked_about_is_left_out_of_the_address(
    client: Client, make_interview: Make, speaker: Speaker, asked: str
) -> None:
    make_interview(speaker=speaker)
    page = client.get(speaker.get_absolute_url(), {"asked": asked})
    assert page.context["asked_about"] is None
    assert page.context["page"].paginator.count == 1


def test_an_old_address_of_a_speaker_leads_on_with_what_it_asks(
    client: Client, make_interview: Make, speaker: Speaker
) -> None:
    make_interview(speaker=speaker)
    answer = client.get(f"/speakers/{speaker.pk}/قديم/?page=2")
    assert (answer.status_code, answer.url) == (301, speaker.get_absolute_url() + "?page=2")


def test_pages_of_numbers_cost_few_queries(
    client: Client,
    make_interview: Make,
    speaker: Speaker,
    peshmerga: Any,
    indexed: Callable[[], None],
    django_assert_max_num_queries: Any,
    settings: Settings,
) -> None:
    for number in range(25):
        hold(make_interview, speaker, f"منصب {number}", date(2000 + number, 1, 1))
    indexed()
    # As where a worker indexes: no page looks whether something is due.
    settings.INDEX_AFTER_COMMIT = False
    interview = Interview.objects.latest("pk")
    for address in (
        speaker.get_absolute_url(),
        interview.outlet.get_absolute_url(),
        peshmerga.get_absolute_url(),
        peshmerga.get_absolute_url() + f"?with={speaker.entity_id}&in=answers",
        "/",
    ):
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200
