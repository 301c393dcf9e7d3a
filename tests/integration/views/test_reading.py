"""The page of an interview as something to be read: who speaks, which questions, how long, which language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from lxml import html

from interviews.models import Interview
from interviews.views.reading import contents, guests_first, minutes_to_read, turns_to_label
from tests.factories import InterviewFactory, ParticipantFactory, TurnFactory

Make = Callable[..., Interview]


def read(client: Client, interview: Interview) -> str:
    response = client.get(interview.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def labelled(turns: Sequence[tuple[str, str]]) -> list[int]:
    """The numbers of the labelled turns among ``("question", "A")``, …, counted from one; "" is nobody."""
    interview = InterviewFactory()
    people = {
        name: ParticipantFactory(interview=interview, label=name)
        for name in {name for _kind, name in turns if name}
    }
    rows = [TurnFactory(interview=interview, kind=kind, participant=people.get(name)) for kind, name in turns]
    found = turns_to_label(rows)
    return [number for number, row in enumerate(rows, start=1) if row.pk in found]


Q, A, N = "question", "answer", "narration"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # One asks, one answers: each is named once.
        ([(Q, "a"), (A, "b"), (Q, "a"), (A, "b")], [1, 2]),
        ([(A, "b"), (A, "b")], [1]),
        # Two guests: whoever begins is named, who goes on is not.
        ([(Q, "a"), (A, "b"), (A, "b"), (A, "c"), (Q, "a"), (A, "b")], [1, 2, 4, 6]),
        # Two ask.
        ([(Q, "a"), (A, "b"), (Q, "c"), (A, "b"), (Q, "a")], [1, 2, 3, 5]),
        # The guest asks back.
        ([(Q, "a"), (A, "b"), (Q, "b"), (A, "a")], [1, 2, 3, 4]),
        # An answer of nobody beside those of the guest.
        ([(Q, "a"), (A, "b"), (Q, "a"), (A, "")], [1, 2, 4]),
        # Nobody is known: the kind is said once.
        ([(Q, ""), (A, ""), (Q, ""), (A, "")], [1, 2]),
        # What the text tells is nobody's.
        ([(Q, "a"), (N, ""), (A, "b"), (N, "")], [1, 3]),
        ([], []),
    ],
)
def test_a_speaker_is_named_where_form_does_not_say_who_it_is(
    turns: list[tuple[str, str]], expected: list[int]
) -> None:
    assert labelled(turns) == expected


def test_kind_and_speaker_of_every_turn_are_there_to_be_heard(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    guest, host = interview.participants.get(role="guest"), interview.participants.get(role="interviewer")
    TurnFactory(interview=interview, kind="question", participant=host)
    TurnFactory(interview=interview, kind="answer", participant=guest)
    page = read(client, interview)
    turns = re.findall(r'<section class="turn.*?</section>', page, re.DOTALL)
    assert ["plain" in turn for turn in turns] == [False, False, True, True]
    for turn, name, kind in zip(turns, [host.name, guest.name] * 2, ["سؤال", "جواب"] * 2, strict=True):
        assert f'<span class="speaker" dir="auto">{name}</span>' in turn
        assert f"({kind})" in turn


@pytest.mark.django_db
def test_guests_stand_before_who_asked_them() -> None:
    interview = InterviewFactory()
    for role in ("interviewer", "guest", "moderator", "guest"):
        ParticipantFactory(interview=interview, role=role)
    shown = guests_first(interview.participants.all())
    assert [participant.role for participant in shown] == ["guest", "guest", "moderator", "interviewer"]
    assert shown[0].pk < shown[1].pk


@pytest.mark.django_db
def test_contents_list_the_questions_in_short_with_their_places() -> None:
    interview = InterviewFactory()
    for text in ("زرتم الموصل أمس. ماذا رأيتم؟", "When did you leave?", "ومتى تعودون؟"):
        TurnFactory(interview=interview, kind="question", text=text)
        TurnFactory(interview=interview)
    turns = list(interview.turns.all())
    listed = contents(turns, "ar")
    assert [(question.fragment, question.text) for question in listed] == [
        (turns[0].fragment, "ماذا رأيتم؟"),
        (turns[2].fragment, "When did you leave?"),
        (turns[4].fragment, "ومتى تعودون؟"),
    ]
    assert [question.attributes for question in listed] == ["", ' lang="en" dir="ltr"', ""]
    assert contents(turns[:4], "ar") == []


def test_every_line_of_the_contents_leads_to_a_turn(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    assert 'class="contents"' not in read(client, interview)
    for _number in range(3):
        TurnFactory(interview=interview, kind="question", text="ومتى <b>تعودون</b>؟")
    page = read(client, interview)
    places = re.findall(r'<li><a href="#([^"]*)"', page)
    assert len(places) == 4
    for place in places:
        assert f'id="{place}"' in page
    assert "ومتى &lt;b&gt;تعودون&lt;/b&gt;؟</a>" in page


@pytest.mark.django_db
def test_lead_turns_and_closing_count_for_the_reading_time() -> None:
    interview = InterviewFactory(lead="كلمة " * 180, closing="كلمة " * 180)
    assert minutes_to_read(interview, []) == 2
    turn = TurnFactory(interview=interview, text="كلمة " * 360)
    assert minutes_to_read(interview, [turn]) == 4
    interview.language = "en"
    assert minutes_to_read(interview, [turn]) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (10, "دقيقة قراءة واحدة"),
        (360, "دقيقتا قراءة"),
        (900, "5 دقائق قراءة"),
        (1980, "11 دقيقة قراءة"),
        (18000, "100 دقيقة قراءة"),
    ],
)
def test_the_reading_time_is_said_in_arabic_plurals(
    client: Client, make_interview: Make, words: int, said: str
) -> None:
    assert f"<span>{said}</span>" in read(client, make_interview(answer="كلمة " * words))


@pytest.mark.parametrize(
    ("language", "text", "attributes"),
    [
        ("ar", "We open the port tomorrow.", ' lang="en" dir="ltr"'),
        ("ar", "ئێمە لە ساڵی ٢٠١٤ەوە چاوەڕێین", ' lang="ckb" dir="rtl"'),
        ("ar", "زار شركة Mistara أمس", ""),
        ("en", "قال الوزير إن الميناء سيفتح غدًا.", ' lang="ar" dir="rtl"'),
        ("ckb", "We open the port tomorrow.", ' lang="en" dir="ltr"'),
    ],
)
def test_a_passage_in_another_language_says_so_and_has_its_direction(
    client: Client, make_interview: Make, language: str, text: str, attributes: str
) -> None:
    interview = make_interview(language=language, lead=text, answer=text)
    page = read(client, interview)
    assert re.search(rf"<p[^>]*{attributes}>{re.escape(text)}</p>", page.partition('class="turn')[0])
    assert re.search(rf"<p[^>]*{attributes}>{re.escape(text)}</p>", page.partition('class="turn')[2])
    if not attributes:
        assert not re.search(rf'<p[^>]*lang="[^>]*>{re.escape(text)}', page)


@pytest.mark.parametrize("language", ["ar", "ckb", "en"])
def test_words_of_the_interface_beside_the_text_say_their_language(
    client: Client, make_interview: Make, language: str
) -> None:
    interview = make_interview()
    interview.turns.filter(kind="question").update(indirect=True)
    page = html.fromstring(client.get(f"{interview.get_absolute_url()}?lang={language}").content)
    with override(language):
        labels = [gettext("Quote"), gettext("Put to others"), gettext("reported question")]
        labels += [f"({kind})" for kind in (gettext("question"), gettext("answer"))]
    for label in labels:
        elements = page.xpath("//article//*[text()=$label]", label=label)
        assert elements, label
        for element in elements:
            assert element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == language, label
    names = page.xpath("//p[contains(@class, 'who')]/span[@class='speaker']")
    assert len(names) == 2
    assert {name.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") for name in names} == {"ar"}


def test_the_printed_page_says_its_address_by_number(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    printed = re.search(r'<p class="printed">.*?</p>', read(client, interview))
    assert printed
    assert f"<bdi>http://testserver/interviews/{interview.pk}/</bdi>" in printed[0]
