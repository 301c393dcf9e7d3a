"""The list of index updates: what failed is seen, told why, and tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from interviews.models import IndexUpdate, Interview
from interviews.search.indexing import outbox
from interviews.templatetags.index_failures import index_failures
from tests.factories import InterviewFactory

LIST = "/admin/interviews/indexupdate/"
ERROR = "ValueError: <b>unreadable</b> " + "x" * 300 + " end"


@pytest.fixture
def updates(settings: Settings, editor: User) -> dict[str, IndexUpdate]:
    """An update of each state; the failed one is that of a deleted interview."""
    settings.INDEX_AFTER_COMMIT = False
    later = timezone.now() + timedelta(hours=1)
    rows = {}
    for state in ("failed", "waiting", "embargoed"):
        interview = InterviewFactory(title=f"حوار {state}")
        rows[state] = IndexUpdate.objects.get(interview_id=interview.pk)
    values: dict[str, dict[str, Any]] = {
        "failed": {"attempts": 4, "last_error": ERROR, "due_at": later},
        "embargoed": {"due_at": later},
    }
    for state, changed in values.items():
        IndexUpdate.objects.filter(pk=rows[state].pk).update(**changed)
    # Without signals, which would queue it anew.
    Interview.objects.filter(title="حوار failed")._raw_delete("default")
    return rows


def listed(desk: Client, **query: str) -> list[int]:
    response = desk.get(LIST, query)
    assert response.status_code == 200
    return [update.pk for update in response.context["cl"].result_list]


@pytest.mark.parametrize("state", ["failed", "waiting", "embargoed"])
def test_the_list_is_narrowed_by_state(desk: Client, updates: dict[str, IndexUpdate], state: str) -> None:
    assert listed(desk, state=state) == [updates[state].pk]


def test_what_failed_comes_first_with_its_error(desk: Client, updates: dict[str, IndexUpdate]) -> None:
    assert listed(desk)[0] == updates["failed"].pk
    page = desk.get(LIST).content.decode()
    assert "حوار waiting" in page
    assert f"#{updates['failed'].interview_id}" in page
    assert "ValueError: &lt;b&gt;unreadable&lt;/b&gt;" in page
    assert " end" not in page[page.index("ValueError") :][:400]
    own = desk.get(reverse("admin:interviews_indexupdate_change", args=[updates["failed"].pk]))
    assert "x end</bdi>" in own.content.decode()


@pytest.mark.parametrize("address", [LIST, "/admin/"])
def test_failures_are_counted_where_an_editor_looks(
    desk: Client, updates: dict[str, IndexUpdate], address: str
) -> None:
    failure = index_failures()
    assert failure in desk.get(address).content.decode()
    updates["failed"].delete()
    assert failure not in desk.get(address).content.decode()


def test_whoever_may_not_see_the_list_is_not_told(client: Client, updates: dict[str, IndexUpdate]) -> None:
    user = User.objects.create_user("hadi", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_topic"))
    client.force_login(user)
    assert index_failures() not in client.get("/admin/").content.decode()
    assert client.get(LIST).status_code == 403


def test_what_failed_is_tried_again_at_once(desk: Client, updates: dict[str, IndexUpdate]) -> None:
    chosen = [str(update.pk) for update in updates.values()]
    embargo = IndexUpdate.objects.get(pk=updates["embargoed"].pk).due_at
    response = desk.post(LIST, {"action": "try_now", "_selected_action": chosen}, follow=True)
    assert response.status_code == 200
    failed = IndexUpdate.objects.get(pk=updates["failed"].pk)
    assert failed.due_at <= timezone.now()
    # Until it has succeeded it is seen as what it is.
    assert (failed.attempts, failed.last_error) == (4, ERROR)
    assert IndexUpdate.objects.get(pk=updates["embargoed"].pk).due_at == embargo


@pytest.mark.django_db(transaction=True)
def test_in_development_the_request_tries(
    desk: Client, updates: dict[str, IndexUpdate], settings: Settings
) -> None:
    settings.INDEX_AFTER_COMMIT = True
    desk.post(LIST, {"action": "try_now", "_selected_action": [str(updates["failed"].pk)]})
    assert not IndexUpdate.objects.filter(pk=updates["failed"].pk).exists()


def test_the_list_asks_the_database_as_often_for_many_rows(
    desk: Client, updates: dict[str, IndexUpdate]
) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        counts.append(len(queries))
        for _ in range(5):
            InterviewFactory()
    assert counts[0] == counts[1]


def test_the_outbox_can_only_be_looked_at(desk: Client, updates: dict[str, IndexUpdate]) -> None:
    row = updates["waiting"]
    assert desk.get(reverse("admin:interviews_indexupdate_change", args=[row.pk])).status_code == 200
    for action in ("change", "delete"):
        address = reverse(f"admin:interviews_indexupdate_{action}", args=[row.pk])
        assert desk.post(address, {"post": "yes"}).status_code == 403
    assert desk.get(reverse("admin:interviews_indexupdate_add")).status_code == 403


def test_trying_again_is_refused_while_nothing_failed(updates: dict[str, IndexUpdate]) -> None:
    assert outbox.try_again(IndexUpdate.objects.exclude(pk=updates["failed"].pk)) == 0
    assert outbox.try_again(IndexUpdate.objects.all()) == 1
