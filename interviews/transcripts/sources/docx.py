"""A Word document (.docx, Office Open XML, ECMA-376) becomes its readable text.

python-docx builds a tree and leaves out notes, text boxes and tracked changes; the document's XML is read
here as a stream of events. Runs are bold by their own properties or by those of their styles.
"""

import re
from collections.abc import Mapping

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.source import Look, Source
from interviews.transcripts.sources.assembly import Assembly, Passage
from interviews.transcripts.sources.document_styles import PLAIN, DocumentStyle, local_name, value
from interviews.transcripts.sources.grid import Grid
from interviews.transcripts.sources.packages import Events, Package

#: Elements whose content Word does not print, or prints a second time for older programs.
_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "sdtPr", "rPrChange", "pPrChange"}
)
#: Elements that stand for text.
_TEXT_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING_STYLE = re.compile(r"heading ?\d|title|subtitle|عنوان", re.IGNORECASE)
_STYLE_LOOKS: tuple[tuple[re.Pattern[str], Look], ...] = (
    (_HEADING_STYLE, "heading"),
    (re.compile("caption|تسمية", re.IGNORECASE), "caption"),
    (re.compile("quote|اقتباس", re.IGNORECASE), "quote"),
)


def read_docx(package: Package) -> Source:
    """The text of a Word document with the look of its passages.

    A paragraph «متى؟» of bold runs is "strong"; deleted and hidden text is dropped, inserted text kept.
    Headers and footers of pages are "boilerplate"; notes stand behind the text. Raises `UndecodableFile`.
    """
    main = next((name for name in ("word/document.xml", "word/document2.xml") if name in package.names), None)
    if main is None:
        raise UndecodableFile("other_document", "a zip package without a Word document")
    styles = _Styles()
    package.read("word/styles.xml", styles)
    assembly = Assembly()
    around = sorted(name for name in package.names if re.fullmatch(r"word/(header|footer)\d*\.xml", name))
    for name in (name for name in around if "header" in name):
        _read_around(assembly, package, name, styles.named)
    package.read(main, _Body(assembly, styles.named))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        package.read(name, _Body(assembly, styles.named))
    for name in (name for name in around if "footer" in name):
        _read_around(assembly, package, name, styles.named)
    return assembly.source("docx")


def _read_around(assembly: Assembly, package: Package, name: str, styles: dict[str, DocumentStyle]) -> None:
    passage = assembly.open("boilerplate")
    package.read(name, _Body(assembly, styles))
    assembly.close(passage)


def _is_on(attributes: Mapping[str, str]) -> bool:
    return value(attributes, "val").lower() not in ("0", "false", "off", "none")


def _with_property(style: DocumentStyle, name: str, attributes: Mapping[str, str]) -> DocumentStyle:
    """A style with a property of runs or paragraphs; «bCs» is bold in scripts such as Arabic."""
    if name in ("b", "bCs"):
        return style._replace(bold=_is_on(attributes) or (name == "bCs" and style.bold))
    if name in ("i", "iCs"):
        return style._replace(emphasis=_is_on(attributes) or (name == "iCs" and style.emphasis))
    if name in ("vanish", "specVanish"):
        return style._replace(hidden=_is_on(attributes))
    if name == "outlineLvl":
        return style._replace(look="heading" if value(attributes, "val") < "9" else style.look)
    if name == "numId" and style.look in (None, "item"):
        return style._replace(look="item" if value(attributes, "val") != "0" else None)
    return style


class _Styles(Events):
    """Reads word/styles.xml: `named` has each style's properties, with those of the style it is based on."""

    def __init__(self) -> None:
        self.named: dict[str, DocumentStyle] = {}
        self._id = ""
        self._own = PLAIN
        self._based_on = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A style begins, or one of its properties."""
        name = local_name(tag)
        if name == "style":
            self._id, self._own, self._based_on = value(attributes, "styleId"), PLAIN, ""
        elif name == "basedOn":
            self._based_on = value(attributes, "val")
        elif name == "name":
            for pattern, look in _STYLE_LOOKS:
                if pattern.search(value(attributes, "val")[:100]):
                    self._own = self._own._replace(look=look)
                    break
        else:
            self._own = _with_property(self._own, name, attributes)

    def end(self, tag: str) -> None:
        """A style ends; Word writes the one it is based on before it."""
        if local_name(tag) == "style":
            self.named[self._id] = self.named.get(self._based_on, PLAIN).under(self._own)


class _Body(Events):
    """Reads the document's paragraphs, or those of its notes, headers and footers."""

    def __init__(self, assembly: Assembly, styles: dict[str, DocumentStyle]) -> None:
        self._assembly = assembly
        self._styles = styles
        self._skipped = 0
        self._in_text = False
        self._properties_of = ""
        #: The paragraphs that are open, one in a text box inside another: their styles and passages.
        self._paragraphs: list[tuple[DocumentStyle, Passage | None]] = []
        self._style = PLAIN
        self._run = PLAIN
        self._grids: list[Grid] = []
        self._links = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = local_name(tag)
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif self._properties_of:
            self._take_property(name, attributes)
        elif name == "pPr" or name == "rPr":
            self._properties_of = name
        elif name == "p":
            self._assembly.end_paragraph()
            self._style = self._run = PLAIN
            self._paragraphs.append((self._style, None))
        elif name == "r":
            self._run = self._style
        elif name == "t":
            self._in_text = True
        elif name == "hyperlink":
            self._links += 1
        elif name in _TEXT_OF:
            self._write(_TEXT_OF[name])
        else:
            self._begin_table(name)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local_name(tag)
        if self._skipped:
            self._skipped -= 1
        elif self._properties_of:
            if name == self._properties_of:
                self._properties_of = ""
                if name == "pPr" and self._style.look and self._paragraphs:
                    self._paragraphs[-1] = (self._style, self._assembly.open(self._style.look))
        elif name == "p":
            self._end_paragraph()
        elif name == "t":
            self._in_text = False
        elif name == "hyperlink":
            self._links -= 1
        else:
            self._end_table(name)

    def data(self, text: str) -> None:
        """A piece of an element's text."""
        if self._in_text:
            self._write(text)

    def close(self) -> None:
        """The part is over."""
        self._assembly.end_paragraph()

    def _write(self, text: str) -> None:
        if not self._run.hidden:
            self._assembly.write_exactly(text, self._run.run_looks(in_link=self._links > 0))

    def _take_property(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._properties_of == "rPr":
            if name == "rStyle":
                self._run = self._run.under(self._styles.get(value(attributes, "val"), PLAIN))
            else:
                self._run = _with_property(self._run, name, attributes)
        elif name == "pStyle":
            self._style = self._styles.get(value(attributes, "val"), PLAIN)
        elif name in ("numId", "outlineLvl"):
            # The properties of runs that stand here are those of the paragraph's mark.
            self._style = _with_property(self._style, name, attributes)

    def _end_paragraph(self) -> None:
        _style, passage = self._paragraphs.pop()
        if passage:
            self._assembly.close(passage)
        self._assembly.end_paragraph()
        self._style = self._run = self._paragraphs[-1][0] if self._paragraphs else PLAIN

    def _begin_table(self, name: str) -> None:
        if name == "tbl":
            self._grids.append(Grid(self._assembly))
        elif name == "tr" and self._grids:
            self._grids[-1].begin_row()
        elif name == "tc" and self._grids:
            self._grids[-1].begin_cell()

    def _end_table(self, name: str) -> None:
        if name == "tc" and self._grids:
            self._grids[-1].end_cell()
        elif name == "tbl":
            self._grids.pop().finish()
