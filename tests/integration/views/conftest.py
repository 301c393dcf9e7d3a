"""An interview as readers meet it, and the index that finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from interviews.actions.names import link_names
from interviews.actions.turns import number_exchanges
from interviews.models import Interview, Topic
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory, InterviewFactory, OutletFactory, ParticipantFactory, SpeakerFactory

QUESTION = "ما رأيكم في دور التحالف الدولي؟"
ANSWER = "كانت البيشمركةُ والتحالف معًا في كوردستان سنة 2014.\n\nثم عُدنا إلى الموصل."


@pytest.fixture
def make_interview(db: None) -> Callable[..., Interview]:
    """Makes an interview of one exchange: ``make_interview(status="draft", answer="…")``."""

    def make(*, question: str = QUESTION, answer: str = ANSWER, **values: Any) -> Interview:
        values.setdefault("status", "published")
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
        interview.topics.add(Topic.objects.get_or_create(name="أمن")[0])
        number_exchanges(interview)
        link_names(interview)
        return interview

    return make


@pytest.fixture
def indexed() -> Callable[[], None]:
    """Brings the index up to date, as the worker does."""
    return lambda: drain() and None


@pytest.fixture
def peshmerga(db: None) -> Any:
    return EntityFactory(name="البيشمركة", kind="organisation", variants=["البيشمرگه"])
