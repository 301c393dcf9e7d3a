"""An OpenDocument text (.odt, ISO/IEC 26300) becomes its readable text, read as a stream of events."""

from collections.abc import Mapping

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.source import Look, Source
from interviews.transcripts.sources.assembly import Assembly, Passage
from interviews.transcripts.sources.document_styles import PLAIN, DocumentStyle, local_name, value
from interviews.transcripts.sources.grid import Grid
from interviews.transcripts.sources.packages import Events, Package

_MIME = b"application/vnd.oasis.opendocument.text"
#: Deleted text that is kept for the record of changes, comments, forms, the numbers of notes, descriptions.
_SKIPPED = frozenset(
    (
        *("tracked-changes", "annotation", "forms", "note-citation", "hidden-text", "title", "desc"),
        *("binary-data", "ruby-text", "list-style", "meta"),
    )
)
#: One number may ask for a million spaces; no text has that many.
_MOST_SPACES = 100
_LOOKS_OF_STYLES: tuple[tuple[str, Look], ...] = (
    ("heading", "heading"),
    ("title", "heading"),
    ("caption", "caption"),
    ("quotation", "quote"),
)


def read_odt(package: Package) -> Source:
    """The text of an OpenDocument text with the look of its passages.

    Bold paragraphs («متى؟») are "strong", headings "heading"; deleted and hidden text is dropped. Notes
    stand behind the text, headers and footers of pages before it. Raises `UndecodableFile`.
    """
    if b"encryption-data" in package.bytes_of("META-INF/manifest.xml"):
        raise UndecodableFile("encrypted_document", "the package's manifest names a key")
    if not package.bytes_of("mimetype").strip().startswith(_MIME) or "content.xml" not in package.names:
        raise UndecodableFile("other_document", "a zip package without an OpenDocument text")
    assembly, notes = Assembly(), Assembly()
    body = _Body(assembly, notes)
    package.read("styles.xml", body)
    package.read("content.xml", body)
    assembly.extend(notes)
    return assembly.source("odt")


class _Body(Events):
    """Reads styles, and the text that stands behind them."""

    def __init__(self, assembly: Assembly, notes: Assembly) -> None:
        self._assembly = assembly
        self._main, self._notes = assembly, notes
        self._styles: dict[str, DocumentStyle] = {}
        self._style_name = ""
        self._skipped = 0
        #: The style of each open element, and the passage that ends with it.
        self._open: list[tuple[DocumentStyle, Passage | None]] = [(PLAIN, None)]
        self._paragraphs = 0
        self._links = 0
        self._grids: list[Grid] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = local_name(tag)
        if (
            self._skipped
            or name in _SKIPPED
            or (name == "section" and value(attributes, "display") == "none")
        ):
            self._skipped += 1
            return
        style = self._open[-1][0]
        look: Look | None = None
        if name == "style":
            self._begin_style(attributes)
        elif name == "text-properties":
            self._set_properties(attributes)
        elif name in ("p", "h"):
            style = self._begin_paragraph(attributes)
            look = "heading" if name == "h" else style.look
        elif name == "span":
            style = style.under(self._styles.get(value(attributes, "style-name"), PLAIN))
        elif name in ("header", "footer", "header-left", "footer-left"):
            look = "boilerplate"
        elif name == "list-item":
            look = "item"
        else:
            self._begin_other(name, attributes, style)
        self._open.append((style, self._assembly.open(look) if look else None))

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        name = local_name(tag)
        _style, passage = self._open.pop()
        if passage:
            self._assembly.close(passage)
        if name in ("p", "h"):
            self._paragraphs -= 1
            self._assembly.end_paragraph()
        elif name == "a":
            self._links -= 1
        elif name == "note":
            self._assembly = self._main
        elif name == "table-cell" and self._grids:
            self._grids[-1].end_cell()
        elif name == "table":
            self._grids.pop().finish()

    def data(self, text: str) -> None:
        """A piece of a paragraph's text: runs of white space are one space, as in HTML."""
        style = self._open[-1][0]
        if self._paragraphs and not self._skipped and not style.hidden:
            self._assembly.write(text, style.run_looks(in_link=self._links > 0))

    def _begin_style(self, attributes: Mapping[str, str]) -> None:
        """A style, or an automatic one for a paragraph's own formatting, has its parent's look."""
        self._style_name = value(attributes, "name")
        parent = self._styles.get(value(attributes, "parent-style-name"), PLAIN)
        name = (value(attributes, "display-name") or self._style_name).lower()[:100]
        look = next((look for word, look in _LOOKS_OF_STYLES if word in name), None)
        self._styles[self._style_name] = parent.under(DocumentStyle(look=look))

    def _set_properties(self, attributes: Mapping[str, str]) -> None:
        """Weight and slant are said apart for scripts such as Arabic: «font-weight-complex»."""
        own = {local_name(key): value for key, value in attributes.items()}
        weights = [own[key] for key in ("font-weight", "font-weight-complex") if key in own]
        slants = [own[key] for key in ("font-style", "font-style-complex") if key in own]
        said = DocumentStyle(
            bold=any(weight == "bold" or "600" <= weight <= "900" for weight in weights) if weights else None,
            emphasis=any(slant in ("italic", "oblique") for slant in slants) if slants else None,
            hidden=own["display"] == "none" if "display" in own else None,
        )
        self._styles[self._style_name] = self._styles.get(self._style_name, PLAIN).under(said)

    def _begin_paragraph(self, attributes: Mapping[str, str]) -> DocumentStyle:
        self._assembly.end_paragraph()
        self._paragraphs += 1
        return self._styles.get(value(attributes, "style-name"), PLAIN)

    def _begin_other(self, name: str, attributes: Mapping[str, str], style: DocumentStyle) -> None:
        if name == "s":
            count = value(attributes, "c")
            spaces = min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 10 else 1
            self._assembly.write_exactly(" " * spaces, style.run_looks(in_link=self._links > 0))
        elif name == "tab":
            self._assembly.write_exactly("\t")
        elif name == "line-break":
            self._assembly.break_line()
        elif name == "a":
            self._links += 1
        elif name == "note":
            self._assembly = self._notes
        elif name == "table":
            self._grids.append(Grid(self._assembly))
        elif name == "table-row" and self._grids:
            self._grids[-1].begin_row()
        elif name == "table-cell" and self._grids:
            self._grids[-1].begin_cell()
