"""Reported questions between labelled turns: «وعن سؤال بشأن …؟», answered by «يجيب الراوي :»."""

import re
from dataclasses import dataclass

from interviews.transcripts.people.voices import Voices
from interviews.transcripts.text.paragraphs import OPENING_REACH, Document, Paragraph
from interviews.transcripts.text.reporting import (
    ReportingClause,
    answer_in_paragraph,
    indirect_question,
    is_plain_verb,
    reporting_clause,
)
from interviews.transcripts.vocabulary import phrases

_SENTENCE_END = re.compile(r"[.؟?!:\"«“]")
_SAYING = phrases("reporting.txt", "saying")


@dataclass(frozen=True, slots=True)
class ReportedQuestion:
    """A paragraph that reports a question; `answer` is the clause where it passes into its answer, if any.

    With `confidence` 0 it speaks of a question that nothing answers, and stays in the answer before it.
    """

    confidence: float
    reason: str = ""
    answer: ReportingClause | None = None


def reported_question(
    document: Document,
    paragraph: Paragraph,
    following: ReportingClause | None,
    voices: Voices,
    *,
    guest_is_next: bool,
) -> ReportedQuestion | None:
    """A reported question, None for any other paragraph.

    `following` is the clause with which the next paragraph begins («يجيب الراوي :»); `guest_is_next` says
    that the next paragraph has a guest's label. A paragraph that opens like no reported question, but asks,
    is one when «يجيب الراوي:» stands behind it.
    """
    asks = document.asks(paragraph)
    opening = indirect_question(document, paragraph)
    if opening is None:
        replied = following is not None and following.verb == "answer" and following.ending != "none"
        return ReportedQuestion(0.85) if asks and replied else None
    if opening == "asked" and (clause := answer_in_paragraph(document, paragraph)):
        return ReportedQuestion(0.85, "السؤال والجواب في فقرة واحدة", clause)
    if opening == "subject" and (clause := _answer_by_guest(document, paragraph, voices)):
        return ReportedQuestion(0.65, "موضوع وجواب في فقرة واحدة؛ قد تكون تتمة الجواب", clause)
    if (
        following is not None
        and following.verb in ("say", "answer")
        and (
            following.ending != "none"
            or following.verb == "answer"
            or opening == "asked"
            or _begins_anew(document, paragraph.index + 1, following, voices)
        )
    ):
        return ReportedQuestion(0.95) if asks else ReportedQuestion(0.85, "سؤال غير مباشر بلا علامة استفهام")
    if guest_is_next and (asks or opening == "asked"):
        return ReportedQuestion(0.85)
    if asks and opening != "own":
        return ReportedQuestion(0.55, "فقرة تشبه سؤالاً غير مباشر، ولا عبارة بعدها تنسب الجواب")
    return ReportedQuestion(0) if opening == "asked" else None


def _begins_anew(document: Document, index: int, clause: ReportingClause, voices: Voices) -> bool:
    """«قال الراوي إن …» names the guest again, without the «و» by which an answer goes on."""
    words = document.opening_words(document.paragraphs[index], 1)
    return is_plain_verb(words[0].folded) and _is_guest(clause, voices)


def _answer_by_guest(document: Document, paragraph: Paragraph, voices: Voices) -> ReportingClause | None:
    """The clause in «وعن المعرض المقبل قال الراوي: "…"»; without the guest's name an answer goes on so."""
    clause = answer_in_paragraph(document, paragraph)
    if clause is None or not _is_guest(clause, voices):
        return None
    subject = document.text[paragraph.words_at : clause.start]
    return None if len(subject) > OPENING_REACH or _SENTENCE_END.search(subject) else clause


def _is_guest(clause: ReportingClause, voices: Voices) -> bool:
    named = voices.mentioned_in(clause.subject)
    return named is not None and named.role == "guest"


def awaited_answer(document: Document, paragraph: Paragraph, voices: Voices) -> ReportingClause | None:
    """The clause of a paragraph behind a reported question whose verb is also a noun or a name.

    «رد الراوي بأن …», «رد قائلا: …», «ختم حواره بالقول: …»; None when nothing shows that it is a verb here.
    """
    clause = reporting_clause(document, paragraph.words_at, paragraph.end, answer_awaited=True)
    if clause is None or clause.verb not in ("say", "answer"):
        return None
    named = voices.mentioned_in(clause.subject)
    says = any([word] in _SAYING for word in clause.subject)
    set_off = clause.ending != "none"
    if named is None:
        shown = set_off and (says or not clause.subject)
    else:
        shown = named.role == "guest" and (set_off or says or clause.verb == "answer")
    return clause if shown else None
