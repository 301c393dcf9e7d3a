"""A pasted text becomes an interview: once, as a draft, with everything that was decided at the desk."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from reversion.models import Version

from interviews.actions import paste_saving, pasting
from interviews.actions.paste_saving import interview_of_source, save_as_interview
from interviews.actions.pasting import Facts, PasteConflict, PasteError
from interviews.actions.revisions import keep_present_state, revert
from interviews.models import Entity, IndexUpdate, Interview, Mention, Paste, Speaker
from tests.factories import EntityFactory, OutletFactory, SpeakerFactory, TopicFactory

from .conftest import TEXT, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def paste(editor: Any) -> Paste:
    return pasting.receive(TEXT, by=editor)


def do(paste: Paste, operation: str, **arguments: object) -> Paste:
    return pasting.apply(paste, paste.version, operation, arguments)


def refusal(paste: Paste) -> PasteError:
    interviews = Interview.objects.count()
    with pytest.raises(PasteError) as refused:
        save_as_interview(paste, paste.version)
    assert Interview.objects.count() == interviews
    assert Paste.objects.get(pk=paste.pk).status == "waiting"
    return refused.value


def test_an_interview_has_the_turns_people_and_text_of_the_draft(paste: Paste, editor: Any) -> None:
    interview = save_as_interview(paste, paste.version, editor)
    assert interview.status == Interview.Status.DRAFT
    assert (interview.title, interview.lead) == ("مقابلة مع وليد النجار", "تقديم قصير للحوار.")
    turns = [
        (turn.position, turn.kind, turn.participant and turn.participant.label, turn.text, turn.exchange)
        for turn in interview.turns.in_order()
    ]
    assert turns == [
        (1, "question", "المذيعة", "متى بدأ العمل؟", 1),
        (2, "answer", "وليد النجار", "بدأ قبل عام. وهل يذكر أحد؟ لا أحد.", 1),
        (3, "question", "المذيعة", "وأين؟", 2),
        (4, "answer", "وليد النجار", "في القرية.", 2),
    ]
    assert interview.source_text == TEXT
    labels = [TEXT[piece["start"] : piece["end"]] for piece in interview.set_aside]
    assert labels == ["المذيعة:", "د. وليد النجار:", "المذيعة:", "وليد النجار:"]
    assert [p.role for p in interview.participants.all()] == ["interviewer", "guest"]


def test_the_paste_stays_attached_and_is_no_longer_worked_on(paste: Paste) -> None:
    interview = save_as_interview(paste, paste.version)
    stored = Paste.objects.for_desk().get()
    assert (stored.status, stored.saved_interview, interview.paste) == ("saved", interview, stored)
    with pytest.raises(PasteError) as refused:
        do(stored, "confirm", block=1)
    assert refused.value.code == "closed"


def test_the_order_of_the_desk_is_the_order_of_the_interview(paste: Paste) -> None:
    paste = do(paste, "move", block=YEAR, before="")
    paste = do(paste, "set_aside", block=5, kind="related")
    interview = save_as_interview(paste, paste.version)
    assert [(turn.kind, turn.exchange) for turn in interview.turns.in_order()] == [
        ("question", 1),
        ("question", 1),
        ("answer", 1),
    ]
    assert {"kind": "related", "start": TEXT.index("في القرية"), "end": len(TEXT)} in interview.set_aside


def test_facts_and_topics_come_along(paste: Paste) -> None:
    outlet, topics = OutletFactory(), (TopicFactory(), TopicFactory())
    facts = Facts("عنوان", outlet, date(2020, 8, 24), "أربيل", "https://example.org/1", "ckb", topics)
    paste = pasting.set_facts(paste, paste.version, facts)
    interview = Interview.objects.get(pk=save_as_interview(paste, paste.version).pk)
    said = (interview.title, interview.outlet, interview.published_on, interview.place, interview.language)
    assert said == ("عنوان", outlet, date(2020, 8, 24), "أربيل", "ckb")
    assert interview.source_url == "https://example.org/1"
    assert set(interview.topics.all()) == set(topics)


def test_people_are_who_the_editor_says(paste: Paste) -> None:
    known = SpeakerFactory(entity__name="ليلى الصائغ")
    paste = do(paste, "decide_speaker", speaker="s1", decision="existing", speaker_id=known.pk)
    paste = do(paste, "decide_speaker", speaker="s2", decision="new")
    paste = do(paste, "edit_speaker", speaker="s2", office="مدير السد")
    paste = do(paste, "add_speaker", name="ضيف ثالث", role="guest")
    interview = save_as_interview(paste, paste.version)
    people = [(p.label, p.speaker and p.speaker.name, p.office) for p in interview.participants.all()]
    assert people == [
        ("المذيعة", "ليلى الصائغ", ""),
        ("وليد النجار", "وليد النجار", "مدير السد"),
        ("ضيف ثالث", None, ""),
    ]


def test_a_new_speaker_is_another_than_those_of_the_name(paste: Paste) -> None:
    for _namesake in range(2):
        SpeakerFactory(entity__name="وليد النجار")
    paste = do(paste, "decide_speaker", speaker="s2", decision="new")
    save_as_interview(paste, paste.version)
    assert Speaker.objects.named("وليد النجار").count() == 3


def test_somebody_only_named_in_texts_becomes_the_new_speaker(paste: Paste) -> None:
    person = EntityFactory(name="وليد النجار")
    paste = do(paste, "decide_speaker", speaker="s2", decision="new")
    save_as_interview(paste, paste.version)
    assert Speaker.objects.get().entity == person
    assert Entity.objects.count() == 1


def test_names_are_linked_and_the_index_is_asked_to_follow(paste: Paste) -> None:
    EntityFactory(kind="place", name="القرية")
    interview = save_as_interview(paste, paste.version)
    assert Mention.objects.get().turn.text == "في القرية."
    assert IndexUpdate.objects.filter(interview_id=interview.pk).exists()


def test_the_first_revision_is_the_interview_as_saved(paste: Paste, editor: Any) -> None:
    interview = save_as_interview(paste, paste.version, editor)
    version = Version.objects.get_for_object(interview).get()
    assert version.revision.user == editor
    # Interview, two participants, four turns.
    assert version.revision.version_set.count() == 7
    assert version.field_dict["paste_id"] == paste.pk


def test_a_second_click_gives_the_same_interview(paste: Paste) -> None:
    first = save_as_interview(paste, paste.version)
    assert save_as_interview(paste, paste.version) == first
    assert Interview.objects.count() == 1


def test_a_text_that_is_in_the_archive_is_not_saved_again(paste: Paste) -> None:
    first = save_as_interview(paste, paste.version)
    # Another copy of it ends its lines another way.
    again = pasting.receive(data=TEXT.replace("\n", "\r\n").encode(), file_name="نسخة.txt")
    assert interview_of_source(again) == first
    refused = refusal(again)
    assert (refused.code, refused.interview) == ("in_archive", first)
    assert first.title in str(refused)


def test_two_editors_who_save_one_text_at_the_same_moment_make_one_interview(
    paste: Paste, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = pasting.receive(TEXT)
    first = save_as_interview(paste, paste.version)
    answers = iter([None, first])
    monkeypatch.setattr(paste_saving, "interview_of_source", lambda _paste: next(answers))
    refused = refusal(other)
    assert (refused.code, refused.interview) == ("in_archive", first)


def test_another_violation_is_not_taken_for_a_second_copy(
    paste: Paste, monkeypatch: pytest.MonkeyPatch
) -> None:
    def violate(*_arguments: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(paste_saving, "_write_turns", violate)
    with pytest.raises(IntegrityError):
        save_as_interview(paste, paste.version)
    assert not Interview.objects.exists()


def test_what_is_missing_is_said(paste: Paste) -> None:
    untitled = pasting.set_facts(paste, paste.version, Facts(title="  "))
    assert refusal(untitled).code == "no_title"
    assert refusal(pasting.receive("نص وحيد")).code == "no_turns"
    assert refusal(pasting.receive(data=b"\0\1\2", file_name="حوار.txt")).code == "unread"


def test_a_speaker_who_was_deleted_meanwhile_is_asked_for_again(paste: Paste) -> None:
    speaker = SpeakerFactory()
    paste = do(paste, "decide_speaker", speaker="s2", decision="existing", speaker_id=speaker.pk)
    speaker.delete()
    refused = refusal(paste)
    assert refused.code == "speaker_gone"
    assert "وليد النجار" in str(refused)


def test_a_window_that_shows_an_earlier_state_saves_nothing(paste: Paste) -> None:
    do(paste, "change_kind", block=YEAR, kind="narration")
    with pytest.raises(PasteConflict):
        save_as_interview(paste, paste.version)
    assert not Interview.objects.exists()


def test_an_interview_that_is_deleted_leaves_the_paste_which_can_wait_again(paste: Paste) -> None:
    interview = save_as_interview(paste, paste.version)
    interview.delete()
    stored = Paste.objects.for_desk().get()
    assert (stored.status, stored.saved_interview) == ("saved", None)
    waiting = pasting.restore(stored, stored.version)
    assert save_as_interview(waiting, waiting.version).source_text == TEXT


def test_a_paste_whose_interview_is_there_is_not_brought_back(paste: Paste) -> None:
    save_as_interview(paste, paste.version)
    stored = Paste.objects.get()
    with pytest.raises(PasteError) as refused:
        pasting.restore(stored, stored.version)
    assert refused.value.code == "not_put_away"


def test_an_interview_that_is_recovered_has_its_paste_again(paste: Paste) -> None:
    interview = save_as_interview(paste, paste.version)
    keep_present_state(interview)
    version = Version.objects.get_for_object(interview).get()
    interview.delete()
    assert revert(version).paste == paste


def test_an_interview_recovered_beside_a_later_one_of_the_same_paste_leaves_it_to_that(paste: Paste) -> None:
    interview = save_as_interview(paste, paste.version)
    version = Version.objects.get_for_object(interview).get()
    interview.delete()
    stored = Paste.objects.get()
    stored = pasting.restore(stored, stored.version)
    later = save_as_interview(stored, stored.version)
    assert revert(version).paste is None
    assert Paste.objects.for_desk().get().saved_interview == later
