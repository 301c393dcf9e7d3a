"""Interviews in which labels say who speaks: «- وكالة نون: … ؟» / «- سعد الراوي، "…"».

Labels open turns; paragraphs without one go on with the turn before. Between labelled turns there may be
reported questions («وعن سؤال بشأن …؟») with answers that a reporting clause opens («يجيب الراوي :»).
Where only one side is labelled, question marks show the other.
"""

from functools import cached_property

from interviews.transcripts.layouts.candidate import Candidate, Piece, PieceKind
from interviews.transcripts.layouts.indirect import awaited_answer, reported_question
from interviews.transcripts.layouts.label_search import FoundLabels, search_labels
from interviews.transcripts.page.ending import ending_pieces
from interviews.transcripts.page.greeting import greets
from interviews.transcripts.people.labels import Sighting, bare_sighting, shortened
from interviews.transcripts.people.names import is_office, is_title
from interviews.transcripts.people.voices import Voice
from interviews.transcripts.result import Problem
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import ReportingClause

LAYOUT = "labelled"
_LONGEST_BARE_NAME = 7
#: Share below which labels behind marks are not what the layout goes by; lists in answers are marked, too.
_LEAST_OF_MARKED = 0.34
#: What a turn counts that has no label, but stands where the other side's labels leave its place.
_SHOWN = 0.8
_DOUBTFUL = 0.6
#: What a label counts against the reading that it leaves in the lead: a turn is missing, and its partner.
_LEFT = 3


def recognise(document: Document) -> Candidate | None:
    """The reading by labels, None when the document has no two turns by labels."""
    found = search_labels(document)
    return _Reader(document, found).read() if found.voices.all else None


class _Reader:
    """One pass over the paragraphs that opens a piece wherever the speaker changes."""

    def __init__(
        self,
        document: Document,
        found: FoundLabels,
    ) -> None:
        self.document = document
        self.voices = voices = found.voices
        self.clauses = found.clauses
        self.sightings = {sighting.paragraph: sighting for sighting in found.sightings}
        self.pieces: list[Piece] = []
        self.problems: list[Problem] = list(voices.problems)
        self.side: PieceKind | None = None
        self.voice: Voice | None = None
        self.indirect = False
        #: The last paragraph that opened a piece, and what opened it.
        self.opened_at = -1
        self.labelled_turns = 0
        #: Turns without a label that clauses show, or the place between labels of the other side.
        self.shown_turns = 0.0
        self.labels_in_lead = 0
        roles = {voice.role for voice in voices.all}
        self.only_askers_labelled = "guest" not in roles
        self.only_guests_labelled = roles == {"guest"}

    def read(self) -> Candidate | None:
        """The candidate, None when the labels make no exchange."""
        paragraphs = self.document.paragraphs
        first = self._first_turn()
        if first is None or self._marks_speak_for_others(first):
            return None
        self._warn_of_labels_in_lead(first)
        for paragraph in paragraphs[first:]:
            if self.document.is_rule(paragraph):
                self._open(paragraph, "separator", paragraph.end)
                continue
            if not self._open_turn(paragraph) and self.pieces[-1].kind == "separator":
                self._open(paragraph, "continuation", paragraph.start)
        kinds = {piece.kind for piece in self.pieces}
        if not {"question", "answer"} <= kinds:
            return None
        ending = ending_pieces(self.document, self.opened_at, self.voices)
        if ending:
            self.pieces = [piece for piece in self.pieces if piece.start < ending[0].start] + ending
        turns = [piece for piece in self.pieces if piece.kind in ("question", "answer")]
        speaking = {id(piece.voice) for piece in turns if piece.voice}
        heard = [voice for voice in self.voices.all if id(voice) in speaking]
        evident = self.labelled_turns + _SHOWN * self.shown_turns
        score = 0.4 + 0.6 * min(1.0, evident / (len(turns) + _LEFT * self.labels_in_lead))
        return Candidate(LAYOUT, score, self.pieces, heard, self.problems)

    @cached_property
    def askers_ask(self) -> bool:
        """Whether most labelled paragraphs of those who ask end in a question mark: they are whole."""
        labelled = [index for index, (voice, _) in self.voices.by_paragraph.items() if voice.role != "guest"]
        asking = sum(self.document.asks(self.document.paragraphs[index]) for index in labelled)
        return asking > len(labelled) / 2

    # Where the lead ends

    def _first_turn(self) -> int | None:
        """The index of the paragraph with which the exchange begins.

        A guest's label before the first question is usually the headline («الراوي: لن نتراجع»), unless it
        is marked as the labels of the turns are. An outlet's label that asks nothing and is followed by
        itself is a dateline, but «أهلاً بكم في هذه الحلقة» is said by a host.
        """
        order = sorted(self.voices.by_paragraph)
        if self.only_guests_labelled:
            return self._first_question_before_guest(order)
        for number, index in enumerate(order):
            voice, sighting = self.voices.by_paragraph[index]
            following = self.voices.by_paragraph[order[number + 1]] if number + 1 < len(order) else None
            marked = self.voices.marks_used and sighting.marked
            if voice.role == "guest":
                if marked and following:
                    return index
                continue
            paragraph = self.document.paragraphs[index]
            # Who welcomes the audience opens the broadcast.
            asks = self.document.asks(paragraph) or greets(self.document, sighting.body_start, paragraph.end)
            unlike = self.voices.marks_used and not sighting.marked
            if not asks and following and (following[0] is voice or unlike):
                continue
            return self._asking_clause_before(index)
        return self._asking_clause_before(None)

    def _asking_clause_before(self, index: int | None) -> int | None:
        """«سأل الناشط:» may open the exchange before the first plain label does."""
        for clause_index in sorted(self.clauses):
            if index is not None and clause_index >= index:
                break
            clause = self.clauses[clause_index]
            if clause.verb == "ask" and clause.ending != "none":
                voice = self.voices.mentioned_in(clause.subject)
                if voice and voice.role != "guest":
                    return clause_index
        return index

    def _first_question_before_guest(self, order: list[int]) -> int | None:
        for index in order:
            before = index - 1
            if before >= 0 and self.document.asks(self.document.paragraphs[before]):
                return before
        return None

    def _marks_speak_for_others(self, first: int) -> bool:
        """Whether most marked paragraphs have no label: then marks tell the turns, and labels are asides."""
        if not self.voices.marks_used:
            return False
        marked = {paragraph.index for paragraph in self.document.paragraphs[first:] if paragraph.mark}
        return len(marked & self.voices.by_paragraph.keys()) < _LEAST_OF_MARKED * len(marked)

    def _warn_of_labels_in_lead(self, first: int) -> None:
        for index, (_, sighting) in sorted(self.voices.by_paragraph.items()):
            if index < first and (index > 1 or sighting.generic):
                self.labels_in_lead += 1
                self.problems.append(
                    Problem(
                        "label_in_lead",
                        "تسمية متحدث قبل أول سؤال؛ بقيت الفقرة في المقدمة.",
                        sighting.name_start,
                        sighting.name_end,
                    )
                )

    # Turns

    def _open_turn(self, paragraph: Paragraph) -> bool:
        """Opens a turn if this paragraph begins one; else it goes on with the turn before."""
        return (
            self._open_labelled(paragraph)
            or self._open_by_bare_name(paragraph)
            or self._open_by_clause(paragraph)
            or self._open_reported_question(paragraph)
            or self._open_unlabelled(paragraph)
        )

    def _open_labelled(self, paragraph: Paragraph) -> bool:
        owned = self.voices.by_paragraph.get(paragraph.index)
        if owned is None:
            return False
        voice, sighting = owned
        confidence = min(voice.confidence, 0.88) if sighting.weak else voice.confidence
        self._open_for(voice, paragraph, sighting.body_start, confidence, voice.reason)
        return True

    def _open_by_bare_name(self, paragraph: Paragraph) -> bool:
        """A known name with a comma, a dash, an opening quotation mark or nothing behind it."""
        if paragraph.index in self.clauses:
            return False
        opening = self.document.opening_words(paragraph)
        if not self.voices.may_name(word.folded for word in opening):
            return False
        sighting = bare_sighting(self.document, paragraph)
        if sighting is None:
            return False
        voice = self.voices.of_name(sighting.words) if sighting.ending != "nothing" else None
        begins_with_office = is_office(sighting.words[0]) or is_title(sighting.words[0])
        if voice and len(sighting.key) > len(voice.fullest_key) + 2 and not begins_with_office:
            voice = None
        if voice is None:
            for count in range(min(_LONGEST_BARE_NAME, len(sighting.words)), 0, -1):
                shorter = shortened(self.document, sighting, count)
                known = self.voices.of_key(shorter.key)
                if known:
                    voice, sighting = known, shorter
                    break
        if voice is None or voice.generic:
            return False
        confidence, reason = self._trust_in_bare_name(sighting, voice, paragraph)
        if not confidence:
            return False
        voice.sightings.append(sighting)
        self._open_for(voice, paragraph, sighting.body_start, confidence, reason)
        return True

    def _trust_in_bare_name(
        self, sighting: Sighting, voice: Voice, paragraph: Paragraph
    ) -> tuple[float, str]:
        """How far a name without a colon is a label, with the reason; 0 for a name that is only mentioned."""
        changes = self.voice is not voice and self.side is not None
        marked = self.voices.marks_used and sighting.marked
        if self.voices.marks_used and not sighting.marked:
            return 0, ""
        asked_just_before = (
            self.side == "question"
            and paragraph.index > 0
            and self.document.asks(self.document.paragraphs[paragraph.index - 1])
        )
        fits = voice.role == "guest" and asked_just_before
        if sighting.ending == "quote":
            return (0.93, "") if marked or (changes and fits) else (0, "")
        if sighting.ending == "alone":
            return (0.85, "") if sighting.key in voice.keys and (marked or changes) else (0, "")
        if sighting.ending in ("comma", "dash"):
            if marked and changes:
                return 0.8, "بعد الاسم فاصلة لا نقطتان"
            return (0.65, "بعد الاسم فاصلة لا نقطتان") if changes and fits else (0, "")
        asks = self.side == "answer" and self.document.asks(paragraph)
        if marked and changes and (self.side == "question" if voice.role == "guest" else asks):
            return 0.7, "ليس بعد الاسم علامة تفصله عن الكلام"
        return 0, ""

    def _open_by_clause(self, paragraph: Paragraph) -> bool:
        """«يجيب الراوي :» after a question, «سأل الناشط:», or another guest's «ويقول النعيمي:»."""
        awaited = self.side == "question" and self.indirect
        clause = self._clause_awaited(paragraph.index) if awaited else self.clauses.get(paragraph.index)
        if clause is None:
            return False
        named = self.voices.mentioned_in(clause.subject)
        if clause.verb == "ask" and clause.ending != "none" and named and named.role != "guest":
            self._open(paragraph, "question", clause.speech_start, named, confidence=0.9)
            self.labelled_turns += 1
            return True
        if self.side == "question" and self._answers(clause, named):
            guest = named if named and named.role == "guest" else None
            guest = guest or self.voices.only("guest")
            known = guest is not None
            self._open(
                paragraph,
                "answer",
                clause.speech_start,
                guest,
                confidence=(0.93 if clause.ending != "none" else 0.8) if known else 0.65,
                reason="" if known else "لا يُعرف من المجيب",
            )
            self.labelled_turns += 1
            return True
        if (
            self.side == "answer"
            and clause.ending != "none"
            and named
            and named.role == "guest"
            and self.voice is not None
            and named is not self.voice
        ):
            self._open(paragraph, "answer", clause.speech_start, named, confidence=0.85)
            self.labelled_turns += 1
            return True
        return False

    def _answers(self, clause: ReportingClause, named: Voice | None) -> bool:
        """Whether a clause behind a question opens its answer: it names the guest, or nobody else."""
        if clause.verb == "ask" or (named and named.role != "guest"):
            return False
        if self.indirect:
            return True
        return (
            clause.verb != "continue"
            and clause.ending != "none"
            and (named is not None or not clause.subject)
        )

    def _open_reported_question(self, paragraph: Paragraph) -> bool:
        """«وعن سؤال بشأن …»: taken for a question if it asks, or if a reporting clause answers it."""
        if self.side == "question" and not self.indirect:
            return False
        owned = self.voices.by_paragraph.get(paragraph.index + 1)
        reported = reported_question(
            self.document,
            paragraph,
            self._clause_awaited(paragraph.index + 1),
            self.voices,
            guest_is_next=owned is not None and owned[0].role == "guest",
        )
        if reported is None:
            return False
        if not reported.confidence:
            self.problems.append(
                Problem(
                    "possible_indirect_question",
                    "قد تكون الفقرة سؤالاً غير مباشر؛ بقيت في الجواب.",
                    paragraph.start,
                    paragraph.end,
                )
            )
            return False
        self._open_indirect(paragraph, reported.confidence, reported.reason)
        self.shown_turns += 1.0 if reported.confidence > _DOUBTFUL else 0.5
        if reported.answer:
            self._open_answer_in_paragraph(reported.answer, reported.reason)
        return True

    def _clause_awaited(self, index: int) -> ReportingClause | None:
        """The clause with which a paragraph behind a reported question begins."""
        if index in self.clauses or index in self.voices.by_paragraph:
            return self.clauses.get(index)
        if index >= len(self.document.paragraphs):
            return None
        return awaited_answer(self.document, self.document.paragraphs[index], self.voices)

    def _open_indirect(self, paragraph: Paragraph, confidence: float, reason: str) -> None:
        self._open(
            paragraph,
            "question",
            paragraph.words_at if paragraph.mark else paragraph.start,
            confidence=confidence,
            reason=reason,
            indirect=True,
            problem="uncertain_question" if confidence < 0.7 else "",
        )

    def _open_answer_in_paragraph(self, clause: ReportingClause, reason: str) -> None:
        """The second half of «وردا على سؤال عن الموازنة، قال الراوي: "…"»."""
        named = self.voices.mentioned_in(clause.subject)
        guest = named if named and named.role == "guest" else self.voices.only("guest")
        self.pieces.append(
            Piece(clause.start, clause.speech_start, "answer", guest, confidence=0.85, reason=reason)
        )
        self.side, self.voice, self.indirect = "answer", guest, False
        self.shown_turns += 1

    def _open_unlabelled(self, paragraph: Paragraph) -> bool:
        """Turns that nothing labels: after a reported question, and where only one side has labels."""
        before = self.document.paragraphs[paragraph.index - 1] if paragraph.index else None
        asked = before is not None and self.document.asks(before)
        if self.side == "question" and self.indirect:
            self._open_plain(paragraph, "answer", 0.6, "جواب بلا تسمية بعد سؤال غير مباشر", "uncertain_turn")
            self.shown_turns += 0.5
            return True
        if self.only_askers_labelled and self.side == "question" and asked:
            self._open_plain(paragraph, "answer", 0.75, "جواب بلا تسمية بعد سؤال مُسمّى صاحبه", "")
            self.shown_turns += 1
            return True
        if (
            self.only_askers_labelled
            and self.side == "question"
            and self.opened_at == paragraph.index - 1
            and self.askers_ask
        ):
            reason = "جواب بلا تسمية بعد كلام للسائل بلا علامة استفهام"
            self._open_plain(paragraph, "answer", 0.65, reason, "uncertain_turn")
            self.shown_turns += 0.5
            return True
        if self.only_guests_labelled and self.document.asks(paragraph):
            owned = self.voices.by_paragraph.get(paragraph.index + 1)
            if owned and owned[0].role == "guest":
                self._open_plain(paragraph, "question", 0.75, "سؤال بلا تسمية قبل جواب مُسمّى صاحبه", "")
                self.shown_turns += 1
                return True
        self._warn_of_possible_label(paragraph)
        return False

    def _warn_of_possible_label(self, paragraph: Paragraph) -> None:
        """A short name-like beginning with a colon right behind a question, which nothing else confirms."""
        sighting = self.sightings.get(paragraph.index)
        if sighting and self.side == "question" and not sighting.generic and len(sighting.words) <= 4:
            self.problems.append(
                Problem(
                    "possible_label",
                    "قد تكون هذه تسمية متحدث؛ لم يرد ما يؤكدها.",
                    sighting.name_start,
                    sighting.name_end,
                )
            )

    def _open_plain(
        self, paragraph: Paragraph, kind: PieceKind, confidence: float, reason: str, problem: str
    ) -> None:
        guest = self.voices.only("guest") if kind == "answer" else None
        body = paragraph.words_at if paragraph.mark else paragraph.start
        self._open(paragraph, kind, body, guest, confidence=confidence, reason=reason, problem=problem)

    def _open_for(
        self, voice: Voice, paragraph: Paragraph, body_start: int, confidence: float, reason: str
    ) -> None:
        kind: PieceKind = "answer" if voice.role == "guest" else "question"
        problem = "uncertain_turn" if confidence < 0.75 else ""
        self._open(paragraph, kind, body_start, voice, confidence=confidence, reason=reason, problem=problem)
        self.labelled_turns += 1

    def _open(
        self,
        paragraph: Paragraph,
        kind: PieceKind,
        body_start: int,
        voice: Voice | None = None,
        *,
        confidence: float = 1.0,
        reason: str = "",
        indirect: bool = False,
        problem: str = "",
    ) -> None:
        self.pieces.append(
            Piece(paragraph.start, body_start, kind, voice, indirect, confidence, reason, problem)
        )
        if kind in ("question", "answer"):
            self.side, self.voice, self.indirect = kind, voice, indirect
            self.opened_at = paragraph.index
