"""A quotation as a picture to be passed on: its words, who says them, where and when.

Arabic must be shaped (letters joined, marks placed) and put into the order in which it is drawn. Pillow does
both with RAQM; RAQM needs a library of the system (libfribidi) and Pillow goes without it silently. Then
`arabic-reshaper` and `python-bidi` do it beforehand. What goes to RAQM is never reshaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Protocol

import uharfbuzz
from arabic_reshaper import ArabicReshaper
from arabic_reshaper.letters import LETTERS_ARABIC_V2, LETTERS_KURDISH
from arabic_reshaper.ligatures import LIGATURES
from bidi.algorithm import get_display
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from PIL import Image, ImageDraw, ImageFont, features

from interviews.arabic.letters import SHADDA
from interviews.models import Interview

from .citations import Quotation
from .typesetting import Direction, direction_mark, direction_of

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = FONTS / "Vazirmatn-Regular.ttf", FONTS / "Vazirmatn-Bold.ttf"

#: The archive's own ground, for outlets that have no colour.
GROUND = "#0b5c55"
# One of these has a contrast of at least 4.5 on any ground (WCAG 2.2, 1.4.3).
LIGHT, DARK = "#ffffff", "#000000"

#: More characters than this are no card but a page: a reader is told so.
MOST_CHARACTERS = 420
LARGEST, SMALLEST = 84, 22
# Of the size of the letters: room for marks above and below.
LINE_HEIGHT = 1.6
MARGIN = 72
FOOT = 26

# To be counted up when cards come to look otherwise: their addresses change with it.
DESIGN = 2

# A letter with its marks, which no line break parts; two letters that are joined may be parted.
_CLUSTER = re.compile(r"\S[\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f\u200c\u200d]*")

_LAM_ALEF = {
    f"ARABIC LIGATURE LAM WITH ALEF{hamza}"
    for hamza in ("", " WITH HAMZA ABOVE", " WITH HAMZA BELOW", " WITH MADDA ABOVE")
}
# The places of the font's Kurdish forms are of no script, and would be drawn from left to right: while a line
# is put in order, ligatures that the font lacks stand for them.
_TO_ARABIC = {0xE000 + number: 0xFC00 + number for number in range(10)}
_FROM_ARABIC = {stand_in: form for form, stand_in in _TO_ARABIC.items()}
# Combining classes of the marks below a letter: tanween of kasra, kasra, and others.
_BELOW = (29, 32, 220)

# Zero-width letters that Arabic script writes with; all other characters that cannot be seen are left out.
_JOINERS = "\u200c\u200d"


class Shape(StrEnum):
    #: As networks show a linked page.
    WIDE = "wide"
    SQUARE = "square"

    @property
    def size(self) -> tuple[int, int]:
        """Pixels: width and height."""
        return (1200, 630) if self is Shape.WIDE else (1080, 1080)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; nothing else goes into the picture."""

    #: The quotation with its quotation marks, or a title.
    words: str
    speaker: str
    office: str
    #: Outlet and date; of a sample, that it is one.
    source: str
    #: Whose card this is: the archive's name and address.
    archive: str
    colour: str
    language: str


def quotation_card(quotation: Quotation, site: str) -> Card:
    """The card of words, in the language of their interview, whoever looks at it."""
    language = quotation.interview.language
    opening, closing = ("“", "”") if language == "en" else ("«", "»")
    words = f"{opening}{drawable(quotation.line)}{closing}"
    return _card(quotation.interview, words, quotation.speaker(language), quotation.office, site)


def interview_card(interview: Interview, site: str) -> Card:
    """The card of an interview: its title and its guests. ``interview`` is read `for_listing`."""
    with override(interview.language):
        comma = gettext(", ")
    guests = comma.join(guest.name_in_text for guest in interview.guests)
    return _card(interview, drawable(interview.title), guests, "", site)


def _card(interview: Interview, words: str, speaker: str, office: str, site: str) -> Card:
    outlet = interview.outlet
    with override(interview.language):
        day = date_format(interview.published_on) if interview.published_on else ""
        archive = gettext("Interview archive")
        # What was invented to show the archive must not be passed on as said.
        sample = gettext("sample") if interview.is_sample else ""
    outlet_name = drawable(outlet.entity.name_in(interview.language)) if outlet else ""
    # Else the number of the day would run with a Latin name before it, and away from its month.
    mark = direction_mark(_direction_in(interview.language))
    host = site.partition("://")[2] or site
    return Card(
        words,
        drawable(speaker),
        drawable(office),
        " · ".join(part for part in (outlet_name, day and mark + day, sample) if part),
        f"{archive} · {host}",
        (outlet.colour if outlet else "") or GROUND,
        interview.language,
    )


def drawable(text: str) -> str:
    """A text without what no card can show: control characters, directions, emoji, lines.

    Letters, digits and punctuation all stay; whether the font has them says `missing`.
    """
    text = unicodedata.normalize("NFC", text)
    kept = (c if c in _JOINERS or not _is_left_out(c) else " " if c.isspace() else "" for c in text)
    return " ".join("".join(kept).split())


def _is_left_out(character: str) -> bool:
    if ord(character) in _known():
        return unicodedata.category(character) in ("Cc", "Cf")
    # Symbols and selectors of variants, but no letters: a word must not lose one.
    return unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk") or (
        0xFE00 <= ord(character) <= 0xFE0F
    )


def missing(text: str) -> str:
    """The characters of a `drawable` text that the font lacks, such as «ж»; a card would misquote it."""
    return "".join(sorted({c for c in text if ord(c) not in _known() and not c.isspace()}))


@cache
def _known() -> frozenset[int]:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(REGULAR)))
    return frozenset(face.unicodes)


# --- Letters -----------------------------------------------------------------------------------------


class Wording(NamedTuple):
    """The language of a text, and the direction of all its lines: one may begin with a word of another."""

    language: str
    direction: Direction

    @classmethod
    def of(cls, text: str, language: str) -> Wording:
        """As most words of the text run, else as the language: «NATO قالت إن الحلف باق» to the left."""
        return cls(language, direction_of(text, _direction_in(language)))


def _direction_in(language: str) -> Direction:
    return "ltr" if language == "en" else "rtl"


class Shaper(Protocol):
    """How text is measured and drawn: with RAQM or without."""

    def font(self, path: Path, size: int) -> ImageFont.FreeTypeFont: ...

    def width(self, text: str, font: ImageFont.FreeTypeFont, wording: Wording) -> float: ...

    def draw(
        self,
        canvas: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        font: ImageFont.FreeTypeFont,
        colour: str,
        wording: Wording,
        anchor: str,
    ) -> None: ...


class RaqmShaper:
    """Pillow with RAQM shapes and orders by itself."""

    def font(self, path: Path, size: int) -> ImageFont.FreeTypeFont:
        return _font(path, size, ImageFont.Layout.RAQM)

    def width(self, text: str, font: ImageFont.FreeTypeFont, wording: Wording) -> float:
        return font.getlength(text, direction=wording.direction, language=wording.language)

    def draw(
        self,
        canvas: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        font: ImageFont.FreeTypeFont,
        colour: str,
        wording: Wording,
        anchor: str,
    ) -> None:
        canvas.text(at, text, colour, font, anchor, direction=wording.direction, language=wording.language)


class ReshapingShaper:
    """Without RAQM: joined forms for letters, then the order in which they are drawn; marks one by one."""

    def font(self, path: Path, size: int) -> ImageFont.FreeTypeFont:
        return _font(path, size, ImageFont.Layout.BASIC)

    def width(self, text: str, font: ImageFont.FreeTypeFont, wording: Wording) -> float:
        return font.getlength(
            "".join(letter for letter, _marks in _in_drawing_order(text, wording.direction))
        )

    def draw(
        self,
        canvas: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        font: ImageFont.FreeTypeFont,
        colour: str,
        wording: Wording,
        anchor: str,
    ) -> None:
        letters = _in_drawing_order(text, wording.direction)
        line = "".join(letter for letter, _marks in letters)
        left, base = at[0] - (font.getlength(line) if anchor == "rs" else 0), at[1]
        canvas.text((left, base), line, colour, font, "ls")
        for number, (letter, marks) in enumerate(letters):
            if marks:
                begin = font.getlength(line[:number])
                middle = left + (begin + font.getlength(line[: number + 1])) / 2
                _draw_marks(canvas, (middle, base), letter, marks, font, colour)


def _draw_marks(
    canvas: ImageDraw.ImageDraw,
    at: tuple[float, float],
    letter: str,
    marks: str,
    font: ImageFont.FreeTypeFont,
    colour: str,
) -> None:
    """The marks of a letter above or below its middle, each outside of the one before."""
    gap = font.size / 16
    _left, top, _right, bottom = _ink(letter, font)
    # In the order of Unicode a vowel comes before the shadda on which it stands.
    for mark in sorted(marks, key=lambda mark: mark != SHADDA):
        left, highest, right, lowest = _ink(mark, font)
        if unicodedata.combining(mark) in _BELOW:
            shift = max(0, bottom + gap - highest)
            bottom = lowest + shift
        else:
            shift = min(0, top - gap - lowest)
            top = highest + shift
        canvas.text((at[0] - (left + right) / 2, at[1] + shift), mark, colour, font, "ls")


def _ink(letter: str, font: ImageFont.FreeTypeFont) -> tuple[int, int, int, int]:
    """Where a letter blackens the paper, from its origin; Pillow's own box takes the origin in."""
    mask, (x, y) = font.getmask2(letter, anchor="ls")
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    return left + x, top + y, right + x, bottom + y


def shaper() -> Shaper:
    """The better of the two that this machine has."""
    return RaqmShaper() if features.check("raqm") else ReshapingShaper()


@cache
def _font(path: Path, size: int, layout: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=layout)


@cache
def _reshaper() -> ArabicReshaper:
    ligatures = {name: str(name in _LAM_ALEF) for name, _forms in LIGATURES}
    # By default it takes the marks away, and writes whole words as one character that the font lacks.
    reshaper = ArabicReshaper({**ligatures, "delete_harakat": "False"})
    # What Unicode has no joined forms of, from where the font has them (see fonts/README.md).
    reshaper.letters = LETTERS_ARABIC_V2 | {letter: LETTERS_KURDISH[letter] for letter in "ەڕێڵ"}
    return reshaper


def _in_drawing_order(text: str, direction: Direction) -> list[tuple[str, str]]:
    """The letters of a line from left to right, each with the marks it bears, the innermost first."""
    base = "R" if direction == "rtl" else "L"
    ordered = get_display(_reshaper().reshape(text).translate(_TO_ARABIC), base_dir=base)
    letters: list[tuple[str, str]] = []
    waiting = ""
    for character in ordered.translate(_FROM_ARABIC):
        kind = unicodedata.category(character)
        if kind == "Cf":
            # A joiner or a mark of direction has done its work.
            continue
        if kind != "Mn":
            letters.append((character, waiting[::-1]))
            waiting = ""
        elif letters and not waiting and unicodedata.bidirectional(letters[-1][0]) == "L":
            letters[-1] = (letters[-1][0], letters[-1][1] + character)
        else:
            # What was written from right to left has its marks before the letter now.
            waiting += character
    return letters


# --- Lines -------------------------------------------------------------------------------------------

Measure = Callable[[str], float]


def lines_of(text: str, measure: Measure, width: float) -> list[str]:
    """A text in lines of at most ``width``, in the order in which it is read: broken before it is reordered.

    A word that is wider than a line, such as an address, is broken between two of its letters.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *broken, line = _broken(word, measure, width)
        lines += broken
    return [*lines, line] if line else lines


def _broken(word: str, measure: Measure, width: float) -> list[str]:
    if measure(word) <= width:
        return [word]
    parts = [""]
    for cluster in _CLUSTER.findall(word):
        if parts[-1] and measure(parts[-1] + cluster) > width:
            parts.append("")
        parts[-1] += cluster
    return parts


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one size."""

    lines: Sequence[str]
    font: ImageFont.FreeTypeFont
    size: int
    wording: Wording

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE_HEIGHT


def _fitted(text: str, shaped: Shaper, path: Path, wording: Wording, box: tuple[float, float]) -> _Block:
    """A text in the largest letters in which it fits a box; if in none, shortened, with «…» to say so."""
    width, height = box

    def at(size: int, words: str) -> _Block:
        font = shaped.font(path, size)
        lines = lines_of(words, lambda line: shaped.width(line, font, wording), width)
        return _Block(lines, font, size, wording)

    small, large = SMALLEST, LARGEST
    best = at(small, text)
    if best.height > height:
        return at(SMALLEST, _shortened(text, lambda words: at(SMALLEST, words).height <= height))
    while small < large:
        middle = (small + large + 1) // 2
        block = at(middle, text)
        if block.height <= height:
            best, small = block, middle
        else:
            large = middle - 1
    return best


def _shortened(text: str, fits: Callable[[str], bool]) -> str:
    """The most words from the beginning of a text that fit, and «…»; its last quotation mark stays."""
    closing = text[-1] if text[-1] in "»”" else ""
    words = text.split()
    few, many = 0, len(words)
    while few < many:
        middle = (few + many + 1) // 2
        if fits(f"{' '.join(words[:middle])} …{closing}"):
            few = middle
        else:
            many = middle - 1
    return f"{' '.join(words[:few])} …{closing}".strip()


def _one_line(text: str, size: int, shaped: Shaper, path: Path, wording: Wording, width: float) -> _Block:
    font = shaped.font(path, size)

    def fits(words: str) -> bool:
        return shaped.width(words, font, wording) <= width

    line = text if fits(text) else _shortened(text, fits)
    return _Block([line] if line else [], font, size, wording)


# --- The picture -------------------------------------------------------------------------------------


def draw(card: Card, shape: Shape, shaped: Shaper | None = None) -> bytes:
    """The card as PNG. Takes some 0.1 s of a processor."""
    shaped = shaped or shaper()
    width, height = shape.size
    ink = ink_on(card.colour)
    image = Image.new("RGB", shape.size, card.colour)
    canvas = ImageDraw.Draw(image)
    inner = width - 2 * MARGIN
    own = Wording(card.language, _direction_in(card.language))
    foot = [
        _one_line(text, size, shaped, path, wording, inner)
        for text, size, path, wording in (
            (card.speaker, FOOT + 10, BOLD, Wording.of(card.speaker, card.language)),
            (card.office, FOOT + 2, REGULAR, Wording.of(card.office, card.language)),
            (card.source, FOOT, REGULAR, own),
            (card.archive, FOOT - 2, REGULAR, own),
        )
        if text
    ]
    foot_height = sum(block.height for block in foot)
    # The line and the room around it.
    rule = height - MARGIN / 2 - foot_height - FOOT / 2
    room = rule - FOOT - MARGIN
    words = _fitted(card.words, shaped, BOLD, Wording.of(card.words, card.language), (inner, room))
    is_rtl = words.wording.direction == "rtl"
    start = width - MARGIN if is_rtl else MARGIN

    def write(block: _Block, top: float) -> float:
        for line in block.lines:
            # The base line: two thirds of a line's height lie above it, marks and all.
            at = (start, top + block.size * LINE_HEIGHT * 0.68)
            shaped.draw(canvas, at, line, block.font, ink, block.wording, "rs" if is_rtl else "ls")
            top += block.size * LINE_HEIGHT
        return top

    write(words, MARGIN + (room - words.height) / 2)
    canvas.line([(MARGIN, rule), (width - MARGIN, rule)], ink, 3)
    top = rule + FOOT / 2
    for block in foot:
        top = write(block, top)
    # A few shades between ground and letters are all there is: half the bytes.
    out = BytesIO()
    image.quantize(32, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def ink_on(colour: str) -> str:
    """The colour of letters on a ground: whichever of white and black stands out more."""
    return max((LIGHT, DARK), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2: 1 for equal ones, 21 for black and white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
