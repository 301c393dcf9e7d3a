"""An interview as a PDF to be printed, sent and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from fpdf import FPDF

from interviews.models import Turn

from .plain_text import (
    correction_line,
    listed,
    participant_line,
    published,
    revision_line,
    sample_notice,
    short_address,
    speaker_names,
    topics_line,
    turn_label,
)
from .structured import Record
from .typesetting import Direction, Line, ShapedFont, broken, direction_mark, direction_of, draw

# A4 in points, with the margins of a printed letter.
_WIDTH, _HEIGHT = 595.28, 841.89
_SIDE, _TOP, _BOTTOM = 62.0, 64.0, 74.0
_MEASURE = _WIDTH - 2 * _SIDE

_BLACK, _GREY, _COLOUR = (28, 28, 28), (95, 95, 95), (11, 92, 85)


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    leading: float
    is_bold: bool = False
    colour: tuple[int, int, int] = _BLACK


_TITLE = Style(20, 32, is_bold=True)
_FACTS = Style(10, 17, colour=_GREY)
_BODY = Style(11.5, 20)
_QUESTION = Style(11.5, 20, is_bold=True)
_SPEAKER = Style(9.5, 17, is_bold=True, colour=_COLOUR)
_NOTE = Style(9.5, 16, colour=_GREY)
_EDGE = Style(8, 12, colour=_GREY)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one line of the page; without ``line`` it is a gap, which no page begins with."""

    style: Style
    line: Line | None = None
    height: float = 0
    stays_with_next: bool = False
    is_question: bool = False


def pdf(record: Record) -> bytes:
    """A record of `structured.interview_record` as a PDF.

    The words around the interview are in its own language.
    """
    with translation.override(record["language"]):
        document = _Document(record)
        try:
            return document.written()
        finally:
            document.close()


class _Document:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.direction: Direction = "ltr" if record["language"] == "en" else "rtl"
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.fonts = {}
        for is_bold, style, file in ((False, "", "Vazirmatn-Regular.ttf"), (True, "B", "Vazirmatn-Bold.ttf")):
            font = ShapedFont(self.pdf, "vazirmatn", style, file)
            self.pdf.fonts[font.fontkey] = self.fonts[is_bold] = font

    def written(self) -> bytes:
        self._describe()
        pages = _paginate(list(self._rows()))
        for number, rows in enumerate(pages, start=1):
            self.pdf.add_page()
            self._draw_rows(rows)
            if number > 1:
                self._draw_header()
            self._draw_footer(number, len(pages))
        return bytes(self.pdf.output())

    def close(self) -> None:
        for font in self.fonts.values():
            font.close()

    def _describe(self) -> None:
        record = self.record
        self.pdf.set_title(record["title"])
        self.pdf.set_lang(record["language"])
        if record["outlet"]:
            self.pdf.set_author(record["outlet"])
        if record["topics"]:
            self.pdf.set_keywords(listed(record["topics"]))
        # The same revision is the same file.
        self.pdf.set_creation_date(datetime.fromisoformat(record["updated_at"]))

    # --- What stands where ---------------------------------------------------------------------

    def _rows(self) -> Iterator[Row]:
        record = self.record
        yield from self._paragraphs(record["title"], _TITLE)
        mark = direction_mark(self.direction)
        known = filter(None, (record["outlet"], record["place"], published(record)))
        facts = listed(mark + fact for fact in known)
        yield from self._paragraphs(facts, _FACTS, self.direction)
        yield Row(_BODY, height=8)
        for participant in record["participants"]:
            yield from self._paragraphs(participant_line(participant), _FACTS, self.direction)
        if record["sample"]:
            yield from self._paragraphs(sample_notice(), _NOTE)
        yield Row(_BODY, height=12)
        yield from self._paragraphs(record["lead"], _BODY)
        names = speaker_names(record)
        for turn in record["turns"]:
            yield from self._turn(turn, names)
        if record["closing"].strip():
            yield Row(_BODY, height=14)
            yield from self._paragraphs(record["closing"], _BODY)
        yield Row(_BODY, height=18)
        for correction in record["corrections"]:
            yield from self._paragraphs(correction_line(correction), _NOTE)
        yield from self._paragraphs(topics_line(record), _NOTE, self.direction)
        if record["source_url"]:
            source = _("Source: %(address)s") % {"address": record["source_url"]}
            yield from self._paragraphs(source, _NOTE, self.direction)

    def _turn(self, turn: Record, names: dict[str, str]) -> Iterator[Row]:
        is_question = turn["kind"] == Turn.Kind.QUESTION
        label = turn_label(turn, names)
        if turn["indirect"]:
            label = listed((label, _("reported question")))
        style = _QUESTION if is_question else _BODY
        rows = [*self._paragraphs(label, _SPEAKER, self.direction), *self._paragraphs(turn["text"], style)]
        yield Row(_BODY, height=12 if is_question else 6, stays_with_next=True)
        for number, row in enumerate(rows):
            # At the foot of a page stands no name alone, no single line under it, no question without answer.
            is_last = number == len(rows) - 1
            stays = is_question if is_last else number <= 1
            yield replace(row, stays_with_next=stays, is_question=is_question and bool(row.line))

    def _paragraphs(self, text: str, style: Style, direction: Direction | None = None) -> Iterator[Row]:
        """Each line of a text is a paragraph with a direction of its own."""
        paragraphs = [line for line in text.splitlines() if line.strip()]
        for number, paragraph in enumerate(paragraphs):
            if number:
                yield Row(style, height=style.leading / 4)
            own = direction or direction_of(paragraph, self.direction)
            font = self.fonts[style.is_bold]
            for line in broken(paragraph, font, style.size, _MEASURE, own):
                yield Row(style, line, style.leading)

    # --- On the page ---------------------------------------------------------------------------

    def _draw_rows(self, rows: Sequence[Row]) -> None:
        y = _TOP
        for row in rows:
            if row.line:
                # The base line at two thirds leaves room for marks above and below.
                self._draw(row.line, row.style, y + row.height * 0.68)
            if row.is_question:
                self._draw_bar(y, row.height)
            y += row.height

    def _draw(self, line: Line, style: Style, y: float, *, at_end: bool = False) -> None:
        starts_right = (line.direction == "rtl") != at_end
        x = _WIDTH - _SIDE - line.width if starts_right else _SIDE
        self.pdf.set_font("vazirmatn", "B" if style.is_bold else "", style.size)
        self.pdf.set_text_color(*style.colour)
        draw(self.pdf, self.fonts[style.is_bold], style.size, line, x, y)

    def _draw_bar(self, y: float, height: float) -> None:
        """Beside a question, where its lines begin."""
        self.pdf.set_fill_color(*_COLOUR)
        x = _WIDTH - _SIDE + 8 if self.direction == "rtl" else _SIDE - 10
        self.pdf.rect(x, y, 2, height, style="F")

    def _draw_header(self) -> None:
        lines = broken(self.record["title"], self.fonts[False], _EDGE.size, _MEASURE, self.direction)
        if lines:
            self._draw(lines[0], _EDGE, 40)

    def _draw_footer(self, number: int, total: int) -> None:
        """The footnote: which revision this is, where it is kept, and the page."""
        self.pdf.set_draw_color(*_GREY)
        self.pdf.set_line_width(0.4)
        self.pdf.line(_SIDE, _HEIGHT - 54, _WIDTH - _SIDE, _HEIGHT - 54)
        page = _("Page %(number)d of %(total)d") % {"number": number, "total": total}
        for text, y, at_end in (
            (revision_line(self.record), _HEIGHT - 40, False),
            (page, _HEIGHT - 40, True),
        ):
            for line in broken(text, self.fonts[False], _EDGE.size, _MEASURE, self.direction):
                self._draw(line, _EDGE, y, at_end=at_end)
        address = short_address(self.record)
        for line in broken(address, self.fonts[False], _EDGE.size, _MEASURE, "ltr")[:1]:
            self._draw(line, _EDGE, _HEIGHT - 27, at_end=self.direction == "rtl")
            x = _WIDTH - _SIDE - line.width if self.direction == "rtl" else _SIDE
            self.pdf.link(x, _HEIGHT - 37, line.width, 14, address)


def _paginate(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows by pages; those that stay together move together, unless no page has room for all of them."""
    room = _HEIGHT - _TOP - _BOTTOM
    pages: list[list[Row]] = [[]]
    used = 0.0
    for group in _groups(rows, room):
        height = sum(row.height for row in group)
        if used + height > room:
            pages.append([])
            used = 0.0
        for row in group:
            # No page begins with a gap.
            if row.line or pages[-1]:
                pages[-1].append(row)
                used += row.height
    return pages


def _groups(rows: Sequence[Row], room: float) -> Iterator[list[Row]]:
    group: list[Row] = []
    height = 0.0
    for row in rows:
        if group and height + row.height > room:
            yield group
            group, height = [], 0.0
        group.append(row)
        height += row.height
        if not row.stays_with_next:
            yield group
            group, height = [], 0.0
    if group:
        yield group
