"""``manage.py import_transcripts``: what is wrong is said, and nothing of it is written."""

import codecs
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from interviews.actions import importing
from interviews.actions.interview_file import UNDECODABLE
from interviews.models import (
    Interview,
)
from interviews.transcripts.files import UndecodableCode
from tests.integration.importing.sample_run import INTERVIEW, TEXT, Run, changed, everything
from tests.integration.search.asking import found

pytestmark = pytest.mark.django_db

# Encodings, formats, and what stands at the end of a file's name: written so in every language.
NAMES_OF_FORMATS = re.compile(r"UTF-\d+(-LE)?|Windows-1256|NUL|JSON|PDF|RTF|\.(docx?|odt|srt|vtt)\b")


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
        ("empty.txt", " \n", "There is no text in it."),
        ("table.csv", "س,متى؟", "Only these files can be imported: .txt .html"),
        ("word.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "It is in Word"),
        ("word.docx", b"PK\x03\x04", "a document (.docx or .odt) that is damaged"),
        ("broken.json", '{"title": "حوار",', "not valid JSON: it cannot be read from line 1, column 18 on."),
        ("broken.json", '{"lead": "أ",\n "title" "ب"}', "read from line 2, column 10 on."),
        ("number.json", f'{{"title": {"7" * 5000}}}', "A number in this JSON has too many digits."),
        ("deep.json", "[" * 100_000, "JSON"),
        ("list.json", [1], "neither an interview of the archive nor a list of speakers"),
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
    assert "1 imported, 0 wait at the desk, 0 unchanged, 1 failed" in run.output
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
    assert "Only these files" not in run.errors


def test_a_folder_without_files_is_an_error(write: Callable[..., Path]) -> None:
    empty = write("notes.log", "not for the archive").parent
    run = Run(empty, write("../other/good.txt", TEXT))
    assert run.failed
    assert f"{empty}: NOT imported" in run.errors
    assert "No file that can be imported was found in this folder." in run.errors
    assert "1 imported, 0 wait at the desk, 0 unchanged, 1 failed" in run.output


def test_a_document_of_a_kind_that_is_not_read_is_named_in_a_folder(write: Callable[..., Path]) -> None:
    folder = write("scan.pdf", b"%PDF-1.7\n1 0 obj").parent
    write("good.txt", TEXT)
    run = Run(folder)
    assert run.failed
    assert "scan.pdf: NOT imported" in run.errors
    assert "It is a PDF" in run.errors
    assert "1 imported" in run.output


def test_a_link_to_nothing_in_a_folder_is_named(write: Callable[..., Path]) -> None:
    good = write("good.txt", TEXT)
    (good.parent / "x.txt").symlink_to(good.parent / "gone.txt")
    run = Run(good.parent)
    assert run.failed
    assert "x.txt: NOT imported" in run.errors
    assert "It is a link to a file that is not there." in run.errors
    assert "1 imported, 0 wait at the desk, 0 unchanged, 1 failed" in run.output


def test_facts_beside_a_text_that_are_a_link_to_nothing_are_not_passed_over(
    write: Callable[..., Path],
) -> None:
    path = write("a.txt", TEXT)
    path.with_suffix(".json").symlink_to(path.with_name("gone.json"))
    run = Run(path)
    assert run.failed
    assert "a.json: It is a link to a file that is not there." in run.errors


@pytest.mark.parametrize("code", get_args(UndecodableCode))
@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_why_a_file_is_no_text_is_said_in_the_language_of_the_moment(code: str, language: str) -> None:
    with override(language):
        message = UNDECODABLE[code] % {"at": 7, "encoding": "UTF-16-LE"}
    left = NAMES_OF_FORMATS.sub("", message)
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
    assert Run(good.with_name("a.json"), good).row("good.txt")[0] == "draft"


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_writes_nothing(write: Callable[..., Path]) -> None:
    before = everything()
    arguments = {"dry_run": True, "publish": True, "create_speakers": True}
    run = Run(write("a.txt", TEXT), write("b.json", INTERVIEW), write("c.json", "{"), **arguments)
    assert run.failed
    assert run.row("a.txt")[0] == "published"
    assert "c.json: would NOT be imported" in run.errors
    assert (
        "2 would be imported, 0 would wait at the desk, 0 are there already, 1 would fail. "
        "Nothing was written (dry run)" in run.output
    )
    assert ": imported" not in run.output
    assert "cannot be imported" in run.errors
    assert "not imported" not in run.errors
    assert everything() == before
    assert found() == []
