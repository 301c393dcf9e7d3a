"""How much a reader's browser loads for the first interview, and that it needs no script to show it."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import html

from interviews.actions.turns import number_exchanges
from interviews.models import Interview, Mention, Turn
from tests.benchmarks._pages_archive import words
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
)

KB = 1024
MOST, MOST_WITHOUT_FONTS = 120 * KB, 40 * KB


def usual_interview(answers: int = 12, words_of_an_answer: int = 210) -> Interview:
    """25 turns and 3,000 words, three names in each answer, among others that are related."""
    chance, vocabulary = random.Random(6), words()
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    entities = [EntityFactory(name=" ".join(chance.choices(vocabulary, k=2))) for _number in range(15)]
    speaker, outlet, topics = SpeakerFactory(), OutletFactory(), [TopicFactory() for _number in range(3)]
    for _number in range(6):
        other = InterviewFactory(status="published", outlet=outlet)
        ParticipantFactory(interview=other, speaker=speaker)
    interview: Interview = InterviewFactory(
        status="published", outlet=outlet, lead=" ".join(chance.choices(vocabulary, weights, k=60))
    )
    interview.topics.add(*topics)
    host = ParticipantFactory(interview=interview, role="interviewer")
    guest = ParticipantFactory(interview=interview, speaker=speaker, office="وزير الموارد المائية")
    for position in range(1, 2 * answers + 2):
        is_question = position % 2 == 1
        said = chance.choices(vocabulary, weights, k=25 if is_question else words_of_an_answer)
        places = []
        for at in [] if is_question else sorted(chance.sample(range(len(said)), 3)):
            entity = chance.choice(entities)
            said[at] = entity.name
            start = len(" ".join([*said[:at], ""]))
            places.append(Mention(entity=entity, start=start, end=start + len(said[at]), spelling=said[at]))
        turn = Turn.objects.create(
            interview=interview,
            position=position,
            kind="question" if is_question else "answer",
            participant=host if is_question else guest,
            text=" ".join(said),
        )
        for place in places:
            place.turn = turn
        Mention.objects.bulk_create(places)
    number_exchanges(interview)
    return interview


def loaded(client: Client, address: str) -> dict[str, int]:
    """Bytes of everything that the first visit loads, by its name, as they are sent."""
    page = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    sizes = {"the page": len(page.content)}
    root = html.fromstring(gzip.decompress(page.content))
    links = root.xpath(
        "//link[@rel='stylesheet' or @rel='preload' or @rel='icon' or @rel='modulepreload']/@href"
    )
    waiting = [*links, *root.xpath("//script/@src"), *root.xpath("//img/@src")]
    for link in waiting:
        name = link.removeprefix("/static/")
        path = finders.find(name)
        assert path, link
        body = Path(path).read_bytes()
        # As whitenoise's compressor does; what is compressed already it leaves alone.
        sizes[name] = len(body) if name.endswith(".woff2") else len(gzip.compress(body, 9))
    return sizes


@pytest.mark.django_db
def test_the_first_view_of_an_interview_is_light(client: Client) -> None:
    interview = usual_interview()
    sizes = loaded(client, interview.get_absolute_url())
    fonts = sum(size for name, size in sizes.items() if name.startswith("fonts/"))
    assert fonts
    assert "archive.css" in sizes
    assert sum(sizes.values()) - fonts <= MOST_WITHOUT_FONTS, sizes
    assert sum(sizes.values()) <= MOST, sizes


@pytest.mark.django_db
def test_all_words_are_in_the_page_itself(client: Client) -> None:
    """No script is needed to read: they stand in the markup, and not in what only a script opens."""
    interview = usual_interview(answers=3)
    root = html.fromstring(client.get(interview.get_absolute_url()).content)
    shown = " ".join(root.xpath("string(//main)").split())
    for turn in interview.turns.all():
        assert " ".join(turn.text.split()) in shown
    assert not root.xpath("//*[@hidden or @inert][.//section[contains(@class, 'turn')]]")
    assert not root.xpath("//template[.//section] | //noscript[.//section]")
