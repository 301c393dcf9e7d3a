"""Names in a text, whatever Arabic attaches to them and however they are spelt."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.arabic.normalize import fold
from interviews.entities import KnownName, NameFinder
from interviews.entities.found import Kind
from interviews.entities.text import Text


def known(entity: int, text: str, kind: Kind = "place") -> KnownName:
    return KnownName(entity, text, kind)


NAMES = [
    known(1, "العراق"),
    known(2, "إقليم كوردستان"),
    known(3, "كوردستان"),
    known(4, "البيشمركة", "organisation"),
    known(5, "التحالف الدولي", "organisation"),
    known(6, "قوات التحالف الدولي", "organisation"),
    known(7, "مايلز هاربر", "person"),
    known(10, "Myles Harper", "person"),
    known(11, "رؤساء"),
    known(12, "وليد", "person"),
    known(13, "عبد الله", "person"),
    known(14, "F-16", "organisation"),
    known(15, "داعش", "organisation"),
    known(16, "أربيل"),
    known(17, "مي", "person"),
    known(18, "الأردن"),
    known(19, "سوريا"),
    known(20, "كركوك"),
    known(21, "اللجنة الأولمبية", "organisation"),
    known(22, "كربلاء"),
    known(23, "يونسكو", "organisation"),
    known(24, "القاعدة", "organisation"),
    known(25, "أبو ظبي"),
    known(26, "سعد الراوي", "person"),
    known(27, "برهان شوقي", "person"),
    known(28, "صلاح الدين"),
    known(29, "وزارة الشؤون الاجتماعية", "organisation"),
    known(30, "P.K.K", "organisation"),
    known(31, "حي 17 تموز"),
    known(32, "İstanbul"),
    known(33, "صول"),
    known(34, "ینک", "organisation"),
]
FINDER = NameFinder(NAMES)


def found(text: str, finder: NameFinder = FINDER) -> list[tuple[str, int]]:
    return [(text[match.start : match.end], match.owners[0].entity) for match in finder.find(text)]


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
        # «ل» before the article of a word that begins with «ل»: of three only two are written.
        ("للجنة الأولمبية وللجنة الأولمبية", [("لجنة الأولمبية", 21)] * 2),
        # A particle may be vocalised, stretched, or apart.
        ("وَبِالعراق", [("العراق", 1)]),
        ("بـالعراق وبـ العراق", [("العراق", 1)] * 2),
        ("لِلْعِراق", [("عِراق", 1)]),
        ("لــلعراق", [("عراق", 1)]),
        ("ﻭﺍﻟﻌﺮﺍﻕ", [("ﺍﻟﻌﺮﺍﻕ", 1)]),
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
        # The article comes and goes where a name is foreign, and only there.
        ("اليونسكو ويونسكو واليونسكو", [("اليونسكو", 23), ("يونسكو", 23), ("اليونسكو", 23)]),
        ("بيشمركة", [("بيشمركة", 4)]),
        ("عراق وقاعدة لقاعدة", []),
        ("للقاعدة", [("قاعدة", 24)]),
        # A surname at the end of a full name may drop or take it, another word may not.
        ("سعد راوي وسعد الراوي", [("سعد راوي", 26), ("سعد الراوي", 26)]),
        ("برهان الشوقي", [("برهان الشوقي", 27)]),
        # One word or two.
        ("عبدالله وعبد الله", [("عبدالله", 13), ("عبد الله", 13)]),
        ("أبوظبي بأبو ظبي", [("أبوظبي", 25), ("أبو ظبي", 25)]),
        ("صلاحالدين", [("صلاحالدين", 28)]),
        # Hamza: its seat, and at the end of a word whether it is written.
        ("كربلا وكربلاء", [("كربلا", 22), ("كربلاء", 22)]),
        ("وزارة الشئون الاجتماعية", [("وزارة الشئون الاجتماعية", 29)]),
        # Letters of Kurdish and Persian, also with their own vowels.
        ("کەرکوک و سووریا", [("کەرکوک", 20), ("سووریا", 19)]),
        ("اربیل", [("اربیل", 16)]),
        # Digits of any script, Latin letters in any case and with any accent.
        ("حي ١٧ تموز", [("حي ١٧ تموز", 31)]),
        ("ISTANBUL Istanbul", [("ISTANBUL", 32), ("Istanbul", 32)]),
        ("P.K.K والـP.K.K", [("P.K.K", 30)] * 2),
        # An address is no mention.
        ("www.istanbul.example https://x.example/istanbul @istanbul a.istanbul@x.com", []),
        ("(istanbul)، istanbul.", [("istanbul", 32), ("istanbul", 32)]),
        # «وصول» is a word of its own, and not «و» with a name.
        ("وصول إلى صول", [("صول", 33)]),
        ("بينك وب ینک", [("ینک", 34)]),
        # Not inside of words, not part of a name only.
        ("العراقي والعراقيين", []),
        ("مدعشون", []),
        ("التحالف الوطني", []),
        # «كمي» (quantitative) is not «مي» with a particle; the name by itself is found.
        ("كمي ومي مي", [("مي", 17)]),
        # Punctuation parts names, quotation marks and line ends do not.
        ("مايلز، هاربر", []),
        ("مايلز. هاربر", []),
        ("مايلز (هاربر)", []),
        ("مايلز\nهاربر", [("مايلز\nهاربر", 7)]),
        ("قوات «التحالف الدولي»", [("قوات «التحالف الدولي", 6)]),
        ("مايلز\r\nهاربر", [("مايلز\r\nهاربر", 7)]),
        ("مايلز\n\nهاربر", []),
        ("مايلز\u2029هاربر", []),
        ("قوات «التحالف» «الدولي»", []),
        ("عبد-الله", [("عبد-الله", 13)]),
        ("مايلز - هاربر", []),
        ("#التحالف_الدولي", [("التحالف_الدولي", 5)]),
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
    [match] = FINDER.find(text)
    assert (match.start, match.end, match.first, match.last) == (17, 29, 2, 4)
    assert text[17:29] == "مَايلز هاربر"


def test_a_match_has_all_who_bear_the_name() -> None:
    names = [known(1, "حسن", "person"), known(2, "حسن", "person"), known(3, "حسّن")]
    [match] = NameFinder(names).find("قال حسن")
    assert [owner.entity for owner in match.owners] == [1, 2, 3]


def test_of_several_names_of_one_entity_that_fold_alike_the_unambiguous_one_counts() -> None:
    finder = NameFinder([KnownName(5, "أربيل", "place", is_ambiguous=True), known(5, "اربيل")])
    [match] = finder.find("أربـيل")
    assert match.owners == (known(5, "اربيل"),)


def test_more_names_leave_the_finder_as_it_was() -> None:
    longer = FINDER.with_names([known(98, "العراق العظيم"), known(99, "وليد", "person")])
    assert found("وليد في العراق العظيم") == [("وليد", 12), ("العراق", 1)]
    assert found("وليد في العراق العظيم والعراق", longer) == [
        ("وليد", 12),
        ("العراق العظيم", 98),
        ("العراق", 1),
    ]
    [match] = longer.find("وليد")
    assert [owner.entity for owner in match.owners] == [12, 99]


def test_more_names_can_be_added_twice() -> None:
    finder = FINDER.with_names([known(97, "نهر سارين")]).with_names([known(98, "جبل سارين")])
    assert found("نهر سارين وجبل سارين والعراق", finder) == [
        ("نهر سارين", 97),
        ("جبل سارين", 98),
        ("العراق", 1),
    ]


def test_a_name_is_looked_up_in_any_spelling() -> None:
    assert FINDER.owners("اقليم كردستان") == (NAMES[1],)
    assert FINDER.owners("لا أحد") == FINDER.owners("") == ()


def test_names_without_a_letter_are_ignored() -> None:
    assert found("، ـ", NameFinder([known(1, "،"), known(2, ""), known(3, "ـ")])) == []


# Enough of the alphabet for names to come about, and everything that could disturb offsets.
PIECES = st.sampled_from(
    [
        *(name.text for name in NAMES),
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
    for match in FINDER.find(text):
        assert last <= match.start < match.end <= len(text)
        last = match.end


@given(TEXTS)
def test_a_name_ends_with_a_word_and_begins_with_one_or_behind_a_particle(text: str) -> None:
    words = Text(text)
    for match in FINDER.find(text):
        assert match.end == words.ends[match.last - 1]
        start = words.starts[match.first]
        assert fold(text[start : match.start]) in (
            "",
            *"وفبكل",
            "وب",
            "ول",
            "وك",
            "فب",
            "فل",
            "فك",
            "لل",
            "ولل",
            "فلل",
        )
        assert match.is_attached or match.start == start


@given(st.lists(st.tuples(st.integers(1, 9), st.text(max_size=12)), max_size=8), TEXTS)
def test_any_names_in_any_text_raise_nothing(names: list[tuple[int, str]], text: str) -> None:
    finder = NameFinder(known(*name) for name in names)
    entities = {entity for entity, _name in names}
    assert {owner.entity for match in finder.find(text) for owner in match.owners} <= entities


@given(TEXTS)
def test_what_was_found_is_found_by_itself(text: str) -> None:
    """The slice of the original is the name: nothing attached is left on it, nothing of it cut off."""
    for match in FINDER.find(text):
        again = [other.owners for other in FINDER.find(text[match.start : match.end])]
        # After «لل» the article is gone («عراق»).
        assert again == [match.owners] or fold(text[: match.start]).endswith("ل")


@given(st.sampled_from(NAMES), st.data())
def test_marks_change_nothing(name: KnownName, data: st.DataObject) -> None:
    """Vowel signs, tatweel and invisible characters anywhere in a word leave the name what it is."""
    marks = st.text("\u064e\u0650\u0651\u0652\u0640\u200c\u200f", max_size=2)
    marked = "".join(
        letter + (data.draw(marks) if letter.isalpha() and letter >= "\u0621" else "") for letter in name.text
    )
    [match] = FINDER.find(f"في {marked}، ثم")
    assert match.owners == (name,)
    assert fold(f"في {marked}، ثم"[match.start : match.end]) == fold(name.text)


@given(TEXTS)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [match.owners for match in FINDER.find(composed)] == [
        match.owners for match in FINDER.find(decomposed)
    ]
