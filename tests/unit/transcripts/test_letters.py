"""Readers' letters: who asks stands in a line above the letter, in whatever way the page says it."""

from dataclasses import replace

import pytest

from interviews.transcripts.build import build
from interviews.transcripts.layouts import letters
from interviews.transcripts.layouts.candidate import Candidate
from interviews.transcripts.page.headings import headings
from interviews.transcripts.result import Transcript
from interviews.transcripts.text.paragraphs import Document

LEAD = "تستقبل صفحة «صحتك» أسئلة القراء كل أسبوع، ويجيب عنها طبيب الأسرة الدكتور مازن الصبّاغ من عيادته."
LETTERS = (
    "أعاني من الأرق منذ شهرين ولا أنام إلا مع الفجر.",
    "ابني في السادسة ولا يأكل الخضار أبداً وأخشى على نموه.",
    "أشعر بألم في الركبة كلما صعدت الدرج.",
)
ANSWERS = (
    "قللي من القهوة بعد العصر، وأطفئي الهاتف قبل النوم بساعة.",
    "لا تجبره. قدّم له القليل كل يوم.",
    "راجع طبيب العظام، ولا تهمل المشي.",
)
NAMES = ["أم هند", "رائد", "سعاد الخياط"]
PLACES = ["أم هند - البصرة", "رائد - كركوك", "سعاد الخياط - أربيل"]


def page(askers: list[str], reply: str | list[str], between: str = "\n") -> str:
    """Three letters; an asker that ends in a space has the letter on its own line."""
    replies = [reply] * 3 if isinstance(reply, str) else reply
    lines = [LEAD]
    for asker, letter, label, answer in zip(askers, LETTERS, replies, ANSWERS, strict=True):
        lines += [asker + letter] if asker.endswith(" ") else [asker, letter]
        lines.append(label + answer)
    return between.join(lines)


def reading(text: str) -> tuple[Document, Candidate]:
    document = Document(text)
    candidate = letters.recognise(document)
    assert candidate is not None
    return document, candidate


def read(text: str) -> Transcript:
    return build(*reading(text))


@pytest.mark.parametrize(
    ("askers", "reply", "names"),
    [
        (["أم هند ـ البصرة", "رائد ـ كركوك", "سعاد الخياط ـ أربيل"], "الدكتور مازن : ", NAMES),
        (PLACES, "الجواب: ", NAMES),
        (["أم هند / البصرة", "رائد / كركوك", "سعاد الخياط / أربيل"], "د. مازن: ", NAMES),
        (["أم هند، البصرة", "رائد، كركوك", "سعاد الخياط، أربيل"], "ج: ", NAMES),
        (["أم هند (البصرة)", "رائد (كركوك)", "سعاد الخياط (أربيل)"], "الرد: ", NAMES),
        (["1- أم هند - البصرة", "2- رائد - كركوك", "3- سعاد الخياط - أربيل"], "الجواب: ", NAMES),
        (["س. م. من البصرة", "ه. ع. من كركوك", "ر. ك. من أربيل"], "الجواب: ", ["س. م", "ه. ع", "ر. ك"]),
        (
            ["القارئة أم هند تسأل:", "القارئ رائد من كركوك يسأل:", "القارئة سعاد الخياط تسأل:"],
            "يجيب الدكتور مازن: ",
            NAMES,
        ),
        (
            ["تسأل القارئة أم هند: ", "يسأل القارئ رائد: ", "تسأل القارئة سعاد الخياط من أربيل: "],
            "الرد: ",
            NAMES,
        ),
        (["السائلة: أم هند ـ البصرة", "السائل: رائد ـ كركوك", "السائلة: سعاد الخياط"], "الجواب: ", NAMES),
        (["تقول أم هند من البصرة: ", "يقول رائد من كركوك: ", "تقول سعاد الخياط: "], "- الجواب: ", NAMES),
        (
            [
                "وصلتنا رسالة من أم هند تقول فيها: ",
                "رسالة من رائد - كركوك يقول فيها: ",
                "رسالة من سعاد الخياط: ",
            ],
            "أجاب الدكتور مازن الصباغ: ",
            NAMES,
        ),
        (["سؤال من أم هند:", "سؤال من رائد:", "سؤال من سعاد الخياط:"], "جواب الدكتور مازن: ", NAMES),
        (["الأخت أم هند من البصرة تقول:", "الأخ رائد يقول:", "الأخت سعاد الخياط تسأل:"], "الإجابة: ", NAMES),
        (["الاسم: أم هند - البصرة", "الاسم: رائد - كركوك", "الاسم: سعاد الخياط"], "الجواب: ", NAMES),
        # Nouns for readers name nobody.
        (["قارئة من البصرة", "قارئ من كركوك", "سعاد من أربيل"], "الجواب: ", [None, None, "سعاد"]),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_line_above_a_letter_says_who_asks(
    askers: list[str], reply: str, names: list[str | None], between: str
) -> None:
    turns = read(page(askers, reply, between)).turns
    assert [turn.text for turn in turns] == [
        text for pair in zip(LETTERS, ANSWERS, strict=True) for text in pair
    ]
    assert [turn.kind for turn in turns] == ["question", "answer"] * 3
    assert [turn.speaker for turn in turns[::2]] == names


def test_who_answers_is_told_by_the_label_of_the_answer() -> None:
    replies = ["يجيب الدكتور مازن الصباغ، طبيب الأسرة: ", "تجيب الدكتورة لمى العاني: ", "الدكتور مازن: "]
    answers = read(page(PLACES, replies)).turns[1::2]
    assert [turn.speaker for turn in answers[:2]] == ["مازن الصباغ", "لمى العاني"]
    assert (
        read(page(PLACES, ["الدكتور مازن: ", "الدكتور مازن الصباغ: ", "مازن: "])).turns[-1].speaker
        == "مازن الصباغ"
    )


def test_a_letter_without_its_asker_is_a_question_in_doubt() -> None:
    transcript = read(page(PLACES, "الجواب: ").replace("رائد - كركوك\n", ""))
    asked = transcript.turns[2]
    assert (asked.text, asked.speaker, asked.confidence) == (LETTERS[1], None, 0.5)
    assert [problem.start for problem in transcript.problems if problem.code == "uncertain_question"] == [
        asked.start
    ]


def test_two_readers_of_one_first_name_are_two() -> None:
    askers = ["سعاد - البصرة", "رائد - كركوك", "سعاد الخياط - أربيل"]
    assert [turn.speaker for turn in read(page(askers, "الجواب: ")).turns[::2]] == [
        "سعاد",
        "رائد",
        "سعاد الخياط",
    ]


@pytest.mark.parametrize(
    ("signatures", "names"),
    [
        (PLACES, NAMES),
        (["أم هند من البصرة", "رائد من كركوك", "سعاد الخياط من أربيل"], NAMES),
        (["س. م. - البصرة", "ع. ق - كركوك", "ل. ك - أربيل"], ["س. م", "ع. ق", "ل. ك"]),
        (["القارئة أم هند", "القارئ رائد", "القارئة سعاد الخياط"], NAMES),
        (["(أم هند - البصرة)", "(رائد - كركوك)", "(سعاد الخياط - أربيل)"], NAMES),
    ],
)
@pytest.mark.parametrize("heads", [("نوم هادئ", "طفل عنيد", "ركبة متعبة"), None])
def test_letters_may_be_signed(
    signatures: list[str], names: list[str], heads: tuple[str, str, str] | None
) -> None:
    lines = [LEAD]
    for number, (letter, signature, answer) in enumerate(zip(LETTERS, signatures, ANSWERS, strict=True)):
        lines += [heads[number]] if heads else []
        lines += [letter, signature, "الجواب: " + answer]
    document, candidate = reading("\n".join(lines))
    transcript = build(document, replace(candidate, pieces=headings(document, candidate.pieces)))
    assert [turn.text for turn in transcript.turns[::2]] == list(LETTERS)
    assert [turn.text for turn in transcript.turns[1::2]] == list(ANSWERS)
    assert [turn.speaker for turn in transcript.turns[::2]] == names
    assert [one.kind for one in transcript.set_aside if one.kind == "byline"] == ["byline"] * 3


def test_where_a_signed_letter_begins_below_a_long_answer_is_in_doubt() -> None:
    lines = [LEAD]
    for letter, signature, answer in zip(LETTERS, PLACES, ANSWERS, strict=True):
        lines += [letter, signature, f"الجواب: {answer}", "وهذا رأيي دائماً."]
    transcript = read("\n".join(lines))
    assert [turn.confidence for turn in transcript.turns[::2]] == [0.85, 0.6, 0.6]


def test_credits_below_the_last_answer_are_no_part_of_it() -> None:
    assert read(page(PLACES, "الجواب: ") + "\nإعداد: نديم الصائغ").turns[-1].text == ANSWERS[2]


def test_headings_stand_above_the_line_of_the_asker() -> None:
    heads = ["نوم هادئ", "طفل عنيد", "ركبة متعبة"]
    text = page(PLACES, "الدكتور مازن: ")
    for head, place in zip(heads, PLACES, strict=True):
        text = text.replace(place, f"{head}\n{place}")
    document, candidate = reading(text)
    pieces = headings(document, candidate.pieces)
    assert [text[one.start : one.body_start] for one in pieces if one.kind == "heading"] == heads


@pytest.mark.parametrize(
    "text",
    [
        "",
        # A place in an answer; a label that is a noun for readers; «سؤال» and «جواب» as labels.
        "الموجة: متى؟\nسالم: قديماً.\nالموجة: أين؟\nسالم: هنا.\nبغداد - دمشق\nنعم.\nسالم: غداً.",
        "القارئ: متى بدأت؟\nسالم: قديماً.\nالقارئ: أين؟\nسالم: هنا.",
        "سؤال: متى؟\nجواب: قديماً.\nسؤال: حدثنا عن نفسك\nجواب: لا.",
        # One letter is no page of letters.
        "أم هند - البصرة\nعندي ألم.\nالجواب: راجعي الطبيب.",
        # No answers; sentences with verbs of speech.
        "عمّان - دمشق\nكلام\nبيروت - حلب\nكلام آخر",
        "س: متى؟\nيقول أبي: غداً.\nج: نعم.\nس: أين؟\nتقول أمي: هنا.\nج: لا.",
    ],
)
def test_other_texts_are_no_letters(text: str) -> None:
    assert letters.recognise(Document(text)) is None
