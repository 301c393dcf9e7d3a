"""Everything can be done by keyboard alone, and it is always seen where one is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.paste_desk import PASSWORD
from tests.whole_archive import WholeArchive, whole_archive

#: What has the focus: whether it is seen, and its place among all that can have it.
FOCUS = """() => {
    const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
    const all = [...document.querySelectorAll(kinds)]
        .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}));
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const above = document.elementsFromPoint(...middle)[0];
    const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
        && box.right > 0 && box.left < innerWidth;
    // A line that is broken has its middle outside of its words.
    const single = e.getClientRects().length === 1;
    return {
        place: all.indexOf(e), number: all.length,
        name: e.outerHTML.slice(0, 120),
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen, covered: Boolean(seen && single && above && !e.contains(above) && !above.contains(e)),
    };
}"""

#: Targets smaller than 24 by 24 pixels with others too near (WCAG 2.2, 2.5.8), but for links in a sentence.
SMALL = """() => {
    const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    const targets = [...document.querySelectorAll(kinds)]
        .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: false}));
    const box = e => (e.closest("label") || e).getBoundingClientRect();
    const seen = targets.filter(e => box(e).width > 1 && box(e).height > 1);
    const inSentence = e => {
        const around = e.closest("p, li, dd, td, figcaption, h1, h2, h3, summary, blockquote");
        return getComputedStyle(e).display === "inline" && around
            && around.textContent.trim().length > e.textContent.trim().length;
    };
    const small = e => box(e).width < 24 || box(e).height < 24;
    const distance = (e, other) => {
        const a = box(e), b = box(other);
        const x = (a.left + a.right) / 2, y = (a.top + a.bottom) / 2;
        if (small(other)) return Math.hypot(x - (b.left + b.right) / 2, y - (b.top + b.bottom) / 2) - 12;
        return Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom));
    };
    const apart = (e, other) => e !== other && !e.contains(other) && !other.contains(e);
    return seen.filter(e => small(e) && !inSentence(e))
        .filter(e => seen.some(other => apart(e, other) && distance(e, other) < 12))
        .map(e => `${e.outerHTML.slice(0, 140)} ${Math.round(box(e).width)} x ${Math.round(box(e).height)}`);
}"""


@pytest.fixture
def archive(transactional_db: None, settings: Any) -> WholeArchive:
    settings.INDEX_AFTER_COMMIT = False
    return whole_archive(User.objects.create_superuser("salma", password=PASSWORD))


def addresses(archive: WholeArchive) -> list[str]:
    return [
        "/",
        archive.made.get_absolute_url(),
        f"{archive.made.get_absolute_url()}?q=الماء",
        "/search/?q=الماء",
        f"/quote/{archive.asked.key}/",
        f"/verify/?quote={archive.made.turns.all()[1].text}",
        archive.speaker.get_absolute_url(),
        "/archive/",
        "/archive/2020/8/",
        f"/interviews/{archive.made.pk}/asked/{archive.asked.key}/",
    ]


def walk(page: Page) -> list[dict[str, Any]]:
    """Where the focus is, Tab after Tab, until it leaves the page."""
    steps: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUS)
        if step is None or (steps and step["place"] == steps[0]["place"]):
            return steps
        steps.append(step)
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize("window", ["page", "phone_page"])
def test_the_tab_key_goes_everywhere_in_order_and_is_always_seen(
    window: str, request: pytest.FixtureRequest, archive: WholeArchive
) -> None:
    page: Page = request.getfixturevalue(window)
    # Else the page still scrolls when it is asked where the focus is.
    page.emulate_media(reduced_motion="reduce")
    for address in addresses(archive):
        page.goto(address)
        steps = walk(page)
        places = [step["place"] for step in steps]
        assert places == sorted(places), f"{address}: not in the order of the page"
        # Of radio buttons only one is a stop.
        assert len(set(places)) >= 0.9 * steps[0]["number"], f"{address}: not everything is reached"
        assert not [step["name"] for step in steps if not step["outline"]], f"{address}: focus without a ring"
        assert not [step["name"] for step in steps if not step["seen"]], f"{address}: focus out of sight"
        assert not [step["name"] for step in steps if step["covered"]], f"{address}: focus behind something"


@pytest.mark.parametrize("window", ["page", "phone_page"])
def test_targets_are_large_enough_or_far_enough_apart(
    window: str, request: pytest.FixtureRequest, archive: WholeArchive
) -> None:
    page: Page = request.getfixturevalue(window)
    small = {}
    for address in addresses(archive):
        page.goto(address)
        found = page.evaluate(SMALL)
        if found:
            small[address] = found
    assert not small


def test_the_first_stop_leads_past_the_header(page: Page, archive: WholeArchive) -> None:
    page.goto(archive.made.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on the first of ``selector``."""
    goal = page.locator(selector).first
    for _ in range(200):
        page.keyboard.press("Tab")
        if goal.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"{selector} is never reached")


def test_a_search_is_read_and_the_language_changed_without_a_pointer(
    page: Page, archive: WholeArchive
) -> None:
    page.goto("/")
    tab_to(page, "[name=q]")
    page.keyboard.type("الماء")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, ".result .said a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/interviews/\d+/.*#t-"))
    page.reload()
    tab_to(page, ".languages a[hreflang=en]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".languages a[aria-current]")).to_have_text("English")
    # The interview stays what it is.
    expect(page.locator("main [dir=rtl], main [lang=ar]").first).to_be_visible()
