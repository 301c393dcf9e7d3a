"""The address that the search box asks while somebody types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from interviews.models import Interview

Make = Callable[..., Interview]


@pytest.fixture(autouse=True)
def archive(make_interview: Make, indexed: Callable[[], None]) -> None:
    make_interview()
    indexed()


def test_the_best_first_with_the_whole_query(client: Client) -> None:
    answer = client.get(reverse("complete"), {"q": "الموصل سلم"}).json()
    assert answer["completions"] == [
        {
            "kind": "speaker",
            "label": "متحدّث",
            "text": "سلمان الراوي",
            "detail": "",
            "query": 'الموصل متحدث:"سلمان الراوي"',
        }
    ]
    assert answer["status"]


def test_a_completion_finds_something(client: Client) -> None:
    for typed in ("سلم", "نهر", "أمن", "المو"):
        [completion, *_rest] = client.get(reverse("complete"), {"q": typed}).json()["completions"]
        assert client.get(reverse("search"), {"q": completion["query"]}).context["results"].total, completion


@pytest.mark.parametrize(
    "typed", [None, "", "ق", "\0", "\ud800", "؟", "(((", 'متحدث:"', "س" * 5000, "%", "_"]
)
def test_whatever_is_typed_is_answered(client: Client, typed: str | None) -> None:
    parameters = {} if typed is None else {"q": typed.encode("utf-8", "surrogatepass")}
    response = client.get(reverse("complete"), parameters)
    assert response.status_code == 200
    assert response.json() == {"completions": [], "status": ""}


def test_the_answer_is_kept_by_the_browser_only(client: Client) -> None:
    kept = client.get(reverse("complete"), {"q": "سلم"})["Cache-Control"]
    assert "private" in kept
    assert "max-age=60" in kept


def test_nothing_can_be_written(client: Client) -> None:
    assert client.post(reverse("complete")).status_code == 405


def test_every_page_has_the_box_and_its_script(client: Client) -> None:
    for address in ("/", "/search/", "/interviews/"):
        page = client.get(address).content.decode()
        assert f'data-completions="{reverse("complete")}"' in page
        assert page.count("search_completion.js") == 1
