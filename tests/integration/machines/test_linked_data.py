"""JSON-LD: an interview, its people and its exchanges in the words of schema.org."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html

from interviews.actions.turns import number_exchanges
from interviews.exports import linked_data
from interviews.models import Entity, Interview
from tests.factories import SpeakerFactory

Make = Callable[..., Interview]

SITE = "https://archive.example"


def reading(interview: Interview) -> Interview:
    return Interview.objects.for_reading().get(pk=interview.pk)


def test_an_interview_says_who_published_it_and_who_took_part(published: Make) -> None:
    interview = published(place="البصرة")
    guest = interview.participants.get(role="guest")
    host = interview.participants.get(role="interviewer")
    data = linked_data.interview(reading(interview), SITE)
    outlet = f"{SITE}/outlets/{interview.outlet.pk}/"
    assert data["@type"] == "NewsArticle"
    assert data["url"] == SITE + interview.get_absolute_url()
    # The interview is one thing, the page about it another.
    assert data["@id"] == f"{SITE}/interviews/{interview.pk}/"
    assert data["mainEntityOfPage"]["@id"] == data["url"]
    assert (data["headline"], data["genre"], data["inLanguage"]) == (interview.title, "interview", "ar")
    assert data["datePublished"] == "2020-08-24"
    assert data["isBasedOn"] == "https://nahr.example/1"
    assert data["publisher"]["@id"] == outlet
    assert data["publisher"]["name"] == "وكالة النهر"
    assert data["locationCreated"]["name"] == "البصرة"
    assert data["about"] == [{"@type": "Thing", "name": "أمن"}]
    # A house that asks under its own name is no person.
    assert host.label == "وكالة النهر"
    assert data["author"] == [{"@type": "Organization", "@id": outlet}]
    assert data["contributor"] == [
        {
            "@type": "Person",
            "@id": f"{SITE}/speakers/{guest.speaker.pk}/",
            "name": "سلمان الراوي",
            "jobTitle": "مدير الميناء",
        },
    ]


def test_questions_stand_with_their_answers_and_the_way_there(published: Make) -> None:
    interview = published()
    asked, said = interview.turns.in_order()
    data = linked_data.interview(reading(interview), SITE)
    (question,) = data["hasPart"]
    page = f"{SITE}/interviews/{interview.pk}/"
    assert question["@type"] == "Question"
    assert question["name"] == asked.text
    assert question["url"] == f"{page}#t-{asked.key}"
    answer = question["acceptedAnswer"]
    assert answer["text"] == "كانت البيشمركةُ والتحالف معًا سنة 2014. ثم عُدنا إلى الموصل."
    assert answer["url"] == f"{page}#t-{said.key}"
    assert question["author"]["@id"] == data["author"][0]["@id"]
    assert answer["author"]["@id"] == data["contributor"][0]["@id"]


def test_what_nobody_answered_and_what_was_not_asked_is_no_pair(published: Make) -> None:
    interview = published()
    interview.turns.create(position=3, kind="narration", text="ثم صمت.")
    interview.turns.create(position=4, kind="question", text="وماذا بعد؟")
    number_exchanges(interview)
    assert len(linked_data.interview(reading(interview), SITE)["hasPart"]) == 1


def test_a_long_interview_is_told_in_short(published: Make) -> None:
    interview = published(lead="مقدمة " * 500)
    for position in range(3, 103):
        kind = "question" if position % 2 else "answer"
        interview.turns.create(position=position, kind=kind, text=f"{position} " + "كلمة " * 300)
    number_exchanges(interview)
    data = linked_data.interview(reading(interview), SITE)
    assert len(data["hasPart"]) == linked_data.MOST_EXCHANGES
    longest = max(len(pair["acceptedAnswer"]["text"]) for pair in data["hasPart"])
    assert longest <= linked_data.LONGEST_ANSWER + 1
    assert data["hasPart"][-1]["acceptedAnswer"]["text"].endswith("كلمة…")
    assert len(linked_data.written(data).encode()) < 20_000


def test_the_names_of_the_text_lead_to_what_they_mean(
    client: Client, published: Make, peshmerga: Entity
) -> None:
    interview = published()
    page = html.fromstring(client.get(interview.get_absolute_url()).content)
    data = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    assert data["mentions"] == [
        {
            "@type": "Organization",
            "@id": f"http://testserver/entities/{peshmerga.pk}/",
            "name": "البيشمركة",
            "sameAs": "https://www.wikidata.org/entity/Q1430",
        }
    ]


def test_what_the_page_has_read_is_all_that_is_needed(
    published: Make, peshmerga: Entity, django_assert_num_queries: Any
) -> None:
    found = reading(published())
    named = [mention.entity for turn in found.turns.all() for mention in turn.mentions.all()]
    assert named
    with django_assert_num_queries(0):
        linked_data.written(linked_data.interview(found, SITE, named))


def test_an_invented_interview_is_no_news(published: Make) -> None:
    assert linked_data.interview(reading(published(is_sample=True)), SITE)["@type"] == "CreativeWork"


def test_an_interview_of_which_little_is_known_says_little(published: Make) -> None:
    interview = published(outlet=None, published_on=None, lead="", source_url="")
    interview.participants.all().delete()
    data = linked_data.interview(reading(interview), SITE)
    assert (
        not {"publisher", "datePublished", "description", "isBasedOn", "author", "contributor"} & data.keys()
    )


def test_names_are_in_the_language_of_the_interview(published: Make) -> None:
    speaker = SpeakerFactory(entity__name="سلمان الراوي")
    speaker.entity.names.create(text="Salman al-Rawi", language="en", kind="preferred")
    data = linked_data.interview(reading(published(language="en", speaker=speaker)), SITE)
    assert data["contributor"][0]["name"] == "Salman al-Rawi"


@pytest.mark.parametrize(
    ("kind", "type_", "page"),
    [
        ("person", "Person", "ProfilePage"),
        ("organisation", "Organization", "ProfilePage"),
        ("place", "Place", "WebPage"),
        ("event", "Event", "WebPage"),
    ],
)
def test_each_kind_of_entity_has_its_type(peshmerga: Entity, kind: str, type_: str, page: str) -> None:
    peshmerga.kind = kind
    peshmerga.save()
    data = linked_data.entity(Entity.objects.with_names().get(pk=peshmerga.pk), SITE)
    assert (data["@type"], data["mainEntity"]["@type"]) == (page, type_)
    assert data["mainEntity"]["sameAs"] == "https://www.wikidata.org/entity/Q1430"
    assert data["mainEntity"]["alternateName"] == ["البيشمرگه"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("كانت البيشمركة", "كانت البيشمركة"),
        ("كانت\n\nالبيشمركة هنا", "كانت…"),
        # White space without end, behind which words stand that are not shown.
        (f"كانت{' ' * 100}هنا", "كانت…"),
        (f"  كانت{' ' * 100}", "كانت"),
        ("", ""),
    ],
)
def test_what_is_left_out_of_a_text_is_marked(text: str, shown: str) -> None:
    assert linked_data.shortened(text, 14) == shown


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]>",
    "\u2028\u2029",
    '"},{"@type":"Thing"',
    "\\",
    "&lt;",
    "\x01\x1f",
]


@pytest.mark.parametrize("wording", HOSTILE)
def test_no_wording_ends_the_element_or_changes_the_data(
    client: Client, published: Make, wording: str
) -> None:
    interview = published(
        title=f"حوار {wording} آخر", question=f"سؤال {wording}؟", answer=f"جواب {wording} نعم"
    )
    text = client.get(interview.get_absolute_url()).content.decode()
    script = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(script)
    data = json.loads(script)
    assert data["headline"] == interview.title
    assert [part["@type"] for part in data["hasPart"]] == ["Question"]


def test_linked_data_is_written_in_a_moment(published: Make) -> None:
    interview = published()
    for position in range(3, 203):
        kind = "question" if position % 2 else "answer"
        interview.turns.create(position=position, kind=kind, text=f"{position} " + "كلمة " * 300)
    number_exchanges(interview)
    found = reading(interview)
    times = []
    for _number in range(20):
        start = time.process_time()
        linked_data.written(linked_data.interview(found, SITE))
        times.append(time.process_time() - start)
    # Some hundred microseconds; a loaded machine may take a while longer.
    assert min(times) < 0.005
