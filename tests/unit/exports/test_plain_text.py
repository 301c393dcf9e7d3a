"""Plain text: read by people, and read back by the parser."""

from __future__ import annotations

from typing import Any

import pytest

from interviews.exports.plain_text import plain_text
from interviews.transcripts import parse
from tests.records import DELICATE, HOST, answer, question, record, turn

LONG_ANSWER = "بدأ العمل في الربيع.\n\nثم وصلت السفن: اثنتان من البصرة.\nوثالثة بعدهما."
EXCHANGES = [
    question("متى بدأ العمل في الميناء؟"),
    answer(LONG_ANSWER),
    question("ومن أين جاءت السفن؟"),
    answer("من الجنوب."),
    question("ومتى ينتهي؟"),
    answer("مع أول ريح."),
]

REPORTED = question("وعن السفن.", speaker=None, indirect=True)


def told(read: Any) -> list[tuple[str, str, bool]]:
    """Kind, words, and whether the question is reported: of turns of a record or of the parser."""
    if isinstance(read, list):
        return [(one["kind"], one["text"], one["indirect"]) for one in read]
    return [(one.kind, one.text, one.indirect) for one in read.turns]


@pytest.mark.parametrize(
    "turns",
    [
        EXCHANGES,
        # The one who asks is not known.
        [{**one, "speaker": None if one["kind"] == "question" else one["speaker"]} for one in EXCHANGES],
        [*EXCHANGES[:4], turn("narration", "صمت قليلاً ونظر إلى البحر من النافذة.", None), *EXCHANGES[4:]],
    ],
    ids=["labels", "nobody asks", "narration"],
)
@pytest.mark.parametrize("closing", ["", "أُجري الحوار في مكتبه صباح الأحد، وراجع ما ورد فيه قبل النشر."])
@pytest.mark.parametrize("source", ["https://nahr.example/1", ""])
def test_the_parser_reads_the_same_turns(turns: list[Any], closing: str, source: str) -> None:
    lead = "في مكتبه على الرصيف الثالث التقت «النهر» مدير الميناء."
    text = plain_text(record(turns=turns, lead=lead, closing=closing, source_url=source))
    assert told(parse(text)) == told(turns)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, "حوار مع مدير الميناء"),
        ({}, "سلمان الراوي، مدير الميناء (ضيف)"),
        ({}, "24 آب/أغسطس 2020"),
        ({}, "وكالة النهر: متى بدأ العمل في الميناء؟"),
        # The name in full, not the label as printed.
        ({}, "سلمان الراوي: بدأ العمل في الربيع."),
        ({"turns": [question("متى؟", speaker=None)]}, "سؤال: متى؟"),
        # A reported question is put under the name of whoever asks.
        (
            {"turns": [question("متى؟"), question("وعن السفن.", speaker=None, indirect=True)]},
            f"{HOST}: وعن السفن.",
        ),
        ({"language": "en", "published_on": "2020-08-24"}, "24 August 2020"),
        ({"language": "en"}, "سلمان الراوي, مدير الميناء (guest)"),
    ],
)
def test_it_says_what_a_reader_of_a_mail_needs(values: dict[str, Any], line: str) -> None:
    assert line in plain_text(record(**values)).splitlines()


def test_it_ends_with_where_it_comes_from_and_which_revision_it_is() -> None:
    end = plain_text(record()).split("\n\n")[-1]
    assert "https://nahr.example/1" in end
    assert "https://archive.example/interviews/12/\n" in end
    assert "3" in end.splitlines()[-1]
    assert "25 آب/أغسطس 2020" in end.splitlines()[-1]


@pytest.mark.parametrize("text", DELICATE)
def test_no_character_of_the_words_changes(text: str) -> None:
    assert f": {text}\n" in plain_text(record(turns=[answer(text)]))


def test_an_interview_without_anything_but_a_title_is_a_text() -> None:
    bare = record(
        turns=[], participants=[], outlet=None, published_on=None, place="", topics=[], source_url=""
    )
    assert plain_text(bare).startswith("حوار مع مدير الميناء\n\n")
