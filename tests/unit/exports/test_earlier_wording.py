"""Earlier words beside the present ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.exports.earlier_wording import compare

WORDS = st.lists(
    st.sampled_from(["قال", "إنّ", "الماء", "كثير", "قليل", "في", "النهر"]), min_size=1, max_size=12
)


def shown(earlier: str, words: str, present: str) -> list[tuple[str, str]]:
    start = earlier.index(words)
    pieces, _place = compare(earlier, (start, start + len(words)), present)
    return [(piece.kind, piece.text) for piece in pieces]


@pytest.mark.parametrize(
    ("earlier", "words", "present", "pieces"),
    [
        (
            "قال إنّ الماء كثير في النهر",
            "الماء كثير",
            "قال إنّ الماء قليل في النهر",
            [("same", "الماء"), ("del", "كثير"), ("ins", "قليل")],
        ),
        # What was put in before or behind the words is no part of them, within them it is.
        ("الماء كثير", "الماء كثير", "نعم، الماء كثير جدّاً", [("same", "الماء كثير")]),
        ("الماء كثير", "الماء كثير", "الماء هنا كثير", [("same", "الماء"), ("ins", "هنا"), ("same", "كثير")]),
        # A selection within a word: the word is compared whole.
        ("والماء كثير", "الماء", "والمال كثير", [("del", "والماء"), ("ins", "والمال")]),
        # A mark is a change: the words are quoted to the letter.
        ("علم الناس", "علم", "عُلّم الناس", [("del", "علم"), ("ins", "عُلّم")]),
        ("نعم. الماء كثير.", "الماء كثير.", "نعم.", [("del", "الماء كثير.")]),
    ],
)
def test_changed_words_are_compared(
    earlier: str, words: str, present: str, pieces: list[tuple[str, str]]
) -> None:
    assert shown(earlier, words, present) == pieces


@given(WORDS, WORDS, st.data())
def test_every_word_of_both_is_shown_once(old: list[str], new: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(old) - 1))
    last = data.draw(st.integers(first + 1, len(old)))
    earlier, present = "  ".join(old), "\n".join(new)
    start = len("  ".join([*old[:first], ""]))
    end = len("  ".join(old[:last]))
    pieces, place = compare(earlier, (start, end), present)
    assert [w for p in pieces if p.kind != "ins" for w in p.text.split()] == old[first:last]
    now = [w for p in pieces if p.kind != "del" for w in p.text.split()]
    assert now == (present[slice(*place)].split() if place else [])
