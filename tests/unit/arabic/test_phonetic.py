"""Phonetic keys: which spellings of a name meet."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.arabic.phonetic import phonetic_key


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        ("كاغينز كاجينز كاكنز كاغنز كاقينز Caggins", "KKNS"),
        ("نتنياهو نتانياهو نيتانياهو Netanyahu", "NTN"),
        ("بوتين بوتن پوتین Putin", "BTN"),
        ("غوتيريش جوتيريش غوتيريس كوتيريس Guterres", "KTRS"),
        ("واشنطن واشنتون واشنجتون Washington", "WSNTN"),
        ("أردوغان اردوجان ئەردۆغان Erdoğan Erdogan", "ARDKN"),
        ("ترامب ترمب Trump", "TRMB"),
        ("بلينكن Blinken", "BLNKN"),
        ("زيلينسكي زيلنسكي Zelensky Zelenskyy", "SLNSK"),
        ("الأسد أسد Assad", "ASD"),
        ("القذافي Gaddafi Qadhafi Kadhafi", "KDF"),
        ("محمد مُحَمَّد Muhammad Mohammed", "MMD"),
        ("حسن Hassan", "HSN"),
        ("علي Ali ʿAlī", "AL"),
        ("إبراهيم ابراهيم Ibrahim", "ABRM"),
        ("يوسف Yusuf Youssef", "YSF"),
        ("ويليام وليم William", "WLM"),
        ("خاشقجي Khashoggi", "KSK"),
        ("بارزاني بارزانی Barzani", "BRSN"),
        ("هولير هەولێر Hewlêr", "HLR"),
        ("آكري ئاکرێ Akrê", "AKR"),
        ("تشرشل Churchill", "SRSL"),
        ("تشارلز شارلز Charles", "SRLS"),
        ("كريستوفر Christopher", "KRSTFR"),
        ("غورباتشوف جورباتشوف Gorbachev", "KRBSF"),
        ("شوارزنيغر Schwarzenegger", "SRSNKR"),
        ("نيكسون Nixon", "NKSN"),
        ("سيسيل Cecil", "SSL"),
        ("ألفريد Alfred", "FRD"),
        ("هونغ هونج Hong", "HN"),
    ],
)
def test_spellings_of_a_name_have_one_key(spellings: str, key: str) -> None:
    assert {spelling: phonetic_key(spelling) for spelling in spellings.split()} == dict.fromkeys(
        spellings.split(), key
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("بوتين", "بايدن"),
        ("ترامب", "ترمذي"),
        ("حسن", "حسام"),
        ("ممدوح", "مدوح"),  # a letter written twice has a vowel between
        ("كاغينز", "كونز"),
        ("لندن", "لبنان"),
        ("الموصل", "Misrata"),
    ],
)
def test_other_names_have_another(one: str, other: str) -> None:
    assert phonetic_key(one) != phonetic_key(other)


@pytest.mark.parametrize("word", ["", "2014", "٢٠١٤", "F16", "Шафак", "ـ", "!"])
def test_what_has_no_key(word: str) -> None:
    assert phonetic_key(word) == ""


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_a_key_consists_of_signs(word: str) -> None:
    assert set(phonetic_key(word)) <= set("ABDFHKLMNRSTWY")


def test_an_endless_word_takes_no_time() -> None:
    began = time.process_time()
    phonetic_key("Caggins" * 100_000)
    phonetic_key("كاغينز" * 100_000)
    assert time.process_time() - began < 3
