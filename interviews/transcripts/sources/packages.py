"""The zip package of a .docx or .odt file: its parts, unpacked within limits, their XML as events.

A small file can unpack to gigabytes, and XML can name files of the machine or multiply its own text:
nothing is unpacked beyond a limit, definitions of entities are refused, nothing is fetched.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from interviews.transcripts.files import UndecodableCode, UndecodableFile

#: How much is unpacked of one document, in bytes: the text of the longest books takes a tenth of it.
MOST_UNPACKED = 40_000_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)


class Events:
    """What is called for the XML of a part, in order; tags and attributes are «{namespace}name»."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """A document type may define entities that multiply; no word processor writes one."""
        raise UndecodableFile("damaged_document", "a part with a document type")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """A piece of an element's text."""

    def close(self) -> None:
        """The part is over."""


class Package:
    """The parts of a document by their names («word/document.xml»).

    Raises `UndecodableFile`: "damaged_document", "encrypted_document", "too_large", "too_deep".
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except _DAMAGE as error:
            raise UndecodableFile("damaged_document", f"not a whole zip package: {error}") from error
        self._left = MOST_UNPACKED

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part; none for one that is not there."""
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as part:
                # The size in the package's directory is what its maker says; reading ends at the limit.
                data = part.read(self._left + 1)
        except RuntimeError as error:
            raise UndecodableFile("encrypted_document", f"{name}: {error}") from error
        except _DAMAGE as error:
            raise UndecodableFile("damaged_document", f"{name}: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise UndecodableFile("too_large", f"unpacks to more than {MOST_UNPACKED} bytes")
        return data

    def read(self, name: str, events: Events) -> None:
        """Calls `events` for the XML of a part, if it is there."""
        data = self.bytes_of(name)
        if not data:
            return
        parser = etree.XMLParser(
            target=events, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            code: UndecodableCode = "too_deep" if "depth" in str(error) else "damaged_document"
            raise UndecodableFile(code, f"{name}: {error}") from error
