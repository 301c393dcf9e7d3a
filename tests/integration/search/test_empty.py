"""What a search that found nothing says: what stood in the way, and what there is instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from haystack import connections

from interviews.models import Interview
from interviews.search.indexing.outbox import drain
from interviews.search.language.parsing import parse
from interviews.search.results.run import SearchRequest, count
from interviews.search.suggest.empty import EmptyPage, explain
from tests.factories import InterviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive() -> Interview:
    interview: Interview = InterviewFactory(status="published")
    for position, (kind, text) in enumerate(
        (("question", "ما رأيكم في التحالف الدولي؟"), ("answer", "الظروف صعبة في الموصل")), 1
    ):
        interview.turns.create(position=position, kind=kind, text=text)
    drain()
    return interview


def empty(request: SearchRequest) -> EmptyPage:
    words = connections["default"].get_backend().vocabulary()
    assert count(request) == 0
    return explain(request, parse(request.text), words, count)


@pytest.mark.parametrize(
    ("request_", "changes"),
    [
        # «تحالف» stands there only with its article.
        (SearchRequest("تحالف", literal=True), {"literal": False}),
        (SearchRequest("التحالف شكسبير", words="all"), {"words": ""}),
        (SearchRequest("التحالف", part="answers"), {"part": ""}),
        (SearchRequest("التحالف", interview="999999"), {"interview": ""}),
        (SearchRequest("التحالف", chosen={"year": ("1999",)}), {"chosen": {}}),
        (
            SearchRequest("التحالف", {"year": ("1999",), "kind": ("question",)}),
            {"chosen": {"kind": ("question",)}},
        ),
        (SearchRequest('"الدولي التحالف"'), {"text": "الدولي التحالف"}),
        (SearchRequest("التحالف -رأيكم"), {"text": "التحالف"}),
        (SearchRequest("التحالف تاريخ:1999"), {"text": "التحالف"}),
    ],
)
def test_each_thing_in_the_way_can_be_taken_away(request_: SearchRequest, changes: dict[str, Any]) -> None:
    [other] = empty(request_).wider
    assert other.request == replace(request_, **changes)
    assert other.found == 1
    assert str(other.label)


def test_what_only_together_stood_in_the_way_is_taken_away_together() -> None:
    request = SearchRequest('"الدولي التحالف"', {"year": ("1999",)}, sort="newest", page=3)
    [other] = empty(request).wider
    assert other.request == SearchRequest("الدولي التحالف", sort="newest")


def test_what_would_not_help_is_not_offered() -> None:
    assert empty(SearchRequest('"شكسبير هاملت"', literal=True, part="answers")).wider == ()


def test_each_word_by_itself_with_what_is_spelt_almost_alike() -> None:
    page = empty(SearchRequest("+الضروف +التحالف +شكسبير"))
    assert [(word.search.label, word.search.found) for word in page.words] == [
        ("الضروف", 0),
        ("التحالف", 1),
        ("شكسبير", 0),
    ]
    assert [[near.label for near in word.near] for word in page.words] == [["الظروف"], [], []]
    assert page.words[0].near[0].request == SearchRequest("الظروف")


def test_of_near_words_with_one_stem_the_likeliest_is_enough(archive: Interview) -> None:
    archive.turns.create(position=3, kind="answer", text="المسرح والمسرحي")
    drain()
    [word] = empty(SearchRequest("المسرحح")).words
    assert [near.label for near in word.near] == ["المسرح"]


def test_a_month_that_nobody_says_is_no_mistake(archive: Interview) -> None:
    archive.turns.create(position=3, kind="answer", text="عدنا في يونيو")
    drain()
    [word] = empty(SearchRequest("يوليو")).words
    assert word.near == ()
    # One letter is wrong, too, but no month has it.
    [word] = empty(SearchRequest("يومنيو")).words
    assert [near.label for near in word.near] == ["يونيو"]


def test_a_long_query_is_not_looked_at_word_by_word_to_its_end() -> None:
    assert len(empty(SearchRequest("شكسبير هاملت عطيل ماكبث روميو جولييت أوفيليا ياغو")).words) == 6


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (SearchRequest("شكسبير"), SearchRequest("شكسبير", literal=True)),
        (SearchRequest("شكسبير"), SearchRequest('"شكسبير"')),
        (SearchRequest("شكسبير"), SearchRequest("شكسبير", without=("months",))),
        (SearchRequest("شكسبير هاملت"), SearchRequest("شكسبير هاملت", words="all")),
    ],
)
def test_only_what_was_tried_is_said(more: SearchRequest, less: SearchRequest) -> None:
    assert set(map(str, empty(less).tried)) < set(map(str, empty(more).tried))


def test_what_the_archive_covers_is_said() -> None:
    assert empty(SearchRequest("شكسبير")).coverage.turns == 2


def test_its_links_lead_where_they_say() -> None:
    page = empty(SearchRequest("+الضروف +التحالف", part="answers", words="all"))
    html = render_to_string("parts/search_empty.html", {"empty": page})
    for word in page.words:
        for other in (word.search, *word.near):
            if other.found:
                assert f'href="/search/?q={quote(other.request.text)}"' in html
    assert "<script" not in html


def test_a_query_is_shown_as_text() -> None:
    page = empty(SearchRequest("+<b>شكسبير</b> +التحالف"))
    assert "<b>" not in render_to_string("parts/search_empty.html", {"empty": page})
