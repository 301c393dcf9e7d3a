"""`manage.py parse_transcript FILE`."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from interviews.management.commands import parse_transcript

TALK = "مقدمة.\r\n\r\nس: متى؟\r\nج: غداً.\r\nس: أين؟\r\nج: هنا.\r\n"


def run(path: Path) -> str:
    out = StringIO()
    call_command("parse_transcript", str(path), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_it_prints_the_result_with_offsets_into_the_decoded_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "مقابلة.txt"
    path.write_bytes(TALK.encode(encoding))
    printed = run(path)
    assert "غداً." in printed
    result = json.loads(printed)
    assert list(result) == ["lead", "turns", "set_aside", "problems", "media", "encoding", "text"]
    assert (result["media"], result["text"]) == ("text", TALK)
    assert result["lead"] == "مقدمة."
    assert [turn["text"] for turn in result["turns"]] == ["متى؟", "غداً.", "أين؟", "هنا."]
    for turn in result["turns"]:
        assert list(turn) == ["kind", "speaker", "text", "start", "end", "indirect", "confidence"]
        assert TALK[turn["start"] : turn["end"]] == turn["text"]
    assert [list(piece) for piece in result["set_aside"]] == [["kind", "start", "end"]] * 4


def test_problems_are_printed_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("لا حوار هنا.", encoding="utf-8")
    (problem,) = json.loads(run(path))["problems"]
    assert problem["code"] == "no_turns"
    assert set(problem) == {"code", "message", "start", "end"}


def test_several_files_become_a_json_file_each(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TALK, encoding="utf-8")
    folder = tmp_path / "new" / "folder"
    call_command("parse_transcript", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), to=folder)
    printed = run(tmp_path / "a.txt")
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert written == {"a.json": printed.rstrip("\n"), "b.json": printed.rstrip("\n")}


def test_of_several_files_one_that_cannot_be_read_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TALK, encoding="utf-8")
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command(
            "parse_transcript",
            str(tmp_path / "nowhere.txt"),
            str(tmp_path / "good.txt"),
            to=tmp_path / "out",
            stderr=errors,
        )
    assert "nowhere.txt" in errors.getvalue()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.json"]


def test_a_fault_of_the_parser_in_one_file_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TALK, encoding="utf-8")
    real = parse_transcript.parse

    def fail_once(text: Any) -> Any:
        monkeypatch.setattr(parse_transcript, "parse", real)
        raise RuntimeError("a rule is wrong")

    monkeypatch.setattr(parse_transcript, "parse", fail_once)
    with pytest.raises(CommandError):
        call_command(
            "parse_transcript", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), to=tmp_path / "out"
        )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.json"]
    assert "a.txt could not be read" in caplog.text


def test_two_files_of_one_name_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    with pytest.raises(CommandError, match=r"a\.json"):
        call_command("parse_transcript", str(tmp_path / "a.txt"), str(tmp_path / "a.md"), to=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_instead_of_the_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TALK.encode())
    with pytest.raises(CommandError, match=r"a\.txt"):
        call_command("parse_transcript", str(path), to=path)
    assert path.read_bytes() == TALK.encode()


def test_several_files_without_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--to"):
        call_command("parse_transcript", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        run(tmp_path / "nowhere.txt")


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=tmp_path.name):
        run(tmp_path)


def test_an_undecodable_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\r")
    with pytest.raises(CommandError, match=r"picture\.txt"):
        run(path)
