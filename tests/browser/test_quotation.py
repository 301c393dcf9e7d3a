"""Verifying a quotation, in a real browser: without scripts, on a phone, by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.sample_archive import FIXTURES
from interviews.models import Interview, Turn
from interviews.search.indexing.outbox import drain


@pytest.fixture
def said(transactional_db: None, settings: Any) -> str:
    """The first dozen words of an answer in the archive, which has one interview."""
    settings.INDEX_AFTER_COMMIT = False
    import_file(FIXTURES / "interviews" / "07-cairo-theatre.json", ImportOptions(publish=True))
    drain()
    turn = Turn.objects.filter(kind="answer", interview=Interview.objects.get()).order_by("position")[1]
    return " ".join(turn.text.split()[:12])


def test_from_the_home_page_to_the_place_without_scripts(page_without_scripts: Page, said: str) -> None:
    page = page_without_scripts
    page.goto("/")
    page.get_by_role("navigation").locator("a[href='/verify/']").click()
    page.locator("#quote").fill(f"«{said}»")
    page.locator(".quotation button").click()
    expect(page).to_have_url(re.compile(r"/verify/\?quote=.*#verdict$"))
    expect(page.locator("h2.verdict.exact")).to_be_in_viewport()
    expect(page.locator("#quote")).to_have_value(f"«{said}»")
    page.locator(".quoted-place .more a").click()
    expect(page.locator(":target.turn")).to_be_in_viewport()


def test_three_hundred_words_are_answered_and_stay_in_the_form(page: Page, said: str) -> None:
    text = f"{said} " + "كلمات أخرى كثيرة لم يقلها أحد هنا " * 50
    page.goto("/verify/")
    page.locator("#quote").fill(text)
    page.locator(".quotation button").click()
    expect(page.locator("h2.verdict")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/verify/#verdict$"))
    expect(page.locator("#quote")).to_have_value(text)


def test_a_difference_can_be_told_without_colours(phone_page: Page, said: str) -> None:
    page = phone_page
    words = said.split()
    page.goto("/verify/")
    page.locator("#quote").fill(" ".join([*words[:5], "زقزقزق", *words[6:]]))
    with page.expect_navigation():
        page.locator(".quotation button").tap()
    deleted, inserted = page.locator(".compared del"), page.locator(".compared ins")
    line = "e => getComputedStyle(e).textDecorationLine"
    assert deleted.evaluate(line) == "line-through"
    assert inserted.evaluate(line) == "underline"
    # What is heard says the same as what is seen.
    for element, label in ((deleted, "del"), (inserted, "ins")):
        heard = element.locator(".visually-hidden").first.text_content() or ""
        assert (page.locator(f".legend {label}").text_content() or "?") in heard
    assert page.locator(".compared").evaluate("e => getComputedStyle(e).direction") == "rtl"


@pytest.mark.parametrize("quotation", ["", "said", "سنبني عشرة جسور جديدة فوق الفرات", "كلمة", "طويلة" * 60])
def test_no_answer_is_wider_than_a_phone(phone_page: Page, said: str, quotation: str) -> None:
    page = phone_page
    page.goto(f"/verify/?quote={said if quotation == 'said' else quotation}")
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0


def test_the_form_is_filled_and_sent_by_keyboard(page: Page, said: str) -> None:
    page.goto("/verify/")
    page.get_by_role("textbox", name=re.compile(".+")).last.focus()
    page.keyboard.type("ab cd ef gh")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h2.verdict.missing")).to_be_visible()
    expect(page.locator(".coverage")).to_be_visible()
