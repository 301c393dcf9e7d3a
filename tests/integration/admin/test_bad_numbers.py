"""Numbers that no row can have: every list of the desk refuses them with an answer, not with a failure."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

DESKS = {
    model._meta.model_name: desk
    for model, desk in admin.site._registry.items()
    if model._meta.app_label == "interviews"
}
NO_ROWS = ("x", "", "1.5", "1 OR 1=1", "-1", "\x00", "9" * 20, "9" * 5000)
COLUMNS = ("entity", "outlet", "speaker", "id", "pk", "decided_by", "name", "state", "turn")


@pytest.fixture
def browser(desk: Client) -> Client:
    """An editor's browser, to which a failure is an answer with status 500."""
    desk.raise_request_exception = False
    return desk


@pytest.mark.parametrize("name", sorted(DESKS))
def test_an_action_on_what_is_no_row_is_refused(browser: Client, name: str) -> None:
    address = reverse(f"admin:interviews_{name}_changelist")
    actions = DESKS[name].get_actions(browser.get(address).wsgi_request)
    answers = {
        (action, number): browser.post(
            address, {"action": action, "_selected_action": ["1", number]}
        ).status_code
        for action in actions
        for number in NO_ROWS
    }
    assert answers == dict.fromkeys(answers, 400)


@pytest.mark.parametrize("name", sorted(DESKS))
def test_a_list_is_filtered_by_no_such_number(browser: Client, name: str) -> None:
    address = reverse(f"admin:interviews_{name}_changelist")
    answers = {
        (column, number): browser.get(address, {column: number}).status_code
        for column in COLUMNS
        for number in NO_ROWS
    }
    assert set(answers.values()) <= {200, 302, 400}, answers
