"""The page of an interview in a real browser: its lines, its contents, its directions, its paper."""

from __future__ import annotations

import re
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.sample_archive import FIXTURES
from interviews.models import Interview
from tests.browser.window import open_window

# Letters, signs and spaces of every full line of the answers.
LINES = """() => {
  const lengths = [], range = document.createRange();
  for (const paragraph of document.querySelectorAll(".turn.answer p:not(.who)")) {
    const lines = new Map(), texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const row = Math.round(range.getBoundingClientRect().bottom / 12);
        lines.set(row, (lines.get(row) ?? 0) + 1);
      }
    lengths.push(...[...lines.values()].slice(0, -1));
  }
  return lengths;
}"""

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def published(name: str) -> Interview:
    outcome = import_file(FIXTURES / "interviews" / name, ImportOptions(publish=True))
    assert outcome.interview
    return outcome.interview


@pytest.fixture
def theatre(transactional_db: None, settings: Any) -> Interview:
    """An Arabic interview with one guest and seven questions."""
    settings.INDEX_AFTER_COMMIT = False
    return published("07-cairo-theatre.json")


def test_a_line_has_sixty_to_seventy_letters(page: Page, theatre: Interview) -> None:
    page.goto(theatre.get_absolute_url())
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert 60 <= median(page.evaluate(LINES)) <= 70


def test_the_questions_stand_beside_the_text_where_there_is_room(page: Page, theatre: Interview) -> None:
    page.goto(theatre.get_absolute_url())
    links = page.locator(".contents a")
    expect(links).to_have_count(7)
    expect(page.locator(".contents summary")).to_be_hidden()
    beside, text = page.locator(".contents").bounding_box(), page.locator(".text").bounding_box()
    assert beside
    assert text
    assert beside["x"] + beside["width"] <= text["x"], "at the end of the lines, which is the left"
    links.last.click()
    expect(page).to_have_url(re.compile("#t-"))
    expect(page.locator(".turn.question:target")).to_be_in_viewport()
    # They stay in sight while one reads.
    expect(links.first).to_be_in_viewport()


def test_the_questions_are_folded_on_a_phone(phone_page: Page, theatre: Interview) -> None:
    phone_page.goto(theatre.get_absolute_url())
    link = phone_page.locator(".contents a").nth(3)
    expect(link).to_be_hidden()
    phone_page.locator(".contents summary").tap()
    expect(link).to_be_visible()
    link.tap()
    expect(phone_page.locator(".turn.question:target")).to_be_in_viewport()


def test_a_name_that_is_not_seen_is_heard(page: Page, theatre: Interview) -> None:
    page.goto(theatre.get_absolute_url())
    who = page.locator(".turn.answer .speaker")
    seen = "e => e.getBoundingClientRect().width > 1"
    assert who.nth(0).evaluate(seen)
    assert not who.nth(1).evaluate(seen)
    expect(page.locator(".turn.answer").nth(1)).to_match_aria_snapshot(
        """
        - paragraph:
          - text: سهير عبد الودود (جواب)
          - link
        """
    )


def test_an_english_answer_runs_from_left_to_right_in_an_arabic_interview(
    page: Page, theatre: Interview
) -> None:
    turn = theatre.turns.filter(kind="answer").first()
    assert turn
    turn.text = "لنقل ذلك بالإنكليزية.\nThe theatre opens tomorrow."
    turn.save()
    page.goto(theatre.get_absolute_url())
    # Of each paragraph: language, direction, and on which side the space behind its short line is.
    told = page.locator(f"#{turn.fragment} p:not(.who)").evaluate_all(
        """paragraphs => paragraphs.map(paragraph => {
            const words = document.createRange(), box = paragraph.getBoundingClientRect();
            words.selectNodeContents(paragraph);
            const { left, right } = words.getBoundingClientRect();
            const { direction } = getComputedStyle(paragraph);
            const start = left - box.left < box.right - right ? "left" : "right";
            return [paragraph.closest("[lang]").lang, direction, start];
        })"""
    )
    assert told == [["ar", "rtl", "right"], ["en", "ltr", "left"]]


def test_how_far_one_has_read_is_seen(page: Page, theatre: Interview) -> None:
    page.goto(theatre.get_absolute_url())
    width = "parseFloat(getComputedStyle(document.body, '::before').inlineSize)"
    assert page.evaluate(width) == 0
    # As functions: a text would be evaluated anew for each look, which the security policy forbids.
    page.evaluate("scrollTo({ top: document.body.scrollHeight / 2, behavior: 'instant' })")
    page.wait_for_function(f"() => {width} > innerWidth / 4 && {width} < innerWidth * 3 / 4")
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.wait_for_function(f"() => {width} > innerWidth - 1")


def test_nothing_moves_for_who_wants_no_motion(
    browser: Browser, live_server: Any, theatre: Interview
) -> None:
    with open_window(browser, live_server.url, reduced_motion="reduce") as page:
        page.goto(theatre.get_absolute_url())
        assert page.evaluate("getComputedStyle(document.body, '::before').content") == "none"
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_paper_is_white_and_has_the_text_alone(
    browser: Browser, live_server: Any, theatre: Interview
) -> None:
    theatre.source_url = "https://madar.example/1"
    theatre.save()
    with open_window(browser, live_server.url, color_scheme="dark") as page:
        page.goto(theatre.get_absolute_url())
        colour = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(colour) != "rgb(255, 255, 255)"
        page.emulate_media(media="print")
        assert page.evaluate(colour) == "rgb(255, 255, 255)"
        for left_out in ("header.site", "footer.site", ".contents", ".name-kinds", ".permalink"):
            expect(page.locator(left_out).first).to_be_hidden()
        expect(page.locator(".printed")).to_contain_text(f"{live_server.url}/interviews/{theatre.pk}/")
        source = "getComputedStyle(document.querySelector('.facts a[rel]'), '::after').content"
        assert "attr" in page.evaluate(source) or "madar.example" in page.evaluate(source)
        # A question is not left alone at the end of a page.
        kept = "e => getComputedStyle(e).breakAfter"
        assert page.locator(".turn.question").first.evaluate(kept) == "avoid"


@pytest.mark.parametrize(
    "name", ["07-cairo-theatre.json", "05-beirut-port-panel.txt", "16-london-doctor.txt"]
)
@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (640, "200%"), (360, "200%")])
def test_large_text_and_narrow_windows_hide_nothing(
    browser: Browser,
    live_server: Any,
    transactional_db: None,
    settings: Any,
    name: str,
    width: int,
    text: str,
) -> None:
    """WCAG 2.2: 1.4.4 (text of twice the size) and 1.4.10 (320 pixels without scrolling sideways)."""
    settings.INDEX_AFTER_COMMIT = False
    interview = published(name)
    with open_window(browser, live_server.url, viewport={"width": width, "height": 800}) as page:
        page.goto(interview.get_absolute_url())
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        page.locator(".contents summary").click()
        assert page.evaluate(WIDER) <= 0
        # Nothing that is shown stands outside of the window or is cut off.
        cut = page.locator("main :is(h1, p, li, summary, label)").evaluate_all(
            """shown => shown.filter(e => {
                const box = e.getBoundingClientRect();
                const isOutside = box.left < -1 || box.right > innerWidth + 1;
                return box.width > 1 && (isOutside || e.scrollWidth > e.clientWidth + 1);
            }).map(e => e.outerHTML.slice(0, 100))"""
        )
        assert cut == []


def test_links_of_a_turn_come_when_they_are_wanted(page: Page, theatre: Interview) -> None:
    page.goto(theatre.get_absolute_url())
    shown = "e => getComputedStyle(e).opacity"
    turn = page.locator(".turn.question").nth(2)
    link = turn.locator(".permalink")
    page.mouse.move(0, 0)
    assert link.evaluate(shown) == "0"
    turn.hover()
    assert link.evaluate(shown) == "1"
    page.mouse.move(0, 0)
    link.focus()
    assert link.evaluate(shown) == "1"


def test_a_finger_on_the_sign_of_a_turn_brings_its_other_links(phone_page: Page, theatre: Interview) -> None:
    phone_page.goto(theatre.get_absolute_url())
    shown = "e => getComputedStyle(e).opacity"
    turn = phone_page.locator(".turn.question").nth(2)
    quote, sign = turn.locator(".quote"), turn.locator(".permalink")
    assert sign.evaluate(shown) == "1"
    assert quote.evaluate(shown) == "0"
    sign.tap()
    expect(phone_page).to_have_url(re.compile("#t-"))
    assert quote.evaluate(shown) == "1"
    with phone_page.expect_navigation():
        quote.tap()
    expect(phone_page).to_have_url(re.compile("/quote/"))
