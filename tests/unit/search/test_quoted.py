"""What of a pasted text is the quotation, and where words were left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search.quotation.alignment import Word, parts
from interviews.search.quotation.quoted import LEAST_WORDS, MOST_WORDS, read_quotation


def written(words: tuple[Word, ...]) -> str:
    return " ".join(word.written for word in words)


@pytest.mark.parametrize(
    ("text", "words", "around"),
    [
        ("لم نتفق على الموعد", "لم نتفق على الموعد", []),
        ("«لم نتفق على الموعد»", "لم نتفق على الموعد", []),
        ('قال الراوي: "لم نتفق على الموعد"', "لم نتفق على الموعد", ["قال الراوي"]),
        ("قال الراوي: لم نتفق على الموعد", "لم نتفق على الموعد", ["قال الراوي"]),
        ("وأضاف مدير الميناء «لم نتفق على الموعد»", "لم نتفق على الموعد", ["وأضاف مدير الميناء"]),
        ("قال الراوي إن العراق بلد النهرين والجسور", "العراق بلد النهرين والجسور", ["قال الراوي إن"]),
        ("قالت الوزيرة: إن العراق بلد النهرين", "قالت الوزيرة إن العراق بلد النهرين", []),  # three words left
        ("قال: «إن العراق بلد النهرين»", "إن العراق بلد النهرين", ["قال"]),  # «إن» is part of what he said
        ("«لم نتفق على الموعد»، أضاف الراوي", "لم نتفق على الموعد", ["أضاف الراوي"]),
        ("قال الراوي «لم نتفق على الموعد» كما ذكر", "لم نتفق على الموعد", ["قال الراوي", "كما ذكر"]),
        # What negates is never set aside, whoever says it.
        ("لم يقل أحد: نحن اتفقنا على الموعد", "لم يقل أحد نحن اتفقنا على الموعد", []),
        ("«لم نتفق على الموعد» ولم نقل غير ذلك", "لم نتفق على الموعد ولم نقل غير ذلك", []),
        # Words that are only put in quotation marks, and a colon in what was said.
        ("هذا «مشروع كبير جداً للعراق» كما قلنا", "هذا مشروع كبير جداً للعراق كما قلنا", []),
        ("عندنا ثلاثة شروط: الماء والكهرباء والأمن", "عندنا ثلاثة شروط الماء والكهرباء والأمن", []),
        ('Hart said: "we did not agree on it"', "we did not agree on it", ["Hart said"]),
    ],
)
def test_who_speaks_is_told_from_what_was_said(text: str, words: str, around: list[str]) -> None:
    quotation = read_quotation(text)
    assert written(quotation.words) == words
    assert [
        written(found) for found in (quotation.introduction, quotation.afterword) if found
    ] == around  # fmt: skip


@pytest.mark.parametrize("mark", ["…", "...", "..", "....", "[…]", "[...]", "(…)", "(...)", "… …", "، ... ،"])
def test_every_sign_of_omission_parts_the_words(mark: str) -> None:
    words = read_quotation(f"لم نتفق {mark} على الموعد").words
    assert [written(words[start:end]) for start, end in parts(words)] == ["لم نتفق", "على الموعد"]


@pytest.mark.parametrize("text", ["", "   ", "؟!", "…", "«»", "كلمة", "ثلاث كلمات فقط", "\ud800", "\u200f"])
def test_fewer_words_are_too_short(text: str) -> None:
    assert read_quotation(text).is_too_short


def test_a_long_text_is_cut_to_its_first_words() -> None:
    exact = read_quotation("كلمة " * MOST_WORDS)
    assert (len(exact.words), exact.is_cut) == (MOST_WORDS, False)
    longer = read_quotation("كلمة " * (MOST_WORDS + 1))
    assert (len(longer.words), longer.is_cut) == (MOST_WORDS, True)
    assert read_quotation("بحرف" * 100_000 + " ثم ثلاث كلمات").is_cut


@given(st.text(alphabet='قال لم إن نحن: «»"…. \n\u200f123abc', max_size=120))
def test_any_text_is_read(text: str) -> None:
    quotation = read_quotation(text)
    everything = (*quotation.introduction, *quotation.words, *quotation.afterword)
    assert all(text[word.start : word.end].strip() for word in everything)
    assert [word.start for word in everything] == sorted(word.start for word in everything)
    if quotation.introduction or quotation.afterword:
        assert len(quotation.words) >= LEAST_WORDS
