"""``manage.py import_transcripts``: pages, documents, subtitles and the JSON of other programs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from interviews.models import Interview
from tests.integration.importing.sample_run import Run
from tests.unit.transcripts.sources.documents import docx, odt, paragraph

pytestmark = pytest.mark.django_db

SPOKEN = [
    ("وكالة النهر", "كم سفينة ترسو في الميناء؟"),
    ("سلمان الراوي", "ترسو نحو أربعين سفينة."),
    ("وكالة النهر", "وماذا عن الرافعات الجديدة؟"),
    ("سلمان الراوي", "تصل الأولى في الربيع."),
]
LINES = [f"{speaker}: {text}" for speaker, text in SPOKEN]
CUES = "\n\n".join(
    f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{line}" for n, line in enumerate(LINES, start=1)
)
KINDS: dict[str, Any] = {
    "a.html": "<html><body><nav>الرئيسية</nav>" + "".join(f"<p>{line}</p>" for line in LINES),
    "a.md": "\n\n".join(f"**{speaker}:** {text}" for speaker, text in SPOKEN),
    "a.docx": docx("".join(map(paragraph, LINES))),
    "a.odt": odt("".join(f"<text:p>{line}</text:p>" for line in LINES)),
    "a.srt": CUES,
    "a.vtt": f"WEBVTT\n\n{CUES.replace(',000', '.000')}",
    "a.json": [{"speaker": speaker, "text": text} for speaker, text in SPOKEN],
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_this_kind_becomes_an_interview(write: Callable[..., Path], name: str) -> None:
    path = write(name, KINDS[name])
    assert not Run(path.parent, "--publish").failed
    interview = Interview.objects.get()
    assert [turn.text for turn in interview.turns.all()] == [text for _speaker, text in SPOKEN]
    assert "الرافعات" in interview.source_text
    assert Run(path).row(name)[0] == "there already"


def test_facts_stand_beside_any_kind_of_file(write: Callable[..., Path]) -> None:
    write("a.json", {"title": "حوار الميناء"})
    assert not Run(write("a.docx", KINDS["a.docx"]).parent).failed
    assert Interview.objects.get().title == "حوار الميناء"


def test_what_parse_transcript_prints_of_a_document_can_be_imported(write: Callable[..., Path]) -> None:
    path = write("a.docx", KINDS["a.docx"])
    call_command("parse_transcript", str(path), to=path.parent / "read")
    printed = path.parent / "read" / "a.json"
    assert json.loads(printed.read_text(encoding="utf-8"))["media"] == "docx"
    assert not Run(printed).failed
    assert Interview.objects.get().turns.count() == 4
