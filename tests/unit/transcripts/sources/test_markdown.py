"""Markdown becomes its text where it is Markdown beyond doubt or by its name."""

import pytest

from interviews.transcripts.sources import read, read_text
from interviews.transcripts.sources.markdown import read_markdown
from tests.unit.transcripts.sources.looks import looks


@pytest.mark.parametrize(
    ("markdown", "text", "expected"),
    [
        ("# محور #\nنص", "محور\n\nنص", [("heading", "محور")]),
        ("محور\n----\nنص", "محور\n\nنص", [("heading", "محور")]),
        ("**متى؟**\nغداً.", "متى؟\nغداً.", [("strong", "متى؟")]),
        ("**متى؟**نعم", "متى؟نعم", [("strong", "متى؟")]),
        ("__أ__ *ب* _ج_ ***د***", "أ ب ج د",
         [("strong", "أ"), ("emphasis", "ب ج د"), ("strong", "د")]),
        ("**أ *ب* ج**", "أ ب ج", [("strong", "أ ب ج"), ("emphasis", "ب")]),
        ("**أ\nب**", "أ\nب", [("strong", "أ"), ("strong", "ب")]),
        # Marks without a partner are text.
        ("**متى؟\n\nغداً**", "**متى؟\n\nغداً**", []),
        ("2 * 3 و snake_case_name", "2 * 3 و snake_case_name", []),
        ("*****\n\n---", "*****\n\n---", []),
        (r"\*حرفياً\*", "*حرفياً*", []),
        ("`**شفرة**`", "**شفرة**", []),
        ("```\n  **أ**\n```\nب", "  **أ**\n\nب", []),
        # The marks of lists may part questions from answers: they stay.
        ("- متى؟\n- غداً.", "- متى؟\n- غداً.", [("item", "- متى؟"), ("item", "- غداً.")]),
        ("1. متى؟\nغداً.", "1. متى؟\nغداً.", [("item", "1. متى؟")]),
        ("> قول\n> يطول\n\nنص", "قول\nيطول\n\nنص", [("quote", "قول\nيطول")]),
        ("في [**هذا** الباب](https://a.example \"ع\") و[ذاك][1]\n\n[1]: https://b.example",
         "في هذا الباب وذاك",
         [("link", "هذا الباب"), ("strong", "هذا"), ("link", "ذاك")]),
        ("[سعاد]: نعم\n[1]: /b", "[سعاد]: نعم", []),
        ("[حاشية] و[أخرى", "[حاشية] و[أخرى", []),
        ("أ ![صورة](a.png) <https://a.example>", "أ  https://a.example", []),
        ("| س | متى؟ |\n|---|:--|\n| ج | غداً. |\n| س | أين؟ |", "س: متى؟\nج: غداً.\nس: أين؟", []),
        ("متى؟<br>غداً. &laquo;نعم&raquo;", "متى؟\nغداً. «نعم»", []),
        ("سطر\r\nآخر\r\n\r\n\r\nثالث", "سطر\nآخر\n\nثالث", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_the_text_and_look_of_markdown(markdown: str, text: str, expected: list[tuple[str, str]]) -> None:
    source = read_markdown(markdown)
    assert source.text == text
    assert looks(source) == expected


@pytest.mark.parametrize(
    "text",
    [
        "**متى؟**\nغداً.\n\n**أين؟**\nهنا.\n\n**كم؟**\nعشرة.",
        "## الماء\n\nنص [رابط](https://a.example/1)\n\n## الخبز\n\nنص",
    ],
)
def test_markdown_is_known_beyond_doubt(text: str) -> None:
    assert read_text(text).media == "markdown"


@pytest.mark.parametrize("text", ["**متى؟**\nغداً.", "## أ\nنص\n## ب\nنص", "* متى؟ - غداً.\n* أين؟ - هنا."])
def test_a_name_decides_where_marks_leave_a_doubt(text: str) -> None:
    assert read_text(text).text == text
    assert read(text.encode(), "حوار.MD").media == "markdown"
