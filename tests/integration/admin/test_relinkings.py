"""Names being found anew: how far the work is, what failed, and another try."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interviews.models import Relinking
from interviews.templatetags.relinking_progress import relinking_progress

LIST = "/admin/interviews/relinking/"


@pytest.fixture
def work(db: None) -> Relinking:
    """A changed name whose interviews are half read, with an error in between."""
    row: Relinking = Relinking.objects.create(
        text="إقليم كُوردستان",
        folded="اقليم كوردستان",
        version=uuid4(),
        requested_at=timezone.now(),
        due_at=timezone.now(),
        total=40,
        done=17,
        attempts=2,
        last_error="OSError: <b>index</b>",
    )
    return row


def test_the_list_says_how_far_each_name_is(desk: Client, work: Relinking) -> None:
    page = desk.get(LIST).content.decode()
    assert "إقليم كُوردستان" in page
    assert '<progress max="40" value="17"' in page
    assert "OSError: &lt;b&gt;index" in page
    own = desk.get(reverse("admin:interviews_relinking_change", args=[work.pk])).content.decode()
    assert "إقليم كُوردستان" in own


@pytest.mark.parametrize("address", [LIST, "/admin/"])
def test_while_work_is_going_on_editors_see_it(desk: Client, work: Relinking, address: str) -> None:
    said = relinking_progress()
    assert "17" in said
    assert said in desk.get(address).content.decode()
    work.delete()
    assert relinking_progress() == ""
    assert said not in desk.get(address).content.decode()


def test_a_name_that_waits_has_no_numbers_yet(desk: Client, work: Relinking) -> None:
    Relinking.objects.update(total=None, done=0, attempts=0, last_error="")
    page = desk.get(LIST).content.decode()
    assert "<progress" not in page
    assert "إقليم كُوردستان" in page


def test_what_failed_is_tried_again(desk: Client, work: Relinking) -> None:
    later = timezone.now() + timedelta(hours=1)
    Relinking.objects.update(due_at=later)
    answer = desk.post(LIST, {"action": "try_now", "_selected_action": [str(work.pk)]}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    assert Relinking.objects.get().due_at < later
    Relinking.objects.update(attempts=0)
    answer = desk.post(LIST, {"action": "try_now", "_selected_action": [str(work.pk)]}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_whoever_may_not_see_the_list_is_not_told(client: Client, work: Relinking) -> None:
    user = User.objects.create_user("hadi", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_topic"))
    client.force_login(user)
    assert relinking_progress() not in client.get("/admin/").content.decode()
    assert client.get(LIST).status_code == 403


def test_the_list_can_only_be_looked_at(desk: Client, work: Relinking) -> None:
    for action in ("change", "delete"):
        address = reverse(f"admin:interviews_relinking_{action}", args=[work.pk])
        assert desk.post(address, {"post": "yes"}).status_code == 403
    assert desk.get(reverse("admin:interviews_relinking_add")).status_code == 403


def test_what_failed_comes_first(desk: Client, work: Relinking) -> None:
    later = timezone.now() + timedelta(hours=1)
    Relinking.objects.update(attempts=0)
    failed = Relinking.objects.create(
        text="بغداد", folded="بغداد", version=uuid4(), requested_at=later, due_at=later, attempts=1
    )
    assert list(desk.get(LIST).context["cl"].result_list) == [failed, work]


def test_the_list_asks_the_database_equally_often(desk: Client, work: Relinking) -> None:
    counts = []
    for number in range(2):
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        counts.append(len(captured))
        for other in range(5):
            Relinking.objects.create(
                text=f"اسم {number} {other}",
                folded=f"اسم {number} {other}",
                version=uuid4(),
                requested_at=timezone.now(),
                due_at=timezone.now(),
            )
    assert counts[0] == counts[1]
