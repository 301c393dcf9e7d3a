"""Turns in an interview's form: their order, their exact text, who said them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.models import IndexUpdate, Interview, Mention, Turn
from tests.factories import EntityFactory, InterviewFactory, MentionFactory, ParticipantFactory, TurnFactory

from .conftest import turns_of

OpenForm = Callable[..., Any]


def test_two_turns_change_places_and_exchanges_follow(open_form: OpenForm, interview: Interview) -> None:
    keys = {turn.text: turn.key for turn in interview.turns.all()}
    answer = open_form(interview).send(**{"turns-0-position": "2", "turns-1-position": "1"})
    assert answer.status_code == 302
    assert turns_of(interview) == [
        (1, "تغيّر الكثير.", None),
        (2, "ما الذي تغيّر؟", 1),
        (3, "وماذا بعد؟", 1),
        (4, "نعمل في بغداد.", 1),
    ]
    assert {turn.text: turn.key for turn in interview.turns.all()} == keys


@pytest.mark.parametrize(
    ("moved", "to", "expected"),
    [
        (3, "1", [4, 1, 2, 3]),  # typed up: the turns there make room
        (0, "3", [2, 3, 1, 4]),  # typed down
        (0, "99", [2, 3, 4, 1]),  # behind the last
        (0, "", [1, 2, 3, 4]),  # emptied: stays where it was
    ],
)
def test_a_typed_position_moves_one_turn(
    open_form: OpenForm, interview: Interview, moved: int, to: str, expected: list[int]
) -> None:
    before = list(interview.turns.in_order())
    assert open_form(interview).send(**{f"turns-{moved}-position": to}).status_code == 302
    after = list(Turn.objects.filter(interview=interview).in_order())
    assert [turn.pk for turn in after] == [before[n - 1].pk for n in expected]
    assert [turn.position for turn in after] == [1, 2, 3, 4]


def test_a_turn_is_deleted_and_one_added_in_between(open_form: OpenForm, interview: Interview) -> None:
    form = open_form(interview)
    form.add_row("turns", kind="answer", text="جواب جديد", position="2")
    assert form.send(**{"turns-3-DELETE": "on"}).status_code == 302
    assert turns_of(interview) == [
        (1, "ما الذي تغيّر؟", 1),
        (2, "جواب جديد", 1),
        (3, "تغيّر الكثير.", 1),
        (4, "وماذا بعد؟", 2),
    ]


def test_a_new_turn_without_position_comes_last(open_form: OpenForm, interview: Interview) -> None:
    form = open_form(interview)
    form.add_row("turns", kind="answer", text="خاتمة")
    assert form.send().status_code == 302
    assert turns_of(interview)[-1] == (5, "خاتمة", 2)


def test_a_new_interview_gets_its_turns_in_order(open_form: OpenForm) -> None:
    form = open_form(Interview)
    form.add_row("turns", kind="question", text="من أين نبدأ؟")
    form.add_row("turns", kind="answer", text="من البداية.")
    form.add_row("participants", label="الضيفة", role="guest")
    assert form.send(title="حوار جديد").status_code == 302
    created = Interview.objects.get(title="حوار جديد")
    assert turns_of(created) == [(1, "من أين نبدأ؟", 1), (2, "من البداية.", 1)]
    assert created.status == "draft"


def test_a_save_counts_the_version_and_queues_the_index(open_form: OpenForm, interview: Interview) -> None:
    IndexUpdate.objects.all().delete()
    assert open_form(interview).send(**{"turns-0-position": "4"}).status_code == 302
    interview.refresh_from_db()
    assert interview.version == 2
    assert IndexUpdate.objects.filter(interview_id=interview.pk).exists()


AWKWARD = [
    "  فراغ في الأول وفي الآخر \n",
    "\n\nسطر أول بعد سطرين فارغين\n\n",
    "سطر\r\nثانٍ\r\nثالث",
    "سطر\rبنهاية قديمة",
    "خليط\nمن\r\nالنهايات\r",
    "مُشَكَّلٌ ـــ\u200fRTL\u200e‌ZWNJ\ufeff لا ﻻ ٢٠١٤ كوردستان 📚",
    "<script>alert('١')</script> &amp; \"اقتباس\"",
    "علامة\tجدولة\x0bوفاصل\u2028سطر\x85",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_a_save_without_edits_changes_no_character(open_form: OpenForm, text: str) -> None:
    interview = InterviewFactory(lead=text, closing=text)
    turn = TurnFactory(interview=interview, kind="question", text=text)
    TurnFactory(interview=interview, text="جواب")
    # The other turn is edited, so that something is really saved.
    assert open_form(interview).send(**{"turns-1-text": "جواب آخر"}).status_code == 302
    turn.refresh_from_db()
    interview.refresh_from_db()
    assert (turn.text, interview.lead, interview.closing) == (text, text, text)
    assert interview.turns.get(position=2).text == "جواب آخر"


def test_an_edit_changes_only_its_own_line(open_form: OpenForm) -> None:
    interview = InterviewFactory()
    turn = TurnFactory(interview=interview, text="أول\r\nثانٍ\nثالث\rرابع")
    form = open_form(interview)
    # As a browser sends it, with a line more.
    answer = form.send(**{"turns-0-text": "أول\r\nثانٍ\r\nجديد\r\nثالث\r\nرابع"})
    assert answer.status_code == 302
    turn.refresh_from_db()
    assert turn.text == "أول\r\nثانٍ\nجديد\nثالث\rرابع"


@pytest.mark.parametrize("text", ["", "  \r\n ", "نص\x00مقطوع"])
def test_a_turn_needs_text_without_null_characters(
    open_form: OpenForm, interview: Interview, text: str
) -> None:
    answer = open_form(interview).send(**{"turns-1-text": text})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert turns_of(interview)[1][1] == "تغيّر الكثير."


def test_a_turn_takes_only_participants_of_its_interview(open_form: OpenForm, interview: Interview) -> None:
    own = ParticipantFactory(interview=interview, label="الوزيرة")
    foreign = ParticipantFactory(label="ضيف آخر")
    form = open_form(interview)
    assert "ضيف آخر" not in form.html
    for bad in (str(foreign.pk), "0", "x", "9" * 30):
        assert form.send(**{"turns-1-participant": bad}).status_code == 200
    assert form.send(**{"turns-1-participant": str(own.pk)}).status_code == 302
    assert interview.turns.get(position=2).participant == own


def test_a_removed_participant_leaves_an_edited_turn_without_one(
    open_form: OpenForm, interview: Interview
) -> None:
    gone = ParticipantFactory(interview=interview)
    interview.turns.filter(position__in=(2, 4)).update(participant=gone)
    form = open_form(interview)
    answer = form.send(**{"participants-0-DELETE": "on", "turns-1-text": "عُدّل في الوقت نفسه."})
    assert answer.status_code == 302
    assert not interview.turns.exclude(participant=None).exists()


def test_another_interviews_turn_is_not_touched(open_form: OpenForm, interview: Interview) -> None:
    foreign = TurnFactory(text="نص مقابلة أخرى")
    answer = open_form(interview).send(**{"turns-0-id": str(foreign.pk), "turns-0-text": "استيلاء"})
    assert answer.status_code == 200
    foreign.refresh_from_db()
    assert foreign.text == "نص مقابلة أخرى"


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "9" * 5000])
def test_a_turn_that_is_not_there_is_an_error_that_can_be_seen(
    open_form: OpenForm, interview: Interview, number: str
) -> None:
    before = turns_of(interview)
    answer = open_form(interview).send(**{"turns-1-id": number, "turns-1-text": "كلام المحرّر"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "كلام المحرّر" in html
    assert re.search(r'<ul class="errorlist nonfield"[^>]*><li>حُذفت هذه المداخلة', html)
    assert turns_of(interview) == before


@pytest.mark.parametrize("position", ["-1", "abc", "1.5"])
def test_a_bad_position_is_an_error_in_the_form(
    open_form: OpenForm, interview: Interview, position: str
) -> None:
    before = turns_of(interview)
    answer = open_form(interview).send(**{"turns-0-position": position, "turns-0-text": "آخر"})
    assert answer.status_code == 200
    assert turns_of(interview) == before


def test_a_position_beyond_every_number_changes_nothing(open_form: OpenForm, interview: Interview) -> None:
    before = [turn[:2] for turn in turns_of(interview)]
    assert open_form(interview).send(**{"turns-0-position": "9" * 40}).status_code == 302
    assert [turn[:2] for turn in turns_of(interview)] == before


def test_turns_missing_from_a_form_stay_behind_the_others(open_form: OpenForm, interview: Interview) -> None:
    form = open_form(interview)
    late = TurnFactory(interview=interview, text="أضيف خارج المكتب")
    assert form.send(**{"turns-0-position": "4"}).status_code == 302
    assert turns_of(interview)[-1][:2] == (5, late.text)


def test_names_are_linked_again(open_form: OpenForm, interview: Interview) -> None:
    place = EntityFactory(kind="place", name="بغداد")
    assert open_form(interview).send(**{"turns-1-text": "تغيّر الكثير في بغداد."}).status_code == 302
    found = Mention.objects.filter(entity=place).select_related("turn")
    assert sorted((mention.turn.position, mention.spelling) for mention in found) == [
        (2, "بغداد"),
        (4, "بغداد"),
    ]


def test_a_turn_is_shortened_although_a_mention_stood_at_its_end(
    open_form: OpenForm, interview: Interview
) -> None:
    turn = interview.turns.get(position=4)
    MentionFactory(turn=turn, start=8, end=13)
    assert open_form(interview).send(**{"turns-3-text": "نعمل."}).status_code == 302
    assert not turn.mentions.exists()


def test_a_decided_mention_follows_its_words(open_form: OpenForm, interview: Interview) -> None:
    turn = interview.turns.get(position=4)
    kept = MentionFactory(turn=turn, start=8, end=13, state="rejected", entity__name="بغداد")
    assert turn.text[8:13] == "بغداد"
    assert open_form(interview).send(**{"turns-3-text": "نعم، نحن نعمل اليوم في بغداد."}).status_code == 302
    kept.refresh_from_db()
    assert (kept.spelling, kept.state) == ("بغداد", "rejected")
    # And so it is not found again.
    assert Mention.objects.filter(turn=turn).count() == 1


def _queries(desk: Client, interview: Interview) -> int:
    address = reverse("admin:interviews_interview_change", args=[interview.pk])
    desk.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address).status_code == 200
    return len(captured)


def _interview_of(turns: int) -> Interview:
    interview: Interview = InterviewFactory()
    guest = ParticipantFactory(interview=interview)
    Turn.objects.bulk_create(
        Turn(
            interview=interview,
            position=n,
            kind="answer" if n % 2 == 0 else "question",
            text=f"نص {n}",
            participant=guest,
        )
        for n in range(1, turns + 1)
    )
    return interview


def test_the_form_of_300_turns_asks_no_more_of_the_database(desk: Client) -> None:
    assert _queries(desk, _interview_of(300)) == _queries(desk, _interview_of(3))


def test_saving_one_of_300_turns_asks_no_more_of_the_database(desk: Client, open_form: OpenForm) -> None:
    numbers = []
    for size in (3, 300):
        interview = _interview_of(size)
        open_form(interview).send()
        form = open_form(interview)
        with CaptureQueriesContext(connection) as captured:
            assert form.send(**{"turns-1-text": "نص آخر"}).status_code == 302
        numbers.append(len(captured))
    # Only what is written in batches grows: the revision keeps every turn.
    assert numbers[1] - numbers[0] <= 5, numbers
