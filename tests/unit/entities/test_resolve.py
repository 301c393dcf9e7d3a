"""Whom the names of an interview mean. Square brackets mark what is decided, round ones what is offered."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.entities import KnownName, NameFinder, Participant, find_names
from interviews.entities.found import Kind

ENTITIES: dict[int, tuple[Kind, str]] = {
    1: ("place", "العراق"),
    2: ("place", "سارين"),
    3: ("place", "القائم?"),
    4: ("place", "حديثة?"),
    5: ("place", "السعودية"),
    6: ("place", "الشرق الأوسط"),
    7: ("place", "كركوك"),
    8: ("place", "القيارة"),
    9: ("place", "سلطنة عمان|عُمان?"),
    10: ("place", "عمّان?"),
    11: ("place", "مدينة الصدر"),
    12: ("place", "القصير?|مدينة القصير"),
    13: ("place", "هرمود?"),
    14: ("place", "هەولێر"),
    15: ("place", "غرونيا"),
    16: ("place", "الغربية?"),
    17: ("place", "مسقط?"),
    18: ("place", "جبل علي"),
    19: ("place", "أبو سارين"),
    35: ("place", "المهندسين?"),
    20: ("organisation", "داعش"),
    21: ("organisation", "التحالف الدولي|التحالف?"),
    22: ("organisation", "البيشمركة"),
    23: ("organisation", "صحيفة الشرق الأوسط|الشرق الأوسط?"),
    24: ("organisation", "عشيرة البوشهيل"),
    25: ("organisation", "حزب الدعوة"),
    26: ("organisation", "وزارة الدفاع العراقية"),
    27: ("organisation", "البرلمان"),
    28: ("organisation", "الأفق?"),
    29: ("organisation", "القاعدة"),
    30: ("organisation", "قوات الحرس|الحرس"),
    31: ("organisation", "الحرس الأعلى"),
    32: ("organisation", "اليوم?"),
    33: ("organisation", "السفينة الخضراء"),
    34: ("organisation", "حركة النهضة|النهضة"),
    40: ("person", "نوري الكرخاوي"),
    41: ("person", "سعد الكرخاوي"),
    42: ("person", "مسعود زيباري"),
    43: ("person", "محمد بن سلمون"),
    44: ("person", "حسن نصر الله"),
    45: ("person", "كريم صالح"),
    46: ("person", "صدام حسين"),
    47: ("person", "طه ياسين|أبو سارة*"),
    48: ("person", "الخاتوني"),
    49: ("person", "الصدر?"),
    50: ("person", "سامي المهندس"),
    51: ("person", "Myles Harper"),
    52: ("person", "عادل العراقي"),
    53: ("person", "عبد العزيز طه الراوي"),
}
FINDER = NameFinder(
    KnownName(entity, text.strip("?*"), kind, text.endswith("?"), text.endswith("*"))
    for entity, (kind, names) in ENTITIES.items()
    for text in names.split("|")
)


def marked(*passages: str, participants: tuple[Participant, ...] = ()) -> str:
    """The passages with their names in brackets, each with the entities it may mean."""
    plain = [re.sub(r"[\[\]()]|\d+(?=[\])])", "", passage) for passage in passages]
    shown = []
    for text, names in zip(plain, find_names(FINDER, plain, participants), strict=True):
        pieces, end = [], 0
        for name in names:
            opening, closing = "[]" if name.is_decided else "()"
            whom = "/".join(map(str, name.entities))
            pieces += [text[end : name.start], opening, text[name.start : name.end], whom, closing]
            end = name.end
        shown.append("".join([*pieces, text[end:]]))
    return " | ".join(shown)


def bare(passage: str) -> str:
    """What is in brackets without them and their numbers."""
    return re.sub(r"[\[(]([^\])]*?)[\d/]+[\])]", r"\1", passage)


def assert_names(expected: str, *participants: Participant) -> None:
    passages = [bare(passage) for passage in expected.split(" | ")]
    assert marked(*passages, participants=participants) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "",
        "لا اسم هنا",
        "في [العراق1] ولل[عراق1]",
        # A generic noun of its kind belongs to the name, with its own particle outside.
        "قاتل [تنظيم داعش20] في [محافظة كركوك7]",
        "بـ[محافظة كركوك7] و[قوات البيشمركة22] ل[تنظيم داعش20]",
        "في [قاعدة القيارة8] و[ناحية القيارة8]",
        # These do not.
        "في مدينة [كركوك7] ومنطقة [القيارة8] وبلدة [سارين2]، وفي [دولة العراق1]",
        # Not even where the authority has the name with it, unless it has none without.
        "سقوط مدينة [القصير12] ثم بمدينة [القصير12] و[مدينة الصدر11]",
        # Nor does one of another kind, or one before something attached.
        "قوات [العراق1] وتنظيم [كركوك7]",
        "قوات و[البيشمركة22]",
        "قوات، [البيشمركة22]",
        # What is counted is no name's head.
        "بعض قوات [البيشمركة22] وعدد من قوات [البيشمركة22]",
        "كل [قوات البيشمركة22] وبعض قوات [الحرس30]",
        # The longer name, with the head that belongs to a shorter one.
        "[قوات الحرس30] ثم [قوات الحرس الأعلى31]",
        # A verdict belongs to the name where it agrees with its head.
        "[تنظيم داعش الإرهابي20] و[عصابات داعش الإرهابية20]",
        "[تنظيم داعش20] الإرهابية ثم [داعش20] الإرهابي",
        "[حزب الدعوة المحظور25]",
        # A mark that the name opens is closed by it.
        "قال [تنظيم «داعش»20] إنه",
        "شركة «[البيشمركة22] للنقل»، وسوق البيشمركة",
        "قال «[تنظيم داعش20]» إنه",
        # Another thing than the place.
        "جامعة كركوك ومطار كركوك وجسر القيارة",
        "مجلس محافظة كركوك",
        "قوات سارين الحرة، وقوات [سارين2] التي هناك، وقوات [سارين2]",
        "مجلس عشائر كركوك، وجامعة في [كركوك7]، ومطار قرب [كركوك7]",
        "وزارة البيشمركة",
        "محافظ [كركوك7] وأهالي [كركوك7]",
        # Nor is a name what begins outside of a quotation and ends in it, or the reverse.
        "«[السفينة الخضراء33]» و«السفينة» الخضراء، والسفينة” الخضراء",
        # An adjective is no name.
        "الأندية السعودية في [السعودية5]",
        "والأندية السعودية وللأندية السعودية، و[السعودية5]",
        "سياسة [السعودية5]",
        "في [سارين2] الغربية",
        # Nor is an adverb, or a preposition that only folds alike.
        "في [غرونيا15]، كان غرونياً",
        "في [جبل علي18]، وفي جبل على الطريق",
        # Sorani's endings stay outside, as particles do.
        "لە [هەولێر14]دا و لە [هەولێر14]ەوە، هەولێری",
        "لە [هەولێر14]\u200cدا و لە [هەولێر14]ـدا",
        # A head of another sort.
        "[حركة النهضة34] و[حزب النهضة34] ونادي النهضة",
        "القاعدة الجوية",
        "قتل زعيم [القاعدة29] في غارة",
        "[البرلمان27] صوت، والبرلمان الأوروبي رفض",
    ],
)
def test_heads_belong_to_a_name_and_other_words_do_not(expected: str) -> None:
    assert_names(expected)


@pytest.mark.parametrize(
    "expected",
    [
        # Nothing speaks for it.
        "رأينا (هرمود13) مساء",
        # For a word of the language not each time that it is said.
        "وصلنا القائم مساء، وبقينا في (القائم3)",
        "عمل اليوم وغدا، وقال ل«[اليوم32]» وفي حوار مع (اليوم32)",
        "معدات حديثة وصلت، فوصلت إلى (حديثة4)",
        # Not even offered as another word that only folds alike.
        "في حديثه، وقائماً",
        # Its adjective, which is not even offered.
        "الوضع القائم",
        # Nor is a word that goes on as one, or somebody's surname.
        "في القائم الذي بني، في حديثة خضراء، في (حديثة4)",
        "في مسقط رأسه، وفي [مسقط17]",
        "في [المهندسين35] من (مهندسين35)",
        "وصل خالد هرمود",
        # A head before it, also one that stays outside.
        "[قضاء القائم3] ومدينة [حديثة4]",
        # «في» before what is no word of the language.
        "وصل إلى [هرمود13] وب[هرمود13]. (هرمود13) في (القائم3) وفي (حديثة4)",
        # Somebody's surname.
        "قال جون سارين مدير الجامعة، وزار جون [سارين2]",
        "قال خالد أبو سارين، وهو من [أبو سارين19]",
        # Once it was settled so, wherever it can be no adjective.
        "[قضاء القائم3] | سقوط [القائم3] في الوضع القائم",
        "[قضاء حديثة4] | في [حديثة4] معدات (حديثة4) كثيرة",
        # In a list with what is decided.
        "في [القائم3] و[كركوك7] و[القيارة8]",
        "في [كركوك7]، [القائم3]، و[القيارة8]",
        "في [كركوك7] أو [القائم3]",
        "رأينا [كركوك7]، القائم له",
        "رأينا [كركوك7] والقائم من ذلك",
        "في [كركوك7]. (هرمود13) وحدها",
        # Its own full name before it, but not behind.
        "(التحالف21) ثم [التحالف الدولي21] ثم [التحالف21] مؤمن",
        "[التحالف الدولي21] | [قوات التحالف21] وكذلك [التحالف21] الذي",
        "[التحالف الدولي21] والتحالف الوطني",
        # Quotation marks, for what may be an outlet.
        "قال ل«[الأفق28]» عن رؤية الأفق",
        "لم يكن للتحالف معنى، ولا التحالف وحده",
        # An owner whose name is not ambiguous wins over one without evidence.
        "في [الشرق الأوسط6] سلام",
        "قال ل«[الشرق الأوسط23]» إن [الشرق الأوسط6] رحب",
        "[صحيفة الشرق الأوسط23]",
        "منطقة [الشرق الأوسط6]",
        # Two that may be meant, and one of them when its full name stood before.
        "في (عمان9/10)",
        "[سلطنة عمان9] | في [عمان9]",
        # Vowel signs that only one of them has.
        "في [عُمان9] وفي [عَمَّان10]",
        # A title before a person's name.
        "قال السيد [الصدر49] إن (الصدر49) يؤلمه",
    ],
)
def test_an_ambiguous_name_is_decided_by_evidence_only(expected: str) -> None:
    assert_names(expected)


@pytest.mark.parametrize(
    "expected",
    [
        # Alone it means who was named in full before, not behind.
        "قال الكرخاوي. [نوري الكرخاوي40] قال. | ثم [الكرخاوي40] ولل[كرخاوي40] و[الكرخاوي40]",
        # Two of the name.
        "[نوري الكرخاوي40] و[سعد الكرخاوي41] | ثم (الكرخاوي40/41)",
        # The surname of another one, and a part of another name.
        "[نوري الكرخاوي40] ثم خالد الكرخاوي وابن الكرخاوي",
        # With and without its article, and of more than one word.
        "[مسعود زيباري42] | ثم [الزيباري42] و[زيباري42]",
        "[محمد بن سلمون43] | ثم [بن سلمون43]",
        "[حسن نصر الله44] | ثم [نصر الله44] و[نصرالله44]",
        # The first name with the surname, without what is between.
        "[عبد العزيز طه الراوي53] | ثم [عبدالعزيز الراوي53] و[الراوي53]",
        # Also in Latin letters.
        "[Myles Harper51] said. | [Harper51] added; Colonel [Harper51], John Harper",
        # What is a word of the language is a name where one is expected.
        "[كريم صالح45] | وقال [صالح45] إن العمل صالح",
        # A common first name could be anybody's.
        "[صدام حسين46] | في ذكرى حسين",
        # The profession, or him.
        "[سامي المهندس50] | اغتيل [المهندس50]، والمهندس سعد",
        # The people of a country.
        "[عادل العراقي52] | الجيش العراقي، وأضاف [العراقي52] ذلك",
        # Longer names of others.
        "صدام حسين التكريتي، و[صدام حسين46] الرئيس",
        # A kunya means who is known otherwise.
        "جاء (أبو سارة47). [طه ياسين47]. ثم [أبو سارة47]",
        # A surname that the authority has as a name.
        "قال [الخاتوني48] وخالد الخاتوني",
    ],
)
def test_a_surname_alone_means_who_was_named_in_full(expected: str) -> None:
    assert_names(expected)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("نوري الكرخاوي",), "وقال [الكرخاوي-1] إن [نوري الكرخاوي-1] هنا"),
        (("العقيد علاء درويش", "درويش"), "[علاء درويش-1] والعقيد [درويش-1] وعقيد آخر"),
        # A title or a part in the interview is nobody's name.
        (("العقيد",), "قال العقيد"),
        (("المحاور",), "قال المحاور"),
        # One word, with who bears it in full elsewhere.
        (("الخاتوني",), "[الخاتوني-1]"),
        (("حسن",), "قال [حسن-1] وكتب حسن خالد"),
        # «علي» looks like «على».
        (("علي",), "قال [علي-1]: على [العراق1]"),
        # A known name is not a particle and somebody's: «ك» and «ركوك».
        (("هند ركوك",), "في [كركوك7] قالت [هند ركوك-1] ول[ركوك-1] في [كركوك7]"),
    ],
)
def test_who_takes_part_is_meant_first(names: tuple[str, ...], expected: str) -> None:
    passages = [re.sub(r"[\[\]]|-?\d+(?=\])", "", passage) for passage in expected.split(" | ")]
    assert marked(*passages, participants=(Participant(-1, names),)) == expected


def test_of_a_participant_and_another_of_the_name_the_one_who_speaks_is_meant() -> None:
    passages = ["[سعد الكرخاوي41] قال.", "وأضاف [الكرخاوي40] أن (الكرخاوي40/41) هنا"]
    guest = Participant(40, ("نوري الكرخاوي",))
    assert marked(*map(bare, passages), participants=(guest,)) == " | ".join(passages)


def test_the_outlet_of_the_interview_is_meant_where_it_is_spoken_to() -> None:
    outlet = Participant(23, ("صحيفة الشرق الأوسط", "الشرق الأوسط"), "organisation")
    expected = "[الشرق الأوسط23]: في حوار مع [الشرق الأوسط23] عن حرب [الشرق الأوسط6]"
    assert marked(bare(expected), participants=(outlet,)) == expected


def test_an_organisation_is_found_again_by_a_part_of_its_name() -> None:
    assert_names("البوشهيل [عشيرة البوشهيل24] | ثم [البوشهيل24]")
    assert_names("[وزارة الدفاع العراقية26] | ثم [وزارة الدفاع26] لا وزارة الدفاع التركية")
    assert_names("[حزب الدعوة25] | ثم الدعوة")


def test_what_an_interview_tells_ends_with_it() -> None:
    assert_names("[نوري الكرخاوي40] | [الكرخاوي40]")
    assert_names("الكرخاوي")


WORDS = [name for _kind, names in ENTITIES.values() for name in re.split("[|?*]+", names) if name]
PIECES = st.sampled_from(
    [
        *WORDS,
        "تنظيم",
        "محافظة",
        "قوات",
        "جامعة",
        "بعض",
        "الإرهابي",
        "و",
        "لل",
        "ب",
        " ",
        "، ",
        "\n\n",
        "«",
        "»",
        "قال",
        "بن",
    ]
)
PASSAGES = st.lists(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=20), max_size=4)


@given(PASSAGES, st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=3))
def test_names_are_apart_and_inside_their_passage(passages: list[str], labels: list[str]) -> None:
    found = find_names(FINDER, passages, [Participant(-1 - n, (label,)) for n, label in enumerate(labels)])
    assert len(found) == len(passages)
    for passage, names in zip(passages, found, strict=True):
        last = 0
        for name in names:
            assert last <= name.start < name.end <= len(passage)
            assert name.entities
            assert len(set(name.entities)) == len(name.entities)
            assert not name.is_decided or len(name.entities) == 1
            last = name.end


@given(PASSAGES)
def test_an_interview_is_read_alike_each_time(passages: list[str]) -> None:
    assert find_names(FINDER, passages) == find_names(FINDER, passages)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They came in time and asked who the un was", []),
        ("They read Time and asked the UN", ["Time", "UN"]),
        ("وقالت time إن ذلك صحيح", ["time"]),
        ("وصل وفد un أمس", ["un"]),
        ("ON TIME, TOLD THE UN", ["TIME", "UN"]),
    ],
)
def test_a_latin_name_that_is_a_word_needs_its_capitals_among_latin_words(
    text: str, found: list[str]
) -> None:
    finder = NameFinder(
        [KnownName(1, "Time", "organisation", is_ambiguous=True), KnownName(2, "UN", "organisation")]
    )
    assert [text[one.start : one.end] for one in find_names(finder, [text])[0]] == found
