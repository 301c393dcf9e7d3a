"""An editor at the paste desk: from the clipboard to a page that the public reads."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from interviews.actions.pasting import receive
from interviews.models import Interview, Paste
from tests.browser.paste_desk import (
    ADD,
    KEPT,
    card,
    expect_kinds,
    kinds,
    open_desk,
    paste_from_clipboard,
    sign_in,
    steps_done,
    unfold,
)
from tests.browser.paste_texts import ANSWERS, LABELLED, MARKED, NARRATIVE, QUESTIONS, UNMARKED
from tests.factories import SpeakerFactory


@pytest.mark.parametrize(
    ("text", "reported"),
    [(LABELLED, False), (MARKED, False), (UNMARKED, False), (NARRATIVE, True)],
    ids=["labelled", "marked", "unmarked", "narrative"],
)
def test_an_interview_goes_from_the_clipboard_to_the_public(
    page: Page, editor: User, text: str, reported: bool
) -> None:
    sign_in(page, ADD)
    paste_from_clipboard(page, text)
    shown = kinds(page)
    assert shown.count("question") >= 4
    assert shown.count("answer") >= 4
    assert Paste.objects.get().text == text
    expect(page.locator("html.with-scripts")).to_have_count(1)
    assert page.evaluate(KEPT) == []

    # One turn is corrected: the last answer is only told.
    last = page.locator(".card.kind-answer").last
    words = last.locator(".text").text_content()
    last.locator("[data-control=narration]").click()
    expect(page.locator(".card.kind-narration")).to_have_count(1)
    assert page.locator(".card.kind-narration .text").text_content() == words

    unfold(page, "facts")
    page.locator("#id_title").fill("مدير الميناء النهري: الكري ينتهي في الخريف")
    page.locator("#id_place").fill("السدير")
    expect(page.locator("#desk-saying")).not_to_be_empty()
    with page.expect_navigation():
        page.locator("[data-control=save]").click()

    expect(page.locator("#interview_form")).to_be_visible()
    interview = Interview.objects.get()
    assert interview.status == "draft"
    assert (interview.place, interview.source_text) == ("السدير", text)
    page.locator("#id_status").select_option("published")
    # The message of the desk stands on the page that is left.
    with page.expect_navigation():
        page.locator("input[name=_save]").last.click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    page.goto(f"/interviews/{interview.pk}/")
    expect(page.locator("h1")).to_have_text("مدير الميناء النهري: الكري ينتهي في الخريف")
    public = page.locator("main").inner_text()
    wanted = ["عن سبب تأخر الرافعات", "استأجر صومعتين"] if reported else [*QUESTIONS, *ANSWERS]
    assert not [words for words in wanted if words not in public]


def test_every_character_of_the_source_is_on_the_page(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    open_desk(page, paste)
    source = page.locator("#source-text").evaluate(
        "pane => { const copy = pane.cloneNode(true);"
        " copy.querySelectorAll('.tag').forEach(tag => tag.remove()); return copy.textContent; }"
    )
    assert source.strip() == LABELLED.strip()


def test_both_columns_are_seen_at_once(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    for pane in ("#source-text", "#cards"):
        place = page.locator(pane).bounding_box()
        assert place is not None
        assert place["y"] < 600


def test_both_columns_show_each_other(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    chosen = card(page, ANSWERS[1][:20])
    block = chosen.get_attribute("data-block")
    page.locator(f".segment[data-block='{block}'] .words").last.click()
    expect(chosen).to_be_focused()
    expect(page.locator(f".segment[data-block='{block}'].current")).not_to_have_count(0)
    chosen.hover()
    expect(page.locator(f".segment[data-block='{block}'].pointed")).not_to_have_count(0)


def test_all_steps_by_mouse(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    before = kinds(page)
    second = page.locator(".card.kind-answer").nth(1)

    second.locator("[data-control=merge]").click()
    steps_done(page, 1)
    expect(page.locator(".card")).to_have_count(len(before) - 1)
    page.locator("[data-control=undo]").click()
    expect(page.locator(".card")).to_have_count(len(before))
    expect_kinds(page, before)

    second = card(page, ANSWERS[1][:20])
    second.locator("[data-control=aside]").select_option("byline")
    expect(page.locator(".card.kind-byline")).to_have_count(1)
    page.locator(".card.aside [data-control=aside]").select_option("caption")
    expect(page.locator(".card.kind-caption")).to_have_count(1)
    page.locator(".card.kind-caption [data-control=answer]").click()
    expect(page.locator(".card.aside")).to_have_count(0)

    question = card(page, QUESTIONS[2])
    question.locator("[data-control=up]").click()
    expect(page.locator(".card").nth(before.index("question") + 3)).to_contain_text(QUESTIONS[2])
    question.locator("[data-control=indirect]").click()
    expect(question.locator("[data-control=indirect]")).to_have_attribute("aria-pressed", "true")
    question.locator("[data-control=indirect]").click()
    expect(question.locator("[data-control=indirect]")).to_have_attribute("aria-pressed", "false")
    question.locator("select[name=speaker]").select_option(index=0)
    expect(question.locator(".who")).to_have_count(0)
    page.locator("[data-control=undo]").click()
    expect(question.locator("select[name=speaker]")).not_to_have_value("")
    expect(page.locator("[data-control=undo]")).to_be_focused()


def test_a_passage_is_split_where_the_mouse_put_the_cursor(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    answer = card(page, ANSWERS[0][:20])
    text = answer.locator(".text")
    place = ANSWERS[0].index("رفعنا")
    text.click()
    text.evaluate(
        "(text, place) => getSelection().collapse(text.querySelector('[data-start]').firstChild, place)",
        place,
    )
    answer.locator("[data-control=split]").click()
    expect(page.locator(".card.kind-answer").nth(1).locator(".text")).to_have_text(ANSWERS[0][place:])
    expect(answer.locator(".text")).to_have_text(ANSWERS[0][:place].strip())


def test_a_selected_part_becomes_a_passage_or_is_set_aside(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    first, rest = ANSWERS[0].split("رفعنا", 1)[0].strip(), ANSWERS[0][ANSWERS[0].index("العمل هناك") :]
    select = """([text, from, to]) => {
        const node = text.querySelector("[data-start]").firstChild;
        getSelection().setBaseAndExtent(node, node.data.indexOf(from), node, node.data.indexOf(to));
    }"""
    answer = card(page, ANSWERS[0][:20])
    answer.focus()
    page.keyboard.press("KeyS")
    page.evaluate(select, [answer.locator(".text").element_handle(), "رفعنا", "العمل هناك"])
    page.keyboard.press("Delete")
    expect(answer.locator("[data-control=aside]")).to_be_focused()
    answer.locator("[data-control=aside]").select_option("pull_quote")
    expect(page.locator(".card.kind-pull_quote .text")).to_have_text(
        "رفعنا حتى الآن نصف الترسبات، وبقي الجزء القريب من الجسر."
    )
    expect(answer.locator(".text")).to_have_text(f"{first}\n{rest}")

    question = card(page, QUESTIONS[1])
    question.focus()
    page.keyboard.press("KeyS")
    page.evaluate(select, [question.locator(".text").element_handle(), "رصيفاً", "سيدخل"])
    page.keyboard.press("Enter")
    expect(page.locator(".card", has_text="رصيفاً جديداً").locator(".text")).to_have_text("رصيفاً جديداً")
    expect(page.locator(".card", has_text="سيدخل الخدمة هذا")).to_have_count(1)


def test_letters_beyond_the_first_plane_and_line_ends_do_not_move_the_place_of_a_split(
    page: Page, editor: User
) -> None:
    text = "س: متى؟\r\nج: غداً 😀😀.\r\nوبعد غد.\r\nس: أين؟\r\nج: هنا.\r\n"
    open_desk(page, receive(data=text.encode(), file_name="a.txt", by=editor))
    answer = card(page, "غداً")
    answer.focus()
    page.keyboard.press("KeyS")
    answer.locator(".text").evaluate(
        """text => {
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf("وبعد");
                if (at >= 0) getSelection().collapse(walker.currentNode, at);
            }
        }"""
    )
    page.keyboard.press("Enter")
    expect(page.locator(".card", has_text="وبعد غد").locator(".text")).to_have_text("وبعد غد.")
    expect(answer.locator(".text")).to_have_text("غداً 😀😀.")


def test_a_card_is_dragged_by_its_grip(page: Page, editor: User) -> None:
    # So high that nothing scrolls while the card is dragged.
    page.set_viewport_size({"width": 1280, "height": 2000})
    open_desk(page, receive(LABELLED, by=editor))
    first, third = card(page, QUESTIONS[0]), card(page, QUESTIONS[1])
    third.scroll_into_view_if_needed()
    grip, target = third.locator(".grip").bounding_box(), first.bounding_box()
    assert grip is not None
    assert target is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(target["x"] + 60, target["y"] + 30, steps=8)
    page.mouse.move(target["x"] + 60, target["y"] + 10, steps=2)
    expect(page.locator(".drop-before, .drop-behind")).to_have_count(1)
    page.mouse.up()
    steps_done(page, 1)
    cards = page.locator("#cards > .card").all_text_contents()
    assert QUESTIONS[1] in cards[1]
    assert QUESTIONS[0] in cards[2]


def test_the_desk_by_keyboard_alone(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    before = kinds(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".card").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    third = page.locator(".card").nth(2)
    expect(third).to_be_focused()
    # The letters are those of an Arabic keyboard: only the place of the key counts.
    for key, code, kind in (("ف", "KeyT", "narration"), ("ض", "KeyQ", "question"), ("ش", "KeyA", "answer")):
        page.evaluate(
            "([key, code]) => document.activeElement.dispatchEvent("
            "new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))",
            [key, code],
        )
        expect(third).to_have_class(re.compile(f"kind-{kind}"))
        expect(third).to_be_focused()
    page.keyboard.press("Delete")
    expect(third.locator("[data-control=aside]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(third).to_be_focused()
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(third).to_have_class(re.compile("aside"))
    expect(third).to_be_focused()
    page.keyboard.press("KeyA")
    expect(third).not_to_have_class(re.compile("aside"))
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".card").nth(1)).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".card").nth(2)).to_be_focused()
    page.keyboard.press("KeyS")
    for _word in range(2):
        page.keyboard.press("Control+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(len(before) + 1)
    expect(page.locator(".card").nth(3)).to_be_focused()
    page.keyboard.press("KeyM")
    expect(page.locator(".card")).to_have_count(len(before))
    expect(page.locator(".card").nth(2)).to_be_focused()
    page.keyboard.press("Control+KeyZ")
    expect(page.locator(".card")).to_have_count(len(before) + 1)
    page.keyboard.press("Control+KeyY")
    expect(page.locator(".card")).to_have_count(len(before))
    page.keyboard.press("Digit0")
    expect(page.locator(".card").nth(2).locator(".who")).to_have_count(0)
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#desk-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#desk-keys")).not_to_be_visible()


def test_who_has_gone_on_is_not_called_back_by_the_answer(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    page.locator(".card").first.focus()
    page.evaluate(
        "() => { const cards = document.querySelectorAll('.card');"
        " cards[0].querySelector('[data-control=closing]').click(); cards[3].focus(); }"
    )
    expect(page.locator(".card.kind-closing")).to_have_count(1)
    steps_done(page, 1)
    expect(page.locator(".card").nth(3)).to_be_focused()


def test_doubts_lead_to_their_places(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    paste.draft["problems"] = []
    for number in (2, 5):
        paste.draft["blocks"][number] |= {"confidence": 0.4, "reason": "السطر يشبه سؤالاً بلا علامة"}
    paste.save()
    open_desk(page, paste)
    doubtful = page.locator(".card.doubtful")
    expect(doubtful).to_have_count(2)
    page.locator("#desk-doubts a").last.click()
    expect(page.locator(".card").nth(5)).to_be_in_viewport()
    page.keyboard.press("KeyN")
    expect(page.locator(".card").nth(2)).to_be_focused()
    page.keyboard.press("KeyN")
    expect(page.locator(".card").nth(5)).to_be_focused()
    page.keyboard.press("KeyP")
    expect(page.locator(".card").nth(2)).to_be_focused()
    page.keyboard.press("KeyO")
    expect(doubtful).to_have_count(1)
    expect(page.locator("#desk-doubts a")).to_have_count(1)


def test_a_label_becomes_a_speaker_of_the_archive(page: Page, editor: User) -> None:
    speaker = SpeakerFactory(entity__name="رائد الصيدلي")
    SpeakerFactory(entity__name="سمير الصيدلي")
    open_desk(page, receive(LABELLED, by=editor))
    unfold(page, "people")
    guest = page.locator(".person", has=page.locator("h3", has_text="الصيدلي"))
    # The one of this very name was chosen at once, so there is nothing to decide.
    expect(guest.locator(".note.doubt")).to_have_count(0)
    guest.locator("summary").click()
    guest.locator("[value='open']").check()
    expect(guest.locator(".note.doubt")).to_be_visible()
    guest.locator(f"[value='existing:{speaker.pk}']").check()
    expect(guest.locator(".note.doubt")).to_have_count(0)
    page.locator("[data-control=save]").click()
    expect(page.locator("#interview_form")).to_be_visible()
    assert Interview.objects.get().participants.get(role="guest").speaker == speaker


def test_another_layout_is_one_click(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    before = kinds(page)
    unfold(page, "layouts")
    page.locator("#desk-layouts button[value*='unrecognised']").click()
    expect(page.locator(".card.kind-question")).to_have_count(0)
    page.locator("[data-control=undo]").click()
    expect(page.locator(".card.kind-question").first).to_be_visible()
    expect_kinds(page, before)
