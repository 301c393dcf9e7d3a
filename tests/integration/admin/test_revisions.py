"""Earlier states of an interview, and the way back to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from reversion.models import Version

from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.publishing import withdraw
from interviews.actions.revisions import past_interview, revert
from interviews.models import Correction, IndexUpdate, Interview, Mention, Turn
from tests.factories import EntityFactory, ParticipantFactory, SpeakerFactory, TopicFactory

from .conftest import turns_of

OpenForm = Callable[..., Any]


def versions(interview: Interview) -> list[Version]:
    """The revisions of an interview, the oldest first."""
    return list(Version.objects.get_for_object(interview).order_by("pk"))


def go_back(desk: Client, version: Version) -> Any:
    address = reverse("admin:interviews_interview_revision", args=[version.object_id, version.pk])
    shown = desk.get(address)
    assert shown.status_code == 200
    return desk.post(address)


def test_back_to_before_turns_were_moved_and_one_deleted(
    open_form: OpenForm, desk: Client, interview: Interview
) -> None:
    EntityFactory(kind="place", name="بغداد")
    before = turns_of(interview)
    keys = list(interview.turns.in_order().values_list("key", flat=True))
    form = open_form(interview)
    changes = {"turns-0-position": "3", "turns-2-position": "1", "turns-3-DELETE": "on"}
    assert form.send(**changes, **{"turns-1-text": "غُيّر."}).status_code == 302
    assert len(turns_of(interview)) == 3
    IndexUpdate.objects.all().delete()

    first, _second = versions(interview)
    assert go_back(desk, first).status_code == 302
    assert [turn[:2] for turn in turns_of(interview)] == [turn[:2] for turn in before]
    assert [exchange for _p, _t, exchange in turns_of(interview)] == [1, 1, 2, 2]
    assert list(interview.turns.in_order().values_list("key", flat=True)) == keys
    assert IndexUpdate.objects.filter(interview_id=interview.pk).exists()
    assert [mention.spelling for mention in Mention.objects.filter(turn__interview=interview)] == ["بغداد"]
    interview.refresh_from_db()
    assert interview.version == 3
    # The way forward is open as well.
    assert go_back(desk, versions(interview)[1]).status_code == 302
    assert [text for _n, text, _e in turns_of(interview)] == ["وماذا بعد؟", "غُيّر.", "ما الذي تغيّر؟"]


def test_a_revision_holds_the_interview_as_it_was_left(open_form: OpenForm, interview: Interview) -> None:
    assert open_form(interview).send(**{"turns-0-position": "4"}).status_code == 302
    past = past_interview(versions(interview)[-1])
    assert [(t.position, t.text, t.exchange) for t in past.turns] == turns_of(interview)
    assert past.interview.version == 2


def test_looking_at_an_earlier_state_changes_nothing(
    open_form: OpenForm, desk: Client, interview: Interview
) -> None:
    assert open_form(interview).send(**{"turns-0-text": "آخر"}).status_code == 302
    IndexUpdate.objects.all().delete()
    now, count = turns_of(interview), Version.objects.count()
    version = versions(interview)[0]
    address = reverse("admin:interviews_interview_revision", args=[interview.pk, version.pk])
    page = desk.get(address).content.decode()
    assert "ما الذي تغيّر؟" in page
    assert (turns_of(interview), Version.objects.count()) == (now, count)
    assert not IndexUpdate.objects.exists()


def test_participants_that_changed_labels_go_back(
    open_form: OpenForm, desk: Client, interview: Interview
) -> None:
    speakers = [SpeakerFactory(), SpeakerFactory()]
    rows = [
        ParticipantFactory(interview=interview, label=label, speaker=speaker)
        for label, speaker in zip(("أولى", "ثانية"), speakers, strict=True)
    ]
    interview.turns.filter(position=2).update(participant=rows[0])
    topic = TopicFactory()
    interview.topics.add(topic)
    Correction.objects.create(interview=interview, text="صُحّح اسم.")
    form = open_form(interview)
    swapped = {
        "participants-0-label": "ثانية",
        "participants-1-label": "أولى",
        "participants-0-speaker": str(speakers[1].pk),
        "participants-1-speaker": str(speakers[0].pk),
        "corrections-0-DELETE": "on",
        "topics": [],
    }
    assert form.send(**swapped).status_code == 302
    assert list(interview.participants.values_list("label", flat=True)) == ["ثانية", "أولى"]
    assert go_back(desk, versions(interview)[0]).status_code == 302
    assert list(interview.participants.values_list("label", "speaker")) == [
        ("أولى", speakers[0].pk),
        ("ثانية", speakers[1].pk),
    ]
    assert interview.turns.get(position=2).participant == rows[0]
    assert [correction.text for correction in interview.corrections.all()] == ["صُحّح اسم."]
    assert list(interview.topics.all()) == [topic]


def test_going_back_does_not_publish_again(open_form: OpenForm, interview: Interview) -> None:
    assert open_form(interview).send(lead="آخر").status_code == 302
    withdraw([interview])
    revert(versions(interview)[0])
    interview.refresh_from_db()
    assert (interview.status, interview.lead) == ("withdrawn", "تمهيد")


def test_what_was_deleted_elsewhere_since_is_left_out(
    open_form: OpenForm, desk: Client, interview: Interview
) -> None:
    speaker, topic = SpeakerFactory(), TopicFactory()
    row = ParticipantFactory(interview=interview, speaker=speaker)
    interview.topics.add(topic)
    assert open_form(interview).send(lead="آخر", **{"participants-0-DELETE": "on"}).status_code == 302
    speaker.delete()
    topic.delete()
    assert go_back(desk, versions(interview)[0]).status_code == 302
    row = interview.participants.get(pk=row.pk)
    assert row.speaker is None
    assert not interview.topics.exists()


def test_a_deleted_interview_comes_back_as_a_draft(desk: Client, interview: Interview) -> None:
    before = turns_of(interview)
    number = interview.pk
    address = reverse("admin:interviews_interview_delete", args=[number])
    assert desk.post(address, {"post": "yes"}).status_code == 302
    assert not Turn.objects.exists()
    assert desk.get(reverse("admin:interviews_interview_recoverlist")).status_code == 200
    version = Version.objects.get_deleted(Interview).get()
    address = reverse("admin:interviews_interview_recover", args=[version.pk])
    assert desk.get(address).status_code == 200
    assert desk.post(address).status_code == 302
    back = Interview.objects.get(pk=number)
    assert [turn[:2] for turn in turns_of(back)] == [turn[:2] for turn in before]
    assert back.status == "draft"


def test_an_imported_interview_can_go_back_to_its_import(
    open_form: OpenForm, desk: Client, tmp_path: Any
) -> None:
    file = tmp_path / "حوار.json"
    file.write_text(
        '{"title": "حوار", "participants": [], "turns": ['
        '{"kind": "question", "text": "كيف؟"}, {"kind": "answer", "text": "هكذا."}]}',
        encoding="utf-8",
    )
    outcome = import_file(file, ImportOptions())
    assert outcome.interview is not None, outcome.notes
    assert open_form(outcome.interview).send(**{"turns-1-text": "بغير ذلك."}).status_code == 302
    assert go_back(desk, versions(outcome.interview)[0]).status_code == 302
    assert [text for _n, text, _e in turns_of(outcome.interview)] == ["كيف؟", "هكذا."]


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_an_unknown_revision_is_not_found(desk: Client, interview: Interview, number: str) -> None:
    assert desk.get(f"/admin/interviews/interview/{interview.pk}/history/{number}/").status_code == 404
    assert desk.post(f"/admin/interviews/interview/recover/{number}/").status_code == 404


def test_the_history_names_who_saved(open_form: OpenForm, desk: Client, interview: Interview) -> None:
    assert open_form(interview).send(lead="آخر").status_code == 302
    page = desk.get(reverse("admin:interviews_interview_history", args=[interview.pk])).content.decode()
    assert "salma" in page
