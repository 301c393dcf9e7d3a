"""Stems: what finds what, and what must not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.arabic.normalize import fold_but_for_hamza
from interviews.arabic.stem import (
    readings,
    seat_hamza,
    strip_article,
    strip_endings,
    strip_particle,
    strip_suffixes,
    unify_spelling,
)
from interviews.arabic.tokens import tokenize

arabic_words = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويء", min_size=1, max_size=15)
arabic_words_with_hamza = st.text(alphabet="ابتلمنهويءآأإؤئ", min_size=1, max_size=8)
any_words = st.text(alphabet=st.characters(exclude_categories=()), min_size=1)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("وزير", ("وزير", "زير")),  # the waw is the word's own, but only a dictionary knows
        ("الوزير", ("وزير",)),
        ("والتحالف", ("تحالف",)),
        ("وتحالف", ("وتحالف", "تحالف")),
        ("وبتحالف", ("وبتحالف", "بتحالف", "تحالف")),
        ("للتحالف", ("تحالف", "لتحالف")),
        ("للجنة", ("جن", "لجن")),  # three lams are written as two
        ("سيقول", ("سيقول", "يقول")),
        ("سلاح", ("سلاح",)),  # the seen of the future stands before a verb only
        ("حكومته", ("حكوم", "حكومت")),
        ("ثابتة", ("ثاب", "ثابت")),
        ("آلام", ("الام",)),  # a written hamza tells that there is no article
        ("والآلام", ("الام",)),
        ("إلى", ("الي",)),
        ("لألمانيا", ("لالم", "المان")),
        ("الاف", ("الاف", "اف")),  # without the hamza it may be either
        ("والاف", ("والاف", "الاف", "اف")),
        ("بالكترونية", ("الكتر", "كتر")),
        ("الحادية", ("حاد",)),  # and most are an article
        ("المسئول", ("مسوول", "مسيول")),
        ("قراءة", ("قرا",)),  # written so everywhere
        ("مئوية", ("ميو",)),
        ("لاجئون", ("لاج", "اجي")),
        ("يأتي", ("يات",)),
        ("ال", ("ال",)),
        ("و", ("و",)),
        ("2014", ("2014",)),
        ("5,500", ("5500",)),
        ("5،500", ("5500",)),
        ("1,500.75", ("1500.75",)),
        ("3.5", ("3.5",)),
        ("10.500", ("10.500", "10500")),  # a point or a thousands separator
        ("interviews", ("interviews",)),
        ("f16", ("f16",)),
        ("шафак", ("шафак",)),
    ],
)
def test_readings_of_a_word(word: str, expected: tuple[str, ...]) -> None:
    assert readings(fold_but_for_hamza(word)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # article and particles
        ("وزير", "الوزير"),
        ("تحالف", "والتحالف"),
        ("تحالف", "وتحالف"),
        ("تحالف", "للتحالف"),
        ("تحالف", "بالتحالف"),
        ("تحالف", "فالتحالف"),
        ("تحالف", "كالتحالف"),
        ("تحالف", "وبالتحالف"),
        ("تحالف", "وللتحالف"),
        ("تحالف", "وبتحالف"),
        ("السيسي", "والسيسي"),
        ("داعش", "لداعش"),
        ("بغداد", "وبغداد"),
        ("لجنة", "للجنة"),
        ("اللجنة", "للجنة"),
        ("حق", "والحق"),
        ("الله", "والله"),
        ("الله", "بالله"),
        # «ال» that belongs to the word
        ("التزام", "الالتزام"),
        ("التزام", "بالتزام"),
        ("لالتزام", "والالتزام"),
        ("ألمانيا", "الألمانية"),
        ("ألمانيا", "لألمانيا"),
        ("والد", "والدي"),
        ("والدة", "والدتها"),
        ("والدين", "الدين"),
        ("وكالة", "وكالات"),
        ("وكالة", "الوكالة"),
        ("باليستي", "الباليستية"),
        ("آلاف", "الآلاف"),
        ("آلاف", "بآلاف"),
        ("آلاف", "وبالآلاف"),
        ("الآلاف", "الاف"),  # typed without hamza
        ("ألمانيا", "الالمانية"),
        ("الألمان", "المان"),
        ("إلكترونية", "الالكتروني"),
        ("الإلكترونية", "بالكترونية"),
        ("ألعاب", "للالعاب"),
        ("إلغاء", "والغاء"),
        ("الآلام", "الام"),
        ("الآلية", "آلية"),
        # the hamza on another seat
        ("مسئولية", "المسؤولية"),
        ("مسئولين", "مسؤول"),
        ("المسئولون", "مسؤولا"),
        ("شئون", "شؤون"),
        ("للشئون", "الشؤون"),
        ("شئونها", "وشؤونهم"),
        ("رءوس", "رؤوس"),
        ("رءوس", "رئوس"),
        ("الرءوف", "رؤوف"),
        ("هيأة", "هيئة"),
        ("الهيأة", "هيئتنا"),
        ("هيآت", "الهيئات"),
        ("جاءوا", "جاؤوا"),
        ("جاؤوا", "جاء"),
        ("بدءوا", "بدأوا"),
        ("بدؤوا", "بدأ"),
        ("يقرأون", "يقرؤون"),
        ("يلجئون", "يلجأون"),
        ("أعضاؤه", "أعضائه"),
        ("أبناؤهم", "أبناء"),
        ("سيء", "السيئ"),
        ("شيء", "شيئا"),
        # number, gender, relation
        ("عراقي", "العراقية"),
        ("عراقي", "العراقيين"),
        ("العراق", "عراقيون"),
        ("قوات", "القوات"),
        ("قوة", "القوات"),
        ("جهة", "الجهات"),
        ("مدينة", "المدينة"),
        ("مسؤول", "المسؤولين"),
        ("مسؤول", "مسؤولون"),
        ("إيران", "إيراني"),
        ("إيران", "الإيرانيين"),
        ("سوريا", "سورية"),
        ("سوريا", "السوريين"),
        ("روسيا", "الروسي"),
        ("مصر", "المصريين"),
        ("سلطة", "السلطات"),
        ("ثابت", "ثابتة"),
        ("مؤقت", "المؤقتة"),
        # pronouns
        ("حكومة", "حكومتنا"),
        ("حكومة", "حكومته"),
        ("زيارة", "زيارتها"),
        ("وزارة", "وزاراتهم"),
        ("بيت", "بيته"),
        ("صوت", "صوتها"),
        ("أعضاء", "أعضائه"),
        ("وزراء", "وزرائهم"),
        ("انتخابات", "انتخاباته"),
        # case and verb
        ("وزير", "وزيراً"),
        ("قرار", "قرارًا"),
        ("قال", "قالوا"),
        ("يقول", "سيقول"),
        # Kurdish and Arabic spelling
        ("كردستان", "كوردستان"),
        ("كردستان", "کوردستان"),
        ("كردستان", "وكوردستان"),
        ("كردي", "الكوردية"),
        ("كرد", "للكورد"),
        ("تركمان", "التوركمان"),
        ("تركيا", "تورکیا"),
        ("البيشمركة", "پێشمەرگە"),
        ("كركوك", "کەرکووک"),
        ("هولير", "هەولێر"),
        ("بغداد", "بەغدا"),
        ("بغداد", "بەغداد"),
        ("العراق", "عێراق"),
        ("إيران", "ئێران"),
        ("سوريا", "سووریا"),
        ("أمريكا", "ئەمریکا"),
        # typed in a hurry
        ("البيشمركة", "البيشمركه"),
        ("الأمن", "امن"),
        # numbers
        ("5,500", "٥٥٠٠"),
        ("٥٬٥٠٠", "5500"),
    ],
)
def test_one_word_finds_the_other(one: str, other: str) -> None:
    assert set(readings(fold_but_for_hamza(one))) & set(readings(fold_but_for_hamza(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("وزير", "زيارة"),
        ("مدينة", "مدة"),
        ("مدينة", "دين"),
        ("شؤون", "شأن"),
        ("آلام", "أم"),
        ("آلية", "إلى"),
        ("آلة", "وكالة"),
        ("ألمانيا", "ألم"),
        ("ألمانيا", "مانع"),
        ("إلغاء", "غائب"),
        ("آب", "أبي"),  # what is left of a word has three letters
        ("دبي", "دب"),
        ("والد", "ولد"),
        ("اللجنة", "الجنة"),
        ("حق", "حقيبة"),
        ("سلام", "لام"),
        ("كرد", "كردوس"),
        ("كردستان", "قردستان"),
        ("كرة", "كردي"),
        ("تراكم", "تركمان"),
        ("كود", "كورد"),
        ("3.5", "35"),
        ("2014", "2015"),
    ],
)
def test_one_word_does_not_find_the_other(one: str, other: str) -> None:
    assert not set(readings(fold_but_for_hamza(one))) & set(readings(fold_but_for_hamza(other)))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("والتحالف", "تحالف"),
        ("للتحالف", "تحالف"),
        ("الف", None),
        ("وزير", None),
        ("التزام", "تزام"),
        ("", None),
    ],
)
def test_strip_article(word: str, expected: str | None) -> None:
    assert strip_article(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("وتحالف", "تحالف"), ("وجه", None), ("سيقول", "يقول"), ("سلاح", None), ("محمد", None), ("", None)],
)
def test_strip_particle_leaves_at_least_three_letters(word: str, expected: str | None) -> None:
    assert strip_particle(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("عراقيين", "عراق"), ("حكومتنا", "حكوم"), ("قوات", "قو"), ("هم", "هم"), ("بيتها", "بيت"), ("", "")],
)
def test_strip_suffixes(word: str, expected: str) -> None:
    assert strip_suffixes(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("المانيا", "المان"), ("الم", "الم"), ("تحالفات", "تحالف"), ("", "")]
)
def test_an_article_that_belongs_to_the_word_is_not_counted(word: str, expected: str) -> None:
    assert strip_endings(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("مسئوليه", "مسؤوليه"),
        ("مسؤوليه", "مسؤوليه"),
        ("هيأتنا", "هيئتنا"),
        ("أعضاؤها", "أعضائها"),
        ("ئاب", "ئاب"),
    ],
)
def test_seat_hamza(word: str, expected: str) -> None:
    assert seat_hamza(word) == expected


@given(arabic_words_with_hamza)
def test_a_hamza_is_seated_once_for_all(word: str) -> None:
    assert seat_hamza(seat_hamza(word)) == seat_hamza(word)


def test_spelling_is_unified_at_the_beginning_of_a_word_only() -> None:
    assert unify_spelling("كوردستان") == "كردستان"
    assert unify_spelling("محكورد") == "محكورد"


@given(st.one_of(arabic_words, any_words))
def test_readings_are_never_empty_and_never_repeat(word: str) -> None:
    stems = readings(word)
    assert stems
    assert all(stems)
    assert len(set(stems)) == len(stems)


@given(arabic_words)
def test_the_article_never_hides_a_word_of_three_letters_or_more(word: str) -> None:
    if len(word) >= 3 and not word.startswith(("ال", "لل")):
        assert strip_suffixes(unify_spelling(word)) in readings("ال" + word)
        assert strip_suffixes(unify_spelling(word)) in readings("وال" + word)


@given(st.text())
def test_every_folded_token_can_be_read(text: str) -> None:
    assert all(readings(fold_but_for_hamza(token.text)) for token in tokenize(text))


@pytest.mark.parametrize("piece", ["ها", "ال", "و", "ته", "1,", "1.111"])
def test_an_endless_word_takes_no_time(piece: str) -> None:
    began = time.process_time()
    assert readings(piece * 200_000)
    assert time.process_time() - began < 2
