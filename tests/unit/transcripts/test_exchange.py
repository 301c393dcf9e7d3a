"""Interviews without names before the turns: what opens them is learned from each text."""

import pytest

from interviews.transcripts import Source, Transcript, parse
from interviews.transcripts.audit import faults
from interviews.transcripts.source import Formatted, Look

LEAD = "حوار مع سعد الراوي، صاحب ورشة المراكب في الميناء القديم."
GUEST = "سعد الراوي"
TALK = (
    ("متى بدأت العمل في الورشة؟", "بدأت صبياً في العاشرة. كان جدي يناولني المسامير."),
    ("ومن علّمك الصنعة؟", "علّمني جدي، وكان يعرف كل شجرة باسمها."),
    ("يقال إن المراكب الخشبية إلى زوال.", "يقولون ذلك منذ خمسين سنة، ومراكبي ما زالت تعبر."),
    ("كم مركباً صنعت؟", "مئة وعشرين، وعندي دفتر بأسمائها."),
    ("حدثنا عن أصعبها.", "مركب العرس، لأن صاحبه أراده في شهر واحد."),
    ("وهل لك تلاميذ؟", "ثلاثة، وأصغرهم حفيدي."),
)
TURNS = [turn for pair in TALK for turn in zip(("question", "answer"), pair, strict=True)]


def turns(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.kind, turn.text) for turn in transcript.turns]


def talk(question: str, answer: str, between: str = "\n\n", within: str = "\n") -> str:
    """The talk with these signs before its questions and answers; «%d» in a sign counts them."""
    lines = [LEAD]
    for number, (asked, said) in enumerate(TALK, 1):
        one, two = (sign.replace("%d", str(number)) for sign in (question, answer))
        lines.append(one + asked + within + two + said)
    return between.join(lines)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("● ", "●● "),
        ("• ", "ـــ "),
        ("* ", "- "),
        ("> ", "- "),
        ("■ ", "- "),
        ("■ ", "□ "),
        ("- ", "‹ "),
        ("– ", "— "),
        ("-", "*"),
        # What is left of bullets from symbol fonts.
        ("n ", "q "),
        ("§ ", "o "),
        ("ü ", "Ø "),
        # One side only.
        ("• ", ""),
        ("* ", ""),
        ("l ", ""),
        ("", "- "),
        ("", "■ "),
        ("%d- ", ""),
        ("(%d) ", ""),
        ("%d. ", "- "),
        # Invisible characters around the marks.
        ("\u200f* ", "\u202b- "),
        ("*\u00a0", "-\u00a0"),
        # Labels that name a side and no person.
        ("س: ", "ج: "),
        ("س:", "ج:"),
        ("س / ", "ج / "),
        ("س%d. ", "ج%d. "),
        ("سؤال: ", "جواب: "),
        ("السؤال: ", "الجواب: "),
        ("س\n", "ج\n"),
        ("س:\n", "ج:\n"),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\r\n\r\n"], ids=["newline", "carriage return"])
def test_signs_open_questions_and_answers(question: str, answer: str, between: str) -> None:
    transcript = parse(talk(question, answer, between))
    assert turns(transcript) == TURNS
    assert transcript.lead_text == LEAD
    assert {turn.speaker for turn in transcript.turns if turn.kind == "answer"} == {GUEST}
    assert faults(transcript) == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [("* ", "- "), ("● ", "●● "), ("• ", "ـــ "), ("س: ", "ج: "), ("n ", "q "), ("■ ", "- ")],
)
@pytest.mark.parametrize(("between", "within"), [("\n", " "), (" ", " ")], ids=["pairs", "one line"])
def test_marks_in_the_middle_of_a_line_open_turns(
    question: str, answer: str, between: str, within: str
) -> None:
    transcript = parse(talk(question, answer, between, within))
    assert turns(transcript) == TURNS
    assert transcript.lead_text == LEAD


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_dash_glued_to_the_question_opens_the_answer(between: str) -> None:
    assert turns(parse(talk("", "-", between, ""))) == TURNS


def asking_only(between: str) -> tuple[str, list[tuple[str, str]]]:
    """The talk without its remark and without signs, and what is expected of it."""
    pairs = [pair for pair in TALK if not pair[0].startswith("يقال")]
    text = between.join([LEAD, *(passage for pair in pairs for passage in pair)])
    return text, [turn for pair in pairs for turn in zip(("question", "answer"), pair, strict=True)]


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n", "\u2029", " \n\u200f\n"])
def test_without_signs_the_question_mark_and_the_request_show_the_question(between: str) -> None:
    text, expected = asking_only(between)
    assert turns(parse(text)) == expected


@pytest.mark.parametrize("look", ["strong", "heading", "emphasis", "quote"])
def test_questions_that_look_otherwise_need_no_mark(look: Look) -> None:
    text = talk("", "", "\n\n", "\n\n")
    formatted = tuple(Formatted(text.index(asked), text.index(asked) + len(asked), look) for asked, _ in TALK)
    assert turns(parse(Source(text, formatted))) == TURNS


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # An answer goes on in paragraphs without a mark.
        (
            ["* متى بدأت؟", "- في العاشرة.", "وكان جدي معي.", "* ومن علّمك؟", "- جدي.", "* وأين؟", "- هنا."],
            ["متى بدأت؟", "في العاشرة.\n\nوكان جدي معي.", "ومن علّمك؟", "جدي.", "وأين؟", "هنا."],
        ),
        # A list inside an answer, marked as the answers are.
        (
            [
                "* ما يلزمك؟",
                "- ثلاثة أشياء:",
                "- خشب.",
                "- مسامير.",
                "* وكم يكلف؟",
                "- كثيراً.",
                "* ومتى؟",
                "- غداً.",
            ],
            ["ما يلزمك؟", "ثلاثة أشياء:\n\n- خشب.\n\n- مسامير.", "وكم يكلف؟", "كثيراً.", "ومتى؟", "غداً."],
        ),
        # A question of several sentences.
        (
            [
                "• تعمل وحدك منذ سنين. لماذا؟ وهل تعبت؟",
                "أعمل كما تعلمت.",
                "• وأين تبيع؟",
                "في السوق.",
                "• متى؟",
                "كل يوم.",
            ],
            [
                "تعمل وحدك منذ سنين. لماذا؟ وهل تعبت؟",
                "أعمل كما تعلمت.",
                "وأين تبيع؟",
                "في السوق.",
                "متى؟",
                "كل يوم.",
            ],
        ),
        # An answer that asks back in its last words, between marked questions.
        (
            [
                "• كم بقي منها؟",
                "لا أحد يعرف. ومن يحصي ما لا يراه؟",
                "• وهل تبيعها؟",
                "لا.",
                "• ولمن تتركها؟",
                "لحفيدي.",
            ],
            [
                "كم بقي منها؟",
                "لا أحد يعرف. ومن يحصي ما لا يراه؟",
                "وهل تبيعها؟",
                "لا.",
                "ولمن تتركها؟",
                "لحفيدي.",
            ],
        ),
        # A question without its mark, and one without its answer's.
        (
            ["* متى بدأت؟", "- في العاشرة.", "ومن علّمك؟", "- جدي.", "* وأين؟", "هنا.", "* وكيف؟", "- هكذا."],
            ["متى بدأت؟", "في العاشرة.", "ومن علّمك؟", "جدي.", "وأين؟", "هنا.", "وكيف؟", "هكذا."],
        ),
    ],
)
def test_turns_are_more_than_a_line_each(lines: list[str], expected: list[str]) -> None:
    transcript = parse("\n\n".join([LEAD, *lines]))
    assert [turn.text for turn in transcript.turns] == expected
    assert [turn.kind for turn in transcript.turns] == ["question", "answer"] * (len(expected) // 2)


@pytest.mark.parametrize("sign", ["", "• "])
def test_a_rhetorical_question_inside_an_answer_opens_no_turn(sign: str) -> None:
    said = "طرقت عشرين باباً. لماذا لا يساعد أحد نجاراً؟ لأنهم لا يعرفون الخشب. ثم جاءت منحة صغيرة."
    lines = [sign + "ومن أين المال؟", said, sign + "ومتى تنتهي؟", "في الخريف.", sign + "وهل تبيع؟", "لا."]
    transcript = parse("\n\n".join([LEAD, *lines]))
    assert [turn.text for turn in transcript.turns][:3] == ["ومن أين المال؟", said, "ومتى تنتهي؟"]


def test_what_is_no_plain_question_is_said_with_its_reason() -> None:
    transcript = parse(talk("* ", ""))
    remark = next(turn for turn in transcript.turns if turn.text.startswith("يقال"))
    assert remark.reason
    assert all(not turn.reason for turn in transcript.turns if turn.text.endswith("؟"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "متى؟",
        "افتتح الجسر أمس بحضور المهندسين. وقال أحدهم إن العمل استمر سنتين.\n\nوسيفتح الطريق غداً.",
        "- خشب\n- مسامير\n- حبال",
    ],
)
def test_a_text_that_nobody_answers_is_no_exchange(text: str) -> None:
    transcript = parse(text)
    assert transcript.turns == ()
    assert transcript.layout == "unrecognised"


def test_a_commentary_that_asks_is_uncertain() -> None:
    text = "عاد الحديث عن الجسر القديم.\n\nفلماذا لا يرمم؟ لأن المال قليل.\n\nومتى يأتي المال؟ لا أحد يعرف."
    transcript = parse(text)
    assert not transcript.turns or "uncertain_layout" in {problem.code for problem in transcript.problems}
