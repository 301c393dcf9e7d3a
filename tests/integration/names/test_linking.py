"""What is kept of the names in an interview, and what outlives reading it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from interviews.actions import mentions as deciding
from interviews.actions.authority import set_ambiguous
from interviews.actions.editing import after_edit, write_turns
from interviews.actions.names import link_names, name_finder
from interviews.actions.revisions import keep_present_state, revert
from interviews.models import IndexUpdate, Interview, Mention, Proposal, ProposedMention, Turn
from tests.factories import (
    EntityFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
)
from tests.integration.names.conftest import Make, mentions

pytestmark = pytest.mark.django_db


@pytest.fixture
def baghdad() -> Any:
    return EntityFactory(kind="place", name="بغداد")


def decided(interview: Interview, words: str, state: str, entity: Any) -> Mention:
    turn = interview.turns.get(text__contains=words)
    start = turn.text.index(words)
    made: Mention = MentionFactory(turn=turn, entity=entity, start=start, end=start + len(words), state=state)
    return made


def test_a_name_is_kept_without_what_is_attached(make_interview: Make, baghdad: Any) -> None:
    interview = make_interview("زار بغداد.", "عاد لبغداد، ثم ببغداد.")
    assert link_names(interview) == 3
    assert mentions(interview) == [("بغداد", "found")] * 3


def test_names_in_lead_and_closing_are_kept_with_the_interview(make_interview: Make, baghdad: Any) -> None:
    for _number in range(2):
        EntityFactory(kind="place", name="العقبة")
    interview = make_interview("زار بغداد.")
    interview.lead, interview.closing = "من بغداد إلى العقبة.", "كُتب في بغداد"
    interview.save()
    link_names(interview)
    around = {"lead": [[3, 8, baghdad.pk]], "closing": [[8, 13, baghdad.pk]]}
    assert interview.names_around == Interview.objects.get().names_around == around
    deciding.decide(Mention.objects.get(), "rejected")
    assert not any(Interview.objects.get().names_around.values())
    link_names(interview)
    assert Interview.objects.get().names_around == {}


def test_nothing_is_written_where_nothing_differs(make_interview: Make, baghdad: Any) -> None:
    interview = make_interview("زار بغداد.")
    link_names(interview)
    before = list(Mention.objects.values())
    IndexUpdate.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        link_names(interview)
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert list(Mention.objects.values()) == before


def test_the_number_of_queries_does_not_grow_with_the_turns(make_interview: Make, baghdad: Any) -> None:
    text, numbers = "زار بغداد السيد رباح الكيلاني.", []
    interviews = [make_interview(*[text] * count) for count in (1, 2, 40)]
    link_names(interviews[0])
    for interview in interviews[1:]:
        with CaptureQueriesContext(connection) as queries:
            link_names(interview)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] < 40


def test_an_ambiguous_name_is_offered_and_readers_see_nothing_of_it(make_interview: Make) -> None:
    for _number in range(2):
        EntityFactory(kind="place", name="العقبة")
    interview = make_interview("وصلنا إلى العقبة ليلاً.")
    IndexUpdate.objects.all().delete()
    assert link_names(interview) == 0
    assert mentions(interview) == [("العقبة", "offered")] * 2
    assert not IndexUpdate.objects.exists()


def test_a_name_that_is_decided_now_is_no_longer_offered(make_interview: Make) -> None:
    _one, other = (EntityFactory(kind="place", name="العقبة") for _number in range(2))
    interview = make_interview("وصلنا إلى العقبة ليلاً.")
    link_names(interview)
    other.delete()
    IndexUpdate.objects.all().delete()
    link_names(interview)
    assert mentions(interview) == [("العقبة", "found")]
    assert IndexUpdate.objects.get().interview_id == interview.pk


def test_nobody_is_written_who_was_deleted_since_the_names_were_read(
    make_interview: Make, baghdad: Any
) -> None:
    interview, finder = make_interview("زار بغداد."), name_finder()
    baghdad.delete()
    link_names(interview, finder)
    assert mentions(interview) == []


def test_the_lead_tells_who_a_surname_means(make_interview: Make) -> None:
    EntityFactory(name="نزار الخزرجي")
    EntityFactory(name="سعد الخزرجي")
    interview = make_interview("قال الخزرجي أمس.", lead="حوار عن نزار الخزرجي وحكومته.")
    link_names(interview)
    assert mentions(interview) == [("الخزرجي", "found")]


def test_who_takes_part_is_found_by_the_label_and_by_the_surname(make_interview: Make) -> None:
    interview = make_interview("شكراً أبو ليث.", "قال الزبيدي ذلك.")
    speaker = SpeakerFactory(entity__name="سمير الزبيدي")
    ParticipantFactory(interview=interview, speaker=speaker, label="أبو ليث")
    link_names(interview)
    assert mentions(interview) == [("أبو ليث", "found"), ("الزبيدي", "found")]


def test_a_label_does_not_decide_whom_an_ambiguous_name_means(make_interview: Make) -> None:
    entity = EntityFactory(name="سمير الزبيدي")
    set_ambiguous(entity.names.get())
    interview = make_interview("شكراً سمير الزبيدي.")
    ParticipantFactory(interview=interview, label="سمير الزبيدي")
    link_names(interview)
    assert mentions(interview) == [("سمير الزبيدي", "offered")]


def test_the_outlet_is_known_in_its_own_interview(make_interview: Make) -> None:
    outlet = OutletFactory(entity__name="المدار")
    outlet.entity.names.update(is_ambiguous=True)
    for name in outlet.entity.names.all():
        name.save()
    interview = make_interview("تحدثت إلى المدار.", outlet=outlet)
    elsewhere = make_interview("دخل القمر المدار.")
    for one in (interview, elsewhere):
        link_names(one)
    assert mentions(interview) == [("المدار", "found")]
    assert ("المدار", "found") not in mentions(elsewhere)


class TestDecisions:
    def test_nothing_is_found_over_a_confirmed_mention(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زار مطار بغداد.")
        decided(interview, "مطار بغداد", "confirmed", EntityFactory(kind="place", name="المطار القديم"))
        assert link_names(interview) == 1
        assert mentions(interview) == [("مطار بغداد", "confirmed")]

    def test_a_rejected_mention_keeps_its_own_entity_away(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زار بغداد.")
        decided(interview, "بغداد", "rejected", baghdad)
        link_names(interview)
        assert mentions(interview) == [("بغداد", "rejected")]
        baghdad.names.get().delete()
        EntityFactory(kind="organisation", name="بغداد")
        link_names(interview)
        assert sorted(mentions(interview)) == [("بغداد", "found"), ("بغداد", "rejected")]

    def test_of_two_offered_one_is_rejected_and_the_other_stays_open(self, make_interview: Make) -> None:
        one, other = (EntityFactory(kind="place", name="العقبة") for _number in range(2))
        interview = make_interview("وصلنا إلى العقبة ليلاً.")
        link_names(interview)
        deciding.decide(Mention.objects.get(entity=one), "rejected")
        link_names(interview)
        assert set(Mention.objects.values_list("entity", "state")) == {
            (one.pk, "rejected"),
            (other.pk, "offered"),
        }

    def test_confirming_one_ends_its_rivals(self, make_interview: Make) -> None:
        one, other = (EntityFactory(kind="place", name="العقبة") for _number in range(2))
        interview = make_interview("وصلنا إلى العقبة ليلاً.")
        link_names(interview)
        IndexUpdate.objects.all().delete()
        deciding.decide(Mention.objects.get(entity=one), "confirmed")
        assert list(Mention.objects.values_list("entity", "state")) == [(one.pk, "confirmed")]
        assert IndexUpdate.objects.exists()
        link_names(interview)
        assert Mention.objects.count() == 1
        # Somebody changes their mind: whoever was confirmed is not meant.
        rival = MentionFactory(turn=interview.turns.get(), entity=other, start=10, end=16, state="rejected")
        deciding.decide(rival, "confirmed")
        assert set(Mention.objects.values_list("entity", "state")) == {
            (one.pk, "rejected"),
            (other.pk, "confirmed"),
        }

    def test_a_decision_is_signed(self, make_interview: Make, baghdad: Any, admin_user: Any) -> None:
        interview = make_interview("زار بغداد.")
        link_names(interview)
        deciding.decide(Mention.objects.get(), "confirmed", by=admin_user)
        mention = Mention.objects.get()
        assert (mention.decided_by, mention.decided_at is None) == (admin_user, False)

    def test_a_decision_taken_back_lets_the_archive_decide(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زار بغداد.")
        link_names(interview)
        deciding.decide(Mention.objects.get(), "rejected")
        deciding.decide(Mention.objects.get(), "found")
        assert mentions(interview) == [("بغداد", "found")]

    @pytest.mark.parametrize("state", ["confirmed", "rejected"])
    def test_it_outlives_edits_of_other_words(self, make_interview: Make, baghdad: Any, state: str) -> None:
        interview = make_interview("زار بغداد أمس.")
        mention = decided(interview, "بغداد", state, baghdad)
        edit(interview, "وقال إنه زار بغداد قبل يومين.")
        mention.refresh_from_db()
        assert (str(mention), mention.state) == ("بغداد", state)
        assert mention.turn.text[mention.start : mention.end] == "بغداد"

    def test_it_is_dropped_when_its_words_change(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زار بغداد أمس.")
        decided(interview, "بغداد", "rejected", baghdad)
        edit(interview, "زار البصرة أمس.")
        assert mentions(interview) == []

    def test_offered_ones_are_not_decisions(self, make_interview: Make) -> None:
        interview = make_interview("وصلنا إلى العقبة ليلاً.")
        for _number in range(2):
            EntityFactory(kind="place", name="العقبة")
        link_names(interview)
        assert deciding.detach_mentions({interview.turns.get().pk: "وصلنا إلى العقبة."}) == []

    def test_it_goes_along_when_a_turn_is_split(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زرنا البصرة أولاً ثم عدنا كلنا إلى بغداد في المساء.")
        mention = decided(interview, "بغداد", "rejected", baghdad)
        first = interview.turns.get()
        first.text, rest = "زرنا البصرة أولاً", "ثم عدنا كلنا إلى بغداد في المساء."
        second = Turn(interview=interview, kind="answer", text=rest)
        write_turns(interview, [first, second], [first, second])
        after_edit(interview)
        mention.refresh_from_db()
        assert (mention.turn_id, str(mention), mention.state) == (second.pk, "بغداد", "rejected")
        assert mentions(interview) == [("بغداد", "rejected")]

    def test_it_goes_along_when_turns_are_joined(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زرنا البصرة.", "ثم بغداد.")
        mention = decided(interview, "بغداد", "rejected", baghdad)
        first, second = interview.turns.in_order()
        first.text = "زرنا البصرة. ثم بغداد."
        write_turns(interview, [first], [first], [second])
        after_edit(interview)
        mention.refresh_from_db()
        assert (mention.turn_id, mention.start) == (first.pk, 16)

    def test_it_does_not_go_to_another_mention_of_the_name(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زار بغداد أمس مع وفد كبير من الوزراء.", "نعم.")
        decided(interview, "بغداد", "rejected", baghdad)
        first, second = interview.turns.in_order()
        first.text, second.text = "لم يزرها.", "كلنا نعرف بغداد منذ الطفولة جيداً."
        write_turns(interview, [first, second], [first, second])
        after_edit(interview)
        assert mentions(interview) == [("بغداد", "found")]

    def test_it_outlives_a_return_to_an_earlier_state(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زار بغداد أمس.", "عاد من بغداد اليوم.")
        keep_present_state(interview)
        first, second = interview.turns.in_order()
        first.text = "نعم، زار بغداد أمس."
        write_turns(interview, [first, second], [first])
        after_edit(interview)
        deciding.decide(Mention.objects.get(turn=first), "rejected")
        deciding.decide(Mention.objects.get(turn=second), "confirmed")
        revert(first_version(interview))
        rows = Mention.objects.filter(turn__interview=interview).order_by("turn__position")
        assert [(row.turn.text[row.start : row.end], row.state) for row in rows] == [
            ("بغداد", "rejected"),
            ("بغداد", "confirmed"),
        ]
        assert [row.turn.key for row in rows] == [first.key, second.key]

    def test_it_comes_back_with_its_turn(self, make_interview: Make, baghdad: Any) -> None:
        interview = make_interview("زرنا البصرة.", "ثم عدنا كلنا إلى بغداد في المساء.")
        keep_present_state(interview)
        decided(interview, "بغداد", "rejected", baghdad)
        first, second = interview.turns.in_order()
        key = second.key
        first.text += " " + second.text
        write_turns(interview, [first], [first], [second])
        after_edit(interview)
        revert(first_version(interview))
        mention = Mention.objects.get(turn__interview=interview)
        assert (mention.turn.key, mention.state, str(mention)) == (key, "rejected", "بغداد")


def edit(interview: Interview, text: str) -> None:
    turn = interview.turns.get()
    turn.text = text
    write_turns(interview, [turn], [turn])
    after_edit(interview)


def first_version(interview: Interview) -> Any:
    return Version.objects.get_for_object(interview).order_by("pk").first()


class TestProposals:
    def test_an_unknown_name_is_proposed_and_counted_by_interviews(self, make_interview: Make) -> None:
        one = make_interview("قال السيد رباح الكيلاني أمس.", "والتقى الدكتور رباح الكيلاني الوفد.")
        two = make_interview("السيد رباح الكيلاني غاب.", status="draft")
        for interview in (one, two):
            link_names(interview)
        proposal = Proposal.objects.get(folded="رباح الكيلاني")
        assert (proposal.text, proposal.kind, proposal.state) == ("رباح الكيلاني", "person", "open")
        assert (proposal.interview_count, proposal.mentions.count()) == (2, 3)

    def test_its_number_follows_texts_that_go(self, make_interview: Make) -> None:
        interviews = [make_interview("نعم.", "قال السيد رباح الكيلاني أمس.") for _number in range(3)]
        for interview in interviews:
            link_names(interview)
        interviews[0].delete()
        assert Proposal.objects.get().interview_count == 2
        interviews[1].turns.get(position=2).delete()
        assert Proposal.objects.get().interview_count == 1
        Interview.objects.all().delete()
        assert (Proposal.objects.get().interview_count, ProposedMention.objects.count()) == (0, 0)
        assert not Proposal.objects.open().exists()

    def test_an_interview_that_goes_is_counted_once(self, make_interview: Make) -> None:
        numbers = []
        for count in (2, 20):
            interview = make_interview(*["قال السيد رباح الكيلاني أمس."] * count)
            link_names(interview)
            with CaptureQueriesContext(connection) as queries:
                interview.delete()
            numbers.append(len(queries))
        assert numbers[0] == numbers[1]
        assert Proposal.objects.get().interview_count == 0

    def test_it_is_called_as_most_texts_write_it(self, make_interview: Make) -> None:
        for text in ("أسامه", "أسامة", "أسامة"):
            link_names(make_interview(f"قال السيد {text} الرفيعي أمس."))
        assert Proposal.objects.get().text == "أسامة الرفيعي"

    def test_what_was_dismissed_is_never_open_again(self, make_interview: Make) -> None:
        link_names(make_interview("قال السيد رباح الكيلاني أمس."))
        Proposal.objects.update(state="dismissed")
        link_names(make_interview("قال السيد رباح الكيلاني اليوم."))
        proposal = Proposal.objects.get()
        assert (proposal.state, proposal.interview_count) == ("dismissed", 2)

    def test_who_takes_part_and_is_no_speaker_is_proposed(self, make_interview: Make) -> None:
        interview = make_interview("شكراً سهير عبد الودود.")
        ParticipantFactory(interview=interview, label="سهير عبد الودود")
        link_names(interview)
        assert ProposedMention.objects.get(evidence="participant").proposal.text == "سهير عبد الودود"
        assert mentions(interview) == []

    @pytest.mark.parametrize("label", ["المحاور", "س", "الضيف"])
    def test_a_role_is_nobody_s_name(self, make_interview: Make, label: str) -> None:
        interview = make_interview(f"سأل {label} عن ذلك.")
        ParticipantFactory(interview=interview, label=label)
        link_names(interview)
        assert not ProposedMention.objects.filter(evidence="participant").exists()

    def test_nothing_is_proposed_over_a_confirmed_mention(self, make_interview: Make) -> None:
        interview = make_interview("قال السيد رباح الكيلاني أمس.")
        link_names(interview)
        place = ProposedMention.objects.get()
        mention = MentionFactory(turn=place.turn, start=place.start, end=place.end, state="rejected")
        deciding.decide(mention, "confirmed")
        assert (ProposedMention.objects.count(), Proposal.objects.get().interview_count) == (0, 0)
        link_names(interview)
        assert not ProposedMention.objects.exists()


def test_a_name_for_which_little_speaks_is_asked_about_when_several_interviews_have_it(
    make_interview: Make,
) -> None:
    interviews = [make_interview(f"نقلنا الصور رقم {number} على QRV أمس.") for number in range(3)]
    for interview in interviews[:2]:
        link_names(interview)
    proposal = Proposal.objects.get(text="QRV")
    assert (proposal.is_weak, proposal.interview_count) == (True, 2)
    assert not Proposal.objects.open().exists()
    link_names(interviews[2])
    assert list(Proposal.objects.open()) == [proposal]
    interviews[2].delete()
    assert not Proposal.objects.open().exists()


def test_a_name_is_asked_about_at_once_where_something_speaks_for_it(make_interview: Make) -> None:
    link_names(make_interview("نقلنا الصور على QRV أمس."))
    assert not Proposal.objects.open().exists()
    link_names(make_interview("مؤسسة QRV للصور."))
    assert [(one.text, one.is_weak) for one in Proposal.objects.open()] == [("QRV", False)]
