"""What the form of an interview says about dates that no archive can have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from interviews.models import Interview

OpenForm = Callable[..., Any]


@pytest.mark.parametrize(
    ("day", "time"),
    [
        # Earlier than any moment in UTC, once it is taken for Baghdad's time.
        ("0001-01-01", "00:00"),
        ("1899-12-31", "12:00"),
        ("2201-01-02", "12:00"),
        ("9999-12-31", "23:59"),
    ],
)
def test_an_impossible_embargo_is_an_error_in_the_form(
    open_form: OpenForm, interview: Interview, day: str, time: str
) -> None:
    answer = open_form(interview).send(publish_at_0=day, publish_at_1=time)
    assert answer.status_code == 200
    assert "يجب أن تقع السنة بين 1900 و2200." in answer.content.decode()
    interview.refresh_from_db()
    assert interview.publish_at is None


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "2201-01-01", "9999-12-31"])
def test_an_impossible_date_of_publication_is_an_error_in_the_form(
    open_form: OpenForm, interview: Interview, day: str
) -> None:
    before = interview.published_on
    answer = open_form(interview).send(published_on=day)
    assert answer.status_code == 200
    assert "يجب أن تقع السنة بين 1800 و2200." in answer.content.decode()
    interview.refresh_from_db()
    assert interview.published_on == before


@pytest.mark.parametrize("year", [1900, 2200])
def test_the_first_and_the_last_year_are_accepted(
    open_form: OpenForm, interview: Interview, year: int
) -> None:
    form = open_form(interview)
    sent = form.send(published_on=f"{year}-06-01", publish_at_0=f"{year}-06-01", publish_at_1="15:00")
    assert sent.status_code == 302
    interview.refresh_from_db()
    assert interview.published_on == date(year, 6, 1)
    assert interview.publish_at is not None
    assert interview.publish_at.astimezone(UTC).date() == datetime(year, 6, 1, tzinfo=UTC).date()
