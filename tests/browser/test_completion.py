"""The search box completes what is typed, by keyboard and finger; without scripts it is a plain form."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.sample_archive import FIXTURES
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory

ADDRESS = "**/search/complete/**"

NEXT_FRAME = "() => new Promise(requestAnimationFrame)"


@pytest.fixture(autouse=True)
def archive(transactional_db: None, settings: Any) -> None:
    """An interview of the sample archive, published and indexed."""
    settings.INDEX_AFTER_COMMIT = False
    EntityFactory(name="القاهرة", kind="place")
    import_file(FIXTURES / "interviews" / "07-cairo-theatre.json", ImportOptions(publish=True))
    drain()


def type_in(page: Page, text: str, address: str = "/interviews/") -> None:
    page.goto(address)
    page.locator("#q").press_sequentially(text)


def test_the_arrow_keys_choose_and_enter_searches(page: Page) -> None:
    type_in(page, "القا")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("القاهرة")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    expect(box).to_have_value('كيان:"القاهرة"')
    # Past the last one, what was typed is there again.
    box.press("ArrowUp")
    expect(box).to_have_value("القا")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator("#q")).to_have_value('كيان:"القاهرة"')


def test_escape_gives_back_what_was_typed(page: Page) -> None:
    type_in(page, "القا")
    box = page.get_by_role("combobox")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Escape")
    expect(box).to_have_value("القا")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()


def test_home_and_end_belong_to_the_text(page: Page) -> None:
    type_in(page, "القا")
    box = page.get_by_role("combobox")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Home")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    assert box.evaluate("box => box.selectionStart") == 0
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_enter_without_a_choice_searches_what_was_typed(page: Page) -> None:
    type_in(page, "القا")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator("#q")).to_have_value("القا")


def test_a_finger_chooses(phone_page: Page) -> None:
    type_in(phone_page, "القا", "/")
    option = phone_page.get_by_role("option").first
    expect(option).to_be_visible()
    bounds = option.bounding_box()
    assert bounds
    assert bounds["height"] >= 44
    wider = phone_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    option.tap()
    expect(phone_page).to_have_url(re.compile(r"/search/\?q="))
    expect(phone_page.locator("#q")).to_have_value('كيان:"القاهرة"')


def test_leaving_the_box_closes_the_list(page: Page) -> None:
    type_in(page, "القا")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_letters_of_a_composition_are_completed_and_its_keys_left_alone(page: Page) -> None:
    """Keyboards of phones compose all words, and of other languages with Enter and arrows."""
    page.goto("/interviews/")
    box = page.locator("#q")
    box.focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "القا", "selectionStart": 4, "selectionEnd": 4})
    expect(page.get_by_role("option").first).to_be_visible()
    for key in ("ArrowDown", "Enter"):
        box.dispatch_event("keydown", {"key": key, "isComposing": True})
    expect(box).to_have_value("القا")
    expect(page).to_have_url(re.compile("/interviews/$"))


def test_only_the_last_question_is_answered(page: Page) -> None:
    """An answer that comes late does not replace that to what was typed since."""
    late: list[Route] = []

    def keep(route: Route) -> None:
        late.append(route)

    page.route(f"**/search/complete/?q={quote('القا')}", keep)
    with page.expect_request(ADDRESS):
        type_in(page, "القا")
    page.locator("#q").press_sequentially("هر")
    expect(page.get_by_role("option").first).to_contain_text("القاهرة")
    shown = page.get_by_role("listbox").inner_text()
    late[0].fulfill(json={"completions": [{"text": "قديم", "query": "قديم"}], "status": ""})
    page.evaluate(NEXT_FRAME)
    assert page.get_by_role("listbox").inner_text() == shown


@pytest.mark.parametrize("failure", ["status", "connection", "not json"])
def test_it_is_silent_when_the_server_is_not_there(page: Page, failure: str) -> None:
    answers = {
        "status": lambda route: route.fulfill(status=503),
        "connection": lambda route: route.abort(),
        "not json": lambda route: route.fulfill(body="<html>"),
    }
    page.route(ADDRESS, answers[failure])
    with page.expect_request(ADDRESS) as asked:
        type_in(page, "القا")
    asked.value.response()
    page.evaluate(NEXT_FRAME)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_without_scripts_the_box_is_a_plain_form(page_without_scripts: Page) -> None:
    page_without_scripts.goto("/")
    page_without_scripts.get_by_role("searchbox").fill("القاهرة")
    page_without_scripts.keyboard.press("Enter")
    expect(page_without_scripts).to_have_url(re.compile(r"/search/\?q="))
