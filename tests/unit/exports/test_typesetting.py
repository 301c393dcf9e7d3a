"""Lines of a PDF: measured, broken, and put in the order of the eye."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from fpdf import FPDF

from interviews.exports.typesetting import (
    MISSING,
    Direction,
    Line,
    ShapedFont,
    _in_order_of_sight,
    _runs,
    broken,
    direction_mark,
    direction_of,
    drawable,
)


@pytest.fixture(scope="module")
def font() -> Iterator[ShapedFont]:
    font = ShapedFont(FPDF(unit="pt"), "vazirmatn", "", "Vazirmatn-Regular.ttf")
    yield font
    font.close()


def words(line: Line) -> str:
    return " ".join("".join(piece.text for piece in word.pieces) for word in line.words)


@pytest.mark.parametrize(
    ("text", "otherwise", "direction"),
    [
        ("نعم", "ltr", "rtl"),
        ("yes", "rtl", "ltr"),
        ("دەوڵەت", "ltr", "rtl"),
        # Its words say what a paragraph is, not the first or the longest one of them.
        ("NATO قالت إن الحلف باق", "ltr", "rtl"),
        ("انظر https://example.org/a-very-long-address-of-a-page هنا", "ltr", "rtl"),
        ("He said «نعم» twice", "rtl", "ltr"),
        ("2020 – 2021", "rtl", "rtl"),
        ("2020 – 2021", "ltr", "ltr"),
        ("", "rtl", "rtl"),
        ("نعم yes", "ltr", "ltr"),
    ],
)
def test_a_paragraph_runs_as_most_of_its_words_do(text: str, otherwise: Direction, direction: str) -> None:
    assert direction_of(text, otherwise) == direction


@pytest.mark.parametrize(
    ("text", "direction", "seen"),
    [
        # From left to right, as they stand on the paper; each run is written in the order of reading.
        ("قالت CNN نعم", "rtl", ["نعم", "CNN", "قالت"]),
        ("سنة 2020 كانت", "rtl", ["كانت", "2020", "سنة"]),
        ("قال John Smith اليوم", "rtl", ["اليوم", "John Smith", "قال"]),
        # A sign between two directions goes with the paragraph.
        ("قالت CNN، نعم", "rtl", ["، نعم", "CNN", "قالت"]),
        ("He said نعم لا twice", "ltr", ["He said", "نعم لا", "twice"]),
        ("نعم لا", "rtl", ["نعم لا"]),
        # A number in Arabic inside of English.
        ("It is سنة 2020 now", "ltr", ["It is", "2020", "سنة", "now"]),
        # A number runs with the Latin word before it, unless a mark of direction stands between them.
        ("BBC، 24 آب", "rtl", ["آب", "BBC، 24"]),
        (f"BBC، {direction_mark('rtl')}24 آب", "rtl", ["آب", "24", "،", "BBC"]),
        (f"النهر، {direction_mark('ltr')}24 August", "ltr", ["النهر", "، 24 August"]),
        # A mark of direction decides, and is not drawn.
        ("قالت C++\u200e أمس", "rtl", ["أمس", "C++", "قالت"]),
    ],
)
def test_runs_of_a_line_stand_as_readers_see_them(
    text: str, direction: Direction, seen: list[str], font: ShapedFont
) -> None:
    (line,) = broken(text, font, 12, 1000, direction)
    assert [run.text.strip() for run in _in_order_of_sight(_runs(line)) if run.text.strip()] == seen


TEXT = "كانت البيشمركةُ والتحالف معًا في كوردستان سنة 2014 مع NATO، ثم عُدنا إلى الموصل (بعد المعركة). " * 6


@pytest.mark.parametrize("width", [60, 150, 400])
@pytest.mark.parametrize("text", [TEXT, "كلمة " * 80, "word " * 80])
def test_lines_fit_and_no_word_is_lost(text: str, width: float, font: ShapedFont) -> None:
    lines = broken(text, font, 12, width, "rtl")
    assert all(line.width <= width + 0.01 for line in lines)
    assert " ".join(map(words, lines)) == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["a" * 400, "ب" * 400, "https://example.org/" + "ابت/" * 90, "بَ" * 300, "1" * 300]
)
def test_a_word_wider_than_a_line_is_cut_and_none_of_it_lost(text: str, font: ShapedFont) -> None:
    lines = broken(f"قال {text} نعم", font, 12, 200, "rtl")
    assert "".join(map(words, lines)).replace(" ", "") == f"قال{text}نعم"
    assert all(line.width <= 205 for line in lines)
    # A mark stays with its letter.
    assert not any(unicodedata.combining(words(line)[0]) for line in lines)


def test_a_width_is_that_of_the_whole_line_shaped_at_once(font: ShapedFont) -> None:
    text = "كانت البيشمركةُ والتحالف معًا"
    (line,) = broken(text, font, 12, 1000, "rtl")
    assert line.width == pytest.approx(font.shaped(text, 12, is_rtl=True)[1], abs=0.1)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("نعم", "نعم"),
        ("نعم \U0001f600!", f"نعم {MISSING}!"),
        # One sign for a family of joined pictures, and for a word of a script that the font has not.
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", MISSING),
        ("漢字", MISSING),
        ("✌\ufe0f", MISSING),
        # Unicode's ligature by its letters.
        ("ﷺ", "صلى الله عليه وسلم"),
        ("a\u3000b", "a b"),
        # Joiners stay, they shape the letters beside them.
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_the_font_lacks_is_replaced_and_not_dropped(text: str, drawn: str, font: ShapedFont) -> None:
    assert drawable(text, font) == drawn


def test_a_lifted_mark_rises_and_the_line_goes_on_below(font: ShapedFont) -> None:
    drawn, _width = font.shaped("كُتُبٌ", 12, is_rtl=True)
    assert drawn.count(" Ts") == 2 * drawn.count("] TJ 0 Ts [") > 0
