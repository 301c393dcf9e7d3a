"""Stop words: the lists and what is kept out of them."""

import pytest

from interviews.arabic.data import data_lines
from interviews.arabic.normalize import fold, fold_but_for_hamza
from interviews.arabic.stopwords import LANGUAGES, is_stop_word, stop_words
from interviews.arabic.tokens import tokenize


@pytest.mark.parametrize(
    "word",
    [
        "في",
        "وفي",
        "إلى",
        "الى",
        "عَلَى",
        "الذي",
        "فيها",
        "لأنه",
        "لانه",
        "هذا",
        "وهو",
        "لكننا",
        "أيضاً",
        "ماهو",
        "ماهي",
        "ولمن",
        "اللذي",
        "تمت",
        "بسبب",
        "و",
        "الـ",
        "هـ",
        "م",
        "لە",
        "کە",
        "ئەوە",
        "the",
        "The",
        "and",
        "t",
    ],
)
def test_function_words_in_every_spelling_are_stop_words(word: str) -> None:
    assert is_stop_word(fold(word))


@pytest.mark.parametrize(
    "word",
    # The last ones are words, names or titles that a function word would equal once folded.
    [
        "وزير",
        "حزب",
        "حقوق",
        "قال",
        "رئيس",
        "العراق",
        "كورد",
        "2014",
        "daesh",
        "أمام",
        "آية",
        "أم",
        "کرد",
        "چۆن",
        "US",
    ],
)
def test_words_that_carry_meaning_are_none(word: str) -> None:
    assert not is_stop_word(fold(word))


def test_an_unfolded_word_is_not_looked_up() -> None:
    assert not is_stop_word("إلى")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_one_token_so_that_a_text_can_hold_it(language: str) -> None:
    entries = [word for line in data_lines(f"stopwords_{language}.txt") for word in line.split()]
    assert len(entries) > 100
    assert [word for word in entries if [token.text for token in tokenize(word)] != [word]] == []
    assert stop_words(language) == {fold(word) for word in entries}


def test_an_unknown_language_has_no_list() -> None:
    with pytest.raises(KeyError):
        stop_words("fr")


@pytest.mark.parametrize(
    ("word", "expected"), [("إليه", True), ("اليه", True), ("آلية", False), ("الآن", True), ("والآن", True)]
)
def test_a_madda_tells_a_noun_from_a_stop_word(word: str, expected: bool) -> None:
    assert is_stop_word(fold(word), fold_but_for_hamza(word)) == expected
