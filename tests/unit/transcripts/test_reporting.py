"""Reported speech: continuations, indirect questions, the clauses that open their answers."""

import pytest

from interviews.transcripts import parse
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import indirect_question, reporting_clause

BEFORE = "- وكالة المنارة: كم المخزون؟\n\n- سليم البنّا: يكفي.\n\n- المنارة: ومن يديره؟\n\n- البنّا: نحن.\n\n"


@pytest.mark.parametrize(
    ("paragraph", "verb", "ending", "speech"),
    [
        ("يجيب سليم البنّا : القرار لنا.", "answer", "colon", "القرار لنا."),
        ('يوضح البنّا "القرار لنا".', "say", "quote", '"القرار لنا".'),
        ("وأوضحت الوزيرة، في ختام الجلسة: لا.", "say", "colon", "لا."),
        ("يختم المتحدث باسم الهيئة، سليم البنّا، هذا الحوار بالقول: لا.", "say", "colon", "لا."),
        ("ومن جانبه قال البنّا: لا.", "say", "colon", "لا."),
        ("ويقول مدير شركة «نور» سليم البنّا: لا.", "say", "colon", "لا."),
        ("قال د. سليم البنّا: لا.", "say", "colon", "لا."),
        ("ويتابع: لا.", "continue", "colon", "لا."),
        ("وَيُضيفُ البنّا: لا.", "continue", "colon", "لا."),
        ('ويضيف حديثه بالقول"لا".', "continue", "quote", '"لا".'),
        ("سأل الصياد: متى؟", "ask", "colon", "متى؟"),
        ("Hart replied: no.", "answer", "colon", "no."),
        ("البەننا دەڵێت: نەخێر.", "say", "colon", "نەخێر."),
        ("ويضيف أن هناك أمرين: الماء والطريق.", "continue", "none", None),
        ("وأكد البنّا في الساعة 10:30 أنه باق.", "say", "none", None),
        ("قال لا. ثم: نعم.", "say", "none", None),
    ],
)
def test_reporting_clauses(paragraph: str, verb: str, ending: str, speech: str | None) -> None:
    clause = reporting_clause(Document(paragraph), 0, len(paragraph))
    assert clause is not None
    assert (clause.verb, clause.ending) == (verb, ending)
    assert paragraph[clause.speech_start :] == (speech or paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "وكالة المنارة: كم؟",
        "وهنا أقول: لا.",
        "بين أمرين: هذا وذاك.",
        "القول الفصل: لا.",
        "Hart: they asked for rye.",
    ],
)
def test_what_is_no_reporting_clause(paragraph: str) -> None:
    assert reporting_clause(Document(paragraph), 0, len(paragraph)) is None


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("وعن سؤال بشأن الخزان", "asked"),
        ("وفي اجابته عن الشكاوى", "asked"),
        ("ورداً على سؤال حول الآبار", "asked"),
        ("وبسؤاله عن القناة", "asked"),
        ("وَعَنْ التحركات الأخيرة", "subject"),
        ("وبشأن الآبار", "subject"),
        ("وحول الموقف من الهدم", "subject"),
        ("عن أي سلام تتحدثون؟", "own"),
        ("وعندما وصلنا كان الماء قد هبط", None),
        ("وعنّابة مدينة", None),
        ("Asked about the mill", "asked"),
        ("سەبارەت بە ئاو", "subject"),
    ],
)
def test_openings_of_indirect_questions(paragraph: str, kind: str | None) -> None:
    document = Document(paragraph)
    assert indirect_question(document, document.paragraphs[0]) == kind


@pytest.mark.parametrize(
    ("question", "clause", "speech"),
    [
        ("وعن سؤال بشأن الآبار، ومتى تُردم؟", "يجيب سليم البنّا :", "قبل الشتاء."),
        ("وفي اجابته عن الشكاوى، وهل فُحص الماء؟", "يوضح البنّا", '"فُحص مرتين".'),
        (
            "وعن الطريق وموقف الهيئة من ذلك.",
            "يختم المتحدث باسم الهيئة، سليم البنّا، هذا الحوار بالقول:",
            "لا رأي لنا.",
        ),
        ("وردا على سؤال حول الكلفة", "قال البنّا:", "لم نحسبها."),
        ("وبسؤاله عن الديون", "فأجاب:", "سُددت."),
        ("وبسؤاله عن الديون", "رد قائلا:", "سُددت."),
        ("أما عن الآبار، فهل تُردم؟", "ختم البنّا حواره بالقول:", "نعم."),
        ("وعما إذا كان سيستقيل", "رد البنّا:", "لا."),
        ("سألناه عن القناة", "فأجاب:", "مفتوحة."),
        ("وهل فُحص الماء؟", "يجيب البنّا:", "فُحص مرتين."),
    ],
)
def test_indirect_questions_are_turns_with_answers_behind_a_clause(
    question: str, clause: str, speech: str
) -> None:
    transcript = parse(f"{BEFORE}{question}\n\n{clause} {speech}\n\nويضيف: هذا كل شيء.\n")
    asked, answered = transcript.turns[4:]
    assert (asked.kind, asked.speaker, asked.indirect, asked.text, asked.label) == (
        "question", None, True, question, None,
    )  # fmt: skip
    assert (answered.kind, answered.speaker, answered.indirect) == ("answer", "سليم البنّا", False)
    assert answered.text == f"{speech}\n\nويضيف: هذا كل شيء."
    assert answered.label is not None
    assert transcript.text[answered.label.start : answered.label.end] == clause


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("وعن القناة، ومتى تُفتح؟", "رد البنّا بأن القناة مفتوحة."),
        ("وعن القناة الجديدة.", "قال البنّا إن القناة مفتوحة."),
        ("وعما إذا كان سيستقيل.", "قال إنه باق."),
        ("وبسؤاله عن القناة", "أجاب بأنها مفتوحة."),
    ],
)
def test_an_answer_that_is_not_set_off_keeps_its_clause(question: str, answer: str) -> None:
    asked, answered = parse(f"{BEFORE}{question}\n\n{answer}\n").turns[4:]
    assert (asked.text, asked.indirect, asked.confidence > 0.8) == (question, True, True)
    assert (answered.text, answered.speaker, answered.label) == (answer, "سليم البنّا", None)


@pytest.mark.parametrize(
    "paragraphs",
    [
        "وعن القناة الجديدة أقول كلمة.\n\nوقال إن القناة مفتوحة.",
        "وعن نفسه يقول: أنا من القرية.",
        "وعن القناة كثر الكلام. قال البنّا: لا تصدقوه.",
        "ولماذا لا نفتحها؟\n\nويضيف البنّا: سنفتحها.",
        "رد الجميل واجب: هذا رأيي.",
    ],
)
def test_an_answer_goes_on(paragraphs: str) -> None:
    assert parse(f"{BEFORE}{paragraphs}\n").turns[3].text == f"نحن.\n\n{paragraphs}"


def test_a_subject_and_what_the_guest_said_of_it_in_one_paragraph_is_an_exchange_in_doubt() -> None:
    transcript = parse(f'{BEFORE}وعن القناة الجديدة قال البنّا: "مفتوحة".\n')
    asked, answered = transcript.turns[4:]
    assert (asked.text, asked.indirect) == ("وعن القناة الجديدة", True)
    assert (answered.text, answered.speaker) == ('"مفتوحة".', "سليم البنّا")
    assert [problem.code for problem in transcript.problems] == ["uncertain_question"]


def test_a_subject_that_nobody_answers_stays_in_the_answer() -> None:
    transcript = parse(f"{BEFORE}وعن الديون لا أقول شيئاً.\n\nويضيف: هذا كل شيء.\n")
    assert len(transcript.turns) == 4
    assert transcript.turns[3].text == "نحن.\n\nوعن الديون لا أقول شيئاً.\n\nويضيف: هذا كل شيء."


def test_the_speakers_own_question_about_a_subject_stays_in_the_answer() -> None:
    transcript = parse(f"{BEFORE}عن أي ديون تتحدثون؟\n\nلا ديون علينا.\n")
    assert len(transcript.turns) == 4


def test_a_question_mark_without_a_clause_is_taken_with_doubt() -> None:
    transcript = parse(f"{BEFORE}وعن الديون، كم بلغت؟\n\nسُددت كلها.\n")
    asked, answered = transcript.turns[4:]
    assert asked.indirect
    assert asked.confidence < 0.7
    assert asked.reason
    assert {problem.code for problem in transcript.problems} == {"uncertain_question", "uncertain_turn"}
    assert (answered.text, answered.speaker) == ("سُددت كلها.", "سليم البنّا")


def test_a_question_spoken_of_but_not_answered_is_pointed_at() -> None:
    transcript = parse(f"{BEFORE}وعن سؤال بشأن الديون تجاهلنا الأمر.\n\nثم عدنا إليه.\n")
    assert len(transcript.turns) == 4
    assert [problem.code for problem in transcript.problems] == ["possible_indirect_question"]


def test_question_and_answer_may_share_a_paragraph() -> None:
    transcript = parse(f'{BEFORE}وردا على سؤال عن الديون، قال البنّا: "سُددت".\n\nوأضاف: كلها.\n')
    asked, answered = transcript.turns[4:]
    assert asked.text == "وردا على سؤال عن الديون،"
    assert answered.text == '"سُددت".\n\nوأضاف: كلها.'
    assert answered.speaker == "سليم البنّا"


def test_another_guests_clause_opens_a_turn_of_that_guest() -> None:
    text = (
        "المنارة: كم؟\nسليم البنّا: مئة.\nالمنارة: ومن؟\nهند العطّار: نحن.\nالمنارة: ثم؟\nالبنّا: لا شيء.\n"
        "ويضيف البنّا: أبداً.\nوتقول العطّار: بل كل شيء.\nالمنارة: شكراً.\nالعطّار: عفواً.\n"
    )
    assert [(turn.speaker, turn.text) for turn in parse(text).turns][5:7] == [
        ("سليم البنّا", "لا شيء.\nويضيف البنّا: أبداً."),
        ("هند العطّار", "بل كل شيء."),
    ]
