"""An archive that has something under every address of the API, and drafts that must not show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from interviews.actions.names import link_names
from interviews.actions.turns import number_exchanges
from interviews.models import Interview, MergedEntity, MergedOutlet, MergedSpeaker, Name, Title, Topic
from interviews.search.indexing.outbox import drain
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
)

QUESTION = "هل وصلت الموادّ إلى الموصل؟"
ANSWER = "كلّ ما نحتاج إليه يصل من الموصل، والموصل تعرف ذلك."

#: A number under which there is nothing.
NOBODY = 999_999


def make_interview(
    *,
    question: str = QUESTION,
    answer: str = ANSWER,
    speaker: Any = None,
    topic: str = "إعمار",
    **values: Any,
) -> Interview:
    """An interview of one exchange, published unless told otherwise."""
    interview: Interview = InterviewFactory(**{"status": "published", **values})
    host = ParticipantFactory(interview=interview, label="وكالة النهر", role="interviewer")
    guest = ParticipantFactory(
        interview=interview, label="الراوي", speaker=speaker or SpeakerFactory(), office="مدير الميناء"
    )
    interview.turns.create(position=1, kind="question", participant=host, text=question)
    interview.turns.create(position=2, kind="answer", participant=guest, text=answer)
    interview.topics.add(Topic.objects.get_or_create(name=topic)[0])
    number_exchanges(interview)
    link_names(interview)
    return interview


@pytest.fixture
def make(db: None) -> Callable[..., Interview]:
    return make_interview


@pytest.fixture
def shown(db: None) -> SimpleNamespace:
    """A public interview with everything that one can have, and the old numbers of what was merged."""
    place = EntityFactory(name="الموصل", kind="place", variants=["موصل الحدباء"])
    Name.objects.create(entity=place, text="Mosul", language="en", kind="preferred")
    Title.objects.create(entity=place, text="أمّ الربيعين")
    outlet = OutletFactory(entity__name="وكالة النهر", city="البصرة", site="https://nahr.example/")
    speaker = SpeakerFactory(entity__name="سلمان الراوي", biography="مهندس.")
    interview = make_interview(
        title="نعود في الخريف",
        outlet=outlet,
        speaker=speaker,
        lead="التقيناه في الموصل.",
        place="البصرة",
        source_url="https://nahr.example/1",
    )
    interview.corrections.create(made_on=date(2026, 3, 1), text="صُحّح الاسم.")
    make_interview(title="حوار بلا تاريخ", published_on=None, outlet=None, language="ckb", topic="ئاو")
    MergedEntity.objects.create(number=NOBODY + 1, entity=place)
    MergedOutlet.objects.create(number=NOBODY + 1, outlet=outlet)
    MergedSpeaker.objects.create(number=NOBODY + 1, speaker=speaker)
    drain()
    question, answer = interview.turns.in_order()
    return SimpleNamespace(
        interview=interview,
        outlet=outlet,
        speaker=speaker,
        entity=place,
        topic=interview.topics.get(),
        question=question,
        answer=answer,
    )


@pytest.fixture
def read(client: Client) -> Callable[..., Any]:
    """What the API says: ``read("interviews", year=2020)``."""

    def read(path: str, **parameters: Any) -> Any:
        response = client.get(f"/api/v1/{path}", parameters)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return read
