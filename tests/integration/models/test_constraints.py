"""What the database itself refuses, whoever writes: every test here passes validation by."""

from collections.abc import Callable
from typing import Any

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


@pytest.mark.parametrize("values", [{"kind": "speech"}, {"text": ""}, {"position": 0}])
def test_a_turn_has_a_known_kind_text_and_position(values: dict[str, object]) -> None:
    turn = TurnFactory()
    with refused(), transaction.atomic():
        Turn.objects.filter(pk=turn.pk).update(**values)


def test_a_turn_without_a_position_is_refused() -> None:
    with refused(), transaction.atomic():
        Turn.objects.create(interview=InterviewFactory(), kind="answer", text="نعم")


@pytest.mark.parametrize("values", [{"status": "hidden"}, {"language": "xx"}, {"title": ""}])
def test_an_interview_has_a_known_status_and_language_and_a_title(values: dict[str, str]) -> None:
    interview = InterviewFactory()
    with refused(), transaction.atomic():
        Interview.objects.filter(pk=interview.pk).update(**values)


@pytest.mark.parametrize("values", [{"kind": "nickname"}, {"language": "xx"}, {"text": ""}])
def test_a_name_has_a_known_kind_and_language_and_text(values: dict[str, str]) -> None:
    name = EntityFactory(name="إقليم كوردستان").names.get()
    with refused(), transaction.atomic():
        Name.objects.filter(pk=name.pk).update(**values)


def test_a_participant_has_a_known_role() -> None:
    participant = ParticipantFactory()
    with refused(), transaction.atomic():
        Participant.objects.filter(pk=participant.pk).update(role="listener")


def test_a_mention_has_a_known_state() -> None:
    mention = MentionFactory()
    with refused(), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(state="perhaps")


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (EntityFactory, "kind"),
        (lambda: EntityFactory().names.get(), "kind"),
        (lambda: EntityFactory().names.get(), "language"),
        (InterviewFactory, "status"),
        (InterviewFactory, "language"),
        (ParticipantFactory, "role"),
        (TurnFactory, "kind"),
        (MentionFactory, "state"),
    ],
)
def test_the_database_takes_every_choice_of_the_model(make: Callable[[], Any], field: str) -> None:
    row = make()
    for value, _label in row._meta.get_field(field).choices:
        assert type(row).objects.filter(pk=row.pk).update(**{field: value}) == 1


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
    assert mention.spelling == "ێ"


@pytest.mark.parametrize(("start", "end"), [(0, len(TEXT) + 1), (4, 4), (5, 4)])
def test_a_mention_beyond_its_text_or_empty_cannot_be_written(start: int, end: int) -> None:
    turn, entity = TurnFactory(text=TEXT), EntityFactory()
    with refused(), transaction.atomic():
        Mention.objects.bulk_create([Mention(turn=turn, entity=entity, start=start, end=end, spelling="و")])


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


# --- A turn is said by a participant of its own interview -----------------------------------------------


def test_a_turn_cannot_be_written_with_a_participant_of_another_interview() -> None:
    own, foreign = ParticipantFactory(), ParticipantFactory()
    with refused(), transaction.atomic():
        TurnFactory(interview=own.interview, participant=foreign)
    turn = TurnFactory(interview=own.interview, participant=own)
    with refused(), transaction.atomic():
        Turn.objects.filter(pk=turn.pk).update(participant=foreign)
    with refused(), transaction.atomic():
        Turn.objects.filter(pk=turn.pk).update(interview=foreign.interview)
    Turn.objects.filter(pk=turn.pk).update(interview=foreign.interview, participant=foreign)


def test_a_participant_with_turns_cannot_be_moved_to_another_interview() -> None:
    speaking, silent = ParticipantFactory(), ParticipantFactory()
    TurnFactory(interview=speaking.interview, participant=speaking)
    with pytest.raises(IntegrityError, match="participant_of_interview"), transaction.atomic():
        Participant.objects.filter(pk=speaking.pk).update(interview=silent.interview)
    Participant.objects.filter(pk=silent.pk).update(interview=speaking.interview)


def test_a_participant_written_after_its_turn_must_fit_as_well() -> None:
    """Fixtures may be read in any order: the reference itself is checked when the transaction ends."""
    turn, other = TurnFactory(), InterviewFactory()
    Turn.objects.filter(pk=turn.pk).update(participant=10**9)
    with refused(), transaction.atomic():
        Participant.objects.bulk_create([Participant(pk=10**9, interview=other, label="هاربر")])
    Participant.objects.bulk_create([Participant(pk=10**9, interview=turn.interview, label="هاربر")])
    assert Turn.objects.get(pk=turn.pk).participant.label == "هاربر"


def test_a_participant_is_deleted_and_its_turns_stay() -> None:
    participant = ParticipantFactory()
    turn = TurnFactory(interview=participant.interview, participant=participant)
    participant.delete()
    turn.refresh_from_db()
    assert turn.participant is None


def test_an_interview_is_deleted_with_its_participants_and_turns() -> None:
    participant = ParticipantFactory()
    TurnFactory(interview=participant.interview, participant=participant)
    participant.interview.delete()
    assert not Turn.objects.exists()
    assert not Participant.objects.exists()
