"""Which interviews wait in the outbox, and turns that the public can read."""

from typing import Any

from interviews.models import IndexUpdate, Turn
from tests.factories import InterviewFactory, TurnFactory


def waiting() -> set[int]:
    return set(IndexUpdate.objects.values_list("interview_id", flat=True))


def published_turn(text: str = "قوات", **values: Any) -> Turn:
    """A turn of an interview of its own, of which ``values`` are."""
    made: Turn = TurnFactory(text=text, interview=InterviewFactory(status="published", **values))
    return made
