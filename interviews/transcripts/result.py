"""What a parsed transcript is: the plain objects that the parser returns and `actions/` stores.

Offsets are counted in characters of the text that was parsed, half open: `text[start:end]`.
"""

from dataclasses import dataclass
from typing import Literal, NotRequired, TypedDict

TurnKind = Literal["question", "answer", "narration"]
Role = Literal["interviewer", "guest", "moderator"]
#: Text that belongs to no turn. "label" says who speaks; "separator" is a line drawn between others;
#: "blank" holds only invisible characters; "number" counts questions; "stage" is a stage direction of a
#: broadcast («[تقرير مسجل]»); the rest are parts of a page.
SetAsideKind = Literal[
    "label",
    "separator",
    "blank",
    "number",
    "stage",
    "heading",
    "caption",
    "pull_quote",
    "dateline",
    "byline",
    "menu",
    "breadcrumb",
    "related",
    "credit",
    "closing",
]

#: Kinds of set-aside text that stand after the last answer.
CLOSING_KINDS: frozenset[SetAsideKind] = frozenset({"closing", "credit"})


class TurnJson(TypedDict):
    """One turn as `Transcript.as_json` writes it."""

    kind: str
    speaker: str | None
    text: str
    start: int
    end: int
    indirect: bool
    confidence: float


class SetAsideJson(TypedDict):
    """One piece of set-aside text as `Transcript.as_json` writes it."""

    kind: str
    start: int
    end: int


class ProblemJson(TypedDict):
    """One problem as `Transcript.as_json` writes it; without offsets it concerns the whole text."""

    code: str
    message: str
    start: NotRequired[int | None]
    end: NotRequired[int | None]


class TranscriptJson(TypedDict):
    """A transcript as `Transcript.as_json` writes it."""

    lead: str
    turns: list[TurnJson]
    set_aside: list[SetAsideJson]
    problems: list[ProblemJson]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the original text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One question or answer, or a passage of narration between them.

    `text` is the original text of `spans`; where something was set aside in the middle of a turn there
    are several spans, and their texts are joined by a line break. `label` is the set-aside text that
    said who speaks («- وكالة نون:»), None when nothing did. `confidence` runs from 0 to 1; `reason` says
    in Arabic, for an editor, what the reading rests on where it is not plain, and is empty where it is.
    """

    kind: TurnKind
    speaker: str | None
    text: str
    spans: tuple[Span, ...]
    indirect: bool
    confidence: float
    label: Span | None
    reason: str

    @property
    def start(self) -> int:
        """Where the turn's text begins in the original."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the turn's text ends in the original."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text that belongs to no turn, with its kind."""

    kind: SetAsideKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What an editor should look at: a stable code, a message in Arabic, and the place if it has one."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One participant: the fullest form of the name, the labels as printed, the role, the office held.

    `office` is as the lead gives it («المتحدث الرسمي باسم الوزارة»), empty when the lead leaves a doubt.
    """

    name: str
    labels: tuple[str, ...]
    role: Role
    office: str


@dataclass(frozen=True, slots=True)
class PossibleLayout:
    """A layout in which the text can be read; `score` runs from 0 to 1, by the evidence for it."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """The parser's result. Every character that is not white space is in one of lead, turns, set_aside.

    The lead has several spans where captions, datelines or headings stand in it. `layouts` are all that
    the text can be read in, the most evident first; `layout` is the one that was taken.
    """

    text: str
    lead: tuple[Span, ...]
    turns: tuple[Turn, ...]
    set_aside: tuple[SetAside, ...]
    problems: tuple[Problem, ...]
    speakers: tuple[Speaker, ...]
    layout: str
    layouts: tuple[PossibleLayout, ...]

    @property
    def lead_text(self) -> str:
        """The text before the first turn, its pieces parted by blank lines; empty when there is none."""
        return "\n\n".join(self.text[span.start : span.end] for span in self.lead)

    @property
    def closing(self) -> tuple[Span, ...]:
        """What stands after the last answer: editor's notes, credits."""
        return tuple(Span(piece.start, piece.end) for piece in self.set_aside if piece.kind in CLOSING_KINDS)

    @property
    def closing_text(self) -> str:
        """The text after the last answer, its paragraphs parted by blank lines; empty when there is none."""
        return "\n\n".join(self.text[span.start : span.end] for span in self.closing)

    def as_json(self) -> TranscriptJson:
        """The result as `manage.py parse_transcript` prints it: only dicts, lists, strings, numbers."""
        return {
            "lead": self.lead_text,
            "turns": [
                {
                    "kind": turn.kind,
                    "speaker": turn.speaker,
                    "text": turn.text,
                    "start": turn.start,
                    "end": turn.end,
                    "indirect": turn.indirect,
                    "confidence": turn.confidence,
                }
                for turn in self.turns
            ],
            "set_aside": [
                {"kind": piece.kind, "start": piece.start, "end": piece.end} for piece in self.set_aside
            ],
            "problems": [
                {
                    "code": problem.code,
                    "message": problem.message,
                    "start": problem.start,
                    "end": problem.end,
                }
                for problem in self.problems
            ],
        }
