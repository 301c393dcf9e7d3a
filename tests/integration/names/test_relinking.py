"""Which interviews a changed name has read anew, and that none is forgotten on the way."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.utils import timezone

from interviews.actions import relinking
from interviews.actions.names import link_names
from interviews.models import IndexUpdate, Interview, Mention, Name, Relinking, Title
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory, ParticipantFactory, SpeakerFactory
from tests.integration.names.conftest import Make, mentions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_queued(make_interview: Make) -> None:
    make_interview("نعم.")
    Relinking.objects.all().delete()


def begin() -> None:
    """The index is up to date, and no name waits."""
    drain()
    Relinking.objects.all().delete()


class TestWhichInterviews:
    @pytest.mark.parametrize(
        ("name", "kind", "text"),
        [
            ("بغداد", "place", "عاد لبغداد أمس."),
            ("العراق", "place", "وللعراق تاريخ."),
            ("إقليم كوردستان", "place", "في اقليم كردستان."),
            ("كردستان", "place", "وبكوردستان أيضاً."),
            ("كركوك", "place", "لە کەرکووک."),
            ("هەولێر", "place", "لە هەولێردا."),
            ("بغداد", "place", "لە بەغدادەوە."),
            ("كربلاء", "place", "زار كربلا."),
            ("كربلا", "place", "زار كربلاء."),
            ("هيئة الشئون", "organisation", "قالت هيئة الشؤون."),
            ("عبد الله الحلفي", "person", "قال عبدالله الحلفي."),
            ("عبدالله الحلفي", "person", "وعبد الله الحلفي قال."),
            ("مسعود البارزاني", "person", "ومسعود بارزاني قال."),
            ("اليونسكو", "organisation", "قالت يونسكو."),
            ("ISIS", "organisation", "They fought Isis."),
            ("أبو ظبي", "place", "في أبوظبي."),
            ("القائم", "place", "القائم وكركوك."),
            ("علي", "person", "قال علي ذلك."),
            # Whose key has lost the hamza by which a text tells their «ال» from an article.
            ("إلهام الحلفي", "person", "قالت إلهام الحلفي ذلك."),
            ("ألاسكا", "place", "عاد من ألاسكا."),
            ("قصر الإليزيه", "organisation", "وقصر الإليزيه أيضاً."),
            # Which look as if they had one.
            ("بالكان", "place", "عاد للبالكان."),
        ],
    )
    @pytest.mark.parametrize("status", ["published", "draft"])
    def test_what_the_finder_would_find_is_read(
        self, make_interview: Make, read: list[int], name: str, kind: str, text: str, status: str
    ) -> None:
        interview = make_interview("نعم.", text, status=status)
        other = make_interview("لا شيء هنا.", status=status)
        begin()
        entity = EntityFactory(kind=kind, name=name)
        assert link_names(interview) or Mention.objects.exists()
        Mention.objects.all().delete()
        relinking.work()
        assert read == [interview.pk]
        assert Mention.objects.filter(entity=entity, turn__interview=interview).exists()
        assert other.pk not in read

    def test_an_archive_is_not_read_for_a_name(self, make_interview: Make, read: list[int]) -> None:
        for number in range(30):
            make_interview(f"نص رقم {number} عن البصرة.", status="draft" if number % 3 else "published")
        interview = make_interview("زار بغداد.")
        begin()
        EntityFactory(kind="place", name="بغداد")
        assert relinking.work() == 1
        assert read == [interview.pk]

    def test_a_surname_above_whose_turns_the_full_name_stands(
        self, make_interview: Make, read: list[int]
    ) -> None:
        told = make_interview("قال الخزرجي أمس.", lead="حوار عن نزار الخزرجي.")
        taking_part = make_interview("قال الخزرجي اليوم.")
        label = make_interview("شكراً للخزرجي.")
        other = make_interview("الخزرجي غيره.", lead="حوار عن سعد الخزرجي.")
        speaker = SpeakerFactory(entity__name="أبو سلوان")
        ParticipantFactory(interview=taking_part, speaker=speaker)
        ParticipantFactory(interview=label, label="نزار الخزرجي")
        begin()
        Name.objects.create(entity=speaker.entity, text="نزار الخزرجي")
        relinking.work()
        assert read == [told.pk, taking_part.pk, label.pk]
        assert other.pk not in read
        assert mentions(told) == mentions(taking_part) == [("الخزرجي", "found")]

    def test_interviews_that_wait_for_the_index_are_read_by_their_text(
        self, make_interview: Make, read: list[int]
    ) -> None:
        begin()
        interview = make_interview("زار بغداد.")
        assert IndexUpdate.objects.filter(interview_id=interview.pk).exists()
        EntityFactory(kind="place", name="بغداد")
        relinking.work()
        assert read == [interview.pk]

    def test_without_an_index_the_texts_are_looked_through(
        self, make_interview: Make, read: list[int], caplog: pytest.LogCaptureFixture
    ) -> None:
        interview = make_interview("زار بغداد.")
        make_interview("زار البصرة.")
        Relinking.objects.all().delete()
        EntityFactory(kind="place", name="بغداد")
        relinking.work()
        assert read == [interview.pk]
        assert "no search index" in caplog.text


CHANGES: dict[str, Callable[[Any], Any]] = {
    "added": lambda entity: Name.objects.create(entity=entity, text="دار السلام"),
    "renamed": lambda entity: save(entity.names.get(), text="دار السلام"),
    "flagged": lambda entity: save(entity.names.get(), is_ambiguous=True),
    "deleted": lambda entity: entity.names.get().delete(),
    "entity deleted": lambda entity: entity.delete(),
    "all deleted": lambda entity: type(entity).objects.filter(pk=entity.pk).delete(),
    "kind": lambda entity: save(entity, kind="organisation"),
    "given away": lambda entity: save(
        entity.names.get(), entity=EntityFactory(name="مدينة أخرى"), kind="variant"
    ),
    "kunya": lambda entity: Title.objects.create(entity=entity, text="دار السلام", kind="kunya"),
}


def save(row: Any, **values: Any) -> None:
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_a_name_is_queued(change: str) -> None:
    entity = EntityFactory(kind="place", name="بغداد")
    Relinking.objects.all().delete()
    CHANGES[change](entity)
    expected = {"added": {"دار السلام"}, "kunya": {"دار السلام"}, "renamed": {"بغداد", "دار السلام"}}
    queued = set(Relinking.objects.values_list("text", flat=True)) - {"مدينة أخرى"}
    assert queued == expected.get(change, {"بغداد"})


@pytest.mark.parametrize(
    "change",
    [
        lambda entity: save(entity.names.get(), kind="variant"),
        lambda entity: save(entity.names.get(), language="en"),
        lambda entity: save(entity.names.get()),
        lambda entity: save(entity, wikidata="Q1530"),
        lambda entity: Title.objects.create(entity=entity, text="الشيخ"),
    ],
)
def test_what_no_text_is_searched_by_is_not_queued(change: Callable[[Any], Any]) -> None:
    entity = EntityFactory(kind="place", name="بغداد")
    Relinking.objects.all().delete()
    change(entity)
    assert not Relinking.objects.exists()


def test_a_form_that_parks_a_name_first_is_noticed() -> None:
    name = EntityFactory(kind="place", name="بغداد").names.get()
    name = Name.objects.get(pk=name.pk)
    Relinking.objects.all().delete()
    Name.objects.filter(pk=name.pk).update(text=str(uuid.uuid4()))
    name.text = "البصرة"
    name.save()
    assert set(Relinking.objects.values_list("text", flat=True)) == {"بغداد", "البصرة"}


def test_what_is_rolled_back_is_not_queued() -> None:
    with transaction.atomic():
        EntityFactory(name="بغداد")
        transaction.set_rollback(True)
    assert not Relinking.objects.exists()


def test_a_name_that_is_gone_is_no_longer_found(make_interview: Make, read: list[int]) -> None:
    entity = EntityFactory(name="نزار الخزرجي", variants=["أبو سلوان"])
    interview = make_interview("قال الخزرجي أمس.", lead="حوار عن نزار الخزرجي.")
    link_names(interview)
    assert mentions(interview) == [("الخزرجي", "found")]
    begin()
    entity.names.get(kind="preferred").delete()
    relinking.work()
    assert (read, mentions(interview)) == ([interview.pk], [])


class TestWork:
    @pytest.fixture
    def interviews(self, make_interview: Make) -> list[Interview]:
        made = [make_interview("زار بغداد والبصرة.") for _number in range(6)]
        begin()
        return made

    def test_an_interview_with_several_changed_names_is_read_once(
        self, interviews: list[Interview], read: list[int]
    ) -> None:
        for name in ("بغداد", "البصرة"):
            EntityFactory(kind="place", name=name)
        assert relinking.work() == 6
        assert read == [one.pk for one in interviews]
        assert all(len(mentions(one)) == 2 for one in interviews)

    def test_how_far_it_is_can_be_seen(
        self, interviews: list[Interview], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(relinking, "WRITTEN_EVERY", -1)
        EntityFactory(kind="place", name="بغداد")
        assert relinking.progress() == relinking.Progress(names=1, unread=1)
        seen: list[tuple[int, int]] = []
        relinking.work(watch=lambda progress: seen.append((progress.done, progress.total)))
        assert seen[:4] == [(0, 6), (1, 6), (2, 6), (3, 6)]
        assert relinking.progress() == relinking.Progress()

    def test_a_crash_loses_nothing_and_it_goes_on_behind(
        self, interviews: list[Interview], read: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(relinking, "WRITTEN_EVERY", -1)
        EntityFactory(kind="place", name="بغداد")
        link = relinking.link_names

        def killed(interview: Interview, finder: Any) -> int:
            if interview.pk == interviews[3].pk:
                raise KeyboardInterrupt
            return link(interview, finder)

        with monkeypatch.context() as patch:
            patch.setattr(relinking, "link_names", killed)
            with pytest.raises(KeyboardInterrupt):
                relinking.work()
        assert (Relinking.objects.get().done, Relinking.objects.get().total) == (3, 6)
        read.clear()
        # Another process, which has looked up nothing yet.
        relinking._looked_up.clear()
        assert relinking.work() == 3
        assert read == [one.pk for one in interviews[3:]]
        assert Mention.objects.count() == 6
        assert not Relinking.objects.exists()

    def test_the_worker_waits_until_names_have_settled(self, interviews: list[Interview]) -> None:
        EntityFactory(kind="place", name="بغداد")
        assert relinking.work(settled=60) == 0
        Relinking.objects.update(due_at=timezone.now() - timedelta(seconds=61))
        assert relinking.work(settled=60) == 6

    def test_no_time_is_enough_for_a_step(self, interviews: list[Interview]) -> None:
        EntityFactory(kind="place", name="بغداد")
        assert [relinking.work(0) for _number in range(7)] == [0, 1, 1, 1, 1, 1, 1]
        assert not Relinking.objects.exists()

    def test_an_interview_that_fails_is_told_and_tried_again(
        self, interviews: list[Interview], read: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        EntityFactory(kind="place", name="بغداد")
        link, broken = relinking.link_names, interviews[2].pk

        def fails(interview: Interview, finder: Any) -> int:
            if interview.pk == broken:
                raise ValueError("unreadable")
            return link(interview, finder)

        begun = timezone.now()
        with monkeypatch.context() as patch:
            patch.setattr(relinking, "link_names", fails)
            relinking.work()
        row = Relinking.objects.get()
        assert (row.failed, row.attempts, row.total, row.done) == ([broken], 1, 1, 0)
        assert row.last_error == f"#{broken}: ValueError: unreadable"
        assert relinking.progress().failed == 1
        assert Mention.objects.count() == 5
        # Not at once, but then only this one.
        assert row.due_at >= begun + timedelta(seconds=2)
        Relinking.objects.update(due_at=timezone.now() + timedelta(minutes=1))
        read.clear()
        assert relinking.work() == 0
        assert relinking.try_again(Relinking.objects.all()) == 1
        assert relinking.work() == 1
        assert read == [broken]
        assert not Relinking.objects.exists()

    def test_a_failure_is_counted_once_however_often_it_is_written_how_far_the_work_is(
        self, interviews: list[Interview], make_interview: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(relinking, "WRITTEN_EVERY", -1)
        longer = [make_interview("زار كركوك.") for _number in range(4)]
        begin()
        for name in ("بغداد", "كركوك"):
            EntityFactory(kind="place", name=name)
        link, broken = relinking.link_names, interviews[2].pk

        def fails(interview: Interview, finder: Any) -> int:
            if interview.pk == broken:
                raise ValueError("unreadable")
            return link(interview, finder)

        monkeypatch.setattr(relinking, "link_names", fails)
        assert relinking.work() == len(interviews) + len(longer)
        row = Relinking.objects.get()
        assert (row.text, row.failed, row.attempts, row.worker) == ("بغداد", [broken], 1, None)

    def test_a_database_that_is_gone_is_no_interview_s_fault(
        self, interviews: list[Interview], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        EntityFactory(kind="place", name="بغداد")

        def gone(*_arguments: Any) -> int:
            raise OperationalError("the server closed the connection")

        with monkeypatch.context() as patch:
            patch.setattr(relinking, "link_names", gone)
            with pytest.raises(OperationalError):
                relinking.work()
        assert Relinking.objects.get().attempts == 0
        assert relinking.work() == 6

    def test_what_another_process_works_on_is_left_to_it(self, interviews: list[Interview]) -> None:
        EntityFactory(kind="place", name="بغداد")
        claim = {"worker": uuid.uuid4(), "claimed_until": timezone.now() + timedelta(minutes=1)}
        Relinking.objects.update(**claim)
        assert relinking.work() == 0
        # It has died, and its claim has ended.
        Relinking.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
        assert relinking.work() == 6

    def test_a_name_that_changes_again_meanwhile_is_done_again(
        self, interviews: list[Interview], read: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(relinking, "WRITTEN_EVERY", -1)
        entity = EntityFactory(kind="place", name="بغداد")
        link = relinking.link_names

        def changes(interview: Interview, finder: Any) -> int:
            if interview.pk == interviews[2].pk and len(read) == 2:
                save(entity.names.get(), is_ambiguous=True)
            return link(interview, finder)

        monkeypatch.setattr(relinking, "link_names", changes)
        relinking.work()
        assert read == [one.pk for one in (*interviews[:3], *interviews)]
        assert set(Mention.objects.values_list("state", flat=True)) == {"offered"}

    def test_an_interview_deleted_meanwhile_is_passed_over(self, interviews: list[Interview]) -> None:
        EntityFactory(kind="place", name="بغداد")
        relinking.work(0)
        interviews[0].delete()
        relinking.work()
        assert (Mention.objects.count(), Relinking.objects.count()) == (5, 0)

    def test_the_index_follows(self, interviews: list[Interview]) -> None:
        EntityFactory(kind="place", name="بغداد")
        relinking.work()
        assert set(IndexUpdate.objects.values_list("interview_id", flat=True)) == {
            one.pk for one in interviews
        }


class TestCommands:
    def test_names_on_the_command_line_are_found_anew(self, make_interview: Make) -> None:
        EntityFactory(kind="place", name="بغداد")
        interview, other = make_interview("زار بغداد."), make_interview("زار البصرة.")
        begin()
        out = StringIO()
        call_command("relink_names", "بغداد", stdout=out, stderr=StringIO(), verbosity=0)
        assert mentions(interview) == [("بغداد", "found")]
        assert "1" in out.getvalue()
        Mention.objects.all().delete()
        call_command("relink_names", "--all", stdout=StringIO(), stderr=StringIO(), verbosity=0)
        assert mentions(interview) == [("بغداد", "found")]
        assert mentions(other) == []

    def test_the_worker_does_it_beside_the_index(self, make_interview: Make) -> None:
        interview = make_interview("زار بغداد.")
        EntityFactory(kind="place", name="بغداد")
        call_command("run_indexer", "--once", stdout=StringIO())
        assert mentions(interview) == [("بغداد", "found")]
        assert not IndexUpdate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_in_development_it_is_done_after_the_commit(make_interview: Make, settings: Any) -> None:
    interview = make_interview("زار بغداد.")
    settings.INDEX_AFTER_COMMIT = True
    EntityFactory(kind="place", name="بغداد")
    assert mentions(interview) == [("بغداد", "found")]
    assert not Relinking.objects.exists()
    assert not IndexUpdate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_in_development_the_command_counts_what_it_reads(make_interview: Make, settings: Any) -> None:
    make_interview("زار بغداد.")
    begin()
    settings.INDEX_AFTER_COMMIT = True
    out = StringIO()
    call_command("relink_names", "بغداد", stdout=out, stderr=StringIO(), verbosity=0)
    assert "1" in out.getvalue()
