"""Cards: letters, lines, sizes, colours. What the pictures look like, people have looked at."""

from __future__ import annotations

from io import BytesIO
from itertools import product

import numpy as np
import pytest
from bidi.algorithm import get_display
from numpy.typing import NDArray
from PIL import Image, ImageDraw, features

from interviews.exports import cards
from interviews.exports.cards import (
    Card,
    RaqmShaper,
    ReshapingShaper,
    Shape,
    Shaper,
    Wording,
    contrast,
    drawable,
)

with_raqm = pytest.mark.skipif(not features.check("raqm"), reason="Pillow finds no RAQM here")
SHAPERS = [
    pytest.param(RaqmShaper(), marks=with_raqm, id="raqm"),
    pytest.param(ReshapingShaper(), id="reshaper"),
]
ARABIC = Wording("ar", "rtl")
LONG = "لم نتفق معهم على الموعد ولا على المكان، وقد قلنا ذلك للجميع في أكثر من مناسبة. " * 5


def card(**values: str) -> Card:
    shown = {
        "words": "«إنَّ الآلافَ عادوا سنة 2014»",
        "speaker": "سلمان الراوي",
        "office": "مدير الميناء",
        "source": "وكالة النهر · 24 أغسطس 2020",
        "archive": "أرشيف المقابلات · archive.example",
        "colour": "#0b5c55",
        "language": "ar",
    }
    return Card(**shown | values)


class Unshaped(ReshapingShaper):
    """What a card must not look like: every letter by itself."""

    def draw(self, canvas, at, text, font, colour, wording, anchor) -> None:  # type: ignore[no-untyped-def]
        canvas.text(at, get_display(text, base_dir="R"), colour, font, anchor)


def ink(text: str, shaped: Shaper) -> NDArray[np.bool_]:
    """Where a line blackens the paper, in one size whatever its width."""
    picture = Image.new("L", (1500, 240))
    font = shaped.font(cards.REGULAR, 60)
    shaped.draw(ImageDraw.Draw(picture), (1450, 140), text, font, "white", ARABIC, "rs")
    return np.asarray(picture.crop(picture.getbbox()).resize((256, 64))) > 96


def likeness(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float((one & other).sum() / (one | other).sum())


@with_raqm
@pytest.mark.parametrize(
    "text",
    [
        "كوردستان",
        # Lam-alef in all its kinds.
        "لا",
        "الآلاف",
        "لأهلهم",
        "على",
        # Marks.
        "إنَّ",
        "مَعًا",
        "هشًّا",
        "لِأَهْلِهِم",
        # Letters of Kurdish, some without presentation forms.
        "ڕێژنە",
        "گوڵەکان",
        "هەموو",
        "ئێمە",
        # Brackets and quotation marks are mirrored, numbers and Latin stand from left to right.
        "(الألمانية)",
        "«سلام»",
        "قال «لا» 12.5% (COVID-19)!",
        "شركة Siemens الألمانية",
    ],
)
def test_without_raqm_a_line_looks_as_with_it(text: str) -> None:
    right = ink(text, RaqmShaper())
    ours, unshaped = likeness(right, ink(text, ReshapingShaper())), likeness(right, ink(text, Unshaped()))
    assert ours > 0.5
    assert ours > 1.4 * unshaped


def test_without_raqm_each_mark_stands_with_its_letter_and_the_shadda_below_the_vowel() -> None:
    text = "\u0647\u0634\u064b\u0651\u0627 2014 é"
    assert [pair for pair in cards._in_drawing_order(text, "rtl") if pair[1]] == [("ﺸ", "\u064b\u0651")]
    assert [letter for letter, _marks in cards._in_drawing_order("لِلّٰهِ", "rtl")] != ["ﷲ"]


def test_marks_of_direction_order_the_words_and_are_not_drawn() -> None:
    assert "".join(letter for letter, _ in cards._in_drawing_order("BBC · \u200f24", "rtl")) == "24 · BBC"


def test_a_card_without_raqm_is_not_reshaped_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: False)
    assert isinstance(cards.shaper(), ReshapingShaper)
    monkeypatch.setattr(features, "check", lambda name: True)
    assert isinstance(cards.shaper(), RaqmShaper)


@pytest.mark.parametrize("shaped", SHAPERS)
@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"words": "«لا»", "speaker": "", "office": "", "source": ""},
        {"words": f"«{LONG.strip()}»"},
        {"words": "«" + "W" * 400 + "»"},
        {"words": "“We never agreed.”", "language": "en", "colour": "#ffffff"},
        {"words": "«ئێمە لە ساڵی 2014 ەوە لێرەین»", "language": "ckb", "office": LONG},
        {"words": "«\u200f\u200c\u064e»"},
        {"words": ""},
    ],
)
def test_every_card_is_a_picture_of_its_size(shaped: Shaper, shape: Shape, values: dict[str, str]) -> None:
    picture = Image.open(BytesIO(cards.draw(card(**values), shape, shaped)))
    assert (picture.format, picture.size) == ("PNG", shape.size)
    # Nothing is drawn over the edge.
    ground = picture.convert("RGB").getpixel((0, 0))
    pixels = np.asarray(picture.convert("RGB"))
    edge = np.concatenate([pixels[:8].reshape(-1, 3), pixels[-8:].reshape(-1, 3)])
    sides = np.concatenate([pixels[:, :40].reshape(-1, 3), pixels[:, -40:].reshape(-1, 3)])
    assert (edge == ground).all()
    assert (sides == ground).all()


@pytest.mark.parametrize("shaped", SHAPERS)
def test_lines_are_broken_as_they_are_read_and_hold_every_word(shaped: Shaper) -> None:
    font = shaped.font(cards.BOLD, 40)
    lines = cards.lines_of(LONG, lambda line: shaped.width(line, font, ARABIC), 900)
    assert " ".join(lines).split() == LONG.split()
    assert lines[0].startswith("لم نتفق")
    assert all(shaped.width(line, font, ARABIC) <= 900 for line in lines)


@pytest.mark.parametrize("shaped", SHAPERS)
@pytest.mark.parametrize("latin", ["NATO", "UNICEF Iraq"])
def test_arabic_words_run_from_the_right_although_a_line_begins_with_latin(
    shaped: Shaper, latin: str
) -> None:
    shown = card(words=f"«{latin} لن ترسل أحداً»", speaker="", office="", source="", archive="")
    pixels = np.asarray(Image.open(BytesIO(cards.draw(shown, Shape.WIDE, shaped))).convert("RGB"))
    columns = (pixels[60:540] != pixels[0, 0]).any(axis=(0, 2)).nonzero()[0]
    # It stands at the right margin; and there the first of its words does, as in a line of its own.
    assert columns[-1] > 1200 - cards.MARGIN - 20
    font = shaped.font(cards.BOLD, 60)
    line = Image.new("L", (1500, 240))
    shaped.draw(ImageDraw.Draw(line), (1450, 140), f"{latin} لن", font, "white", ARABIC, "rs")
    alone = Image.new("L", (1500, 240))
    shaped.draw(ImageDraw.Draw(alone), (1450, 140), latin, font, "white", ARABIC, "rs")
    right = slice(1450 - round(shaped.width(latin, font, ARABIC)) + 4, None)
    assert (np.asarray(line)[:, right] == np.asarray(alone)[:, right]).mean() > 0.99


def test_a_word_wider_than_a_line_is_broken_but_not_between_a_letter_and_its_mark() -> None:
    lines = cards.lines_of("نَعَمٌ نَعَمٌ", len, 3)
    assert lines == ["نَ", "عَ", "مٌ", "نَ", "عَ", "مٌ"]


@pytest.mark.parametrize("shaped", SHAPERS)
def test_letters_are_the_smaller_the_longer_the_words_are(shaped: Shaper) -> None:
    sizes = [
        cards._fitted(words, shaped, cards.BOLD, ARABIC, (1056, 300)).size
        for words in ("«لا»", LONG[:80], LONG[:200], LONG)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == cards.LARGEST
    assert sizes[-1] < sizes[1]


def test_words_that_fit_in_no_size_are_shortened_at_a_word_and_say_so() -> None:
    shaped = ReshapingShaper()
    block = cards._fitted(f"«{LONG * 2}»", shaped, cards.BOLD, ARABIC, (1056, 200))
    shown = " ".join(block.lines)
    assert shown.endswith(" …»")
    assert LONG.startswith(shown.removeprefix("«").removesuffix(" …»")[:300])
    assert block.height <= 200


@pytest.mark.parametrize("colour", [f"#{r}{g}{b}" for r, g, b in product(("00", "7f", "c0", "ff"), repeat=3)])
def test_letters_stand_out_on_every_colour(colour: str) -> None:
    assert contrast(cards.ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("نعم 🙂 ذهبنا", "نعم ذهبنا"),
        ("نعم\u200f،\u202e ذهبنا\u2069", "نعم، ذهبنا"),
        ("سطر\n\nوسطر\x00\x07", "سطر وسطر"),
        # Persian and Kurdish are written with it.
        ("می\u200cشود", "می\u200cشود"),
        # Decomposed letters are one letter.
        ("\u0627\u0653لاف", "آلاف"),
        ("❤\ufe0f", ""),
    ],
)
def test_what_cannot_be_seen_is_left_out(text: str, shown: str) -> None:
    assert drawable(text) == shown


@pytest.mark.parametrize(
    ("text", "letters"),
    [("نعم", ""), ("ڕێژنە «12,5%» São", ""), ("Привет", "Привет"), ("你好", "你好")],
)
def test_letters_that_the_font_lacks_are_named(text: str, letters: str) -> None:
    assert set(cards.missing(drawable(text))) == set(letters)


def test_both_fonts_have_the_joined_kurdish_forms() -> None:
    import uharfbuzz

    for path in (cards.REGULAR, cards.BOLD):
        letters = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes
        assert {0xE000, 0xE001, *range(0xE004, 0xE00A)} <= set(letters)
