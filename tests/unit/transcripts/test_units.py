"""A document in units: passages of which one can be a question and the next its answer."""

import pytest

from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.units import (
    AFTER_QUESTION,
    ANSWERER,
    ANSWERING,
    ASKER,
    LABELLED,
    Unit,
    units,
)


def cut(text: str) -> list[tuple[str, Unit]]:
    return [(text[unit.body_start : unit.end].strip(), unit) for unit in units(Document(text))]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("", []),
        ("متى؟\nغداً.", ["متى؟", "غداً."]),
        ("متى؟ غداً.", ["متى؟", "غداً."]),
        ("متى؟!.. غداً.", ["متى؟!..", "غداً."]),
        ("«متى؟» قلت.", ["«متى؟»", "قلت."]),
        ("متى؟\r\n\r\nغداً.", ["متى؟", "غداً."]),
        # A question is cut out of its line from the beginning of its sentence.
        ("لا أعرف. ومن يعرف؟ لا أحد.", ["لا أعرف.", "ومن يعرف؟", "لا أحد."]),
        # Without a question inside a line stays whole, however many sentences it has.
        ("لا أعرف. لا أحد يعرف. نعم.", ["لا أعرف. لا أحد يعرف. نعم."]),
        # A request behind a mark may have its answer on its line.
        ("* حدثنا عن بيتك. كان بعيداً.", ["حدثنا عن بيتك.", "كان بعيداً."]),
        # Drawn lines belong to no unit; a mark, a number or a label alone opens what stands below.
        ("-----\nمتى؟\n-----\nغداً.", ["متى؟", "غداً."]),
        ("●\nمتى؟\n●●\nغداً.", ["متى؟", "غداً."]),
        ("1\nمتى؟\nغداً.\n2\nأين؟", ["متى؟", "غداً.", "أين؟"]),
        ("س\nمتى؟\nج\nغداً.", ["متى؟", "غداً."]),
    ],
)
def test_a_text_is_cut_around_its_questions(text: str, passages: list[str]) -> None:
    assert [passage for passage, _ in cut(text)] == passages


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("• متى؟\nـــ غداً.", ["•", "ـــ"]),
        ("1- متى؟\nغداً.\n2- أين؟", ["#-", "", "#-"]),
        ("س: متى؟\nج: غداً.", [ASKER, ANSWERER]),
        ("س\nمتى؟\nج\nغداً.", [ASKER, ANSWERER]),
        ("المراسلة: متى؟\nالوزير: غداً.", [ASKER, LABELLED]),
        ("* متى؟ - غداً.\n* أين؟ - هنا.", ["*", ANSWERING, "*", ANSWERING]),
        ("•\nمتى؟\n•\nغداً.", ["•|", "•|"]),
    ],
)
def test_the_sign_of_a_unit_says_how_it_begins(text: str, signs: list[str]) -> None:
    assert [unit.sign for _, unit in cut(text)] == signs


def test_what_stands_behind_a_question_mark_on_its_line_says_so() -> None:
    assert [unit.sign for _, unit in cut("* متى؟ غداً.")] == ["*", AFTER_QUESTION]


def test_marked_lines_behind_a_colon_are_items_of_a_list() -> None:
    found = cut("الأسباب:\n- الماء.\n- الخبز.\nانتهى.\n- متى؟")
    assert [unit.item for _, unit in found] == [False, True, True, False, False]


def test_a_unit_knows_whether_it_asks_and_whose_label_it_has() -> None:
    text = "حوار مع سعد الراوي.\n- متى؟\n- الراوي: غداً.\n- أين؟\n- الراوي: هنا."
    found = cut(text)
    assert [unit.asks for _, unit in found] == [False, True, False, True, False]
    assert [
        text[unit.label.name_start : unit.label.name_end] if unit.label else None for _, unit in found
    ] == [None, None, "الراوي", None, "الراوي"]


def test_the_units_of_a_text_follow_one_another_within_their_paragraphs() -> None:
    text = "\u200f* متى؟ - غداً. * أين؟ - هنا.\n" * 3 + "لا أعرف. ومن يعرف؟ لا أحد.\n" + "كلمة " * 200
    document = Document(text)
    position = 0
    for unit in units(document):
        paragraph = document.paragraphs[unit.paragraph]
        assert position <= unit.start <= unit.body_start < unit.end
        assert paragraph.start <= unit.start
        assert unit.end <= paragraph.end
        position = unit.end
