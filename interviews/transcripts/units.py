"""A document cut into units: the smallest passages of which one can be a question and the next its answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interviews.transcripts.asking import AFTER_MARK, QUESTION_MARKS, ends_asking, question_odds
from interviews.transcripts.paragraphs import Document, Paragraph
from interviews.transcripts.signs import PLAIN, sign_of

#: How a unit begins that no sign opens: on a line of its own, behind a question mark, at a sentence.
AFTER_QUESTION, SENTENCE = "after question", "sentence"

_QUESTION_END = re.compile(f"[{QUESTION_MARKS}][{QUESTION_MARKS}{re.escape(AFTER_MARK)}]*")
_SENTENCE_END = re.compile(r"[.!…؟?⸮？]+[»”\"')\]]*\s+")
#: A line of so many characters, with so many question marks inside, may hold a whole interview.
_RUN_ON_LENGTH, _RUN_ON_QUESTIONS = 600, 3
#: Longer lines that end in a question mark are not one question.
_LONGEST_QUESTION = 700
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]`, its words from `body_start` on; `sign` opens it or says how it begins.

    `odds` are those of `question_odds`; `paragraph` is the index of the paragraph that it stands in.
    """

    start: int
    body_start: int
    end: int
    sign: str
    odds: float
    asks: bool
    paragraph: int


def units(document: Document) -> Iterator[Unit]:
    """The units of a document in order: paragraphs, those with questions inside cut around the questions."""
    for paragraph in document.paragraphs:
        if document.is_rule(paragraph):
            continue
        sign = sign_of(document, paragraph)
        body = min(sign.body_start, paragraph.end)
        for number, (start, end, kind) in enumerate(_cuts(document.text, body, paragraph.end)):
            first = number == 0
            yield _unit(
                document,
                paragraph,
                paragraph.start if first else start,
                start,
                end,
                sign.name if first else kind,
            )


def _unit(document: Document, paragraph: Paragraph, start: int, body: int, end: int, sign: str) -> Unit:
    text = document.text[body:end]
    words = [word.folded for word in document.words(body, min(end, body + 400), limit=_MOST_WORDS)]
    return Unit(start, body, end, sign, question_odds(text, words), ends_asking(text), paragraph.index)


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The passages of a line with how each begins; a line without a question inside is one passage."""
    questions = [match.end() for match in _QUESTION_END.finditer(text, start, end)]
    inside = [position for position in questions if position < end]
    run_on = end - start > _RUN_ON_LENGTH and len(questions) >= _RUN_ON_QUESTIONS
    whole = questions and questions[-1] >= end and end - start <= _LONGEST_QUESTION and not run_on
    if not inside or whole:
        yield start, end, PLAIN
        return
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, start, end) if match.end() < end]
    if not run_on:
        sentences = _before_questions(sentences, inside)
    behind = set(inside)
    cuts = sorted({*inside, *sentences})
    for position, following in zip([start, *cuts], [*cuts, end], strict=True):
        yield position, following, AFTER_QUESTION if position in behind else SENTENCE


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
