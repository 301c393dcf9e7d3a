"""Every change that the index shows puts its interviews into the outbox, and no other change does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interviews.actions.mentions import detach_mentions
from interviews.actions.names import link_names
from interviews.actions.publishing import publish, withdraw
from interviews.models import (
    Entity,
    IndexUpdate,
    Interview,
    Mention,
    Name,
    Outlet,
    Participant,
    Speaker,
    Topic,
    Turn,
)
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

from .asking import found
from .waiting import published_turn, waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


@pytest.fixture
def turn() -> Turn:
    """«قوات البيشمركة», said by Maya al-Khatib, published by al-Nahr, about security.

    Beside it stands another interview with another outlet, guest, topic and mention.
    """
    other = published_turn()
    other.interview.topics.add(TopicFactory())
    ParticipantFactory(interview=other.interview, speaker=SpeakerFactory())
    MentionFactory(turn=other)
    turn = published_turn("قوات البيشمركة", outlet__entity__name="وكالة النهر")
    turn.interview.topics.add(TopicFactory(name="أمن"))
    guest = SpeakerFactory(entity__name="مايا الخطيب")
    turn.participant = ParticipantFactory(interview=turn.interview, label="الخطيب", speaker=guest)
    turn.save()
    MentionFactory(turn=turn, entity__kind="organisation", entity__name="البيشمركة", start=5, end=14)
    IndexUpdate.objects.all().delete()
    return Turn.objects.get(pk=turn.pk)


def topic_of(turn: Turn) -> Topic:
    return turn.interview.topics.get()


def guest_of(turn: Turn) -> Participant:
    return turn.interview.participants.get()


def mention_in(turn: Turn) -> Mention:
    return turn.mentions.get()


def outlet_of(turn: Turn) -> Outlet:
    assert turn.interview.outlet is not None
    return turn.interview.outlet


def speaker_of(turn: Turn) -> Speaker:
    speaker = guest_of(turn).speaker
    assert speaker is not None
    return speaker


def save(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda turn: turn.save(),
        lambda turn: turn.delete(),
        lambda turn: turn.interview.save(),
        lambda turn: turn.interview.delete(),
        lambda turn: Interview.objects.filter(pk=turn.interview_id).delete(),
        lambda turn: turn.interview.topics.add(TopicFactory()),
        lambda turn: turn.interview.topics.clear(),
        lambda turn: turn.interview.topics.set([]),
        lambda turn: topic_of(turn).interviews.clear(),
        lambda turn: topic_of(turn).interviews.remove(turn.interview),
        lambda turn: TopicFactory().interviews.add(turn.interview),
        lambda turn: topic_of(turn).delete(),
        lambda turn: turn.interview.topics.all().delete(),
        lambda turn: guest_of(turn).delete(),
        lambda turn: ParticipantFactory(interview=turn.interview, speaker=SpeakerFactory()),
        lambda turn: withdraw([turn.interview]),
        lambda turn: TurnFactory(interview=turn.interview, kind="question"),
        # Other names: of the topic, the speaker, the outlet.
        lambda turn: save(topic_of(turn), name="أمن وسلام"),
        lambda turn: save(speaker_of(turn).entity.names.get(), text="ماية الخطيب"),
        lambda turn: Name.objects.create(entity=speaker_of(turn).entity, text="Maya", language="en"),
        lambda turn: speaker_of(turn).entity.names.get().delete(),
        lambda turn: speaker_of(turn).entity.names.all().delete(),
        lambda turn: save(outlet_of(turn).entity.names.get(), text="النهر"),
        lambda turn: Name.objects.create(entity=outlet_of(turn).entity, text="النهر"),
        lambda turn: outlet_of(turn).entity.names.get().delete(),
        # The names of somebody else.
        lambda turn: save(outlet_of(turn), entity=EntityFactory(kind="organisation")),
        lambda turn: save(speaker_of(turn), entity=EntityFactory()),
        lambda turn: save(guest_of(turn), speaker=SpeakerFactory()),
        lambda turn: save(speaker_of(turn).entity.names.get(), entity=EntityFactory(), kind="variant"),
        # Entities named in it.
        lambda turn: MentionFactory(turn=turn, start=0, end=4),
        lambda turn: save(mention_in(turn), state="rejected"),
        lambda turn: save(mention_in(turn), entity=EntityFactory()),
        lambda turn: mention_in(turn).delete(),
        lambda turn: turn.mentions.all().delete(),
        lambda turn: mention_in(turn).entity.delete(),
        lambda turn: Entity.objects.filter(mentions__turn=turn).delete(),
        lambda turn: detach_mentions({turn.pk: "قوات"}),
    ],
)
def test_a_change(turn: Turn, change: Callable[[Turn], Any]) -> None:
    number = turn.interview_id
    change(turn)
    assert waiting() == {number}


@pytest.mark.parametrize(
    "change",
    [
        lambda turn: publish([turn.interview]),  # which it is
        lambda turn: save(mention_in(turn).entity.names.get(), text="بيشمركة"),
        lambda turn: Name.objects.create(entity=mention_in(turn).entity, text="Peshmerga", language="en"),
        lambda turn: save(mention_in(turn).entity, wikidata="Q796"),
        lambda turn: save(speaker_of(turn), biography="طبيبة"),
        lambda turn: save(outlet_of(turn), city="بغداد"),
        lambda turn: turn.interview.corrections.create(text="صحّح الاسم"),
        lambda turn: topic_of(turn).interviews.add(turn.interview),  # where it is
        lambda turn: link_names(turn.interview),  # they stand where they stood
        lambda turn: (SpeakerFactory(), OutletFactory(), TopicFactory(), EntityFactory(variants=["نهر"])),
    ],
)
def test_no_change_of_what_the_index_shows(turn: Turn, change: Callable[[Turn], Any]) -> None:
    link_names(turn.interview)
    IndexUpdate.objects.all().delete()
    change(turn)
    assert waiting() == set()


@pytest.mark.parametrize(
    "move",
    [
        lambda turn, other: save(turn, interview=other.interview, position=9, participant=None),
        lambda turn, other: save(guest_of(turn), interview=other.interview),
        lambda turn, other: save(mention_in(turn), turn=other, start=0, end=4),
    ],
)
def test_both_interviews_of_what_moves(turn: Turn, move: Callable[[Turn, Turn], Any]) -> None:
    before, other = turn.interview_id, published_turn("رجال و نساء")
    # A turn's participant takes part in its own interview.
    save(turn, participant=None)
    IndexUpdate.objects.all().delete()
    move(turn, other)
    assert waiting() == {before, other.interview_id}


def test_a_change_that_is_rolled_back_is_not_queued(turn: Turn) -> None:
    with transaction.atomic():
        turn.save()
        outlet_of(turn).entity.names.get().save()
        assert waiting() == {turn.interview_id}
        transaction.set_rollback(True)
    assert waiting() == set()


@pytest.mark.parametrize(
    "change", [lambda turn: turn.save(), lambda turn: outlet_of(turn).entity.names.get().save()]
)
def test_a_second_change_gives_the_one_row_a_new_version(turn: Turn, change: Callable[[Turn], Any]) -> None:
    change(turn)
    before = IndexUpdate.objects.get()
    IndexUpdate.objects.update(attempts=3, last_error="…", due_at=timezone.now() + timedelta(hours=1))
    change(turn)
    after = IndexUpdate.objects.get()
    assert after.pk == before.pk
    assert after.version != before.version
    assert (after.attempts, after.last_error) == (0, "")
    assert IndexUpdate.objects.due().exists()


def test_nothing_is_drained_by_the_request(turn: Turn) -> None:
    turn.save()
    assert found() == []
    assert waiting() == {turn.interview_id}


def test_interviews_of_an_outlet_are_queued_without_being_read() -> None:
    """As many statements for 3,000 interviews as for one, and no row of them comes to Python."""
    outlet = OutletFactory()
    counts = []
    for number in (1, 3000):
        Interview.objects.bulk_create(
            [Interview(title="حوار", outlet=outlet) for _ in range(number)], batch_size=500
        )
        with CaptureQueriesContext(connection) as queries:
            outlet.entity.names.get().save()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert IndexUpdate.objects.count() == 3001


def test_an_interview_with_several_reasons_is_queued_once() -> None:
    """Its outlet and its guest bear the same name."""
    speaker = SpeakerFactory()
    interview = InterviewFactory(outlet=OutletFactory(entity=speaker.entity))
    ParticipantFactory(interview=interview, speaker=speaker)
    for _ in range(3):
        TurnFactory(interview=interview)
    IndexUpdate.objects.all().delete()
    speaker.entity.names.get().save()
    assert waiting() == {interview.pk}
