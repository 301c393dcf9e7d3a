"""The work at the desk: kept at every step, taken back and done again, and never over somebody else's."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.actions import pasting
from interviews.actions.pasting import Facts, PasteConflict, PasteError
from interviews.models import Paste, PasteStep
from interviews.transcripts.draft import Draft
from tests.factories import SpeakerFactory

from .conftest import LEAD, TEXT, VILLAGE, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def paste(editor: Any) -> Paste:
    return pasting.receive(TEXT, by=editor)


def draft_of(paste: Paste) -> Draft:
    draft = Paste.objects.for_desk().get(pk=paste.pk).current_draft
    assert draft is not None
    return draft


def kinds(paste: Paste) -> list[str]:
    return [block.kind for block in draft_of(paste).blocks]


def change_kind(paste: Paste, block: int, kind: str, by: Any = None) -> Paste:
    return pasting.apply(paste, paste.version, "change_kind", {"block": block, "kind": kind}, by)


def state(paste: Paste) -> tuple[Any, ...]:
    stored = Paste.objects.get(pk=paste.pk)
    return stored.draft, stored.version, stored.step, stored.status, stored.title, stored.steps.count()


def test_a_step_is_kept_with_who_did_it(paste: Paste, editor: Any) -> None:
    after = change_kind(paste, YEAR, "narration", editor)
    assert kinds(after) == ["lead", "question", "narration", "question", "answer"]
    assert (after.version, after.step, after.changed_by) == (paste.version + 1, 1, editor)
    step = PasteStep.objects.get()
    assert (step.number, step.operation, step.by) == (1, "change_kind", editor)


def test_the_list_counts_turns_and_doubts_of_the_present_draft(paste: Paste) -> None:
    after = change_kind(paste, YEAR, "menu")
    assert Paste.objects.for_list().get().turn_count == after.turn_count == 3
    doubtful = pasting.receive("سطر وحيد بلا علامات")
    assert doubtful.doubt_count == 1
    problem = {"problem": 0}
    assert pasting.apply(doubtful, doubtful.version, "confirm", problem).doubt_count == 0


def test_steps_are_undone_and_done_again(paste: Paste) -> None:
    states = [kinds(paste)]
    for block, kind in [(LEAD, "heading"), (YEAR, "narration"), (VILLAGE, "closing")]:
        paste = change_kind(paste, block, kind)
        states.append(kinds(paste))
    for expected in reversed(states[:-1]):
        assert paste.can_undo
        paste = pasting.undo(paste, paste.version)
        assert kinds(paste) == expected
    assert not paste.can_undo
    for expected in states[1:]:
        assert paste.can_redo
        paste = pasting.redo(paste, paste.version)
        assert kinds(paste) == expected
    assert not paste.can_redo


def test_a_new_step_takes_the_place_of_undone_ones(paste: Paste) -> None:
    paste = change_kind(paste, LEAD, "heading")
    paste = change_kind(paste, YEAR, "narration")
    paste = pasting.undo(paste, paste.version)
    paste = change_kind(paste, VILLAGE, "closing")
    assert not paste.can_redo
    assert [step.number for step in paste.steps.all()] == [1, 2]
    assert kinds(paste) == ["heading", "question", "answer", "question", "closing"]


@pytest.mark.parametrize("action", [pasting.undo, pasting.redo])
def test_without_a_step_nothing_is_undone_or_redone(paste: Paste, action: Any) -> None:
    before = state(paste)
    with pytest.raises(PasteError, match=r"\w"):
        action(paste, paste.version)
    assert state(paste) == before


def test_what_changes_nothing_is_no_step(paste: Paste) -> None:
    paste = change_kind(paste, YEAR, "answer")
    assert paste.step == 1  # it is looked at now
    again = change_kind(paste, YEAR, "answer")
    assert (again.step, again.version) == (1, paste.version)


def test_a_step_that_cannot_be_done_changes_nothing(paste: Paste) -> None:
    before = state(paste)
    for operation, arguments, code in [
        ("merge_with_previous", {"block": LEAD}, "nothing_before"),
        ("change_kind", {"block": "x", "kind": "answer"}, "bad_argument"),
        ("burn", {}, "no_operation"),
    ]:
        with pytest.raises(PasteError) as refused:
            pasting.apply(paste, paste.version, operation, arguments)
        assert refused.value.code == code
        assert str(refused.value)
    assert state(paste) == before


def test_the_second_of_two_windows_is_told_and_changes_nothing(paste: Paste, editor: Any) -> None:
    seen_in_both = paste.version
    change_kind(paste, YEAR, "narration", editor)
    before = state(paste)
    for action in (
        lambda: pasting.apply(paste, seen_in_both, "change_kind", {"block": YEAR, "kind": "lead"}),
        lambda: pasting.undo(paste, seen_in_both),
        lambda: pasting.redo(paste, seen_in_both),
        lambda: pasting.read_again(paste, seen_in_both),
        lambda: pasting.set_facts(paste, seen_in_both, Facts(title="عنوان آخر")),
        lambda: pasting.discard(paste, seen_in_both),
    ):
        with pytest.raises(PasteConflict) as refused:
            action()
        assert refused.value.code == "conflict"
        assert "سلمى" in str(refused.value)
    assert state(paste) == before


def test_a_conflict_with_nobody_in_particular_is_told_as_well(paste: Paste) -> None:
    change_kind(paste, YEAR, "narration")
    with pytest.raises(PasteConflict) as refused:
        pasting.undo(paste, paste.version)
    assert str(refused.value)


def test_reading_again_is_a_step_like_others(paste: Paste) -> None:
    edited = change_kind(paste, YEAR, "narration")
    before = kinds(edited)
    whole = pasting.read_again(edited, edited.version, "unrecognised")
    assert (kinds(whole), whole.layout) == (["lead"], "unrecognised")
    back = pasting.undo(whole, whole.version)
    assert (kinds(back), back.layout) == (before, "labelled")


def test_reading_again_keeps_what_was_decided_about_people(paste: Paste) -> None:
    speaker = SpeakerFactory()
    decided = {"speaker": "s2", "decision": "existing", "speaker_id": speaker.pk}
    paste = pasting.apply(paste, paste.version, "decide_speaker", decided)
    paste = change_kind(paste, YEAR, "narration")
    again = pasting.read_again(paste, paste.version)
    assert kinds(again)[2] == "answer"
    assert [one.speaker_id for one in draft_of(again).speakers] == [None, speaker.pk]


def test_a_failure_to_read_again_leaves_the_draft(paste: Paste, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(pasting, "parse", crash)
    before = state(paste)
    with pytest.raises(PasteError) as refused:
        pasting.read_again(paste, paste.version)
    assert refused.value.code == "unreadable"
    assert state(paste) == before


def test_facts_are_kept_beside_the_draft(paste: Paste, editor: Any) -> None:
    after = pasting.set_facts(paste, paste.version, Facts(title="عنوان", place="أربيل"), editor)
    stored = Paste.objects.get(pk=paste.pk)
    assert (stored.title, stored.place, stored.language) == ("عنوان", "أربيل", "ar")
    assert (after.version, stored.step) == (paste.version + 1, 0)


def test_a_text_is_put_away_and_brought_back(paste: Paste) -> None:
    gone = pasting.discard(paste, paste.version)
    assert not Paste.objects.waiting().exists()
    with pytest.raises(PasteError) as refused:
        change_kind(gone, YEAR, "narration")
    assert refused.value.code == "closed"
    back = pasting.restore(gone, gone.version)
    assert Paste.objects.waiting().get() == back
    with pytest.raises(PasteError) as refused:
        pasting.restore(back, back.version)
    assert refused.value.code == "not_put_away"


def test_the_history_of_a_long_text_stays_small(editor: Any) -> None:
    """A step keeps the blocks that it changed, not the text, and not the whole draft."""
    exchange = "المذيعة: متى بدأ العمل في القرية؟\nوليد النجار: بدأ قبل عام وما زال.\n"
    paste = pasting.receive(exchange * 300)
    paste = pasting.apply(paste, paste.version, "split", {"block": 300, "offset": exchange_place(paste)})
    step = paste.steps.get()
    assert len(json.dumps(paste.draft)) > 30_000
    assert len(json.dumps(step.change)) < 1000


def exchange_place(paste: Paste) -> int:
    block = draft_of(paste).block(300)
    return block.start + 5


def test_a_step_costs_as_many_queries_for_a_long_text_as_for_a_short_one(paste: Paste) -> None:
    long = pasting.receive(TEXT * 50)
    counts = []
    for one in (paste, long):
        with CaptureQueriesContext(connection) as queries:
            change_kind(one, YEAR, "narration")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_the_list_needs_one_query_for_any_number_of_texts(
    paste: Paste, django_assert_num_queries: Any
) -> None:
    pasting.receive(TEXT)
    with django_assert_num_queries(1):
        shown = [(str(p), p.added_by, p.saved_interview, p.turn_count) for p in Paste.objects.for_list()]
    assert len(shown) == 2
