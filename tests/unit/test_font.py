"""The font of the pages has what the languages of the archive are written with, and is light."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

FONT = Path(__file__).resolve().parents[2] / "static" / "fonts" / "vazirmatn.woff2"

# Bytes. The whole first view of an interview may weigh 120 KB.
HEAVIEST = 60_000

WRITTEN_WITH = {
    "arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱـ",
    "arabic marks": "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670",
    "sorani": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێ",
    "persian": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءؤأۀ",
    "arabic digits": "٠١٢٣٤٥٦٧٨٩٪٫٬",
    "persian digits": "۰۱۲۳۴۵۶۷۸۹",
    "arabic punctuation": "،؛؟«»…–—ـ٭۔",
    "latin": "".join(map(chr, range(0x20, 0x7F))),
    "latin with marks": "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœğışÀÉÇÊÎÛŞÖÜ",
    "latin punctuation": "“”‘’‚„‹›–—•·…°€£©®™",
    "joiners and directions": "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c",
}


@cache
def font() -> TTFont:
    return TTFont(FONT)


@pytest.mark.parametrize("name", WRITTEN_WITH)
def test_every_letter_is_in_the_font(name: str) -> None:
    missing = [
        f"U+{ord(letter):04X} {unicodedata.name(letter, '')}"
        for letter in WRITTEN_WITH[name]
        if ord(letter) not in font().getBestCmap()
    ]
    assert not missing


def test_the_font_is_light() -> None:
    assert FONT.stat().st_size <= HEAVIEST


def test_the_font_has_every_weight_that_the_style_sheet_asks_for() -> None:
    (axis,) = font()["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 800)
    assert "font-weight: 400 800;" in (FONT.parents[1] / "archive.css").read_text()


@cache
def _shaper() -> uharfbuzz.Font:
    plain = TTFont(FONT)
    plain.flavor = None
    written = BytesIO()
    plain.save(written)
    return uharfbuzz.Font(uharfbuzz.Face(written.getvalue()))


def shaped(text: str) -> list[int]:
    """The glyphs that a browser would draw, by their numbers in the font; 0 is the empty box."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_shaper(), buffer)
    return [glyph.codepoint for glyph in buffer.glyph_infos]


@pytest.mark.parametrize("lam_alef", ["لا", "لأ", "لإ", "لآ"])
def test_lam_and_alef_are_one_glyph(lam_alef: str) -> None:
    assert len(shaped(lam_alef)) == 1


@pytest.mark.parametrize("letter", "بپتجچسشعغفڤقکگلڵمنهھیێ")
def test_letters_have_joined_forms(letter: str) -> None:
    alone, (_last, middle, _first) = shaped(letter), shaped(letter * 3)
    assert [middle] != alone


@pytest.mark.parametrize(
    "sentence",
    [
        "كُتُبٌ، «مُحمَّدٌ» ؟ 2014 ٢٠١٤",
        "ئێمە لە ساڵی ۲۰۱۴ەوە چاوەڕێین، بەڵێ.",
        "The port opens (again) in “May” – 40% off",
    ],
)
def test_nothing_is_drawn_as_an_empty_box(sentence: str) -> None:
    assert 0 not in shaped(sentence)
