"""Time is linear in the length of the text: counted in calls, so that no slow machine can fail the test.

What one call of a pattern does shows in no count: there the processor's seconds have a generous bound.
"""

from collections.abc import Callable
from time import process_time

import pytest

from interviews.transcripts import parse
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import reporting_clause
from tests.calls import calls_of

TEXTS: dict[str, Callable[[int], str]] = {
    "an ordinary interview": lambda n: (
        "وكالة البرق: كيف ذلك؟\n\nسعاد القيسي: هكذا. ويضيف: نعم.\n\nويتابع القيسي: لا.\n\n" * n
    ),
    "one endless line": lambda n: "سعاد القيسي: هكذا كان " * 4 * n,
    "one-letter lines": lambda n: "ا\n" * 10 * n,
    "labels that are all different": lambda n: "".join(f"متحدث{i}: نعم؟\nمتحدث{i}: لا.\n" for i in range(n)),
    "names that are spellings of each other": lambda n: "".join(
        f"سعاد رقم{i % 90} القيسي: كيف؟\nالقيسي: هكذا.\n" for i in range(n)
    ),
    "labels that are all misprints": lambda n: "".join(
        f"سعاد القيسي: كيف؟\nسعاد القي{chr(0x621 + i % 40)}ي: هكذا.\n" for i in range(n)
    ),
    "lists": lambda n: "س: ا\nج: ب:\n" * 3 + "الشمال: عشرة:\nالجنوب: تسعة:\n" * n,
    "offices alone": lambda n: "".join(
        f"الوزير: كيف؟\nرئيس ال{i}: هكذا.\nالوزير رقم{i}: نعم.\n" for i in range(n)
    ),
    "dashes": lambda n: "- نون: كم؟\n- سعاد: مئة.\n" + "- ومن؟\n- نحن.\n" * n,
    "subjects with answers": lambda n: "س: ا\nسعاد: ب\n" * 3 + "وعن كذا قال سعاد: نعم\nرد سعاد بأن لا\n" * n,
    "reporting verbs only": lambda n: 'قال "' * 8 * n,
    "indirect questions only": lambda n: "س: ا\nج: ب\n" * 3 + "وردا على سؤال قال فلان: نعم\n" * n,
    "one indirect question of many verbs": lambda n: (
        "س: ا\nج: ب\n" * 3 + "وردا على سؤال عن كذا " + "قال فلان " * 4 * n
    ),
    "lines of a page": lambda n: (
        "كيف؟\nهكذا.\n" * 3 + "اقرأ أيضاً:\n5 مايو 1990\n(نون)\nالمصدر:\nعمّان - نون\n" * n
    ),
    "lines that repeat each other": lambda n: "كيف؟\nكنا ننتظر الماء أياماً في السوق القديم\n" * n,
    "readers' letters": lambda n: "".join(
        f"أم هند{i % 9} ـ البصرة\nعندي ألم.\nد. مازن: نعم.\n" for i in range(n)
    ),
    "headings between turns": lambda n: "س: كيف؟\nج: هكذا.\nماء وخبز\n" * n,
    "told interviews": lambda n: "وردا على سؤال عن الماء قال سعاد القيسي: «نعم». وأضاف: «لا».\n" * n,
    "a told interview on one line": lambda n: "وعن الماء قال سعاد القيسي إن «لا». " * n,
    "told questions that nobody answers": lambda n: "وعن» وسئل. هل كان؟ " * n,
    "marks only": lambda n: "- • * ـ " * 6 * n,
    "colons only": lambda n: ": " * 16 * n,
    "questions that call somebody": lambda n: "".join(
        f"● دكتور سعاد{i % 25}، كيف؟\n- هكذا.\n● وأنت يا نادر{i}؟\n- نعم.\n" for i in range(n)
    ),
    "a lead of guests": lambda n: (
        "".join(f"حوار مع الفنان سعاد رقم{i} القيسي، مدير الماء، وسعد رقم{i}. " for i in range(n))
        + "\n● كيف؟\n- هكذا.\n● ومتى؟\n- غداً.\n"
    ),
    "a lead of names": lambda n: "أكد سعاد القيسي، مديرة الماء، " * 2 * n + "\nس: ا؟\nج: ب\nس: ا؟\nج: ب\n",
}

#: What a thousand characters of it cost must not depend on how many thousands there are.
HOSTILE = (
    "؟ ",
    "- ",
    "س: ",
    "س\n",
    "1. ",
    "(",
    "●",
    "«",
    "»",
    '"',
    " ",
    "\n",
    "\r\n",
    "\u200f",
    ":\n",
    "…",
    "ـ",
    "؟!",
    "* ",
    "n ا ",
    "- كيف؟ نعم. ",
    "كيف؟-نعم ",
    "1. كيف؟ نعم. ",
    "(كيف؟\n",
    "«كيف؟ ",
    "[فاصل]\n",
    "نص الحوار:\n",
    "> ",
    "س/",
    "بِ",
)


def calls(text: str) -> int:
    return calls_of(lambda: parse(text))


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_costs_about_four_times_the_calls(name: str) -> None:
    make = TEXTS[name]
    calls(make(20))  # word lists and tables are loaded once
    small, large = calls(make(300)), calls(make(1200))
    # What is quadratic makes sixteen times the calls. The beginning of a long text is read twice.
    assert large < 6 * small + 2000


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_costs_as_much_a_character_however_long(piece: str) -> None:
    calls(piece * 20)
    small, large = calls(piece * 500), calls(piece * 2000)
    assert large < 5 * small + 2000


@pytest.mark.parametrize("piece", ["؟ ", "(", "«", '"', "- ", "●", " ", "ا", "كلمة ", "1. ", "…", "*", "ـ"])
def test_one_line_of_half_a_megabyte_is_read_at_once(piece: str) -> None:
    """What is quadratic inside one call of a pattern takes minutes here; what is not, about a second."""
    text = piece * (500_000 // len(piece))
    started = process_time()
    transcript = parse(text)
    assert process_time() - started < 30
    assert transcript.text == text


def test_a_clause_looks_only_so_far() -> None:
    document = Document("قال " + "كلمة " * 50_000 + ": نعم")
    clause = reporting_clause(document, 0, len(document.text))
    assert clause is not None
    assert clause.ending == "none"
