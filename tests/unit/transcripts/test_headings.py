"""Sub-headings between turns; the talk is invented, and read by whichever layout fits it."""

import pytest

from interviews.transcripts.layouts import readings
from interviews.transcripts.page.headings import headings
from interviews.transcripts.source import Formatted, Look, Source
from interviews.transcripts.text.paragraphs import Document

LEAD = "التقينا صاحب المشغل القديم في بيته قرب الميناء، وتحدثنا معه عن الخشب والبحر وعن سفن لم يبق منها شيء."
QUESTIONS = (
    "متى بدأت العمل في المشغل؟",
    "من علّمك الصنعة؟",
    "وكيف كان الميناء يومها؟",
    "وهل تبيع سفنك اليوم؟",
)
ANSWERS = (
    "بدأت صبياً في العاشرة، أحمل الخشب من السوق إلى المشغل.",
    "علّمني جدي. كان يعرف كل شجرة باسمها.",
    "كان عامراً بالسفن والبحارة من كل بلد.",
    "أبيع القليل منها للصيادين.",
)


def talk(
    before: dict[int, str],
    asking: str = "",
    answering: str = "",
    between: str = "\n",
    answers: dict[int, str] | None = None,
) -> str:
    """The talk with lines before its questions (by number), marks or labels, and answers of one's own."""
    lines = [LEAD]
    for number, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True)):
        lines += [before[number]] if number in before else []
        lines += [asking + question, answering + (answers or {}).get(number, answer)]
    return between.join(lines)


def headings_in(document: Document) -> list[str]:
    """The headings of the most evident reading."""
    pieces = headings(document, readings(document)[0].pieces)
    return [document.text[one.start : one.body_start] for one in pieces if one.kind == "heading"]


@pytest.mark.parametrize(
    ("before", "asking", "answering"),
    [
        ({1: "صنعة الجد", 3: "سوق كاسد"}, "", ""),
        ({2: "أيام الميناء"}, "- ", "* "),
        ({1: "الجد والشجر"}, "- ", "- "),
        ({1: "معلم الصنعة", 2: "ذكريات الميناء"}, "الموجة: ", "سالم الحداد: "),
        ({3: "تجارة صعبة"}, "س: ", "ج: "),
        ({0: "البدايات", 2: "زمن السفن"}, "", ""),
        ({0: "البدايات", 1: "الجد", 2: "الميناء", 3: "السوق"}, "", ""),
        ({2: "«عاصمة» السفن"}, "", ""),
        ({1: "الجد.. أول معلم"}, "", ""),
        # «من» is a question word, too.
        ({3: "من البحر وإليه"}, "> ", "- "),
        ({2: "الميناء القديم"}, "1. ", ""),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_heading_between_turns(before: dict[int, str], asking: str, answering: str, between: str) -> None:
    document = Document(talk(before, asking, answering, between))
    assert headings_in(document) == list(before.values())


def test_a_heading_behind_an_answer_of_several_paragraphs() -> None:
    more = ANSWERS[1] + "\nوكان لا ينام قبل أن يرى الشمس فوق الماء، ويقول إن السفينة بنت البحر."
    assert headings_in(Document(talk({2: "مدينة لا تنام"}, answers={1: more}))) == ["مدينة لا تنام"]


def test_a_heading_below_a_lead_that_hands_over() -> None:
    text = talk({0: "البدايات"}).replace(LEAD, LEAD[:-1] + "، وكان هذا الحوار:")
    assert headings_in(Document(text)) == ["البدايات"]


@pytest.mark.parametrize(
    "text",
    [
        # Answers of one or two words.
        "\n".join((LEAD, "صف حياتك بكلمة؟", "رحلة", "من توأم روحك؟", "أبنائي", "وأين تكتب؟", "في المقهى")),
        talk({}, answers={1: "علّمني جدي.\nشكراً له"}),
        # Verses, and the items of a list.
        talk({}, answers={1: "علّمني جدي هذا البيت:\nيا راحلين إلى البحار البعيدة\nخذوا السلام معكم"}),
        talk({}, answers={2: "كانت فيه سفن من كل بلد:\nسفن الصيد\nسفن الركاب\nسفن البضائع"}),
        # A writer without full stops.
        talk(
            {},
            answers={
                0: "بدأت صبياً في العاشرة أحمل الخشب من السوق إلى المشغل\nثم كبرت",
                1: "علّمني جدي وكان يعرف كل شجرة في الغابة باسمها\nوكان كريماً جداً",
            },
        ),
        talk({}, answers={1: "علّمني جدي. كان يعرف كل شجرة باسمها.\nكان كريماً جداً معي"}),
        talk({}, answers={3: "أبيع القليل منها.\nلا أكثر"}),
        talk({}, answers={2: "نعم.\nميناء كبير."}),
        # A signature, and how the lead hands over.
        talk({}) + "\nسالم الحداد",
        talk({0: "وكان هذا الحوار"}),
    ],
)
def test_what_is_said_is_no_heading(text: str) -> None:
    assert headings_in(Document(text)) == []


def shown(text: str, look: Look, *lines: str) -> Document:
    """A document in which these lines have a look."""
    return Document(
        Source(text, tuple(Formatted(text.index(line), text.index(line) + len(line), look) for line in lines))
    )


def test_a_heading_within_an_answer_shows_in_its_look_and_the_answer_goes_on() -> None:
    text = talk({}, "س: ", "ج: ", answers={1: "علّمني جدي.\nالخشب والماء\nوكان يعرف كل شجرة باسمها."})
    document = shown(text, "heading", "الخشب والماء")
    pieces = headings(document, readings(document)[0].pieces)
    found = [
        (one.kind, text[one.start : one.start + 5])
        for one in pieces
        if one.kind not in ("question", "answer")
    ]
    assert found == [("heading", "الخشب"), ("continuation", "وكان ")]
    assert headings_in(Document(text)) == []


def test_a_line_that_looks_as_the_questions_do_needs_more_than_its_look() -> None:
    text = talk({2: "عن المدينة القديمة وأهلها"}, "س: ", "ج: ", answers={1: "علّمني جدي"})
    line = "عن المدينة القديمة وأهلها"
    assert headings_in(shown(text, "strong", line)) == [line]
    assert headings_in(shown(text, "strong", line, *QUESTIONS)) == []


def test_no_pieces_have_no_headings() -> None:
    assert headings(Document("نص"), ()) == []
