"""What does the archive hold? Said wherever it has to answer that something is not in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Min

from interviews.models import Interview, Outlet, Turn

# Outlets that are named; of the others only the number is said.
MOST_OUTLETS = 12


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the public can read: numbers, the outlets with most interviews, and the years.

    Each of ``outlets`` has an ``interview_count``. The years are None when no interview has a date.
    Searched are questions, answers and narration; titles, leads and closings are not among ``turns``.
    """

    interviews: int
    turns: int
    outlets: tuple[Outlet, ...]
    outlet_count: int
    first_year: int | None
    last_year: int | None

    @property
    def further_outlets(self) -> int:
        """How many outlets there are besides those named."""
        return self.outlet_count - len(self.outlets)


def coverage() -> Coverage:
    """What the archive holds at this moment, in four queries whatever its size."""
    facts = Interview.objects.published().aggregate(
        interviews=Count("pk"),
        outlets=Count("outlet", distinct=True),
        first=Min("published_on"),
        last=Max("published_on"),
    )
    largest = Outlet.objects.public().with_names().with_interview_counts().order_by("-interview_count", "pk")
    return Coverage(
        interviews=facts["interviews"],
        turns=Turn.objects.published().count(),
        outlets=tuple(largest[:MOST_OUTLETS]),
        outlet_count=facts["outlets"],
        first_year=facts["first"].year if facts["first"] else None,
        last_year=facts["last"].year if facts["last"] else None,
    )
