"""A document's readable text grows piece by piece, and the look of its passages with it.

How lines come out, whatever the format: white space at the ends of lines is dropped, paragraphs are
parted by one blank line, lines inside them (`<br>`, rows, items of a list) by a line end.
"""

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from interviews.transcripts.source import Formatted, Look, Source

#: What HTML calls white space: a no-break space is none, it is shown.
_WHITE = re.compile("[ \t\n\r\f]+")


class _Place(NamedTuple):
    """A place in the text: a piece and the characters of it that stand before. Earlier pieces may change."""

    piece: int
    inside: int


class Passage:
    """A piece of the text with one look. `start` is None as long as nothing visible stands in it.

    `size` is the number of its visible characters, known when it is closed.
    """

    __slots__ = ("closed", "end", "look", "size", "start")

    def __init__(self, look: Look, written: int = 0) -> None:
        self.look = look
        self.start: _Place | None = None
        self.end = _Place(0, 0)
        self.closed = False
        self.size = -written


class _Run(NamedTuple):
    """The last passage of a look that is written in runs, and the visible text it ended with."""

    passage: Passage
    line: int
    written: int


class Assembly:
    """Takes text in reading order; `source` gives it out with the passages' offsets.

    `size` counts the visible characters written so far, `lines` the line ends.
    """

    def __init__(self) -> None:
        self.size = 0
        self.lines = 0
        self._pieces: list[str] = []
        self._passages: list[Passage] = []
        self._waiting: list[Passage] = []
        self._runs: dict[Look, _Run] = {}
        self._written = 0
        self._end = _Place(0, 0)
        #: Due before the next visible text: line ends, white space, the separator of a table's cells.
        self._line_ends = 0
        self._space = ""
        self._separators: list[int] | None = None

    def write(self, text: str, looks: Iterable[Look] = ()) -> None:
        """Adds text of one line as a browser shows it: runs of white space are one space.

        `looks` are those of this run alone («strong»); neighbouring runs of a line become one passage.
        """
        shown = _WHITE.sub(" ", text)
        if shown.startswith(" "):
            self._space = self._space or " "
            shown = shown[1:]
        self._add(shown, looks)

    def write_exactly(self, text: str, looks: Iterable[Look] = ()) -> None:
        """Adds text whose white space counts; line feeds in it end lines."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        first, *others = text.split("\n")
        self._add(first, looks)
        for line in others:
            self.break_line()
            self._add(line, looks)

    def end_line(self) -> None:
        """What follows begins on a line of its own."""
        self._end_lines(1)

    def end_paragraph(self) -> None:
        """What follows begins behind a blank line."""
        self._end_lines(2)

    def break_line(self) -> None:
        """One more line end, as `<br>` is: two leave a blank line, further ones nothing."""
        self._end_lines(min(2, self._line_ends + 1))

    def separate(self, separators: list[int] | None) -> None:
        """What follows stands in the next cell: the number of the piece between is added to `separators`.

        None takes the separation back: the cell was empty.
        """
        self._separators = separators
        self._space = ""

    def replace_separator(self, piece: int, text: str) -> None:
        """Puts what stands between two cells: a line end until then."""
        self._pieces[piece] = text

    def open(self, look: Look) -> Passage:
        """Begins a passage with the next visible text, until `close`; passages may lie inside one another."""
        passage = Passage(look, self.size)
        self._waiting.append(passage)
        return passage

    def close(self, passage: Passage) -> None:
        """Ends a passage with the last visible text. One in which there is none is forgotten."""
        passage.closed = True
        passage.size += self.size
        if passage.start is not None:
            passage.end = self._end
            self._passages.append(passage)

    def forget(self, passages: Iterable[Passage]) -> None:
        """Takes back the look of passages that have been closed."""
        unwanted = {id(passage) for passage in passages}
        self._passages = [passage for passage in self._passages if id(passage) not in unwanted]

    def extend(self, other: "Assembly") -> None:
        """Adds all of another assembly's text behind a blank line; the other must not be used any more."""
        self.end_paragraph()
        if not other._pieces:
            return
        self._add_due()
        moved = len(self._pieces)
        self._pieces += other._pieces
        for passage in other._passages:
            if passage.start is not None:
                passage.start = _Place(passage.start.piece + moved, passage.start.inside)
                passage.end = _Place(passage.end.piece + moved, passage.end.inside)
        self._passages += other._passages
        self.size += other.size
        self.end_paragraph()

    def pieces_since(self, piece: int) -> str:
        """The text from a piece's number (`next_piece`) on."""
        return "".join(self._pieces[piece:])

    @property
    def next_piece(self) -> int:
        """The number that the next piece of text will have."""
        return len(self._pieces)

    def source(self, media: str, encoding: str = "") -> Source:
        """The text with its passages in order of their start, the longer first."""
        text = "".join(self._pieces)
        offsets = [0, *accumulate(map(len, self._pieces))]
        found = {
            (
                offsets[passage.start.piece] + passage.start.inside,
                offsets[passage.end.piece] + passage.end.inside,
                passage.look,
            )
            for passage in self._passages
            if passage.start is not None
        }
        ordered = sorted(found, key=lambda one: (one[0], -one[1], one[2]))
        return Source(text, tuple(Formatted(*one) for one in ordered), media, encoding)

    def _end_lines(self, line_ends: int) -> None:
        self._line_ends = max(self._line_ends, line_ends)
        self._space = ""

    def _add(self, text: str, looks: Iterable[Look]) -> None:
        visible = text.strip()
        if not visible:
            self._space = self._space or text
            return
        self._add_due()
        # Behind the white space of its beginning, and before that of its end, which a line end would drop.
        opening = text.index(visible[0])
        kept = text.rstrip()
        self._pieces.append(kept)
        self._space = text[len(kept) :]
        self._end = _Place(len(self._pieces) - 1, len(kept))
        self.size += len(visible)
        self._mark(_Place(len(self._pieces) - 1, opening), looks)

    def _add_due(self) -> None:
        """Adds the line ends, the separator or the white space that stand before visible text."""
        if not self._pieces:
            pass
        elif self._separators is not None:
            self._separators.append(len(self._pieces))
            self._pieces.append("\n")
            self._runs.clear()
        elif self._line_ends:
            self._pieces.append("\n" * self._line_ends)
            self.lines += 1
        elif self._space:
            self._pieces.append(self._space)
        self._line_ends, self._space, self._separators = 0, "", None

    def _mark(self, start: _Place, looks: Iterable[Look]) -> None:
        """Begins the passages that wait, and begins or lengthens the runs that end in the text just added."""
        for passage in self._waiting:
            if not passage.closed:
                passage.start = start
        self._waiting.clear()
        for look in looks:
            run = self._runs.get(look)
            if run and run.written == self._written and run.line == self.lines:
                passage = run.passage
            else:
                passage = Passage(look)
                passage.start = start
                self._passages.append(passage)
            passage.end = self._end
            self._runs[look] = _Run(passage, self.lines, self._written + 1)
        self._written += 1
