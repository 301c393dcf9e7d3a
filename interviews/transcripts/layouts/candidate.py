"""What a layout's recogniser hands in to the competition: the text cut into pieces, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from interviews.transcripts.people.voices import Voice
from interviews.transcripts.result import Problem, SetAsideKind, TurnKind
from interviews.transcripts.text.paragraphs import Document

PieceKind = TurnKind | SetAsideKind | Literal["continuation"]


@dataclass(frozen=True, slots=True)
class Piece:
    """From `start` up to the next piece's start; what stands before the first piece is the lead.

    `text[start:body_start]` is the label and is set aside; a "continuation" goes on with the turn before a
    "separator" or a "heading". Since pieces only have beginnings, no character between them can be lost or
    owned twice.
    """

    start: int
    body_start: int
    kind: PieceKind
    voice: Voice | None = None
    indirect: bool = False
    confidence: float = 1.0
    reason: str = ""
    #: Code of the problem that tells an editor to look here, empty when nobody needs to.
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a document. `score` runs from 0 to 1, by the share of the reading that has evidence."""

    layout: str
    score: float
    pieces: Sequence[Piece]
    voices: Sequence[Voice]
    problems: Sequence[Problem]


class Recogniser(Protocol):
    """A layout: a function that reads a document its way, or sees that it is not its own (None)."""

    def __call__(self, document: Document) -> Candidate | None: ...
