"""Words of a turn as an address names them."""

import pytest

from interviews.exports.selection import Selection, digest, place_of
from interviews.models import Turn

TEXT = "  كانت البيشمركةُ هناك.\n\nثم عُدنا 🙂 إلى الموصل. "


@pytest.mark.parametrize("words", ["البيشمركةُ هناك", "هناك.\n\nثم عُدنا", "🙂 إلى", "."])
def test_what_is_written_is_read_again_and_stands_in_its_text(words: str) -> None:
    start = TEXT.index(words)
    selection = Selection.of(Turn(key="k3v9m2xw7d", text=TEXT), start, start + len(words))
    assert selection is not None
    assert Selection.parse(str(selection)) == selection
    assert selection.stands_in(TEXT)
    assert not selection.stands_in(TEXT.replace("هناك", "هنالك").replace("🙂", "☹").replace(".", "!"))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "k3v9m2xw7d",
        "k3v9m2xw7d.0-4",
        "k3v9m2xw7d.4-4.1b4f0e98",
        "k3v9m2xw7d.5-4.1b4f0e98",
        "k3v9m2xw7d.0-4.1b4f0e9",
        "k3v9m2xw7d.0-4.1B4F0E98",
        # Arabic digits are digits for Python, too.
        "k3v9m2xw7d.٠-٤.1b4f0e98",
        "k3v9m2xw7d.0-99999999999999999999.1b4f0e98",
        "k3v9m2xw7d.0-4.1b4f0e98\n",
        "'; drop table.0-4.1b4f0e98",
        "\0.0-4.1b4f0e98",
    ],
)
def test_any_other_value_is_none(value: str) -> None:
    assert Selection.parse(value) is None


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0, None, TEXT.strip()),
        (0, 7, "كانت"),
        (5, 9, "كانت البيشمركةُ"),
        (-5, 9_999_999, TEXT.strip()),
        # Only white space, nothing, and a beginning behind the end.
        (0, 2, None),
        (7, 7, None),
        (9_999_999, 3, None),
    ],
)
def test_a_selection_has_no_white_space_around_it(start: int, end: int | None, words: str | None) -> None:
    selection = Selection.of(Turn(key="k", text=TEXT), start, end)
    assert (selection and TEXT[selection.start : selection.end]) == words
    assert selection is None or selection.digest == digest(words or "")


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("He is unable.", "able", "unable"),
        ("نحو 12.5% منهم", "12", "12.5"),
        ("في 2020/08/24.", "08", "2020/08/24"),
        ("البيشمركةُ هناك", "البيشمركة", "البيشمركةُ"),
        ("می\u200cشود", "شود", "می\u200cشود"),
        ("X-ray, taken", "ray, t", "X-ray, taken"),
        # A full stop without a space behind it parts words, as do quotation marks.
        ("نعم.ذهبنا", "نعم", "نعم"),
        ("«قال» نعم", "قال", "قال"),
    ],
)
def test_a_word_or_number_is_never_cut(text: str, part: str, words: str) -> None:
    start = text.index(part)
    selection = Selection.of(Turn(key="k", text=text), start, start + len(part))
    assert selection
    assert text[selection.start : selection.end] == words
    assert selection.stands_in(text)


@pytest.mark.parametrize(
    ("words", "text", "near", "found"),
    [
        ("نعم", "نعم. نعم. نعم.", 0, 0),
        ("نعم", "نعم. نعم. نعم.", 6, 5),
        ("نعم", "نعم. نعم. نعم.", 99, 10),
        ("لا", "نعم.", 0, None),
    ],
)
def test_words_are_found_where_they_are_nearest(words: str, text: str, near: int, found: int | None) -> None:
    place = place_of(words, text, near)
    assert place == (None if found is None else (found, found + len(words)))
