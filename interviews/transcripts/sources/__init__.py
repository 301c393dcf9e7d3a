"""How does a file, or what was copied from a page, become text with the look of its passages?

What something is, its content says before its name: a .txt that holds a page's source is HTML. Plain text
stays as it is, character for character; an article that mentions <b> or begins its lines with «- », «> »
or «* » is plain text. White space and lines of the other formats: see `assembly`.

No text holds a null character (PostgreSQL stores none) or half a character: plain text and JSON with one
are refused, HTML drops null characters as browsers do, and the XML of documents cannot hold any.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.source import Source
from interviews.transcripts.sources.html import decode_page, is_html, read_html
from interviews.transcripts.sources.markdown import is_markdown, read_markdown
from interviews.transcripts.sources.signatures import refuse_other_formats

_HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
#: What names of files that are read end in.
SUFFIXES = (".txt", *_HTML, *_MARKDOWN)

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(data: bytes, name: str = "") -> Source:
    """The text of a file of any kind that is read here; `name` («حوار.md») counts where the content is open.

    Raises `UndecodableFile`, whose `code` says why, for what holds no text that can be read.
    """
    refuse_other_formats(data)
    decoded = decode_page(data)
    return replace(read_text(decoded.text, name), encoding=decoded.encoding)


def read_text(text: str, name: str = "") -> Source:
    """The text of what was pasted: plain text as it is, or the text of HTML.

    «س: متى؟\\nج: غداً.» stays what it is; «<p>متى؟</p><p>غداً.</p>» becomes two paragraphs. Raises
    `UndecodableFile` for null and half characters, and where there is no text inside the markup.
    """
    if _SURROGATE.search(text):
        raise UndecodableFile("lone_surrogate", "the text contains a lone surrogate")
    source = _reader(text, PurePath(name).suffix.lower())(text)
    if "\x00" in source.text:
        raise UndecodableFile("null_character", "the text contains a null character")
    if source.media != "text" and not source.text.strip():
        raise UndecodableFile("no_text", f"there is no text in this {source.media}")
    return source


def _reader(text: str, suffix: str) -> Callable[[str], Source]:
    if suffix in _HTML or is_html(text):
        return read_html
    if suffix in _MARKDOWN or is_markdown(text):
        return read_markdown
    return Source
