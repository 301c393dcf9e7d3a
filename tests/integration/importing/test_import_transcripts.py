"""``manage.py import_transcripts``: files become interviews, whole or not at all."""

import codecs
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from interviews.models import (
    Entity,
    Interview,
    Mention,
    Outlet,
    Participant,
    Speaker,
    Turn,
)
from interviews.transcripts import parse
from tests.factories import EntityFactory, OutletFactory, SpeakerFactory
from tests.integration.importing.sample_run import INTERVIEW, TEXT, Run, changed, everything
from tests.integration.search.asking import found

pytestmark = pytest.mark.django_db


# --- What becomes of a file ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_text_becomes_an_interview_with_turns(write: Callable[..., Path]) -> None:
    run = Run(write("a.txt", TEXT), outlet="وكالة النهر", date="2020-08-24", publish=True)
    assert not run.failed
    assert run.row("a.txt")[:3] == ["published", "names or titles before each speech", "4"]
    interview = Interview.objects.get()
    assert interview.status == "published"
    assert interview.outlet is not None
    assert interview.outlet.name == "وكالة النهر"
    assert interview.published_on == date(2020, 8, 24)
    assert interview.language == "ar"
    assert "سلمان الراوي" in interview.title
    assert "سألته عن خطط" in interview.lead
    turns = list(interview.turns.in_order())
    assert [turn.kind for turn in turns] == ["question", "answer", "question", "answer"]
    assert [turn.position for turn in turns] == [1, 2, 3, 4]
    assert [turn.exchange for turn in turns] == [1, 1, 2, 2]
    assert turns[1].text == "ترسو نحو أربعين سفينة.\nوهذا ضعف ما كان في عام ٢٠١٤."
    assert turns[1].participant == turns[3].participant
    assert turns[0].participant == turns[2].participant != turns[1].participant
    assert interview.participants.count() == 2
    assert turns[1].pk in found("2014")


def test_every_character_of_the_text_is_kept_and_accounted_for(write: Callable[..., Path]) -> None:
    text = TEXT.replace("\n", "\r\n") + "\r\nأجرى الحوار: م. س.\r\n"
    Run(write("a.txt", text))
    interview = Interview.objects.get()
    assert interview.source_text == text
    owned = [False] * len(text)
    for piece in interview.set_aside:
        owned[piece["start"] : piece["end"]] = [True] * (piece["end"] - piece["start"])
    kept = [interview.lead, *interview.turns.values_list("text", flat=True)]
    position = 0
    for passage in kept:
        if passage:
            position = text.index(passage, position)
            owned[position : position + len(passage)] = [True] * len(passage)
    left = "".join(character for character, is_owned in zip(text, owned, strict=True) if not is_owned)
    assert left.strip() == ""


def test_facts_beside_a_text_win_over_what_the_parser_found(write: Callable[..., Path]) -> None:
    facts = {key: value for key, value in INTERVIEW.items() if key not in ("turns", "lead", "closing")}
    path = write("a.txt", TEXT)
    write("a.json", facts)
    run = Run(path.parent, outlet="أخرى", date="1999-01-01")
    assert not run.failed
    interview = Interview.objects.get()
    assert interview.title == "حوار الميناء"
    assert str(interview.outlet) == "وكالة النهر"
    assert interview.published_on == date(2020, 8, 24)
    assert interview.place == "الموصل"
    assert interview.source_url == "https://nahr.example/1"
    assert sorted(topic.name for topic in interview.topics.all()) == ["تجارة", "موانئ"]
    guest = interview.participants.get(role="guest")
    assert (guest.label, guest.office) == ("سلمان الراوي", "مدير الميناء")
    assert guest.turns.count() == 2


def test_json_with_turns(write: Callable[..., Path]) -> None:
    run = Run(write("a.json", INTERVIEW))
    assert not run.failed
    interview = Interview.objects.get()
    assert interview.status == "draft"
    assert (interview.lead, interview.closing) == ("مقدمة", "خاتمة")
    turns = list(interview.turns.in_order())
    assert [turn.text for turn in turns] == [turn["text"] for turn in INTERVIEW["turns"]]
    assert [turn.indirect for turn in turns] == [False, False, True, False]
    assert turns[1].participant == turns[3].participant == interview.participants.get(role="guest")
    assert turns[2].participant is None
    assert interview.participants.count() == 2


def test_folders_are_searched_for_text_and_json(write: Callable[..., Path]) -> None:
    folder = write("a.txt", TEXT).parent
    write("a.json", {"title": "من الملف المجاور"})
    write("deeper/b.json", INTERVIEW)
    write("deeper/.hidden.txt", TEXT + "إضافة")
    write("notes.log", "not for the archive")
    run = Run(folder)
    assert "2 imported, 0 wait at the desk, 0 unchanged, 0 failed" in run.output
    assert {interview.title for interview in Interview.objects.all()} == {"من الملف المجاور", "حوار الميناء"}


@pytest.mark.parametrize(
    "encoded",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("٢٠١٤", "2014").encode("cp1256"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows-1256"],
)
def test_encodings(write: Callable[..., Path], encoded: bytes) -> None:
    run = Run(write("a.txt", encoded))
    assert not run.failed, run.errors
    assert Turn.objects.in_order()[0].text == "كم سفينة ترسو في الميناء كل شهر؟"
    assert not Interview.objects.get().source_text.startswith("\ufeff")


@pytest.mark.parametrize(
    "copy",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        (TEXT + "\n\n").encode(),
    ],
    ids=["same", "other line ends", "with mark", "utf-16", "blank lines at the end"],
)
def test_the_same_again_changes_nothing(write: Callable[..., Path], copy: bytes) -> None:
    Run(write("a.txt", TEXT), create_speakers=True, outlet="وكالة النهر")
    before = everything()
    keys = list(Turn.objects.values_list("pk", "key"))
    run = Run(write("copy.txt", copy), create_speakers=True, outlet="وكالة أخرى", publish=True)
    assert not run.failed
    assert run.row("copy.txt") == ["there already", "4", "0"]
    assert everything() == before
    assert list(Turn.objects.values_list("pk", "key")) == keys
    assert Interview.objects.get().status == "draft"


def test_json_again_changes_nothing(write: Callable[..., Path]) -> None:
    Run(write("a.json", INTERVIEW))
    before = everything()
    assert Run(write("a.json", INTERVIEW)).row("a.json") == ["there already", "4", "0"]
    assert everything() == before


def test_two_copies_in_one_run_are_one_interview(write: Callable[..., Path]) -> None:
    run = Run(write("a.txt", TEXT), write("b.txt", TEXT))
    assert "1 imported, 0 wait at the desk, 1 unchanged, 0 failed" in run.output
    assert Interview.objects.count() == 1


def test_what_parse_transcript_prints_can_be_imported(write: Callable[..., Path]) -> None:
    printed = StringIO()
    call_command("parse_transcript", str(write("a.txt", TEXT)), stdout=printed)
    run = Run(write("b.json", printed.getvalue()))
    assert not run.failed, run.errors
    turns = Turn.objects.in_order()
    assert [turn.text for turn in turns] == [turn.text for turn in parse(TEXT).turns]


# --- Speakers and outlets: nothing is guessed --------------------------------------------------------------


def guest() -> Participant:
    return Participant.objects.get(role="guest")


def test_the_one_speaker_of_the_name_is_linked(write: Callable[..., Path]) -> None:
    speaker = SpeakerFactory(entity__name="سلمان الراوى", entity__variants=["سلمان عبد الله الراوي"])
    run = Run(write("a.txt", TEXT))
    assert guest().speaker == speaker
    assert "among the speakers" not in run.output
    # His names are found in the turns.
    assert not Mention.objects.exclude(entity=speaker.entity).exists()


def test_an_unknown_speaker_stays_open_with_a_note(write: Callable[..., Path]) -> None:
    run = Run(write("a.json", INTERVIEW))
    assert guest().speaker is None
    assert guest().name == "سلمان الراوي"
    assert "سلمان الراوي is not among the speakers" in run.output
    assert not Speaker.objects.exists()


@pytest.mark.parametrize("create", [False, True])
def test_of_two_speakers_with_the_name_none_is_chosen_and_none_is_made(
    write: Callable[..., Path], create: bool
) -> None:
    SpeakerFactory(entity__name="سلمان الراوي")
    SpeakerFactory(entity__name="سلمان الراوي")
    run = Run(write("a.txt", TEXT), create_speakers=create)
    assert guest().speaker is None
    assert "سلمان الراوي is not among the speakers" in run.output
    assert Speaker.objects.count() == 2


def test_of_two_persons_with_the_name_none_becomes_a_speaker(write: Callable[..., Path]) -> None:
    EntityFactory(name="سلمان الراوي")
    EntityFactory(name="سلمان الراوي")
    Run(write("a.txt", TEXT), create_speakers=True)
    assert guest().speaker is None
    assert Entity.objects.filter(kind="person").count() == 2


def test_create_speakers(write: Callable[..., Path]) -> None:
    Run(write("a.txt", TEXT), create_speakers=True)
    speaker = Speaker.objects.get()
    assert guest().speaker == speaker
    assert speaker.name == "سلمان الراوي"
    assert speaker.entity.kind == "person"


def test_create_speakers_takes_the_person_that_the_authority_knows(write: Callable[..., Path]) -> None:
    known = EntityFactory(name="سلمان الراوي")
    EntityFactory(name="سلمان الراوي", kind="place")
    Run(write("a.txt", TEXT), create_speakers=True)
    assert Speaker.objects.get().entity == known


def test_create_speakers_makes_none_of_a_single_name_or_an_interviewer(write: Callable[..., Path]) -> None:
    data = changed("participants.1.name", "الراوي")
    data["participants"][1]["labels"] = ["سلمان الراوي"]
    data["participants"].append({"name": "وكالة أخرى", "role": "interviewer"})
    Run(write("a.json", data), create_speakers=True)
    assert not Speaker.objects.exists()
    assert Interview.objects.get().participants.count() == 3


def test_the_outlet_that_asks_is_no_speaker(write: Callable[..., Path]) -> None:
    outlet = OutletFactory(entity__name="وكالة النهر")
    Run(write("a.txt", TEXT), create_speakers=True)
    # Known by the label before the questions, although nobody named it.
    assert Interview.objects.get().outlet == outlet
    assert Participant.objects.get(role="interviewer").speaker is None
    assert Speaker.objects.count() == 1


def test_an_unknown_outlet_is_not_made_up(write: Callable[..., Path]) -> None:
    run = Run(write("a.txt", TEXT))
    assert Interview.objects.get().outlet is None
    assert not Outlet.objects.exists()
    assert "The outlet is not known" in run.output
    assert "The date of publication is not known" in run.output


def test_of_two_outlets_with_the_name_none_is_chosen(write: Callable[..., Path]) -> None:
    OutletFactory(entity__name="وكالة النهر")
    OutletFactory(entity__name="وكالة النهر")
    run = Run(write("a.txt", TEXT), outlet="وكالة النهر")
    assert Interview.objects.get().outlet is None
    assert "Several are called وكالة النهر" in run.output
    assert Outlet.objects.count() == 2


def test_labels_of_one_person_are_one_participant(write: Callable[..., Path]) -> None:
    """Two names in the file, one record in the authority."""
    speaker = SpeakerFactory(entity__name="سلمان الراوي", entity__variants=["أبو ليث"])
    data = changed("turns.3.speaker", "أبو ليث")
    Run(write("a.json", data))
    assert guest().speaker == speaker
    assert guest().turns.count() == 2
    data["participants"].append({"name": "أبو ليث", "role": "guest"})
    data["title"] = "حوار آخر"
    assert not Run(write("b.json", data)).failed
    assert Interview.objects.get(title="حوار آخر").participants.filter(speaker=speaker).count() == 1


def test_a_speaker_who_only_stands_before_a_turn_becomes_a_participant(write: Callable[..., Path]) -> None:
    data = changed("turns.3.speaker", "ليلى حسون")
    run = Run(write("a.json", data))
    added = Participant.objects.get(label="ليلى حسون")
    assert added.role == "guest"
    assert added.turns.count() == 1
    assert "ليلى حسون is not among the speakers" in run.output


@pytest.mark.parametrize(
    ("text", "language", "option"),
    [
        ("س: متى نعود؟\nج: غداً نعود إلى البيت.", "ar", ""),
        ("پ: کەی دەگەڕێینەوە بۆ ماڵەوە؟\nو: سبەینێ دەگەڕێینەوە.", "ckb", ""),
        ("Q: When do we return?\nA: We return tomorrow.", "en", ""),
        ("Q: When do we return?\nA: We return tomorrow.", "ckb", "ckb"),
    ],
)
def test_the_language_is_recognised_or_said(
    write: Callable[..., Path], text: str, language: str, option: str
) -> None:
    run = Run(write("a.txt", text), language=option)
    assert not run.failed, run.errors
    assert Interview.objects.get().language == language


def test_names_of_the_authority_are_linked(write: Callable[..., Path]) -> None:
    place = EntityFactory(name="الميناء", kind="place")
    Run(write("a.txt", TEXT))
    mention = Mention.objects.get()
    assert (mention.entity, mention.spelling, mention.state) == (place, "الميناء", "found")
