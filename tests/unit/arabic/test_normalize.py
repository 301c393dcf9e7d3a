"""Folding: one table per rule, and what holds for every string."""

import unicodedata
from collections.abc import Callable

import arabic_reshaper
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.arabic import letters as a
from interviews.arabic import normalize
from interviews.arabic.normalize import (
    RULES,
    fold,
    fold_alef,
    fold_alef_maksura,
    fold_but_for_hamza,
    fold_case,
    fold_digits,
    fold_hamza_carriers,
    fold_kurdish_and_persian_letters,
    fold_latin_marks,
    fold_presentation_forms,
    fold_styled_letters,
    fold_teh_marbuta,
    fold_with_offsets,
    strip_invisible,
    strip_tashkeel,
    strip_tatweel,
)

# Lone surrogates and control characters included: text arrives from anywhere.
any_text = st.text(alphabet=st.characters(exclude_categories=()))
arabic_text = st.text(alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x06FF))
texts = st.one_of(any_text, arabic_text)


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (fold_alef, "أحمد إلى آب ٱلعراق", "احمد الى اب العراق"),
        (fold_alef, "ٲ ٳ ٵ", "ا ا ا"),
        (fold_alef, "ؤ ئ ى", "ؤ ئ ى"),  # other rules' letters stay
        (fold_teh_marbuta, "البيشمركة", "البيشمركه"),
        (fold_alef_maksura, "مستشفى", "مستشفي"),
        (fold_hamza_carriers, "رؤساء الهيئة", "روساء الهيية"),  # the hamza alone stays
        (strip_tashkeel, "كُتُبٌ هٰذا", "كتب هذا"),
        (strip_tashkeel, "ٱلرَّحْمَٰنِۖ", "ٱلرحمن"),  # a recitation mark of the Quran
        (strip_tashkeel, "ٱللَّهُۥ", "ٱلله"),  # the small waw is a letter to Unicode
        (strip_tatweel, "العـــراق", "العراق"),
        (strip_tatweel, "١٤٣٥هـ", "١٤٣٥ه"),
        (fold_kurdish_and_persian_letters, "نێچیرڤان", "نيجيرفان"),
        (fold_kurdish_and_persian_letters, "دهۆک", "دهوك"),
        (fold_kurdish_and_persian_letters, "ھەولێر", "ههولير"),
        (fold_kurdish_and_persian_letters, "گەڕان لە سڵێمانی", "كهران له سليماني"),
        (fold_kurdish_and_persian_letters, "پښتون", "بشتون"),
        (fold_kurdish_and_persian_letters, "ڨفصة", "قفصة"),
        (fold_kurdish_and_persian_letters, "ݪ", "ل"),  # in no list: LAM WITH BAR, by its name
        (fold_presentation_forms, "ﻻ ﻷ ﻵ", "لا لأ لآ"),
        (fold_presentation_forms, "ﷲ", "الله"),
        (fold_presentation_forms, "ﹰ", "ً"),  # NFKC writes a space before the sign
        (fold_presentation_forms, "ﷺ", "صلىاللهعليهوسلم"),  # a rule may not cut a word
        (fold_digits, "٢٠١٤ ۲۰۱۴ २०१४ 2014", "2014 2014 2014 2014"),
        (fold_digits, "٣٫٥ ٥٬٥٠٠", "3.5 5,500"),
        (strip_invisible, "می‌رود", "میرود"),
        (strip_invisible, "‏العراق‎ ⁦داعش⁩ ﻿", "العراق داعش "),
        (strip_invisible, "inter­view", "interview"),
        (strip_invisible, "❤️", "❤"),  # the emoji's variation selector
        (fold_case, "BBC Straße ΣΟΦΟΣ", "bbc strasse σοφοσ"),
        (fold_styled_letters, "ＢＢＣ２ 𝐁𝐁𝐂 𞸀", "BBC2 BBC ا"),
        (fold_latin_marks, "Erdoğan Kurdî Şêx Łódź", "Erdogan Kurdi Sex Lodz"),
        (fold_latin_marks, "ʿIrāq", "Iraq"),
        (fold_latin_marks, "e\u0301", "e"),
    ],
)
def test_a_rule_changes_what_it_is_named_for(rule: Callable[[str], str], text: str, expected: str) -> None:
    assert rule(text) == expected


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("البيشمركة", "البيشمركه"),
        ("وَالتَّحَالُفِ", "والتحالف"),
        ("إلـــى", "الي"),
        ("\u0627\u0653ب", "آب"),  # alef and a combining madda
        ("مسؤول", "مسو\u0654ول"),  # waw and a combining hamza
        ("کوردستان", "كوردستان"),
        ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("ﻷﻥ", "لأن"),
        ("۱۴۳۵ ه", "١٤٣٥ هـ"),
        ("İstanbul", "istanbul"),  # the dot of the Turkish capital becomes a combining mark, and goes
        ("Diyarbakır", "diyarbakir"),
        ("ＣＮＮ", "cnn"),
        ("É", "e"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("سماء", "سما"), ("حرب", "خرب"), ("ضرب", "صرب"), ("2014", "2015"), ("كورد", "كرد")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "text", ["قال الرئيس إن الأمن أولاً، لا غير", "لإعادة الآلاف إلى ديارهم ٢٠١٤", "الله أعلم بما في الصدور"]
)
def test_reshaped_text_folds_like_the_text_it_was_made_from(text: str) -> None:
    reshaped = arabic_reshaper.reshape(text)
    assert reshaped != text
    assert fold(reshaped) == fold(text)


def test_every_letter_of_the_arabic_block_has_a_folded_form() -> None:
    block = [c for c in map(chr, range(0x0600, 0x0700)) if unicodedata.category(c)[0] == "L"]
    assert {c: fold(c) for c in block if not set(fold(c)) <= a.FOLDED_LETTERS} == {}


def test_folding_every_basic_character_twice_is_folding_it_once() -> None:
    assert [c for c in map(chr, range(0x10000)) if fold(fold(c)) != fold(c)] == []


def test_white_space_and_punctuation_stay() -> None:
    assert fold("«نعم»، لا؟\n\tثم…") == "«نعم»، لا؟\n\tثم…"


@given(texts)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts, texts)
def test_fold_distributes_over_concatenation(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(texts, texts, st.sampled_from(RULES))
def test_every_rule_is_free_of_context(left: str, right: str, rule: Callable[[str], str]) -> None:
    assert rule(left + right) == rule(left) + rule(right)


@given(texts)
def test_no_rule_changes_folded_text(text: str) -> None:
    folded = fold(text)
    assert [rule.__name__ for rule in RULES if rule(folded) != folded] == []


def test_only_characters_of_the_basic_plane_are_remembered() -> None:
    # Otherwise a text of every character there is would stay in memory for ever.
    rare = "".join(map(chr, range(0x20000, 0x20100)))
    assert fold(rare) == rare
    assert max(normalize._FOLD) <= 0xFFFF


@pytest.mark.parametrize(
    ("text", "folded_slice", "original"),
    [
        ("قال كُرْدِيّ في", "كردي", "كُرْدِيّ"),  # the signs after the last letter belong to it
        ("في ﻻهاي", "ل", "ﻻ"),  # half of a ligature is the ligature
        ("من ‏العراق‏ إلى", "العراق", "العراق"),  # directional marks around a word do not belong to it
        ("هـــو", "ه", "هـــ"),
        ("سنة ٢٠١٤", "2014", "٢٠١٤"),
    ],
)
def test_a_slice_of_folded_text_leads_back_to_the_original(
    text: str, folded_slice: str, original: str
) -> None:
    folded = fold_with_offsets(text)
    at = folded.text.index(folded_slice)
    start, end = folded.original_span(at, at + len(folded_slice))
    assert text[start:end] == original


def test_an_empty_slice_is_empty_in_the_original_too() -> None:
    folded = fold_with_offsets("كُتُب")
    assert [folded.original_span(at, at) for at in (0, 1, 3)] == [(0, 0), (2, 2), (5, 5)]


@given(texts, st.data())
def test_the_original_of_a_folded_slice_folds_to_something_that_holds_it(
    text: str, data: st.DataObject
) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.original_span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end] in fold(text[first:last])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("والآلِيّة", "والآليه"),
        ("مسئولةٌ", "مسئوله"),
        ("إلى أب", "إلي أب"),
        ("ٱلعراق", "العراق"),  # a wasla is no hamza
        ("ا\u0653لام", "آلام"),  # composed
        ("ﻵخر", "لآخر"),
        ("BBC", "bbc"),
    ],
)
def test_a_hamza_stays_where_it_is_written(text: str, expected: str) -> None:
    assert fold_but_for_hamza(text) == expected


@given(st.text(alphabet=[chr(code) for block in a.ARABIC_BLOCKS for code in range(block[0], block[1] + 1)]))
def test_what_is_folded_but_for_hamza_folds_to_the_same(text: str) -> None:
    assert fold(fold_but_for_hamza(text)) == fold(text)
