"""Which words negate."""

import pytest

from interviews.arabic.negations import is_negation
from interviews.arabic.normalize import fold


@pytest.mark.parametrize(
    "word",
    ["لا", "لَمْ", "ولم", "فلا", "لن", "ليست", "وليس", "غير", "بدون", "نییە", "نە", "not", "Never", "don"],
)
def test_negations_in_every_spelling(word: str) -> None:
    assert is_negation(fold(word))


@pytest.mark.parametrize(
    "word",
    [
        "نعم",
        "ولد",
        "ما",  # mostly «what»
        "إلا",  # looks like «لا» behind «أ»
        "ألم",  # pain
        "وفد",
        "و",
        "بي",  # like the Kurdish for «without»
        "know",
        "",
    ],
)
def test_other_words_do_not_negate(word: str) -> None:
    assert not is_negation(fold(word))
