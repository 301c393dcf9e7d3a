"""Two editors have one interview open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews.actions.editors import editors_group
from interviews.actions.publishing import withdraw
from interviews.models import Interview

from .conftest import Form, turns_of

OpenForm = Callable[..., Any]


def test_the_second_save_is_refused_and_keeps_the_words(open_form: OpenForm, interview: Interview) -> None:
    second = open_form(interview)
    other = Client()
    colleague = User.objects.create_user("karwan", is_staff=True)
    colleague.groups.add(editors_group())
    other.force_login(colleague)
    first = Form(other, second.address, "interview_form")
    assert first.send(**{"turns-1-text": "كُتب أولاً."}).status_code == 302

    answer = second.send(title="عنوان جديد", **{"turns-3-text": "كُتب ثانياً."})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "karwan" in page
    assert "كُتب ثانياً." in page
    assert "عنوان جديد" in page
    interview.refresh_from_db()
    assert interview.title == "حوار مع الوزيرة"
    assert [text for _n, text, _e in turns_of(interview)][1::2] == ["كُتب أولاً.", "نعمل في بغداد."]
    # Sent once more without looking, it is refused again.
    again = second.send(title="عنوان جديد")
    assert again.status_code == 200


def test_words_for_a_turn_deleted_meanwhile_stay_in_the_form(
    open_form: OpenForm, interview: Interview
) -> None:
    second, first = open_form(interview), open_form(interview)
    assert first.send(**{"turns-0-DELETE": "on"}).status_code == 302
    answer = second.send(**{"turns-0-text": "سؤال عُدّل بعد حذفه", "turns-3-text": "الجواب الأخير معدّلاً"})
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("سؤال عُدّل بعد حذفه", "تغيّر الكثير.", "وماذا بعد؟", "الجواب الأخير معدّلاً"):
        assert page.count(f">\n{words}</textarea>") == 1, words
    assert len(turns_of(interview)) == 3


def test_the_order_asked_for_survives_an_error(open_form: OpenForm, interview: Interview) -> None:
    answer = open_form(interview).send(
        **{"turns-0-position": "2", "turns-1-position": "1", "turns-2-text": " "}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index("تغيّر الكثير.</textarea>") < page.index("ما الذي تغيّر؟</textarea>")


def test_a_change_without_an_editor_is_a_conflict_too(open_form: OpenForm, interview: Interview) -> None:
    form = open_form(interview)
    assert form.send(lead="حفظ أول").status_code == 302
    form = open_form(interview)
    before = Interview.objects.get(pk=interview.pk).updated_at
    withdraw([interview])
    assert Interview.objects.get(pk=interview.pk).updated_at > before  # the message says when
    answer = form.send(lead="حفظ ثانٍ")
    assert answer.status_code == 200
    # The last revision is not of this state: its user must not be blamed.
    assert "salma changed" not in answer.content.decode()
    interview.refresh_from_db()
    assert (interview.lead, interview.status) == ("حفظ أول", "withdrawn")


def test_a_form_without_its_version_saves_nothing(open_form: OpenForm, interview: Interview) -> None:
    form = open_form(interview)
    for version in ("", "x", "-5", "9" * 30):
        assert form.send(title="آخر", opened_version=version).status_code == 200
    interview.refresh_from_db()
    assert interview.title == "حوار مع الوزيرة"


def test_an_interview_deleted_meanwhile(open_form: OpenForm, desk: Client, interview: Interview) -> None:
    form = open_form(interview)
    interview.delete()
    answer = form.send()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("admin:index")
