"""``manage.py import_transcripts``: files become interviews, whole or not at all."""

import codecs
import json
import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, get_args

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from interviews.actions import importing
from interviews.actions.interview_file import UNDECODABLE
from interviews.models import (
    Entity,
    IndexUpdate,
    Interview,
    Mention,
    Outlet,
    Participant,
    Speaker,
    Topic,
    Turn,
)
from interviews.transcripts import parse
from interviews.transcripts.files import UndecodableCode
from tests.factories import EntityFactory, OutletFactory, SpeakerFactory
from tests.integration.search.contract import found

pytestmark = pytest.mark.django_db

TEXT = """وكالة النهر/ الموصل

التقت وكالة النهر سلمان الراوي، مدير الميناء، وسألته عن خطط العام المقبل.

- وكالة النهر: كم سفينة ترسو في الميناء كل شهر؟

- سلمان الراوي: ترسو نحو أربعين سفينة.
وهذا ضعف ما كان في عام ٢٠١٤.

- وكالة النهر: وماذا عن الرافعات الجديدة؟

- الراوي: تصل الأولى في الربيع.
"""

INTERVIEW: dict[str, Any] = {
    "title": "حوار الميناء",
    "outlet": "وكالة النهر",
    "published_on": "2020-08-24",
    "language": "ar",
    "place": "الموصل",
    "source_url": "https://nahr.example/1",
    "topics": ["موانئ", "تجارة"],
    "participants": [
        {"name": "وكالة النهر", "role": "interviewer"},
        {"name": "سلمان الراوي", "role": "guest", "office": "مدير الميناء", "labels": ["الراوي"]},
    ],
    "lead": "مقدمة",
    "closing": "خاتمة",
    "turns": [
        {"kind": "question", "speaker": "وكالة النهر", "text": "كم سفينة؟"},
        {"kind": "answer", "speaker": "الراوي", "text": "أربعون."},
        {"kind": "question", "text": "وعن الرافعات؟", "indirect": True},
        {"kind": "answer", "speaker": "سلمان الراوي", "text": "في الربيع."},
    ],
}


class Run:
    """One run of the command: what it wrote, and whether it failed."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        output, errors = StringIO(), StringIO()
        self.failed = False
        with override("en"):
            try:
                call_command(
                    "import_transcripts", *map(str, arguments), stdout=output, stderr=errors, **options
                )
            except CommandError as error:
                self.failed = True
                errors.write(str(error))
        self.output, self.errors = output.getvalue(), errors.getvalue()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file: text, bytes, or what becomes JSON."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict | list):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def everything() -> dict[str, int]:
    models = (Interview, Turn, Participant, Speaker, Outlet, Entity, Topic, Mention, IndexUpdate)
    return {model.__name__: model.objects.count() for model in models}


# --- What becomes of a file ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_text_becomes_an_interview_with_turns(write: Callable[..., Path]) -> None:
    run = Run(write("a.txt", TEXT), outlet="وكالة النهر", date="2020-08-24", publish=True)
    assert not run.failed
    assert "a.txt: imported, 4 turns" in run.output
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
    write("notes.md", "# not for the archive")
    run = Run(folder)
    assert "2 imported, 0 unchanged, 0 failed" in run.output
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
    assert "copy.txt: already in the archive" in run.output
    assert everything() == before
    assert list(Turn.objects.values_list("pk", "key")) == keys
    assert Interview.objects.get().status == "draft"


def test_json_again_changes_nothing(write: Callable[..., Path]) -> None:
    Run(write("a.json", INTERVIEW))
    before = everything()
    assert "already in the archive" in Run(write("a.json", INTERVIEW)).output
    assert everything() == before


def test_two_copies_in_one_run_are_one_interview(write: Callable[..., Path]) -> None:
    run = Run(write("a.txt", TEXT), write("b.txt", TEXT))
    assert "1 imported, 1 unchanged, 0 failed" in run.output
    assert Interview.objects.count() == 1


# --- What is wrong is said, and nothing of it is written ---------------------------------------------------


def changed(place: str, value: Any) -> dict[str, Any]:
    """The interview with one value changed: ``changed("turns.3.kind", "speech")``."""
    data: Any = json.loads(json.dumps(INTERVIEW))
    *way, last = place.split(".")
    target = data
    for step in way:
        target = target[int(step) if step.isdigit() else step]
    target[int(last) if last.isdigit() else last] = value
    return dict(data)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "is not a text file"),
        (
            "cut.txt",
            TEXT.encode()[:-3],
            f"UTF-8 that is damaged or cut off at byte {len(TEXT.encode()) - 4}.",
        ),
        (
            "cut16.txt",
            codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1],
            f"Its mark says UTF-16-LE, but it is damaged or cut off at byte {2 * len(TEXT)}.",
        ),
        ("mark32.txt", codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "It is in UTF-32"),
        ("latin.txt", "L'été dernier, très clair.".encode("latin-1"), "UTF-8 (byte 2 does not fit)"),
        ("null.txt", "س: متى؟\u0000\nج: غداً.", ""),
        ("empty.txt", "", "No questions and answers"),
        ("prose.txt", "نص لا حوار فيه.\n\nفقرة أخرى.", "No questions and answers"),
        ("word.docx", b"PK\x03\x04", "Only text (.txt) and JSON (.json)"),
        ("broken.json", '{"title": "حوار",', "not valid JSON: it cannot be read from line 1, column 18 on."),
        ("broken.json", '{"lead": "أ",\n "title" "ب"}', "read from line 2, column 10 on."),
        ("number.json", f'{{"title": {"7" * 5000}}}', "A number in this JSON has too many digits."),
        ("deep.json", "[" * 100_000, "JSON"),
        ("list.json", [1], "JSON is not a JSON object"),
        ("none.json", {"title": "حوار"}, "No questions and answers"),
        ("kind.json", changed("turns.3.kind", "speech"), "turns[3].kind: is none of question, answer"),
        ("kind.json", changed("turns.3.kind", ["answer"]), "turns[3].kind: is none of"),
        ("text.json", changed("turns.0.text", "  "), "turns[0].text: is missing or empty"),
        ("text.json", changed("turns.0.text", 7), "turns[0].text: is not a text"),
        ("text.json", changed("turns.0.text", "أ\u0000ب"), "turns[0].text: contains a null character"),
        ("text.json", json.dumps(changed("turns.0.text", "\ud800")), "turns[0].text: contains half a"),
        ("turn.json", changed("turns.1", "نعم"), "turns[1] is not a JSON object"),
        ("turns.json", changed("turns", {}), "turns: is not a list"),
        ("indirect.json", changed("turns.2.indirect", "yes"), "turns[2].indirect: is neither true nor"),
        ("date.json", changed("published_on", "24/8/2020"), "published_on: “24/8/2020” is not a date such"),
        ("date.json", changed("published_on", "2020-02-30"), "published_on: “2020-02-30” is not a date such"),
        ("date.json", changed("published_on", "0001-01-01"), "the year must be from 1800 to 2200"),
        ("date.json", changed("published_on", "2201-01-01"), "the year must be from 1800 to 2200"),
        ("key.json", changed("publish_on", "2020-08-24"), "publish_on: is not a known key; known: title,"),
        ("key.json", changed("turns.2.speeker", "م"), "turns[2].speeker: is not a known key; known: kind,"),
        ("key.json", changed("participants.1.rôle", "guest"), "participants[1].rôle: is not a known key"),
        ("key.json", changed("lead\u200f", "مقدمة"), "lead\\u200f: is not a known key"),
        ("key.json", json.dumps(changed("\ud800", 1)), "\\ud800: is not a known key"),
        ("url.json", changed("source_url", "javascript:alert(1)"), "source_url: is not a web address"),
        ("url.json", changed("source_url", "https://[broken"), "source_url: is not a web address"),
        ("title.json", changed("title", "ا" * 301), "title: is longer than 300"),
        ("language.json", changed("language", "fr"), "language: is none of ar, ckb, en"),
        ("role.json", changed("participants.1.role", "host"), "participants[1].role: is none of"),
        (
            "twice.json",
            changed("participants.1.name", "وكالة النهر"),
            "“وكالة النهر” is also a name or label of participants[0]",
        ),
        (
            "label.json",
            changed("participants.1.labels", ["الراوي", "وَكالة النهر"]),
            "participants[1].labels: “وَكالة النهر” is also a name or label of participants[0].",
        ),
        ("topic.json", changed("topics.1", None), "topics: is not a text"),
        ("outlet.json", changed("outlet", "***"), "The outlet's name has no letter"),
    ],
)
def test_a_damaged_file_is_named_and_the_rest_goes_on(
    write: Callable[..., Path], name: str, content: Any, message: str
) -> None:
    run = Run(write(name, content), write("good.txt", TEXT))
    assert run.failed
    assert f"{name}: NOT imported" in run.errors
    assert message in run.errors
    assert "Traceback" not in run.errors
    assert "1 imported, 0 unchanged, 1 failed" in run.output
    assert [interview.turns.count() for interview in Interview.objects.all()] == [4]


def test_what_is_wrong_beside_a_text_is_named(write: Callable[..., Path]) -> None:
    path = write("a.txt", TEXT)
    write("a.json", {"title": 3})
    run = Run(path)
    assert run.failed
    assert "a.txt: NOT imported" in run.errors
    assert "a.json: title: is not a text" in run.errors
    write("a.json", INTERVIEW)
    assert "a.json holds turns of its own" in Run(path).errors
    assert not Interview.objects.exists()


def test_a_path_that_is_not_there_is_named(write: Callable[..., Path]) -> None:
    run = Run(write("a.txt", TEXT).with_name("missing.txt"), write("good.txt", TEXT))
    assert run.failed
    assert "missing.txt: NOT imported" in run.errors
    assert "no such file" in run.errors
    assert Interview.objects.count() == 1


def test_of_a_path_that_is_not_there_the_kind_of_file_does_not_matter(tmp_path: Path) -> None:
    run = Run(tmp_path / "missing.docx")
    assert run.failed
    assert "There is no such file or folder." in run.errors
    assert "Only text" not in run.errors


def test_a_folder_without_files_is_an_error(write: Callable[..., Path]) -> None:
    empty = write("notes.md", "# not for the archive").parent
    run = Run(empty, write("../other/good.txt", TEXT))
    assert run.failed
    assert f"{empty}: NOT imported" in run.errors
    assert "No text (.txt) or JSON (.json) file was found in this folder." in run.errors
    assert "1 imported, 0 unchanged, 1 failed" in run.output


def test_a_link_to_nothing_in_a_folder_is_named(write: Callable[..., Path]) -> None:
    good = write("good.txt", TEXT)
    (good.parent / "x.txt").symlink_to(good.parent / "gone.txt")
    run = Run(good.parent)
    assert run.failed
    assert "x.txt: NOT imported" in run.errors
    assert "It is a link to a file that is not there." in run.errors
    assert "1 imported, 0 unchanged, 1 failed" in run.output


def test_facts_beside_a_text_that_are_a_link_to_nothing_are_not_passed_over(
    write: Callable[..., Path],
) -> None:
    path = write("a.txt", TEXT)
    path.with_suffix(".json").symlink_to(path.with_name("gone.json"))
    run = Run(path)
    assert run.failed
    assert "a.json: It is a link to a file that is not there." in run.errors


def test_what_parse_transcript_prints_can_be_imported(write: Callable[..., Path]) -> None:
    printed = StringIO()
    call_command("parse_transcript", str(write("a.txt", TEXT)), stdout=printed)
    run = Run(write("b.json", printed.getvalue()))
    assert not run.failed, run.errors
    turns = Turn.objects.in_order()
    assert [turn.text for turn in turns] == [turn.text for turn in parse(TEXT).turns]


@pytest.mark.parametrize("code", get_args(UndecodableCode))
@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_why_a_file_is_no_text_is_said_in_the_language_of_the_moment(code: str, language: str) -> None:
    with override(language):
        message = UNDECODABLE[code] % {"at": 7, "encoding": "UTF-16-LE"}
    left = re.sub(r"UTF-\d+(-LE)?|Windows-1256", "", message)
    assert not re.search("[A-Za-z]", left)
    assert re.search("[\u0621-\u06d5]", left)


def test_the_reason_is_not_english_in_an_arabic_message(write: Callable[..., Path]) -> None:
    path = write("cut.txt", TEXT.encode()[:-3])
    with override("ar"), pytest.raises(CommandError) as raised:
        call_command("parse_transcript", str(path))
    said = str(raised.value).replace(str(path), "").replace("UTF-8", "")
    assert not re.search("[A-Za-z]", said)


def test_wrong_options_are_refused_before_anything_is_read(write: Callable[..., Path]) -> None:
    path = write("a.txt", TEXT)
    for arguments in (
        ["--date=yesterday"],
        ["--date=0202-08-24"],
        ["--language=fr"],
        [f"--outlet={'ا' * 201}"],
    ):
        assert Run(path, *arguments).failed
    assert not Interview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_failure_in_the_middle_of_writing_leaves_nothing(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    link_names = importing.link_names

    def fail_for_one(interview: Interview, *arguments: Any) -> None:
        if interview.title == "حوار الميناء":
            raise RuntimeError("the power went off")
        link_names(interview, *arguments)

    monkeypatch.setattr(importing, "link_names", fail_for_one)
    good = write("good.txt", TEXT)
    before = everything()
    run = Run(write("a.json", INTERVIEW), create_speakers=True)
    assert run.failed
    assert "a.json: NOT imported" in run.errors
    assert "RuntimeError: the power went off" in run.errors
    assert everything() == before
    assert "good.txt: imported" in Run(good.with_name("a.json"), good).output


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_writes_nothing(write: Callable[..., Path]) -> None:
    before = everything()
    arguments = {"dry_run": True, "publish": True, "create_speakers": True}
    run = Run(write("a.txt", TEXT), write("b.json", INTERVIEW), write("c.json", "{"), **arguments)
    assert run.failed
    assert "a.txt: would be imported, 4 turns" in run.output
    assert "c.json: would NOT be imported" in run.errors
    assert (
        "2 would be imported, 0 are there already, 1 would fail. Nothing was written (dry run)" in run.output
    )
    assert ": imported" not in run.output
    assert "cannot be imported" in run.errors
    assert "not imported" not in run.errors
    assert everything() == before
    assert found() == []


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
    assert (mention.entity, mention.words, mention.state) == (place, "الميناء", "found")
