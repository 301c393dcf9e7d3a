"""A transcript on an editor's desk: blocks that together own the whole text, and who speaks in them.

A draft is a value: the operations of `draft_edits` return a new one. It knows its text, but its JSON
does not hold it, since the text never changes while an editor works.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from interviews.transcripts.result import (
    CLOSING_KINDS,
    PossibleLayout,
    Role,
    SetAsideJson,
    SetAsideKind,
    Span,
    Speaker,
    Transcript,
    TurnKind,
)

Decision = Literal["open", "existing", "new"]

TURN_KINDS: tuple[str, ...] = get_args(TurnKind)
#: What belongs to the interview, in the order in which a desk offers it.
PLACED_KINDS: tuple[str, ...] = (*TURN_KINDS, "lead", "closing")
#: What is kept beside the interview.
ASIDE_KINDS: tuple[str, ...] = tuple(kind for kind in get_args(SetAsideKind) if kind not in PLACED_KINDS)
KINDS: tuple[str, ...] = (*PLACED_KINDS, *ASIDE_KINDS)
#: Marks of the page rather than text: a desk need not show them, and other blocks move over them.
MARK_KINDS: tuple[str, ...] = ("label", "separator", "blank", "number")
ROLES: tuple[str, ...] = get_args(Role)
DECISIONS: tuple[str, ...] = get_args(Decision)

#: As long as the archive's columns for them.
LONGEST_NAME = 200
LONGEST_OFFICE = 300

#: Below this the parser itself reports a problem (`uncertain_turn`), and the desk asks for a look.
LOW_CONFIDENCE = 0.75


class DraftError(Exception):
    """An operation that a draft does not allow; nothing was changed. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the desk: a turn, the lead, the closing, or something set aside.

    It owns the text of its `spans` and of its `label` («المذيعة:»). `id` stays the same through every
    change. `speaker` is the key of a `DraftSpeaker`. `seen` says that an editor changed or confirmed it.
    """

    id: int
    kind: str
    spans: tuple[Span, ...]
    label: Span | None = None
    speaker: str | None = None
    indirect: bool = False
    confidence: float = 1.0
    reason: str = ""
    seen: bool = False

    @property
    def start(self) -> int:
        """Where its text begins in the original."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where its text ends in the original."""
        return self.spans[-1].end

    @property
    def is_turn(self) -> bool:
        """Whether it is a question, an answer or narration."""
        return self.kind in TURN_KINDS

    @property
    def is_aside(self) -> bool:
        """Whether it is kept beside the interview."""
        return self.kind in ASIDE_KINDS

    @property
    def owned(self) -> tuple[Span, ...]:
        """All that belongs to it, its label too."""
        return (self.label, *self.spans) if self.label else self.spans


@dataclass(frozen=True, slots=True)
class DraftSpeaker:
    """Somebody who speaks, and what the editor decided about who that is.

    `decision` is "existing" (the archive's speaker with the number `speaker_id`), "new" (to be made when
    the draft is saved) or "open" (the participant stays without a speaker).
    """

    key: str
    name: str
    labels: tuple[str, ...] = ()
    role: str = "guest"
    office: str = ""
    decision: str = "open"
    speaker_id: int | None = None


@dataclass(frozen=True, slots=True)
class DraftProblem:
    """A problem that the parser reported, with its message in Arabic, and whether an editor saw to it."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A spot that an editor should look at: a block, or a problem that lies in none (then its number)."""

    block: int | None
    problem: int | None
    start: int | None
    end: int | None
    confidence: float
    reasons: tuple[str, ...]
    seen: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor works on. `blocks` stand in the order of the desk, which an editor can change.

    Every character that is not white space belongs to exactly one block (`faults` proves it).
    """

    text: str
    blocks: tuple[Block, ...]
    speakers: tuple[DraftSpeaker, ...] = ()
    problems: tuple[DraftProblem, ...] = ()
    layout: str = ""
    layouts: tuple[PossibleLayout, ...] = ()
    next_id: int = 1
    _places: dict[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {block.id: place for place, block in enumerate(self.blocks)})

    @classmethod
    def from_transcript(cls, transcript: Transcript) -> "Draft":
        """The draft that a parsed transcript is, before an editor touches it."""
        named: dict[str, DraftSpeaker] = {}
        for speaker in transcript.speakers:
            named.setdefault(speaker.name[:LONGEST_NAME], _draft_speaker(f"s{len(named) + 1}", speaker))
        blocks = sorted(_blocks(transcript, named), key=lambda block: block.owned[0].start)
        return cls(
            text=transcript.text,
            blocks=tuple(replace(block, id=number) for number, block in enumerate(blocks, 1)),
            speakers=tuple(named.values()),
            problems=tuple(DraftProblem(p.code, p.message, p.start, p.end) for p in transcript.problems),
            layout=transcript.layout,
            layouts=transcript.layouts,
            next_id=len(blocks) + 1,
        )

    @classmethod
    def from_json(cls, text: str, data: dict[str, Any]) -> "Draft":
        """The draft that `as_json` wrote, over the same text."""
        return cls(
            text=text,
            blocks=tuple(_read_block(block) for block in data["blocks"]),
            speakers=tuple(
                DraftSpeaker(**{**speaker, "labels": tuple(speaker["labels"])})
                for speaker in data["speakers"]
            ),
            problems=tuple(DraftProblem(**problem) for problem in data["problems"]),
            layout=data["layout"],
            layouts=tuple(PossibleLayout(**layout) for layout in data["layouts"]),
            next_id=data["next_id"],
        )

    def as_json(self) -> dict[str, Any]:
        """The draft without its text: dicts, lists, strings, numbers; a block's defaults are left out."""
        return {
            "blocks": [_block_json(block) for block in self.blocks],
            "speakers": [
                {
                    "key": one.key,
                    "name": one.name,
                    "labels": list(one.labels),
                    "role": one.role,
                    "office": one.office,
                    "decision": one.decision,
                    "speaker_id": one.speaker_id,
                }
                for one in self.speakers
            ],
            "problems": [
                {
                    "code": one.code,
                    "message": one.message,
                    "start": one.start,
                    "end": one.end,
                    "seen": one.seen,
                }
                for one in self.problems
            ],
            "layout": self.layout,
            "layouts": [{"name": one.name, "score": one.score} for one in self.layouts],
            "next_id": self.next_id,
        }

    def block(self, number: int) -> Block:
        """The block of this id; raises `DraftError("no_block")`."""
        return self.blocks[self.place(number)]

    def place(self, number: int) -> int:
        """The place of a block in `blocks`, from 0; raises `DraftError("no_block")`."""
        try:
            return self._places[number]
        except KeyError:
            raise DraftError("no_block") from None

    def speaker(self, key: str) -> DraftSpeaker:
        """The speaker of this key; raises `DraftError("no_speaker")`."""
        for one in self.speakers:
            if one.key == key:
                return one
        raise DraftError("no_speaker")

    def text_of(self, block: Block) -> str:
        """A block's text without its label, its spans on lines of their own."""
        return "\n".join(self.text[span.start : span.end] for span in block.spans)

    def label_text(self, block: Block) -> str:
        """A block's label as printed («المذيعة:»), empty when it has none."""
        return self.text[block.label.start : block.label.end] if block.label else ""

    @property
    def turns(self) -> tuple[Block, ...]:
        """The questions, answers and narration, in the order of the desk."""
        return tuple(block for block in self.blocks if block.is_turn)

    @property
    def lead_text(self) -> str:
        """The text of the lead, its pieces parted by blank lines."""
        return self._joined(block for block in self.blocks if block.kind == "lead")

    @property
    def closing_text(self) -> str:
        """The text after the last answer, its pieces parted by blank lines."""
        return self._joined(block for block in self.blocks if block.kind in CLOSING_KINDS)

    def set_aside_json(self) -> list[SetAsideJson]:
        """All that is neither lead nor a turn's text, in the order of the text, as a transcript writes it."""
        pieces = [(block.label, "label") for block in self.blocks if block.label]
        for block in self.blocks:
            if not block.is_turn and block.kind != "lead":
                pieces.extend((span, block.kind) for span in block.spans)
        pieces.sort(key=lambda piece: piece[0].start)
        return [{"kind": kind, "start": span.start, "end": span.end} for span, kind in pieces]

    def doubts(self) -> list[Doubt]:
        """What an editor should look at, by its place in the text: one doubt for each block.

        A block is in doubt when its confidence is low or a problem lies in it. What concerns the whole
        text comes first.
        """
        owners = _Owners(self.blocks)
        reasons: dict[int, list[str]] = {
            block.id: [block.reason] if block.reason else []
            for block in self.blocks
            if block.confidence < LOW_CONFIDENCE
        }
        found: list[Doubt] = []
        for number, problem in enumerate(self.problems):
            owner = owners.at(problem.start)
            if owner is None:
                span = (problem.start, problem.end)
                found.append(Doubt(None, number, *span, 0.0, (problem.message,), problem.seen))
            else:
                reasons.setdefault(owner, []).append(problem.message)
        for number, said in reasons.items():
            block = self.block(number)
            unique = tuple(dict.fromkeys(said))
            found.append(Doubt(block.id, None, block.start, block.end, block.confidence, unique, block.seen))
        return sorted(found, key=lambda doubt: -1 if doubt.start is None else doubt.start)

    def _joined(self, blocks: Iterator[Block]) -> str:
        return "\n\n".join(self.text[span.start : span.end] for block in blocks for span in block.spans)


class _Owners:
    """Which block owns a place of the text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._owned = sorted((span.start, span.end, block.id) for block in blocks for span in block.owned)
        self._starts = [start for start, _end, _block in self._owned]

    def at(self, offset: int | None) -> int | None:
        if offset is None:
            return None
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._owned[index][1]:
            return None
        return self._owned[index][2]


def faults(draft: Draft) -> list[str]:
    """What is wrong with a draft, empty when nothing is.

    Checked: every span lies inside the text and is not empty; no character has two owners; every
    character that is not white space (`str.isspace`) has one; ids are unique; kinds and speakers are known.
    """
    text = draft.text
    owned = sorted((span.start, span.end, block.id) for block in draft.blocks for span in block.owned)
    found = [
        f"block {block} [{start}:{end}] is empty or outside the text"
        for start, end, block in owned
        if not 0 <= start < end <= len(text)
    ]
    position = 0
    for start, end, block in (*owned, (len(text), len(text), 0)):
        if start < position:
            found.append(f"block {block} [{start}:{end}] overlaps what ends at {position}")
        elif unowned := text[position:start].strip():
            found.append(f"nothing owns [{position}:{start}]: {unowned[:40]!r}")
        position = max(position, end)
    if len({block.id for block in draft.blocks}) < len(draft.blocks):
        found.append("two blocks have one id")
    keys = {speaker.key for speaker in draft.speakers}
    for one in draft.blocks:
        if one.kind not in KINDS:
            found.append(f"block {one.id} is a {one.kind}")
        if one.speaker is not None and one.speaker not in keys:
            found.append(f"block {one.id} is spoken by {one.speaker}, who is unknown")
    return found


def _draft_speaker(key: str, speaker: Speaker) -> DraftSpeaker:
    name, office = speaker.name[:LONGEST_NAME], speaker.office[:LONGEST_OFFICE]
    return DraftSpeaker(key, name, speaker.labels, speaker.role, office)


def _blocks(transcript: Transcript, named: dict[str, DraftSpeaker]) -> Iterator[Block]:
    labels = {turn.label for turn in transcript.turns if turn.label}
    for span in transcript.lead:
        yield Block(0, "lead", (span,))
    for turn in transcript.turns:
        speaker = named.get(turn.speaker[:LONGEST_NAME]) if turn.speaker else None
        yield Block(
            0,
            turn.kind,
            turn.spans,
            turn.label,
            speaker.key if speaker else None,
            turn.indirect,
            turn.confidence,
            turn.reason,
        )
    for piece in transcript.set_aside:
        span = Span(piece.start, piece.end)
        if piece.kind != "label" or span not in labels:
            yield Block(0, piece.kind, (span,))


def _block_json(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": block.id,
        "kind": block.kind,
        "spans": [[span.start, span.end] for span in block.spans],
    }
    if block.label:
        data["label"] = [block.label.start, block.label.end]
    if block.speaker:
        data["speaker"] = block.speaker
    if block.indirect:
        data["indirect"] = True
    if block.confidence != 1:
        data["confidence"] = block.confidence
    if block.reason:
        data["reason"] = block.reason
    if block.seen:
        data["seen"] = True
    return data


def _read_block(data: dict[str, Any]) -> Block:
    label = data.get("label")
    return Block(
        data["id"],
        data["kind"],
        tuple(Span(start, end) for start, end in data["spans"]),
        Span(*label) if label else None,
        data.get("speaker"),
        data.get("indirect", False),
        data.get("confidence", 1.0),
        data.get("reason", ""),
        data.get("seen", False),
    )
