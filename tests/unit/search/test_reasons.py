"""Why a turn is among the results: what is said of each word, and that nothing is said of what is plain."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest

from interviews.actions.sample_archive import FIXTURES
from interviews.arabic.analysis import analyse
from interviews.search.language.tree import Alternative, Either, Node, Or, Phrase, Prefix, Together, Word
from interviews.search.results.matching import Matcher
from interviews.search.results.reasons import Read, Reason, attached, explain, spelling_differences
from interviews.templatetags.reasons import why


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
        (Word("الالتزام"), "التزام", [Reason("without", "الالتزام", "التزام", ("article",))]),
        (Word("آلاف"), "الآلاف", [Reason("removed", "آلاف", "الآلاف", ("article",))]),
        (Word("الإلكترونية"), "إلكترونية", [Reason("without", "الإلكترونية", "إلكترونية", ("article",))]),
        (Word("والآلاف"), "بآلاف", [Reason("removed", "والآلاف", "بآلاف", ("with",))]),
        # The hamza on another seat.
        (Word("مسئول"), "المسؤول", [Reason("folded", "مسئول", "المسؤول", ("hamza",))]),
        (Word("لالتحالف"), "للتحالف", [Reason("stem", "لالتحالف", "للتحالف")]),
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
        ("تحالف", "تحالف", []),
        ("للتحالف", "تحالف", ["for", "article"]),
        ("فبالتحالف", "تحالف", ["then", "with", "article"]),
        ("كالتحالف", "تحالف", ["like", "article"]),
        ("سيقول", "يقول", ["future"]),
        ("للجنه", "لجنه", ["for"]),
        ("الالاف", "اف", ["article", "article"]),
        ("للالتزام", "لتزام", ["for", "article"]),
    ],
)
def test_what_stands_before_a_word(folded: str, bare: str, codes: list[str]) -> None:
    assert attached(folded, bare) == codes


# What can stand before a word, possible or not: people type all of it.
_BEFORE = (
    "",
    *"وفبكلس",
    *["وب", "ول", "وس", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال", "لال", "الال"],
)
# Words whose own letters look like an article, a particle or both, and plain ones.
_WORDS = [
    "آلاف",
    "آليات",
    "إلكترونية",
    "التفاف",
    "التزام",
    "ألمانيا",
    "لجنة",
    "لاعب",
    "وزير",
    "والد",
    "بلدة",
    "تحالف",
]
_ALEFS = "اأآ"


def _written_in_every_way() -> Iterator[str]:
    for before, word, alef in product(_BEFORE, _WORDS, _ALEFS):
        if word[0] in _ALEFS:
            yield before + alef + word[1:]
        elif alef == "ا":
            yield before + word


def _words_of_the_samples() -> Iterator[str]:
    for path in sorted((FIXTURES / "interviews").iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            text = json.dumps(json.loads(text), ensure_ascii=False)
        for token in analyse(text):
            yield token.text


def _alike(words: Iterable[str]) -> dict[str, set[str]]:
    """For each word the words that share a form with it, itself among them."""
    sharing: dict[str, set[str]] = defaultdict(set)
    forms = {word: {form for t in analyse(word) for form in (*t.bare, *t.stems, *t.roots)} for word in words}
    for word, own in forms.items():
        for form in own:
            sharing[form].add(word)
    return {word: set().union(*(sharing[form] for form in own)) for word, own in forms.items()}


@pytest.mark.parametrize("words", [_words_of_the_samples, _written_in_every_way])
def test_there_are_words_for_every_pair_of_words(words: Callable[[], Iterator[str]]) -> None:
    for typed, alike in _alike(words()).items():
        matcher = Matcher(Word(typed))
        for shown in sorted(alike):
            said = explain(matcher.sought, Read(shown, matcher.places(shown)), {})
            for reason in said:
                needs_details = reason.code in ("folded", "removed", "without", "root")
                assert bool(reason.details) == needs_details, reason
            assert bool(why(said)) == bool(said)
