"""Names in a query: who is meant, and by which other names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from interviews.actions.publishing import withdraw
from interviews.models import Entity, Interview, Name
from interviews.search.indexing.outbox import drain
from interviews.search.language.names import named_ids, other_names
from interviews.search.language.parsing import parse
from interviews.search.language.resolve import resolve
from interviews.search.language.tree import And, Filter, Not, Or, Phrase, QueryProblem, Word
from interviews.search.results.run import SearchRequest, search
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
        ("Benjamin Netanyahu", Phrase("Benjamin Netanyahu")),
        ("Netanyahu", Word("Netanyahu", layers=("written", "folded", "bare"))),
        ("بنيامين نتنياهو", Filter("entities", "in", frozenset([str(entity.pk)]))),
    ]
    assert found == {}


def test_what_a_name_ends_with_names_somebody_if_nobody_else_is_called_so() -> None:
    entity = mentioned("بنيامين نتنياهو")
    Name.objects.create(entity=entity, text="Benjamin Netanyahu", language="en", kind="preferred")
    mentioned("سارة نتنياهو", status="draft")
    is_named = ("بنيامين نتنياهو", Filter("entities", "in", frozenset([str(entity.pk)])))
    found = other_names([("netanyahu",), ("نتنياهو",), ("بنيامين",), ("benjamin",)])
    assert {words: [(other.label, other.node) for other in others] for words, others in found.items()} == {
        ("netanyahu",): [("بنيامين نتنياهو", Phrase("بنيامين نتنياهو")), is_named],
        ("نتنياهو",): [("Benjamin Netanyahu", Phrase("Benjamin Netanyahu")), is_named],
    }
    mentioned("يوناتان نتنياهو", "Yonatan Netanyahu")
    assert other_names([("netanyahu",), ("نتنياهو",)]) == {}


def test_only_persons_are_called_by_the_end_of_their_name() -> None:
    entity = mentioned("وزارة النفط", "Ministry of Oil")
    Entity.objects.filter(pk=entity.pk).update(kind="organisation")
    assert list(other_names([("النفط",), ("oil",), ("وزاره", "النفط")])) == [("وزاره", "النفط")]


def test_a_whole_name_is_preferred_to_the_end_of_another() -> None:
    first = mentioned("الراوي", "al-Rawi")
    mentioned("سلمان الراوي", "Salman")
    (others,) = other_names([("الراوي",)]).values()
    assert others[-1].node == Filter("entities", "in", frozenset([str(first.pk)]))


def open_speaker(label: str, kind: str = "answer", **values: Any) -> None:
    made = interview(**values)
    TurnFactory(
        interview=made, kind=kind, participant=ParticipantFactory(interview=made, label=label, speaker=None)
    )
    drain()


def says(label: str) -> Filter:
    return Filter("label", "in", frozenset([label]))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("كاغينز", ["ستيف كاغينز"]),
        ("كاغينز ستيف", ["ستيف كاغينز"]),
        ("عَبدالله", ["د. عبد الله الأسدي"]),
        ("عبد الله", ["د. عبد الله الأسدي"]),
        ("الاسدي", ["د. عبد الله الأسدي"]),
        ("كاغين", []),
        ("عبد كاغينز", []),
        ("؟", []),
    ],
)
def test_who_is_in_no_authority_is_found_by_the_words_of_his_label(text: str, labels: list[str]) -> None:
    open_speaker("ستيف كاغينز")
    open_speaker("د. عبد الله الأسدي")
    open_speaker("كاغينز الأسدي", status="draft")
    assert named_ids("label", text) == labels
    tree, problems = resolve(parse(f'متحدث:"{text}"').tree, named_ids)
    if labels:
        assert (tree, problems) == (says(*labels), ())


def test_speakers_of_both_kinds_may_be_meant() -> None:
    known = speaker("سلمان الراوي")
    open_speaker("نور الراوي")
    tree, problems = resolve(parse("متحدث:الراوي").tree, named_ids)
    is_known = Filter("speaker", "in", frozenset([str(known.pk)]))
    assert (tree, problems) == (Or((is_known, says("نور الراوي"))), ())


def test_the_label_of_a_known_speaker_is_not_asked_for() -> None:
    made = interview()
    known = ParticipantFactory(interview=made, label="الكاتب", speaker=SpeakerFactory())
    TurnFactory(interview=made, kind="answer", participant=known)
    drain()
    assert named_ids("label", "الكاتب") == []


def test_a_label_is_also_what_he_says() -> None:
    open_speaker("ستيف كاغينز")
    open_speaker("كاغينز الأسدي")
    open_speaker("نور الأسدي")
    open_speaker("الأسدي")
    open_speaker("الصحيفة", kind="question")
    found = other_names([("كاغينز",), ("ستيف", "كاغينز"), ("ستيف",), ("نور",), ("الاسدي",), ("الصحيفه",)])
    assert {words: [other.node for other in others] for words, others in found.items()} == {
        ("كاغينز",): [says("ستيف كاغينز")],
        ("ستيف", "كاغينز"): [says("ستيف كاغينز")],
        ("الاسدي",): [says("الأسدي")],
    }


@pytest.mark.usefixtures("worker")
def test_who_is_no_longer_public_is_unknown_before_the_index_has_heard_of_it() -> None:
    open_speaker("ستيف كاغينز")
    withdraw([Interview.objects.get()])
    assert named_ids("label", "كاغينز") == []
    assert other_names([("كاغينز",)]) == {}


def test_what_somebody_says_is_found_by_the_label_that_stands_under_it() -> None:
    open_speaker("ستيف كاغينز")
    for text in ("كاغينز", "متحدث:كاغينز", "ستيف كاغينز"):
        found = search(SearchRequest(text))
        assert (found.total, found.problems) == (1, ())
    assert search(SearchRequest("كاغينز", without=("names",))).total == 0


def test_a_name_in_kurdish_spelling_is_the_same_name() -> None:
    mentioned("إقليم كوردستان", "Kurdistan Region")
    assert list(other_names([("اقليم", "كردستان")])) == [("اقليم", "كردستان")]


def test_a_name_that_two_bear_says_nobody() -> None:
    mentioned("سلمان الراوي", "الراوي", "al-Rawi")
    mentioned("نور الراوي", "الراوي")
    assert list(other_names([("الراوي",), ("سلمان", "الراوي")])) == [("سلمان", "الراوي")]


def test_an_ambiguous_name_says_nobody_and_is_nobodys_other_name() -> None:
    place = mentioned("قضاء حديثة", "حديثة", "Haditha")
    Entity.objects.update(kind="place")
    place.names.filter(text="حديثة").update(is_ambiguous=True)
    assert other_names([("حديثه",)]) == {}
    (others,) = other_names([("haditha",)]).values()
    assert [other.label for other in others] == ["قضاء حديثة", "قضاء حديثة"]


def test_somebody_with_one_name_has_no_others() -> None:
    mentioned("سلمان الراوي", "؟")
    assert other_names([("سلمان", "الراوي"), ("الراوي",)]) == {}


def test_a_name_in_one_word_or_in_two_is_the_same_name() -> None:
    mentioned("عبد الله صالح", "Saleh")
    assert list(other_names([("عبدالله", "صالح"), ("عبدالله",)])) == [("عبدالله", "صالح")]
    known = speaker("عبدالرحمن الراوي")
    assert named_ids("speaker", "عبد الرحمن") == named_ids("speaker", "عبدالرحمن") == [known.pk]


def test_names_are_read_in_three_queries_at_most(django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        mentioned(f"شخص {'ا' * number}", f"Person {number}")
    with django_assert_max_num_queries(3):
        other_names([("شخص", "ا" * number) for number in range(1, 5)])
    with django_assert_max_num_queries(1):
        named_ids("entities", "شخص")
