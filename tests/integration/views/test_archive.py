"""The calendar of the archive: what it counts, where it leads, and what it does not say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interviews.models import Interview
from interviews.views.archive import SHADES, calendar

Make = Callable[..., Interview]


def test_a_calendar_has_every_year_with_interviews_with_its_twelve_months() -> None:
    years = calendar({(2018, 2): 1, (2020, 12): 8})
    assert [(year.number, year.count, len(year.months)) for year in years] == [
        (2020, 8, 12),
        (2018, 1, 12),
    ]
    assert [month.count for month in years[0].months] == [0] * 11 + [8]
    assert calendar({}) == []


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 1), (25, 1), (26, 2), (75, 3), (76, 4), (100, 4)])
def test_the_shade_of_a_month_tells_its_part_of_the_fullest(count: int, shade: int) -> None:
    (year,) = calendar({(2020, 1): count, (2020, 2): 100})
    assert year.months[0].shade == shade
    assert year.months[1].shade == SHADES


def test_months_are_counted_and_lead_to_their_interviews(client: Client, make_interview: Make) -> None:
    for day in (date(2020, 8, 1), date(2020, 8, 31), date(2020, 9, 1), date(2021, 12, 31)):
        make_interview(title=f"حوار {day}", published_on=day)
    page = client.get("/archive/")
    counts = {(month.first_day, month.count) for year in page.context["years"] for month in year.months}
    assert {
        (date(2020, 8, 1), 2),
        (date(2020, 9, 1), 1),
        (date(2021, 12, 1), 1),
        (date(2021, 8, 1), 0),
    } <= counts
    assert 'href="/archive/2020/8/"' in page.content.decode()
    august = client.get("/archive/2020/8/").content.decode()
    assert "حوار 2020-08-01" in august
    assert "حوار 2020-08-31" in august
    assert "حوار 2020-09-01" not in august
    december = client.get("/archive/2021/12/").content.decode()
    assert "حوار 2021-12-31" in december
    year = client.get("/archive/2020/").content.decode()
    assert "حوار 2020-09-01" in year
    assert "حوار 2021-12-31" not in year


def test_neighbours_are_the_next_months_that_have_interviews(client: Client, make_interview: Make) -> None:
    for day in (date(2018, 2, 3), date(2020, 8, 1), date(2021, 1, 1)):
        make_interview(published_on=day)
    august = client.get("/archive/2020/8/").content.decode()
    assert 'rel="prev" href="/archive/2018/2/"' in august
    assert 'rel="next" href="/archive/2021/1/"' in august
    # A month without any, of a year that has some, says so.
    empty = client.get("/archive/2020/3/")
    assert empty.status_code == 200
    assert empty.context["page"].paginator.count == 0
    assert 'rel="next" href="/archive/2020/8/"' in empty.content.decode()
    year = client.get("/archive/2020/").content.decode()
    assert 'rel="prev" href="/archive/2018/"' in year


def test_interviews_without_a_date_are_reached(client: Client, make_interview: Make) -> None:
    assert "/archive/undated/" not in client.get("/archive/").content.decode()
    make_interview(title="حوار قديم", published_on=None)
    assert "/archive/undated/" in client.get("/archive/").content.decode()
    assert "حوار قديم" in client.get("/archive/undated/").content.decode()


def test_a_page_without_months_speaks_of_none(client: Client, make_interview: Make) -> None:
    make_interview()
    sentence = "ليس في الأرشيف مقابلة من هذا الشهر"
    assert sentence not in client.get("/archive/undated/").content.decode()
    assert sentence in client.get("/archive/2020/9/").content.decode()


def test_a_day_is_said_once(client: Client, make_interview: Make) -> None:
    make_interview()
    for address in ("/archive/2020/", "/archive/2020/8/"):
        assert client.get(address).content.decode().count('<time datetime="2020-08-24"') == 1


@pytest.mark.parametrize(
    "address",
    [
        "1999/",
        "0/",
        "2020/0/",
        "2020/13/",
        "1999/1/",
        "99999999999999999999/",
        "99999999999999999999/1/",
        "x/",
    ],
)
def test_what_is_no_time_of_the_archive_is_not_there(
    client: Client, make_interview: Make, address: str
) -> None:
    make_interview()
    assert client.get(f"/archive/{address}").status_code == 404


def test_a_month_has_one_address(client: Client, make_interview: Make) -> None:
    make_interview()
    assert client.get("/archive/2020/08/?page=2").url == "/archive/2020/8/?page=2"
    assert client.get("/archive/02020/").url == "/archive/2020/"


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_is_not_public_is_not_counted(
    client: Client, make_interview: Make, hidden: dict[str, Any]
) -> None:
    make_interview(published_on=date(2020, 8, 1))
    make_interview(published_on=date(2020, 8, 2), title="حوار مخفي", **hidden)
    make_interview(published_on=date(2019, 1, 1), **hidden)
    make_interview(published_on=None, **hidden)
    page = client.get("/archive/")
    assert [(year.number, year.count) for year in page.context["years"]] == [(2020, 1)]
    assert page.context["undated_count"] == 0
    assert client.get("/archive/2019/").status_code == 404
    for address in ("/archive/2020/8/", "/archive/2020/", "/archive/undated/"):
        assert "حوار مخفي" not in client.get(address).content.decode()


def test_months_are_called_as_the_reader_calls_them(client: Client, make_interview: Make) -> None:
    make_interview()
    assert ">August<" in client.get("/archive/?lang=en").content.decode()
    assert "آب" in client.get("/archive/?lang=ar").content.decode()


def test_a_list_of_a_time_costs_few_queries(
    client: Client, make_interview: Make, django_assert_max_num_queries: Any
) -> None:
    for number in range(15):
        make_interview(published_on=date(2020, 8, 1 + number))
    for address, most in (("/archive/", 2), ("/archive/2020/", 7), ("/archive/2020/8/", 7)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
