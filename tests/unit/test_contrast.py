"""Contrast of the public pages' colours, light and dark, by WCAG 2.2 (1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "static" / "archive.css").read_text()
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)

TEXT, GRAPHIC = 4.5, 3.0
# Every colour of words on every ground that rules give; so no rule can put together what was not looked at.
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "quiet", "accent") for ground in ("paper", "raised")),
    # Buttons, and the sign of a caution.
    ("paper", "accent", TEXT),
    ("paper", "ink", TEXT),
    # Words that were found, and a quotation.
    ("mark-ink", "mark", TEXT),
    # The ring of the focus, also around words on a mark, and lines beside questions.
    ("accent", "paper", GRAPHIC),
    ("accent", "raised", GRAPHIC),
    # Borders of fields, and the lines under names.
    ("quiet", "paper", GRAPHIC),
    ("quiet", "raised", GRAPHIC),
]
# Behind columns and between parts: what they say is said in words, too.
ORNAMENTS = {"line", "behind"}


def themes() -> dict[str, dict[str, str]]:
    """The colours on a screen, light and dark, and on paper; each stands over the light ones."""
    blocks = re.findall(r":root\s*\{(.*?)\}", RULES, re.DOTALL)
    light, *others = (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+)", block)) for block in blocks)
    return dict(
        zip(("light", "dark", "print"), (light, *({**light, **other} for other in others)), strict=True)
    )


def luminance(colour: str) -> float:
    """Relative luminance of «#rrggbb» or «#rgb» by WCAG 2.2: 0 is black, 1 white."""
    if len(colour) == 4:
        colour = "#" + "".join(2 * digit for digit in colour[1:])

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_words_and_signs_stand_out_from_their_ground(theme: str, one: str, other: str, least: float) -> None:
    colours = themes()[theme]
    assert contrast(colours[one], colours[other]) >= least


def test_each_theme_gives_every_colour() -> None:
    light, dark = re.findall(r":root\s*\{(.*?)\}", RULES, re.DOTALL)[:2]
    colour = r"--([\w-]+):\s*#"
    assert set(re.findall(colour, light)) == set(re.findall(colour, dark))
    assert "prefers-color-scheme: dark" in RULES


def test_rules_use_no_colours_but_those_that_are_measured() -> None:
    rules = re.sub(r":root\s*\{.*?\}", "", RULES, flags=re.DOTALL)
    given = re.findall(r"(?<![\w-])(color|background(?:-color)?|fill)\s*:\s*([^;}]+?)\s*[;}]", rules)
    plain = {value for _kind, value in given if not re.fullmatch(r"var\(--[\w-]+\)", value)}
    assert plain <= {"inherit", "none", "transparent"}
    assert not re.search(r"#[0-9a-f]{3,8}\b(?=[^{}]*\})", rules)
    used = {(kind, value[6:-1]) for kind, value in given if value not in plain}
    words = {one for one, _other, least in PAIRS if least == TEXT}
    grounds = {other for _one, other, least in PAIRS if least == TEXT}
    assert {name for kind, name in used if kind == "color"} <= words
    assert {name for kind, name in used if kind != "color"} <= grounds | ORNAMENTS
