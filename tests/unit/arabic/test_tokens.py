"""Words and their places in the original."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.arabic.normalize import fold
from interviews.arabic.tokens import tokenize

any_text = st.text(alphabet=st.characters(exclude_categories=()))
# What the rules are about, close together: letters, signs, invisible characters, digits and separators.
tricky_text = st.text(
    alphabet="ابﻻﷺةیگ\u064b\u0651ـ\u200c\u200d\u200f\u2066\ufeff\u00ad0١۲.,٫٬،_ -aZé\u0301²\ud800\x00"
)
many = settings(max_examples=300)


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال كُتُبٌ كثيرة", ["قال", "كُتُبٌ", "كثيرة"]),  # vocalised, and the sign at the end
        ("«نعم»، لا؟ ثم…", ["نعم", "لا", "ثم"]),
        ("العـــراق", ["العـــراق"]),
        ("ـــــ", []),  # tatweel alone, as a line
        ("ًّ", []),  # signs without a letter
        ("\ufe70", []),  # a sign as a presentation form, a letter to Unicode
        ("ﻻ ﺍﻟﻌﺮﺍﻕ", ["ﻻ", "ﺍﻟﻌﺮﺍﻕ"]),
        ("می‌رود", ["می‌رود"]),  # the zero-width non-joiner is inside
        ("‏العراق‏ ⁧داعش⁩", ["العراق", "داعش"]),  # directional characters around words
        ("الع‏راق", ["الع‏راق"]),
        ("کوردستان، هەولێر", ["کوردستان", "هەولێر"]),
        ("النبيﷺ قال", ["النبي", "قال"]),  # the phrase of honour is no part of the word
        ("snake_case أ_ب", ["snake", "case", "أ", "ب"]),
        ("don't O'Brien", ["don", "t", "O", "Brien"]),
        ("Erdoğan e\u0301te\u0301", ["Erdoğan", "e\u0301te\u0301"]),
        ("كم² هنا¹", ["كم", "هنا"]),  # a superscript is a footnote, not a digit
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),  # vowel signs of another script
        ("", []),
        (" \n\t", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("و2014", ["و", "2014"]),
        ("و٢٠١٤", ["و", "٢٠١٤"]),
        ("الـ20", ["الـ", "20"]),
        ("بـ٢٥%", ["بـ", "٢٥"]),
        ("1435هـ", ["1435", "هـ"]),
        ("كوفيد19", ["كوفيد", "19"]),
        ("كوفيد-19", ["كوفيد", "19"]),
        ("والـBBC", ["والـ", "BBC"]),
        ("F16 وF-16", ["F16", "و", "F", "16"]),  # Latin letters and digits hold together
        ("H5N1", ["H5N1"]),
    ],
)
def test_arabic_letters_part_from_digits_and_other_scripts(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5,500 دولار", ["5,500", "دولار"]),
        ("٥٬٥٠٠", ["٥٬٥٠٠"]),
        ("1،975،022", ["1،975،022"]),
        ("3.5 ٣٫٥", ["3.5", "٣٫٥"]),
        ("1,500.75", ["1,500.75"]),
        ("بلغ 5,500.", ["بلغ", "5,500"]),  # the full stop ends the sentence
        ("10.30، ثم", ["10.30", "ثم"]),
        ("12.5.2014", ["12", "5", "2014"]),  # a date
        ("2014/05/12", ["2014", "05", "12"]),
        ("1,2,3", ["1", "2", "3"]),  # a list
        ("2013,2014", ["2013", "2014"]),
        ("5,500,00", ["5", "500", "00"]),  # no number that anybody writes
        ("1.2.3.4", ["1", "2", "3", "4"]),
        ("1,500.5.2", ["1", "500", "5", "2"]),
    ],
)
def test_numbers_keep_a_separator_that_can_be_nothing_else(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_arabic_indic_digits_are_the_same_number() -> None:
    assert [token.folded for token in tokenize("٢٠١٤ ۲۰۱۴ 2014")] == ["2014"] * 3


def test_offsets_lead_into_the_original() -> None:
    text = "قال: «كُتُبٌ»"
    token = list(tokenize(text))[1]
    assert (token.start, token.end, token.text, token.folded) == (6, 12, "كُتُبٌ", "كتب")
    assert text[token.start : token.end] == token.text


@many
@given(st.one_of(any_text, tricky_text))
def test_tokens_are_ordered_slices_that_fold_to_their_folded_form(text: str) -> None:
    tokens = list(tokenize(text))
    for token in tokens:
        assert text[token.start : token.end] == token.text
        assert fold(token.text) == token.folded != ""
    assert all(before.end <= after.start for before, after in pairwise(tokens))


@many
@given(st.one_of(any_text, tricky_text))
def test_every_letter_and_digit_is_in_a_token_unless_it_folds_to_nothing(text: str) -> None:
    covered = {at for token in tokenize(text) for at in range(token.start, token.end)}
    for at, character in enumerate(text):
        if (character.isalpha() or character.isdecimal()) and fold(character) and character not in "ﷺﷻ":
            assert at in covered


@pytest.mark.parametrize(
    "piece",
    ["ا", "\u200f", "ا\u200f", "1", "1,", "1,111", ",111", "1.", "1.1,", "ـ", "ً", "a1", "\u200c ", "1\u200f"],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    # Quadratic behaviour takes minutes here, linear behaviour a fraction of a second.
    text = piece * (400_000 // len(piece))
    began = time.process_time()
    for _ in tokenize(text):
        pass
    assert time.process_time() - began < 5
