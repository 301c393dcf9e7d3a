"""What stands below an interview: the nearest others, each with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interviews.models import Interview, Participant
from interviews.search.results.related import MOST, Related
from tests.factories import EntityFactory, MentionFactory, SpeakerFactory, TopicFactory, TurnFactory

Make = Callable[..., Interview]
pytestmark = pytest.mark.django_db


@pytest.fixture
def make(make_interview: Make) -> Make:
    """Makes an interview that shares nothing with others, unless told: ``make(naming=[entity])``."""

    def make_one(*, naming: list[Any] = (), topics: list[Any] = (), **values: Any) -> Interview:
        speaker = values.pop("speaker", None) or SpeakerFactory()
        interview = make_interview(speaker=speaker, question="ماذا؟", answer="نعم.", **values)
        interview.topics.set(topics)
        for entity in naming:
            MentionFactory(turn=TurnFactory(interview=interview, text="نعم هذا"), entity=entity)
        return interview

    return make_one


def related(client: Client, interview: Interview) -> list[Related]:
    found: list[Related] = client.get(interview.get_absolute_url()).context["related"]
    return found


def test_each_is_shown_with_what_it_shares(client: Client, make: Make, indexed: Callable[[], None]) -> None:
    speaker, place, topic = SpeakerFactory(entity__name="سلمى"), EntityFactory(name="الزاب"), TopicFactory()
    one = make(speaker=speaker, naming=[place], topics=[topic])
    same_speaker = make(title="المتحدثة نفسها", speaker=speaker)
    same_place = make(title="المكان نفسه", naming=[place])
    same_topic = make(title="الموضوع نفسه", topics=[topic])
    make(title="لا شيء")
    indexed()
    found = related(client, one)
    assert [row.interview for row in found] == [same_speaker, same_place, same_topic]
    assert [len(row.participants) for row in found] == [1, 0, 0]
    assert [row.entities for row in found] == [[], [place], []]
    assert [row.topics for row in found] == [[], [], [topic]]
    page = client.get(one.get_absolute_url()).content.decode()
    section = page[page.index('class="related"') :]
    assert "المتحدثة نفسها" in section
    assert section.count('class="why"') == 3
    assert "لا شيء" not in section


def test_a_name_that_all_have_is_no_reason_and_a_rare_one_is_worth_more(
    client: Client, make: Make, indexed: Callable[[], None]
) -> None:
    everywhere, rare, frequent = EntityFactory(), EntityFactory(), EntityFactory()
    one = make(naming=[everywhere, rare, frequent])
    for _number in range(3):
        make(naming=[everywhere, frequent])
    nearest = make(naming=[everywhere, rare])
    make(naming=[everywhere])
    indexed()
    found = related(client, one)
    assert found[0].interview == nearest
    assert len(found) == 4
    assert {entity for row in found for entity in row.entities} == {rare, frequent}


def test_who_is_found_not_to_have_taken_part_is_named_beside_it_no_more(
    client: Client, make: Make, indexed: Callable[[], None]
) -> None:
    """At once: the page is kept for a day, and the index follows only after the change."""
    speaker, place = SpeakerFactory(), EntityFactory()
    one = make(speaker=speaker, naming=[place])
    mistaken = make(speaker=speaker)
    also_near = make(speaker=speaker, naming=[place])
    make()
    indexed()
    assert {row.interview for row in related(client, one)} == {mistaken, also_near}
    Participant.objects.filter(speaker=speaker).exclude(interview=one).update(speaker=SpeakerFactory())
    found = related(client, one)
    assert [(row.interview, row.participants, row.entities) for row in found] == [(also_near, [], [place])]


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_is_not_public_is_not_offered(
    client: Client, make: Make, indexed: Callable[[], None], hidden: dict[str, Any]
) -> None:
    place = EntityFactory()
    one, other = make(naming=[place]), make(naming=[place])
    make()
    indexed()
    assert [row.interview for row in related(client, one)] == [other]
    # Past all signals: the index still has it.
    Interview.objects.filter(pk=other.pk).update(**hidden)
    assert related(client, one) == []


def test_a_rejected_name_is_no_reason(client: Client, make: Make, indexed: Callable[[], None]) -> None:
    place = EntityFactory()
    one, _other, _third = make(naming=[place]), make(naming=[place]), make()
    place.mentions.all()[1].delete()
    MentionFactory(turn=_other.turns.first(), entity=place, state="rejected", end=2)
    indexed()
    assert related(client, one) == []


def test_no_more_than_a_few_are_shown(client: Client, make: Make, indexed: Callable[[], None]) -> None:
    place = EntityFactory()
    one = make(naming=[place])
    for _number in range(MOST + 2):
        make(naming=[place])
    make()
    indexed()
    assert len(related(client, one)) == MOST


def test_without_an_index_nothing_is_offered(client: Client, make: Make) -> None:
    place = EntityFactory()
    one, _other = make(naming=[place]), make(naming=[place])
    page = client.get(one.get_absolute_url())
    assert page.context["related"] == []
    assert 'class="related"' not in page.content.decode()
