"""The reads that views, feeds and the index share."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from interviews.models import Entity, Interview, Name, Outlet, Speaker, Topic, Turn, name_key
from interviews.models.turn import KEY_ALPHABET, new_turn_key
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "embargo", "expected"),
    [
        ("published", None, True),
        ("published", -HOUR, True),
        ("published", HOUR, False),
        ("draft", None, False),
        ("review", -HOUR, False),
        ("withdrawn", None, False),
    ],
)
def test_what_the_public_can_read(status: str, embargo: timedelta | None, expected: bool) -> None:
    now = timezone.now()
    interview = InterviewFactory(status=status, publish_at=now + embargo if embargo else None)
    turn = TurnFactory(interview=interview)
    ParticipantFactory(interview=interview, speaker=SpeakerFactory())
    MentionFactory(turn=turn)
    assert Interview.objects.published(now).exists() is expected
    assert interview.is_public(now) is expected
    assert Turn.objects.published().exists() is expected
    assert Speaker.objects.public().exists() is expected
    assert Outlet.objects.public().exists() is expected
    assert Entity.objects.public().exists() is expected
    assert Speaker.objects.with_interview_counts().get().interview_count == expected
    assert Outlet.objects.with_interview_counts().get().interview_count == expected


def test_an_embargo_ends_at_its_very_moment() -> None:
    now = timezone.now()
    interview = InterviewFactory(status="published", publish_at=now)
    assert interview.is_public(now)
    assert Interview.objects.published(now).exists()
    assert not Interview.objects.published(now - timedelta(microseconds=1)).exists()


def test_interviews_without_a_date_come_last() -> None:
    undated = InterviewFactory(published_on=None)
    old = InterviewFactory(published_on=date(2014, 6, 10))
    new = InterviewFactory(published_on=date(2020, 8, 24))
    assert list(Interview.objects.latest_first()) == [new, old, undated]
    assert list(Interview.objects.all()) == [new, old, undated]


def interview_with_everything() -> Interview:
    interview: Interview = InterviewFactory(status="published")
    interview.topics.add(TopicFactory(), TopicFactory())
    guest = ParticipantFactory(interview=interview, speaker=SpeakerFactory())
    ParticipantFactory(interview=interview, role="interviewer")
    for kind in ("question", "answer", "question", "answer"):
        turn = TurnFactory(interview=interview, kind=kind, participant=guest)
        MentionFactory(turn=turn)
    return interview


def show(interview: Interview) -> str:
    said = [interview.title, interview.outlet.name if interview.outlet else ""]
    said += [participant.name for participant in interview.participants.all()]
    said += [guest.name for guest in interview.guests]
    said += [topic.name for topic in interview.topics.all()]
    return " ".join(said)


def read(interview: Interview) -> str:
    said = [show(interview)]
    for turn in interview.turns.all():
        said += [turn.text, str(turn.participant_id)]
        said += [mention.entity.name for mention in turn.mentions.all()]
    said += [correction.text for correction in interview.corrections.all()]
    return " ".join(said)


@pytest.mark.parametrize("number", [1, 5])
def test_a_list_takes_the_same_number_of_queries_however_long(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        interview_with_everything()
    with django_assert_num_queries(5):
        assert len([show(interview) for interview in Interview.objects.for_listing()]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_reading_takes_the_same_number_of_queries_however_long(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        interview_with_everything()
    with django_assert_num_queries(9):
        assert len([read(interview) for interview in Interview.objects.for_reading()]) == number


def test_results_know_their_interview_outlet_and_speaker(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    interview_with_everything()
    interview_with_everything()
    with django_assert_num_queries(3):
        for turn in Turn.objects.for_results():
            assert turn.interview.outlet.name
            assert turn.participant.speaker.name


def test_questions_of_answers() -> None:
    interview = InterviewFactory()
    questions = [TurnFactory(interview=interview, kind="question", exchange=number) for number in (1, 2)]
    answers = [TurnFactory(interview=interview, exchange=number) for number in (1, 2, None)]
    TurnFactory(kind="question", exchange=2)  # of another interview
    assert list(Turn.objects.questions_of([answers[1]])) == [questions[1]]
    assert list(Turn.objects.questions_of(answers)) == questions
    assert not Turn.objects.questions_of([answers[2]])


def test_a_rejected_mention_is_not_shown() -> None:
    interview = InterviewFactory(status="published")
    turn = TurnFactory(interview=interview)
    MentionFactory(turn=turn, state="rejected")
    kept = MentionFactory(turn=turn, state="confirmed")
    assert [m for t in Interview.objects.for_reading().get().turns.all() for m in t.mentions.all()] == [kept]
    assert list(Entity.objects.public()) == [kept.entity]


# --- Names and keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("«إقليم كُوردستان»", "اقليم كوردستان"),
        ("  البيشمركة  ", "البيشمركه"),
        ("العـــراق", "العراق"),
        ("Myles  CAGGINS", "myles caggins"),
        ("F-16", "f 16"),
        ("…", ""),
    ],
)
def test_the_key_of_a_name(text: str, key: str) -> None:
    assert name_key(text) == key


def test_a_name_that_unfolds_into_many_letters_still_fits() -> None:
    """U+FD50 is one character and three letters, so 200 of them are longer than the key's column."""
    entity = EntityFactory(name="ﵐ" * 200)
    assert list(Entity.objects.named("ﵐ" * 200)) == [entity]


def test_an_entity_is_found_by_any_spelling_of_its_names() -> None:
    entity = EntityFactory(name="إقليم كوردستان", variants=["كوردستان", "اقليم كوردستان"])
    EntityFactory(name="كركوك")
    for spelling in ("اقليم كوردستان", "إقليمُ كوردستان", "كـوردستان"):
        assert list(Entity.objects.named(spelling)) == [entity]
    assert not Entity.objects.named("؟")
    assert not Entity.objects.named("إقليم")


def test_a_changed_name_is_folded_anew() -> None:
    name = EntityFactory(name="البصرة").names.get()
    name.text = "البصرة الفيحاء"
    name.save(update_fields=["text"])
    assert Name.objects.get().folded == "البصره الفيحاء"


def test_an_entity_speaks_the_readers_language() -> None:
    entity = EntityFactory(name="إقليم كوردستان")
    Name.objects.create(entity=entity, text="هەرێمی کوردستان", language="ckb", kind="preferred")
    with override("ckb"):
        assert entity.name == "هەرێمی کوردستان"
    with override("en"):
        assert entity.name == "إقليم كوردستان"


def test_a_new_key_is_ten_characters_that_cannot_be_mistaken() -> None:
    keys = {new_turn_key() for _ in range(2000)}
    assert len(keys) == 2000
    assert all(len(key) == 10 and set(key) <= set(KEY_ALPHABET) for key in keys)
    assert not set("01iIlLoO") & set(KEY_ALPHABET)


def test_the_key_stays_when_a_turn_moves() -> None:
    turn = TurnFactory(position=1)
    key = turn.key
    turn.position = 7
    turn.save()
    assert Turn.objects.get().key == key
    assert turn.fragment == f"t-{key}"
    assert turn.fragment.isascii()


@pytest.mark.parametrize("identifier", ["796", "Q0", "q796", "Q79a"])
def test_a_wikidata_identifier_has_its_form(identifier: str) -> None:
    with pytest.raises(ValidationError):
        Entity(kind="place", wikidata=identifier).full_clean()


def test_whether_an_entity_is_public_is_looked_up_for_it_alone() -> None:
    """As a join PostgreSQL reads every turn of the archive for the page of one country."""
    MentionFactory(turn=TurnFactory(interview=InterviewFactory(status="published")))
    plan = Entity.objects.public().explain().lower()
    assert "subplan" in plan or "correlated" in plan
    assert "semi join" not in plan


def test_the_turns_that_name_an_entity_come_once_and_in_order() -> None:
    earlier, later = (
        InterviewFactory(status="published", published_on=date(year, 1, 1)) for year in (2019, 2020)
    )
    entity = EntityFactory()
    turns = [TurnFactory(interview=interview, text="أربيل وأربيل") for interview in (earlier, later, later)]
    for turn in turns:
        for start, end in ((0, 5), (7, 12)):
            MentionFactory(turn=turn, entity=entity, start=start, end=end)
    MentionFactory(turn=TurnFactory(interview=later), entity=entity, state="rejected")
    naming = Turn.objects.published().naming(entity)
    assert [turn.pk for turn in naming.latest_first()] == [turns[1].pk, turns[2].pk, turns[0].pk]
    assert [turn.pk for turn in naming.latest_first()[:2]] == [turns[1].pk, turns[2].pk]
    assert naming.count() == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked by a join")
def test_the_latest_turns_that_name_an_entity_are_found_without_finding_all() -> None:
    # What makes rows distinct has to have read all of them.
    assert "DISTINCT" not in str(Turn.objects.published().naming(EntityFactory()).latest_first().query)


def test_those_with_the_most_interviews_come_first_with_their_numbers() -> None:
    often, once = SpeakerFactory(), SpeakerFactory()
    usual, rare, unread = TopicFactory(), TopicFactory(), TopicFactory()
    for speakers, topics in (([often, once], [usual, rare]), ([often], [usual])):
        interview = InterviewFactory(status="published")
        interview.topics.add(*topics)
        for speaker in speakers:
            # Who says much takes part no more often.
            guest = ParticipantFactory(interview=interview, speaker=speaker)
            TurnFactory.create_batch(2, interview=interview, participant=guest)
    draft = InterviewFactory(status="draft")
    draft.topics.add(usual, unread)
    ParticipantFactory(interview=draft, speaker=often)
    found = Speaker.objects.most_interviews_first()
    assert [(one, one.interview_count) for one in found] == [(often, 2), (once, 1)]
    assert found.count() == 2
    topics = Topic.objects.most_interviews_first()
    assert [(one, one.interview_count) for one in topics] == [(usual, 2), (rare, 1)]
    assert [one.interview_count for one in Outlet.objects.most_interviews_first()] == [1, 1]
