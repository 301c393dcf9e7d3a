"""The bytes of a text file become its text, whichever of four encodings the newsroom's programs used.

How the encoding is told, in this order:

1. A byte order mark names UTF-8 or UTF-16; bytes that then do not fit are an error, never guessed at.
2. Bytes that are valid UTF-8 are UTF-8: a text in Windows-1256 with even a few Arabic words practically
   never is, since every letter above 0x7F would have to form a legal sequence with its neighbours.
3. UTF-16 without a mark shows in the high bytes: letters of one script share theirs (Arabic 0x06,
   Latin and spaces 0x00), always on the same side. Both byte orders are tried; the one whose text is
   made of letters, spaces and punctuation is taken.
4. Windows-1256 assigns a character to every byte, so decoding always "succeeds"; the letters decide.
   Arabic prose is more than half Arabic letters, and alef and lam are by far the most frequent (about
   13% and 12% of the letters in news text); UTF-8 read as Windows-1256 is full of «ط» and «ظ» (0xD8 and
   0xD9, the lead bytes of Arabic in UTF-8), a picture or an archive of control characters.

What passes none of these tests is `UndecodableFile`: a wrong guess would store gibberish for ever.
"""

import codecs
import unicodedata
from collections import Counter
from typing import Literal, NamedTuple

#: Enough of a text to judge its letters by, in characters.
_SAMPLE = 20_000
#: The basic letters of the Arabic block as Windows-1256 can write them.
_ARABIC_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگٹڈڑںھہےک")
_WHITE_CONTROLS = frozenset("\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f\x85")


#: Why a file gives no text. Those of the first block are told by `decode`, the others by `sources`;
#: "damaged" concerns a file whose byte order mark names its encoding.
UndecodableCode = Literal[
    "control_characters",
    "damaged_utf_8",
    "unknown_encoding",
    "utf_32",
    "damaged",
    "null_characters",
    "binary_or_cut",
    "binary",
    #
    "damaged_document",
    "damaged_json",
    "encrypted_document",
    "null_character",
    "lone_surrogate",
    "no_text",
    "old_word",
    "other_document",
    "pdf",
    "picture",
    "rtf",
    "sound_or_film",
    "too_deep",
    "too_large",
    "unknown_json",
]


class UndecodableFile(ValueError):
    """No text can be read: the bytes are none, or a document that is damaged or not read here.

    `code` says why, for messages to editors; the exception's own text says it in English, for logs. `at`
    is the byte, counted from 0, that first did not fit and `encoding` the name of the encoding that the
    byte order mark promises («UTF-16-LE»); None and empty where the code does not need them.
    """

    def __init__(
        self, code: UndecodableCode, message: str, *, at: int | None = None, encoding: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.at = at
        self.encoding = encoding


class Decoded(NamedTuple):
    """A file's text and the encoding its bytes are in («utf-8», «windows-1256»)."""

    text: str
    encoding: str


def decode(data: bytes) -> str:
    """The text of a file's bytes, without a byte order mark and with its line ends as they are.

    Raises `UndecodableFile` for a picture, an archive, a damaged or cut text. An empty file is "".

    >>> decode("س: متى؟".encode("cp1256"))
    'س: متى؟'
    """
    return decode_telling(data).text


def decode_telling(data: bytes) -> Decoded:
    """As `decode`, and which encoding it was: «utf-8», «utf-16-le», «utf-16-be», «windows-1256»."""
    marked = _decode_marked(data)
    if marked is not None:
        return marked
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_without_mark(data, error)
    if "\x00" in text:
        return _decode_utf16_without_mark(data)
    if _control_share(text) > 0.05:
        raise UndecodableFile("control_characters", "the file holds control characters, not text")
    return Decoded(text, "utf-8")


def _decode_without_mark(data: bytes, damage: UnicodeDecodeError) -> Decoded:
    """The text of bytes that are not UTF-8, as `damage` says: UTF-16 or Windows-1256."""
    if b"\x00" in data:
        return _decode_utf16_without_mark(data)
    text = data.decode("cp1256")
    code = _why_not_arabic(text)
    if code:
        raise UndecodableFile(
            code,
            f"not UTF-8 (byte {damage.start}: {damage.reason}) and not Windows-1256 ({code})",
            at=damage.start,
        ) from damage
    return Decoded(text, "windows-1256")


def _decode_marked(data: bytes) -> Decoded | None:
    """The text of a file with a byte order mark, None for one without."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UndecodableFile("utf_32", "UTF-32 is not supported; save the file as UTF-8")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                at = error.start + len(mark)
                message = f"marked as {encoding.upper()}, but damaged at byte {at}"
                raise UndecodableFile("damaged", message, at=at, encoding=encoding.upper()) from error
            if "\x00" in text:
                message = f"marked as {encoding.upper()}, but holds NUL characters"
                raise UndecodableFile("null_characters", message, encoding=encoding.upper())
            return Decoded(text, encoding)
    return None


def _decode_utf16_without_mark(data: bytes) -> Decoded:
    """The text of UTF-16 bytes of unknown order. Text has few NULs on one side only; binaries on both."""
    if len(data) % 2:
        message = "the file holds NUL bytes and an odd number of bytes: a binary or a cut UTF-16"
        raise UndecodableFile("binary_or_cut", message)
    best, best_share = Decoded("", ""), 0.0
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _newsprint_share(text)
        if share > best_share:
            best, best_share = Decoded(text, encoding), share
    if best_share < 0.9 or "\x00" in best.text:
        raise UndecodableFile("binary", "the file holds NUL bytes and is no UTF-16 text: a binary file")
    return best


def _newsprint_share(text: str) -> float:
    """How much of a text is what newspapers print: letters of Arabic and Latin, digits, spaces, points.

    Swapping the bytes of UTF-16 turns Arabic into scattered characters of other blocks, mostly outside.
    """
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    printed = sum(
        1
        for character in sample
        if "\u0020" <= character <= "\u024f"
        or "\u0600" <= character <= "\u06ff"
        or "\u2000" <= character <= "\u206f"
        or "\ufb50" <= character <= "\ufdff"
        or "\ufe70" <= character <= "\ufeff"
        or character in _WHITE_CONTROLS
    )
    return printed / len(sample)


def _control_share(text: str) -> float:
    """The share of control characters that no text holds, 0 to 1."""
    sample = text[:_SAMPLE]
    controls = sum(
        1
        for character in sample
        if character not in _WHITE_CONTROLS and unicodedata.category(character) == "Cc"
    )
    return controls / len(sample) if sample else 0.0


def _why_not_arabic(text: str) -> UndecodableCode | None:
    """Why a text read as Windows-1256 is none, None when its letters are those of Arabic prose."""
    if _control_share(text) > 0.01:
        return "control_characters"
    letters = [character for character in text[:_SAMPLE] if unicodedata.category(character).startswith("L")]
    foreign = [character for character in letters if not character.isascii()]
    arabic = Counter(character for character in foreign if character in _ARABIC_LETTERS)
    total = arabic.total()
    if total < 0.9 * len(foreign) or not total:
        return "unknown_encoding"
    if arabic["ط"] + arabic["ظ"] > 0.25 * total:
        return "damaged_utf_8"
    most_frequent = sum(arabic[letter] for letter in "اليمونةرهت")
    if total >= 30 and (most_frequent < 0.35 * total or not arabic["ا"] or not arabic["ل"] + arabic["ی"]):
        return "unknown_encoding"
    return None
