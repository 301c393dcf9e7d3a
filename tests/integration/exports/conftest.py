"""An interview as readers meet it, with everything that an export tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from interviews.actions.names import link_names
from interviews.actions.turns import number_exchanges
from interviews.models import Interview
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
)
from tests.records import DELICATE

Make = Callable[..., Interview]


@pytest.fixture
def make_interview(db: None) -> Make:
    """``make_interview(status="draft", answers=["…"])``: an exchange for each answer, with its names."""

    def make(*, answers: list[str] = DELICATE, **values: Any) -> Interview:
        values.setdefault("status", "published")
        values.setdefault("outlet", OutletFactory())
        interview: Interview = InterviewFactory(**values)
        host = ParticipantFactory(interview=interview, label="وكالة النهر", role="interviewer")
        guest = ParticipantFactory(
            interview=interview, label="الراوي", speaker=SpeakerFactory(), office="مدير الميناء"
        )
        for number, text in enumerate(answers):
            interview.turns.create(
                position=2 * number + 1, kind="question", participant=host, text=f"السؤال رقم {number}؟"
            )
            interview.turns.create(position=2 * number + 2, kind="answer", participant=guest, text=text)
        interview.topics.add(TopicFactory())
        interview.corrections.create(text="كتبنا خطأ أن السفن ثلاث.", made_on="2020-08-25")
        number_exchanges(interview)
        link_names(interview)
        return interview

    return make


@pytest.fixture
def mosul(db: None) -> Any:
    return EntityFactory(name="الموصل", kind="place")
