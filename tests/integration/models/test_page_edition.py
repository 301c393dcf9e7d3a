"""The edition of one interview's page: another one with what it shows, the same with all else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from interviews.models import (
    Correction,
    Entity,
    Interview,
    Mention,
    Name,
    Outlet,
    PageMark,
    Participant,
    Speaker,
    Title,
    Topic,
    Turn,
    page_edition,
    page_editions,
    page_tag,
    renew_edition,
)
from interviews.models.edition_triggers import ALL_PAGES, INTERVIEW_OF, SHOWN_IN_MANY, WATCHED
from interviews.search.indexing import outbox
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")


def full(title: str, **fields: Any) -> Interview:
    interview = InterviewFactory(title=title, **fields)
    interview.topics.add(TopicFactory())
    guest = ParticipantFactory(interview=interview, speaker=SpeakerFactory())
    MentionFactory(turn=TurnFactory(interview=interview, participant=guest, text="كوردستان"))
    Correction.objects.create(interview=interview, text="صُحّح الاسم.")
    Title.objects.create(entity=guest.speaker.entity, text="الدكتور")
    return interview


@pytest.fixture
def own(db: None) -> Interview:
    return full("حوار المياه", status="published")


@pytest.fixture
def other(db: None) -> Interview:
    return full("حوار النفط", status="published")


@pytest.fixture
def draft(db: None) -> Interview:
    return full("حوار مسودة")


# Of an interview's own rows; what they say of ``i`` is asked of ``own`` first, then of ``other``.
OF_AN_INTERVIEW: dict[str, Callable[[Interview], Any]] = {
    "a save": lambda i: i.save(),
    "a lead": lambda i: Interview.objects.filter(pk=i.pk).update(lead="مقدمة"),
    "a turn": lambda i: i.turns.update(text="ڤيينا هنا"),
    "a new turn": lambda i: TurnFactory(interview=i),
    "many turns": lambda i: Turn.objects.bulk_create(
        [Turn(interview=i, position=p, kind="answer", text="نعم") for p in (5, 6)]
    ),
    "many turns, conflicts ignored": lambda i: Turn.objects.bulk_create(
        [Turn(interview=i, position=7, kind="answer", text="نعم")], ignore_conflicts=True
    ),
    "no turns": lambda i: i.turns.all().delete(),
    "a mention": lambda i: Mention.objects.filter(turn__interview=i).update(state="rejected"),
    "no mentions": lambda i: Mention.objects.filter(turn__interview=i).delete(),
    "a topic put to it": lambda i: i.topics.add(TopicFactory()),
    "a topic taken away": lambda i: i.topics.clear(),
    "a correction": lambda i: i.corrections.update(text="صُحّح العدد."),
    "no correction": lambda i: i.corrections.all().delete(),
}


@pytest.mark.parametrize("write", OF_AN_INTERVIEW.values(), ids=OF_AN_INTERVIEW)
def test_its_own_rows_make_it_another_edition_and_those_of_others_do_not(
    own: Interview, other: Interview, write: Callable[[Interview], Any]
) -> None:
    before = page_edition(own.pk)
    write(other)
    assert page_edition(own.pk) == before
    write(own)
    assert page_edition(own.pk) != before


def entity_of(interview: Interview) -> Entity:
    return Entity.objects.get(mentions__turn__interview=interview)


# Of another public interview, or of the authority, and seen on the pages of others.
SEEN_ON_OTHERS: dict[str, Callable[[Interview], Any]] = {
    "another title": lambda i: Interview.objects.filter(pk=i.pk).update(title="حوار الماء"),
    "withdrawn": lambda i: Interview.objects.filter(pk=i.pk).update(status="withdrawn"),
    "an embargo": lambda i: Interview.objects.filter(pk=i.pk).update(publish_at=timezone.now()),
    "a date": lambda i: Interview.objects.filter(pk=i.pk).update(published_on=date(2020, 8, 4)),
    "no outlet": lambda i: Interview.objects.filter(pk=i.pk).update(outlet=None),
    "deleted": lambda i: i.delete(),
    "a new one": lambda i: InterviewFactory(status="published"),
    "an office": lambda i: i.participants.update(office="وزير النفط"),
    "a participant more": lambda i: ParticipantFactory(interview=i),
    "a participant less": lambda i: i.participants.all().delete(),
    "a name": lambda i: Name.objects.filter(entity=entity_of(i)).update(text="اسم"),
    "a new name": lambda i: Name.objects.create(entity=entity_of(i), text="اسم"),
    "a name less": lambda i: Name.objects.filter(entity=entity_of(i)).delete(),
    "a name of a speaker": lambda i: Name.objects.create(
        entity=i.participants.get().speaker.entity, text="اسم"
    ),
    "a name of an outlet": lambda i: Name.objects.create(entity=i.outlet.entity, text="اسم"),
    "a kind": lambda i: Entity.objects.filter(pk=entity_of(i).pk).update(kind="event"),
    "a picture": lambda i: Speaker.objects.update(picture="x.png"),
    "a colour": lambda i: Outlet.objects.update(colour="#123456"),
    "a topic's name": lambda i: Topic.objects.filter(interviews=i).update(name="البترول"),
    "the index was built anew": lambda i: outbox.rebuild(),
    "somebody said so": lambda i: renew_edition(),
}


@pytest.mark.parametrize("write", SEEN_ON_OTHERS.values(), ids=SEEN_ON_OTHERS)
def test_what_the_pages_of_others_show_makes_them_another_edition(
    own: Interview, other: Interview, write: Callable[[Interview], Any]
) -> None:
    before = page_edition(own.pk)
    write(other)
    assert page_edition(own.pk) != before


def new_person() -> None:
    """As the paste desk makes one: before anything refers to it."""
    speaker = SpeakerFactory()
    Name.objects.create(entity=speaker.entity, text="اسم", language="en")


UNSEEN: dict[str, Callable[[Interview, Interview], Any]] = {
    "a draft's title": lambda other, draft: Interview.objects.filter(pk=draft.pk).update(title="حوار آخر"),
    "a draft in review": lambda other, draft: Interview.objects.filter(pk=draft.pk).update(status="review"),
    "a draft's participants": lambda other, draft: draft.participants.update(office="وزير"),
    "a draft's turns": lambda other, draft: draft.turns.update(text="ڤيينا هنا"),
    "a draft deleted": lambda other, draft: draft.delete(),
    "a new draft": lambda other, draft: InterviewFactory(),
    "another's lead": lambda other, draft: Interview.objects.filter(pk=other.pk).update(lead="مقدمة"),
    "an entity not yet named": lambda other, draft: EntityFactory(),
    "saved as it is": lambda other, draft: (other.save(), Entity.objects.first().save()),
    "no row": lambda other, draft: (
        Topic.objects.filter(pk=0).update(name="النفط"),
        Interview.objects.filter(pk=0).update(title="حوار"),
    ),
}


@pytest.mark.parametrize("write", UNSEEN.values(), ids=UNSEEN)
def test_what_no_reader_of_it_sees_leaves_it_as_it_is(
    own: Interview, other: Interview, draft: Interview, write: Callable[[Interview, Interview], Any]
) -> None:
    before = page_edition(own.pk)
    write(other, draft)
    assert page_edition(own.pk) == before


def test_a_new_person_is_seen_with_the_first_text_that_names_them(own: Interview, draft: Interview) -> None:
    before = page_edition(own.pk)
    entity = EntityFactory()
    Name.objects.create(entity=entity, text="اسم", language="ckb")
    assert page_edition(own.pk) == before
    MentionFactory(turn=draft.turns.get(), entity=entity)
    assert page_edition(own.pk) == before
    Name.objects.create(entity=entity, text="اسم آخر", language="ckb")
    assert page_edition(own.pk) != before


@pytest.mark.django_db(transaction=True)
def test_it_follows_the_index_only_when_an_interview_enters_or_leaves(
    own: Interview, other: Interview, settings: Any
) -> None:
    settings.INDEX_AFTER_COMMIT = False
    outbox.drain()
    draft = full("حوار مسودة")
    outbox.drain()
    at = [page_edition(own.pk)]
    # A word of another one: its place among the others stays.
    turn = other.turns.get()
    turn.text = "كوردستان هنا"
    turn.save()
    outbox.drain()
    at.append(page_edition(own.pk))
    draft.status = "published"
    draft.save()
    at.append(page_edition(own.pk))
    outbox.drain()
    at.append(page_edition(own.pk))
    draft.status = "withdrawn"
    draft.save()
    at.append(page_edition(own.pk))
    outbox.drain()
    at.append(page_edition(own.pk))
    assert at[0] == at[1]
    assert len(set(at)) == 5


def test_the_end_of_an_embargo_makes_another_edition(own: Interview) -> None:
    now = timezone.now()
    soon = now + timedelta(hours=1)
    InterviewFactory(status="published", publish_at=soon)
    before = page_edition(own.pk, now)
    assert page_edition(own.pk, soon - timedelta(microseconds=1)) == before
    assert page_edition(own.pk, soon) != before


def test_many_are_asked_for_at_once(
    own: Interview, other: Interview, draft: Interview, django_assert_num_queries: Any
) -> None:
    now = timezone.now()
    with django_assert_num_queries(2):
        found = page_editions([own.pk, other.pk, 999_999], now)
    assert found == {pk: page_edition(pk, now) for pk in (own.pk, other.pk, 999_999)}
    assert len(set(found.values())) == 3


def test_every_table_that_pages_show_is_said_to_be_of_one_or_of_many() -> None:
    unseen_there = {
        # Old addresses; what stands beside a name on the speaker's page; earlier wordings: with a query.
        "interviews_mergedentity",
        "interviews_mergedoutlet",
        "interviews_mergedspeaker",
        "interviews_title",
        "reversion_version",
    }
    assert INTERVIEW_OF.keys() | SHOWN_IN_MANY.keys() == set(WATCHED) - unseen_there


def test_a_page_that_may_be_behind_gets_another_tag_and_not_all_at_the_same_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def number(interview: int, at: float) -> str:
        monkeypatch.setattr(
            import_module("interviews.models.edition"), "time", SimpleNamespace(time=lambda: at)
        )
        return page_tag("abc", "ar", interview, 1000)

    assert number(1, 10_000) == number(1, 10_500)
    assert number(1, 10_000) != number(1, 11_000)
    changes = {at for i in (1, 2, 3) for at in range(10_000, 11_000) if number(i, at) != number(i, at - 1)}
    assert len(changes) == 3


def test_what_is_rolled_back_makes_none(own: Interview) -> None:
    before = page_edition(own.pk)
    with transaction.atomic():
        own.turns.update(text="ڤيينا هنا")
        within = page_edition(own.pk)
        transaction.set_rollback(True)
    assert page_edition(own.pk) == before != within


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_who_commits_late_makes_another_edition_and_nobody_waits(own: Interview) -> None:
    seen = [page_edition(own.pk)]

    def in_thread(work: Callable[[], Any]) -> None:
        def run() -> None:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SET statement_timeout = 5000")
                work()
                seen.append(page_edition(own.pk))
            finally:
                connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    with transaction.atomic():
        own.turns.update(text="ڤيينا هنا")
        for number in range(2):
            in_thread(lambda number=number: own.corrections.update(text=f"صُحّح {number}."))
    seen.append(page_edition(own.pk))
    assert len(seen) == len(set(seen)) == 4


@on_postgresql
def test_marks_are_joined_and_the_edition_stays(own: Interview, other: Interview) -> None:
    for number in range(200):
        own.corrections.update(text=f"صُحّح {number}.")
        Speaker.objects.update(biography=f"ولد عام {number}.")
    for page in (own.pk, ALL_PAGES):
        assert PageMark.objects.filter(interview_id=page).count() <= 64
    before = {pk: page_edition(pk) for pk in (own.pk, other.pk)}
    for number in range(64):
        other.corrections.update(text=f"صُحّح {number}.")
    assert page_edition(own.pk) == before[own.pk]
    assert page_edition(other.pk) != before[other.pk]


def test_many_rows_leave_few_marks(own: Interview) -> None:
    before = PageMark.objects.count()
    Turn.objects.bulk_create(
        [Turn(interview=own, position=p, kind="answer", text="نعم") for p in range(10, 500)]
    )
    Participant.objects.bulk_create(
        [Participant(interview=own, label=f"شاهد {number}") for number in range(100)]
    )
    assert PageMark.objects.count() <= before + 4


@on_postgresql
def test_many_rows_that_change_together_take_no_longer_because_one_did_before(own: Interview) -> None:
    """The plan made for one row is kept: by comparing each row with each it takes fifty times as long."""
    Entity.objects.bulk_create(Entity(kind="place") for _number in range(30_000))
    one = Entity.objects.filter(kind="person").earliest("pk")
    before = page_edition(own.pk)
    with connection.cursor() as cursor:
        # It takes a second, and took a minute.
        cursor.execute("SET LOCAL statement_timeout = 25000")
        for entities in (Entity.objects.filter(pk=one.pk), Entity.objects.filter(kind="place")):
            entities.update(changed_at=timezone.now())
    assert page_edition(own.pk) == before
