"""Names of two words that are also written as one."""

import pytest

from interviews.search.language.compounds import joined, other_ways, parted


@pytest.mark.parametrize(
    ("word", "two"),
    [
        ("عبدالله", "عبد الله"),
        ("عبدالرحمن", "عبد الرحمن"),
        ("عَبداللطيف", "عَبد اللطيف"),
        ("عبدالإله", "عبد الإله"),
        ("أبوالحسن", "أبو الحسن"),
        ("نصرالله", "نصر الله"),
        ("صلاحالدين", "صلاح الدين"),
        ("آيةالله", "آية الله"),
        ("وعبدالله", "وعبد الله"),
        ("لنصرالله", "لنصر الله"),
        # No names.
        ("والله", None),
        ("بالله", None),
        ("رسولالله", None),
        ("عبدال", None),
        ("عبد", None),
        ("", None),
        ("ا" * 1000, None),
    ],
)
def test_one_word_as_two(word: str, two: str | None) -> None:
    assert parted(word) == two


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("عبد", "الله", "عبدالله"),
        ("عبد", "الرحمن", "عبدالرحمن"),
        ("علاء", "الدين", "علاءالدين"),
        ("عبد", "ربه", None),
        ("عبد", "ال", None),
        ("قال", "الله", None),
        ("يوم", "الدين", None),
    ],
)
def test_two_words_as_one(first: str, second: str, one: str | None) -> None:
    assert joined(first, second) == one


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("قال عبدالله صالح", ["قال عبد الله صالح"]),
        ("قال عبد الله صالح", ["قال عبدالله صالح"]),
        ("عبدالله نصر الله", ["عبدالله نصرالله", "عبد الله نصر الله", "عبد الله نصرالله"]),
        ("قال صالح", []),
        ("", []),
    ],
)
def test_the_other_ways_to_write_words_in_a_row(words: str, others: list[str]) -> None:
    assert other_ways(words.split()) == others
