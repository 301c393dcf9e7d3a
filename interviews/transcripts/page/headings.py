"""Sub-headings between the turns of an interview: «من وإلى», «العمل والنجاح».

A layout sees a short line at the end of an answer. That it is a heading shows in what stands around it: the
sentence before it is finished, a question follows, and it is no sentence itself; or in its look.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviews.transcripts.layouts.candidate import Piece
from interviews.transcripts.source import Look
from interviews.transcripts.text.asking import addresses, opens_asking, replies, requests, speaks_of_itself
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import is_reporting_verb
from interviews.transcripts.vocabulary import phrases

_SAID = phrases("apart.txt", "said")
_INTERVIEW = phrases("reporting.txt", "interview")
#: «من» asks («who») and is a preposition: «من البحر وإليه».
_FROM = "من"
_LONGEST, _LONGEST_BY_LOOK = 7, 14
#: A heading's length in characters; no more of a paragraph is looked at.
_REACH = 120
#: In lines.
_LONGEST_LIST = 20
_FINISHED = tuple(".!؟?…»”\"')]*")
_GOES_ON = tuple(".؟?!…:،,؛;-–ـ")
#: Words of a paragraph by which one sees whether this writer ends paragraphs with a full stop.
_FEWEST_IN_SENTENCE = 8
_MOST_FINISHED = 0.8
#: Share of the answers behind which such a line must stand to be part of the layout, and how many of them.
_RECURRING, _FEWEST_RECURRING = 0.6, 3
_HEADING_LOOKS: frozenset[Look] = frozenset({"heading", "strong"})


def headings(document: Document, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a reading with those of kind "heading" added, in order.

    Taken are a line between two turns, or between the lead and the first question: up to seven words without
    a full stop, behind a finished sentence («أبنائي» as a whole answer is none), and within an answer lines
    that the file shows as headings. Whatever a heading interrupts goes on behind it as a "continuation".
    """
    return _Search(document, pieces).run() if pieces else []


@dataclass(frozen=True, slots=True)
class _Passage:
    """A piece with the paragraphs that begin in it, behind its first words."""

    piece: Piece
    paragraphs: Sequence[Paragraph]
    before_question: bool


class _Search:
    def __init__(self, document: Document, pieces: Sequence[Piece]) -> None:
        self.document = document
        self.pieces = pieces
        self.passages = list(self._passages())
        self.question_looks = self._question_looks()

    def run(self) -> list[Piece]:
        behind = [found for passage in self.passages if (found := self._behind(passage))]
        answers = sum(passage.piece.kind == "answer" for passage in self.passages)
        recurring = len(behind) >= max(_FEWEST_RECURRING, _RECURRING * answers)
        trusted = recurring or self._ends_sentences()
        added = [
            paragraph
            for paragraph, finished in behind
            if recurring or self._is_shown(paragraph) or (trusted and finished)
        ]
        if opening := self._before_first(trusted):
            added.append(opening)
        within = [paragraph for passage in self.passages for paragraph in self._within(passage)]
        return self._merged(added, within)

    def _passages(self) -> Iterator[_Passage]:
        """The answers, with what continues them, in order."""
        paragraphs = self.document.paragraphs
        position = 0
        ends = [*(piece.start for piece in self.pieces[1:]), len(self.document.text)]
        for number, (piece, end) in enumerate(zip(self.pieces, ends, strict=True)):
            inside: list[Paragraph] = []
            while position < len(paragraphs) and paragraphs[position].start < end:
                paragraph = paragraphs[position]
                if paragraph.start >= piece.start:
                    inside.append(paragraph)
                position += 1
            if piece.kind not in ("answer", "continuation"):
                continue
            following = self.pieces[number + 1].kind if number + 1 < len(self.pieces) else ""
            first = self.document.skip_blank(max(piece.body_start, piece.start), end)
            body = [one for one in inside if one.start > first]
            yield _Passage(piece, body, following in ("question", "separator"))

    def _behind(self, passage: _Passage) -> tuple[Paragraph, bool] | None:
        """The last line of an answer if it may be a heading, and whether the sentence before is finished."""
        if not passage.before_question or not passage.paragraphs:
            return None
        last = passage.paragraphs[-1]
        if not self._has_shape(last, _LONGEST_BY_LOOK if self._is_shown(last) else _LONGEST):
            return None
        if self._ends_list(last):
            return None
        return last, self._is_finished(self.document.paragraphs[last.index - 1])

    def _ends_list(self, last: Paragraph) -> bool:
        """Whether only short lines stand between this one and one that announced them: «وهي كالآتي:»."""
        for paragraph in reversed(self.document.paragraphs[max(0, last.index - _LONGEST_LIST) : last.index]):
            if self.document.announces(paragraph):
                return True
            if paragraph.end - paragraph.start > _REACH:
                return False
        return False

    def _before_first(self, trusted: bool) -> Paragraph | None:
        """The last line of the lead, right above the first question."""
        first = self.pieces[0]
        paragraphs = self.document.paragraphs
        at = bisect_left(paragraphs, first.start, key=lambda paragraph: paragraph.start)
        if first.kind != "question" or at < 2:
            return None
        last = paragraphs[at - 1]
        words = [word.folded for word in self.document.opening_words(last)]
        if any([word] in _INTERVIEW for word in words) or not self._has_shape(last, _LONGEST):
            return None
        above = paragraphs[at - 2]
        finished = self._is_finished(above) or self.document.announces(above)
        return last if self._is_shown(last) or (trusted and finished) else None

    def _within(self, passage: _Passage) -> Iterator[Paragraph]:
        """Lines that the file shows as headings, in the middle of an answer."""
        for paragraph, _ in pairwise(passage.paragraphs):
            shown = self.document.looks_of(paragraph) - self.question_looks
            if "heading" in shown and self._has_shape(paragraph, _LONGEST_BY_LOOK):
                yield paragraph

    def _has_shape(self, paragraph: Paragraph, longest: int) -> bool:
        """Whether a line is short, ends with its last word and begins neither as a question nor as speech."""
        text = self.document.text[paragraph.words_at : paragraph.end]
        if len(text) > _REACH or paragraph.mark or text[:1].isdigit() or text.endswith(_GOES_ON):
            return False
        words = [word.folded for word in self.document.words(paragraph.words_at, paragraph.end)]
        if not 0 < len(words) <= longest or ":" in text:
            return False
        asks = requests(words) or addresses(words)
        asks = asks or (len(words) > 2 and words[0] != _FROM and opens_asking(words[:2]))
        says = _SAID.opens(words) or replies(words) or speaks_of_itself(words)
        return not asks and not says and not is_reporting_verb(words[0])

    def _is_finished(self, paragraph: Paragraph) -> bool:
        return self.document.text[paragraph.start : paragraph.end].endswith(_FINISHED)

    def _is_shown(self, paragraph: Paragraph) -> bool:
        """Whether a line's look is that of a heading and not that of the questions."""
        return bool(self.document.looks_of(paragraph) & _HEADING_LOOKS - self.question_looks)

    def _question_looks(self) -> frozenset[Look]:
        """The looks that most questions have."""
        starts = {piece.start for piece in self.pieces if piece.kind == "question"}
        asking = [one for one in self.document.paragraphs if one.start in starts]
        return frozenset(
            look
            for look in _HEADING_LOOKS
            if sum(look in self.document.looks_of(one) for one in asking) * 2 > len(asking)
        )

    def _ends_sentences(self) -> bool:
        """Whether this writer ends paragraphs with a full stop or the like."""
        asks, announces = self.document.asks, self.document.announces
        told = [one for one in self.document.paragraphs if not asks(one) and not announces(one)]
        whole = [one for one in told if len(self.document.opening_words(one)) >= _FEWEST_IN_SENTENCE]
        return sum(map(self._is_finished, whole)) >= _MOST_FINISHED * len(whole)

    def _merged(self, added: Sequence[Paragraph], within: Sequence[Paragraph]) -> list[Piece]:
        found = [*self.pieces]
        found += [Piece(paragraph.start, paragraph.end, "heading") for paragraph in (*added, *within)]
        taken = {piece.start for piece in found}
        following = [self.document.paragraphs[paragraph.index + 1].start for paragraph in within]
        found += [Piece(start, start, "continuation") for start in following if start not in taken]
        return sorted(found, key=lambda piece: piece.start)
