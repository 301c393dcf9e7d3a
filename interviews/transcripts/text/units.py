"""A document cut into units: the smallest passages of which one can be a question and the next its answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from interviews.transcripts.people.labels import Sighting
from interviews.transcripts.people.turn_labels import TurnLabel, turn_labels
from interviews.transcripts.result import TurnKind
from interviews.transcripts.text.asking import (
    AFTER_MARK,
    QUESTION_MARKS,
    begins_asking,
    ends_asking,
    question_odds,
    requests_outright,
)
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.signs import sign_alone, sign_of

#: How a unit begins that no sign opens: on a line of its own, behind a question mark, at a sentence.
AFTER_QUESTION, SENTENCE = "after question", "sentence"
#: A line of its own that goes on behind a question mark.
GOES_ON = "goes on"
#: Behind a sign's name: a speaker's name follows the sign.
LABELLED = ":"
_ANNOUNCED = "announced"
#: A dash on the line of a question, right behind it: «… متى؟- غداً».
ANSWERING = "؟-"
#: Labels that mean a side: «السؤال:», «ج-», «المذيعة:».
ASKER, ANSWERER = "asker:", "answerer:"
_SIDES: Mapping[TurnKind, str] = {"question": ASKER, "answer": ANSWERER, "narration": LABELLED}

_QUESTION_END = re.compile(f"[{QUESTION_MARKS}][{QUESTION_MARKS}{re.escape(AFTER_MARK)}]*")
_SENTENCE_END = re.compile(
    r"(?:[.!…؟?⸮？]+[»”\"')\]]*|(?:الحوار|المقابلة|اللقاء|التفاصيل|التالي|الآتي|يلي)\s?:)\s+"
)
#: A line of so many characters, with so many question marks inside, may hold a whole interview.
_RUN_ON_LENGTH, _RUN_ON_QUESTIONS = 600, 3
#: In longer lines that end in a question mark the question may be the last sentence alone.
_LONG_QUESTION = 300
#: «4. أهم أعمالك الأدبية. كتاب …»: so far a request's end is looked for, in characters.
_LONGEST_REQUEST = 160
#: So much of a unit is read, in words and in characters.
_MOST_WORDS, _REACH = 40, 400
#: So many blanks may stand between a question mark and the dash behind it.
_BLANKS = 10


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]`, its words from `body_start` on; `sign` opens it or says how it begins.

    `odds` are those of `question_odds`; `opens` says that its first word asks, `requests` that it
    begins with a request that nobody else makes; an `item` is marked and
    stands in a list that a colon announced; `paragraph` is the index of the paragraph that it stands in;
    `label` is the name that stands behind the sign («•• الراوي:»), if one does.
    """

    start: int
    body_start: int
    end: int
    sign: str
    odds: float
    asks: bool
    paragraph: int
    opens: bool = False
    requests: bool = False
    item: bool = False
    label: Sighting | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with what opens it; a sign or a label alone on the line before belongs to it."""

    paragraph: Paragraph
    start: int
    body_start: int
    sign: str
    label: TurnLabel | None
    item: bool


def units(document: Document) -> Iterator[Unit]:
    """The units of a document in order: paragraphs, those with questions inside cut around the questions."""
    for line in _lines(document):
        end = line.paragraph.end
        cuts = list(_cuts(document.text, line.body_start, end, marked=bool(line.sign)))
        sign = line.sign
        if not sign and any(kind == AFTER_QUESTION for _, _, kind in cuts[:3]):
            sign = GOES_ON
        first = _unit(document, line, line.start, *cuts[0][:2], sign)
        if (
            line.sign
            and len(cuts) > 1
            and cuts[1][2] == SENTENCE
            and cuts[1][1] - cuts[0][0] <= _LONG_QUESTION
        ):
            # «• هناك جدل كل عام. لماذا لا نعتمد الحساب؟» asks as a whole.
            whole = _unit(document, line, line.start, cuts[0][0], cuts[1][1], sign)
            first = replace(first, odds=max(first.odds, whole.odds))
        yield first
        before = first
        for start, stop, kind in cuts[1:]:
            # Behind «حدثنا عن البدايات.» the answer begins as it does behind a question mark.
            kind = AFTER_QUESTION if before.requests else kind
            before = _unit(document, line, start, start, stop, kind)
            yield before


def _lines(document: Document) -> Iterator[_Line]:
    labels = turn_labels(document)
    #: Where a line began that held a sign or a label alone, with it.
    alone: tuple[int, str, TurnLabel | None] | None = None
    listed = ""
    last = len(document.paragraphs) - 1
    for paragraph in document.paragraphs:
        if document.is_rule(paragraph):
            continue
        own = sign_of(document, paragraph)
        label = labels.get(paragraph.index)
        name = _name(document, paragraph, own.name, label)
        body = min(label.sighting.body_start if label else own.body_start, paragraph.end)
        start = paragraph.start
        if alone:
            start = alone[0]
            if not label:
                name, label = alone[1] or name, alone[2]
            alone = None
        elif paragraph.index < last:
            single = "" if label else sign_alone(document, paragraph)
            if single or (label and label.stands_alone):
                alone = start, single or name, label
                continue
        item = bool(own.name) and not label and listed in (own.name, _ANNOUNCED)
        listed = own.name if item else _ANNOUNCED if document.announces(paragraph) else ""
        yield _Line(paragraph, start, body, name, label, item)


def _name(document: Document, paragraph: Paragraph, sign: str, label: TurnLabel | None) -> str:
    """What opens a line: the side that its label means, its label behind a sign, or the sign."""
    if label:
        return _SIDES[label.side] if label.side else sign + LABELLED
    return ANSWERING if is_behind_question(document, paragraph) else sign


def is_behind_question(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph is cut from the line of a question and begins with a dash right behind its mark."""
    behind = document.text[max(0, paragraph.start - _BLANKS) : paragraph.start].rstrip(" \t\u00a0")
    return paragraph.mark[:1] in tuple("-–—−ـ") and behind.endswith(tuple(QUESTION_MARKS))


def _unit(document: Document, line: _Line, start: int, body: int, end: int, sign: str) -> Unit:
    text = document.text[body:end]
    words = [word.folded for word in document.words(body, min(end, body + _REACH), limit=_MOST_WORDS)]
    first = start == line.start
    return Unit(
        start,
        body,
        end,
        sign,
        question_odds(text, words),
        ends_asking(text),
        line.paragraph.index,
        opens=begins_asking(words),
        requests=requests_outright(words),
        item=first and line.item,
        label=line.label.sighting if first and line.label else None,
    )


def _cuts(text: str, start: int, end: int, *, marked: bool) -> Iterator[tuple[int, int, str]]:
    """The passages of a line with how each begins; a line without a question inside is one passage.

    Behind a mark the question may be a request that ends in a full stop, with its answer on the same line.
    """
    questions = [match.end() for match in _QUESTION_END.finditer(text, start, end)]
    inside = [position for position in questions if position < end]
    sentences: list[int] = []
    if end - start > _RUN_ON_LENGTH and len(questions) >= _RUN_ON_QUESTIONS:
        sentences = _sentences(text, start, end)
    elif inside or (questions and end - start > _LONG_QUESTION):
        sentences = _before_questions(_sentences(text, start, end), questions)
    elif marked and not questions:
        first = _SENTENCE_END.search(text, start, min(end, start + _LONGEST_REQUEST))
        sentences = [first.end()] if first and first.end() < end else []
    behind = set(inside)
    cuts = sorted({*inside, *sentences})
    for position, following in zip([start, *cuts], [*cuts, end], strict=True):
        yield position, following, AFTER_QUESTION if position in behind else SENTENCE


def _sentences(text: str, start: int, end: int) -> list[int]:
    """Where the sentences of a line begin, but the first."""
    return [match.end() for match in _SENTENCE_END.finditer(text, start, end) if match.end() < end]


def _before_questions(sentences: list[int], questions: list[int]) -> list[int]:
    """Of the sentences' beginnings those of the sentences that end in a question mark."""
    found: list[int] = []
    number = 0
    for position in questions:
        last = None
        while number < len(sentences) and sentences[number] < position:
            last = sentences[number]
            number += 1
        if last is not None:
            found.append(last)
    return found
