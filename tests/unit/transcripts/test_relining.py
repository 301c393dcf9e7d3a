"""Where a line holds several turns: it is cut at their signs, and at no dash or star of a sentence."""

import pytest

from interviews.transcripts.text.paragraphs import Document


def lines(text: str) -> list[str]:
    document = Document(text)
    return [text[paragraph.start : paragraph.end] for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    "turns",
    [
        ["* متى؟", "- غداً.", "* وأين؟", "- هناك.", "* وكيف؟", "- هكذا."],
        ["● متى؟", "●● غداً.", "● أين؟", "●● هنا.", "● كيف؟", "●● هكذا."],
        ["• متى؟", "ـــ غداً.", "• أين؟", "ـــ هنا.", "• كيف؟", "ـــ هكذا."],
        ["س: متى؟", "ج: غداً.", "س: أين؟", "ج: هنا."],
        ["السؤال: متى؟", "الجواب: غداً."],
        ["n متى؟", "q غداً.", "n أين؟", "q هنا.", "n كيف؟", "q هكذا."],
        ["1- متى؟ غداً.", "2- أين؟ هنا.", "3- كيف؟ هكذا."],
        # A dash right behind a question mark needs no third one, also at the very beginning.
        ["متى؟", "- غداً. أين؟", "- هنا."],
        # A remark ends in a full stop; its answer has the dash that stands behind questions elsewhere.
        ["* متى؟", "- غداً.", "* الناس تشكو.", "- نسمعها.", "* وأين؟", "- هنا."],
    ],
)
def test_a_line_is_cut_where_its_turns_begin(turns: list[str]) -> None:
    assert lines(" ".join(turns)) == turns


def test_no_space_is_needed_before_a_dash_behind_a_question_mark() -> None:
    assert lines("متى؟- غداً.\nأين؟-هنا.") == ["متى؟", "- غداً.", "أين؟", "-هنا."]


@pytest.mark.parametrize(
    "line",
    [
        "ذهب سعد - وهو أخي - إلى السوق",
        "2*3*4 = 24 * 1",
        "سياسة | رياضة | ثقافة | فن",
        "الرئيسية > ثقافة > حوار > هنا",
        "* متى؟ غداً. ** انظر الهامش",
        # Numbers that do not count on are the sentence's.
        "قال. 3. الماء. 5. الخبز. 7. الملح",
        "a b c d e f",
        "",
    ],
)
def test_signs_inside_a_sentence_cut_nothing(line: str) -> None:
    assert lines(line) == ([line] if line else [])


def test_cutting_keeps_places_in_the_original() -> None:
    text = "\u200f* متى؟\u00a0- غداً.  * أين؟ - هنا. * كيف؟ - هكذا."
    paragraphs = Document(text).paragraphs
    assert [text[p.words_at : p.end].rstrip() for p in paragraphs] == [
        "متى؟",
        "غداً.",
        "أين؟",
        "هنا.",
        "كيف؟",
        "هكذا.",
    ]
    assert [p.after_blank for p in paragraphs] == [True] + [False] * 5
