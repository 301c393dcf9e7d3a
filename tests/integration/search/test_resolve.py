"""Names in a query: who is meant, and by which other names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from interviews.models import Entity, Interview, Name
from interviews.search.language.names import named_ids, other_names
from interviews.search.language.parsing import parse
from interviews.search.language.resolve import resolve
from interviews.search.language.tree import And, Filter, Not, Phrase, QueryProblem, Word
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)

pytestmark = pytest.mark.django_db


def interview(**values: Any) -> Interview:
    made: Interview = InterviewFactory(**{"status": "published", **values})
    return made


def speaker(name: str, *variants: str, **values: Any) -> Any:
    made = SpeakerFactory(entity__name=name, entity__variants=variants)
    ParticipantFactory(interview=interview(**values), speaker=made)
    return made


def mentioned(name: str, *variants: str, **values: Any) -> Entity:
    entity: Entity = EntityFactory(name=name, variants=variants)
    MentionFactory(entity=entity, turn=TurnFactory(interview=interview(**values)))
    return entity


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الراوي", True),
        ("سلمان الراوي", True),
        ("الراوي سلمان", True),
        ("سَلمان", True),
        ("al-Rawi", True),
        ("الكردي", True),  # one of his names has the Kurdish spelling
        ("الراو", False),  # a part of a word
        ("سلمان رشدي", False),
        ("الراوي al-Rawi", False),  # words of two names
        ("؟", False),
        ("", False),
        ("سلمان " * 40, False),
    ],
)
def test_whoever_has_all_words_in_one_name_may_be_meant(text: str, found: bool) -> None:
    narrator = speaker("سلمان الراوي", "Salman al-Rawi", "سلمان الكوردي")
    speaker("هناء البغدادي")
    assert named_ids("speaker", text) == ([narrator.pk] if found else [])


def test_each_field_has_its_own_numbers() -> None:
    first, second = speaker("سلمان الراوي"), speaker("نور الراوي")
    outlet = OutletFactory(entity__name="صحيفة الراوي")
    topic, other = TopicFactory(name="أمن ودفاع"), TopicFactory(name="مياه")
    interview(outlet=outlet).topics.add(topic, other)
    named = mentioned("قصر الراوي")
    assert named_ids("speaker", "الراوي") == [first.pk, second.pk]
    assert named_ids("outlet", "الراوي") == [outlet.pk]
    assert named_ids("entities", "قصر الراوي") == [named.pk]
    assert named_ids("topics", "الأمن") == [topic.pk]
    assert named_ids("topics", "أمن المياه") == []
    assert named_ids("topics", "") == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_whoever_is_in_no_published_interview_is_unknown(hidden: dict[str, Any]) -> None:
    speaker("سلمان الراوي", **hidden)
    mentioned("قصر الراوي", "al-Rawi", **hidden)
    interview(outlet=OutletFactory(entity__name="دار الراوي"), **hidden).topics.add(TopicFactory(name="أمن"))
    for field in ("speaker", "outlet", "entities"):
        assert named_ids(field, "الراوي") == []
    assert named_ids("topics", "أمن") == []
    assert other_names([("قصر", "الراوي")]) == {}


def test_names_become_filters() -> None:
    narrator = speaker("سلمان الراوي")
    tree, problems = resolve(parse("النفط متحدث:الراوي -جهة:ضفاف -جهة:ضفاف").tree, named_ids)
    nobody = Not(Filter("outlet", "in", frozenset()))
    assert tree == And(
        (Word("النفط"), Filter("speaker", "in", frozenset([str(narrator.pk)])), nobody, nobody)
    )
    assert problems == (QueryProblem("unknown_outlet", "ضفاف"),)


def test_a_query_without_names_stays_as_it_is() -> None:
    tree = parse("النفط -الغاز").tree
    assert resolve(tree, named_ids) == (tree, ())


def test_other_names_of_somebody() -> None:
    entity = mentioned("بنيامين نتنياهو", "نتنياهو")
    Name.objects.create(entity=entity, text="Benjamin Netanyahu", language="en", kind="preferred")
    Name.objects.create(entity=entity, text="Netanyahu", language="en")
    found = other_names([("نتنياهو",), ("بنيامين",), ("نتنياهو", "غدا")])
    assert [(other.label, other.node) for other in found.pop(("نتنياهو",))] == [
        ("بنيامين نتنياهو", Phrase("بنيامين نتنياهو")),
        ("Benjamin Netanyahu", Phrase("Benjamin Netanyahu")),
        ("Netanyahu", Word("Netanyahu", layers=("written", "folded", "bare"))),
        ("بنيامين نتنياهو", Filter("entities", "in", frozenset([str(entity.pk)]))),
    ]
    assert found == {}


def test_a_name_in_kurdish_spelling_is_the_same_name() -> None:
    mentioned("إقليم كوردستان", "Kurdistan Region")
    assert list(other_names([("اقليم", "كردستان")])) == [("اقليم", "كردستان")]


def test_a_name_that_two_bear_says_nobody() -> None:
    mentioned("سلمان الراوي", "الراوي", "al-Rawi")
    mentioned("نور الراوي", "الراوي")
    assert list(other_names([("الراوي",), ("سلمان", "الراوي")])) == [("سلمان", "الراوي")]


def test_somebody_with_one_name_has_no_others() -> None:
    mentioned("سلمان الراوي")
    assert other_names([("سلمان", "الراوي")]) == {}


def test_names_are_read_in_three_queries_at_most(django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        mentioned(f"شخص {'ا' * number}", f"Person {number}")
    with django_assert_max_num_queries(3):
        other_names([("شخص", "ا" * number) for number in range(1, 5)])
    with django_assert_max_num_queries(1):
        named_ids("entities", "شخص")
