"""GET /health/: what the container's check and a balancer are told."""

import haystack
import pytest
from django.db import OperationalError, connection
from django.test import Client

from archive import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def index_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = haystack.connections["default"].get_backend()
    monkeypatch.setattr(backend, "is_ready", lambda: True)


@pytest.mark.usefixtures("index_ready")
def test_ok_when_database_and_index_answer(client: Client) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("index_ready")
def test_database_that_does_not_answer_is_named_without_details(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("password of editor is wrong on 10.0.0.7")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "failing": ["database"]})
    assert b"10.0.0.7" not in answer.content


def test_index_that_is_missing_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = haystack.connections["default"].get_backend()
    monkeypatch.setattr(backend, "is_ready", lambda: False)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "failing": ["search"]})


def test_index_that_raises_is_named_without_details(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> bool:
        raise OSError("/data/index is not readable")

    backend = haystack.connections["default"].get_backend()
    monkeypatch.setattr(backend, "is_ready", refuse)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "failing": ["search"]})
    assert b"index is" not in answer.content


@pytest.mark.usefixtures("index_ready")
def test_failing_database_does_not_fail_before_the_view() -> None:
    """ATOMIC_REQUESTS would open a transaction first, which without a database is an error page."""
    assert "default" in health.health._non_atomic_requests
