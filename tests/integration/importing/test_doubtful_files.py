"""``manage.py import_transcripts``: what an editor should see first waits at the paste desk."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.translation import override

from interviews.actions import pasting
from interviews.actions.authority_files import load_authority_files
from interviews.actions.importing import ImportOptions, find_files, import_file
from interviews.actions.paste_saving import save_as_interview
from interviews.actions.sample_archive import FIXTURES, authority_files
from interviews.management.text_table import width
from interviews.models import Interview, Paste
from interviews.transcripts import parse
from tests.integration.importing.sample_run import INTERVIEW, TEXT, Run, everything

pytestmark = pytest.mark.django_db

PROSE = "نص لا حوار فيه.\n\nفقرة أخرى منه."

# Long enough to be recognised when it comes again.
LONG = (
    TEXT
    + """
- وكالة النهر: ومن يدفع ثمن الرافعات، وهل دخل القطاع الخاص شريكاً في المشروع كما قيل قبل شهرين؟

- الراوي: يدفع الميناء الثلث من أرباحه، والباقي قرض من المصرف الزراعي يسدَّد في تسع سنوات بلا فائدة، ولم يدخل \
معنا شريك حتى هذا اليوم، لأن الشركات كلها طلبت إدارة الأرصفة وحدها، ونحن لا نترك المفاتيح لأحد.
"""
)


def republished(text: str) -> str:
    """The same interview in another paper: another headline, no labels of the agency, other punctuation."""
    return "الميناء يشتري رافعات\n\n" + text.replace("وكالة النهر:", "الجريدة:").replace("،", " -").replace(
        "ً", ""
    )


def test_a_text_without_questions_and_answers_waits(write: Callable[..., Path]) -> None:
    path = write("prose.txt", PROSE)
    run = Run(path, "--publish")
    assert not run.failed
    assert run.row("prose.txt")[0] == "for the desk"
    assert "No questions and answers were recognised in it." in run.output
    assert "0 imported, 1 wait at the desk, 0 unchanged, 0 failed" in run.output
    assert not Interview.objects.exists()
    paste = Paste.objects.get()
    assert paste.status == Paste.Status.WAITING
    assert paste.text == PROSE
    assert bytes(paste.source.original) == path.read_bytes()
    assert paste.source.file_name == "prose.txt"


def test_only_what_is_sure_is_published(write: Callable[..., Path]) -> None:
    run = Run(write("prose.txt", PROSE), write("sure.txt", TEXT), write("facts.json", INTERVIEW), "--publish")
    assert "2 imported, 1 wait at the desk" in run.output
    assert {interview.status for interview in Interview.objects.all()} == {"published"}
    assert Paste.objects.count() == 1


def test_what_the_files_say_of_it_is_known_at_the_desk(write: Callable[..., Path]) -> None:
    write(
        "a.json", {key: value for key, value in INTERVIEW.items() if key not in ("turns", "lead", "closing")}
    )
    Run(
        write("a.txt", PROSE + "\n\n" + PROSE), write("b.txt", PROSE), outlet="وكالة الجبل", date="2021-02-03"
    )
    first, second = Paste.objects.order_by("source__file_name")
    assert (first.title, first.outlet.name, str(first.published_on)) == (
        "حوار الميناء",
        "وكالة النهر",
        "2020-08-24",
    )
    assert (first.place, first.source_url, first.language) == ("الموصل", "https://nahr.example/1", "ar")
    assert sorted(first.topics.values_list("name", flat=True)) == ["تجارة", "موانئ"]
    people = {one.name: (one.role, one.office) for one in first.current_draft.speakers}
    assert people == {"وكالة النهر": ("interviewer", ""), "سلمان الراوي": ("guest", "مدير الميناء")}
    assert (second.outlet.name, second.published_on) == ("وكالة الجبل", date(2021, 2, 3))


def test_a_participant_that_the_text_names_too_is_one_participant(write: Callable[..., Path]) -> None:
    Run(write("known.txt", LONG))
    write("a.json", {"participants": INTERVIEW["participants"]})
    Run(write("a.txt", republished(LONG)))
    people = {one.name: (one.role, one.office) for one in Paste.objects.get().current_draft.speakers}
    assert people["سلمان الراوي"] == ("guest", "مدير الميناء")
    assert len([name for name in people if "الراوي" in name]) == 1


def test_the_same_interview_of_another_paper_waits(write: Callable[..., Path]) -> None:
    Run(write("first.txt", LONG), outlet="وكالة النهر")
    run = Run(write("second.txt", republished(LONG)), "--publish", outlet="الجريدة")
    assert run.row("second.txt")[0] == "for the desk"
    assert f"in common): {Interview.objects.get().title}" in run.output
    assert Paste.objects.get().outlet.name == "الجريدة"


def test_the_same_interview_in_one_run_waits(write: Callable[..., Path]) -> None:
    run = Run(write("1.txt", LONG), write("2.txt", republished(LONG)))
    assert [run.row("1.txt")[0], run.row("2.txt")[0]] == ["draft", "for the desk"]


def test_a_file_with_turns_of_its_own_waits_when_the_archive_has_it(write: Callable[..., Path]) -> None:
    Run(write("first.txt", LONG))
    turns = [{"kind": turn.kind, "text": turn.text} for turn in parse(LONG).turns]
    path = write("b.json", {"title": "حوار", "turns": turns})
    assert Run(path).row("b.json")[0] == "for the desk"
    assert Interview.objects.count() == 1
    assert bytes(Paste.objects.get().source.original) == path.read_bytes()
    assert Run(path).row("b.json")[0] == "there already"
    paste = Paste.objects.get()
    saved = save_as_interview(paste, paste.version)
    assert "It was saved at the desk." in Run(path).output
    saved.delete()
    assert Run(path).row("b.json")[0] == "for the desk"
    assert Paste.objects.count() == 2


def test_a_second_run_recognises_what_waits(write: Callable[..., Path]) -> None:
    path, copy = write("prose.txt", PROSE), write("copy.txt", PROSE.replace("\n", "\r\n") + "\n")
    Run(path)
    before = everything()
    run = Run(path, copy)
    assert run.row("prose.txt")[0] == run.row("copy.txt")[0] == "there already"
    assert "It waits at the desk already." in run.output
    assert everything() == before
    paste = Paste.objects.get()
    pasting.discard(paste, paste.version)
    assert "It was put away at the desk." in Run(path).output
    assert everything() == before


def test_a_second_run_recognises_what_was_saved_at_the_desk(write: Callable[..., Path]) -> None:
    Run(write("first.txt", LONG))
    path = write("second.txt", republished(LONG))
    Run(path)
    paste = Paste.objects.get()
    save_as_interview(paste, paste.version)
    assert Run(path).row("second.txt")[0] == "there already"
    assert Paste.objects.count() == 1


def test_what_is_too_long_for_the_desk_is_told_and_nothing_is_kept(
    write: Callable[..., Path], settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = len(PROSE)
    run = Run(write("book.txt", PROSE))
    assert run.failed
    assert "book.txt: NOT imported" in run.errors
    assert "It is larger than" in run.errors
    assert not Paste.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_leaves_nothing_at_the_desk(write: Callable[..., Path]) -> None:
    before = everything()
    run = Run(write("prose.txt", PROSE), "--dry-run")
    assert not run.failed
    assert "0 would be imported, 1 would wait at the desk" in run.output
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_what_waits_was_committed(write: Callable[..., Path]) -> None:
    assert Run(write("prose.txt", PROSE)).row("prose.txt")[0] == "for the desk"
    assert Paste.objects.get().text == PROSE


def test_the_sample_archive_is_without_doubt() -> None:
    load_authority_files(authority_files())
    for path in find_files([FIXTURES / "interviews"]):
        outcome = import_file(path, ImportOptions(publish=True))
        assert (outcome.status, outcome.interview.status) == ("created", "published"), (path, outcome.notes)


def test_the_table_is_aligned_in_arabic_with_totals(write: Callable[..., Path]) -> None:
    paths = [write("حوار طويل.txt", TEXT), write("b.txt", PROSE), write("c.json", INTERVIEW)]
    output = StringIO()
    with override("ar"):
        call_command("import_transcripts", *map(str, paths), stdout=output, stderr=StringIO())
    table = [line for line in output.getvalue().splitlines() if line.startswith("\u200f")]
    _head, *rows, total = table
    assert len(rows) == 3
    # The last cell is a number, which ends where the others do.
    assert len({width(line) for line in table[1:]}) == 1
    assert total.split()[-2:] == ["8", str(sum(int(line.split()[-1]) for line in rows))]
