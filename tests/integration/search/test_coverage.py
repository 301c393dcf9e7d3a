"""What the archive says it holds: public interviews only, counted once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from interviews.search.quotation import coverage as module
from interviews.search.quotation.coverage import coverage
from tests.factories import InterviewFactory, OutletFactory, TurnFactory

pytestmark = pytest.mark.django_db


def test_an_empty_archive_covers_nothing() -> None:
    found = coverage()
    assert (found.interviews, found.turns, found.outlets, found.outlet_count) == (0, 0, (), 0)
    assert (found.first_year, found.last_year) == (None, None)


def test_only_what_the_public_can_read_is_counted() -> None:
    river, bridge = OutletFactory(entity__name="وكالة النهر"), OutletFactory(entity__name="صحيفة الجسر")
    old = InterviewFactory(status="published", outlet=river, published_on=date(2014, 8, 1))
    TurnFactory.create_batch(3, interview=old)
    TurnFactory(interview=InterviewFactory(status="published", outlet=river, published_on=date(2020, 1, 1)))
    InterviewFactory(status="published", outlet=None, published_on=None)
    InterviewFactory(status="published", outlet=bridge)
    TurnFactory(interview=InterviewFactory(status="draft", published_on=date(1999, 1, 1)))
    later = timezone.now() + timedelta(hours=1)
    TurnFactory(interview=InterviewFactory(status="published", publish_at=later))
    found = coverage()
    assert (found.interviews, found.turns) == (4, 4)
    assert (found.first_year, found.last_year) == (2014, 2020)
    assert [(outlet.name, outlet.interview_count) for outlet in found.outlets] == [
        ("وكالة النهر", 2),
        ("صحيفة الجسر", 1),
    ]
    assert (found.outlet_count, found.further_outlets) == (2, 0)


def test_few_outlets_are_named_in_few_queries(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(module, "MOST_OUTLETS", 2)
    for _number in range(5):
        InterviewFactory(status="published")
    with django_assert_num_queries(4):
        found = coverage()
        assert all(outlet.name for outlet in found.outlets)
    assert (len(found.outlets), found.outlet_count, found.further_outlets) == (2, 5, 3)
