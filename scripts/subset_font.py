"""Makes ``static/fonts/vazirmatn.woff2`` from the variable TTF of Vazirmatn.

    npm pack vazirmatn@33.0.3 && tar xzf vazirmatn-33.0.3.tgz
    .venv/bin/python scripts/subset_font.py "package/fonts/variable/Vazirmatn[wght].ttf"

A reader on a phone waits for the font, so it holds what newspapers print in Arabic, Sorani, Persian and
English, and no more: the rest comes from the reader's own fonts. The same source makes the same file.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts" / "vazirmatn.woff2"

#: What the style sheet may ask for: ``font-weight: 400 800`` in its ``@font-face``.
WEIGHTS = (400, 800)

#: Letters, marks and signs by their Unicode blocks, first and last included.
RANGES = (
    (0x0020, 0x007E),  # basic Latin
    (0x00A0, 0x00FF),  # Latin-1: names from Europe, « », ·
    (0x0131, 0x0131),  # ı, and the letters of Turkish and of Kurdish in Latin script
    (0x011E, 0x011F),
    (0x0130, 0x0130),
    (0x0152, 0x0153),
    (0x015E, 0x015F),
    (0x060C, 0x060C),  # ،
    (0x061B, 0x061B),  # ؛
    (0x061F, 0x061F),  # ؟
    (0x0621, 0x063A),
    (0x0640, 0x0655),  # the letters of Arabic, the tatweel and the marks
    (0x0660, 0x066D),  # Arabic-Indic digits, per cent, decimal and thousands signs
    (0x0670, 0x0671),  # superscript alef, ٱ
    (0x067E, 0x067E),  # پ
    (0x0686, 0x0686),  # چ
    (0x0695, 0x0695),  # ڕ
    (0x0698, 0x0698),  # ژ
    (0x06A4, 0x06A4),  # ڤ
    (0x06A9, 0x06A9),  # ک
    (0x06AF, 0x06AF),  # گ
    (0x06B5, 0x06B5),  # ڵ
    (0x06BE, 0x06BE),  # ھ
    (0x06C0, 0x06C3),  # ۀ ہ ۂ ۃ
    (0x06C6, 0x06C7),  # ۆ ۇ
    (0x06CB, 0x06CC),  # ۋ ی
    (0x06CE, 0x06CE),  # ێ
    (0x06D2, 0x06D5),  # ے ۓ ۔ ە
    (0x06F0, 0x06F9),  # digits of Persian and Sorani
    (0x200B, 0x200F),  # joiners and directional marks
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2022, 0x2022),  # •
    (0x2026, 0x2026),  # …
    (0x202A, 0x202E),  # directional embeddings
    (0x2030, 0x2030),  # ‰
    (0x2039, 0x203A),  # ‹ ›
    (0x20AC, 0x20AC),  # €
    (0x2122, 0x2122),  # ™
    (0x2212, 0x2212),  # −
    (0xFD3E, 0xFD3F),  # ﴾ ﴿
    (0xFDF2, 0xFDF2),  # ﷲ
    (0xFDFC, 0xFDFC),  # ﷼
)

#: Joining, ligatures, language forms, kerning and the placing of marks; no small capitals or fractions.
FEATURES = ["ccmp", "locl", "init", "medi", "fina", "rlig", "liga", "calt", "kern", "mark", "mkmk", "curs"]


def subset_font(source: Path) -> bytes:
    """The font as WOFF2, with the letters, features and weights above; raises ``OSError`` without a font."""
    font = TTFont(source, recalcTimestamp=False)
    # By itself fontTools keeps hints, which no screen of today needs.
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes={point for first, last in RANGES for point in range(first, last + 1)})
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    written = BytesIO()
    font.flavor = "woff2"
    font.save(written)
    return written.getvalue()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make static/fonts/vazirmatn.woff2.")
    parser.add_argument("source", type=Path, help="Vazirmatn[wght].ttf, of the npm package vazirmatn")
    made = subset_font(parser.parse_args().source)
    TARGET.write_bytes(made)
    sys.stdout.write(f"{TARGET.name}: {len(made)} bytes\n")
