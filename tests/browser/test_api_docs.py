"""The page that explains the API, in a real browser whose fixtures watch the network and the policy."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_shows_every_operation_with_an_example(
    page: Page, transactional_db: None, language: str
) -> None:
    page.goto(f"/api/v1/docs?lang={language}")
    described: dict[str, Any] = page.request.get(f"/api/v1/openapi.json?lang={language}").json()
    for path, methods in described["paths"].items():
        operation = page.locator("article", has=page.locator(f"#{methods['get']['operationId']}"))
        expect(operation.locator("h3")).to_have_text(methods["get"]["summary"])
        expect(operation.locator(".call")).to_have_text(f"GET {path}")
    first = page.locator("article").first
    example = first.locator("pre")
    expect(example).to_be_hidden()
    first.locator("summary").last.click()
    expect(example).to_contain_text("سلمان الراوي")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_found_from_any_page_and_leads_to_the_answers(
    page_without_scripts: Page, transactional_db: None
) -> None:
    page = page_without_scripts
    page.goto("/")
    with page.expect_navigation():
        page.locator("footer a[href$='/api/v1/docs']").click()
    with page.expect_navigation():
        page.locator("article a[href='/api/v1/interviews']").click()
    expect(page.locator("body")).to_contain_text('"items"')


def test_it_fits_on_a_telephone(phone_page: Page, transactional_db: None) -> None:
    phone_page.goto("/api/v1/docs")
    for details in phone_page.locator("details").all():
        details.evaluate("details => { details.open = true }")
    assert phone_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
