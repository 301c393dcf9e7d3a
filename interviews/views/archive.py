"""The archive by time: a calendar of all months, the interviews of a year or month, those without a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews.models import Interview, InterviewQuerySet, read_names_of

from .paging import paginate, redirect_to_canonical

# The shades of a month in the calendar, besides none for an empty one.
SHADES = 4

Months = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar; ``shade`` goes from 1 (few interviews) to ``SHADES`` (most), 0 for none."""

    first_day: date
    count: int
    shade: int = 0

    @property
    def url(self) -> str:
        return reverse("archive-month", args=[self.first_day.year, self.first_day.month])


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    count: int
    months: list[Month]

    @property
    def url(self) -> str:
        return reverse("archive-year", args=[self.number])


def calendar(months: Months) -> list[Year]:
    """Every year that has interviews, from the latest to the first, with its twelve months.

    Years without any are left out: one interview of 1925, or one mistaken date, would make a hundred of them.
    """
    most = max(months.values(), default=0)
    known = {year for year, _month in months}
    return [_year(year, months, most) for year in sorted(known, reverse=True)]


def _year(year: int, months: Months, most: int) -> Year:
    counts = [months.get((year, month), 0) for month in range(1, 13)]
    return Year(
        year,
        sum(counts),
        [
            Month(date(year, month, 1), count, -(-SHADES * count // most))
            for month, count in enumerate(counts, start=1)
        ],
    )


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    months, undated = Interview.objects.published().counts_by_month()
    return render(
        request,
        "archive.html",
        {
            "years": calendar(months),
            "undated_count": undated,
            "interview_count": sum(months.values()) + undated,
        },
    )


@require_safe
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    months, _undated = Interview.objects.published().counts_by_month()
    years = sorted({year for year, _month in months})
    if year not in years:
        raise Http404
    if redirect := redirect_to_canonical(request, reverse("archive-year", args=[year])):
        return redirect
    earlier, later = _neighbours(years, year)
    return _period(
        request,
        Interview.objects.published().dated(year),
        year=_year(year, months, max(months.values())),
        earlier=earlier and Year(earlier, 0, []),
        later=later and Year(later, 0, []),
    )


@require_safe
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    months, _undated = Interview.objects.published().counts_by_month()
    # A month without interviews, in a year that has some, says so and leads to its neighbours.
    if not 1 <= month <= 12 or year not in {known for known, _month in months}:
        raise Http404
    if redirect := redirect_to_canonical(request, reverse("archive-month", args=[year, month])):
        return redirect
    earlier, later = _neighbours(sorted(months), (year, month))
    return _period(
        request,
        Interview.objects.published().dated(year, month),
        month=Month(date(year, month, 1), months.get((year, month), 0)),
        year=Year(year, 0, []),
        earlier=earlier and Month(date(*earlier, 1), months[earlier]),
        later=later and Month(date(*later, 1), months[later]),
    )


@require_safe
def archive_undated(request: HttpRequest) -> HttpResponse:
    return _period(request, Interview.objects.published().undated())


def _period(request: HttpRequest, interviews: InterviewQuerySet, **values: Any) -> HttpResponse:
    """A page of the interviews of some time, by day."""
    page = paginate(request, interviews.latest_first().for_cards())
    read_names_of(page.object_list)
    by_day = [(day, list(found)) for day, found in groupby(page, key=lambda one: one.published_on)]
    return render(request, "archive_period.html", {"page": page, "days": by_day, **values})


def _neighbours(times: Iterable[Any], time: Any) -> tuple[Any, Any]:
    """The last of the ordered ``times`` before ``time``, and the first after it; None where there is none."""
    earlier = [other for other in times if other < time]
    later = [other for other in times if other > time]
    return (earlier[-1] if earlier else None), (later[0] if later else None)
