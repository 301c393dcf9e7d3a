"""An interview as TEI P5, the XML in which scholars keep texts: a turn is speech, ``<u who="#p7">``.

The Guidelines (https://tei-c.org/guidelines/p5/) have the elements; what is used of them: header, names,
spoken texts, corpora. Texts stand as they were published, to the character. What XML 1.0 cannot hold is
replaced by something that can be seen, and the header says so: control characters by their pictures
(U+0007 by «␇»), the rest by «�».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation
from lxml import etree
from lxml.builder import ElementMaker

from interviews.models import Entity, Turn

from .plain_text import revised_on, sample_notice, short_address
from .structured import Record

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_tei = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})

_NAME_ELEMENTS = {
    Entity.Kind.PERSON: "persName",
    Entity.Kind.ORGANISATION: "orgName",
    Entity.Kind.PLACE: "placeName",
}
# XML 1.0, production [2]; surrogates cannot be in a text that was stored.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")


def tei(record: Record) -> bytes:
    """A record of `structured.interview_record` as a TEI document in UTF-8."""
    cleaned: Record = _legal(record)
    with translation.override(record["language"]):
        header = _header(cleaned, replaced=cleaned != record)
    document = _tei.TEI({f"{_XML}lang": record["language"]}, header, _text(cleaned))
    return etree.tostring(document, encoding="UTF-8", xml_declaration=True)


def _legal(value: Any) -> Any:
    """The same value with every character that XML cannot hold replaced."""
    if isinstance(value, str):
        return _ILLEGAL.sub(_visible, value)
    if isinstance(value, list):
        return [_legal(one) for one in value]
    if isinstance(value, dict):
        return {key: _legal(one) for key, one in value.items()}
    return value


def _visible(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _header(record: Record, *, replaced: bool) -> etree._Element:
    return _tei.teiHeader(
        _file_description(record),
        _encoding_description(replaced=replaced),
        _profile(record),
        _revisions(record),
    )


def _file_description(record: Record) -> etree._Element:
    published = _tei.bibl(_tei.title({"level": "a"}, record["title"]))
    if outlet := record["outlet"]:
        published.append(_tei.publisher(_tei.orgName({"ref": record["outlet_ref"]["url"]}, outlet)))
    if day := record["published_on"]:
        published.append(_tei.date({"when": day}, day))
    if source := record["source_url"]:
        published.append(_tei.ref({"target": _address(source)}, source))
    site = record["url"].partition("/interviews/")[0]
    notes = [_tei.notesStmt(_tei.note(sample_notice()))] if record["sample"] else []
    return _tei.fileDesc(
        _tei.titleStmt(_tei.title(record["title"])),
        _tei.editionStmt(_tei.edition({"n": str(record["revision"])}, f"Revision {record['revision']}")),
        _tei.publicationStmt(
            _tei.distributor(_tei.ref({"target": site}, site)),
            _tei.date({"when": revised_on(record)}, revised_on(record)),
            _tei.idno({"type": "URI"}, short_address(record)),
        ),
        *notes,
        _tei.sourceDesc(published),
    )


def _encoding_description(*, replaced: bool) -> etree._Element:
    notes = [
        "Each turn is one u in the order of publication, its words as published, line breaks included. "
        "An answer corresponds to the first question of its exchange."
    ]
    if replaced:
        notes.append(
            "Characters that XML cannot hold are replaced: control characters by their pictures "
            "(U+2400 to U+241F), others by U+FFFD."
        )
    kinds = [(kind.value, kind.name.lower()) for kind in Turn.Kind]
    kinds.append(("reported", "a question that the text reports instead of quoting it"))
    return _tei.encodingDesc(
        _tei.editorialDecl(*(_tei.p({f"{_XML}lang": "en"}, note) for note in notes)),
        _tei.classDecl(
            _tei.taxonomy(
                {f"{_XML}id": "turns", f"{_XML}lang": "en"},
                *(_tei.category({f"{_XML}id": kind}, _tei.catDesc(said)) for kind, said in kinds),
            )
        ),
    )


def _profile(record: Record) -> etree._Element:
    with translation.override("en"):
        language = translation.get_language_info(record["language"])["name"]
    profile = _tei.profileDesc(
        _tei.langUsage(_tei.language({"ident": record["language"], f"{_XML}lang": "en"}, language))
    )
    if participants := record["participants"]:
        persons = (_person(number, one) for number, one in enumerate(participants, start=1))
        profile.append(_tei.particDesc(_tei.listPerson(*persons)))
    if place := record["place"]:
        profile.append(_tei.settingDesc(_tei.setting(_tei.name({"type": "place"}, place))))
    if topics := record["topic_refs"]:
        terms = (_tei.term({"ref": topic["url"]}, topic["name"]) for topic in topics)
        profile.append(_tei.textClass(_tei.keywords(*terms)))
    return profile


def _person(number: int, participant: Record) -> etree._Element:
    person = _tei.person({f"{_XML}id": f"p{number}", "role": participant["role"]})
    speaker = participant["speaker"]
    person.append(_tei.persName({"ref": speaker["url"]} if speaker else {}, participant["name"]))
    for label in participant["labels"]:
        if label != participant["name"]:
            person.append(_tei.persName({"type": "label"}, label))
    if office := participant["office"]:
        person.append(_tei.occupation(office))
    return person


def _revisions(record: Record) -> etree._Element:
    """The latest change first, as the Guidelines advise; corrections are lines for readers."""
    changes = [(correction["made_on"], correction["text"]) for correction in reversed(record["corrections"])]
    latest = _tei.change(
        {"when": revised_on(record), "n": str(record["revision"]), f"{_XML}lang": "en"}, "Latest revision"
    )
    return _tei.revisionDesc(latest, *(_tei.change({"when": day}, said) for day, said in changes))


def _text(record: Record) -> etree._Element:
    text = _tei.text()
    if record["lead"].strip():
        text.append(_tei.front(_prose("lead", record["lead"], record["lead_mentions"])))
    turns = _tei.div({"type": "interview"}, *_turns(record))
    text.append(_tei.body(turns if len(turns) else _tei.ab()))
    if record["closing"].strip():
        text.append(_tei.back(_prose("closing", record["closing"], record["closing_mentions"])))
    return text


def _prose(part: str, text: str, mentions: Sequence[Record]) -> etree._Element:
    """A text that is no turn, as paragraphs."""
    division = _tei.div({"type": part})
    for line in _PARAGRAPH.finditer(text):
        _fill(etree.SubElement(division, f"{{{NAMESPACE}}}p"), text, line.start(), line.end(), mentions)
    return division


def _turns(record: Record) -> Iterable[etree._Element]:
    persons = {
        label: f"#p{number}"
        for number, participant in enumerate(record["participants"], start=1)
        for label in participant["labels"]
    }
    questions: dict[int, str] = {}
    for turn in record["turns"]:
        kind, exchange, identifier = turn["kind"], turn["exchange"], f"t-{turn['key']}"
        attributes = {
            f"{_XML}id": identifier,
            f"{_XML}space": "preserve",
            "ana": f"#{kind} #reported" if turn["indirect"] else f"#{kind}",
        }
        if turn["speaker"]:
            attributes["who"] = persons[turn["speaker"]]
        if exchange and kind == Turn.Kind.QUESTION:
            questions.setdefault(exchange, identifier)
        elif exchange in questions:
            attributes["corresp"] = f"#{questions[exchange]}"
        narrated = kind == Turn.Kind.NARRATION and not turn["speaker"]
        element = _tei.p(attributes) if narrated else _tei.u(attributes)
        _fill(element, turn["text"], 0, len(turn["text"]), turn["mentions"])
        yield element


def _fill(element: etree._Element, text: str, start: int, end: int, mentions: Iterable[Record]) -> None:
    """``text[start:end]`` into an element, its names as elements; of two that overlap the first one."""
    position, last = start, None
    for mention in mentions:
        if mention["start"] < position or mention["end"] > end:
            continue
        _append(element, last, text[position : mention["start"]])
        entity = mention["entity"]
        tag = _NAME_ELEMENTS.get(entity["kind"])
        last = _tei(tag or "name", {"ref": entity["url"]}, text[mention["start"] : mention["end"]])
        if tag is None:
            last.set("type", entity["kind"])
        element.append(last)
        position = mention["end"]
    _append(element, last, text[position:end])


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def _address(url: str) -> str:
    """A web address as the schema's anyURI wants it: without white space."""
    return "%20".join(url.split())
