"""Words of any direction as lines of a PDF: measured, broken, put in the order of the eye, shaped.

fpdf2 shapes a line anew for each character that it tries to add, and again to draw it: forty pages take a
minute. Here each word is shaped once and remembered: letters join up to a space only, so that a line is its
words side by side. What fpdf2 does well stays with it: fonts and their subsets, HarfBuzz, the bidirectional
algorithm, the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection
from fpdf.fonts import TTFFont

Direction = Literal["rtl", "ltr"]

_FONTS = Path(__file__).parent / "fonts"
#: Stands for characters that the font lacks, an emoji for example.
MISSING = "\ufffd"
_MISSING_ONES = re.compile(f"{MISSING}[{MISSING}\u200d]+")

# Bidi classes (Unicode Standard Annex 9) that leave a paragraph of that direction in one order.
_ONE_WAY = {
    "rtl": frozenset(["R", "AL", "NSM", "WS", "ON", "CS", "ES", "ET", "BN", "B", "S"]),
    "ltr": frozenset(["L", "EN", "NSM", "WS", "ON", "CS", "ES", "ET", "BN", "B", "S"]),
}
# Marks that only say how to order or break, and are not drawn.
_UNDRAWN = dict.fromkeys(
    (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070))
)
# White space at which a line may end: the no-break spaces are none.
_SPACE = re.compile("[^\\S\u00a0\u202f]+")


class Piece(NamedTuple):
    """Letters of a word that run one way: right to left at an odd ``level``."""

    text: str
    level: int


class Word(NamedTuple):
    """A word; ``space_level`` is that of the space before it. Widths are points throughout."""

    pieces: tuple[Piece, ...]
    width: float
    space_level: int


@dataclass(frozen=True, slots=True)
class Line:
    """Words in the order of reading."""

    words: tuple[Word, ...]
    direction: Direction
    width: float


class ShapedFont(TTFFont):
    """A font that draws what HarfBuzz makes of each word, and remembers it."""

    def __init__(self, pdf: FPDF, name: str, style: str, file: str) -> None:
        super().__init__(pdf, _FONTS / file, name + style, style)
        #: How `encode_text` draws: the size in points, and whether from right to left.
        self.size = 0.0
        self.is_rtl = False
        self._remembered: dict[tuple[str, float, bool], tuple[str, float]] = {}
        self._glyphs: dict[int, tuple[str, int]] = {}

    def encode_text(self, text: str) -> str:
        """The operators for ``text``, words with a space between, for which ``FPDF.text`` asks."""
        words = text.split(" ")
        if self.is_rtl:
            words.reverse()
        space, _width = self.shaped(" ", self.size, is_rtl=False)
        return f"[{space.join(self.shaped(word, self.size, is_rtl=self.is_rtl)[0] for word in words)}] TJ"

    def width(self, text: str, size: float, *, is_rtl: bool) -> float:
        return self.shaped(text, size, is_rtl=is_rtl)[1]

    def shaped(self, word: str, size: float, *, is_rtl: bool) -> tuple[str, float]:
        """What stands for a word inside of the array of a TJ operator, and its width."""
        if not word:
            return "", 0.0
        key = word, size, is_rtl
        if key not in self._remembered:
            self._remembered[key] = self._shape(word, size, is_rtl)
        return self._remembered[key]

    def _shape(self, word: str, size: float, is_rtl: bool) -> tuple[str, float]:
        direction = TextDirection.RTL if is_rtl else TextDirection.LTR
        parameters = {"features": {}, "fragment_direction": direction}
        infos, positions = self.perform_harfbuzz_shaping(word, size, parameters)
        letters = _letters_of_glyphs(word, [info.cluster for info in infos])
        drawn, width = [], 0.0
        for info, position, unicode in zip(infos, positions, letters, strict=True):
            name, own_width = self._glyph(info.codepoint)
            glyph = self.subset.get_glyph(
                glyph=info.codepoint, unicode=unicode, glyph_name=name, glyph_width=own_width
            )
            code = self.subset.pick_glyph(glyph)
            advance = self.scale * position.x_advance
            width += advance
            if code is None:
                continue
            shown = f"({self.escape_text(chr(code))})"
            # A number in the array moves back by thousandths of the size.
            before, after = (
                -self.scale * position.x_offset,
                self.scale * position.x_offset - advance + own_width,
            )
            if position.y_offset:
                # A mark above its place: the array ends, the text rises, and a new array begins.
                rise = self.scale * position.y_offset * size / 1000
                shown = f" {before:.0f}] TJ {rise:.2f} Ts [{shown}] TJ 0 Ts [{after:.0f} "
            elif abs(before) >= 0.5 or abs(after) >= 0.5:
                shown = f" {before:.0f} {shown} {after:.0f} "
            drawn.append(shown)
        return "".join(drawn), width * size / 1000

    def _glyph(self, number: int) -> tuple[str, int]:
        """A glyph's name, and its width as the file will tell it to readers."""
        if number not in self._glyphs:
            name = self.ttfont.getGlyphName(number)
            self._glyphs[number] = name, round(self.scale * self.ttfont["hmtx"].metrics[name][0])
        return self._glyphs[number]


def _letters_of_glyphs(word: str, clusters: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """For each glyph the characters it stands for, by which readers copy and search the text of the file."""
    ends = dict(zip(sorted({*clusters}), [*sorted({*clusters})[1:], len(word)], strict=True))
    for cluster in clusters:
        # Of several glyphs for the same characters the first one has them.
        end = ends.pop(cluster, cluster)
        yield tuple(map(ord, word[cluster:end]))


def direction_of(text: str, otherwise: Direction) -> Direction:
    """The direction in which most words of a paragraph run; ``otherwise`` when neither has more.

    >>> direction_of("NATO قالت إن الحلف باق", "ltr")
    'rtl'
    """
    classes = [_first_strong(word) for word in text.split()]
    to_left, to_right = classes.count("R"), classes.count("L")
    if to_left == to_right:
        return otherwise
    return "rtl" if to_left > to_right else "ltr"


def direction_mark(direction: Direction) -> str:
    """What keeps a number behind it from running with the word before it: in «BBC، 24 آب» the day."""
    return "\u200f" if direction == "rtl" else "\u200e"


def _first_strong(word: str) -> str:
    """ "R" or "L" by the first letter of a word that has a direction, "" without any."""
    for character in word:
        if (strong := unicodedata.bidirectional(character)) in ("L", "R", "AL"):
            return "L" if strong == "L" else "R"
    return ""


def drawable(text: str, font: ShapedFont) -> str:
    """The text with what the font lacks replaced, so that nothing vanishes unseen.

    A ligature of Unicode is written by its letters («ﷺ»), a mark that cannot be seen is left out, and for
    anything else stands `MISSING`, once for each run.
    """
    lacking = {character for character in set(text) if ord(character) not in font.cmap}
    lacking -= {*_SPACES_OF_LINES}
    if not lacking:
        return text
    replaced = text.translate({ord(character): _instead(character, font) for character in lacking})
    return _MISSING_ONES.sub(MISSING, replaced)


_SPACES_OF_LINES = "\t\n\r "


def _instead(character: str, font: ShapedFont) -> str:
    if ord(character) in _UNDRAWN or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        # What orders the words is needed until they are ordered.
        return character if ord(character) in _UNDRAWN else ""
    letters = unicodedata.normalize("NFKC", character)
    if letters.isspace():
        return " "
    return letters if all(ord(letter) in font.cmap for letter in letters) else MISSING


def broken(text: str, font: ShapedFont, size: float, width: float, direction: Direction) -> list[Line]:
    """A paragraph as lines that are at most ``width`` wide; a word that is wider is cut."""
    space = font.width(" ", size, is_rtl=False)
    lines, line, used = [], [], 0.0
    for word in _words(drawable(text, font), font, size, direction):
        for part in _cut(word, font, size, width) if word.width > width else (word,):
            if line and used + space + part.width > width:
                lines.append(Line(tuple(line), direction, used))
                line, used = [], 0.0
            used += (space if line else 0) + part.width
            line.append(part)
    if line:
        lines.append(Line(tuple(line), direction, used))
    return lines


def _words(text: str, font: ShapedFont, size: float, direction: Direction) -> Iterator[Word]:
    base = int(direction == "rtl")
    if {unicodedata.bidirectional(character) for character in set(text)} <= _ONE_WAY[direction]:
        for word in _SPACE.split(text.translate(_UNDRAWN)):
            if word:
                yield Word((Piece(word, base),), font.width(word, size, is_rtl=bool(base)), base)
        return
    levels = _levels(text, direction)
    for found in re.finditer("[\\S\u00a0\u202f]+", text):
        pieces = tuple(_pieces(text, levels, found.start(), found.end()))
        width = sum(font.width(piece.text, size, is_rtl=bool(piece.level % 2)) for piece in pieces)
        if pieces:
            yield Word(pieces, width, levels[found.start() - 1] if found.start() else base)


def _levels(text: str, direction: Direction) -> list[int]:
    """The embedding level of each character; a joiner has that of the letter before it."""
    base = TextDirection.RTL if direction == "rtl" else TextDirection.LTR
    characters = BidiParagraph(text, base, preserve_bn_chars=True).get_characters()
    levels = [character.embedding_level for character in characters]
    for at in range(1, len(text)):
        if text[at] in "\u200c\u200d":
            levels[at] = levels[at - 1]
    return levels


def _pieces(text: str, levels: Sequence[int], start: int, end: int) -> Iterator[Piece]:
    at = start
    while at < end:
        stop = at + 1
        while stop < end and levels[stop] == levels[at]:
            stop += 1
        if drawn := text[at:stop].translate(_UNDRAWN):
            yield Piece(drawn, levels[at])
        at = stop


def _cut(word: Word, font: ShapedFont, size: float, width: float) -> Iterator[Word]:
    """A word that is wider than a line in parts; marks stay with their letters."""
    for piece in word.pieces:
        start, used = 0, 0.0
        for letter in re.finditer(r"\S[\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d]*", piece.text):
            wide = font.width(letter.group(), size, is_rtl=bool(piece.level % 2))
            if used + wide > width and letter.start() > start:
                yield _part(piece.text[start : letter.start()], piece.level, word, font, size)
                start, used = letter.start(), 0.0
            used += wide
        yield _part(piece.text[start:], piece.level, word, font, size)


def _part(text: str, level: int, word: Word, font: ShapedFont, size: float) -> Word:
    width = font.width(text, size, is_rtl=bool(level % 2))
    return Word((Piece(text, level),), width, word.space_level)


def draw(pdf: FPDF, font: ShapedFont, size: float, line: Line, x: float, y: float) -> None:
    """A line with its left end at ``x``, on the base line ``y``, in the font that the document has set."""
    font.size = size
    for piece in _in_order_of_sight(_runs(line)):
        font.is_rtl = bool(piece.level % 2)
        pdf.text(x, y, piece.text)
        spaces = piece.text.count(" ") * font.width(" ", size, is_rtl=False)
        x += spaces + sum(font.width(w, size, is_rtl=font.is_rtl) for w in piece.text.split(" "))


def _runs(line: Line) -> list[Piece]:
    """The pieces of a line with the spaces between its words, those of one level in one."""
    runs: list[Piece] = []
    for number, word in enumerate(line.words):
        for piece in (*([Piece(" ", word.space_level)] if number else ()), *word.pieces):
            if runs and runs[-1].level == piece.level:
                runs[-1] = Piece(runs[-1].text + piece.text, piece.level)
            else:
                runs.append(piece)
    return runs


def _in_order_of_sight(runs: list[Piece]) -> list[Piece]:
    """The runs from left to right: rule L2 of Unicode Standard Annex 9."""
    for level in range(max(run.level for run in runs), 0, -1):
        ordered: list[Piece] = []
        reverse: list[Piece] = []
        for run in runs:
            if run.level >= level:
                reverse.insert(0, run)
            else:
                ordered += [*reverse, run]
                reverse = []
        runs = [*ordered, *reverse]
    return runs
