"""Which years a date of the archive may lie in."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

# An interview was published within these years; the archive itself is younger.
FIRST_YEAR, LAST_YEAR = 1800, 2200
FIRST_EMBARGO_YEAR = 1900


@deconstructible
class YearsBetween:
    """A validator for dates and moments: refuses those before the year ``first`` or after ``last``.

    The first and the last day that Python knows are no dates to work with either: such a moment
    has no counterpart in UTC, and no database could store it.
    """

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last

    def __eq__(self, other: object) -> bool:
        return isinstance(other, YearsBetween) and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    def __call__(self, value: date) -> None:
        if not self.first <= value.year <= self.last:
            raise ValidationError(
                _("The year must lie between %(first)d and %(last)d."),
                code="year",
                params={"first": self.first, "last": self.last},
            )
