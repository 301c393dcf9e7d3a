"""The PDF of an interview, read back by another program."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from interviews.exports.pdf import _Document, pdf
from interviews.exports.typesetting import _in_order_of_sight, _runs
from tests.records import DELICATE, answer, question, record, turn

ANSWER = "كانت البيشمركة والتحالف في كوردستان سنة 2014، ثم عادوا إلى الموصل."


def read(**values: Any) -> PdfReader:
    return PdfReader(BytesIO(pdf(record(**values))))


def texts(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_it_holds_the_words_and_who_says_them() -> None:
    (page,) = texts(read(turns=[question("متى كان ذلك؟"), answer(ANSWER)], lead="في مكتبه على الرصيف."))
    for words in (
        *("حوار مع مدير الميناء", "سلمان الراوي، مدير الميناء", "في مكتبه على الرصيف", "متى كان ذلك؟"),
        *("كانت البيشمركة والتحالف في كوردستان سنة", "2014", "ثم عادوا إلى الموصل", "24", "2020"),
    ):
        assert words in squeezed(page), words


@pytest.mark.parametrize(
    ("language", "outlet", "day"), [("ar", "BBC", "آب/أغسطس 24"), ("en", "وكالة النهر", "24 August 2020")]
)
def test_the_day_stays_with_its_month_behind_an_outlet_of_another_script(
    language: str, outlet: str, day: str
) -> None:
    with translation.override(language):
        document = _Document(record(language=language, outlet=outlet, place=""))
        lines = [row.line for row in document._rows() if row.line]
        document.close()
    seen = " ".join("".join(run.text for run in _in_order_of_sight(_runs(lines[1]))).split())
    assert day in seen


def test_each_page_has_a_footnote_with_the_address_the_revision_and_its_number() -> None:
    reader = read(turns=[question(), answer("\n".join([ANSWER] * 90)), question(), answer()])
    pages = texts(reader)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        foot = "\n".join(page.splitlines()[-4:])
        assert "https://archive.example/interviews/12/" in foot
        assert {"3", "25", "2020"} <= set(re.findall(r"\d+", foot))
        assert {str(number), str(len(pages))} <= set(re.findall(r"\d+", foot))
    links = [link.get_object()["/A"]["/URI"] for page in reader.pages for link in page["/Annots"]]
    assert links == ["https://archive.example/interviews/12/"] * len(pages)


def test_a_turn_longer_than_a_page_goes_on_and_nothing_is_lost() -> None:
    numbered = [f"السطر رقم {number} من الجواب." for number in range(150)]
    reader = read(turns=[question("\n".join(numbered)), answer("نعم.")])
    found = {int(number) for page in texts(reader) for number in re.findall(r"\d+", page)}
    assert set(range(150)) <= found
    # Inside of the page: the last line is the footnote's.
    heights: list[float] = []

    def note(text: str, _cm: object, place: list[float], *_font: object) -> None:
        if text.strip():
            heights.append(place[5])

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    assert min(heights) == pytest.approx(27, abs=1)


def test_no_question_stands_at_the_foot_of_a_page_without_its_answer() -> None:
    for lines in range(18, 32):
        turns = [
            answer("\n".join(["سطر."] * lines)),
            question("أهذا هو السؤال الأخير؟"),
            answer("هذا هو الجواب."),
        ]
        first, *_others = texts(read(turns=turns))
        assert ("السؤال" in first) == ("الجواب" in first), lines


def test_fonts_are_inside_and_only_what_is_used_of_them() -> None:
    reader = read()
    fonts = {
        font["/BaseFont"]: font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"]
        for page in reader.pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert {name.partition("+")[2] for name in fonts} == {"Vazirmatn", "VazirmatnBold"}
    assert all(len(file.get_data()) < 60_000 for file in fonts.values())


def test_its_metadata_say_what_it_is() -> None:
    reader = read(language="ckb", title="چاوپێکەوتن")
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("چاوپێکەوتن", "وكالة النهر")
    assert reader.trailer["/Root"]["/Lang"] == "ckb"


def test_the_same_revision_is_the_same_file() -> None:
    assert pdf(record()) == pdf(record())
    assert pdf(record()) != pdf(record(revision=4))


@pytest.mark.parametrize(
    "text",
    [
        *DELICATE,
        *("\u200f", "\u202e", "\u0301", "\ufeff\u200b", "\x00\x07", "\U000e0041", "�", "()", "[(\\", "«»"),
        "a" * 5000,
        "بَ" * 3000,
        "\u2067" * 200 + "نعم" + "\u2069" * 200,
        "\n\r\u2028\u2029\x0b\x0cنعم",
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_any_text_becomes_a_document(text: str, language: str) -> None:
    made = record(
        turns=[question(text), answer(text), turn("narration", text, None)],
        title=text,
        lead=text,
        closing=text,
        place=text[:90],
        language=language,
        corrections=[{"made_on": "2020-08-25", "text": text[:400]}],
    )
    assert len(PdfReader(BytesIO(pdf(made))).pages) >= 1


def test_an_interview_without_anything_but_a_title_is_a_page() -> None:
    bare = {"turns": [], "participants": [], "outlet": None, "published_on": None, "place": "", "topics": []}
    (page,) = texts(read(**bare, source_url=""))
    assert "حوار مع مدير الميناء" in page
