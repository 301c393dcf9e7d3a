"""What the search page says, in words, and how it draws the years."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from interviews.search.language.expand import KINDS
from interviews.search.language.resolve import PROBLEM_CODES
from interviews.search.language.tree import QueryProblem
from interviews.search.results.problem_messages import PROBLEM_MESSAGES, problem_message
from interviews.search.results.reasons import Reason
from interviews.search.results.run import PARTS, SORTS
from interviews.templatetags.charts import year_chart
from interviews.templatetags.reasons import why
from interviews.views.search_words import (
    EQUIVALENCE_LABELS,
    PART_LABELS,
    SORT_LABELS,
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("reasons", "line"),
    [
        ([], ""),
        (
            [Reason("removed", "تحالف", "والتحالف", ("and", "article"))],
            "“<bdi>والتحالف</bdi>”: after removing the wa of conjunction and the article al",
        ),
        (
            [Reason("folded", "مدرسه", "مدرسةُ", ("diacritics", "teh_marbuta"))],
            "“<bdi>مدرسةُ</bdi>”: another spelling (vowel signs, teh marbuta)",
        ),
        (
            [Reason("root", "مكتبة", "الكتاب", ("كتب",))],
            "“<bdi>الكتاب</bdi>”: of the same root as “<bdi>مكتبة</bdi>” (ك ت ب)",
        ),
        ([Reason("months", "آب", "غشت")], "“<bdi>غشت</bdi>”: another name of the month “<bdi>آب</bdi>”"),
        # What is said of several words is said once, what the turn has before what it has not.
        (
            [
                Reason("missing", "القطار"),
                Reason("question", "ميناء", "الميناء"),
                Reason("missing", "السوق"),
            ],
            "in the question: “<bdi>الميناء</bdi>”; not in it: “<bdi>القطار</bdi>”, “<bdi>السوق</bdi>”",
        ),
        ([Reason("missing", "<b>")], "not in it: “<bdi>&lt;b&gt;</bdi>”"),
    ],
)
def test_reasons_in_words(reasons: list[Reason], line: str) -> None:
    assert why(reasons) == line


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_alternative_has_words(kind: str) -> None:
    assert "آب" in why([Reason(kind, "آب", "غشت")])
    assert EQUIVALENCE_LABELS[kind]


def test_every_choice_has_a_name() -> None:
    assert set(SORT_LABELS) == set(SORTS)
    assert set(PART_LABELS) == {"", *PARTS}


def test_problems_say_what_they_are_about() -> None:
    assert set(PROBLEM_CODES.values()) <= set(PROBLEM_MESSAGES)
    assert "“100%”" in problem_message(QueryProblem("bad_date", "100%"))


def years(*counts: tuple[int, int, int]) -> list[dict[str, Any]]:
    return [
        {"count": SimpleNamespace(year=year, found=found, archive=archive), "url": "", "chosen": False}
        for year, found, archive in counts
    ]


@pytest.mark.parametrize(("language", "places"), [("ar", [20, 10, 0]), ("en", [0, 10, 20])])
def test_time_runs_in_the_direction_of_reading(language: str, places: list[int]) -> None:
    with override(language):
        chart = year_chart(years((2014, 1, 2), (2015, 0, 0), (2016, 3, 1000)))
    assert [column["x"] for column in chart["columns"]] == places


def test_columns_have_scales_of_their_own_and_little_is_still_seen() -> None:
    chart = year_chart(years((2014, 1, 2), (2015, 0, 0), (2016, 3, 1000)))
    assert [(column["found"], column["archive"]) for column in chart["columns"]] == [
        (33, 4),
        (0, 0),
        (100, 100),
    ]
    assert (chart["first"], chart["last"], chart["width"]) == (2014, 2016, 30)
