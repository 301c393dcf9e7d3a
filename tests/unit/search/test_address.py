"""The state of the page in its address: read, written, changed; nonsense is left out."""

from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict

from interviews.search.results.address import address, read, toggled
from interviews.search.results.run import LAST_PAGE, SearchRequest


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(),
        SearchRequest("قوات «التحالف» -روسيا & x=1"),
        SearchRequest(
            text="قوات",
            chosen={"speaker": ("3",), "outlet": ("1", "2"), "month": ("2014-08", "2014-09")},
            part="answers",
            words="all",
            literal=True,
            without=("months", "names"),
            interview="12",
            view="interviews",
            sort="oldest",
            page=3,
            all_of="speaker",
        ),
    ],
)
def test_what_is_written_is_read_again(request_: SearchRequest) -> None:
    assert read(QueryDict(address(request_, page=request_.page)[1:])) == request_


def test_what_holds_anyway_is_not_said() -> None:
    assert address(SearchRequest("x")) == "?q=x"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("q=++x%00y++", SearchRequest("x y")),
        ("sort=nonsense&view=1&in=title&literal=yes&words=some", SearchRequest()),
        ("without=colours&without=months&without=months", SearchRequest(without=("months",))),
        ("outlet=&outlet=x'; DROP&outlet=7&outlet=7&colour=5", SearchRequest(chosen={"outlet": ("7",)})),
        ("year=" + "9" * 30, SearchRequest()),
        ("interview=x", SearchRequest()),
        ("all=colours", SearchRequest()),
        ("interview=²", SearchRequest()),
        ("page=0", SearchRequest()),
        ("page=-1", SearchRequest()),
        ("page=١", SearchRequest()),
        ("page=" + "9" * 5000, SearchRequest()),
        ("page=999999", SearchRequest(page=LAST_PAGE)),
    ],
)
def test_nonsense_is_left_out(parameters: str, expected: SearchRequest) -> None:
    assert read(QueryDict(parameters)) == expected


def test_half_a_character_is_no_error() -> None:
    assert address(SearchRequest("\ud83d")) == "?q=%3F"


def test_a_change_keeps_the_rest_and_begins_at_the_first_page() -> None:
    asked = SearchRequest("x", chosen={"kind": ("answer",)}, literal=True, sort="newest", page=4)
    assert parse_qsl(address(asked, view="interviews")[1:]) == [
        ("q", "x"),
        ("kind", "answer"),
        ("literal", "1"),
        ("view", "interviews"),
        ("sort", "newest"),
    ]


@pytest.mark.parametrize(
    ("chosen", "facet", "value", "expected"),
    [
        ({}, "year", "2014", {"year": ("2014",)}),
        ({"year": ("2014",)}, "year", "2015", {"year": ("2014", "2015")}),
        ({"year": ("2014", "2015")}, "year", "2014", {"year": ("2015",)}),
        ({"year": ("2014",)}, "month", "2014-08", {"year": ("2014",), "month": ("2014-08",)}),
        # A month stands below its year: with any change of the years the months go.
        ({"year": ("2014",), "month": ("2014-08",)}, "year", "2014", {}),
        ({"year": ("2014",), "month": ("2014-08",)}, "year", "2015", {"year": ("2014", "2015")}),
        ({"year": ("2014",), "month": ("2014-08",)}, "month", "2014-08", {"year": ("2014",)}),
    ],
)
def test_a_value_is_chosen_and_given_up(
    chosen: dict[str, tuple[str, ...]], facet: str, value: str, expected: dict[str, tuple[str, ...]]
) -> None:
    changed = read(QueryDict(toggled(SearchRequest("x", chosen=chosen), facet, value)[1:]))
    assert changed == SearchRequest("x", chosen=expected)
