"""Roots: which words of one family meet."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.arabic.letters import FOLDED_LETTERS
from interviews.arabic.normalize import fold
from interviews.arabic.root import root


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("كتاب كاتب مكتبة مكتوب كتابة يكتبون", "كتب"),
        ("تحالف تحالفات حليف محالف", "حلف"),
        ("درس دراسة مدرسة مدارس مدرس مدرسون", "درس"),
        ("انتخاب انتخابات منتخب ينتخب منتخبون", "نخب"),
        ("استخدام مستخدم استخدمت مستخدمين", "خدم"),
        ("انفجار انفجر منفجر تفجير", "فجر"),
        ("مقاتل مقاتلون قتال قاتلوا تقاتل", "قتل"),
        ("حكومة حكم حاكم حكومات", "حكم"),
        ("قوائم قائمة", "قيم"),  # the hamza on its seat
        ("شوارع شارع", "شرع"),
        ("صاروخ", "صرخ"),
        ("سكان", "سكن"),
        ("ألعاب لعب ملاعب", "لعب"),
        ("تفاصيل تفصيل", "فصل"),
        ("تدحرج", "دحرج"),  # four letters
        ("متدحرج", "دحرج"),
    ],
)
def test_words_of_a_family_have_one_root(words: str, expected: str) -> None:
    assert {word: root(fold(word)) for word in words.split()} == dict.fromkeys(words.split(), expected)


@pytest.mark.parametrize(
    "word",
    [
        *("", "bbc", "2014", "5,500", "f16", "шафак", "כתב", "كوفيد19", "ۅ"),
        *("و", "من", "آب"),  # shorter than a root
        "كهروميغناطيسيون",  # longer than any pattern
        "كوردستان",
    ],
)
def test_what_has_no_root(word: str) -> None:
    assert root(fold(word)) == ""


@given(st.text(alphabet=sorted(FOLDED_LETTERS), min_size=1))
def test_a_root_has_three_or_four_letters_of_its_word(word: str) -> None:
    found = root(word)
    assert len(found) in (0, 3, 4)
    letters = iter(word)
    assert all(letter in letters for letter in found)


def test_an_endless_word_takes_no_time() -> None:
    began = time.process_time()
    root("وال" * 500_000)
    assert time.process_time() - began < 2
