"""How does a file, or what was copied from a page, become text with the look of its passages?

What something is, its content says before its name: a .txt that holds a page's source is HTML. Plain text
stays as it is, character for character; an article that mentions <b> or begins its lines with «- », «> »
or «* » is plain text. White space and lines of the other formats: see `assembly`.

No text holds a null character (PostgreSQL stores none) or half a character: plain text and JSON with one
are refused, HTML drops null characters as browsers do, and the XML of documents cannot hold any.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.source import Source
from interviews.transcripts.sources.docx import read_docx
from interviews.transcripts.sources.html import decode_page, is_html, read_html
from interviews.transcripts.sources.json import read_json
from interviews.transcripts.sources.markdown import is_markdown, read_markdown
from interviews.transcripts.sources.odt import read_odt
from interviews.transcripts.sources.packages import Package
from interviews.transcripts.sources.signatures import refuse_other_formats
from interviews.transcripts.sources.subtitles import is_subtitles, read_subtitles

_HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_SUBTITLES = (".srt", ".vtt")
_JSON = (".json",)
#: What names of files that are read end in.
SUFFIXES = (".txt", *_HTML, *_MARKDOWN, ".docx", ".odt", *_SUBTITLES, *_JSON)
#: Documents of kinds that are refused, in words that say what to do instead.
REFUSED_SUFFIXES = (".doc", ".pdf", ".rtf")

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(data: bytes, name: str = "") -> Source:
    """The text of a file of any kind that is read here; `name` («حوار.md») counts where the content is open.

    Raises `UndecodableFile`, whose `code` says why, for what holds no text that can be read.
    """
    refuse_other_formats(data)
    if data.startswith(b"PK\x03\x04"):
        return _checked(_read_package(Package(data)))
    decoded = decode_page(data)
    return replace(read_text(decoded.text, name), encoding=decoded.encoding)


def read_text(text: str, name: str = "") -> Source:
    """The text of what was pasted: plain text as it is, or that of HTML, Markdown, subtitles, JSON.

    «س: متى؟\\nج: غداً.» stays what it is; «<p>متى؟</p><p>غداً.</p>» becomes two paragraphs. Raises
    `UndecodableFile` for null and half characters, and where there is no text inside the markup.
    """
    _refuse_half_characters(text)
    suffix = PurePath(name).suffix.lower()
    if suffix in _JSON:
        return _checked(read_json(text))
    if text[:1000].lstrip()[:1] in ("{", "["):
        # «{ متى؟» is no JSON, but the mark of a text.
        with suppress(UndecodableFile):
            return _checked(read_json(text))
    return _checked(_reader(text, suffix)(text))


def _reader(text: str, suffix: str) -> Callable[[str], Source]:
    if suffix in _SUBTITLES or is_subtitles(text):
        return read_subtitles
    if suffix in _HTML or is_html(text):
        return read_html
    if suffix in _MARKDOWN or is_markdown(text):
        return read_markdown
    return Source


def _read_package(package: Package) -> Source:
    return read_docx(package) if "[Content_Types].xml" in package.names else read_odt(package)


def _checked(source: Source) -> Source:
    _refuse_half_characters(source.text)
    if "\x00" in source.text:
        raise UndecodableFile("null_character", "the text contains a null character")
    if source.media != "text" and not source.text.strip():
        raise UndecodableFile("no_text", f"there is no text in this {source.media}")
    return source


def _refuse_half_characters(text: str) -> None:
    if _SURROGATE.search(text):
        raise UndecodableFile("lone_surrogate", "the text contains a lone surrogate")
