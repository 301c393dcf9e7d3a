"""Interviews that a narrator tells: «وردا على سؤال عن … قال الراوي، إن «…»»، «وبشأن … أوضح أن «…»».

Every question is told in the sentence that leads to its answer; «وأضاف», «وتابع» and «مبينا أن» go on with
the answer. «وقال الراوي عن الموازنة: «…»», with the verb first, is taken for a question and its answer only
between others of the kind, and in doubt; what is said before its question is told («…»، قال ردا على سؤال)
stays in the answer before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviews.transcripts.layouts.candidate import Candidate, Piece
from interviews.transcripts.layouts.narrated_exchange import Exchange, exchanges
from interviews.transcripts.layouts.narrated_guests import Answerer, Guests
from interviews.transcripts.layouts.narrated_reply import Reply, opening_reply
from interviews.transcripts.page.ending import ending_pieces
from interviews.transcripts.people.voices import Voice
from interviews.transcripts.result import Problem
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import OPENING_QUOTES, without_conjunction
from interviews.transcripts.text.sentences import sentence_starts
from interviews.transcripts.vocabulary import phrases

LAYOUT = "narrative"
_FEWEST = 2
#: A reading with less evidence is none.
_LEAST_SCORE = 0.35
_UNCERTAIN = 0.6
_EVIDENCE = {"asked": 1.0, "told": 1.0, "direct": 0.8, "subject": 0.85, "about": 0.5}
_INTERVIEW = phrases("reporting.txt", "interview")
_INTERVIEW_WITH = phrases("reporting.txt", "interview with")
_ANNOUNCES = phrases("narrated.txt", "announces")
_TURNS_TO_ANOTHER = phrases("narrated.txt", "turns to another")
_TOLD_TO_OUTLET = re.compile(r"(?<!\w)ل(?:ـ|صحيفة|جريدة|وكالة|مجلة|قناة|موقع|إذاعة|برنامج)\s?[«\"“]")
_QUOTES = '«»“”"'
_MOST_LEAD_WORDS = 2000
#: Share of the answers that must begin with a quotation mark for all speech to stand within such.
_MOST_QUOTED = 0.8
#: Share of the guest's clauses that must be told exchanges where none speaks of a question.
_SHARE_TOLD = 0.3
#: Share of the text that a lead may take before it counts against the reading.
_LONGEST_LEAD = 0.4
#: One or two exchanges are an interview if the item is this short (characters), holds no more statements
#: before them and hardly anything else behind.
_LONGEST_ITEM, _MOST_STATEMENTS, _LEAST_EXPLAINED = 2000, 1, 0.7
#: Scores of such an item; the higher where a sign sets the answer off. Both are shown to an editor.
_SCORE_OF_ITEM, _SCORE_OF_SPEECH = 0.4, 0.59
#: Turns below this confidence are shown to an editor.
_DOUBTFUL = 0.7


@dataclass(frozen=True, slots=True)
class _Told:
    """An exchange with the clause that was chosen for its answer."""

    exchange: Exchange
    reply: Reply
    answerer: Answerer


def recognise(document: Document) -> Candidate | None:
    """The reading in which sentences tell questions with their answers; None for a story in the news."""
    possible = exchanges(document)
    if not possible:
        return None
    guests = Guests(document, possible)
    told = _told(possible, guests)
    if not told:
        return None
    return _Reading(document, guests, told).candidate()


def _told(possible: Sequence[Exchange], guests: Guests) -> list[_Told]:
    """The exchanges that a guest answers, from the first on that does not rest on «وقال عن …»."""
    found: list[_Told] = []
    before: Voice | None = None
    for exchange in possible:
        chosen = guests.choose(exchange, before)
        if chosen is None:
            continue
        reply, answerer = chosen
        if exchange.asking == "about" and (not found or answerer.how != "named"):
            continue
        if exchange.asking == "subject" and reply.bare and not found:
            continue
        found.append(_Told(exchange, reply, answerer))
        before = answerer.voice
    return found


class _Reading:
    """The pieces of a told interview, and how much of the text they explain."""

    def __init__(self, document: Document, guests: Guests, told: Sequence[_Told]) -> None:
        self.document = document
        self.guests = guests
        self.told = told
        self.by_start = {one.exchange.start: one for one in told}
        self.pieces: list[Piece] = []
        self.voice: Voice | None = None
        #: Up to here the last exchange's question and clause reach.
        self.answer_at = 0
        self.narrating = False
        #: Characters of the paragraphs that are explained, and of all.
        self.explained, self.total = 0.0, 0
        #: Paragraphs in which the guest goes on, and ones that ask without being told.
        self.continued, self.asking = 0, 0
        self.quoted = sum(_is_quoted(document, one.reply) for one in told) >= _MOST_QUOTED * len(told)

    def candidate(self) -> Candidate | None:
        """The reading, None where too little of the text is told questions and answers."""
        first = self.told[0].exchange
        before = self.document.paragraphs[: first.paragraph]
        # Direct questions in front of the first told one are no lead.
        self.asking = sum(self.document.asks(paragraph) for paragraph in before)
        ending = ending_pieces(self.document, self.told[-1].exchange.paragraph, self.guests.voices)
        end = ending[0].start if ending else len(self.document.text)
        for paragraph in self.document.paragraphs[first.paragraph :]:
            if paragraph.start < end:
                self._read(paragraph, max(paragraph.words_at, first.start))
        score = self._score()
        if score < _LEAST_SCORE:
            return None
        problems: list[Problem] = []
        if score < _UNCERTAIN:
            message = "قد يكون النص خبراً ينقل أقوالاً لا مقابلة؛ راجع تقسيمه."
            problems.append(Problem("uncertain_layout", message))
        voices = [v for v in self.guests.voices.all if any(piece.voice is v for piece in self.pieces)]
        return Candidate(LAYOUT, score, [*self.pieces, *ending], voices, problems)

    def _read(self, paragraph: Paragraph, start: int) -> None:
        """Adds the pieces that begin in a paragraph, and counts whether it is explained."""
        begun = len(self.pieces)
        answers_here = paragraph.start <= self.answer_at < paragraph.end
        for sentence in sentence_starts(self.document.text, start, paragraph.end):
            if told := self.by_start.get(sentence.at):
                self._open_exchange(told)
            elif sentence.at >= self.answer_at and (len(self.guests.voices.all) > 1 or self.narrating):
                self._open_answer_of_another(sentence.at, paragraph.end)
        length = paragraph.end - start
        self.total += length
        if len(self.pieces) > begun or answers_here:
            self.explained += length
        else:
            self.explained += length * self._share_explained(paragraph)

    def _open_exchange(self, told: _Told) -> None:
        exchange, reply = told.exchange, told.reply
        confidence, reason = _trust_in_question(told)
        question = Piece(
            exchange.start,
            exchange.start,
            "question",
            indirect=exchange.asking != "direct",
            confidence=confidence,
            reason=reason,
            problem="uncertain_question" if confidence < _DOUBTFUL else "",
        )
        self.pieces.append(question)
        self._open_answer(reply, told.answerer)

    def _open_answer(self, reply: Reply, answerer: Answerer) -> None:
        confidence, reason = _trust_in_answer(reply, answerer)
        self.pieces.append(
            Piece(
                reply.clause.start,
                reply.clause.speech_start,
                "answer",
                answerer.voice,
                confidence=confidence,
                reason=reason,
                problem="uncertain_turn" if confidence < _DOUBTFUL else "",
            )
        )
        self.voice, self.answer_at, self.narrating = answerer.voice, reply.clause.speech_start, False

    def _open_answer_of_another(self, start: int, end: int) -> None:
        """«من جهتها قالت الشامي: …»: another guest answers, too; or the guest goes on after narration."""
        reply = opening_reply(self.document, start, end)
        answerer = self.guests.answerer(reply, self.voice) if reply else None
        if reply is None or answerer is None or not (reply.set_off or reply.states):
            return
        if self.narrating or (answerer.how == "named" and answerer.voice is not self.voice):
            self._open_answer(reply, answerer)

    def _share_explained(self, paragraph: Paragraph) -> float:
        """How far a paragraph without pieces of its own fits into the answer before it, 0 to 1."""
        document = self.document
        reply = opening_reply(document, paragraph.words_at, paragraph.end)
        if reply:
            goes_on = self.guests.answerer(reply, self.voice) is not None
            self.continued += goes_on
            return 1.0 if goes_on else 0.0
        if document.asks(paragraph):
            self.asking += 1
            return 0.0
        text = document.text[paragraph.words_at : paragraph.end]
        if any(quote in text for quote in _QUOTES):
            return 1.0 if text[0] in OPENING_QUOTES else 0.7
        if not self.quoted:
            return 0.7
        self._narrate(paragraph)
        return 0.5

    def _narrate(self, paragraph: Paragraph) -> None:
        """Where all that is said stands in quotation marks, a paragraph without any is the narrator's."""
        if not self.narrating:
            self.pieces.append(
                Piece(
                    paragraph.start,
                    paragraph.words_at,
                    "narration",
                    confidence=0.6,
                    reason="فقرة لا قائل لها ولا علامتا تنصيص؛ قد تكون من كلام الكاتب",
                    problem="possible_narration",
                )
            )
        self.narrating = True

    def _score(self) -> float:
        """From 0 to 1: how strongly the sentences ask, how much of the text they and their answers fill."""
        count = len(self.told)
        asked = sum(one.exchange.asking in ("asked", "told", "direct") for one in self.told)
        announced = self._announces_interview()
        share = count / (count + self.continued)
        few = count < _FEWEST or (count == _FEWEST and not (asked and announced))
        nobody = asked < _FEWEST and not announced and not self.guests.named_in_full
        plain = not asked and share < (_SHARE_TOLD if announced else 2 * _SHARE_TOLD)
        if few:
            return self._score_of_item()
        if nobody or plain or self.asking >= count:
            return 0.0
        strength = sum(_EVIDENCE[one.exchange.asking] for one in self.told) / count
        coverage = self.explained / max(1, self.total)
        start = self.told[0].exchange.start / max(1, len(self.document.text))
        late = 1 - max(0.0, start - _LONGEST_LEAD)
        enough = {2: 0.7, 3: 0.9}.get(count, 1.0)
        doubt = 1.0 if announced or asked > 1 else 0.7
        direct = count / (count + self.asking)
        return strength * coverage * late * enough * doubt * direct * min(1.0, 0.6 + share)

    def _score_of_item(self) -> float:
        """One or two questions told outright may be all of a short item, not a statement among many."""
        first = self.told[0].exchange
        outright = first.asking in ("asked", "told") and all(
            one.exchange.asking in ("asked", "told", "direct") and (one.reply.set_off or one.reply.states)
            for one in self.told
        )
        if not outright or self.total > _LONGEST_ITEM or self.asking:
            return 0.0
        if self._statements(first.start) > _MOST_STATEMENTS or self._another_speaks():
            return 0.0
        if self.explained < _LEAST_EXPLAINED * self.total:
            return 0.0
        return _SCORE_OF_SPEECH if self.told[0].reply.set_off else _SCORE_OF_ITEM

    def _statements(self, end: int) -> int:
        """The sentences before `end` that only tell what somebody said."""
        paragraphs = self.document.paragraphs[: self.told[0].exchange.paragraph + 1]
        return sum(
            opening_reply(self.document, sentence.at, paragraph.end) is not None
            for paragraph in paragraphs
            for sentence in sentence_starts(self.document.text, paragraph.words_at, min(end, paragraph.end))
            if sentence.at < end
        )

    def _another_speaks(self) -> bool:
        """Whether a sentence behind the answer's beginning is said by nobody that answers."""
        text = self.document.text
        for paragraph in self.document.paragraphs[self.told[0].exchange.paragraph :]:
            start = max(paragraph.words_at, self.answer_at)
            for sentence in sentence_starts(text, start, paragraph.end) if start < paragraph.end else ():
                first = self.document.words(sentence.at, paragraph.end, limit=2)
                if _TURNS_TO_ANOTHER.opens([without_conjunction(word.folded) for word in first]):
                    return True
                reply = opening_reply(self.document, sentence.at, paragraph.end)
                if reply and not self._may_go_on(reply):
                    return True
        return False

    def _may_go_on(self, reply: Reply) -> bool:
        """Whether a clause behind the only answer may be of who gave it: who it names is in the exchange."""
        if self.guests.answerer(reply, self.voice) is None:
            return False
        said = self.document.words(self.told[0].exchange.start, self.answer_at)
        known = {word.folded for word in said}
        name = self.guests.name(reply.subject)
        return not name or self.guests.known or name[-1].folded in known

    def _announces_interview(self) -> bool:
        """Whether the lead speaks of an interview: «في حوار مع «المرفأ»», «التقينا», «قال لـ«المرفأ»»."""
        end = self.told[0].exchange.start
        words = self.document.words(0, end, limit=_MOST_LEAD_WORDS)
        folded = [word.folded for word in words]
        if words and _TOLD_TO_OUTLET.search(self.document.text, 0, words[-1].end):
            return True
        return any(
            [without_conjunction(word)] in _INTERVIEW
            or _INTERVIEW_WITH.opens(folded[index : index + 4])
            or _ANNOUNCES.opens([without_conjunction(word), *folded[index + 1 : index + 3]])
            for index, word in enumerate(folded)
        )


def _is_quoted(document: Document, reply: Reply) -> bool:
    at = reply.clause.speech_start
    return reply.set_off and document.text[at : at + 1] in OPENING_QUOTES


def _trust_in_question(told: _Told) -> tuple[float, str]:
    asking, reply = told.exchange.asking, told.reply
    if asking == "about":
        return 0.6, "الفعل قبل الموضوع؛ قد تكون الجملة تتمة للجواب السابق"
    if reply.bare:
        return 0.65, "سؤال منقول لا عبارة بعده تنسب الجواب"
    certain = reply.set_off or told.answerer.how == "named"
    if asking == "subject":
        return (0.9, "") if certain else (0.75, "موضوع وجواب في جملة واحدة؛ قد يكون تتمة للجواب السابق")
    return (0.95, "") if certain else (0.85, "")


def _trust_in_answer(reply: Reply, answerer: Answerer) -> tuple[float, str]:
    if answerer.voice is None:
        return 0.65, "لا يُعرف من المجيب"
    if reply.bare:
        return 0.65, "جواب بلا عبارة تنسبه إلى قائله"
    if answerer.how == "named":
        return 0.95, ""
    if answerer.how == "office":
        return 0.88, ""
    return (0.9, "") if reply.set_off or reply.states else (0.75, "بداية الجواب مستنتجة من الفعل وحده")
