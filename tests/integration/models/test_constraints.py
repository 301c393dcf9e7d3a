"""What the database itself refuses, whoever writes: every test here passes validation by."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from interviews.models import Entity, Interview, Mention, Name, Outlet, Participant, Speaker, Turn
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TurnFactory,
)

pytestmark = pytest.mark.django_db

# With a combining mark, a letter outside the basic plane and a Kurdish letter: 10 characters.
TEXT = "كُتُبٌ 📚 ێ"


def refused() -> "pytest.RaisesExc[IntegrityError]":
    return pytest.raises(IntegrityError)


def test_a_position_is_taken_once_in_an_interview() -> None:
    turn = TurnFactory(position=3)
    with refused(), transaction.atomic():
        Turn.objects.bulk_create([Turn(interview=turn.interview, position=3, kind="answer", text="نعم")])
    TurnFactory(position=3)  # in another interview


def test_a_key_is_unique_in_the_whole_archive() -> None:
    turn = TurnFactory()
    with refused(), transaction.atomic():
        Turn.objects.filter(pk=TurnFactory().pk).update(key=turn.key)


@pytest.mark.parametrize("values", [{"kind": "speech"}, {"text": ""}])
def test_a_turn_has_a_known_kind_and_text(values: dict[str, str]) -> None:
    turn = TurnFactory()
    with refused(), transaction.atomic():
        Turn.objects.filter(pk=turn.pk).update(**values)


def test_an_interview_has_a_known_status() -> None:
    interview = InterviewFactory()
    with refused(), transaction.atomic():
        Interview.objects.filter(pk=interview.pk).update(status="hidden")


def test_a_source_is_imported_once_but_may_be_missing_often() -> None:
    InterviewFactory(source_digest="")
    InterviewFactory(source_digest="")
    InterviewFactory(source_digest="ab" * 32)
    with refused(), transaction.atomic():
        InterviewFactory(source_digest="ab" * 32)


def test_an_entity_has_a_known_kind() -> None:
    with refused(), transaction.atomic():
        Entity.objects.bulk_create([Entity(kind="animal")])


def test_one_entity_is_one_speaker_and_one_outlet_at_most() -> None:
    speaker, outlet = SpeakerFactory(), OutletFactory()
    with refused(), transaction.atomic():
        Speaker.objects.bulk_create([Speaker(entity=speaker.entity)])
    with refused(), transaction.atomic():
        Outlet.objects.bulk_create([Outlet(entity=outlet.entity)])


def test_an_entity_that_is_a_speaker_cannot_be_deleted() -> None:
    with pytest.raises(ProtectedError):
        SpeakerFactory().entity.delete()


def test_a_language_has_one_preferred_name() -> None:
    entity = EntityFactory(name="إقليم كوردستان")
    Name.objects.create(entity=entity, text="هەرێمی کوردستان", language="ckb", kind="preferred")
    Name.objects.create(entity=entity, text="كردستان", language="ar", kind="variant")
    with refused(), transaction.atomic():
        Name.objects.bulk_create(
            [Name(entity=entity, text="كردستان العراق", language="ar", kind="preferred", folded="x")]
        )


def test_a_participant_is_there_once_by_label_and_by_speaker() -> None:
    participant = ParticipantFactory(speaker=SpeakerFactory(), label="هاربر")
    with refused(), transaction.atomic():
        Participant.objects.bulk_create([Participant(interview=participant.interview, label="هاربر")])
    with refused(), transaction.atomic():
        Participant.objects.bulk_create(
            [Participant(interview=participant.interview, label="العقيد", speaker=participant.speaker)]
        )


# --- A mention lies inside its text ------------------------------------------------------------------


def test_a_mention_may_end_with_the_last_character() -> None:
    turn = TurnFactory(text=TEXT)
    mention = MentionFactory(turn=turn, start=9, end=len(TEXT))
    assert mention.words == "ێ"


@pytest.mark.parametrize(("start", "end"), [(0, len(TEXT) + 1), (4, 4), (5, 4)])
def test_a_mention_beyond_its_text_or_empty_cannot_be_written(start: int, end: int) -> None:
    turn, entity = TurnFactory(text=TEXT), EntityFactory()
    with refused(), transaction.atomic():
        Mention.objects.bulk_create([Mention(turn=turn, entity=entity, start=start, end=end)])


def test_a_mention_cannot_be_moved_beyond_its_text() -> None:
    mention = MentionFactory(turn=TurnFactory(text=TEXT))
    with refused(), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(end=len(TEXT) + 1)


def test_a_mention_cannot_be_moved_to_a_turn_that_is_too_short() -> None:
    mention = MentionFactory(turn=TurnFactory(text=TEXT), end=8)
    with refused(), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(turn=TurnFactory(text="نعم"))


def test_a_text_cannot_be_shortened_below_a_mention() -> None:
    mention = MentionFactory(turn=TurnFactory(text=TEXT), end=8)
    with refused(), transaction.atomic():
        Turn.objects.filter(pk=mention.turn_id).update(text=TEXT[:7])
    Turn.objects.filter(pk=mention.turn_id).update(text=TEXT[:8])


def test_the_database_says_which_constraint_it_was() -> None:
    mention = MentionFactory(turn=TurnFactory(text=TEXT))
    with pytest.raises(IntegrityError, match="mention_inside_text"), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(end=99)


def test_a_turn_is_deleted_with_its_mentions() -> None:
    mention = MentionFactory()
    mention.turn.delete()
    assert not Mention.objects.exists()
