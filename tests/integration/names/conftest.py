"""What tests of names in texts share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from interviews.actions import relinking
from interviews.models import Interview, Mention
from interviews.search.indexing.outbox import drain
from tests.factories import InterviewFactory, TurnFactory

Make = Callable[..., Interview]


@pytest.fixture
def make_interview() -> Make:
    """``make_interview("نعم.", "زار بغداد.")``: a published interview with a turn for each text."""

    def make(*texts: str, **values: Any) -> Interview:
        interview = InterviewFactory(**{"status": "published", **values})
        for text in texts:
            TurnFactory(interview=interview, text=text)
        return interview

    return make


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The numbers of the interviews that relinking has read, as they come."""
    numbers: list[int] = []
    link = relinking.link_names

    def watched(interview: Interview, finder: Any = None) -> int:
        numbers.append(interview.pk)
        return link(interview, finder)

    monkeypatch.setattr(relinking, "link_names", watched)
    return numbers


def mentions(interview: Interview) -> list[tuple[str, str]]:
    """The words and states of an interview's mentions, in order."""
    rows = Mention.objects.filter(turn__interview=interview).order_by("turn__position", "start", "entity")
    return list(rows.values_list("spelling", "state"))


def indexed() -> None:
    """Bring the index up to date."""
    drain()
