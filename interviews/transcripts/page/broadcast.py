"""What only transcripts of broadcasts have: stage directions and recorded reports."""

import re
from collections.abc import Sequence
from dataclasses import replace

from interviews.transcripts.layouts.candidate import Piece
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.vocabulary import phrases

_DIRECTION = phrases("broadcast.txt", "direction")
_REPORT = phrases("broadcast.txt", "report")
#: «[تقرير مسجل]», «(فاصل إعلاني)», «*** موجز الأخبار ***»
_BRACKETED = re.compile(r"[\s*]*[\[({﴾].{2,60}[\])}﴿][\s*.]*\Z|\*{2,9}[^*]{2,60}\*{2,9}\Z")


def stage_direction(document: Document, paragraph: Paragraph) -> str:
    """ "report" for «[تقرير مسجل]», "direction" for «[فاصل إعلاني]» and its like, empty for anything else."""
    if not _BRACKETED.match(document.text[paragraph.start : min(paragraph.end, paragraph.start + 80)]):
        return ""
    if paragraph.end - paragraph.start > 80:
        return ""
    words = [word.folded for word in document.words(paragraph.start, paragraph.end)]
    if any(_REPORT.opens(words[index:]) for index in range(len(words))):
        return "report"
    return "direction" if any(_DIRECTION.opens(words[index:]) for index in range(len(words))) else ""


def with_stage_directions(document: Document, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a reading with stage directions set aside and recorded reports told as narration.

    Behind «[تقرير مسجل]» the reporter speaks, until the next turn; behind any other the turn before goes on.
    """
    directions = {
        paragraph.start: kind
        for paragraph in document.paragraphs
        if pieces and paragraph.start >= pieces[0].start and (kind := stage_direction(document, paragraph))
    }
    if not directions:
        return list(pieces)
    starts = {piece.start: piece for piece in pieces}
    found: list[Piece] = []
    pending = ""
    for paragraph in document.paragraphs:
        if paragraph.start in directions:
            found.append(Piece(paragraph.start, paragraph.end, "stage"))
            pending = directions[paragraph.start]
            continue
        piece = starts.get(paragraph.start)
        if pending == "report":
            told = (
                replace(piece, kind="narration")
                if piece
                else Piece(paragraph.start, paragraph.start, "narration")
            )
            found.append(told)
            starts.pop(paragraph.start, None)
        elif pending and piece is None:
            found.append(Piece(paragraph.start, paragraph.start, "continuation"))
        pending = ""
    taken = {piece.start for piece in found}
    return sorted(
        [*found, *(piece for piece in pieces if piece.start not in taken)], key=lambda piece: piece.start
    )
