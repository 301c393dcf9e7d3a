"""Interviews to take along: who may, what it is called, and that it is what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from pypdf import PdfReader

from interviews.models import Interview

Make = Callable[..., Interview]

FORMATS = ["pdf", "txt", "json", "tei"]


def address(interview: Interview, form: str) -> str:
    return f"/interviews/{interview.pk}/download/{form}/"


@pytest.mark.parametrize(
    ("form", "media_type", "suffix"),
    [
        ("pdf", "application/pdf", "pdf"),
        ("txt", "text/plain; charset=utf-8", "txt"),
        ("json", "application/json; charset=utf-8", "json"),
        ("tei", "application/tei+xml; charset=utf-8", "tei.xml"),
    ],
)
def test_each_format_says_what_it_is_and_how_to_call_it(
    form: str, media_type: str, suffix: str, client: Client, make_interview: Make
) -> None:
    interview = make_interview(title="حوار «المدير»: 100%")
    response = client.get(address(interview, form))
    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="interview-{interview.pk}.{suffix}"; '
        f"filename*=UTF-8''{quote('حوار-المدير-100')}.{suffix}"
    )
    assert response["Content-Language"] == "ar"
    assert response["Link"].endswith('>; rel="canonical"')


def test_each_format_holds_the_answer(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    answer = interview.turns.in_order().last()
    read = {form: client.get(address(interview, form)).content for form in FORMATS}
    assert answer.text in read["txt"].decode()
    assert json.loads(read["json"])["turns"][1]["text"] == answer.text
    assert "".join(etree.fromstring(read["tei"]).xpath("//*[local-name()='u'][2]//text()")) == answer.text
    assert "كوردستان سنة" in PdfReader(BytesIO(read["pdf"])).pages[0].extract_text()


def test_a_title_without_letters_has_the_plain_name_only(client: Client, make_interview: Make) -> None:
    interview = make_interview(title="؟؟؟")
    disposition = client.get(address(interview, "txt"))["Content-Disposition"]
    assert disposition == f'attachment; filename="interview-{interview.pk}.txt"'


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("hidden", ["draft", "review", "withdrawn", "embargo"])
def test_what_the_public_may_not_read_it_may_not_take_along(
    form: str, hidden: str, client: Client, make_interview: Make
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    values = {"publish_at": tomorrow} if hidden == "embargo" else {"status": hidden}
    interview = make_interview(**values)
    assert client.get(address(interview, form)).status_code == 404
    editor = User.objects.create_user("editor")
    client.force_login(editor)
    assert client.get(address(interview, form)).status_code == 404
    editor.user_permissions.add(Permission.objects.get(codename="view_interview"))
    response = client.get(address(interview, form))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("form", ["docx", "PDF", "..", "x" * 300, "%00", "pdf%0a"])
def test_a_format_that_is_not_there_is_not_found(form: str, client: Client, make_interview: Make) -> None:
    assert client.get(address(make_interview(), form)).status_code == 404


def test_an_interview_that_is_not_there_is_not_found(client: Client, db: None) -> None:
    for number in ("999", "99999999999999999999999"):
        assert client.get(f"/interviews/{number}/download/pdf/").status_code == 404


def test_only_reading_is_allowed(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    assert client.post(address(interview, "txt")).status_code == 405
    assert client.head(address(interview, "txt")).status_code == 200


def test_a_file_is_the_same_in_every_language_of_the_interface(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    for form in FORMATS:
        assert (
            len(
                {client.get(address(interview, form), {"lang": code}).content for code in ("ar", "ckb", "en")}
            )
            == 1
        )


def test_the_page_leads_to_each_file_with_one_click(client: Client, make_interview: Make) -> None:
    interview = make_interview()
    page = client.get(interview.get_absolute_url()).content.decode()
    for form in FORMATS:
        assert f'href="{address(interview, form)}"' in page


@pytest.mark.parametrize("form", FORMATS)
def test_queries_are_few(form: str, client: Client, make_interview: Make) -> None:
    interview = make_interview(lead="في كوردستان.")
    with CaptureQueriesContext(connection) as captured:
        client.get(address(interview, form))
    assert len(captured) <= 12
