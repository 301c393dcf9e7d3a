"""An editor at the desk, in a real browser: signs in, edits an interview, moves turns."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import ConsoleMessage, Page, expect

from interviews.actions.editors import editors_group
from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.sample_archive import FIXTURES
from interviews.models import Interview, Turn
from tests.factories import SpeakerFactory

PASSWORD = "قلم وورقة"


@pytest.fixture
def interview(transactional_db: None, settings: Any) -> Interview:
    """An interview of the sample archive, and an editor who may change it."""
    settings.INDEX_AFTER_COMMIT = False
    editor = User.objects.create_user("salma", password=PASSWORD, is_staff=True)
    editor.groups.add(editors_group())
    outcome = import_file(FIXTURES / "interviews" / "07-cairo-theatre.json", ImportOptions(publish=True))
    assert outcome.interview is not None, outcome.notes
    return outcome.interview


def form_of(page: Page, interview: Interview) -> list[str]:
    """Sign in and open the interview's form; returns what the console complains about from now on."""
    errors: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    page.on("console", on_console)
    page.goto(f"/admin/login/?next=/admin/interviews/interview/{interview.pk}/change/")
    page.locator("#id_username").fill("salma")
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#turns-group")).to_be_visible()
    return errors


def texts(interview: Interview) -> list[str]:
    return list(Turn.objects.filter(interview=interview).in_order().values_list("text", flat=True))


def save(page: Page) -> None:
    # The message of an earlier save stands on the page that is left.
    with page.expect_navigation():
        page.locator("input[name=_continue]").last.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_the_form_stands_from_right_to_left_and_fits_its_window(page: Page, interview: Interview) -> None:
    errors = form_of(page, interview)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.documentElement.lang") == "ar"
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('textarea, input, select')]"
            ".filter(e => e.offsetParent).map(e => e.getBoundingClientRect().right))"
        )
        assert widest <= width
    assert errors == []


def test_turns_are_moved_by_their_buttons_and_by_dragging(page: Page, interview: Interview) -> None:
    before = texts(interview)
    errors = form_of(page, interview)
    page.locator("#turns-2 .move-begin").click()
    save(page)
    moved = [before[2], before[0], before[1], *before[3:]]
    assert texts(interview) == moved

    first, second = page.locator("#turns-0 h3 .inline_label"), page.locator("#turns-1 h3 .inline_label")
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), second.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] - 20, start["y"] + 5)
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(
            start["x"] + start["width"] - 20, start["y"] + 5 + (end["y"] + 60 - start["y"]) * step / 20
        )
        page.wait_for_timeout(15)
    page.mouse.up()
    expect(page.locator("#turns-1 input._reorder_")).to_have_value("1")
    save(page)
    assert texts(interview) == [moved[1], moved[0], *moved[2:]]
    positions = Turn.objects.filter(interview=interview).in_order().values_list("position", flat=True)
    assert list(positions) == list(range(1, len(before) + 1))
    assert errors == []


def test_a_save_from_a_browser_changes_no_text(page: Page, interview: Interview) -> None:
    turn = interview.turns.in_order()[0]
    exact = "\n  نصّ كما نُشر ـ\r\nسطران\n\n \u200fCNN\u200e آخره فراغ \n"
    Turn.objects.filter(pk=turn.pk).update(text=exact)
    Interview.objects.filter(pk=interview.pk).update(lead=exact)
    before = texts(interview)
    errors = form_of(page, interview)
    page.locator("#id_turns-1-text").press_sequentially("وأضاف ")
    save(page)
    interview.refresh_from_db()
    after = texts(interview)
    assert (after[0], after[2:], interview.lead) == (before[0], before[2:], exact)
    assert after[1] != before[1]
    assert errors == []


def test_a_turn_is_added_in_between_and_a_speaker_chosen_by_name(page: Page, interview: Interview) -> None:
    speaker = SpeakerFactory(entity__name="زانا أحمد الكوردي")
    number = len(texts(interview))
    errors = form_of(page, interview)
    page.locator("#turns-group .add-row a").click()
    new = page.locator(f"#turns-{number}")
    new.locator("select[name$=kind]").select_option("question")
    new.locator("textarea").fill("سؤال نُسي")
    new.locator("input._reorder_").fill("2")
    page.locator("#participants-group .add-row a").click()
    row = page.locator("#participants-group .dynamic-participants").last
    row.locator("input[name$=label]").fill("الكوردي")
    row.locator(".select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill("احمد الكردي")
    page.locator(".select2-results__option", has_text="زانا أحمد الكوردي").click()
    save(page)
    assert texts(interview)[1] == "سؤال نُسي"
    assert interview.participants.get(label="الكوردي").speaker == speaker
    assert errors == []
