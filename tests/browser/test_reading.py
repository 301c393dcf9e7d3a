"""A reader's way through the public pages, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.sample_archive import FIXTURES
from interviews.models import Entity, Interview
from interviews.search.indexing.outbox import drain
from tests.browser.window import open_window
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)

SAMPLES = ("07-cairo-theatre.json", "18-balambo-club.json", "16-london-doctor.txt")


@pytest.fixture
def archive(transactional_db: None, settings: Any) -> list[Interview]:
    """Three interviews of the sample archive, the last one in English, published and indexed."""
    settings.INDEX_AFTER_COMMIT = False
    EntityFactory(name="القاهرة", kind="place")
    outcomes = [import_file(FIXTURES / "interviews" / name, ImportOptions(publish=True)) for name in SAMPLES]
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
    name = page.locator(".text a.place").first
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


def test_no_name_or_title_makes_a_page_wider_than_a_phone(phone_page: Page, transactional_db: None) -> None:
    endless = "https://nahr.example/" + "interviews_" * 7
    outlet = OutletFactory(entity__name=endless, site=endless)
    topic = TopicFactory(name="ما يُقال وما لا يُقال " * 4)
    interview = InterviewFactory(title=endless, outlet=outlet, status="published")
    interview.topics.add(topic)
    speaker = SpeakerFactory(entity__name=endless)
    guest = ParticipantFactory(interview=interview, speaker=speaker, office=endless)
    turn = TurnFactory(interview=interview, participant=guest, text=endless)
    MentionFactory(entity=speaker.entity, turn=turn)
    drain()
    for address in (
        "/",
        *(f"/{page}/" for page in ("interviews", "speakers", "outlets", "topics")),
        *(row.get_absolute_url() for row in (interview, speaker, outlet, topic, speaker.entity)),
        f"/archive/{interview.published_on:%Y}/",
        f"/quote/{turn.key}/",
    ):
        phone_page.goto(address)
        wider = phone_page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, address


def test_the_font_of_the_archive_is_used(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert page.evaluate("document.fonts.check('16px Vazirmatn', 'ژێ ة')")


def test_questions_and_answers_look_different(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    weight = "e => getComputedStyle(e.querySelector('p:not(.who)')).fontWeight"
    assert page.locator(".turn.question").first.evaluate(weight) != page.locator(
        ".turn.answer"
    ).first.evaluate(weight)


def test_a_card_stands_beside_a_name_under_focus_until_escape(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    name = page.locator(".text a.place").first
    card = "e => getComputedStyle(e, '::after').content"
    assert name.evaluate(card) == "none"
    page.keyboard.press("Tab")
    name.focus()
    assert "القاهرة" in name.evaluate(card)
    page.keyboard.press("Escape")
    assert name.evaluate(card) == "none"


# The edges of a card and of the text it stands in; a card is no element, so the page is asked, point by
# point, where it is hit below or above its name.
CARD = """name => {
  const lines = [...name.getClientRects()], last = lines[lines.length - 1];
  const rows = [last.bottom + 12, lines[0].top - 12], found = [];
  for (const y of rows)
    for (let x = 0; x < innerWidth; x += 2) if (document.elementFromPoint(x, y) === name) found.push(x);
  const words = name.closest("p").getBoundingClientRect();
  const card = getComputedStyle(name, "::after");
  return {
    left: Math.min(...found), right: Math.max(...found), width: parseFloat(card.width),
    textLeft: words.left, textRight: words.right,
    isWider: document.documentElement.scrollWidth > document.documentElement.clientWidth || scrollX !== 0,
  };
}"""


@pytest.mark.parametrize("sample", [0, 2], ids=["right to left", "left to right"])
@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_card_is_whole_wherever_its_name_stands(
    browser: Browser, live_server: Any, archive: list[Interview], sample: int, width: int, scripts: bool
) -> None:
    """At both edges of the window, and for a name that goes on in the next line."""
    turn = archive[sample].turns.filter(kind="answer").first()
    assert turn
    words = "كلمة " if sample == 0 else "word "
    name = "قوات التحالف الدولي" if sample == 0 else "Coalition of Forces"
    turn.text = "".join(f"{words * number}{name} " for number in range(1, 12))
    turn.save()
    places = [match.start() for match in re.finditer(name, turn.text)]
    entity = EntityFactory(name="قوات التحالف الدولي لمكافحة الإرهاب", kind="organisation")
    turn.mentions.all().delete()
    for start in places:
        MentionFactory(turn=turn, entity=entity, start=start, end=start + len(name))
    viewport = {"width": width, "height": 700}
    with open_window(browser, live_server.url, viewport=viewport, java_script_enabled=scripts) as page:
        page.goto(archive[sample].get_absolute_url())
        names = page.locator(f"#{turn.fragment} a.name").all()
        assert len(names) == len(places)
        for shown in names:
            shown.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
            page.keyboard.press("Shift")
            shown.focus()
            card = shown.evaluate(CARD)
            assert not card["isWider"]
            assert card["right"] - card["left"] >= card["width"] - 10
            assert card["left"] >= card["textLeft"] - 2
            assert card["right"] <= card["textRight"] + 2


def test_a_card_at_the_bottom_of_the_window_stands_above_its_name(
    page: Page, archive: list[Interview]
) -> None:
    page.goto(archive[0].get_absolute_url())
    name = page.locator(".turn a.place").first
    name.evaluate("""e => {
        const top = scrollY + e.getBoundingClientRect().bottom - innerHeight + 30;
        scrollTo({ top, behavior: "instant" });
    }""")
    name.hover()
    page.wait_for_function(
        """() => {
            const name = document.querySelector(".turn a.place"), box = name.getBoundingClientRect();
            return document.elementFromPoint(box.left + box.width / 2, box.top - 12) === name;
        }"""
    )


def test_the_pointer_may_move_into_a_card(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    name = page.locator(".text a.place").first
    # With room below, where the card opens then.
    name.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    # The wait before a card opens stands still, however long a busy machine takes to look at it.
    clock = page.context.new_cdp_session(page)
    clock.send("Animation.enable")
    clock.send("Animation.setPlaybackRate", {"playbackRate": 0})
    name.hover()
    box = name.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2
    below = "([x, y]) => document.elementFromPoint(x, y).matches('a.place')"
    point = [middle, box["y"] + box["height"] + 12]
    assert not page.evaluate(below, point), "a pointer that passes by opens no card"
    wait = "e => e.getAnimations({subtree: true})[0].effect.getTiming().delay"
    assert name.evaluate(wait) >= 200, "milliseconds"
    clock.send("Animation.setPlaybackRate", {"playbackRate": 1})
    page.wait_for_function(below, arg=point)
    for step in range(20):
        page.mouse.move(middle, box["y"] + box["height"] / 2 + step)
        assert name.evaluate("e => e.matches(':hover')"), step


def test_a_screen_reader_hears_the_words_and_the_card_as_a_description(
    page: Page, archive: list[Interview]
) -> None:
    page.goto(archive[0].get_absolute_url())
    name = page.locator(".text a.place").first
    words = name.inner_text()
    page.keyboard.press("Tab")
    name.focus()
    heard = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    link = next(
        node
        for node in heard
        if any(p["name"] == "focused" and p["value"]["value"] for p in node.get("properties", ()))
        and node["role"]["value"] == "link"
    )
    assert link["name"]["value"] == words
    assert "مكان" in link["description"]["value"]


def test_a_printed_page_has_no_cards(page: Page, archive: list[Interview]) -> None:
    page.goto(archive[0].get_absolute_url())
    page.keyboard.press("Tab")
    name = page.locator(".turn a.place").first
    name.focus()
    display = "e => getComputedStyle(e, '::after').display"
    assert name.evaluate(display) == "block"
    page.emulate_media(media="print")
    assert name.evaluate(display) == "none"


def test_a_tap_opens_the_page_of_a_name(phone_page: Page, archive: list[Interview]) -> None:
    phone_page.goto(archive[0].get_absolute_url())
    phone_page.locator(".text a.place").first.tap()
    expect(phone_page.locator("h1")).to_have_text(Entity.objects.get(names__text="القاهرة").name)


def test_a_kind_that_is_switched_off_has_no_cards_and_no_stops_for_the_keyboard(
    page: Page, archive: list[Interview]
) -> None:
    page.goto(archive[0].get_absolute_url())
    switch = page.get_by_role("checkbox", name="مكان")
    name = page.locator(".text a.place").first
    switch.uncheck()
    name.hover()
    assert name.evaluate("e => getComputedStyle(e, '::after').display") == "none"
    assert name.evaluate("e => e.tabIndex") == -1
    switch.check()
    assert name.evaluate("e => e.tabIndex") == 0


def test_switches_work_where_nothing_may_be_stored(page: Page, archive: list[Interview]) -> None:
    refuse = "get() { throw new DOMException('', 'SecurityError') }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {refuse} }})")
    page.goto(archive[0].get_absolute_url())
    page.get_by_role("checkbox", name="مكان").uncheck()
    line = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(".text a.place").first.evaluate(line) == "none"


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
