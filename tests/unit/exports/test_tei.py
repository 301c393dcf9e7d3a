"""TEI: valid by the schema of the TEI Consortium, and true to the words."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from interviews.exports.tei import tei
from tests.records import DELICATE, GUEST, answer, mention, question, record, turn

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
# tests/schemas/README.md says where it comes from.
SCHEMA = Path(__file__).parents[2] / "schemas" / "tei-3.0.0.rng.xz"

TEXT = "ثم عُدنا إلى الموصل مع التحالف الدولي بعد معركة الموصل."
SHORT = "قال سلمان: لا."
FULL = record(
    lead="التقت «النهر» مدير الميناء في البصرة.\n\nوهنا نص الحوار.",
    lead_mentions=[mention("التقت «النهر» مدير الميناء في البصرة.", "البصرة")],
    turns=[
        question("متى؟", key="q1", exchange=1),
        answer(
            TEXT,
            key="a1",
            exchange=1,
            mentions=[
                mention(TEXT, "الموصل"),
                mention(TEXT, "التحالف الدولي", "organisation"),
                mention(TEXT, "معركة الموصل", "event"),
            ],
        ),
        turn("narration", "صمت قليلاً.", None, key="n1"),
        question("وعن السفن.", key="q2", speaker=None, indirect=True, exchange=2),
        answer(
            "قال سلمان: لا.", key="a2", exchange=2, mentions=[mention("قال سلمان: لا.", "سلمان", "person")]
        ),
    ],
    closing="راجع الضيف ما ورد فيه.",
    corrections=[{"made_on": "2020-08-25", "text": "كتبنا خطأ أن السفن ثلاث، وهي اثنتان."}],
)
BARE = record(
    turns=[],
    participants=[],
    outlet=None,
    outlet_ref=None,
    published_on=None,
    place="",
    topics=[],
    topic_refs=[],
    source_url="",
)


def document(**values: Any) -> etree._Element:
    return etree.fromstring(tei(record(**values)))


def schema_of(elements: set[str]) -> etree.RelaxNG:
    """The schema of the TEI without the elements that no document has.

    With all of them it takes ten seconds to be read. What is valid without them is valid with them, too:
    to take a choice away allows nothing new.
    """
    with lzma.open(SCHEMA) as file:
        schema = etree.parse(file)
    for element in schema.iter(f"{RNG}element"):
        if element.get("name") and element.get("name") not in elements:
            element.clear()
            element.tag = f"{RNG}notAllowed"
    return etree.RelaxNG(schema)


def test_every_document_is_valid_by_the_schema_of_the_tei() -> None:
    documents = {
        "full": FULL,
        "bare": BARE,
        "english": record(language="en", title="The port"),
        "sorani": record(language="ckb", place="هەولێر"),
        "sample": record(sample=True),
        "an address that is none": record(source_url="https://nahr.example/a b\u0301|{}<>\\^`"),
        "all delicate": record(turns=[answer(text) for text in DELICATE]),
        "control characters": record(title="حوار\x07", turns=[answer("نعم\x00\x1b\ufffe.")], place="\x0b"),
    }
    made = {name: etree.fromstring(tei(one)) for name, one in documents.items()}
    schema = schema_of({etree.QName(element).localname for one in made.values() for element in one.iter()})
    for name, one in made.items():
        schema.validate(one)
        assert not list(schema.error_log), name
    # It does notice what is wrong.
    wrong = etree.fromstring(tei(FULL))
    etree.SubElement(wrong.find(".//t:body", NAMES), f"{{{NAMES['t']}}}question")
    assert not schema.validate(wrong)


@pytest.mark.parametrize("text", DELICATE)
def test_no_character_of_the_words_changes(text: str) -> None:
    spoken = document(turns=[answer(text)]).find(".//t:u", NAMES)
    assert "".join(spoken.itertext()) == text


def test_turns_are_speech_of_the_persons_in_the_header() -> None:
    spoken = etree.fromstring(tei(FULL)).findall(".//t:body//t:u", NAMES)
    persons = etree.fromstring(tei(FULL)).findall(".//t:particDesc//t:person", NAMES)
    assert [person.get(f"{XML}id") for person in persons] == ["p1", "p2"]
    assert [one.text for one in persons[1]] == ["سلمان الراوي", GUEST, "مدير الميناء"]
    assert [(one.get(f"{XML}id"), one.get("who"), one.get("ana"), one.get("corresp")) for one in spoken] == [
        ("t-q1", "#p1", "#question", None),
        ("t-a1", "#p2", "#answer", "#t-q1"),
        ("t-q2", None, "#question #reported", None),
        ("t-a2", "#p2", "#answer", "#t-q2"),
    ]


def test_narration_is_prose_between_the_turns() -> None:
    body = etree.fromstring(tei(FULL)).find(".//t:body/t:div", NAMES)
    assert [etree.QName(one).localname for one in body] == ["u", "u", "p", "u", "u"]
    assert body[2].get(f"{XML}id") == "t-n1"


def test_names_are_elements_by_their_kind_with_the_address_of_the_entity() -> None:
    found = etree.fromstring(tei(FULL)).xpath("//t:text//*[@ref]", namespaces=NAMES)
    assert [(etree.QName(one).localname, one.text, one.get("type")) for one in found] == [
        ("placeName", "البصرة", None),
        ("placeName", "الموصل", None),
        ("orgName", "التحالف الدولي", None),
        ("name", "معركة الموصل", "event"),
        ("persName", "سلمان", None),
    ]
    assert {one.get("ref") for one in found} == {"https://archive.example/entities/7/"}


def test_of_two_names_that_overlap_the_first_is_kept_and_no_word_is_written_twice() -> None:
    both = [mention(TEXT, "التحالف الدولي", "organisation"), mention(TEXT, "الدولي بعد", "person")]
    spoken = document(turns=[answer(TEXT, mentions=both)]).find(".//t:u", NAMES)
    assert [etree.QName(one).localname for one in spoken] == ["orgName"]
    assert "".join(spoken.itertext()) == TEXT


def test_what_xml_cannot_hold_is_replaced_by_something_seen_and_the_header_says_so() -> None:
    made = document(turns=[answer("نعم\x07 لا\x1b\ufffe.")])
    assert made.find(".//t:u", NAMES).text == "نعم\u2407 لا\u241b\ufffd."
    assert len(made.findall(".//t:editorialDecl/t:p", NAMES)) == 2
    assert len(document().findall(".//t:editorialDecl/t:p", NAMES)) == 1


def test_corrections_and_the_revision_are_changes_the_latest_first() -> None:
    changes = etree.fromstring(tei(FULL)).findall(".//t:revisionDesc/t:change", NAMES)
    assert [(one.get("when"), one.get("n")) for one in changes] == [("2020-08-25", "3"), ("2020-08-25", None)]
    assert changes[1].text == "كتبنا خطأ أن السفن ثلاث، وهي اثنتان."


def test_a_sample_says_that_it_is_invented() -> None:
    assert document(sample=True).findtext(".//t:notesStmt/t:note", None, NAMES).startswith("هذا نموذج")
    assert (
        document(sample=True, language="en").findtext(".//t:note", None, NAMES).startswith("This is a sample")
    )
    assert document().find(".//t:notesStmt", NAMES) is None


def test_it_is_known_by_the_address_that_no_other_title_changes() -> None:
    assert document().findtext(".//t:idno", None, NAMES) == "https://archive.example/interviews/12/"
