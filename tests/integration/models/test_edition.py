"""The edition: another one after every change that readers may see, the same as long as nothing changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import reversion
from django.apps import apps
from django.db import connection, connections, transaction
from django.utils import timezone

from interviews.models import (
    Correction,
    EditionMark,
    Entity,
    IndexUpdate,
    Interview,
    Mention,
    MergedEntity,
    MergedOutlet,
    MergedSpeaker,
    Name,
    Outlet,
    Participant,
    Speaker,
    Title,
    Topic,
    Turn,
    edition,
)
from interviews.models.edition_triggers import WATCHED
from interviews.search.indexing import outbox
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

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")


@pytest.fixture
def interview(db: None) -> Interview:
    interview = InterviewFactory(status="published")
    interview.topics.add(TopicFactory())
    guest = ParticipantFactory(interview=interview, speaker=SpeakerFactory())
    turn = TurnFactory(interview=interview, participant=guest, text="كوردستان")
    MentionFactory(turn=turn)
    Correction.objects.create(interview=interview, text="صُحّح الاسم.")
    Title.objects.create(entity=guest.speaker.entity, text="الدكتور")
    MergedEntity.objects.create(number=9001, entity=guest.speaker.entity)
    MergedSpeaker.objects.create(number=9002, speaker=guest.speaker)
    MergedOutlet.objects.create(number=9003, outlet=interview.outlet)
    return interview


def sql(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


WRITES: dict[str, Callable[[Interview], Any]] = {
    "a title": lambda i: Interview.objects.filter(pk=i.pk).update(title="حوار آخر"),
    "a save": lambda i: i.save(),
    "withdrawn": lambda i: Interview.objects.filter(pk=i.pk).update(status="withdrawn"),
    "a new interview": lambda i: InterviewFactory(),
    "deleted": lambda i: i.delete(),
    "a turn": lambda i: Turn.objects.update(text="ڤيينا هنا"),
    "a new turn": lambda i: TurnFactory(interview=i),
    "many turns": lambda i: Turn.objects.bulk_create(
        [Turn(interview=i, position=p, kind="answer", text="نعم") for p in (5, 6)]
    ),
    "many turns, conflicts ignored": lambda i: Turn.objects.bulk_create(
        [Turn(interview=i, position=7, kind="answer", text="نعم")], ignore_conflicts=True
    ),
    "many turns changed": lambda i: Turn.objects.bulk_update(
        [Turn(pk=t.pk, text="ڤيينا هنا") for t in i.turns.all()], ["text"]
    ),
    "a participant": lambda i: Participant.objects.update(office="وزير النفط"),
    "a mention": lambda i: Mention.objects.update(state="rejected"),
    "no mentions": lambda i: Mention.objects.all().delete(),
    "a name": lambda i: Name.objects.update(language="ckb"),
    "a new name": lambda i: Name.objects.create(entity=Entity.objects.first(), text="اسم"),
    "a kind": lambda i: Entity.objects.update(kind="event"),
    "a title beside a name": lambda i: Title.objects.update(text="اللواء"),
    "a biography": lambda i: Speaker.objects.update(biography="ولد في الموصل."),
    "a city": lambda i: Outlet.objects.update(city="بغداد"),
    "a topic": lambda i: Topic.objects.update(name="النفط"),
    "a topic put to it": lambda i: i.topics.add(TopicFactory()),
    "a topic taken away": lambda i: i.topics.clear(),
    "a correction": lambda i: Correction.objects.update(text="صُحّح العدد."),
    "merged entities": lambda i: MergedEntity.objects.update(entity=EntityFactory()),
    "merged speakers": lambda i: MergedSpeaker.objects.update(speaker=SpeakerFactory()),
    "merged outlets": lambda i: MergedOutlet.objects.update(outlet=OutletFactory()),
    "SQL": lambda i: sql("UPDATE interviews_turn SET kind = 'question'"),
    "SQL that deletes": lambda i: sql("DELETE FROM interviews_correction"),
    "the index has followed": lambda i: outbox.drain(),
    "the index was built anew": lambda i: outbox.rebuild(),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_write_that_readers_may_see_makes_another_edition(
    interview: Interview, write: Callable[[Interview], Any]
) -> None:
    before = edition()
    assert edition() == before
    write(interview)
    assert edition() != before


def test_every_table_of_readers_is_watched() -> None:
    """A new model is watched, or listed here because no public page shows it."""
    desk_only = {
        "interviews_editionmark",
        "interviews_pagemark",
        "interviews_paste",
        "interviews_paste_topics",
        "interviews_pastesource",
        "interviews_pastestep",
        # Made of the others.
        "interviews_preparedpage",
        "interviews_proposal",
        "interviews_proposedmention",
        "interviews_relinking",
        "interviews_shingle",
        # Only a row that goes matters: the index has followed.
        "interviews_indexupdate",
    }
    all_models = apps.get_app_config("interviews").get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in all_models}
    assert tables - desk_only == set(WATCHED) - {"reversion_version"}


@pytest.mark.parametrize("table", WATCHED)
def test_each_watched_table_has_its_triggers(db: None, table: str) -> None:
    """Deleting all rows of a table is seen, also where the ORM would have touched other tables as well."""
    before = edition()
    if connection.vendor == "postgresql":
        sql(f"DELETE FROM {table} WHERE false")
        assert edition() != before
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s",
            [table, "edition%"],
        )
        assert cursor.fetchone() == (3,)


def test_an_earlier_wording_makes_another_edition(interview: Interview) -> None:
    before = edition()
    with reversion.create_revision():
        reversion.add_to_revision(interview)
    assert edition() != before


def test_the_desk_alone_makes_none(interview: Interview, django_user_model: Any) -> None:
    before = edition()
    django_user_model.objects.create_user("editor")
    IndexUpdate.objects.queue([interview.pk])
    assert edition() == before


def test_what_is_rolled_back_makes_none_and_its_edition_never_comes_again(interview: Interview) -> None:
    before, within = edition(), []
    for _attempt in range(2):
        with transaction.atomic():
            Turn.objects.update(text="ڤيينا هنا")
            within.append(edition())
            transaction.set_rollback(True)
        assert edition() == before
    assert len({before, *within}) == 3


def test_the_end_of_an_embargo_makes_another_edition(interview: Interview) -> None:
    now = timezone.now()
    ends = [now + timedelta(hours=1), now + timedelta(hours=2)]
    for moment in ends:
        InterviewFactory(status="published", publish_at=moment)
    # Of no interest: nobody sees it then either.
    InterviewFactory(status="draft", publish_at=now + timedelta(hours=3))
    at = [
        edition(now),
        edition(ends[0] - timedelta(microseconds=1)),
        edition(ends[0]),
        edition(ends[1] - timedelta(microseconds=1)),
        edition(ends[1]),
        edition(now + timedelta(hours=4)),
    ]
    assert at[0] == at[1] != at[2] == at[3] != at[4] == at[5] != at[0]


def test_it_costs_one_query_that_reads_no_table_from_end_to_end(
    interview: Interview, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1) as queries:
        edition()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
            plan = " ".join(row[-1] for row in cursor.fetchall())
        assert "interview_embargo" in plan
        assert "SCAN interviews_interview" not in plan


def in_thread(work: Callable[[], Any]) -> Any:
    """What ``work`` returns on a connection of its own."""
    results = []

    def run() -> None:
        try:
            results.append(work())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return results[0]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_who_commits_late_makes_another_edition_too() -> None:
    """Both have their numbers early; the editions between and after their commits are all different."""
    first, second = TopicFactory(), TopicFactory()
    seen = [edition()]

    def write_beside() -> None:
        # Would wait for ever if the first transaction locked anything that the second needs.
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 5000")
        with transaction.atomic():
            Topic.objects.filter(pk=second.pk).update(name="النفط")
        Topic.objects.filter(pk=second.pk).update(name="المياه")

    with transaction.atomic():
        Topic.objects.filter(pk=first.pk).update(name="الصحافة")
        for _look in range(2):
            in_thread(write_beside)
            seen.append(in_thread(edition))
    seen.append(edition())
    assert len(set(seen)) == 4


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_marks_stay_few_and_joining_them_makes_no_other_edition() -> None:
    topic = TopicFactory()
    with transaction.atomic():
        for number in range(600):
            Topic.objects.filter(pk=topic.pk).update(name=f"وزارة {number}")
        # Another's marks, not yet committed, neither stop the joining nor are lost by it.
        editions = {in_thread(edition)}
        in_thread(lambda: [TopicFactory() for _number in range(600)])
        editions.add(in_thread(edition))
    editions.add(edition())
    assert len(editions) == 3
    assert EditionMark.objects.count() < 600
