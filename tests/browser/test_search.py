"""The search page in a real browser: on a telephone, without scripts, by keyboard."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.sample_archive import FIXTURES
from interviews.models import Interview, Topic
from interviews.search.indexing import outbox

SAMPLES = ("07-cairo-theatre", "18-balambo-club")

QUERY = "/search/?q=المسرح في المدينة"


@pytest.fixture
def archive(transactional_db: None, settings: Any) -> list[Interview]:
    """Two interviews of the sample archive, of two years, published and indexed."""
    settings.INDEX_AFTER_COMMIT = False
    interviews = []
    for name, year in zip(SAMPLES, (2014, 2020), strict=True):
        outcome = import_file(FIXTURES / "interviews" / f"{name}.json", ImportOptions(publish=True))
        assert outcome.interview
        outcome.interview.published_on = date(year, 8, 24)
        outcome.interview.save()
        interviews.append(outcome.interview)
    outbox.drain()
    return interviews


def total(page: Page) -> str:
    return page.locator(".total").inner_text()


def test_on_a_telephone_the_results_come_first(phone_page: Page, archive: list[Interview]) -> None:
    page = phone_page
    page.goto(QUERY)
    expect(page.locator(".facets > details > summary")).to_be_visible()
    expect(page.locator(".facets h2").first).to_be_hidden()
    expect(page.locator(".result").first).to_be_in_viewport()
    page.locator(".facets > details > summary").tap()
    expect(page.locator(".years svg")).to_be_visible()
    expect(page.locator(".switches").first).to_be_visible()


@pytest.mark.parametrize(
    "state",
    [
        "",
        "&view=interviews&literal=1&words=all&in=answers&year=2014&year=2020&sort=oldest",
        "&without=months&without=names&without=digits&without=spelling",
        " ومستقبلات" * 20,
        "&all=topics",
    ],
)
def test_no_state_of_the_page_is_wider_than_a_telephone(
    phone_page: Page, archive: list[Interview], state: str
) -> None:
    phone_page.goto(QUERY + state)
    phone_page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    wider = phone_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0


def test_every_choice_works_without_scripts(page_without_scripts: Page, archive: list[Interview]) -> None:
    page = page_without_scripts
    page.goto(QUERY)
    everything = total(page)
    # Two years, one after the other: both are chosen, and removed one by one.
    page.locator(".years svg a").first.click()
    expect(page).to_have_url(re.compile("year=2014"))
    assert total(page) != everything
    page.locator(".facets a", has_text="2020").first.click()
    expect(page).to_have_url(re.compile("year=2014&year=2020"))
    assert total(page) == everything
    for _ in range(2):
        with page.expect_navigation():
            page.locator(".state a").first.click()
    expect(page.locator(".state")).to_have_count(0)

    page.locator(".boxes a").first.click()
    expect(page).to_have_url(re.compile("literal=1"))
    page.locator(".sorts a", has_text=re.compile("الأقدم")).click()
    expect(page).to_have_url(re.compile("literal=1&sort=oldest"))
    page.locator("[name=q]").fill("المسرح")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("literal=1&sort=oldest"))
    expect(page.locator("[name=q]")).to_have_value("المسرح")


def test_by_interview_and_into_one(page: Page, archive: list[Interview]) -> None:
    page.goto(QUERY + "&view=interviews")
    expect(page.locator(".result")).to_have_count(len(archive))
    with page.expect_navigation():
        page.locator(".result .others a").first.click()
    expect(page).to_have_url(re.compile(r"interview=\d+"))
    titles = page.locator(".result .title").all_inner_texts()
    assert len(titles) > 1
    assert len(set(titles)) == 1


def test_all_values_of_a_facet_are_there_at_once_on_a_telephone_too(
    phone_page: Page, archive: list[Interview]
) -> None:
    archive[0].topics.add(*(Topic.objects.create(name=f"موضوع {number}") for number in range(20)))
    outbox.queue([archive[0].pk])
    outbox.drain()
    page = phone_page
    page.goto("/search/?in=answers")
    expect(page.locator(".result").first).to_be_in_viewport()
    page.locator(".facets > details > summary").tap()
    names = page.locator("#facet-topics li")
    few = names.count()
    page.locator("#facet-topics summary").tap()
    with page.expect_navigation():
        page.locator("#facet-topics .whole a").tap()
    expect(page).to_have_url(re.compile("all=topics"))
    expect(names.first).to_be_in_viewport()
    assert names.count() > few
    names.first.locator("a").tap()
    # What was found comes first again.
    expect(page.locator(".state li")).to_have_count(2)
    expect(page.locator(".result").first).to_be_in_viewport()


def test_time_runs_from_right_to_left(page: Page, archive: list[Interview]) -> None:
    page.goto(QUERY)
    first, last = page.locator(".years svg a").first, page.locator(".years svg a").last
    assert "2014" in first.locator("title").inner_html()
    assert "2020" in last.locator("title").inner_html()
    right, left = first.bounding_box(), last.bounding_box()
    assert right
    assert left
    assert right["x"] > left["x"]
    # The labels under the columns stand on the same sides.
    oldest, latest = (page.locator(".ends span").nth(n).bounding_box() for n in (0, 1))
    assert oldest
    assert latest
    assert oldest["x"] > latest["x"]


def test_the_numbers_of_the_chart_are_reached_by_keyboard(page: Page, archive: list[Interview]) -> None:
    page.goto(QUERY)
    summary = page.locator(".years summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".years table a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("year=2014"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_read_on_their_ground(page: Page, archive: list[Interview], scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(QUERY + "&year=2014&without=months")
    for selector in (
        ".why",
        ".facts",
        ".count",
        ".state a",
        ".sorts a",
        ".equivalences .off",
        "mark",
        ".key",
    ):
        element = page.locator(f"main {selector}").first
        assert element.evaluate(CONTRAST) >= 4.5, selector


# The contrast of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio) between the colour of a text and
# the first ground behind it that is not transparent.
CONTRAST = """element => {
  const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
  const luminance = colour => numbers(colour).slice(0, 3)
    .map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  let behind = element;
  while (numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const both = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(luminance);
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}"""
