"""A reader's way through the public pages, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.sample_archive import FIXTURES
from interviews.models import Entity, Interview
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory

SAMPLES = ("07-cairo-theatre", "18-balambo-club")


@pytest.fixture
def archive(transactional_db: None, settings: Any) -> list[Interview]:
    """Two interviews of the sample archive, published and indexed."""
    settings.INDEX_AFTER_COMMIT = False
    EntityFactory(name="القاهرة", kind="place")
    outcomes = [
        import_file(FIXTURES / "interviews" / f"{name}.json", ImportOptions(publish=True)) for name in SAMPLES
    ]
    drain()
    return [outcome.interview for outcome in outcomes if outcome.interview]


def test_from_the_home_page_by_a_search_to_the_words(page: Page, archive: list[Interview]) -> None:
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    page.get_by_role("combobox").fill("مسرح")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    first = page.locator(".result").first
    expect(first.locator("mark").first).to_be_visible()
    first.locator(".said a").click()
    expect(page).to_have_url(re.compile(r"/interviews/\d+/.*#t-[a-z0-9]{10}$"))
    target = page.locator(":target")
    expect(target).to_have_count(1)
    expect(target).to_be_in_viewport()


def test_search_and_reading_need_no_scripts(page_without_scripts: Page, archive: list[Interview]) -> None:
    page = page_without_scripts
    page.goto("/search/?q=مسرح")
    total = page.locator(".total").inner_text()
    page.locator(".facets a", has_text="سهير عبد الودود").click()
    expect(page.locator(".facets a.chosen")).to_have_count(1)
    assert page.locator(".total").inner_text() != total
    page.locator(".result .title").first.click()
    expect(page.locator(".turn.question").first).to_be_visible()


def test_a_name_leads_to_its_page_by_keyboard(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    name = page.locator(".text a.name").first
    name.focus()
    assert name.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(Entity.objects.get(names__text="القاهرة").name)


@pytest.mark.parametrize(
    "address", ["/", "/search/?q=مسرح", "/interviews/", "/speakers/", "interview", "speaker"]
)
def test_no_page_is_wider_than_a_phone(phone_page: Page, archive: list[Interview], address: str) -> None:
    interview = archive[0]
    if address == "interview":
        address = interview.get_absolute_url()
    elif address == "speaker":
        address = interview.participants.exclude(speaker=None)[0].speaker.get_absolute_url()
    phone_page.goto(address)
    wider = phone_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0


def test_the_font_of_the_archive_is_used(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate("document.fonts.check('16px Vazirmatn', 'ژێ ة')")


def test_questions_and_answers_look_different(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    weight = "e => getComputedStyle(e.querySelector('p:not(.who)')).fontWeight"
    assert page.locator(".turn.question").first.evaluate(weight) != page.locator(
        ".turn.answer"
    ).first.evaluate(weight)


def test_a_card_stands_beside_a_name_under_focus_until_escape(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    name = page.locator(".text a.name").first
    card = "e => getComputedStyle(e, '::after').content"
    assert name.evaluate(card) == "none"
    page.keyboard.press("Tab")
    name.focus()
    assert "القاهرة" in name.evaluate(card)
    page.keyboard.press("Escape")
    assert name.evaluate(card) == "none"


def test_a_copied_passage_has_no_words_of_cards(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    turn = archive[0].turns.filter(mentions__isnull=False).first()
    assert turn
    name = page.locator(f"#{turn.fragment} a.name").first
    name.hover()
    assert page.locator(f"#{turn.fragment} p:not(.who)").first.inner_text() in turn.text


def test_kinds_of_names_that_are_switched_off_stay_off(page: Page, archive: list[Interview]) -> None:
    line = "e => getComputedStyle(e).textDecorationLine"
    page.goto(archive[0].get_absolute_url())
    name = page.locator(".text a.place").first
    assert name.evaluate(line) == "underline"
    page.get_by_role("checkbox", name="مكان").uncheck()
    assert name.evaluate(line) == "none"
    page.reload()
    expect(page.get_by_role("checkbox", name="مكان")).not_to_be_checked()
    assert page.locator(".text a.place").first.evaluate(line) == "none"


def test_kinds_of_names_are_switched_off_without_scripts(
    page_without_scripts: Page, archive: list[Interview]
) -> None:
    page = page_without_scripts
    page.goto(archive[0].get_absolute_url())
    page.get_by_role("checkbox", name="مكان").uncheck()
    name = page.locator(".text a.place").first
    assert name.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    assert page.context.cookies() == []
