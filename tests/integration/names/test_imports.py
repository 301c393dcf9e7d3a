"""A speaker whom one file makes is found in the files of the same run, before and behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviews.actions import relinking
from interviews.actions.importing import ImportOptions, import_file
from interviews.models import Interview, Mention, Speaker
from tests.integration.names.conftest import mentions

pytestmark = pytest.mark.django_db(transaction=True)


def file(folder: Path, name: str, answer: str, guest: str) -> Path:
    path = folder / name
    interview = {
        "title": name,
        "participants": [{"name": guest, "role": "guest"}],
        "turns": [
            {"kind": "question", "speaker": None, "text": "من كان هناك؟"},
            {"kind": "answer", "speaker": guest, "text": answer},
        ],
    }
    path.write_text(json.dumps(interview, ensure_ascii=False), encoding="utf-8")
    return path


def test_names_of_one_run(tmp_path: Path) -> None:
    files = [
        file(tmp_path, "1.json", "كان هناك سمير كريم الزهيري معنا.", "رباح نعيم الكيلاني"),
        file(tmp_path, "2.json", "كان هناك رباح نعيم الكيلاني معنا.", "سمير كريم الزهيري"),
    ]
    options = ImportOptions(create_speakers=True, trusted=True)
    for path in files:
        assert import_file(path, options).status == "created"
    first, second = Interview.objects.order_by("pk")
    assert mentions(second) == [("رباح نعيم الكيلاني", "found")]
    relinking.work()
    assert mentions(first) == [("سمير كريم الزهيري", "found")]
    assert Speaker.objects.count() == 2


def test_a_dry_run_leaves_no_name_behind(tmp_path: Path) -> None:
    options = ImportOptions(create_speakers=True, trusted=True)
    one = file(tmp_path, "1.json", "نعم.", "رباح نعيم الكيلاني")
    import_file(one, options, dry_run=True)
    other = file(tmp_path, "2.json", "كان هناك رباح نعيم الكيلاني معنا.", "سمير كريم الزهيري")
    import_file(other, options)
    assert not Mention.objects.exists()
