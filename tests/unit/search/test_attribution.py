"""To whom a pasted text gives the words, and who may be meant by that."""

from __future__ import annotations

import pytest

from interviews.search.quotation.attribution import attribution
from interviews.search.quotation.quoted import read_quotation

SAID = "لم نتفق على الموعد أبداً"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f'قال نعيم الكعود: "{SAID}"', "نعيم الكعود"),
        (f"نعيم الكعود: {SAID}", "نعيم الكعود"),
        (f"د. سلمان الراوي: {SAID}", "د. سلمان الراوي"),
        (f"وقال رئيس الوزراء سلمان الراوي إن «{SAID}»", "رئيس الوزراء سلمان الراوي"),
        (f"قال علي الراوي في مؤتمر صحفي إن {SAID}", "علي الراوي"),
        (f"الراوي قال لصحيفة النهر: {SAID}", "الراوي"),
        (f"قال الراوي، مدير الميناء: {SAID}", "الراوي"),
        (f"«{SAID}»، كما أضاف الوزير", "الوزير"),
        (f'Hart said: "{SAID}"', "Hart"),
        # Nobody is named.
        (SAID, None),
        (f"قال: «{SAID}»", None),
        (f"وقال في مؤتمر صحفي إن {SAID}", None),
        (f"وأضاف أيضاً: {SAID}", None),
        (f"ج: {SAID}", None),
        (f"الضيف: {SAID}", None),
        (f"أولاً: {SAID}", None),
    ],
)
def test_to_whom_words_are_given(text: str, name: str | None) -> None:
    given = attribution(read_quotation(text))
    assert (given and given.name) == name


@pytest.mark.parametrize(
    ("introduction", "fits"),
    [
        ("قال الراوي", True),
        ("قال سلمان", True),
        ("قال العقيد سلمان راوي", True),
        ("وأكد المتحدث باسم التحالف في العراق سلمان الراوي", True),
        ("قال مدير الميناء", True),
        ("قال المدير", True),
        # In another spelling, in another script, by the label of the interview.
        ("قال الرّاوى", True),
        ("Salman al-Rawi said", True),
        ("قال أبو سعد", True),
        # Somebody else, be it with the same title.
        ("قال نعيم الكعود", False),
        ("قال العقيد نعيم الكعود", False),
        ("قال رئيس الوزراء", False),
        ("قال الوزير", False),
        ("Hart said", False),
        # He is only spoken of.
        ("قال الكعود رداً على الراوي", False),
        ("قال الكعود عن الراوي", False),
    ],
)
def test_who_may_be_meant(introduction: str, fits: bool) -> None:
    given = attribution(read_quotation(f'{introduction}: "{SAID}"'))
    assert given is not None
    names = ["سلمان الراوي", "Salman al-Rawi", "العقيد سلمان الراوي", "أبو سعد"]
    assert given.fits(names, "مدير الميناء") == fits


@pytest.mark.parametrize(
    ("introduction", "others", "fits"),
    [
        ("قال سعد الراوي", [], True),  # perhaps his second name
        ("قال سعد الراوي", ["سعد الراوي"], False),
        ("قال سلمان الراوي", ["الراوي سلمان"], True),  # twice in the authority
        ("قال الراوي المتحدث باسم التحالف الدولي", ["التحالف الدولي"], True),
    ],
)
def test_a_namesake_who_is_known_is_somebody_else(introduction: str, others: list[str], fits: bool) -> None:
    given = attribution(read_quotation(f'{introduction}: "{SAID}"'))
    assert given is not None
    assert given.fits(["سلمان الراوي"], others=others) == fits


@pytest.mark.parametrize("names", [[], ["الضيف"], ["ج"], ["المتحدث"]])
def test_somebody_without_a_name_may_be_anybody(names: list[str]) -> None:
    given = attribution(read_quotation(f"قال الراوي: {SAID}"))
    assert given is not None
    assert given.fits(names)
