"""The page of a quotation, its files, and what a script asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interviews.exports import citations
from interviews.exports.citations import Quotation
from interviews.exports.selection import Selection
from interviews.models import Interview, Name, Turn
from tests.factories import EntityFactory, OutletFactory, ParticipantFactory, SpeakerFactory

Make = Callable[..., Interview]
SITE = "https://archive.example"


def answer_of(interview: Interview) -> Turn:
    return interview.turns.get(kind="answer")


def quotation(interview: Interview, kind: str = "answer", words: str = "") -> Quotation:
    """Words of an interview as a view reads them."""
    read = Interview.objects.for_listing().get(pk=interview.pk)
    turn = read.turns.select_related("participant__speaker__entity").filter(kind=kind).first()
    assert turn is not None
    start = turn.text.index(words)
    selection = Selection.of(turn, start, start + len(words) if words else None)
    assert selection is not None
    return Quotation(read, turn, selection)


def entry(bibtex: str) -> dict[str, str]:
    """A strict reader of one BibTeX entry: braces must balance, each field ends with a comma."""
    kind = re.fullmatch(r"@(\w+)\{([\w:.-]+),\n(.*)\}\n", bibtex, re.DOTALL)
    assert kind, bibtex
    fields = {"kind": kind[1], "key": kind[2]}
    for line in kind[3].splitlines():
        field = re.fullmatch(r"  (\w+) = (.*),", line)
        assert field, line
        value, depth = field[2], 0
        for at, character in enumerate(value):
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth > 0 or at == len(value) - 1 or not value.startswith("{"), value
        assert depth == 0, value
        fields[field[1]] = value[1:-1] if value.startswith("{") else value
    return fields


def records(ris: str) -> list[tuple[str, str]]:
    """A strict reader of one RIS record: `XX  - value`, CR LF, first TY, last ER."""
    assert ris.endswith("\r\n")
    lines = ris.removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines), lines
    found = [(line[:2], line[6:]) for line in lines]
    assert (found[0][0], found[-1]) == ("TY", ("ER", ""))
    return found


@pytest.fixture
def named(make_interview: Make) -> Interview:
    """An interview whose people and outlet have English names as well."""
    interview = make_interview(title="حوار عن 50% من الماء & {الملح}_#1", place="البصرة")
    assert interview.outlet is not None
    Name.objects.create(entity=interview.outlet.entity, text="Nahr Agency", language="en", kind="preferred")
    speaker = interview.participants.get(role="guest").speaker
    assert speaker is not None
    Name.objects.create(entity=speaker.entity, text="Salman al-Rawi", language="en", kind="preferred")
    return interview


def test_an_arabic_newspaper_names_speaker_office_outlet_and_day(make_interview: Make) -> None:
    words = quotation(
        make_interview(answer="قبل. لم يصل الماء\nإلى الهور. بعد."), words="لم يصل الماء\nإلى الهور"
    )
    text, address = citations.arabic(words, SITE).split("\n")
    assert text == (
        "سلمان الراوي، مدير الميناء، في مقابلة مع وكالة النهر بتاريخ 24 آب/أغسطس 2020: "
        "«لم يصل الماء إلى الهور»."
    )
    assert address == f"{SITE}/interviews/{words.interview.pk}/?words={words.selection}#words"


@pytest.mark.parametrize("end", ["\n", "\r\n\r\n", "\u2028", "\u2029", "\x85", "\x0b"])
def test_words_of_several_lines_are_quoted_in_one(make_interview: Make, end: str) -> None:
    words = quotation(make_interview(answer=f"لم يصل الماء{end}إلى الهور."))
    assert words.line == "لم يصل الماء إلى الهور."
    assert len(citations.arabic(words, SITE).splitlines()) == 2


def test_a_question_is_said_by_who_asks(make_interview: Make) -> None:
    interview = make_interview(question="ما رأيكم؟")
    asked = citations.arabic(quotation(interview, "question"), SITE)
    assert asked.startswith(
        "سؤال إلى سلمان الراوي، في مقابلة منشورة لدى وكالة النهر بتاريخ 24 آب/أغسطس 2020: «ما رأيكم؟»\n"
    )
    host = interview.participants.get(role="interviewer")
    host.speaker = SpeakerFactory(entity__name="مايا الخطيب")
    host.save()
    assert "سؤال من مايا الخطيب إلى سلمان الراوي" in citations.arabic(quotation(interview, "question"), SITE)
    assert "مدير الميناء" not in citations.arabic(quotation(interview, "question"), SITE)
    assert "interview by مايا الخطيب, وكالة النهر" in citations.chicago(quotation(interview), SITE)


def test_several_guests_are_all_named(make_interview: Make) -> None:
    interview = make_interview()
    for name in ("مايا الخطيب", "يوسف داود"):
        ParticipantFactory(interview=interview, label=name, role="guest")
    assert "إلى سلمان الراوي ومايا الخطيب ويوسف داود" in citations.arabic(
        quotation(interview, "question"), SITE
    )
    assert citations.chicago(quotation(interview), SITE).startswith(
        "سلمان الراوي, مايا الخطيب, and يوسف داود, “"
    )
    fields = entry(citations.bibtex(quotation(interview), SITE))
    assert fields["author"] == "{سلمان الراوي} and {مايا الخطيب} and {يوسف داود}"
    assert [value for tag, value in records(citations.ris(quotation(interview), SITE)) if tag == "AU"] == [
        "سلمان الراوي",
        "مايا الخطيب",
        "يوسف داود",
    ]


def test_chicago_has_english_names_where_there_are_some(named: Interview) -> None:
    words = quotation(named)
    assert citations.chicago(words, SITE) == (
        "Salman al-Rawi, “حوار عن 50% من الماء & {الملح}_#1,” interview, Nahr Agency, August 24, 2020, "
        f"{words.address(SITE)}."
    )


@pytest.mark.parametrize(
    ("title", "cited"),
    [
        ("“We wait”: a shift", "“‘We wait’: a shift,”"),
        ("A shift: “We wait”", "“A shift: ‘We wait,’”"),
        ("هل «وصل» الماء؟", "“هل «وصل» الماء؟,”"),
    ],
)
def test_marks_within_marks_are_single_ones_in_chicago(make_interview: Make, title: str, cited: str) -> None:
    assert f"{cited} interview, وكالة النهر" in citations.chicago(
        quotation(make_interview(title=title)), SITE
    )


def test_bibtex_says_the_same_with_tex_signs_escaped(named: Interview) -> None:
    words = quotation(named)
    fields = entry(citations.bibtex(words, SITE))
    assert fields["key"] == f"interview-{named.pk}-{words.turn.key}"
    assert fields["author"] == "{Salman al-Rawi}"
    assert fields["title"] == r"{حوار عن 50\% من الماء \& \textbraceleft{}الملح\textbraceright{}\_\#1}"
    assert (fields["year"], fields["month"], fields["date"]) == ("2020", "aug", "2020-08-24")
    assert fields["url"] == words.address(SITE)
    assert fields["note"].startswith("«كانت البيشمركةُ")
    named.title = "عنوان آخر"
    named.save()
    assert entry(citations.bibtex(quotation(named), SITE))["key"] == fields["key"]


@pytest.mark.parametrize("sign", ["}", "{", "\\", "$x^2~_", '"', "@misc{", "\t\u2028", "%", "ي\u200f"])
def test_no_sign_breaks_out_of_its_field(make_interview: Make, sign: str) -> None:
    words = quotation(make_interview(title=f"عنوان {sign} آخر", answer=f"كلام {sign} وكلام.\r\nثم ER  - "))
    fields = entry(citations.bibtex(words, SITE))
    assert fields["title"].startswith("{عنوان")
    assert fields["title"].endswith("آخر}")
    record = dict(records(citations.ris(words, SITE)))
    assert record["N1"].startswith("«كلام")


def test_no_sign_turns_the_direction_of_a_citation(make_interview: Make) -> None:
    outlet = OutletFactory(entity__name="وكالة\u202e النهر")
    interview = make_interview(title="حوار\u202e", answer="لم يصل \u2067الماء.", outlet=outlet)
    for form in citations.FORMS.values():
        said = form(quotation(interview), SITE)
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(said)
    assert "لم يصل الماء." in citations.arabic(quotation(interview), SITE)


def test_ris_is_read_again(named: Interview) -> None:
    record = records(citations.ris(quotation(named), SITE))
    assert record[0] == ("TY", "NEWS")
    found = dict(record)
    assert found["AU"] == "Salman al-Rawi"
    assert found["TI"] == named.title
    assert (found["T2"], found["PY"], found["DA"], found["CY"]) == (
        "Nahr Agency",
        "2020",
        "2020/08/24",
        "البصرة",
    )
    assert found["N1"].endswith("(سلمان الراوي، مدير الميناء)")


def test_what_is_not_known_is_left_out_or_said_to_be(make_interview: Make) -> None:
    interview = make_interview(outlet=None, published_on=None)
    interview.participants.all().delete()
    words = quotation(interview, words="البيشمركةُ")
    assert citations.arabic(words, SITE).startswith(
        f"من نصّ مقابلة، بعنوان «{interview.title}»، بلا تاريخ: «البيشمركةُ».\n"
    )
    assert citations.chicago(words, SITE).startswith(f"“{interview.title},” interview, n.d., https://")
    # Not «n.d.», which biblatex refuses as a year and writes by itself.
    assert not {"year", "month", "date"} & entry(citations.bibtex(words, SITE)).keys()
    assert {tag for tag, _v in records(citations.ris(words, SITE))} == {
        "TY",
        "ID",
        "TI",
        "LA",
        "UR",
        "N1",
        "ER",
    }


def test_whoever_quotes_a_sample_says_that_it_is_invented(make_interview: Make) -> None:
    sample = quotation(make_interview(is_sample=True), words="والتحالف")
    assert citations.arabic(sample, SITE).startswith(
        "سلمان الراوي، مدير الميناء، في مقابلة مع وكالة النهر بتاريخ 24 آب/أغسطس 2020 "
        "(نموذج من نسج الخيال): «والتحالف».\n"
    )
    assert ", August 24, 2020, invented sample, https://" in citations.chicago(sample, SITE)
    note = "«والتحالف» (سلمان الراوي، مدير الميناء)؛ نموذج من نسج الخيال"
    assert entry(citations.bibtex(sample, SITE))["note"] == note
    assert dict(records(citations.ris(sample, SITE)))["N1"] == note
    real = quotation(make_interview(), words="والتحالف")
    assert not [text for form in citations.FORMS.values() if "الخيال" in (text := form(real, SITE))]
    assert "invented" not in citations.chicago(real, SITE)


# --- The page ----------------------------------------------------------------------------------------


def test_the_page_has_the_words_their_question_and_every_form(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    turn = answer_of(interview)
    start = turn.text.index("والتحالف")
    response = client.get(f"/quote/{turn.key}/?start={start}&end={start + 14}")
    page = unescape(response.content.decode())
    assert "ما رأيكم في دور التحالف الدولي؟" in page
    assert "<p>والتحالف معًا</p>" in page
    for form in response.context["forms"].values():
        assert form.replace("\r\n", "\n") in page.replace("\r\n", "\n")
    assert response.context["address"] in page
    assert '<meta name="robots" content="noindex">' in page
    assert "/cards/" in page


def test_the_link_of_the_page_marks_the_words(client: Client, make_interview: Make) -> None:
    turn = answer_of(make_interview())
    found = client.get(f"/quote/{turn.key}/?start=0&end=16&format=json").json()
    address = found["address"].removeprefix("http://testserver").removesuffix("#words")
    page = client.get(address, follow=True).content.decode()
    assert '<mark class="linked" id="words">' in page
    assert found["words"] == turn.text[:16].strip()


@pytest.mark.parametrize(
    "query",
    ["", "start=x&end=y", "start=-1", "start=99999999999", "end=0", "start=9&end=2", "start=٣", "format=exe"],
)
def test_a_place_that_is_none_gives_the_whole_passage(
    client: Client, make_interview: Make, query: str
) -> None:
    turn = answer_of(make_interview())
    response = client.get(f"/quote/{turn.key}/?{query}")
    assert response.status_code == 200
    assert response.context["words"] == turn.text


def test_sentences_are_chosen_without_a_script(client: Client, make_interview: Make) -> None:
    turn = answer_of(make_interview(answer="أولى الجمل هنا. ثانية الجمل هنا! وثالثة الجمل؟"))
    response = client.get(f"/quote/{turn.key}/?start=18&end=25")
    first, second, third = response.context["sentences"]
    assert (second.is_first, second.is_last, first.is_first, third.is_last) == (True, True, False, False)
    chosen = client.get(f"/quote/{turn.key}/?start={second.start}&end={third.end}")
    assert chosen.context["words"] == "ثانية الجمل هنا! وثالثة الجمل؟"


@pytest.mark.parametrize(("suffix", "media_type"), [("bib", "bibtex"), ("ris", "research-info-systems")])
def test_bibtex_and_ris_are_files(client: Client, make_interview: Make, suffix: str, media_type: str) -> None:
    turn = answer_of(make_interview())
    response = client.get(f"/quote/{turn.key}/?start=0&end=16&format={suffix}")
    assert media_type in response["Content-Type"]
    assert response["Content-Disposition"].endswith(f'-{turn.key}.{suffix}"')
    text = response.content.decode()
    assert entry(text) if suffix == "bib" else records(text)


def test_what_a_script_copies_is_what_the_page_shows(client: Client, make_interview: Make) -> None:
    turn = answer_of(make_interview())
    found = json.loads(client.get(f"/quote/{turn.key}/?start=0&end=16&format=json").content)
    page = client.get(found["page"])
    assert page.context["forms"] == found["forms"]
    assert page.context["cards"] == found["cards"]


@pytest.mark.parametrize("values", [{"status": "draft"}, {"status": "withdrawn"}, {"publish_at": "later"}])
@pytest.mark.parametrize("query", ["", "?format=json", "?format=bib"])
def test_what_is_not_public_has_no_quotations(
    client: Client, make_interview: Make, values: dict[str, Any], query: str
) -> None:
    if values.get("publish_at"):
        values = {"publish_at": timezone.now() + timezone.timedelta(days=1)}
    turn = answer_of(make_interview(**values))
    assert client.get(f"/quote/{turn.key}/{query}").status_code == 404
    assert client.get("/quote/%D8%A8/").status_code == 404


def test_words_that_no_card_holds_are_refused_with_the_reason(client: Client, make_interview: Make) -> None:
    long, foreign = (
        answer_of(make_interview(answer="كلمة " * 100)),
        answer_of(make_interview(answer="Привет نعم")),
    )
    minister, printed = (
        make_interview(answer="نعم هنا"),
        make_interview(answer="نعم", outlet=OutletFactory(entity__name="Правда")),
    )
    minister.participants.filter(role="guest").update(office="министр")
    abroad = ((answer_of(interview), "letters") for interview in (minister, printed))
    for turn, reason in ((long, "long"), (foreign, "letters"), *abroad):
        response = client.get(f"/quote/{turn.key}/")
        assert (response.context["cards"], response.context["no_card"]) == ({}, reason)
        assert "/cards/" not in response.content.decode()


def test_what_most_readers_take_comes_before_what_is_for_scholars(
    client: Client, make_interview: Make
) -> None:
    page = client.get(f"/quote/{answer_of(make_interview()).key}/").content.decode()
    assert re.findall(r'<h2 id="quote-(\w+)"', page) == [
        "address",
        "arabic",
        "card",
        "chicago",
        "bibtex",
        "ris",
    ]


def test_the_page_asks_the_database_for_little(
    client: Client, make_interview: Make, django_assert_max_num_queries: Any
) -> None:
    turn = answer_of(make_interview())
    client.get(f"/quote/{turn.key}/")
    with django_assert_max_num_queries(10):
        client.get(f"/quote/{turn.key}/?start=0&end=9")


def test_an_outlet_that_asks_is_not_named_twice(make_interview: Make) -> None:
    outlet = OutletFactory(entity=EntityFactory(name="صحيفة الديوان", kind="organisation"))
    interview = make_interview(outlet=outlet)
    Name.objects.create(entity=outlet.entity, text="Al-Diwan", language="en", kind="preferred")
    for language, label in (("ar", "صحيفة الديوان"), ("en", "صحيفة الديوان"), ("en", "Al-Diwan")):
        Interview.objects.update(language=language)
        interview.participants.filter(role="interviewer").update(label=label)
        assert "interview, Al-Diwan," in citations.chicago(quotation(interview), SITE)
