"""Words of the archive that are spelt almost like a word, as those who write Arabic mistake them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from interviews.arabic.normalize import fold
from interviews.search.suggest.keyboard import NEIGHBOURS, typed_in_arabic
from interviews.search.suggest.near_words import (
    LONG_WORD,
    NearWords,
    spelling_cost,
    split_in_two,
    unlikeliness,
)

ARCHIVE = {
    "التحالف": 750,
    "تحالف": 120,
    "تخالف": 17,
    "العراق": 800,
    "العريق": 30,
    "ظروف": 150,
    "ضيوف": 100,
    "قضيه": 300,
    "قويه": 360,
    "طهران": 390,
    "كاغينز": 4,
    "لكن": 2000,
    "اكن": 49,
    "كان": 4500,
    "مسعود": 50,
    "سوريا": 780,
    "سوره": 47,
    "ذلك": 900,
    "زلق": 2,
    "اسطنبول": 12,
    "قال": 5000,
    "انه": 4000,
    "في": 9000,
    "london": 3,
    "2014": 80,
}


def near_words(archive: dict[str, int]) -> NearWords:
    words = sorted(archive)
    return NearWords(words, np.array([archive[word] for word in words], dtype=np.int64))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ضروف", "ظروف"),
        ("قظية", "قضيه"),
        ("زلك", "ذلك"),
        ("اصطنبول", "اسطنبول"),
        ("كاجينز", "كاغينز"),
        ("كاكينز", "كاغينز"),
        # One key beside the right one.
        ("العرتق", "العراق"),
        # Exchanged, doubled, left out.
        ("العارق", "العراق"),
        ("مسعووود", "مسعود"),
        ("طهرن", "طهران"),
        ("لاكن", "لكن"),
        # The last letter as it is heard.
        ("سوريه", "سوريا"),
        # The article is missing, or a particle stands before a word that is misspelt.
        ("تحالغ", "تحالف"),
        ("عراق", "العراق"),
        ("وطهرن", "طهران"),
        ("Londn", "london"),
    ],
)
def test_the_best_is_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert near_words(ARCHIVE).near(fold(typed), 3)[0] == (meant, ARCHIVE[meant])


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "في",
        # A number is not another number misspelt.
        "2015",
        "زقزقزق",
        "ا" * 1000,
    ],
)
def test_what_has_nothing_near_it(typed: str) -> None:
    assert near_words(ARCHIVE).near(typed, 3) == []


def test_a_word_is_not_near_to_itself_and_the_limit_holds() -> None:
    words = near_words(ARCHIVE)
    assert "التحالف" not in [word for word, _count in words.near("التحالف", 10)]
    assert len(words.near("تحالف", 1)) == 1


def test_an_empty_archive_has_no_near_words() -> None:
    assert near_words({}).near("العراق", 3) == []


def test_the_more_frequent_of_two_words_as_near_comes_first() -> None:
    archive = {"قديم": 5, "قدوم": 900}
    assert [word for word, _count in near_words(archive).near("قدكم", 2)] == ["قدوم", "قديم"]


def test_the_words_of_two_archives_can_be_ranked_together() -> None:
    """As an engine does whose index stands in several parts."""
    found = near_words(ARCHIVE).near("تحالغ", 10)
    assert found == sorted(found, key=lambda word: unlikeliness("تحالغ", *word))
    assert len(found) > 1


LETTERS = st.text("ابتحدرسصضطظعغقكلمنهوي", min_size=3, max_size=9)


@given(st.lists(LETTERS, max_size=30, unique=True), LETTERS)
def test_every_word_within_the_distance_is_found(archive: list[str], typed: str) -> None:
    """What the letters rule out before anything is compared is never a word that is near."""
    most = 2 if len(typed) >= LONG_WORD else 1
    expected = {word for word in archive if 0 < OSA.distance(typed, word) <= most}
    found = {word for word, _count in near_words(dict.fromkeys(archive, 1)).near(typed, 100)}
    assert expected <= found


@pytest.mark.parametrize(
    ("typed", "nearer", "farther"),
    [
        ("ضروف", "ظروف", "صروف"),
        ("كاجينز", "كاغينز", "كاشينز"),
        ("سوريه", "سوريا", "سورين"),
        ("شي", "شيء", "شين"),
        ("العارق", "العراق", "العانق"),
        ("نتنياهو", "نتانياهو", "نتشنياهو"),
        # A wrong first letter is the less likely mistake.
        ("كلام", "كلاب", "سلام"),
    ],
)
def test_a_usual_mistake_costs_less(typed: str, nearer: str, farther: str) -> None:
    assert 0 < spelling_cost(typed, nearer) < spelling_cost(typed, farther)


@given(LETTERS, LETTERS)
def test_only_the_same_word_costs_nothing(one: str, other: str) -> None:
    assert (spelling_cost(one, other) == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("قالانه", ("قال", "انه")),
        ("فيالعراق", ("في", "العراق")),
        # No cut gives two words of the archive.
        ("قالسس", None),
        ("في", None),
        ("", None),
    ],
)
def test_two_words_typed_as_one(typed: str, words: tuple[str, str] | None) -> None:
    assert split_in_two(typed, lambda word: ARCHIVE.get(word, 0)) == words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hguvhr", "العراق"), ("HGUVHR", "العراق"), ("bjthr", "لاتفاق"), ("fy]h]", "بغداد"), ("", "")],
)
def test_the_keyboard_in_the_wrong_language(typed: str, meant: str) -> None:
    assert typed_in_arabic(typed) == meant


def test_keys_touch_both_ways_and_not_across_the_keyboard() -> None:
    assert ("ت", "ا") in NEIGHBOURS
    assert all((other, key) in NEIGHBOURS for key, other in NEIGHBOURS)
    assert ("ض", "ط") not in NEIGHBOURS
