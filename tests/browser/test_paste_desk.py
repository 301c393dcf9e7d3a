"""An editor at the paste desk: from the clipboard to a page that the public reads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from interviews.actions.editors import editors_group
from interviews.actions.pasting import apply, discard, receive
from interviews.models import Interview, Paste
from tests.browser.paste_texts import ANSWERS, LABELLED, MARKED, NARRATIVE, QUESTIONS, UNMARKED
from tests.factories import SpeakerFactory

PASSWORD = "قلم وورقة"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('paste-desk:'))"
ADD = "/admin/interviews/paste/add/"

# A save makes a whole interview; a busy machine takes its time.
expect.set_options(timeout=20_000)


@pytest.fixture
def editor(transactional_db: None, settings: Any) -> User:
    settings.INDEX_AFTER_COMMIT = False
    user = User.objects.create_user("salma", password=PASSWORD, is_staff=True)
    user.groups.add(editors_group())
    return user


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
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
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
    return [re.search(r"kind-(\w+)", name)[1] for name in classes]  # type: ignore[index]


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
    page.locator("[data-control=save]").click()

    expect(page.locator("#interview_form")).to_be_visible()
    interview = Interview.objects.get()
    assert interview.status == "draft"
    assert (interview.place, interview.source_text) == ("السدير", text)
    page.locator("#id_status").select_option("published")
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
    page.locator("form[data-kept] input[type=submit]").click()
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
    page.locator("#paste-form input[type=submit]").click()
    before = kinds(page)

    page.locator(".card.kind-answer [data-control=narration]").last.click()
    expect_kinds(page, [*before[:-1], "narration"])
    page.locator("[data-control=undo]").click()
    expect_kinds(page, before)
    page.locator("[data-control=redo]").click()
    expect_kinds(page, [*before[:-1], "narration"])
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
    card(page, QUESTIONS[1]).locator("[data-control=indirect]").click()
    card(page, QUESTIONS[1]).locator("[data-control=down]").click()
    card(page, QUESTIONS[1]).locator("[data-control=up]").click()
    question = card(page, QUESTIONS[1])
    question.locator("[data-control=aside]").select_option("caption")
    question.locator("button[value='operation=set_aside']").click()
    page.locator(".card.kind-caption [data-control=question]").click()
    expect_kinds(page, before)

    unfold(page, "people")
    guest = page.locator(".person", has=page.locator("h3", has_text="الصيدلي"))
    guest.locator("[value='new']").check()
    guest.locator("button[value='operation=decide_speaker']").click()
    unfold(page, "facts")
    page.locator("#id_title").fill("حوار بلا برامج نصية")
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
    page.locator("[data-control=save]").click()
    page.locator("fieldset.collapse summary").last.click()
    page.locator(f"a[href='/admin/interviews/paste/{paste.pk}/change/']").click()
    expect(page.locator("#cards")).to_be_visible()
    expect(page.locator("#desk button:visible")).to_have_count(0)


def test_a_text_put_away_can_be_brought_back(page: Page, editor: User) -> None:
    open_desk(page, receive(LABELLED, by=editor))
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
