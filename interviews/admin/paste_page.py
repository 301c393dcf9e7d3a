"""What the paste desk shows of a draft: the source in coloured pieces, and a card for each block.

A large text is shown in parts, since a browser needs seconds for a book. Offsets are those of the text
as it was pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interviews.actions.layout_names import layout_name
from interviews.transcripts.draft import ASIDE_KINDS, MARK_KINDS, PLACED_KINDS, Block, Draft

# One part of a text: more cards, or more letters, make a browser slow.
PART_BLOCKS = 400
PART_LENGTH = 300_000

# Of a longer passage a card shows the beginning and the end.
SHOWN_WHOLE = 20_000
SHOWN_BEGINNING = 15_000
SHOWN_END = 3_000

KIND_NAMES: Mapping[str, str] = {
    "question": _("question"),
    "answer": _("answer"),
    "narration": _("narration"),
    "lead": _("lead"),
    "closing": _("closing"),
    "label": pgettext_lazy("a piece of text", "label"),
    "separator": _("separator"),
    "blank": _("invisible characters"),
    "number": pgettext_lazy("a piece of text", "number"),
    "heading": _("heading"),
    "caption": _("caption"),
    "pull_quote": _("pull quote"),
    "dateline": _("dateline"),
    "byline": _("byline"),
    "menu": _("menu"),
    "breadcrumb": _("path of the page"),
    "related": _("related articles"),
    "credit": _("credit"),
    "stage": _("stage direction"),
}

# Browsers turn a carriage return into a line end and drop a NUL, so that letters could not be counted.
_COUNTABLE = re.compile(r"[^\r\0]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text whose letters a browser counts as the archive does; elsewhere ``start`` is None."""

    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A passage of the source that one block owns, and the white space behind it."""

    start: int
    text: str
    hidden: int
    space: str
    block: int
    kind: str
    is_label: bool
    after_gap: bool

    @property
    def key(self) -> str:
        return f"p{self.start}"

    @property
    def kind_name(self) -> str:
        return KIND_NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class Card:
    """A block with what its card shows; equal cards look the same."""

    block: Block
    label: str
    pieces: tuple[Piece, ...]
    hidden: int
    choices: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    source_key: str

    @property
    def key(self) -> str:
        return f"b{self.block.id}"

    @property
    def kind_name(self) -> str:
        return KIND_NAMES[self.block.kind]

    @property
    def speaker_name(self) -> str:
        return dict(self.choices).get(self.block.speaker or "", "")

    @property
    def placed_kinds(self) -> list[tuple[str, str]]:
        return [(kind, KIND_NAMES[kind]) for kind in PLACED_KINDS]

    @property
    def aside_kinds(self) -> list[tuple[str, str]]:
        """What it can be set aside as; pieces of text before marks of the page."""
        kinds = sorted(ASIDE_KINDS, key=MARK_KINDS.__contains__)
        return [(kind, KIND_NAMES[kind]) for kind in kinds if kind != "blank"]


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt in the list of doubts: where it leads to, and why."""

    block: int | None
    problem: int | None
    part: int
    words: str
    reasons: tuple[str, ...]


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def changed(old: Iterable[K], new: Iterable[K]) -> list[K]:
    """Those of ``new`` that a page on which ``old`` stand does not show as they are."""
    shown = {item.key: item for item in old}
    return [item for item in new if shown.get(item.key) != item]


class DeskPage:
    """One part of a draft, numbered from 1, as the desk shows it; a number too large is the last."""

    def __init__(self, draft: Draft, number: int = 1) -> None:
        self.draft = draft
        self._parts = _parts(draft)
        self.number = max(1, min(number, len(self._parts)))
        self.numbers = range(1, len(self._parts) + 1)

    @cached_property
    def _part_of(self) -> dict[int, int]:
        return {block.id: number for number, part in enumerate(self._parts, 1) for block in part}

    def part_of(self, block: int) -> int:
        """The number of the part in which a block stands; 1 for one that is gone."""
        return self._part_of.get(block, 1)

    @cached_property
    def layouts(self) -> list[tuple[str, str, bool]]:
        """The layouts in which the text can be read: name, how the desk calls it, whether it was taken."""
        return [
            (one.name, layout_name(one.name), one.name == self.draft.layout) for one in self.draft.layouts
        ]

    @cached_property
    def blocks(self) -> Sequence[Block]:
        return self._parts[self.number - 1]

    @cached_property
    def doubts(self) -> list[DoubtLine]:
        """What is left to look at in the whole draft."""
        return [
            DoubtLine(
                doubt.block,
                doubt.problem,
                self.part_of(doubt.block) if doubt.block is not None else 1,
                "" if doubt.start is None else _opening(self.draft.text, doubt.start, doubt.end),
                doubt.reasons,
            )
            for doubt in self.draft.doubts()
            if not doubt.seen
        ]

    @cached_property
    def cards(self) -> list[Card]:
        reasons = {doubt.block: doubt.reasons for doubt in self.doubts}
        choices = tuple((one.key, one.name) for one in self.draft.speakers)
        return [
            Card(
                block,
                self.draft.label_text(block),
                *_shown_text(self.draft, block),
                choices,
                reasons.get(block.id, ()),
                f"p{block.owned[0].start}",
            )
            for block in self.blocks
            if block.kind != "blank"
        ]

    @cached_property
    def segments(self) -> list[Segment]:
        """The passages that the part's blocks own, in the order of the text."""
        text, here = self.draft.text, {block.id for block in self.blocks}
        owned = sorted(
            (span.start, span.end, block.id, block.kind, span is block.label)
            for block in self.draft.blocks
            for span in block.owned
        )
        starts = [start for start, *_rest in owned[1:]] + [len(text)]
        found: list[Segment] = []
        gap = False
        for (start, end, block, kind, is_label), next_start in zip(owned, starts, strict=True):
            if block not in here:
                gap = True
                continue
            shown, hidden = _shortened(text[start:end])
            space = text[end:next_start]
            found.append(Segment(start, shown, hidden, space, block, kind, is_label, gap and bool(found)))
            gap = False
        return found


def _opening(text: str, start: int, end: int | None) -> str:
    return text[start : min(start + 90, len(text) if end is None else end)].strip()


def _parts(draft: Draft) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    length = 0
    for block in draft.blocks:
        size = min(SHOWN_WHOLE, _length(block))
        if len(parts[-1]) >= PART_BLOCKS or (parts[-1] and length + size > PART_LENGTH):
            parts.append([])
            length = 0
        parts[-1].append(block)
        length += size
    return parts


def _length(block: Block) -> int:
    return sum(span.end - span.start for span in block.spans)


def _shown_text(draft: Draft, block: Block) -> tuple[tuple[Piece, ...], int]:
    """The text of a block in countable pieces, and how many letters of its middle are left out."""
    length = _length(block)
    hidden = length - SHOWN_BEGINNING - SHOWN_END if length > SHOWN_WHOLE else 0
    pieces: list[Piece] = []
    place = 0
    for span in block.spans:
        if pieces:
            pieces.append(Piece("\n"))
        size = span.end - span.start
        if not hidden:
            pieces += countable(draft.text, span.start, span.end)
        else:
            beginning_end = min(size, max(0, SHOWN_BEGINNING - place))
            end_start = max(beginning_end, min(size, SHOWN_BEGINNING + hidden - place))
            pieces += countable(draft.text, span.start, span.start + beginning_end)
            if place <= SHOWN_BEGINNING < place + size:
                pieces.append(Piece("\n[…]\n"))
            pieces += countable(draft.text, span.start + end_start, span.end)
        place += size
    return tuple(pieces), hidden


def countable(text: str, start: int, end: int) -> Iterator[Piece]:
    r"""``text[start:end]`` in pieces in which a browser counts as many letters as there are.

    >>> [(piece.start, piece.text) for piece in countable("لا.\r\nنعم.", 0, 9)]
    [(0, 'لا.'), (4, '\nنعم.')]
    """
    for found in _COUNTABLE.finditer(text, start, end):
        before = found.start()
        if before > start and text[before - 1] == "\r" and text[before] != "\n":
            yield Piece("\n")
        yield Piece(found.group(), before)


def _shortened(text: str) -> tuple[str, int]:
    if len(text) <= SHOWN_WHOLE:
        return text, 0
    return f"{text[:SHOWN_BEGINNING]}\n[…]\n{text[-SHOWN_END:]}", len(text) - SHOWN_BEGINNING - SHOWN_END
