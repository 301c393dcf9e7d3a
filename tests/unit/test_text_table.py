"""A table for the terminal."""

import pytest

from interviews.management.text_table import text_table, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("ملف", 3),
        ("كُتُبٌ", 3),  # vowel signs stand on letters
        ("مــلف", 5),  # tatweel takes room
        ("\u200fملف\u200f", 3),  # marks of direction take none
        ("a\u0301", 1),
        ("記者", 4),  # wide characters
        ("أ\tب", 2),  # control characters are not shown
    ],
)
def test_the_width_is_what_a_terminal_takes(text: str, columns: int) -> None:
    assert width(text) == columns


def test_cells_begin_at_the_same_columns_and_numbers_end_there() -> None:
    rows = [["ملف", "الثقة", "ملاحظات"], ["حِوار.txt", "97%", "0"], ["a.txt", "", "12"], ["b", "100%", "3"]]
    assert text_table(rows) == [
        "ملف       الثقة  ملاحظات",
        "حِوار.txt    97%        0",
        "a.txt                 12",
        "b          100%        3",
    ]


def test_all_lines_run_in_the_direction_of_the_language() -> None:
    assert text_table([["ملف"], ["a.txt"]], right_to_left=True) == ["\u200fملف", "\u200fa.txt"]
