"""Arabic and Kurdish spellings of one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.arabic.normalize import fold
from interviews.arabic.spellings import other_spellings, written_forms


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("كردستان", ("کوردستان",)),
        ("كوردستان", ("كردستان",)),
        ("کوردستان", ("كردستان",)),
        ("الكورد", ("الكرد",)),
        ("تركيا", ("تورکيا",)),
        ("كركوك", ("کەرکوک", "کەرکووک")),
        ("کەرکووک", ("كركوك", "کەرکوک")),
        ("بەغداد", ("بغداد", "بەغدا")),
        ("البيشمركة", ("الپێشمەرگە",)),
        ("وزير", ()),
        ("", ()),
        ("ال", ()),
        ("kurd", ()),
        ("٢٠١٤", ()),
    ],
)
def test_other_spellings(word: str, expected: tuple[str, ...]) -> None:
    assert other_spellings(fold(word)) == expected


@given(st.text(alphabet="كورديستانعاقبغه", min_size=1))
def test_folded_forms_are_the_word_and_its_other_spellings(word: str) -> None:
    spellings = [fold(spelling) for spelling in other_spellings(word)]
    assert sorted([word, *spellings]) == written_forms(word)
