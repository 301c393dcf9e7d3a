"""Short items in the news that tell a question with its answer, and sentences that ask in their middle.

People, places and outlets are invented.
"""

import pytest

from interviews.transcripts import parse

ITEMS = {
    "the question behind the verb, the answer behind «قائلا»": (
        "رد المدرب فريد الصايغ، على سؤال في لقاء مع مجلة «الركن»، حول «من يقود الهجوم غدا؟»، "
        "قائلا: «الأصغر سنا».",
        [
            ("رد المدرب فريد الصايغ، على سؤال في لقاء مع مجلة «الركن»، حول «من يقود الهجوم غدا؟»،", None),
            ("«الأصغر سنا».", "فريد الصايغ"),
        ],
    ),
    "the answer behind «وقال»": (
        "قبيل اجتماع اللجنة، ردّ الوزير هاني البيطار على سؤال عن الإضراب، وقال: «لا علم لنا به».",
        [
            ("قبيل اجتماع اللجنة، ردّ الوزير هاني البيطار على سؤال عن الإضراب،", None),
            ("«لا علم لنا به».", "هاني البيطار"),
        ],
    ),
    "who was asked in the middle of a sentence": (
        "ترددت أنباء عن اعتزال المطربة سميرة الغالي الغناء، "
        "لكن عندما سألنا الغالي عن ذلك قالت: «سأغني ما دمت حية».",
        [("لكن عندما سألنا الغالي عن ذلك", None), ("«سأغني ما دمت حية».", "سميرة الغالي")],
    ),
    "the answer is a noun": (
        "تلقى وزير البيئة رياض الأسمر سؤالا مكتوبا في ملتقى السواحل.\n"
        "وكتب أحد الحاضرين في سؤاله إلى الأسمر: متى تعود الأسماك إلى الخليج؟\n"
        "فكان رد الأسمر: «حين تعودون عن رمي الزيوت فيه».",
        [
            ("وكتب أحد الحاضرين في سؤاله إلى الأسمر: متى تعود الأسماك إلى الخليج؟", None),
            ("«حين تعودون عن رمي الزيوت فيه».", "رياض الأسمر"),
        ],
    ),
    "in the question's opening a word of answering": (
        "أكد رئيس النقابة لؤي الحكيم، في تصريح لقناة «الربوة»، أن الأجور ستزاد.\n"
        "وفي معرض رده على سؤال عن الإضراب وهل سيستمر؟ قال الحكيم: لن يستمر يوما واحدا بعد الاتفاق.\n"
        "وتابع الحكيم: «نريد حلا لا خصومة».",
        [
            ("وفي معرض رده على سؤال عن الإضراب وهل سيستمر؟", None),
            (
                "لن يستمر يوما واحدا بعد الاتفاق.\nوتابع الحكيم: «نريد حلا لا خصومة».",
                "لؤي الحكيم",
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", ITEMS)
def test_one_told_question_and_its_answer_are_all_of_a_short_item(name: str) -> None:
    text, expected = ITEMS[name]
    transcript = parse(text)
    assert transcript.layout == "narrative"
    assert [turn.kind for turn in transcript.turns] == ["question", "answer"]
    assert [(turn.text, turn.speaker) for turn in transcript.turns] == expected
    assert "uncertain_layout" in [problem.code for problem in transcript.problems]


ANOTHER_SPEAKS = "\nمن جهته أكد رئيس البلدية أن الشاطئ نظيف."
STATEMENTS = "قال البيطار إن الموسم جيد.\nوأضاف أن الأجور زيدت.\n"
TOPIC = "تحدث وزير البيئة رياض الأسمر عن الموسم.\nوعن الصيد قال الأسمر: «ممنوع»."


@pytest.mark.parametrize(
    "text",
    [
        ITEMS["the answer behind «وقال»"][0] + ANOTHER_SPEAKS,
        STATEMENTS + ITEMS["the answer behind «وقال»"][0],
        TOPIC,
    ],
)
def test_one_statement_among_many_is_no_interview(text: str) -> None:
    assert parse(text).layout == "unrecognised"


def test_a_topic_with_a_quotation_and_no_verb_asks_between_others_of_its_kind() -> None:
    transcript = parse(
        "حلت الرسامة نوال الزيدي ضيفة على «المرسم» للحديث عن معرضها.\n"
        "وعن اللوحة الأولى، قالت نوال الزيدي: «رسمتها في ليلة».\n"
        "وعن الألوان: «أحب الأزرق وحده».\n"
        "وعن الجمهور، قالت: «يرى ما لا أراه»، وعن معرضها المقبل قالت إن «القاعة لم تحدد».\n"
    )
    questions = [turn for turn in transcript.turns if turn.kind == "question"]
    assert [turn.text for turn in questions] == [
        "وعن اللوحة الأولى،",
        "وعن الألوان:",
        "وعن الجمهور،",
        "وعن معرضها المقبل",
    ]
    assert {turn.speaker for turn in transcript.turns if turn.kind == "answer"} == {"نوال الزيدي"}
    assert questions[1].confidence < 0.7
