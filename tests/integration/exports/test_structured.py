"""The plain structure of an interview, and that it can be imported again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.actions.names import link_names
from interviews.exports.structured import Record, as_json, entities_around, interview_record
from interviews.models import Interview
from tests.factories import ParticipantFactory, SpeakerFactory, TurnFactory

from .conftest import Make

SITE = "https://archive.example"


def record(interview: Interview) -> Record:
    found = Interview.objects.for_reading().get(pk=interview.pk)
    return interview_record(found, SITE, entities_around([found]))


def imported(made: Record, folder: Path, interview: Interview) -> Interview:
    """What ``import_transcripts`` makes of a record, when its interview is gone."""
    for row in (interview.turns.all(), interview.participants.all()):
        row.delete()
    interview.delete()
    file = folder / "interview.json"
    file.write_text(as_json(made), encoding="utf-8")
    call_command("import_transcripts", str(file), verbosity=0)
    return Interview.objects.get()


def turns(interview: Interview) -> list[Any]:
    rows = interview.turns.in_order().select_related("participant")
    return [(t.kind, t.text, t.indirect, t.exchange, t.participant and t.participant.name) for t in rows]


def test_a_download_that_is_imported_yields_the_same_turns(make_interview: Make, tmp_path: Path) -> None:
    interview = make_interview(
        title="حوار مع «مدير» الميناء",
        lead="مقدمة\u200c الحوار.",
        closing="خاتمة.",
        place="البصرة",
        source_url="https://nahr.example/1",
        language="ckb",
        is_sample=True,
    )
    TurnFactory(interview=interview, kind="narration", text="صمت قليلاً.")
    TurnFactory(interview=interview, kind="question", text="وعن السفن.", indirect=True)
    made, before = record(interview), turns(interview)
    again = imported(made, tmp_path, interview)
    assert turns(again)[:-2] == before[:-2]
    assert [turn[:3] for turn in turns(again)[-2:]] == [turn[:3] for turn in before[-2:]]
    other = {"id", "url", "updated_at", "topic_refs", "outlet_ref", "participants", "turns", "corrections"}
    after = record(again)
    assert {key: made[key] for key in {*made} - other} == {key: after[key] for key in {*made} - other}
    told = ("name", "role", "office")
    assert [[one[key] for key in told] for one in after["participants"]] == [
        [one[key] for key in told] for one in made["participants"]
    ]


def test_a_key_that_is_mistyped_is_an_error_still(make_interview: Make, tmp_path: Path) -> None:
    made = record(make_interview())
    file = tmp_path / "interview.json"
    file.write_text(as_json({**made, "tittle": ""}))
    with pytest.raises(CommandError):
        call_command("import_transcripts", str(file), verbosity=0)


def test_names_are_in_the_language_of_the_interview_and_offsets_cut_them_out(
    make_interview: Make, mosul: Any
) -> None:
    mosul.names.create(text="Mosul", language="en", kind="preferred")
    interview = make_interview(answers=["\U0001f600 ثم عُدنا إلى الموصل."], language="en")
    (found,) = record(interview)["turns"][1]["mentions"]
    assert record(interview)["turns"][1]["text"][found["start"] : found["end"]] == "الموصل"
    assert found["entity"] == {
        "id": mosul.pk,
        "name": "Mosul",
        "url": f"{SITE}/entities/{mosul.pk}/",
        "kind": "place",
    }


def test_names_that_readers_do_not_see_are_not_told(make_interview: Make, mosul: Any) -> None:
    interview = make_interview(answers=["ثم عُدنا إلى الموصل."])
    interview.turns.in_order().last().mentions.update(state="rejected")
    assert record(interview)["turns"][1]["mentions"] == []


def test_a_name_of_the_lead_is_told_when_the_public_archive_has_it(make_interview: Make, mosul: Any) -> None:
    interview = make_interview(lead="التقينا في الموصل.", answers=["نعم."])
    assert interview.names_around["lead"]
    assert record(interview)["lead_mentions"] == []
    make_interview(answers=["ثم عُدنا إلى الموصل."])
    assert [one["entity"]["id"] for one in record(interview)["lead_mentions"]] == [mosul.pk]


def test_queries_do_not_grow_with_the_turns(make_interview: Make, mosul: Any) -> None:
    counts = []
    for answers in (["ثم عُدنا إلى الموصل."], ["ثم عُدنا إلى الموصل."] * 30):
        interview = make_interview(answers=answers, lead="التقينا في الموصل.")
        for _ in range(len(answers)):
            ParticipantFactory(interview=interview, speaker=SpeakerFactory())
        link_names(interview)
        with CaptureQueriesContext(connection) as captured:
            as_json(record(interview))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
