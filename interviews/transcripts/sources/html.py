"""A web page, a fragment of one or a clipboard's HTML becomes its readable text.

libxml2's parser is used as a stream of events: it accepts anything, and takes linear time and little
memory where a tree, or an HTML 5 parser's open elements, grow with the square of the nesting.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from interviews.transcripts.files import Decoded, UndecodableFile, decode_telling
from interviews.transcripts.source import Look, Source
from interviews.transcripts.sources.assembly import Assembly, Passage
from interviews.transcripts.sources.grid import Grid
from interviews.transcripts.sources.page_looks import (
    HIDDEN,
    LINES,
    PARAGRAPHS,
    WHOLE_PAGE,
    Style,
    class_styles,
    guessed_look,
    style,
    sure_look,
    tag_style,
)

_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|t[rdh]|section|article|blockquote|body|html|dl|d[td]|figure|br)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_INLINE_PAIR = re.compile(
    r"<(strong|b|em|a|span|h[1-6])(?:\s[^<>]{0,2000})?>[^<>]{1,2000}</\1>", re.IGNORECASE
)
_BEGINNING = re.compile(
    r"[\s\ufeff]*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s[^<>]*>|<!--StartFragment-->"
    r"|<\?xml[^<>]*>\s*<(?:!doctype html|html))",
    re.IGNORECASE,
)
#: Windows puts offsets and the page's address before the HTML it copies (CF_HTML).
_CLIPBOARD_HEADER = re.compile(r"Version:\d[\d.]*\s+StartHTML:[^<]*", re.IGNORECASE)
#: Without one of these, line ends in the markup are those of the text: editors' fields hold such HTML.
_MAKES_LINES = re.compile(r"<(?:p|div|br|td|li|section|article|body)\b", re.IGNORECASE)

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
#: The encodings that browsers know and that newsrooms of the region used, by the names pages give them.
_ENCODINGS = {
    **dict.fromkeys(("windows-1256", "cp1256", "x-cp1256"), "windows-1256"),
    **dict.fromkeys(("iso-8859-6", "arabic", "asmo-708"), "iso-8859-6"),
    **dict.fromkeys(("windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii"), "windows-1252"),
    **dict.fromkeys(("windows-1254", "iso-8859-9"), "windows-1254"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}

#: Enough of a text to tell by its tags whether it is HTML, in characters.
_SAMPLE = 100_000
#: A menu or a side column is not most of the page; a byline, a date or a title is short (characters).
_MOST_OF_PAGE = 0.8
_SHORT = 300
_LONG_LOOKS: tuple[Look, ...] = ("menu", "boilerplate", "quote")
_CELLS = frozenset({"td", "th", "dt", "dd"})


def is_html(text: str) -> bool:
    """Whether a text is HTML: it begins as a page does, or is full of tags that make lines.

    An article that mentions <b>, or quotes a line of a page's source, is plain text.
    """
    if _BEGINNING.match(text) or _CLIPBOARD_HEADER.match(text):
        return True
    sample = text[:_SAMPLE]
    blocks = sum(1 for _ in _BLOCK_TAG.finditer(sample))
    if blocks > 1 and sample.lstrip("\ufeff \t\r\n").startswith("<"):
        return True
    tags = blocks + sum(2 for _ in _INLINE_PAIR.finditer(sample))
    return tags >= 6 and tags * 1500 >= len(sample)


def decode_page(data: bytes) -> Decoded:
    """The text of a page's bytes: as any text's, and where those leave a doubt as its <meta charset> says.

    Raises `UndecodableFile` as `files.decode` does, and for an encoding that does not fit.
    """
    named = _CHARSET.search(data[:4096])
    encoding = _ENCODINGS.get(named[1].decode("ascii").lower(), "") if named else ""
    try:
        decoded = decode_telling(data)
    except UndecodableFile:
        if not encoding or b"\x00" in data:
            raise
    else:
        if decoded.encoding != "windows-1256" or not encoding:
            return decoded
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        message = f"the page says {encoding}, but is damaged at byte {error.start}"
        raise UndecodableFile("damaged", message, at=error.start, encoding=encoding.upper()) from error


def read_html(markup: str) -> Source:
    """The text that a reader sees of a page, and the look of its passages; any string is accepted.

    «<p><b>متى؟</b></p><p>غداً.</p>» becomes «متى؟\\n\\nغداً.» with a "strong" passage over «متى؟». Scripts and
    what the page hides are no text; menus, side columns and the like are, marked by their look.
    """
    assembly = Assembly()
    add_html(assembly, markup)
    return assembly.source("html")


def add_html(assembly: Assembly, markup: str) -> None:
    """Adds the text of a page or fragment to what is being assembled."""
    markup = _CLIPBOARD_HEADER.sub("", markup, count=1).replace("\x00", "")
    page = _Page(assembly, keeps_lines=not _MAKES_LINES.search(markup))
    # huge_tree lifts limits of depth and length, which a stream does not need.
    parser = etree.HTMLParser(target=page, huge_tree=True, encoding="utf-8", remove_pis=True)
    try:
        etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        # libxml2 calls a document without an element empty; whatever there was has been written.
        page.close()


class _Frame(NamedTuple):
    """An open element: what text in it looks like, and what ends with it."""

    tag: str
    looks: tuple[Look, ...] = ()
    hidden: bool = False
    keeps_lines: bool = False
    block: int = 0
    passage: Passage | None = None


class _Page:
    """The target of the parser's events; see `etree.TreeBuilder` for what is called when."""

    def __init__(self, assembly: Assembly, *, keeps_lines: bool) -> None:
        self._assembly = assembly
        self._frames = [_Frame("", keeps_lines=keeps_lines)]
        self._styles: dict[str, Style] = {}
        self._sheet: list[str] = []
        self._texts: list[str] = []
        self._grids: list[Grid] = []
        self._articles = 0
        self._size_before = assembly.size
        #: Passages whose look is taken back where they cover too much.
        self._doubtful: list[Passage] = []
        #: Open menus, side columns…; a title or the article inside shows that they are none.
        self._around: list[Passage] = []
        self._wrong: list[Passage] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._flush()
        outer = self._frames[-1]
        if outer.hidden or tag in HIDDEN:
            self._frames.append(_Frame(tag, hidden=True))
            return
        # Reading libxml2's attributes costs more than all else, and most elements have none.
        own = self._style(tag, attributes) if attributes else tag_style(tag)
        if own.hidden:
            self._frames.append(_Frame(tag, hidden=True))
            return
        block = 2 if tag in PARAGRAPHS else 1 if tag in LINES or own.block else 0
        self._begin_block(tag, block)
        looks = outer.looks
        if own.bold is not None:
            looks = _changed(looks, "strong", own.bold)
        if own.emphasis is not None:
            looks = _changed(looks, "emphasis", own.emphasis)
        if tag == "a" and "href" in attributes:
            looks = _changed(looks, "link", True)
        passage = self._passage(tag, attributes)
        keeps_lines = outer.keeps_lines or own.keeps_lines or tag == "pre"
        self._frames.append(_Frame(tag, looks, False, keeps_lines, block, passage))

    def end(self, _tag: str) -> None:
        """An element ends; libxml2 ends each that it began, in order."""
        self._flush()
        frame = self._frames.pop()
        if frame.tag == "style":
            self._styles.update(class_styles("".join(self._sheet)))
            self._sheet.clear()
        if frame.passage:
            self._assembly.close(frame.passage)
            if self._around and self._around[-1] is frame.passage:
                self._around.pop()
        if not frame.hidden:
            self._end_block(frame.tag, frame.block)

    def data(self, text: str) -> None:
        """A piece of the innermost element's text; libxml2 hands out each stray «<» as one."""
        self._texts.append(text)

    def comment(self, text: str) -> None:
        """Comments are not shown."""

    def close(self) -> None:
        """The page is over: what is open ends, and looks that cover too much are taken back."""
        while len(self._frames) > 1:
            self.end("")
        most = _MOST_OF_PAGE * (self._assembly.size - self._size_before)
        self._wrong += [
            passage
            for passage in self._doubtful
            if passage.size > (most if passage.look in _LONG_LOOKS else _SHORT)
        ]
        self._assembly.forget(self._wrong)

    def _flush(self) -> None:
        """Writes the text that has come since the last tag."""
        if not self._texts:
            return
        frame, text = self._frames[-1], "".join(self._texts)
        self._texts.clear()
        if frame.tag == "style":
            self._sheet.append(text)
        elif frame.keeps_lines and not frame.hidden:
            self._assembly.write_exactly(text, frame.looks)
        elif not frame.hidden:
            self._assembly.write(text, frame.looks)

    def _style(self, tag: str, attributes: Mapping[str, str]) -> Style:
        declared = style(attributes["style"]) if "style" in attributes else Style()
        if self._styles and "class" in attributes:
            for name in attributes["class"].split():
                declared = _over(self._styles.get(name, Style()), declared)
        hidden = "hidden" in attributes or (tag == "dialog" and "open" not in attributes)
        return _over(tag_style(tag), declared)._replace(hidden=hidden or declared.hidden)

    def _passage(self, tag: str, attributes: Mapping[str, str]) -> Passage | None:
        """The passage that begins with an element, None for one without a look of its own."""
        if self._around and (
            tag == "h1" or tag == "main" or attributes.get("itemprop", "").lower() == "articlebody"
        ):
            self._wrong += self._around
            self._around.clear()
        look = sure_look(tag, attributes, in_article=self._articles > 0)
        sure = look is not None and look not in ("menu", "boilerplate")
        if look is None and attributes and tag not in WHOLE_PAGE:
            look = guessed_look(attributes)
        if look is None:
            return None
        passage = self._assembly.open(look)
        if not sure:
            self._doubtful.append(passage)
        if look in ("menu", "boilerplate"):
            self._around.append(passage)
        return passage

    def _begin_block(self, tag: str, block: int) -> None:
        if tag == "br":
            self._assembly.break_line()
        elif block:
            self._separate(block)
        if tag == "article":
            self._articles += 1
        elif tag in ("table", "dl"):
            self._grids.append(Grid(self._assembly))
        elif self._grids and tag in ("tr", "dt"):
            self._grids[-1].begin_row()
        if self._grids and tag in _CELLS:
            self._grids[-1].begin_cell()

    def _end_block(self, tag: str, block: int) -> None:
        if self._grids and tag in _CELLS:
            self._grids[-1].end_cell()
        if tag in ("table", "dl"):
            self._grids.pop().finish()
        elif tag == "article":
            self._articles -= 1
        if block:
            self._separate(block)

    def _separate(self, block: int) -> None:
        if block == 2:
            self._assembly.end_paragraph()
        else:
            self._assembly.end_line()


def _over(under: Style, style: Style) -> Style:
    """A style with what another says above it."""
    return Style(
        bold=under.bold if style.bold is None else style.bold,
        emphasis=under.emphasis if style.emphasis is None else style.emphasis,
        hidden=style.hidden,
        keeps_lines=style.keeps_lines,
        block=style.block,
    )


def _changed(looks: tuple[Look, ...], look: Look, on: bool | None) -> tuple[Look, ...]:
    if on is None or on == (look in looks):
        return looks
    return (*looks, look) if on else tuple(one for one in looks if one != look)
