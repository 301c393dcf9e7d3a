"""Names in a text, whatever Arabic attaches to them and however they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.entities import FoundName, NameFinder

NAMES = [
    (1, "العراق"),
    (2, "إقليم كوردستان"),
    (3, "كوردستان"),
    (4, "البيشمركة"),
    (5, "التحالف الدولي"),
    (6, "قوات التحالف الدولي"),
    (7, "مايلز هاربر"),
    (8, "حسن"),
    (9, "حسن"),
    (10, "Myles Harper"),
    (11, "رؤساء"),
    (12, "وليد"),
    (13, "عبد الله"),
    (14, "F-16"),
    (15, "داعش"),
    (16, "أربيل"),
    (17, "مي"),
    (18, "الأردن"),
    (19, "سوريا"),
    (20, "كركوك"),
]
FINDER = NameFinder(NAMES)


def found(text: str, finder: NameFinder = FINDER) -> list[tuple[str, int]]:
    return [(text[name.start : name.end], name.entity) for name in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عاد إلى العراق أمس", [("العراق", 1)]),
        ("", []),
        ("لا اسم هنا", []),
        # What is attached stays outside of the name.
        ("والعراق", [("العراق", 1)]),
        ("فالعراق", [("العراق", 1)]),
        ("بالعراق", [("العراق", 1)]),
        ("كالعراق", [("العراق", 1)]),
        ("وبالعراق", [("العراق", 1)]),
        ("لسوريا وكسوريا فبسوريا", [("سوريا", 19)] * 3),
        # In «لل» the article has lost its alef, so only the rest of it is there to be shown.
        ("للعراق", [("عراق", 1)]),
        ("وللعراق", [("عراق", 1)]),
        ("فللعراق", [("عراق", 1)]),
        ("بإقليم كوردستان", [("إقليم كوردستان", 2)]),
        # Letters that belong to the name are not cut.
        ("وليد وكركوك كركوك", [("وليد", 12), ("كركوك", 20), ("كركوك", 20)]),
        ("ووليد", [("وليد", 12)]),
        # Spelling, also where Kurdish and Arabic write a name differently.
        ("في كردستان وإقليم كردستان", [("كردستان", 3), ("إقليم كردستان", 2)]),
        ("البيشمركه", [("البيشمركه", 4)]),
        ("اقليم كوردستان", [("اقليم كوردستان", 2)]),
        ("روساء ورؤساء", [("روساء", 11), ("رؤساء", 11)]),
        ("العـــراق", [("العـــراق", 1)]),
        ("العِرَاقُ.", [("العِرَاقُ", 1)]),
        ("وَالعِرَاقُ", [("العِرَاقُ", 1)]),
        ("وـالعراق", [("العراق", 1)]),
        ("کوردستان", [("کوردستان", 3)]),  # with the Kurdish kaf
        ("MYLES harper", [("MYLES harper", 10)]),
        ("طائرة F-16 وF16", [("F-16", 14)]),
        # Lam-alef as one character: a ligature is not torn.
        ("اﻷردن", [("اﻷردن", 18)]),
        ("ﻷربيل", [("ﻷربيل", 16)]),
        ("وﻷربيل", [("ﻷربيل", 16)]),
        # The longest name wins, also when something is attached.
        ("قوات التحالف الدولي", [("قوات التحالف الدولي", 6)]),
        ("وقوات التحالف الدولي", [("قوات التحالف الدولي", 6)]),
        ("قوات والتحالف الدولي", [("التحالف الدولي", 5)]),
        ("إقليم كوردستان، وكوردستان", [("إقليم كوردستان", 2), ("كوردستان", 3)]),
        # Not inside of words, not part of a name only.
        ("العراقي والعراقيين", []),
        ("مدعشون", []),
        ("التحالف الوطني", []),
        # «كمي» (quantitative) is not «مي» with a particle; the name by itself is found.
        ("كمي ومي مي", [("مي", 17)]),
        # Two bear this name: nothing is guessed.
        ("قال حسن", []),
        # Punctuation parts names, quotation marks and line ends do not.
        ("مايلز، هاربر", []),
        ("مايلز. هاربر", []),
        ("مايلز (هاربر)", []),
        ("مايلز\nهاربر", [("مايلز\nهاربر", 7)]),
        ("قوات «التحالف الدولي»", [("قوات «التحالف الدولي", 6)]),
        ("عبد-الله", [("عبد-الله", 13)]),
        # Invisible characters.
        ("مايلز\u200f هاربر", [("مايلز\u200f هاربر", 7)]),
        ("\u202bمايلز\u202c \u202bهاربر\u202c", [("مايلز\u202c \u202bهاربر", 7)]),
        ("كورد\u200cستان", [("كورد\u200cستان", 3)]),
        ("\u200fالعراق\u200f", [("العراق", 1)]),
        ("و\u200fالعراق", [("العراق", 1)]),
    ],
)
def test_names_are_found_where_they_stand(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


def test_offsets_refer_to_the_original_text() -> None:
    text = "قالَ الكُولونيل: مَايلز هاربر"
    assert list(FINDER.find(text)) == [FoundName(17, 29, 7)]
    assert text[17:29] == "مَايلز هاربر"


def test_a_preferred_name_decides_between_two_that_bear_it() -> None:
    assert found("قال حسن", FINDER.with_preferred([(9, "حسن")])) == [("حسن", 9)]


def test_a_preferred_name_wins_over_its_owner() -> None:
    assert found("وليد", FINDER.with_preferred([(99, "وليد")])) == [("وليد", 99)]


def test_two_preferred_names_alike_are_ambiguous() -> None:
    finder = FINDER.with_preferred([(1, "العقيد"), (2, "العقيد"), (3, "وليد"), (4, "وليد")])
    assert found("العقيد وليد", finder) == []


def test_preferred_names_leave_the_finder_as_it_was() -> None:
    FINDER.with_preferred([(99, "وليد"), (98, "العراق العظيم")])
    assert found("وليد في العراق العظيم") == [("وليد", 12), ("العراق", 1)]


def test_a_longer_preferred_name_is_found_beside_the_shorter() -> None:
    finder = FINDER.with_preferred([(98, "العراق العظيم")])
    assert found("العراق العظيم والعراق", finder) == [("العراق العظيم", 98), ("العراق", 1)]


def test_several_names_of_one_entity_that_fold_alike_are_not_ambiguous() -> None:
    assert found("اربيل", NameFinder([(5, "أربيل"), (5, "اربيل"), (5, "أربـيل")])) == [("اربيل", 5)]


def test_names_without_a_letter_are_ignored() -> None:
    assert found("، ـ", NameFinder([(1, "،"), (2, ""), (3, "ـ")])) == []


# Enough of the alphabet for names to come about, and everything that could disturb offsets.
PIECES = st.sampled_from(
    [
        *(name for _entity, name in NAMES),
        "و",
        "لل",
        "ال",
        " ",
        "،",
        "ـ",
        "َ",
        "\u200f",
        "\u200c",
        "ﻷ",
        "٣",
        "\n",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=12).map("".join)


@given(TEXTS)
def test_found_names_are_in_order_inside_the_text_and_apart(text: str) -> None:
    last = 0
    for name in FINDER.find(text):
        assert last <= name.start < name.end <= len(text)
        last = name.end


@given(st.lists(st.tuples(st.integers(1, 9), st.text(max_size=12)), max_size=8), TEXTS)
def test_any_names_in_any_text_raise_nothing(names: list[tuple[int, str]], text: str) -> None:
    finder = NameFinder(names)
    known = {entity for entity, _name in names}
    assert {name.entity for name in finder.find(text)} <= known


@given(TEXTS)
def test_what_was_found_is_found_by_itself(text: str) -> None:
    """The slice of the original is the name: nothing attached is left on it, nothing of it cut off."""
    for name in FINDER.find(text):
        words = text[name.start : name.end]
        again = [found.entity for found in FINDER.find(words)]
        # After «لل» the article is gone («عراق»).
        assert again == [name.entity] or text[: name.start].rstrip("\u200f\u200cَـ").endswith("ل")
