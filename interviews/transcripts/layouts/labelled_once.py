"""Interviews that name each side once, then go on with dashes: «- نون: …؟», «- سعد: …», «- …؟», «- …»."""

from collections.abc import Sequence

from interviews.transcripts.layouts.candidate import Candidate, Piece, PieceKind
from interviews.transcripts.page.ending import ending_pieces
from interviews.transcripts.people.labels import Sighting, colon_sighting
from interviews.transcripts.people.names import shows_outlet
from interviews.transcripts.people.roles import is_role
from interviews.transcripts.people.voices import Voice, Voices
from interviews.transcripts.text.paragraphs import Document, Paragraph

LAYOUT = "labelled_once"
_FEWEST_TURNS = 4
#: Share of the questions that must end in a question mark, and of the answers that may.
_MOST_ASK, _FEW_ASK = 0.7, 0.3


def recognise(document: Document) -> Candidate | None:
    """The reading in which marked paragraphs ask and answer in turn, the first two with a label; or None.

    Its score stays below that of labels, since all turns but two rest on alternation, and above that of marks
    alone, which do not know that the first two have names.
    """
    marked = [
        paragraph for paragraph in document.paragraphs if paragraph.mark and not document.is_rule(paragraph)
    ]
    if len(marked) < _FEWEST_TURNS:
        return None
    first, second = (colon_sighting(document, paragraph) for paragraph in marked[:2])
    if first is None or second is None or first.key == second.key or not _alternate(document, marked):
        return None
    if not any(shows_outlet(s.words) or is_role(s.words) or _in_lead(document, s) for s in (first, second)):
        return None
    if any(colon_sighting(document, paragraph) for paragraph in marked[2:]):
        return None
    asker = Voice(keys=[first.key], sightings=[first], role="interviewer")
    guest = Voice(keys=[second.key], sightings=[second], role="guest")
    voices = Voices([asker, guest], {}, [], marks_used=True)
    voices.index()
    pieces = _pieces(document, marked, asker, guest)
    ending = ending_pieces(document, marked[-1].index, voices)
    if ending:
        pieces = [piece for piece in pieces if piece.start < ending[0].start] + ending
    return Candidate(LAYOUT, 0.87, pieces, voices.all, [])


def _pieces(document: Document, marked: Sequence[Paragraph], asker: Voice, guest: Voice) -> list[Piece]:
    turns = {paragraph.index: number for number, paragraph in enumerate(marked)}
    kinds: tuple[PieceKind, PieceKind] = ("question", "answer")
    pieces: list[Piece] = []
    for paragraph in document.paragraphs[marked[0].index :]:
        if document.is_rule(paragraph):
            pieces.append(Piece(paragraph.start, paragraph.end, "separator"))
            continue
        number = turns.get(paragraph.index)
        if number is None:
            if pieces[-1].kind == "separator":
                pieces.append(Piece(paragraph.start, paragraph.start, "continuation"))
            continue
        voice = (asker, guest)[number % 2]
        named = number < 2
        body = voice.sightings[0].body_start if named else paragraph.words_at
        reason = "" if named else "شرطة بلا تسمية؛ السؤال والجواب يتناوبان"
        confidence = 0.9 if named else 0.75
        pieces.append(
            Piece(paragraph.start, body, kinds[number % 2], voice, confidence=confidence, reason=reason)
        )
    return pieces


def _alternate(document: Document, marked: Sequence[Paragraph]) -> bool:
    questions, answers = marked[::2], marked[1::2]
    asking = sum(document.asks(paragraph) for paragraph in questions)
    answering = sum(document.asks(paragraph) for paragraph in answers)
    return asking >= _MOST_ASK * len(questions) and answering <= _FEW_ASK * len(answers)


def _in_lead(document: Document, sighting: Sighting) -> bool:
    """Whether the last word of a label's name stands in the text before it."""
    start = document.paragraphs[sighting.paragraph].start
    return any(sighting.words[-1] == word.folded for word in document.words(0, start))
