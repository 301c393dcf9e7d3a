"""Dates and numbers as newspapers of each language write them, and nothing that writes them otherwise."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.formats import date_format, number_format
from django.utils.translation import trans_real

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT / "archive" / "formats"
MOMENT = datetime(2020, 8, 24, 18, 5)


@pytest.mark.parametrize(
    ("language", "day", "month", "moment"),
    [
        ("ar", "24 آب/أغسطس 2020", "آب/أغسطس 2020", "24 آب/أغسطس 2020، 18:05"),
        # The months of the Gregorian year, not «خەرمانان», which begins on 23 August.
        ("ckb", "24ی ئابی 2020", "ئابی 2020", "24ی ئابی 2020، 18:05"),
        ("en", "24 August 2020", "August 2020", "24 August 2020, 18:05"),
    ],
)
def test_dates_are_written_as_newspapers_do(language: str, day: str, month: str, moment: str) -> None:
    with translation.override(language):
        assert date_format(MOMENT) == day
        assert date_format(MOMENT, "YEAR_MONTH_FORMAT") == month
        assert date_format(MOMENT, "DATETIME_FORMAT") == moment


@pytest.mark.parametrize("language", ["ar", "ckb", "en"])
@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0"), (999, "999"), (1234, "1,234"), (1234567, "1,234,567"), (0.5, "0.5")]
)
def test_numbers_have_european_digits_in_groups_of_three(language: str, number: float, expected: str) -> None:
    with translation.override(language):
        assert number_format(number, force_grouping=True) == expected


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("ar", 0, "لا مقابلات"),
        ("ar", 2, "مقابلتان"),
        ("ar", 1003, "1,003 مقابلات"),
        ("ar", 12345, "12,345 مقابلةً"),
        # Sorani nouns stay singular after a number.
        ("ckb", 12345, "12,345 چاوپێکەوتن"),
        ("en", 1, "1 interview"),
        ("en", 12345, "12,345 interviews"),
    ],
)
def test_a_grouped_count_still_chooses_the_form_of_its_noun(
    language: str, number: int, expected: str
) -> None:
    template = Template(
        "{% load i18n numbers %}{% blocktranslate count counter=number|grouped %}{{ counter }} interview"
        "{% plural %}{{ counter }} interviews{% endblocktranslate %}"
    )
    with translation.override(language):
        assert template.render(Context({"number": number})) == expected


@pytest.fixture
def months_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues are read anew, before and after."""
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()


@pytest.mark.usefixtures("months_of")
@pytest.mark.parametrize(
    ("names", "first", "august"),
    [("levant", "كانون الثاني", "24 آب 2020"), ("common", "يناير", "24 أغسطس 2020")],
)
def test_arabic_months_have_the_names_that_the_setting_chooses(
    names: str, first: str, august: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What settings.py does for MONTH_NAMES.
    monkeypatch.setattr(settings, "LOCALE_PATHS", [FORMATS / names / "locale", *settings.LOCALE_PATHS])
    with translation.override("ar"):
        assert str(MONTHS[1]) == first
        assert date_format(MOMENT) == august
        assert Template("{{ day|date:'F' }}").render(Context({"day": MOMENT})) == august.split()[1]
    with translation.override("ckb"):
        assert date_format(MOMENT) == "24ی ئابی 2020"


@pytest.mark.parametrize("names", ["levant", "common"])
def test_the_names_of_the_months_are_all_there_and_compiled(names: str) -> None:
    folder = FORMATS / names / "locale" / "ar" / "LC_MESSAGES"
    written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(folder / "django.po"))}
    with translation.override(None):
        assert list(written) == [str(MONTHS[number]) for number in range(1, 13)]
    assert written == {entry.msgid: entry.msgstr for entry in polib.mofile(str(folder / "django.mo"))}


# For people: the formats of the language, and parts of which no language makes something else.
SHOWN = {"DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT", "TIME_FORMAT"} | set(
    "FlY"
)
# For machines: <time datetime>, the sitemap.
MACHINE = {"Y-m-d", "Y-m", "c"}

DATE_FILTER = re.compile(
    r"""(?P<attribute>datetime=["'])?\{\{[^{}]*?\|(?:date|time):(?P<quote>["'])(?P<format>.*?)(?P=quote)"""
)


def test_no_template_writes_a_date_in_a_form_of_its_own() -> None:
    allowed = 0
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for found in DATE_FILTER.finditer(path.read_text()):
            for_machines = found["attribute"] or path.suffix == ".xml"
            assert found["format"] in (MACHINE if for_machines else SHOWN), f"{path}: {found[0]}"
            allowed += 1
    assert allowed > 10


def test_no_code_writes_a_date_in_a_form_of_its_own() -> None:
    call = re.compile(r"""date_format\([^\n]*?,\s*["'](?P<format>[^"']*)["']\)""")
    for path in sorted((ROOT / "interviews").rglob("*.py")):
        text = path.read_text()
        # The Chicago style has its own, in English whatever the page speaks.
        shown = SHOWN | {"F j, Y"} if path.name == "citations.py" else SHOWN
        for found in call.finditer(text):
            assert found["format"] in shown, f"{path}: {found[0]}"
        # The query language completes 2020-08 to a first and a last day.
        assert "strftime(" not in text or path.name == "dates.py", path
