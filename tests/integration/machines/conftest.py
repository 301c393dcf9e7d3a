"""An interview as machines meet it, and everything that is said about it on one page each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from interviews.actions.names import link_names
from interviews.actions.turns import number_exchanges
from interviews.models import Entity, Interview, Topic
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory, InterviewFactory, OutletFactory, ParticipantFactory, SpeakerFactory

QUESTION = "ما رأيكم في دور التحالف الدولي؟"
ANSWER = "كانت البيشمركةُ والتحالف معًا سنة 2014.\n\nثم عُدنا إلى الموصل."


@pytest.fixture
def published(db: None) -> Callable[..., Interview]:
    """Makes a public interview of one exchange: ``published(title="…", answer="…", status="draft")``."""

    def make(
        *, question: str = QUESTION, answer: str = ANSWER, topic: str = "أمن", **values: Any
    ) -> Interview:
        values.setdefault("status", "published")
        values.setdefault("lead", "مقدمة الحوار.")
        values.setdefault("source_url", "https://nahr.example/1")
        if "outlet" not in values:
            values["outlet"] = OutletFactory(entity__name="وكالة النهر")
        speaker = values.pop("speaker", None) or SpeakerFactory(entity__name="سلمان الراوي")
        interview: Interview = InterviewFactory(**values)
        host = ParticipantFactory(interview=interview, label="وكالة النهر", role="interviewer")
        guest = ParticipantFactory(
            interview=interview, label="الراوي", speaker=speaker, office="مدير الميناء"
        )
        interview.turns.create(position=1, kind="question", participant=host, text=question)
        interview.turns.create(position=2, kind="answer", participant=guest, text=answer)
        interview.topics.add(Topic.objects.get_or_create(name=topic)[0])
        number_exchanges(interview)
        link_names(interview)
        # As a worker does.
        drain()
        return interview

    return make


@pytest.fixture
def peshmerga(db: None) -> Entity:
    return EntityFactory(name="البيشمركة", kind="organisation", wikidata="Q1430", variants=["البيشمرگه"])


@pytest.fixture
def read_xml(client: Any) -> Callable[..., Any]:
    """The root of the XML at an address, which is there and well-formed."""

    def read(address: str, **parameters: str) -> Any:
        response = client.get(address, parameters)
        assert response.status_code == 200, address
        return etree.fromstring(response.content)

    return read
