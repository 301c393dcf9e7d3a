"""How the tests use the paste desk in a browser: what an editor does, and what is read off the page."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from interviews.models import Paste

PASSWORD = "قلم وورقة"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('paste-desk:'))"
ADD = "/admin/interviews/paste/add/"

# A save makes a whole interview; a busy machine takes its time.
expect.set_options(timeout=20_000)


def sign_in(page: Page, address: str = "/admin/") -> None:
    page.goto("/admin/login/?next=/admin/")
    page.locator("#id_username").fill("salma")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#user-tools")).to_be_visible()
    if address != "/admin/":
        page.goto(address)


def paste_from_clipboard(page: Page, text: str) -> None:
    """What a browser does when Ctrl+V is pressed, with the text as the clipboard's only content."""
    page.locator("#id_text").focus()
    with page.expect_navigation():
        page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const options = {clipboardData: data, bubbles: true, cancelable: true};
                document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
            }""",
            text,
        )
    expect(page.locator("#cards")).to_be_visible()


def last_answer(paste: Paste) -> str:
    """The number of the last answer's block, as a form sends it."""
    draft = paste.current_draft
    assert draft is not None
    return str([block.id for block in draft.blocks if block.kind == "answer"][-1])


def open_desk(page: Page, paste: Paste) -> None:
    sign_in(page, f"/admin/interviews/paste/{paste.pk}/change/")
    expect(page.locator("#cards")).to_be_visible()


def kinds(page: Page) -> list[str]:
    """The kinds of all cards in their order, as their classes name them."""
    classes = page.locator("#cards > .card").evaluate_all("cards => cards.map(card => card.className)")
    return [kind for name in classes for kind in re.findall(r"kind-(\w+)", name)]


def expect_kinds(page: Page, wanted: list[str]) -> None:
    """Waits until the cards are of these kinds, in this order."""
    expect(page.locator("#cards > .card")).to_have_class([re.compile(rf"kind-{kind}\b") for kind in wanted])


def unfold(page: Page, *panels: str) -> None:
    """Opens panels above the columns: «facts», «people», «layouts»."""
    for name in panels:
        page.locator(f"#desk-{name} > summary").click()


def card(page: Page, words: str) -> Any:
    return page.locator(".card", has_text=words).first


def steps_done(page: Page, number: int) -> None:
    """Waits until the server has taken so many steps."""
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    assert Paste.objects.get().step == number
