"""Which names does an interview show that the authority does not have?"""

from __future__ import annotations

import pytest

from interviews.entities import KnownName, NameFinder, Participant
from interviews.entities.propose import find_with_proposals, propose_names

FINDER = NameFinder(
    [
        KnownName(1, "بغداد", "place"),
        KnownName(2, "البصرة", "place"),
        KnownName(3, "كوردستان", "place"),
        KnownName(4, "سعد كريم الراوي", "person"),
    ]
)


def proposed(*passages: str) -> list[str]:
    """The proposed names as they stand in the text, with the first letter of their kind."""
    return [
        f"{one.kind[0]} {passage[one.start : one.end]}"
        for passage, found in zip(passages, propose_names(FINDER, passages), strict=True)
        for one in found
    ]


PERSONS = [
    # Titles, offices and what agrees with them stay outside.
    ("التقى الدكتور هاشم العطار بالوفد", "هاشم العطار"),
    ("وقال وزير الزراعة السابق هاشم العطار إن", "هاشم العطار"),
    ("بحضور نائب رئيس القسم الفني هاشم العطار ومرافقيه", "هاشم العطار"),
    ("سمو الشيخ هاشم بن سعد بن هاشم آل عطار، رئيس", "هاشم بن سعد بن هاشم آل عطار"),
    ("كيف ترى ذلك سيد هاشم؟", "هاشم"),
    ("قال الوزير العطاري، في كلمته", "العطاري"),
    ("المدرب البلجيكي يورن هارتمان.", "يورن هارتمان"),
    ('عن المدرب "هارتمان" وخطته', "هارتمان"),
    # Particles stay outside, also before a given name.
    ("تحدثنا عن كتاب لهند العطار، وهو الثالث", "هند العطار"),
    ("هو ومحمود العطار، في الخارج", "محمود العطار"),
    # The name's end.
    ("زارنا هاشم العطار أمس في المكتب", "هاشم العطار"),
    ("يرى هاشم عبد الله العطار أن", "هاشم عبد الله العطار"),
    ("يرى هاشم أبو زيد أن", "هاشم أبو زيد"),
    ("رأيت هاشم نور الدين يغني", "هاشم نور الدين"),
    ("محمود درويش قصيدة الأرض", "محمود درويش"),
    ("ما قاله هاشم العطاري المتحدث الرسمي باسم الوزارة", "هاشم العطاري"),
    # Who says something, and what befalls somebody.
    ("وأوضح الديلمي، أن القرار صدر", "الديلمي"),
    ("بعد مقتل هاشم العطار بيوم", "هاشم العطار"),
    # A name in two lines of a text whose lines were broken.
    ("غرق في سحر السينما وعوالمها هاشم \nالعطار. وقال", "هاشم \nالعطار"),
    # What an address folds like a word's article, and a name that looks as if it had one.
    ("مع الأستاذة إلهام العطار، في", "إلهام العطار"),
    ("قبل قدوم عبد الفتاح العطار إلى", "عبد الفتاح العطار"),
    ("الممثلة هند نوردال والفنانة", "هند نوردال"),
    ("هاشم بن العطاري ملك الجزيرة", "هاشم بن العطاري"),
    ("الشيخ هاشم بن سعد رحمه الله كان", "هاشم بن سعد"),
    ("الملك هاشم بن سعد طيب الله ثراه، كان", "هاشم بن سعد"),
    ("الرئيس عبد ربه العطاري، قال", "عبد ربه العطاري"),
    # Sorani.
    ("وەزیری تەندروستی لەگەڵ دکتۆر ئازاد کەریم قسەی کرد", "ئازاد کەریم"),
    ("گفتوگۆ لەگەڵ نووسەر شێرزاد حەسەن، هەولێر", "شێرزاد حەسەن"),
]


@pytest.mark.parametrize(
    "text",
    [
        # «بۆ» (for) has the letters of «أبو», «ساڵی» (the year) those of a first name.
        "ڕێگاکە بۆ ٢٦ گوند چاک کرا و ساڵی ڕابردوو تەواو بوو",
        "ئێمە بۆ منداڵ کتێب دەنووسین، بۆ ٣٠ کەس و ساڵی پێشوو",
        "چۆن دەستتان پێ کرد؟ بۆ ئەوەی بەردەوام بین",
    ],
)
def test_ordinary_kurdish_words_are_no_names(text: str) -> None:
    assert proposed(text) == []


def test_what_only_other_interviews_could_speak_for_is_told_if_it_is_asked_for() -> None:
    text = "نقلنا الصور على QRV أمس، كما قال الدكتور هاشم العطار"
    assert proposed(text) == ["p هاشم العطار"]
    (found,) = propose_names(FINDER, [text], with_weak=True)
    told = [(text[one.start : one.end], one.is_weak) for one in found]
    assert told == [("QRV", True), ("هاشم العطار", False)]


@pytest.mark.parametrize(("text", "name"), PERSONS)
def test_a_person_is_proposed_with_the_whole_name_and_nothing_else(text: str, name: str) -> None:
    assert proposed(text) == [f"p {name}"]


ORGANISATIONS = [
    ("بيان وزارة الدفاع العراقية حول", "وزارة الدفاع العراقية"),
    ("وزير وزارة التعليم العالي والبحث العلمي قال", "وزارة التعليم العالي والبحث العلمي"),
    ("مع مجلس عشائر البصرة، في", "مجلس عشائر البصرة"),
    ("رئيس الاتحاد العام التونسي للشغل قال", "الاتحاد العام التونسي للشغل"),
    ("من المعهد الوطني للعلاقات الدولية في", "المعهد الوطني للعلاقات الدولية"),
    ("قرار الاتحاد الدولي لكرة القدم بشأن", "الاتحاد الدولي لكرة القدم"),
    ("الاتحاد الوطني للكرة الطائرة في", "الاتحاد الوطني للكرة الطائرة"),
    ("وافق مجلس النواب على تعديل", "مجلس النواب"),
    ("طلاب جامعة بغداد في", "جامعة بغداد"),
    ("داخل البرلمان العراقي اليوم", "البرلمان العراقي"),
    ("عاد إلى مجلس النواب وطرح", "مجلس النواب"),
    ("أقل تسليح لعشيرة الفاضلي، لو كان", "عشيرة الفاضلي"),
    ("في حوار خاص مع «المرفأ» قال", "المرفأ"),
    ("لاعب نادي «النجمة» أمس", "النجمة"),
    ("جمعية الأمير فهد بن سلمان الخيرية قدمت", "جمعية الأمير فهد بن سلمان الخيرية"),
    ("منظمة UNICEF تابعت", "UNICEF"),
    ("بڕیاری وەزارەتی پێشمەرگە لە", "وەزارەتی پێشمەرگە"),
    ("ئەندامی یەکێتیی نیشتمانیی کوردستان.", "یەکێتیی نیشتمانیی کوردستان"),
]


@pytest.mark.parametrize(("text", "name"), ORGANISATIONS)
def test_an_organisation_is_proposed_from_its_head_to_the_end_of_its_complement(text: str, name: str) -> None:
    assert proposed(text) == [f"o {name}"]


PLACES = [
    ("سكان مدينة شهربان من", "شهربان"),
    ("في محافظة المهرة التي", "محافظة المهرة"),
    ("عبر جبل كارة شمالاً", "جبل كارة"),
    ("وصل مطار بغداد الدولي أمس", "مطار بغداد الدولي"),
    ("بين بغداد والبصرة وشهربان، كما", "شهربان"),
    ("الانسحاب باتجاه شهربان وهي", "شهربان"),
]


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_a_place_is_proposed_with_the_heads_that_belong_to_it(text: str, name: str) -> None:
    assert proposed(text) == [f"p {name}"]


NO_NAMES = [
    "هي شركة كبيرة وحزب سياسي وقناة جديدة",
    "مجلس إدارة الشركة ولجنة تحقيق ومركز المدينة",
    "الحكومة العراقية والجيش العراقي والقوات العراقية والشرطة الاتحادية",
    "قال الوزير إن الأمر صعب، وأضاف الرئيس السابق أن",
    "كان عمل صالح وخير كريم وأمل الشعب وحسن الحظ",
    "لا نقبل ولا نستغرب ولا أعرف ولم أر ولا بد من ذلك",
    "وتابع سموه قائلاً، وشدد معاليه على الأمر",
    "ميليشيات مرتزقة ومنظمات متمردة وبعض القبائل",
    "المحتوى الإعلامي يواكب الحدث",
    "قال الله تعالى في كتابه",
    "إزاي يا دكتور ده يحصل، ويا أستاذ كدا مش صح",
    "منطقة يحفل تاريخها بالحروب، وأدى ذلك إلى قيام مؤسسة لاحتضان الأسر",
    "حركة الملاحة وحركة التجارة العالمية، من ناحية اكتمال العمل",
    "رسالة باسم المدير إلى ولي العهد",
    "في الأول من مايو ثم في الثاني من مايو",
    "وبعض قوات الحدود وعدد من كتائب المشاة",
    "ظهر على «الجانب المظلم» وقال لـ«الجانب المظلم» كلاماً",
    "I went to the market and saw nothing",
    "بەڵام ئێمە لەو شوێنە نەبووین",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_of_the_language_are_not_proposed(text: str) -> None:
    assert proposed(text) == []


def test_all_mentions_of_a_person_are_one_proposal_under_the_fullest_name() -> None:
    passages = [
        "العطاري: الأزمة طالت",
        "قال هاشم العطاري، وزير الزراعة، إن",
        "وزاد العطاري وانصرف للعطاري مكتب",
    ]
    found = [one for of in propose_names(FINDER, passages) for one in of]
    assert {one.name for one in found} == {"هاشم العطاري"}
    assert len(found) >= 3


def test_a_surname_that_is_a_word_is_no_mention_without_more() -> None:
    assert proposed("قال الدكتور هاشم المهندس، إن", "جاء المهندس إلى العمل") == ["p هاشم المهندس"]


def test_a_given_name_at_the_end_of_a_name_is_another_person_where_it_goes_on() -> None:
    passages = ["قال الدكتور هاشم حازم، إن", "حضر حازم العطاري، ثم حازم، ولا يخفى على أحد"]
    assert proposed(*passages) == ["p هاشم حازم", "p حازم العطاري", "p حازم"]


def test_a_name_is_proposed_as_it_is_written_and_with_the_article_that_has_merged() -> None:
    found = propose_names(FINDER, ["قرار مجلس النواب، وقرار للهيئة العامة للاستثمار"])
    assert [one.name for of in found for one in of] == ["مجلس النواب", "الهيئة العامة للاستثمار"]


def test_a_surname_that_is_an_adjective_is_no_mention_behind_what_it_describes() -> None:
    assert proposed("قال الدكتور هاشم الديلمي، إن", "في المشفى الديلمي، وقال الديلمي") == [
        "p هاشم الديلمي",
        "p الديلمي",
    ]


def test_names_joined_to_a_person_are_persons() -> None:
    assert proposed("بطولة هند العطار ويوسف الديلمي وسلمى كريم.") == [
        "p هند العطار",
        "p يوسف الديلمي",
        "p سلمى كريم",
    ]


def test_the_bare_complement_of_a_tribe_is_the_tribe() -> None:
    found = propose_names(FINDER, ["شيخ عشيرة الفاضلي في", "تسلحت الفاضلي قبل غيرها"])
    assert [[one.name for one in of] for of in found] == [["عشيرة الفاضلي"], ["عشيرة الفاضلي"]]


def test_known_names_are_not_proposed_but_may_stand_in_a_longer_one() -> None:
    assert proposed("زار بغداد والبصرة") == []
    assert proposed("وقال الدكتور سعد كريم الراوي إن") == []
    assert proposed("طلاب جامعة البصرة") == ["o جامعة البصرة"]


def test_who_takes_part_and_is_unknown_is_proposed() -> None:
    participants = [Participant(-1, ("نوال هارت", "هارت"))]
    (found,) = propose_names(FINDER, ["هارت: نعم"], participants)
    assert [(one.name, one.evidence, one.confidence) for one in found] == [("نوال هارت", "participant", 1.0)]


def test_weak_evidence_counts_when_it_is_repeated() -> None:
    assert proposed("كنا في شهربان، ثم عدنا") == []
    assert proposed("كنا في شهربان، ثم عدنا", "نعم، في شهربان.", "في شهربان؟") == ["p شهربان"] * 3


def test_with_proposals_the_longest_name_wins_and_participants_are_not_proposed() -> None:
    text = "هارت: درست في جامعة بغداد ثم في بغداد عند الدكتور هاشم العطار."
    (found,) = find_with_proposals(FINDER, [text], [Participant(-1, ("نوال هارت", "هارت"))])
    assert [(text[one.start : one.end], one.kind, one.is_proposed) for one in found] == [
        ("هارت", "person", False),
        ("جامعة بغداد", "organisation", True),
        ("بغداد", "place", False),
        ("هاشم العطار", "person", True),
    ]


def test_no_proposals_overlap_and_all_are_in_their_text() -> None:
    text = (
        "قال رئيس مجلس النواب الدكتور هاشم بن سعد العطاري في جامعة الأمير فهد، وأضاف العطاري: "
        "وزارة الدفاع ومحافظة المهرة وجمعية الأمير فهد بن سلمان ونادي «النجمة»."
    )
    (found,) = propose_names(FINDER, [text])
    assert found
    for one, following in zip(found, [*found[1:], None], strict=True):
        assert 0 <= one.start < one.end <= len(text)
        assert 0 < one.confidence <= 1
        assert following is None or one.end <= following.start


def test_any_text_is_accepted() -> None:
    for text in ("", " ", "«»", "\n\n", "و", "ـ", "أ.", "د. ", "\u200f", "الدكتور", "وزارة", "بن", "«محمد"):
        propose_names(FINDER, [text])
