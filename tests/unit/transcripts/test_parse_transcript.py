"""`manage.py parse_transcript FILE`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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
    assert list(result) == ["lead", "turns", "set_aside", "problems"]
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
