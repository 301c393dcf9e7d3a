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
        ("كتاب كاتب مكتبة مكتوب المكتوب كتابة يكتبون", "كتب"),
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
        ("تفاصيل تفصيل", "فصل"),
        ("تدحرج", "دحرج"),  # four letters
        ("متدحرج", "دحرج"),
    ],
)
def test_words_of_a_family_have_one_root(words: str, expected: str) -> None:
    assert {word: root(fold(word)) for word in words.split()} == dict.fromkeys(words.split(), expected)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("و", "و"),
        ("من", "من"),
        ("قال", "قال"),
        ("واشنطن", "شنط"),  # a foreign name has none; what is left is a key all the same
        ("كهروميغناطيسيون", "كهروميغناطيسي"),  # longer than any pattern
        ("ماءماءماءماءماءماءماءماء", "ماءماءماءماءماءماءماءماء"),
    ],
)
def test_where_no_root_is_found_the_rest_of_the_word_stands_for_it(word: str, expected: str) -> None:
    assert root(fold(word)) == expected


@pytest.mark.parametrize("word", ["", "bbc", "2014", "5,500", "f16", "шафак", "כתב", "كوفيد19", "ۅ"])
def test_other_scripts_have_no_root(word: str) -> None:
    assert root(word) == ""


@given(st.text(alphabet=sorted(FOLDED_LETTERS), min_size=1))
def test_a_root_is_never_empty_and_never_longer_than_its_word(word: str) -> None:
    assert 0 < len(root(word)) <= len(word)


def test_an_endless_word_takes_no_time() -> None:
    began = time.process_time()
    root("وال" * 500_000)
    assert time.process_time() - began < 2
