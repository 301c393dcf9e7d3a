"""The chain as a whole: what a query finds in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.arabic.analysis import AnalysedToken, analyse
from interviews.arabic.normalize import fold, fold_but_for_hamza
from interviews.arabic.stem import bare_forms, readings
from interviews.arabic.stopwords import is_stop_word
from interviews.arabic.tokens import tokenize

any_text = st.text(alphabet=st.characters(exclude_categories=()))


def found(query: str, text: str) -> list[str]:
    """The words of the text, as written, that share a reading with a word of the query."""
    wanted = {stem for token in analyse(query) for stem in token.stems}
    return [token.text for token in analyse(text) if wanted & set(token.stems)]


def test_a_word_with_all_its_forms() -> None:
    text = "في والتحالفُ"
    assert list(analyse(text)) == [
        AnalysedToken(0, 2, "في", "في", ("في",), ("في",), (), True),
        AnalysedToken(3, 12, "والتحالفُ", "والتحالف", ("تحالف",), ("تحالف",), ("حلف",), False),
    ]


@pytest.mark.parametrize(
    ("text", "bare", "roots"),
    [
        ("والتحالفات", ("تحالفات",), ("حلف",)),
        ("التَّحَالُفَاتُ", ("تحالفات",), ("حلف",)),
        ("التـــحالفات", ("تحالفات",), ("حلف",)),
        ("ﺍﻟﺘﺤﺎﻟﻔﺎﺕ", ("تحالفات",), ("حلف",)),  # glyphs of an old file
        ("الطﻼب", ("طلاب",), ("طلب",)),  # the ligature of lam and alef
        ("التحالفات‏", ("تحالفات",), ("حلف",)),
        ("وزير", ("وزير", "زير"), ("وزر",)),
        ("البيشمركةُ", ("بيشمركه",), ("شمر",)),
        ("هەولێر", ("ههولير",), ()),  # Kurdish has no Arabic roots
        ("می‌رود", ("ميرود",), ("يرد",)),  # a zero-width non-joiner inside of the word
        ("للجنة", ("جنه", "لجنه"), ("جنه",)),
        ("وبالمكتبات", ("مكتبات",), ("كتب",)),
        ("فالتحالف", ("تحالف",), ("حلف",)),
        ("آلام", ("الام",), ("الم",)),  # «ألم» is one of them
        ("آلَام", ("الام",), ("الم",)),  # the madda as a sign of its own
        ("ﺁﻻﻡ", ("الام",), ("الم",)),
        ("ألعاب", ("العاب",), ("لعب",)),
        ("والآلاف", ("الاف",), ("الف",)),
        ("المسئول", ("مسوول", "مسيول"), ("سول",)),
        ("المسؤول", ("مسوول",), ("سول",)),
        ("آلية", ("اليه",), ("اله",)),  # and not «إليه», a stop word
        ("إليه", ("اليه",), ()),
        ("آب", ("اب",), ()),  # shorter than a root
        ("بينهما", ("بينهما", "ينهما"), ()),  # a stop word
        ("من", ("من",), ()),
        ("BBC", ("bbc",), ()),
        ("Erdoğan", ("erdogan",), ()),
        ("٢٠١٤", ("2014",), ()),
        ("5,500", ("5,500",), ()),
        ("F16", ("f16",), ()),
        ("Шафак", ("шафак",), ()),
    ],
)
def test_bare_forms_and_roots(text: str, bare: tuple[str, ...], roots: tuple[str, ...]) -> None:
    (token,) = analyse(text)
    assert (token.bare, token.roots) == (bare, roots)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("البيشمركه", "قوات البيشمركةِ في أربيل", ["البيشمركةِ"]),
        ("تحالف", "قال إن العراق والتحالف شريكان", ["والتحالف"]),
        ("٢٠١٤", "منذ عام 2014 و2015", ["2014"]),
        ("2014", "بين ٢٠١٣ و۲۰۱۴", ["۲۰۱۴"]),
        ("كردستان", "إقليم كوردستان، کوردستان", ["كوردستان", "کوردستان"]),
        ("مسؤولية", "المسؤوليّـــة‏ علينا", ["المسؤوليّـــة"]),
        ("مسئوليّة", "المسؤوليّـــة‏ علينا", ["المسؤوليّـــة"]),
        ("آلاف", "بالآلاف", ["بالآلاف"]),
        ("bbc", "قناة الـBBC", ["BBC"]),
        ("العراق", "ﺍﻟﻌﺮﺍﻕ", ["ﺍﻟﻌﺮﺍﻕ"]),
        ("٥٥٠٠", "نحو 5,500 مقاتل", ["5,500"]),
    ],
)
def test_what_a_query_finds_is_marked_as_published(query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


@given(any_text)
def test_analysis_says_what_its_parts_say(text: str) -> None:
    expected = [
        (*token, readings(written), bare_forms(written), is_stop_word(token.folded, written))
        for token in tokenize(text)
        for written in [fold_but_for_hamza(token.text)]
    ]
    assert [(*t[:4], t.stems, t.bare, t.is_stop) for t in analyse(text)] == expected


@given(any_text)
def test_analysed_words_are_slices_of_the_original(text: str) -> None:
    for token in analyse(text):
        assert text[token.start : token.end] == token.text
        assert fold(token.text) == token.folded != ""
