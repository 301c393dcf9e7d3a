"""The pages of the paste desk: who may see them, what they keep, and how many queries they need."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from interviews.actions.pasting import receive
from interviews.models import Interview, Paste
from tests.factories import OutletFactory, SpeakerFactory, TopicFactory

TEXT = (
    "تمهيد الحوار مع المهندس رائد الصيدلي.\n\nمجلة الضفة: متى تنتهي الأعمال؟\n\nالصيدلي: في الخريف. هذا وعد."
    "\n\nمجلة الضفة: ولماذا تأخرت؟\n\nالصيدلي: لأسباب كثيرة.\n"
)
ADD = "/admin/interviews/paste/add/"


@pytest.fixture
def paste(editor: User) -> Paste:
    return receive(TEXT, by=editor)


def address(paste: Paste, page: str) -> str:
    return reverse(f"admin:interviews_paste_{page}", args=[paste.pk])


def take(desk: Client, paste: Paste, operation: str, **fields: Any) -> Any:
    """A step as a script of the desk sends it, from a page that shows the present state."""
    paste.refresh_from_db()
    sent = {"version": paste.version, "operation": operation, **fields}
    return desk.post(address(paste, "step"), sent, headers={"accept": "application/json"})


def answer_block(paste: Paste) -> int:
    draft = Paste.objects.for_desk().get(pk=paste.pk).current_draft
    assert draft is not None
    return next(block.id for block in draft.blocks if block.kind == "answer")


@pytest.mark.parametrize("page", ["change", "original", "step"])
def test_pages_are_for_those_who_may_add_interviews(
    client: Client, paste: Paste, page: str, django_user_model: Any
) -> None:
    assert client.get(address(paste, page)).url.startswith("/admin/login/")
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    assert client.get(address(paste, page)).status_code == 403
    assert client.post(address(paste, "step"), {"operation": "discard"}).status_code == 403


@pytest.mark.parametrize("number", ["999", "9" * 30])
def test_a_paste_that_is_not_there_is_not_found(desk: Client, number: str) -> None:
    assert desk.get(f"/admin/interviews/paste/{number}/change/").status_code == 404


def test_what_is_pasted_is_kept_to_the_character(desk: Client) -> None:
    text = "  س: متى؟\nج: غداً \u200f\u0640\n\n"
    sent = {"text": text, "clipboard_html": "<b>س</b>", "receipt": "17-abc", "source_url": "river.example/1"}
    answer = desk.post(ADD, sent)
    kept = Paste.objects.for_desk().get()
    assert answer.url == f"{address(kept, 'change')}?received=17-abc"
    assert (kept.text, kept.source.clipboard_html) == (text, "<b>س</b>")
    assert kept.source_url == "https://river.example/1"


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"text": " \n"}, "Paste a text"), ({"text": TEXT, "source_url": "x y"}, TEXT[:20])],
)
def test_a_form_that_cannot_be_taken_comes_back_with_its_text(
    desk: Client, sent: dict[str, str], said: str, settings: Any
) -> None:
    settings.LANGUAGE_CODE = "en"
    answer = desk.post(ADD, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Paste.objects.exists()


def test_a_file_that_cannot_be_read_waits_with_its_reason(desk: Client) -> None:
    broken = SimpleUploadedFile("لقاء.docx", b"PK\x03\x04 cut off")
    page = desk.post(ADD, {"file": broken}, follow=True).content.decode()
    paste = Paste.objects.get()
    assert paste.error
    assert paste.error in page
    assert "operation=read_again" in page
    original = desk.get(address(paste, "original"))
    assert original.content == b"PK\x03\x04 cut off"
    assert original.headers["Content-Disposition"].startswith("attachment")


def test_the_desk_needs_a_fixed_number_of_queries(
    desk: Client, editor: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        SpeakerFactory(entity__name=f"رائد{'ا' * number} الصيدلي")
        OutletFactory()
        TopicFactory()
    exchanges = "\n\n".join(f"مجلة الضفة: متى {n}؟\n\nالصيدلي: في الشهر {n}." for n in range(60))
    paste = receive(f"{TEXT}\n{exchanges}", by=editor)
    with django_assert_max_num_queries(26):
        assert desk.get(address(paste, "change")).status_code == 200
    with django_assert_max_num_queries(22):
        take(desk, paste, "change_kind", block=answer_block(paste), kind="narration")


def test_the_list_needs_a_fixed_number_of_queries(
    desk: Client, editor: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        receive(f"{TEXT}{number}", by=editor)
    with django_assert_max_num_queries(10):
        page = desk.get("/admin/interviews/paste/").content.decode()
    assert page.count("مقابلة مع") == 12


def test_those_that_wait_come_first(desk: Client, editor: User) -> None:
    first, second = receive(TEXT, by=editor), receive(f"{TEXT}.", by=editor)
    take(desk, second, "discard")
    page = desk.get("/admin/interviews/paste/").content.decode()
    assert page.index(address(first, "change")) < page.index(address(second, "change"))


def test_a_step_answers_with_the_pieces_that_changed(desk: Client, paste: Paste) -> None:
    block = answer_block(paste)
    answer = take(desk, paste, "change_kind", block=block, kind="narration").json()
    paste.refresh_from_db()
    assert answer["version"] == paste.version
    assert answer["focus"] == f"b{block}"
    assert list(answer["panes"]["cards"]["html"]) == [f"b{block}"]
    assert "people" not in "".join(answer["parts"])
    whole = desk.get(address(paste, "change")).content.decode()
    assert [key for key in answer["panes"]["cards"]["order"] if f'id="{key}"' not in whole] == []


def test_a_step_without_scripts_leads_back_to_its_place(desk: Client, paste: Paste) -> None:
    block = answer_block(paste)
    fields = {"version": paste.version, "block": block, "step": "operation=change_kind&kind=narration"}
    assert desk.post(address(paste, "step"), fields).url == f"{address(paste, 'change')}#b{block}"
    assert desk.get(address(paste, "step")).url == address(paste, "change")


def test_a_step_over_somebody_elses_is_refused(desk: Client, paste: Paste) -> None:
    block = answer_block(paste)
    stale = paste.version
    take(desk, paste, "change_kind", block=block, kind="narration")
    fields = {"version": stale, "operation": "set_aside", "block": block, "kind": "heading"}
    answer = desk.post(address(paste, "step"), fields, headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["conflict"] is True
    page = desk.post(address(paste, "step"), fields, follow=True).content.decode()
    # The desk begins its messages with a capital letter.
    assert answer.json()["problem"][1:] in page


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"operation": "explode"},
        {"operation": "split", "block": "1"},
        {"operation": "split", "block": "x" * 5000, "offset": "\0"},
        {"operation": "move", "block": "9" * 40, "position": "-1"},
        {"operation": "read_again", "layout": "لا يعرفه أحد"},
        {"operation": "decide_speaker", "speaker": "s1", "decision": "existing:" + "9" * 40},
    ],
)
def test_a_step_that_makes_no_sense_changes_nothing(
    desk: Client, paste: Paste, fields: dict[str, str]
) -> None:
    before = paste.draft
    answer = take(desk, paste, fields.pop("operation", ""), **fields)
    paste.refresh_from_db()
    assert answer.status_code == 422 or paste.draft == before
    assert paste.draft == before
    assert answer.json().get("problem") or answer.status_code == 200


def test_facts_are_kept_or_their_errors_told(desk: Client, paste: Paste) -> None:
    topic = TopicFactory(name="نقل")
    facts = {"title": "عنوان", "language": "ar", "published_on": "2020-08-24", "topics": [topic.pk]}
    take(desk, paste, "facts", **facts)
    paste.refresh_from_db()
    assert (paste.title, str(paste.published_on), list(paste.topics.all())) == (
        "عنوان",
        "2020-08-24",
        [topic],
    )
    answer = take(desk, paste, "facts", **{**facts, "published_on": "0001-01-01", "title": "آخر"}).json()
    paste.refresh_from_db()
    assert paste.title == "عنوان"
    assert "errornote" in answer["parts"]["facts-errors"]


def test_the_same_text_twice_leads_to_the_first(desk: Client, editor: User, paste: Paste) -> None:
    saved = take(desk, paste, "save").json()["go"]
    again = receive(TEXT, by=editor)
    assert saved in desk.get(address(again, "change")).content.decode()
    answer = take(desk, again, "save")
    assert answer.status_code == 422
    assert answer.json()["see"] == saved
    assert Interview.objects.count() == 1


FACTS = {"title": "كتب للتوّ", "language": "ar"}


def test_saving_takes_the_facts_as_they_stand_in_the_form(desk: Client, paste: Paste) -> None:
    take(desk, paste, "save", **FACTS, source_url="https://example.org/1")
    interview = Interview.objects.get()
    assert (interview.title, interview.source_url) == ("كتب للتوّ", "https://example.org/1")


def test_with_wrong_facts_nothing_is_saved_and_they_are_shown(desk: Client, paste: Paste) -> None:
    wrong = {**FACTS, "source_url": "ليس رابطاً"}
    answer = take(desk, paste, "save", **wrong).json()
    assert "errornote" in answer["parts"]["facts-errors"]
    assert answer["focus"] == "facts-errors"
    sent = {**wrong, "operation": "save", "version": paste.version}
    page = desk.post(address(paste, "step"), sent)
    assert page.status_code == 422
    assert 'value="كتب للتوّ"' in page.content.decode()
    assert not Interview.objects.exists()


@pytest.mark.parametrize("operation", ["facts", "save"])
def test_wrong_facts_do_not_hide_what_another_window_did(desk: Client, paste: Paste, operation: str) -> None:
    seen = paste.version
    take(desk, paste, "facts", title="من نافذة أخرى", language="ar")
    wrong = {
        "operation": operation,
        "version": seen,
        "title": "من هذه",
        "published_on": "أمس",
        "language": "",
    }
    answer = desk.post(address(paste, "step"), wrong, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["conflict"]) == (409, True)
    plain = desk.post(address(paste, "step"), wrong)
    page = plain.content.decode()
    assert plain.status_code == 409
    assert 'value="من نافذة أخرى"' in page
    assert '<dd dir="auto">من هذه</dd>' in page
    assert '<dd dir="auto">أمس</dd>' in page
    assert not Interview.objects.exists()


def test_facts_noted_by_a_save_that_is_refused_leave_the_page_in_step(desk: Client, editor: User) -> None:
    paste = receive("لا سؤال هنا.", by=editor)
    answer = take(desk, paste, "save", **FACTS)
    assert answer.status_code == 422
    paste.refresh_from_db()
    assert (paste.title, answer.json()["version"]) == ("كتب للتوّ", paste.version)


def test_a_second_click_on_save_says_and_logs_nothing_more(desk: Client, paste: Paste) -> None:
    sent = {"operation": "save", "version": paste.version}
    answers = [desk.post(address(paste, "step"), sent) for _click in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert desk.get(answers[1]["Location"]).content.decode().count('<li class="success">') == 1
    assert LogEntry.objects.count() == 1


def test_an_interview_leads_to_its_text_as_received(desk: Client, paste: Paste) -> None:
    form = desk.get(take(desk, paste, "save").json()["go"]).content.decode()
    assert address(paste, "change") in form
    page = desk.get(address(paste, "change")).content.decode()
    assert "operation=" not in page


def test_the_list_of_interviews_and_the_desk_lead_to_the_form(desk: Client) -> None:
    for page in ("/admin/", "/admin/interviews/interview/", "/admin/interviews/paste/"):
        assert f'href="{ADD}"' in desk.get(page).content.decode()


# --- A session that ended ---


def test_a_text_sent_without_a_session_comes_back(client: Client, db: None) -> None:
    text = "\n سطر أول\r\n<b>&amp;</b>"
    answer = client.post(ADD, {"text": text * 20, "receipt": "1", "title": "قصير"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert not Paste.objects.exists()
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in page
    assert f'action="{ADD}"' in page
    # HTML drops one line end behind the tag, so that the text's own stays.
    assert page[page.index("<textarea") :].split(">", 1)[1].startswith("\n\n سطر أول")


def test_a_form_with_an_old_token_comes_back(editor: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    here = {"origin": "http://testserver"}
    answer = strict.post(ADD, {"text": TEXT}, headers=here)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "تمهيد الحوار" in page
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert strict.post(ADD, {"text": TEXT, "csrfmiddlewaretoken": token}, headers=here).status_code == 302


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {}])
def test_what_another_site_sends_is_not_handed_on(editor: User, headers: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    page = strict.post(ADD, {"text": TEXT}, headers=headers)
    assert page.status_code == 403
    assert "تمهيد الحوار" not in page.content.decode()


def test_a_script_is_told_where_to_sign_in(client: Client, paste: Paste) -> None:
    answer = take(client, paste, "undo")
    assert answer.status_code == 403
    assert answer.json()["login"].startswith("/admin/login/")


def test_a_passage_is_split_without_a_cursor(desk: Client, paste: Paste) -> None:
    block = answer_block(paste)
    page = desk.get(reverse("admin:interviews_paste_split", args=[paste.pk, block])).content.decode()
    assert f"operation=split&amp;offset={TEXT.index('هذا وعد')}" in page
    gone = reverse("admin:interviews_paste_split", args=[paste.pk, 999])
    assert desk.get(gone).status_code == 404
