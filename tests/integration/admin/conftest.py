"""An editor at the desk, and the form of an interview as a browser would send it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from interviews.actions.editors import editors_group
from interviews.models import Interview, Turn
from tests.factories import InterviewFactory, TurnFactory

from .submitted_form import submitted


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("salma", password="قلم", is_staff=True)
    user.groups.add(editors_group())
    return user


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """A browser in which an editor has signed in."""
    client.force_login(editor)
    return client


class Form:
    """A form of the desk, opened; fields can be changed, then it is sent."""

    def __init__(self, desk: Client, address: str, form_id: str) -> None:
        self.desk, self.address = desk, address
        response = desk.get(address)
        assert response.status_code == 200, response.status_code
        self.html = response.content.decode()
        self.fields: dict[str, Any] = submitted(self.html, form_id)

    def send(self, **changes: Any) -> HttpResponse:
        """Send the fields as opened, with ``changes`` (a name may hold ``-``: pass ``**{…}``)."""
        return self.desk.post(self.address, {**self.fields, **changes})

    def add_row(self, prefix: str, **values: Any) -> None:
        """Fill in a new row of an inline, as the button «add another» does."""
        number = int(self.fields[f"{prefix}-TOTAL_FORMS"][0])
        self.fields[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
        for name, value in values.items():
            self.fields[f"{prefix}-{number}-{name}"] = value


@pytest.fixture
def open_form(desk: Client) -> Callable[..., Form]:
    """``open_form(row)`` opens the form of a stored row, ``open_form(Model)`` that of a new one."""

    def opened(row: Any) -> Form:
        name = f"{row._meta.app_label}_{row._meta.model_name}"
        new = isinstance(row, type)
        address = reverse(f"admin:{name}_add") if new else reverse(f"admin:{name}_change", args=[row.pk])
        return Form(desk, address, f"{row._meta.model_name}_form")

    return opened


@pytest.fixture
def interview(db: None) -> Interview:
    """A published interview of four turns: question, answer, question, answer."""
    interview: Interview = InterviewFactory(status="published", lead="تمهيد", title="حوار مع الوزيرة")
    for kind, text in (
        ("question", "ما الذي تغيّر؟"),
        ("answer", "تغيّر الكثير."),
        ("question", "وماذا بعد؟"),
        ("answer", "نعمل في بغداد."),
    ):
        TurnFactory(interview=interview, kind=kind, text=text)
    return interview


def turns_of(interview: Interview) -> list[tuple[int, str, int | None]]:
    """Position, text and exchange of each turn, in order."""
    turns = Turn.objects.filter(interview=interview).in_order()
    return list(turns.values_list("position", "text", "exchange"))
