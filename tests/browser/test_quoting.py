"""Selected words and what can be done with them, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from interviews.actions.editing import after_edit
from interviews.actions.revisions import keep_present_state
from interviews.actions.turns import number_exchanges
from interviews.exports.selection import Selection
from interviews.models import Interview, Turn
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TurnFactory,
)

QUESTION = "ما الذي تغيّر؟"
# Two code units for a script are one character of the text; the line breaks are in no paragraph of the page.
ANSWER = "🙂 تغيّر الكثير في بغداد منذ العام الماضي.\n\n  وعاد الناس إلى بيوتهم، 12% منهم.\r\nهذا كلّ شيء."


@pytest.fixture
def answer(transactional_db: None, settings: Any) -> Turn:
    """The answer of an interview of two exchanges; a name in it is a link."""
    settings.INDEX_AFTER_COMMIT = False
    outlet = OutletFactory(entity__name="وكالة النهر")
    interview = InterviewFactory(status="published", title="حوار عن المدينة", outlet=outlet)
    speaker = SpeakerFactory(entity__name="سلمان الراوي")
    guest = ParticipantFactory(interview=interview, label="الراوي", speaker=speaker, office="مدير الميناء")
    TurnFactory(interview=interview, kind="question", text=QUESTION)
    turn: Turn = TurnFactory(interview=interview, participant=guest, text=ANSWER)
    TurnFactory(interview=interview, kind="question", text="وماذا بعد؟")
    TurnFactory(interview=interview, participant=guest, text="سنرى. " * 200)
    start = ANSWER.index("بغداد")
    city = EntityFactory(kind="place", name="بغداد")
    MentionFactory(turn=turn, start=start, end=start + 5, entity=city)
    number_exchanges(interview)
    return turn


def select(page: Page, first: str, last: str) -> None:
    """Select from before ``first`` to behind ``last``, wherever in the text of the page these stand."""
    page.evaluate(
        """([first, last]) => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          for (let node = walker.nextNode(), begun = false; node; node = walker.nextNode()) {
            if (!begun && node.data.includes(first)) {
              range.setStart(node, node.data.indexOf(first));
              begun = true;
            }
            if (begun && node.data.includes(last)) {
              range.setEnd(node, node.data.indexOf(last) + last.length);
              break;
            }
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [first, last],
    )


def bar(page: Page) -> Locator:
    return page.locator(".quote-bar")


def chosen(page: Page) -> tuple[int, int]:
    """The offsets that the bar leads to."""
    expect(bar(page)).to_be_visible()
    address = bar(page).get_by_role("link", name="صيغ أخرى").get_attribute("href") or ""
    found = re.search(r"start=(\d+)&end=(\d+)$", address)
    assert found, address
    return int(found[1]), int(found[2])


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("الكثير", "الكثير", "الكثير"),
        # Behind a character of two code units, into a link, and out of it.
        ("🙂", "بغداد", "🙂 تغيّر الكثير في بغداد"),
        ("غداد", "العام", "غداد منذ العام"),
        # Over paragraphs: line breaks count, white space at the edges does not.
        ("الماضي", "هذا ", "الماضي.\n\n  وعاد الناس إلى بيوتهم، 12% منهم.\r\nهذا"),
        (" إلى ", " إلى ", "إلى"),
        # A label is no text; from a question on it is cut to the question.
        ("سلمان الراوي", "الكثير", "🙂 تغيّر الكثير"),
    ],
)
def test_selected_words_are_those_of_the_text(
    page: Page, answer: Turn, first: str, last: str, words: str
) -> None:
    page.goto(answer.interview.get_absolute_url())
    select(page, first, last)
    start, end = chosen(page)
    assert ANSWER[start:end] == words
    expect(bar(page).locator(".cut")).to_be_hidden()


def test_a_selection_over_two_turns_is_cut_to_the_first_and_says_so(page: Page, answer: Turn) -> None:
    page.goto(answer.interview.get_absolute_url())
    select(page, "الذي", "الكثير")
    start, end = chosen(page)
    assert QUESTION[start:end] == "الذي تغيّر؟"
    expect(bar(page).locator(".cut")).to_be_visible()


def test_words_selected_with_the_mouse_are_copied_with_their_source(page: Page, answer: Turn) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(answer.interview.get_absolute_url())
    paragraph = page.locator(f"#{answer.fragment} p[data-at]").first
    box = paragraph.bounding_box()
    assert box
    # From the right to the left, as Arabic is read.
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 150, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    start, end = chosen(page)
    assert start == 0
    assert end > 5
    # It stands beside the words and within the window.
    expect(bar(page)).to_be_in_viewport(ratio=1)
    bar(page).get_by_role("button", name="نسخ مع المصدر").click()
    expect(bar(page).locator(".said")).to_have_text("تمّ النسخ")
    copied = page.evaluate("navigator.clipboard.readText()")
    words = Selection.of(answer, start, end)
    assert words
    assert copied.startswith("سلمان الراوي، مدير الميناء، في مقابلة مع")
    assert f": «{ANSWER[words.start : words.end]}»" in copied
    assert copied.endswith("#words")
    # The selection is still there.
    assert page.evaluate("getSelection().toString()").strip() == ANSWER[start:end]


def test_the_copied_link_leads_to_the_words(page: Page, answer: Turn) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(answer.interview.get_absolute_url())
    select(page, "وعاد", "بيوتهم")
    expect(bar(page)).to_be_visible()
    bar(page).get_by_role("button", name="نسخ الرابط").click()
    expect(bar(page).locator(".said")).to_have_text("تمّ النسخ")
    address = page.evaluate("navigator.clipboard.readText()")
    page.goto("/")
    page.goto(address)
    expect(page.locator("mark#words")).to_have_text("وعاد الناس إلى بيوتهم")
    expect(page.locator("mark#words")).to_be_in_viewport()


def test_everything_is_done_with_the_keyboard(page: Page, answer: Turn) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(answer.interview.get_absolute_url())
    select(page, "وعاد", "وعاد")
    page.keyboard.press("Control+Shift+ArrowLeft")
    start, end = chosen(page)
    assert ANSWER[start:end].startswith("وعاد الناس")
    page.keyboard.press("Tab")
    expect(bar(page).get_by_role("button", name="نسخ مع المصدر")).to_be_focused()
    page.keyboard.press("Enter")
    expect(bar(page).locator(".said")).to_have_text("تمّ النسخ")
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)
    expect(page.locator(f"#{answer.fragment}")).to_be_focused()


def test_the_bar_goes_with_the_selection(page: Page, answer: Turn) -> None:
    page.goto(answer.interview.get_absolute_url())
    select(page, "الكثير", "الكثير")
    expect(bar(page)).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    expect(bar(page)).to_have_count(0)
    # Outside of the turns nothing is quoted.
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    select(page, "الكثير", "الكثير")
    expect(bar(page)).to_have_count(1)


def test_who_may_not_copy_is_told_where_to(page: Page, answer: Turn) -> None:
    page.goto(answer.interview.get_absolute_url())
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }")
    select(page, "الكثير", "الكثير")
    bar(page).get_by_role("button", name="نسخ مع المصدر").click()
    expect(bar(page).locator(".said")).to_contain_text("صيغ أخرى")


def test_on_a_telephone_the_bar_is_at_the_bottom_and_leads_to_the_card(
    phone_page: Page, answer: Turn
) -> None:
    page = phone_page
    page.goto(answer.interview.get_absolute_url())
    select(page, "🙂", "الكثير")
    expect(bar(page)).to_be_in_viewport(ratio=1)
    box = bar(page).bounding_box()
    assert box
    assert box["y"] + box["height"] > 600
    assert all(
        (button.bounding_box() or {"height": 0})["height"] >= 44
        for button in bar(page).get_by_role("button").all()
    )
    with page.expect_navigation():
        bar(page).get_by_role("link", name="بطاقة").tap()
    picture = page.locator("#card img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1200)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0


def test_without_scripts_sentences_are_chosen_by_a_form(page_without_scripts: Page, answer: Turn) -> None:
    page = page_without_scripts
    page.goto(answer.interview.get_absolute_url())
    with page.expect_navigation():
        page.locator(f"#{answer.fragment} a.quote").click()
    page.locator("#quote-start").select_option(index=1)
    page.locator("#quote-end").select_option(index=1)
    with page.expect_navigation():
        page.locator(".choose button").click()
    expect(page.locator("article.quote blockquote")).to_have_text("وعاد الناس إلى بيوتهم، 12% منهم.")
    expect(page.locator("textarea")).to_have_count(5)
    expect(page.get_by_role("button", name="نسخ")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename.endswith(".bib")


def test_each_form_has_a_button_that_copies_it(page: Page, answer: Turn) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/quote/{answer.key}/?start=2&end=14")
    fields = page.locator("textarea")
    expect(page.get_by_role("button", name="نسخ")).to_have_count(fields.count())
    page.get_by_role("button", name="نسخ").nth(2).click()
    expect(page.locator("#quote-said")).to_have_text("تمّ النسخ")
    assert page.evaluate("navigator.clipboard.readText()") == fields.nth(2).input_value()


def test_changed_words_bring_the_reader_to_the_notice(
    page: Page, answer: Turn, django_user_model: Any
) -> None:

    start = ANSWER.index("الكثير")
    selection = Selection.of(answer, start, start + 16)
    interview = Interview.objects.get(pk=answer.interview_id)
    keep_present_state(interview)
    Turn.objects.filter(pk=answer.pk).update(text=ANSWER.replace("الكثير", "القليل"))
    after_edit(interview)
    page.goto(f"/interviews/{interview.pk}/?words={selection}#words")
    notice = page.locator("#words")
    expect(notice).to_be_in_viewport()
    expect(notice.locator("del")).to_have_text("الكثير")
    expect(notice.locator("ins")).to_have_text("القليل")
    notice.get_by_role("link").click()
    expect(page.locator(f"#{answer.fragment}")).to_be_in_viewport()
