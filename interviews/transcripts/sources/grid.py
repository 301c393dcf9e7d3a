"""The cells of a table, or the terms and texts of a list of definitions, come out as readable lines.

«س | متى؟» under «ج | غداً.» is a speaker's column beside a text's and becomes «س: متى؟»; short cells stand
on one line with tabs between; cells that hold paragraphs (a page laid out with tables) begin lines.
"""

from dataclasses import dataclass, field

from interviews.transcripts.sources.assembly import Assembly

#: A cell that may say who speaks, and one that may stand beside others on a line, in characters.
_LONGEST_LABEL = 40
_LONGEST_BESIDE = 80
_COLONS = (":", "：")


@dataclass(slots=True)
class _Cell:
    size: int
    lines: int
    text: str


@dataclass(slots=True)
class _Row:
    cells: list[_Cell] = field(default_factory=list)
    separators: list[int] = field(default_factory=list)


class Grid:
    """Rows and cells in reading order; what stands between cells is decided at the end of the table."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._rows: list[_Row] = []
        self._cell_from: tuple[int, int, int] | None = None

    def begin_row(self) -> None:
        """What follows are the cells of the next row."""
        self._rows.append(_Row())
        self._assembly.end_line()

    def begin_cell(self) -> None:
        """Until `end_cell`, text belongs to the next cell of the row."""
        if not self._rows:
            self.begin_row()
        row = self._rows[-1]
        if row.cells:
            self._assembly.separate(row.separators)
        self._cell_from = (self._assembly.next_piece, self._assembly.size, self._assembly.lines)

    def end_cell(self) -> None:
        """The cell is over; an empty one leaves nothing."""
        if self._cell_from is None:
            return
        piece, size, lines = self._cell_from
        self._cell_from = None
        size = self._assembly.size - size
        if not size:
            self._assembly.separate(None)
        else:
            text = self._assembly.pieces_since(piece).strip() if size <= _LONGEST_LABEL else ""
            # The first text of a cell but the row's first stands behind a separator, which is no line end.
            first = 0 if self._rows[-1].cells else 1
            self._rows[-1].cells.append(_Cell(size, self._assembly.lines - lines - first, text))

    def finish(self) -> None:
        """Decides what stands between the cells."""
        self.end_cell()
        has_speakers = self._has_speakers()
        for row in self._rows:
            beside = all(cell.lines <= 0 and cell.size <= _LONGEST_BESIDE for cell in row.cells)
            for separator, cell in zip(row.separators, row.cells, strict=False):
                if has_speakers:
                    between = " " if cell.text.endswith(_COLONS) else ": "
                else:
                    between = "\t" if beside else "\n"
                self._assembly.replace_separator(separator, between)

    def _has_speakers(self) -> bool:
        """Whether the first of two columns says who speaks: short cells, some of them again and again."""
        rows = [row.cells for row in self._rows if row.cells]
        labels = [cells[0].text for cells in rows]
        return (
            len(rows) > 1
            and all(len(cells) == 2 and cells[0].lines <= 0 for cells in rows)
            and all(0 < len(label) <= _LONGEST_LABEL for label in labels)
            and (len(set(labels)) < len(labels) or all(label.endswith(_COLONS) for label in labels))
        )
