"""The language, the reading time and the short form of passages."""

from __future__ import annotations

from time import process_time

import pytest

from interviews.arabic.passages import passage_language, reading_minutes, short_question


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("قال الوزير إن الميناء سيفتح غدًا.", "ar", "ar"),
        ("We open the port tomorrow.", "ar", "en"),
        ("ئێمە لە ساڵی ٢٠١٤ەوە چاوەڕێین", "ar", "ckb"),
        ("زار شركة Mistara Holding أمس", "ar", "ar"),
        ("BBC News Arabic (عربي)", "ar", "en"),
        ("Yes.", "ar", "en"),
        ("نێچیرڤان بارزاني", "ar", "ar"),  # a Kurdish name alone
        ("التقى نێچیرڤان الوفد في أربيل", "ar", "ar"),
        ("بەڵێ، وایە.", "ar", "ckb"),
        ("2014 – 2020", "ar", "ar"),
        ("٢٠١٤؟", "ckb", "ckb"),
        ("12:30", "en", "en"),
        ("12:30 — …", "en", "en"),
        ("", "en", "en"),
        ("\u202b\u200f\u202c", "en", "en"),
        ("\u200fWe open the port tomorrow.\u200f", "ar", "en"),
        ("\u202aقال الوزير\u202c", "ar", "ar"),
        ("نا.", "ckb", "ckb"),  # short, without a letter of Sorani alone
        ("لە هەولێر کۆبوونەوەیەک بەڕێوەچوو", "ckb", "ckb"),
        ("قال الوزير إن الميناء سيفتح غدًا للجميع.", "ckb", "ar"),
        ("We open the port tomorrow.", "ckb", "en"),
        ("He said نعم and left.", "en", "en"),
        ("Al-Qassab (القصاب القصاب)", "en", "en"),  # nearly as much in both
        ("قال الوزير إن الميناء سيفتح غدًا.", "en", "ar"),
        ("ئێمە لە ساڵی ٢٠١٤ەوە چاوەڕێین", "en", "ckb"),
        ("café “déjà” – naïve", "en", "en"),
        ("\ud800\x00", "ar", "ar"),
    ],
)
def test_a_passage_has_the_language_of_its_interview_unless_its_letters_say_otherwise(
    text: str, language: str, expected: str
) -> None:
    assert passage_language(text, language) == expected


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        (0, "ar", 1),
        (80, "ar", 1),
        (180, "ar", 1),
        (269, "ar", 1),
        (271, "ar", 2),
        (900, "ar", 5),
        (900, "ckb", 5),
        (900, "en", 4),
        (2000, "ar", 11),
    ],
)
def test_reading_time(words: int, language: str, minutes: int) -> None:
    assert reading_minutes(words, language) == minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ما رأيكم؟", "ما رأيكم؟"),
        ("زرتم الموصل أمس. ماذا رأيتم هناك؟", "ماذا رأيتم هناك؟"),
        ("ماذا رأيتم؟ ومن لقيتم؟", "ماذا رأيتم؟"),
        ("حدثونا عن الميناء. كيف بدأ.", "حدثونا عن الميناء."),
        ("قال: «لن نعود؟» فهل عدتم؟", "قال: «لن نعود؟»"),
        ("And the port?\n\nWhen does it open?", "And the port?"),
        ("بلغت 2.5 في المئة، لماذا؟", "بلغت 2.5 في المئة، لماذا؟"),  # a point within a number
        ("  سطر \n آخر ", "سطر آخر"),
        ("", ""),
        ("…", "…"),
        ("؟؟ ماذا رأيتم؟ قولوا لنا.", "؟؟ ماذا رأيتم؟"),  # signs alone ask nothing
    ],
)
def test_a_question_in_short(text: str, expected: str) -> None:
    assert short_question(text) == expected


@pytest.mark.parametrize("text", ["." * 10_000 + "س", "؟»" * 10_000 + "س", "؟" + "»" * 10_000 + "س"])
def test_no_row_of_signs_takes_longer_than_its_length(text: str) -> None:
    started = process_time()
    assert short_question(text) == text[:89] + "…"
    assert process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("كيف تعمل المحطة الجديدة؟", 12, "كيف تعمل…"),
        ("كيف تعمل، المحطة؟", 11, "كيف تعمل…"),
        ("كيف تعمل المحطة", 9, "كيف تعمل…"),
        ("كيف تعمل المحطة", 8, "كيف…"),
        ("ا" * 20, 10, "ا" * 9 + "…"),
        ("كيف تعمل", 8, "كيف تعمل"),
    ],
)
def test_a_long_question_is_cut_behind_a_word(text: str, longest: int, expected: str) -> None:
    shortened = short_question(text, longest)
    assert shortened == expected
    assert len(shortened) <= longest
