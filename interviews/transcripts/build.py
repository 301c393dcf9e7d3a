"""The winning reading's pieces become turns, set-aside text and the lead."""

from collections.abc import Iterable, Iterator, Sequence

from interviews.transcripts.layouts.candidate import Candidate, Piece
from interviews.transcripts.people import speakers
from interviews.transcripts.result import (
    PossibleLayout,
    Problem,
    SetAside,
    SetAsideKind,
    Span,
    Transcript,
    Turn,
    TurnKind,
)
from interviews.transcripts.text.paragraphs import Document


def build(document: Document, reading: Candidate, layouts: Sequence[PossibleLayout] = ()) -> Transcript:
    """The transcript of a reading. Each piece runs to the beginning of the next, so nothing can be lost.

    What stands apart in the document is taken out of whatever runs around it.
    """
    text = document.text
    first = reading.pieces[0].start if reading.pieces else len(text)
    opening_end = reading.pieces[1].start if len(reading.pieces) > 1 else first
    named, problems = speakers.resolve(document, reading.voices, first, opening_end)
    problems = [*reading.problems, *problems]
    set_aside: list[SetAside] = []
    lead = _take(document, 0, first, set_aside)
    turns: list[Turn] = []
    for piece, spans, label in _turns_of(document, reading.pieces, set_aside):
        if not spans:
            if label:
                problems.append(Problem("empty_turn", "تسمية متحدث بلا كلام بعدها.", label.start, label.end))
            continue
        speaker = named.get(id(piece.voice)) if piece.voice else None
        reason = piece.reason
        if not reason and piece.voice and piece.voice.generic and speaker is None:
            reason = "التسمية عامة ولا يُعرف صاحبها"
        turns.append(
            Turn(
                kind=_turn_kind(piece),
                speaker=None if piece.indirect or speaker is None else speaker.name,
                text="\n".join(text[span.start : span.end] for span in spans),
                spans=tuple(spans),
                indirect=piece.indirect,
                confidence=round(piece.confidence, 2),
                label=label,
                reason=reason,
            )
        )
        if piece.problem:
            problems.append(Problem(piece.problem, reason or piece.reason, spans[0].start, spans[0].end))
    set_aside.sort(key=lambda piece: piece.start)
    problems.sort(key=lambda problem: -1 if problem.start is None else problem.start)
    return Transcript(
        text=text,
        lead=tuple(lead),
        turns=tuple(turns),
        set_aside=tuple(set_aside),
        problems=tuple(problems),
        speakers=tuple(dict.fromkeys(named[id(voice)] for voice in reading.voices if id(voice) in named)),
        layout=reading.layout,
        layouts=tuple(layouts),
    )


def _turns_of(
    document: Document, pieces: Sequence[Piece], set_aside: list[SetAside]
) -> Iterator[tuple[Piece, list[Span], Span | None]]:
    """Each turn's piece with the spans of its text and its label; what belongs to no turn is set aside."""
    turn: tuple[Piece, list[Span], Span | None] | None = None
    for number, piece in enumerate(pieces):
        end = pieces[number + 1].start if number + 1 < len(pieces) else len(document.text)
        kind = piece.kind
        if kind == "question" or kind == "answer" or kind == "narration":
            if turn:
                yield turn
            body = min(max(piece.body_start, piece.start), end)
            labels = _take(document, piece.start, body, set_aside)
            _set_aside("label", labels, set_aside)
            turn = (piece, _take(document, body, end, set_aside), labels[0] if labels else None)
        elif kind == "continuation":
            spans = _take(document, piece.start, end, set_aside)
            if turn:
                turn[1].extend(spans)
            else:
                _set_aside("separator", spans, set_aside)
        else:
            _set_aside(kind, _take(document, piece.start, end, set_aside), set_aside)
    if turn:
        yield turn


def _set_aside(kind: SetAsideKind, spans: Iterable[Span], set_aside: list[SetAside]) -> None:
    set_aside.extend(SetAside(kind, span.start, span.end) for span in spans)


def _turn_kind(piece: Piece) -> TurnKind:
    if piece.kind == "question" or piece.kind == "answer":
        return piece.kind
    return "narration"


def _take(document: Document, start: int, end: int, set_aside: list[SetAside]) -> list[Span]:
    """What is read of `text[start:end]`; what stands apart in it and invisible lines are set aside."""
    spans: list[Span] = []
    for apart in document.apart_within(start, end):
        spans.extend(_visible(document, start, apart.start, set_aside))
        set_aside.append(apart)
        start = apart.end
    spans.extend(_visible(document, start, end, set_aside))
    return spans


def _visible(document: Document, start: int, end: int, set_aside: list[SetAside]) -> Iterator[Span]:
    """`text[start:end]` if something of it can be seen; lines that only hold invisible characters are not."""
    visible = document.visible_end(start, end)
    if blank := _trimmed(document.text, visible, end):
        set_aside.append(SetAside("blank", blank.start, blank.end))
    if span := _trimmed(document.text, start, visible):
        yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """`text[start:end]` without white space at its ends, None when nothing else is there."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))
