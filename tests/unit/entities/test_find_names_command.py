"""`manage.py find_names FILE`, and the figures that `make evaluate` prints of names."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from interviews.entities.starter import EntityRecord, InvalidRecord, known_names, read_records
from interviews.management.name_figures import CheckedNames, Found, NameFigures, Place

TALK = (
    "قال الدكتور هاشم العطاري في حوار مع «المرفأ» إنه عاد إلى العراق.\r\n\r\n"
    "- المرفأ: متى عدتم إلى العراق؟\r\n- العطاري: عدت أمس، وزرت وزارة الثروة السمكية.\r\n"
    "- المرفأ: وماذا بعد؟\r\n- العطاري: أعمل مع الدكتورة هند الديلمي.\r\n"
)


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("find_names", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_it_prints_each_name_with_offsets_into_the_decoded_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "مقابلة.txt"
    path.write_bytes(TALK.encode(encoding))
    mentions = json.loads(run(path))["mentions"]
    assert [list(one) for one in mentions] == [["start", "end", "surface", "name", "type", "proposed"]] * len(
        mentions
    )
    for one in mentions:
        assert TALK[one["start"] : one["end"]] == one["surface"]
    found = {(one["surface"], one["type"], one["proposed"]) for one in mentions}
    assert {
        ("هاشم العطاري", "person", False),
        ("العطاري", "person", False),
        ("العراق", "place", False),
        ("وزارة الثروة السمكية", "organisation", True),
        ("هند الديلمي", "person", True),
    } <= found


def test_who_is_named_by_a_label_is_a_mention_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TALK.encode())
    mentions = json.loads(run(path))["mentions"]
    labels = [one for one in mentions if TALK[one["end"]] == ":"]
    assert [one["surface"] for one in labels] == ["المرفأ", "العطاري"] * 2


@pytest.mark.parametrize(
    ("text", "surface", "apart"),
    [
        ("انتقل للعراق أمس", "للعراق", "عراق"),
        ("انتقل وللعراق أمس", "للعراق", "عراق"),
        ("انتقل لِلعراق أمس", "لِلعراق", "عراق"),
        ("انتقل بالعراق أمس", "العراق", "العراق"),
        ("انتقل للبنان أمس", "لبنان", "لبنان"),
    ],
)
def test_a_merged_article_is_printed_with_its_word_and_marked_without(
    tmp_path: Path, text: str, surface: str, apart: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (found,) = json.loads(run(path))["mentions"]
    assert (found["surface"], text[found["start"] : found["end"]]) == (surface, surface)
    (found,) = json.loads(run(path, apart=True))["mentions"]
    assert found["surface"] == apart


def test_the_places_in_a_page_are_those_of_its_own_characters(tmp_path: Path) -> None:
    page = "<h1>حوار</h1><p>قال الدكتور <b>هاشم</b> العطاري إنه عاد إلى &laquo;العراق&raquo;.</p>" * 3
    for name in ("a.html", "a.txt"):
        (tmp_path / name).write_bytes(page.encode())
        mentions = json.loads(run(tmp_path / name))["mentions"]
        assert {page[one["start"] : one["end"]] for one in mentions} == {"هاشم</b> العطاري", "العراق"}


def test_several_files_become_a_json_file_each(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(TALK.encode())
    run(tmp_path / "a.txt", tmp_path / "b.txt", to=tmp_path / "new")
    printed = run(tmp_path / "a.txt").rstrip("\n")
    assert {one.name: one.read_text(encoding="utf-8") for one in (tmp_path / "new").iterdir()} == {
        "a.json": printed,
        "b.json": printed,
    }
    with pytest.raises(CommandError):
        run(tmp_path / "a.txt", tmp_path / "b.txt")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(TALK.encode())
    errors = StringIO()
    with pytest.raises(CommandError):
        run(tmp_path / "missing.txt", tmp_path / "good.txt", to=tmp_path / "new", stderr=errors)
    assert "missing.txt" in errors.getvalue()
    assert (tmp_path / "new" / "good.json").exists()


def test_beside_checked_names_it_prints_figures_and_errors_in_their_context(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TALK.encode())
    checked = tmp_path / "checked"
    checked.mkdir()
    start = TALK.index("العراق")
    mentions = [
        {"start": start, "end": start + 6, "type": "place", "class": "named"},
        {"start": 0, "end": 3, "type": "person", "class": "named"},
    ]
    (checked / "a.json").write_text(json.dumps({"mentions": mentions}), encoding="utf-8")
    report = run(tmp_path / "a.txt", compare=checked)
    assert "[قال]" in report
    assert "[هند الديلمي]" in report
    assert any(line.startswith("place") and line.endswith(" 1") for line in report.splitlines())


def test_figures_need_exact_span_and_kind_and_pass_over_what_is_described() -> None:
    figures = NameFigures()
    checked = CheckedNames(frozenset({Place(0, 4, "person"), Place(5, 9, "place")}), ((20, 30),))
    found = [
        Found(Place(0, 4, "person"), False),
        Found(Place(5, 9, "organisation"), False),
        Found(Place(22, 28, "organisation"), True),
        Found(Place(40, 44, "person"), True),
    ]
    figures.add("a", "x" * 50, found, checked)
    rows = [line.split() for line in figures.lines()]
    assert ["person", "1.000", "1.000", "0.500", "1.000", "1"] in rows
    assert ["place", "-", "0.000", "-", "0.000", "1"] in rows
    assert sum("[" in line for line in figures.lines()) == 3


RECORD = {
    "kind": "organisation",
    "wikidata": "Q1",
    "names": {"ar": ["حزب الأمة", "الأمة"], "en": ["Umma Party"]},
    "abbreviations": ["UP"],
    "former": {"ar": ["حزب النهر"]},
    "ambiguous": ["الأمة"],
}


def test_a_compact_record_has_all_names_of_an_entity() -> None:
    (record,) = read_records({"entities": [RECORD]})
    assert isinstance(record, EntityRecord)
    names = list(known_names([record], first=7))
    assert [(name.entity, name.text, name.is_ambiguous) for name in names] == [
        (7, "حزب الأمة", False),
        (7, "Umma Party", False),
        (7, "الأمة", True),
        (7, "UP", False),
        (7, "حزب النهر", False),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "river"},
        {"names": {}},
        {"names": {"ar": [1]}},
        {"names": ["حزب"]},
        {"wikidata": 5},
        {"nickname": ["حزب"]},
        {"former": {"ar": [""]}},
    ],
)
def test_a_record_with_a_wrong_value_is_refused_with_its_number(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidRecord, match="entity 2"):
        read_records({"entities": [RECORD, {**RECORD, **change}]})


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("with_names", [True, False])
def test_evaluate_scores_names_where_they_were_checked(tmp_path: Path, with_names: bool) -> None:
    for folder in ("raw", "gold", *(["entities"] if with_names else [])):
        (tmp_path / folder).mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(TALK.encode())
    (tmp_path / "score.py").write_text("", encoding="utf-8")
    (tmp_path / "score_names.py").write_text("print('names scored')", encoding="utf-8")
    if with_names:
        (tmp_path / "entities" / "a.json").write_text('{"mentions": []}', encoding="utf-8")
    made = subprocess.run(
        ["make", "--silent", "--old-file=install-dev", "evaluate", f"TRANSCRIPTS={tmp_path}"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert ("names scored" in made.stdout) is with_names
    assert ("[هند الديلمي]" in made.stdout) is with_names
