"""Makes the fonts of `interviews/exports/fonts` from those of npm's `vazirmatn`:

    npm pack vazirmatn@33.0.3 && tar xzf vazirmatn-33.0.3.tgz
    .venv/bin/python scripts/card_fonts.py package/fonts/ttf interviews/exports/fonts

What is added: joined forms of Kurdish letters that have no presentation forms in Unicode, at the places where
`arabic-reshaper` looks for them. The font has the forms; only its table of characters does not name them.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

# Place: letter, and the feature of the font that leads to its form.
FORMS = {
    0xE000: ("ە", "fina"),
    0xE001: ("ڕ", "fina"),
    0xE004: ("ێ", "fina"),
    0xE005: ("ێ", "init"),
    0xE006: ("ێ", "medi"),
    0xE007: ("ڵ", "fina"),
    0xE008: ("ڵ", "init"),
    0xE009: ("ڵ", "medi"),
}


def joined(font: TTFont, feature: str) -> dict[str, str]:
    """The glyphs that a feature puts in the place of others."""
    table = font["GSUB"].table
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            for number in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[number].SubTable:
                    found |= getattr(getattr(part, "ExtSubTable", part), "mapping", {})
    return found


def main(source: Path, target: Path) -> None:
    for weight in ("Regular", "Bold"):
        font = TTFont(source / f"Vazirmatn-{weight}.ttf")
        letters = font.getBestCmap()
        for place, (letter, feature) in FORMS.items():
            glyph = joined(font, feature)[letters[ord(letter)]]
            for table in font["cmap"].tables:
                if table.isUnicode():
                    table.cmap[place] = glyph
        font.save(target / f"Vazirmatn-{weight}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
