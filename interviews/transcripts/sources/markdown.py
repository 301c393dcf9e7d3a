"""Markdown becomes its readable text: CommonMark as interviews use it, lenient where authors are.

Of the parsers that exist, none reads 5 MB in a few seconds, and they drop what is nested deeply. Two
liberties are taken: a line end stays one (labels begin lines), and the marks of lists stay in the text, since
«- » and «1. » may part questions from answers.
"""

import html
import re

from interviews.transcripts.source import Look, Source
from interviews.transcripts.sources.assembly import Assembly
from interviews.transcripts.sources.grid import Grid

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>\S.*?)(?:[ \t]+#+)?[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*\Z")
_TABLE_RULE = re.compile(r"[ \t]*\|[ \t:|-]+\|[ \t]*\Z")
#: The address of a link, given apart. «[سعاد]: نعم» is a label.
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:[ \t]*<?(?:https?:|mailto:|www\.|[/#.])\S")

#: What may be more than text inside a line: escapes, code, brackets of links, marks of emphasis, <br>.
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|`(?P<code>[^`\n]+)`|(?P<image>!\[[^\[\]\n]*\]\([^()\s]*\))"
    r"|(?P<open>\[)|(?P<close>\](?:\([^()\s]*(?:\s\"[^\"\n]*\")?\)|\[[^\[\]\n]*\])?)"
    r"|<(?P<address>https?://[^<>\s]+)>|(?P<tag></?[a-z]{1,10}[ \t]*/?>)|(?P<mark>\*{1,3}|_{1,3})",
    re.IGNORECASE,
)
_MARKS: dict[int, tuple[Look, ...]] = {1: ("emphasis",), 2: ("strong",), 3: ("strong", "emphasis")}

_BOLD_LINE = re.compile(r"^[ \t]*(\*\*|__)(?=\S)[^*_\n]{2,1000}(?<=\S)\1[ \t:؟?]*$", re.MULTILINE)
_HEADING_LINE = re.compile(r"^#{1,6} [^\s#]", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]\n]{1,300}\]\(https?://[^()\s]{1,2000}\)")
#: Enough of a text to tell whether it is Markdown, in characters.
_SAMPLE = 100_000


def is_markdown(text: str) -> bool:
    """Whether a text without a name is Markdown beyond doubt.

    Three lines wholly between `**`, or two headings beside such a line or a link. «* متى؟ - غداً.», «> » and
    «- » before speakers are the marks of plain text.
    """
    sample = text[:_SAMPLE]
    bold = sum(1 for _ in _BOLD_LINE.finditer(sample))
    headings = sum(1 for _ in _HEADING_LINE.finditer(sample))
    return bold >= 3 or (headings >= 2 and (bold > 0 or bool(_LINK.search(sample))))


def read_markdown(text: str) -> Source:
    """The text of Markdown with the look of its passages; any string is accepted.

    «**متى؟**\\n\\nغداً.» becomes «متى؟\\n\\nغداً.» with a "strong" passage. Marks without a partner stay text.
    """
    document = _Document()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        document.add(line)
    document.end()
    return document.assembly.source("markdown")


class _Document:
    """Takes the lines of Markdown; those of one paragraph are kept until it ends."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self._lines: list[str] = []
        self._look: Look | None = None
        self._grid: Grid | None = None
        self._in_code = False

    def add(self, line: str) -> None:
        """Takes the next line."""
        if _FENCE.match(line):
            self.end()
            self._in_code = not self._in_code
        elif self._in_code:
            self.assembly.write_exactly(line)
            self.assembly.break_line()
        elif not line.strip():
            self.end()
        elif not _DEFINITION.match(line):
            self._add_text(line)

    def end(self) -> None:
        """Ends the paragraph."""
        self._write()
        if self._grid:
            self._grid.finish()
            self._grid = None
        self.assembly.end_paragraph()

    def _add_text(self, line: str) -> None:
        look: Look | None = None
        if quote := _QUOTE.match(line):
            look, line = "quote", line[quote.end() :]
        if heading := _HEADING.match(line):
            self.end()
            self._lines, self._look = [heading["text"]], "heading"
            self.end()
        elif self._lines and self._look is None and _UNDERLINE.match(line):
            self._look = "heading"
            self.end()
        elif _TABLE_ROW.match(line):
            self._add_row(line)
        else:
            if look != self._look or _ITEM.match(line):
                self._write()
                self._look = look or ("item" if _ITEM.match(line) else None)
            self._lines.append(line)

    def _add_row(self, line: str) -> None:
        self._write()
        if _TABLE_RULE.match(line):
            return
        self._grid = self._grid or Grid(self.assembly)
        self._grid.begin_row()
        for cell in filter(str.strip, line.split("|")):
            self._grid.begin_cell()
            _write_inline(self.assembly, cell.strip())
            self._grid.end_cell()

    def _write(self) -> None:
        passage = self.assembly.open(self._look) if self._look and self._lines else None
        self.assembly.end_line()
        _write_inline(self.assembly, "\n".join(self._lines))
        if passage:
            self.assembly.close(passage)
        self._lines, self._look = [], None
        self.assembly.end_line()


def _write_inline(assembly: Assembly, text: str) -> None:
    """Writes a paragraph's text without the marks that have a partner."""
    if not _INLINE.search(text):
        assembly.write_exactly(html.unescape(text))
        return
    pieces, changes = _Inline(text).read()
    depth: dict[Look, int] = {}
    written = 0
    for place in (*sorted(changes), len(pieces)):
        looks = [look for look, count in depth.items() if count]
        assembly.write_exactly(html.unescape("".join(pieces[written:place])), looks)
        written = place
        for look, step in changes.get(place, ()):
            depth[look] = depth.get(look, 0) + step


class _Inline:
    """Parts a paragraph at its marks: one becomes a beginning or an end when its partner is found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._changes: dict[int, list[tuple[Look, int]]] = {}
        #: The pieces that are brackets not closed yet, and of each kind of mark the last that is open: its
        #: piece and its end. A mark that was opened inside what has been closed since has no partner.
        self._brackets: list[int] = []
        self._marks: dict[str, tuple[int, int]] = {}

    def read(self) -> tuple[list[str], dict[int, list[tuple[Look, int]]]]:
        """The pieces of text, and the looks that begin (1) and end (-1) before the piece of a number."""
        position = 0
        for found in _INLINE.finditer(self._text):
            self._pieces.append(self._text[position : found.start()])
            position = found.end()
            self._pieces.append(self._read(found))
        self._pieces.append(self._text[position:])
        return self._pieces, self._changes

    def _read(self, found: re.Match[str]) -> str:
        """The text that stays of a mark."""
        kind, place = found.lastgroup, len(self._pieces)
        if kind in ("escaped", "code", "address"):
            return found[kind]
        if kind == "image":
            return ""
        if kind == "tag":
            return "\n" if found[0].lower().startswith("<br") else ""
        if kind == "open":
            self._brackets.append(place)
            return found[0]
        if kind == "close":
            opening = self._brackets.pop() if self._brackets else None
            return self._pair(opening, place, ("link",)) if opening and found[0] != "]" else found[0]
        return self._read_mark(found, place)

    def _read_mark(self, found: re.Match[str], place: int) -> str:
        mark = found[0]
        before, after = (
            self._text[found.start() - 1 : found.start()],
            self._text[found.end() : found.end() + 1],
        )
        # «a_b» and «2 * 3» are no emphasis; a mark that closes stands behind text, one that opens before it.
        if mark[0] == "_" and before.isalnum() and after.isalnum():
            return mark
        opening, end = self._marks.get(mark, (0, 0))
        if opening and before.strip() and end < found.start():
            self._marks = {other: where for other, where in self._marks.items() if where[0] < opening}
            return self._pair(opening, place, _MARKS[len(mark)])
        if after.strip():
            self._marks[mark] = (place, found.end())
        return mark

    def _pair(self, opening: int, closing: int, looks: tuple[Look, ...]) -> str:
        self._pieces[opening] = ""
        self._changes.setdefault(opening, []).extend((look, 1) for look in looks)
        self._changes.setdefault(closing, []).extend((look, -1) for look in looks)
        return ""
