"""Why a turn is among the results: what is said of each word, and that nothing is said of what is plain."""

import pytest

from interviews.search.language.tree import Alternative, Either, Node, Or, Phrase, Prefix, Together, Word
from interviews.search.results.matching import Matcher
from interviews.search.results.reasons import Read, Reason, attached, explain, spelling_differences


def reasons(tree: Node, text: str, **around: str) -> list[Reason]:
    matcher = Matcher(tree)
    return explain(
        matcher.sought,
        Read(text, matcher.places(text)),
        {code: Read(other, matcher.places(other)) for code, other in around.items()},
    )


AUGUST = Either(Word("آب"), (Alternative("months", Word("أغسطس"), "أغسطس"),))


@pytest.mark.parametrize(
    ("tree", "text", "expected"),
    [
        (Word("التحالف"), "قوات التحالف", []),
        (Word("التحالف"), "والتحالف ثم التحالف", []),  # the nearest match counts
        (Word("مدرسه"), "مدرسةُ", [Reason("folded", "مدرسه", "مدرسةُ", ("diacritics", "teh_marbuta"))]),
        (Word("العراق"), "\u200fالعراق", []),  # what cannot be seen is not worth a word
        (Word("تحالف"), "والتحالف", [Reason("removed", "تحالف", "والتحالف", ("and", "article"))]),
        (Word("التحالف"), "وللتحالف", [Reason("removed", "التحالف", "وللتحالف", ("and", "for"))]),
        (Word("التحالف"), "تحالف", [Reason("without", "التحالف", "تحالف", ("article",))]),
        (Word("والتحالف"), "التحالف", [Reason("without", "والتحالف", "التحالف", ("and",))]),
        (Word("تحالف"), "تحالفات", [Reason("stem", "تحالف", "تحالفات")]),
        (Word("كردستان"), "كوردستان", [Reason("spelling", "كردستان", "كوردستان")]),
        (Word("مكتبة"), "الكتاب", [Reason("root", "مكتبة", "الكتاب", ("كتب",))]),
        (AUGUST, "في أغسطس", [Reason("months", "آب", "أغسطس")]),
        (AUGUST, "في آب", []),
        (Phrase("الى الموصل"), "إلى، الموصل", [Reason("folded", "الى الموصل", "إلى، الموصل", ("hamza",))]),
        (Phrase("الموصل إلى", 2), "إلى الموصل", []),
        (Prefix("است"), "استقال", []),
        (Together((Word("قوات"), Word("القطار"))), "قوات", [Reason("missing", "القطار")]),
        (Together((Word("قوات"), Or((Word("تموز"), Word("آب"))))), "قوات", [Reason("missing", "تموز / آب")]),
        (Together((Word("قوات"), Or((Word("تموز"), Word("آب"))))), "قوات آب", []),
        (Together((Word("في"), Word("قوات"))), "قوات", []),  # a function word is not missed
    ],
)  # fmt: skip
def test_what_is_said(tree: Node, text: str, expected: list[Reason]) -> None:
    assert reasons(tree, text) == expected


def test_a_word_that_the_turn_has_not_is_looked_for_around_it() -> None:
    tree = Together((Word("قوات"), Word("تحالف"), Word("الميناء"), Word("الراوي")))
    said = reasons(tree, "القوات", question="دور التحالف؟", title="الميناء والتحالف", about="سلمان الراوي")
    assert [(reason.code, reason.shown) for reason in said] == [
        ("removed", "القوات"),
        ("question", "التحالف"),
        ("title", "الميناء"),
        ("about", "الراوي"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("الى", "إلى", ("hamza",)),
        ("مستشفي", "مستشفى", ("alef_maksura",)),
        ("مسوول", "مسؤول", ("hamza",)),
        ("کوردستان", "كوردستان", ("kurdish_letters",)),
        ("2014", "٢٠١٤", ("digits",)),
        ("bbc", "BBC", ("case",)),
        ("العراق", "العـــراق", ("tatweel",)),
        ("مدرسة", "مدرسة", ()),
        ("لا", "ﻻ", ()),
    ],
)
def test_differences_of_spelling(one: str, other: str, codes: tuple[str, ...]) -> None:
    assert spelling_differences(one, other) == codes


@pytest.mark.parametrize(
    ("folded", "bare", "codes"),
    [
        ("تحالف", "تحالف", ()),
        ("للتحالف", "تحالف", ("for", "article")),
        ("فبالتحالف", "تحالف", ("then", "with", "article")),
        ("كالتحالف", "تحالف", ("like", "article")),
        ("سيقول", "يقول", ("future",)),
        ("للجنه", "لجنه", ("for",)),
    ],
)
def test_what_stands_before_a_word(folded: str, bare: str, codes: tuple[str, ...]) -> None:
    assert attached(folded, bare) == codes
