"""What an editor did at the paste desk is kept: two windows, ended sessions, wrong facts, no scripts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from interviews.actions.pasting import apply, discard, receive
from interviews.models import Interview, Paste
from tests.browser.paste_desk import (
    ADD,
    KEPT,
    PASSWORD,
    card,
    expect_kinds,
    kinds,
    last_answer,
    open_desk,
    sign_in,
    steps_done,
    unfold,
)
from tests.browser.paste_texts import ANSWERS, LABELLED, QUESTIONS


def test_two_windows_at_one_text(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    open_desk(page, paste)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".card.kind-answer [data-control=narration]").first.click()
    expect(other.locator(".card.kind-narration")).to_have_count(1)

    unfold(page, "facts")
    page.locator("#id_place").fill("السدير")
    page.locator("#id_title").focus()
    # What another window did is in sight at once, and what was typed here too.
    expect(page.locator(".card.kind-narration")).to_have_count(1)
    expect(page.locator(".segment.kind-narration").first).to_be_attached()
    expect(page.locator("#desk-trouble .words")).not_to_be_empty()
    expect(page.locator("#desk-trouble .unsent dd")).to_have_text("السدير")
    expect(page.locator("#id_place")).to_have_value("")
    expect(page.locator("#desk-trouble .again")).to_be_hidden()
    assert Paste.objects.get().step == 1
    page.locator(".card.kind-narration [data-control=answer]").click()
    expect(page.locator(".card.kind-narration")).to_have_count(0)
    steps_done(page, 2)
    # It is the editor who closes it.
    expect(page.locator("#desk-trouble .unsent dd")).to_have_text("السدير")
    page.locator("#desk-trouble .close").click()
    expect(page.locator("#desk-trouble .words")).to_have_count(0)


def test_a_step_meant_for_an_older_state_is_not_sent(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    open_desk(page, paste)
    apply(paste, paste.version, "change_kind", {"block": last_answer(paste), "kind": "narration"})
    # Both are pressed before the first is answered.
    page.evaluate(
        "document.querySelectorAll('.card.kind-question [data-control=narration]')"
        ".forEach((button, place) => place < 2 && button.click())"
    )
    expect(page.locator("#desk-trouble .words")).not_to_be_empty()
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".card.kind-narration")).to_have_count(1)
    assert Paste.objects.get().step == 1


def test_a_text_saved_elsewhere_is_shown_by_the_whole_page(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    open_desk(page, paste)
    discard(paste, paste.version)
    page.locator(".card.kind-question [data-control=narration]").first.click()
    expect(page.locator("#desk-trouble .words")).not_to_be_empty()
    page.locator("#desk-trouble .reload").click()
    expect(page.locator("button[value='operation=restore']")).to_be_visible()


def test_what_was_refused_for_good_is_not_offered_again(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    page.locator(".card").first.locator("[data-control=merge]").click()
    expect(page.locator("#desk-trouble .words")).to_be_visible()
    expect(page.locator("#desk-trouble .again")).to_be_hidden()


def test_enter_in_a_fact_notes_it_and_does_not_save(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    unfold(page, "facts")
    page.locator("#id_title").fill("بمفتاح الإدخال")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-saying")).not_to_be_empty()
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    assert (Paste.objects.get().title, Interview.objects.exists()) == ("بمفتاح الإدخال", False)


def test_saving_with_a_wrong_fact_shows_it(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    unfold(page, "facts")
    page.locator("#id_source_url").fill("ليس رابطاً")
    page.locator("#cards > .card").last.scroll_into_view_if_needed()
    page.locator("[data-control=save]").click()
    expect(page.locator("#facts-errors .errornote")).to_be_in_viewport()
    assert not Interview.objects.exists()


def test_a_session_that_ended_loses_no_step(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    open_desk(page, paste)
    unfold(page, "facts")
    Session.objects.all().delete()
    page.locator("#id_title").fill("عنوان كُتب بعد انتهاء الجلسة")
    page.locator("#id_place").focus()
    expect(page.locator("#desk-trouble .login")).to_be_visible()
    with page.context.expect_page() as opened:
        page.locator("#desk-trouble .login").click()
    other = opened.value
    other.locator("#id_username").fill("salma")
    other.locator("#id_password").fill(PASSWORD)
    other.keyboard.press("Enter")
    expect(other.locator("#user-tools")).to_be_visible()
    page.locator("#desk-trouble .again").click()
    expect(page.locator("#desk-trouble .login")).to_have_count(0)
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    paste.refresh_from_db()
    assert paste.title == "عنوان كُتب بعد انتهاء الجلسة"


def test_a_text_sent_without_a_session_is_given_back(page_without_scripts: Page, editor: User) -> None:
    page = page_without_scripts
    sign_in(page, ADD)
    page.locator("#id_text").fill(LABELLED)
    Session.objects.all().delete()
    page.locator("#paste-form input[type=submit]").click()
    expect(page.locator("textarea[name=text]")).to_have_value(LABELLED)
    assert not Paste.objects.exists()
    with page.context.expect_page() as opened:
        page.locator("main a[target=_blank]").click()
    other = opened.value
    other.locator("#id_username").fill("salma")
    other.locator("#id_password").fill(PASSWORD)
    other.keyboard.press("Enter")
    expect(other.locator("#user-tools")).to_be_visible()
    # Signing in changed the token: the text comes back once more, with a new one.
    for _ in range(2):
        with page.expect_navigation():
            page.locator("form[data-kept] input[type=submit]").click()
    expect(page.locator("#cards")).to_be_visible()
    assert Paste.objects.get().text == LABELLED


def test_what_is_typed_is_kept_in_the_browser(page: Page, editor: User) -> None:
    sign_in(page, ADD)
    page.locator("#id_text").press_sequentially("س: متى؟")
    page.goto("/admin/")
    page.goto(ADD)
    page.locator("#kept-texts .restore").click()
    expect(page.locator("#id_text")).to_have_value("س: متى؟")
    page.locator("#paste-form input[type=submit]").click()
    expect(page.locator("#desk")).to_be_visible()
    expect(page.locator("html.with-scripts")).to_have_count(1)
    assert page.evaluate(KEPT) == []


def test_a_file_is_dropped_anywhere(page: Page, editor: User) -> None:
    sign_in(page, ADD)
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "لقاء.txt", {type: "text/plain"}));
            document.querySelector("h1").dispatchEvent(
                new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        LABELLED,
    )
    expect(page.locator("#cards")).to_be_visible()
    paste = Paste.objects.get()
    assert (paste.source.file_name, bytes(paste.source.original).decode()) == ("لقاء.txt", LABELLED)


def test_all_steps_without_scripts(page_without_scripts: Page, editor: User) -> None:
    page = page_without_scripts
    sign_in(page, ADD)
    page.locator("#id_text").fill(LABELLED)
    with page.expect_navigation():
        page.locator("#paste-form input[type=submit]").click()
    before = kinds(page)

    page.locator(".card.kind-answer [data-control=narration]").last.click()
    expect_kinds(page, [*before[:-1], "narration"])
    page.locator("[data-control=undo]").click()
    expect_kinds(page, before)
    page.locator("[data-control=redo]").click()
    expect_kinds(page, [*before[:-1], "narration"])
    with page.expect_navigation():
        page.locator(".card.kind-narration [data-control=answer]").click()

    answer = card(page, ANSWERS[0][:20])
    answer.locator("[data-control=split]").click()
    page.locator("form.sentences button").first.click()
    expect(page.locator("#cards > .card")).to_have_count(len(before) + 1)
    second = card(page, "رفعنا حتى الآن")
    expect(second.locator(".text")).to_have_text(ANSWERS[0][ANSWERS[0].index("رفعنا") :])
    second.locator("[data-control=merge]").click()
    expect_kinds(page, before)

    question = card(page, QUESTIONS[1])
    question.locator("select[name=speaker]").select_option(index=0)
    question.locator("button[value='operation=change_speaker']").click()
    expect(card(page, QUESTIONS[1]).locator(".who")).to_have_count(0)
    for control in ("indirect", "down", "up"):
        with page.expect_navigation():
            card(page, QUESTIONS[1]).locator(f"[data-control={control}]").click()
    question = card(page, QUESTIONS[1])
    question.locator("[data-control=aside]").select_option("caption")
    with page.expect_navigation():
        question.locator("button[value='operation=set_aside']").click()
    page.locator(".card.kind-caption [data-control=question]").click()
    expect_kinds(page, before)

    unfold(page, "people")
    guest = page.locator(".person", has=page.locator("h3", has_text="الصيدلي"))
    guest.locator("[value='new']").check()
    with page.expect_navigation():
        guest.locator("button[value='operation=decide_speaker']").click()
    unfold(page, "facts")
    page.locator("#id_title").fill("حوار بلا برامج نصية")
    with page.expect_navigation():
        page.locator("#facts-save").click()
    expect(page.locator("#id_title")).to_have_value("حوار بلا برامج نصية")
    unfold(page, "facts")
    page.locator("#id_place").fill("لم يُضغط على زرّه")
    page.locator("[data-control=save]").click()
    expect(page.locator("#interview_form")).to_be_visible()
    interview = Interview.objects.get()
    assert (interview.title, interview.place) == ("حوار بلا برامج نصية", "لم يُضغط على زرّه")
    guest_row = interview.participants.get(role="guest")
    assert guest_row.speaker is not None
    assert [turn.text for turn in interview.turns.in_order()] == [
        text for pair in zip(QUESTIONS, ANSWERS, strict=True) for text in pair
    ]


def test_a_saved_paste_can_only_be_read(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    open_desk(page, paste)
    with page.expect_navigation():
        page.locator("[data-control=save]").click()
    page.locator("fieldset.collapse summary").last.click()
    page.locator(f"a[href='/admin/interviews/paste/{paste.pk}/change/']").click()
    expect(page.locator("#cards")).to_be_visible()
    expect(page.locator("#desk button:visible")).to_have_count(0)


def test_a_text_put_away_can_be_brought_back(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    with page.expect_navigation():
        page.locator("[data-control=discard]").click()
    page.locator("button[value='operation=restore']").click()
    expect(page.locator("[data-control=save]")).to_be_visible()


def test_both_columns_are_in_sight_at_once(page: Page, editor: User) -> None:
    paste = receive(LABELLED, by=editor)
    for block in paste.draft["blocks"]:
        block["confidence"] = 0.4
    paste.save()
    page.set_viewport_size({"width": 1280, "height": 800})
    open_desk(page, paste)
    for column in (page.locator("#source .words").first, page.locator("#cards .text").first):
        place = column.bounding_box()
        assert place is not None
        assert place["y"] < 500
    # A fold that is needed opens by itself.
    page.locator("#desk-doubts > summary").click()
    page.locator("#desk-head a.doubt").click()
    expect(page.locator("#doubts-list a").first).to_be_in_viewport()


def test_a_speaker_is_changed_wherever_the_label_stands(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
    answers, chosen = (
        page.locator(".card.kind-answer"),
        page.locator(".card.kind-answer select[name=speaker]"),
    )
    before = chosen.first.input_value()
    answers.first.locator("[name=everywhere]").check()
    chosen.first.select_option("")
    for number in range(len(ANSWERS)):
        expect(chosen.nth(number)).to_have_value("")
    page.locator("[data-control=undo]").click()
    for number in range(len(ANSWERS)):
        expect(chosen.nth(number)).to_have_value(before)
    # Without the mark only this one; by keyboard both.
    chosen.first.select_option("")
    expect(chosen.first).to_have_value("")
    expect(chosen.nth(1)).to_have_value(before)
    answers.nth(1).focus()
    page.keyboard.press("Shift+Digit0")
    steps_done(page, 2)
    expect(chosen.last).to_have_value("")


@pytest.mark.parametrize("width", [1280, 1024, 768, 390])
def test_nothing_is_wider_than_the_window(page: Page, editor: User, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_desk(page, receive(LABELLED, by=editor))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    unlabelled = page.evaluate(
        "[...document.querySelectorAll('#desk input:not([type=hidden]), #desk select, #desk textarea')]"
        ".filter(field => !field.labels.length).length"
    )
    assert unlabelled == 0
