"""Entities merged and split, proposals decided, names that sound alike, files of the authority."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import CommandError, call_command
from reversion.models import Version

from interviews.actions import proposals as deciding
from interviews.actions import relinking
from interviews.actions.alike import entities_alike, proposals_alike
from interviews.actions.authority import name_usage, set_ambiguous
from interviews.actions.authority_files import STARTER, load_authority, load_authority_files
from interviews.actions.merging import MergeError, merge_entities
from interviews.actions.names import link_names
from interviews.actions.names_taken_away import as_taken_away
from interviews.actions.pasting import receive
from interviews.actions.proposals import ProposalError
from interviews.actions.revisions import keep_present_state, past_interview
from interviews.actions.splitting import SplitError, split_entity
from interviews.models import (
    Entity,
    IndexUpdate,
    Interview,
    Mention,
    MergedEntity,
    MergedOutlet,
    MergedSpeaker,
    Name,
    Outlet,
    Paste,
    Proposal,
    ProposedMention,
    Relinking,
    Speaker,
    Title,
)
from tests.factories import (
    EntityFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    ProposalFactory,
    SpeakerFactory,
)
from tests.integration.names.conftest import Make, mentions

pytestmark = pytest.mark.django_db


def names(entity: Entity) -> set[tuple[str, str]]:
    return set(Name.objects.filter(entity=entity).values_list("text", "kind"))


class TestMerging:
    def test_names_and_titles_come_along(self) -> None:
        kept = EntityFactory(name="ستيف كاغينز", variants=["كاغينز"])
        other = EntityFactory(name="ستيف كاجينز", variants=["كاغينز"])
        Name.objects.create(entity=other, text="Steve Caggins", language="en", kind="preferred")
        for entity in (kept, other):
            Title.objects.create(entity=entity, text="العقيد")
        Title.objects.create(entity=other, text="المتحدث")
        Relinking.objects.all().delete()
        merge_entities(kept, other)
        assert names(kept) == {
            ("ستيف كاغينز", "preferred"),
            ("كاغينز", "variant"),
            ("ستيف كاجينز", "variant"),
            ("Steve Caggins", "preferred"),
        }
        assert set(kept.titles.values_list("text", flat=True)) == {"العقيد", "المتحدث"}
        assert not Entity.objects.filter(pk=other.pk).exists()
        assert {"ستيف كاجينز", "Steve Caggins"} <= set(Relinking.objects.values_list("text", flat=True))

    @pytest.mark.parametrize(
        ("own", "others", "left"),
        [
            ("found", "confirmed", "confirmed"),
            ("confirmed", "rejected", "confirmed"),
            ("rejected", "confirmed", "confirmed"),
            ("rejected", "found", "rejected"),
            ("found", "rejected", "rejected"),
            ("offered", "found", "found"),
        ],
    )
    def test_of_two_mentions_at_one_place_a_decision_wins(self, own: str, others: str, left: str) -> None:
        kept, other = EntityFactory(), EntityFactory()
        mine = MentionFactory(entity=kept, state=own)
        MentionFactory(entity=other, turn=mine.turn, state=others)
        elsewhere = MentionFactory(entity=other, start=5, end=7)
        IndexUpdate.objects.all().delete()
        merge_entities(kept, other)
        assert set(Mention.objects.values_list("pk", "entity", "state")) == {
            (mine.pk, kept.pk, left),
            (elsewhere.pk, kept.pk, "found"),
        }
        assert set(IndexUpdate.objects.values_list("interview_id", flat=True)) == {
            mine.turn.interview_id,
            elsewhere.turn.interview_id,
        }

    def test_old_addresses_lead_on_through_several(self) -> None:
        first, second, third = (SpeakerFactory().entity for _number in range(3))
        numbers = [entity.pk for entity in (first, second)]
        speakers = [entity.speaker.pk for entity in (first, second)]
        merge_entities(second, first)
        merge_entities(third, second)
        assert dict(MergedEntity.objects.values_list("number", "entity")) == dict.fromkeys(numbers, third.pk)
        assert dict(MergedSpeaker.objects.values_list("number", "speaker")) == dict.fromkeys(
            speakers, third.speaker.pk
        )

    def test_speakers_become_one_with_all_they_have(self) -> None:
        kept = SpeakerFactory(biography="كاتب.")
        other = SpeakerFactory(biography="ولد في بغداد.", picture="speakers/one.png")
        participant = ParticipantFactory(speaker=other, interview__status="published")
        IndexUpdate.objects.all().delete()
        merge_entities(kept.entity, other.entity)
        participant.refresh_from_db()
        kept.refresh_from_db()
        assert participant.speaker == kept
        assert (kept.biography, kept.picture.name) == ("كاتب.\n\nولد في بغداد.", "speakers/one.png")
        assert participant.interview_id in IndexUpdate.objects.values_list("interview_id", flat=True)

    def test_the_only_speaker_or_outlet_moves(self) -> None:
        speaker, outlet = SpeakerFactory(), OutletFactory()
        person, house = EntityFactory(), EntityFactory(kind="organisation")
        merge_entities(person, speaker.entity)
        merge_entities(house, outlet.entity)
        assert Speaker.objects.get(pk=speaker.pk).entity == person
        assert Outlet.objects.get(pk=outlet.pk).entity == house

    def test_outlets_become_one(self, make_interview: Make) -> None:
        kept, other = (
            OutletFactory(site="", city="بغداد"),
            OutletFactory(site="https://a.example", city="أربيل"),
        )
        interview = make_interview("نعم.", outlet=other)
        paste = receive("تمهيد الحوار.")
        Paste.objects.filter(pk=paste.pk).update(outlet=other)
        IndexUpdate.objects.all().delete()
        number = other.pk
        merge_entities(kept.entity, other.entity)
        kept.refresh_from_db()
        assert Interview.objects.get(pk=interview.pk).outlet == Paste.objects.get(pk=paste.pk).outlet == kept
        assert IndexUpdate.objects.get().interview_id == interview.pk
        assert (kept.site, kept.city) == ("https://a.example", "بغداد")
        assert MergedOutlet.objects.get(number=number).outlet == kept

    def test_an_earlier_state_has_the_speaker_who_stayed(self, make_interview: Make) -> None:
        kept, other = SpeakerFactory(), SpeakerFactory()
        interview = make_interview("نعم.", outlet=OutletFactory())
        ParticipantFactory(interview=interview, speaker=other)
        keep_present_state(interview)
        merge_entities(kept.entity, other.entity)
        past = past_interview(Version.objects.get_for_object(interview).get())
        assert [participant.speaker for participant in past.participants] == [kept]

    def test_what_cannot_be_joined_is_refused_and_nothing_is_changed(self) -> None:
        one, other = SpeakerFactory(), SpeakerFactory()
        first = ParticipantFactory(speaker=one)
        ParticipantFactory(speaker=other, interview=first.interview)
        place = EntityFactory(kind="place")
        gone = EntityFactory()
        Entity.objects.filter(pk=gone.pk).delete()
        for pair in (
            (one.entity, other.entity),
            (one.entity, place),
            (place, place),
            (one.entity, gone),
        ):
            with pytest.raises(MergeError):
                merge_entities(*pair)
        assert Speaker.objects.count() == 2
        assert not MergedEntity.objects.exists()

    def test_wikidata_and_proposals_come_along(self) -> None:
        kept, other = EntityFactory(), EntityFactory(wikidata="Q7")
        proposal = ProposalFactory(state="accepted", entity=other)
        merge_entities(kept, other)
        kept.refresh_from_db()
        proposal.refresh_from_db()
        assert (kept.wikidata, proposal.entity) == ("Q7", kept)


class TestSplitting:
    def test_names_move_with_the_mentions_that_have_them(self, make_interview: Make) -> None:
        entity = EntityFactory(kind="organisation", name="داعش", variants=["جبهة النصرة"])
        interview = make_interview("قاتل تنظيم داعش هناك.", "وقاتلت جبهة النصرة أيضاً.")
        link_names(interview)
        IndexUpdate.objects.all().delete()
        new = split_entity(entity, names=[entity.names.get(text="جبهة النصرة")])
        assert IndexUpdate.objects.get().interview_id == interview.pk
        assert (names(entity), names(new)) == ({("داعش", "preferred")}, {("جبهة النصرة", "preferred")})
        assert new.kind == "organisation"
        assert set(Mention.objects.values_list("entity", "spelling")) == {
            (entity.pk, "تنظيم داعش"),
            (new.pk, "جبهة النصرة"),
        }
        relinking.work()
        assert Mention.objects.filter(entity=new).count() == 1

    def test_two_people_of_one_name(self, make_interview: Make) -> None:
        speaker = SpeakerFactory(entity__name="علي حسن المجيد")
        chosen, other = (make_interview("قال علي حسن المجيد ذلك.") for _number in range(2))
        taking_part = make_interview("شكراً علي حسن المجيد.")
        participant = ParticipantFactory(interview=taking_part, speaker=speaker)
        for interview in (chosen, other, taking_part):
            link_names(interview)
        IndexUpdate.objects.all().delete()
        new = split_entity(
            speaker.entity, interviews=[chosen.pk, taking_part.pk], text="علي حسن المجيد", language="ar"
        )
        queued = set(IndexUpdate.objects.values_list("interview_id", flat=True))
        assert {chosen.pk, taking_part.pk} <= queued
        assert set(Name.objects.filter(text="علي حسن المجيد").values_list("entity", "is_ambiguous")) == {
            (speaker.entity_id, True),
            (new.pk, True),
        }
        participant.refresh_from_db()
        assert participant.speaker.entity == new
        relinking.work()
        state = set(Mention.objects.values_list("turn__interview", "entity", "state"))
        assert {(chosen.pk, new.pk, "confirmed"), (taking_part.pk, new.pk, "confirmed")} <= state
        assert {one for one in state if one[0] == other.pk} == {
            (other.pk, speaker.entity_id, "offered"),
            (other.pk, new.pk, "offered"),
        }

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"text": "اسم"},
            {"names": "all"},
            {"interviews": [1]},
            {"interviews": [1], "text": "،"},
            # Nobody has said that it is named there.
            {"interviews": [0, 10**17], "text": "اسم"},
        ],
    )
    def test_what_makes_no_two_entities_is_refused(self, asked: dict[str, Any]) -> None:
        entity = EntityFactory(variants=["اسم آخر"])
        if "names" in asked:
            asked = {"names": list(entity.names.all())}
        with pytest.raises(SplitError):
            split_entity(entity, **asked)
        assert Entity.objects.count() == 1


def test_where_each_name_is_used(make_interview: Make) -> None:
    entity = EntityFactory(name="إقليم كوردستان", kind="place", variants=["كوردستان", "شمال العراق"])
    one = make_interview("زار كردستان.", "وكوردستان، ثم اقليم كوردستان.")
    two = make_interview("في كوردستان.")
    for interview in (one, two):
        link_names(interview)
    rejected = Mention.objects.filter(turn__interview=two).get()
    rejected.state = "rejected"
    rejected.save()
    usage = {Name.objects.get(pk=pk).text: used for pk, used in name_usage(entity).items()}
    assert usage == {"إقليم كوردستان": (1, 1), "كوردستان": (2, 1), "شمال العراق": (0, 0)}


def test_an_ambiguous_name_has_its_texts_read_anew(make_interview: Make) -> None:
    entity = EntityFactory(kind="place", name="حديثة")
    interview = make_interview("وصلت سيارة حديثة أمس.")
    link_names(interview)
    set_ambiguous(entity.names.get())
    relinking.work()
    assert ("حديثة", "found") not in mentions(interview)


class TestProposals:
    @pytest.fixture
    def proposal(self, make_interview: Make) -> Proposal:
        for text in ("أسامة", "أسامة", "أسامه"):
            link_names(make_interview(f"قال السيد {text} الرفيعي أمس."))
        return Proposal.objects.get()

    def test_accepted_as_an_entity_it_is_found_everywhere(self, proposal: Proposal, admin_user: Any) -> None:
        entity = deciding.accept_as_entity(proposal, by=admin_user)
        assert entity.kind == "person"
        assert names(entity) == {("أسامة الرفيعي", "preferred"), ("أسامه الرفيعي", "variant")}
        proposal.refresh_from_db()
        assert (proposal.state, proposal.entity, proposal.decided_by) == ("accepted", entity, admin_user)
        relinking.work()
        assert Mention.objects.filter(entity=entity, state="found").count() == 3
        assert not ProposedMention.objects.exists()

    def test_an_editor_s_own_words_become_the_name(self, proposal: Proposal) -> None:
        entity = deciding.accept_as_entity(proposal, kind="organisation", text="Osama", language="en")
        assert entity.kind == "organisation"
        assert {("Osama", "preferred"), ("أسامة الرفيعي", "variant")} <= names(entity)

    def test_accepted_as_another_name(self, proposal: Proposal) -> None:
        entity = EntityFactory(name="أسامة عبد العزيز الرفيعي")
        deciding.accept_as_name(proposal, entity)
        relinking.work()
        assert ("أسامة الرفيعي", "variant") in names(entity)
        assert Mention.objects.filter(entity=entity).count() == 3

    def test_a_name_given_by_hand_closes_it(self, proposal: Proposal) -> None:
        entity = EntityFactory(name="اسامة الرفيعي")
        proposal.refresh_from_db()
        assert (proposal.state, proposal.entity) == ("accepted", entity)

    def test_whose_name_is_gone_again_is_proposed_again(self, proposal: Proposal) -> None:
        entity = deciding.accept_as_entity(proposal)
        relinking.work()
        entity.delete()
        relinking.work()
        proposal.refresh_from_db()
        assert (proposal.state, proposal.interview_count) == ("open", 3)

    def test_dismissed_and_opened_again(self, proposal: Proposal, admin_user: Any) -> None:
        deciding.dismiss(proposal, by=admin_user)
        assert (proposal.state, proposal.decided_by) == ("dismissed", admin_user)
        deciding.reopen(proposal)
        proposal.refresh_from_db()
        assert (proposal.state, proposal.decided_by, proposal.interview_count) == ("open", None, 3)

    def test_nobody_decides_twice(self, proposal: Proposal) -> None:
        stale = Proposal.objects.get()
        deciding.dismiss(proposal)
        for decide in (deciding.accept_as_entity, deciding.dismiss):
            with pytest.raises(ProposalError):
                decide(stale)
        with pytest.raises(ProposalError):
            deciding.accept_as_name(stale, EntityFactory())
        deciding.reopen(stale)
        with pytest.raises(ProposalError):
            deciding.reopen(stale)
        deciding.accept_as_entity(stale)
        with pytest.raises(ProposalError):
            deciding.reopen(stale)


class TestAlike:
    def test_names_that_sound_alike_are_found_the_nearest_first(self) -> None:
        near, far = EntityFactory(name="ستيف كاغينز"), EntityFactory(name="ستيف كيكونز")
        EntityFactory(name="مارك كاغينز")
        EntityFactory(name="سهير عبد الودود")
        found = entities_alike(["ستيف كاجينز", "Steve Caggins", "زيد"])
        assert found["ستيف كاجينز"][0] == near
        assert set(found["ستيف كاجينز"]) <= {near, far}
        assert near in found["Steve Caggins"]
        assert "زيد" not in found

    def test_it_knows_names_that_were_added_and_taken_away(self) -> None:
        assert entities_alike(["نتانياهو"]) == {}
        entity = EntityFactory(name="بنيامين نتنياهو")
        assert entities_alike(["نتانياهو"]) == {"نتانياهو": [entity]}
        entity.delete()
        assert entities_alike(["نتانياهو"]) == {}

    def test_open_proposals_that_sound_alike(self, make_interview: Make) -> None:
        link_names(make_interview("قال السيد ستيف كاغينز أمس."))
        found = proposals_alike(["ستيف كاجينز", "مارك كاجينز"])
        assert [one.text for one in found["ستيف كاجينز"]] == ["ستيف كاغينز"]
        assert "مارك كاجينز" not in found


DATA: dict[str, Any] = {
    "entities": [
        {
            "kind": "place",
            "names": {"ar": ["الموصل", "أم الربيعين"], "en": ["Mosul"]},
            "wikidata": "Q83183",
            "ambiguous": ["أم الربيعين"],
        },
        {
            "kind": "organisation",
            "names": {"ar": ["التنظيم"]},
            "abbreviations": ["IS"],
            "former": {"ar": ["الدولة"]},
        },
        {"kind": "person", "names": {"ar": ["مهدي سالم"]}, "titles": ["الشيخ"], "kunyas": ["أبو سالم"]},
    ],
    "speakers": [{"entity": "مهدي سالم", "biography": "كاتب."}],
}


class TestFiles:
    def test_everything_is_there_and_a_second_time_nothing_changes(self) -> None:
        loaded = load_authority(DATA)
        assert (loaded.entities, loaded.names) == (3, 9)
        state = [list(model.objects.order_by("pk").values()) for model in (Entity, Name, Title, Speaker)]
        assert load_authority(DATA).names == 0
        assert state == [list(m.objects.order_by("pk").values()) for m in (Entity, Name, Title, Speaker)]
        assert set(Name.objects.values_list("text", "kind", "language", "is_ambiguous")) >= {
            ("IS", "abbreviation", "en", False),
            ("الدولة", "former", "ar", False),
            ("أم الربيعين", "variant", "ar", True),
            ("Mosul", "preferred", "en", False),
        }
        assert set(Title.objects.values_list("text", "kind")) == {("الشيخ", "title"), ("أبو سالم", "kunya")}

    def test_what_an_editor_wrote_stays(self) -> None:
        entity = EntityFactory(kind="place", name="المَوصل", variants=["أم الربيعين"])
        Name.objects.create(entity=entity, text="Mossoul", language="en", kind="preferred")
        load_authority(DATA)
        entity.refresh_from_db()
        assert entity.wikidata == "Q83183"
        assert names(entity) == {
            ("المَوصل", "preferred"),
            ("الموصل", "variant"),
            ("أم الربيعين", "variant"),
            ("Mossoul", "preferred"),
            ("Mosul", "variant"),
        }
        assert not entity.names.filter(is_ambiguous=True).exists()

    def test_a_file_that_an_editor_of_windows_wrote_is_read(self, tmp_path: Path) -> None:
        file = tmp_path / "a.json"
        file.write_text("\ufeff" + json.dumps(DATA))
        assert load_authority_files([file]).entities == len(DATA["entities"])

    def test_one_that_was_merged_does_not_come_again(self) -> None:
        one = {"kind": "organisation", "wikidata": "Q1", "names": {"ar": ["وكالة النهر"]}}
        other = {"kind": "organisation", "wikidata": "Q2", "names": {"ar": ["النهر برس"], "en": ["River"]}}
        load_authority({"entities": [one, other]})
        kept, gone = Entity.objects.get(wikidata="Q1"), Entity.objects.get(wikidata="Q2")
        merge_entities(kept, gone)
        loaded = load_authority({"entities": [one, {**other, "former": ["النهرين برس"]}]})
        assert (loaded.entities, loaded.names) == (0, 1)
        assert names(kept) >= {("النهرين برس", "former"), ("النهر برس", "variant")}

    def test_what_was_taken_away_before_a_merge_stays_away(self, admin_user: Any) -> None:
        data = {
            "entities": [
                {"kind": "organisation", "wikidata": "Q1", "names": {"ar": ["وكالة النهر", "النهر"]}}
            ]
        }
        load_authority(data)
        gone = Entity.objects.get()
        gone.names.get(text="النهر").delete()
        log = {"user_id": admin_user.pk, "queryset": [gone], "action_flag": CHANGE}
        LogEntry.objects.log_actions(**log, change_message=as_taken_away("name", ["النهر"]))
        merge_entities(EntityFactory(kind="organisation", name="النهر برس"), gone)
        assert load_authority(data).names == 0

    def test_a_name_without_a_language_is_told_by_its_letters(self) -> None:
        variants = {"IS": "en", "Türkiye": "en", "هەولێر": "ckb", "دجلة": "ar"}
        load_authority(
            {"entities": [{"kind": "place", "names": {"ar": ["اسم"]}, "abbreviations": list(variants)}]}
        )
        assert variants.items() <= dict(Name.objects.values_list("text", "language")).items()

    def test_two_of_one_name_with_two_identifiers_are_two(self) -> None:
        one = {"kind": "place", "names": {"ar": ["الكويت"]}, "wikidata": "Q817"}
        load_authority({"entities": [one, {**one, "wikidata": "Q35178"}]})
        load_authority({"entities": [one, {**one, "wikidata": "Q35178"}]})
        assert set(Entity.objects.values_list("wikidata", flat=True)) == {"Q817", "Q35178"}
        assert Name.objects.count() == 2

    def test_the_texts_that_may_have_the_names_are_read_anew_once(self, make_interview: Make) -> None:
        interview = make_interview("زار الموصل.")
        Relinking.objects.all().delete()
        load_authority(DATA)
        assert "الموصل" in Relinking.objects.values_list("text", flat=True)
        assert "الشيخ" not in Relinking.objects.values_list("text", flat=True)
        relinking.work()
        assert mentions(interview) == [("الموصل", "found")]

    def test_the_starter_is_loaded_by_few_queries(self, django_assert_max_num_queries: Any) -> None:
        files = sorted(STARTER.glob("*.json"))
        assert files
        # Rows are written by the hundred, as many as SQLite takes at once.
        with django_assert_max_num_queries(400):
            loaded = load_authority_files(files)
        assert loaded.entities > 500
        assert load_authority_files(files).names == 0

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{}",
            '{"entities": [{"kind": "river", "names": {"ar": ["دجلة"]}}]}',
            '{"entities": [{"kind": "place", "names": {"fr": ["Tigre"]}}]}',
            '{"entities": [{"kind": "place", "names": {"ar": ["،"]}}]}',
            '{"entities": [], "speakers": [{"entity": "nobody"}]}',
            '{"entities": [], "speakers": ["nobody"]}',
            '{"entities": [], "speakers": 5}',
            '{"entities": [], "outlets": [{"entity": ["nobody"]}]}',
            '{"entities": [], "outlets": [{}]}',
            '{"entities": [], "outlets": [{"entity": "دجلة", "city": 5}]}',
            '{"entities": [], "outlets": [{"entity": "دجلة", "colour": "green"}]}',
            '{"entities": [], "topics": [5]}',
            '{"entities": [], "topics": ["،"]}',
            '{"entities": [], "speaker": []}',
            '{"entities": [{"kind": "place", "names": {"ar": ["دجلة"]}, "wikidata": "Tigris"}]}',
            '{"entities": [{"kind": "place", "names": {"ar": ["دج\\u0000لة"]}}]}',
            '{"entities": [{"kind": "place", "names": {"ar": ["دجلة\\ud800"]}}]}',
            '{"entities": ' + "[" * 100_000 + "]" * 100_000 + "}",
        ],
    )
    def test_a_wrong_file_is_named_and_nothing_is_written(self, tmp_path: Path, text: str) -> None:
        right, wrong = tmp_path / "a.json", tmp_path / "b.json"
        right.write_text(json.dumps(DATA))
        wrong.write_text(text)
        with pytest.raises(CommandError, match=r"b\.json"):
            call_command("load_authority", str(right), str(wrong), stdout=StringIO())
        assert not Entity.objects.exists()
