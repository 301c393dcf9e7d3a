"""What has not changed is not sent again, and whoever asks too often waits."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from interviews.api import rates
from interviews.models import Topic

ADDRESSES = ("interviews", "interviews/{}", "interviews/{}/turns", "search?q=الموصل", "openapi.json")


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_has_not_changed_costs_one_query(
    client: Client, shown: SimpleNamespace, django_assert_num_queries: Any, path: str
) -> None:
    address = f"/api/v1/{path.format(shown.interview.pk)}"
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    with django_assert_num_queries(1):
        second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 304
    assert second.content == b""
    assert second["ETag"] == first["ETag"]
    assert "RateLimit" in second
    # Among others, and as a proxy may have made it: strong.
    tags = f'"x", {first["ETag"].removeprefix("W/")}'
    assert client.get(address, headers={"If-None-Match": tags}).status_code == 304


@pytest.mark.parametrize("path", ADDRESSES)
def test_after_a_change_it_is_sent_again(client: Client, shown: SimpleNamespace, path: str) -> None:
    address = f"/api/v1/{path.format(shown.interview.pk)}"
    tag = client.get(address)["ETag"]
    Topic.objects.filter(pk=shown.topic.pk).update(name="إعمار المدن")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_tag_holds_for_one_address_and_one_language(client: Client, shown: SimpleNamespace) -> None:
    tag = client.get("/api/v1/topics")["ETag"]
    for address, language in (("topics?limit=1", "ar"), ("outlets", "ar"), ("topics", "en")):
        headers = {"If-None-Match": tag, "Accept-Language": language}
        assert client.get(f"/api/v1/{address}", headers=headers).status_code == 200


def test_another_release_of_the_software_answers_anew(
    client: Client, shown: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get("/api/v1/topics")["ETag"]
    monkeypatch.setattr("interviews.api.conditional.release", lambda: "the next")
    assert client.get("/api/v1/topics", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("said", ["*", '"*"', "W/", "x", '"' * 50])
def test_nothing_else_is_taken_for_a_tag(client: Client, shown: SimpleNamespace, said: str) -> None:
    assert client.get("/api/v1/topics", headers={"If-None-Match": said}).status_code == 200
    assert client.get("/api/v1/topics/999999", headers={"If-None-Match": said}).status_code == 404


def test_errors_have_no_tag(client: Client, db: None) -> None:
    assert "ETag" not in client.get("/api/v1/topics/7")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> SimpleNamespace:
    """Three requests a minute, and the time of the test's own."""
    settings.API_RATE = (3, 60)
    now = SimpleNamespace(time=1_700_000_040.0)
    monkeypatch.setattr(rates.time, "time", lambda: now.time)
    return now


def test_who_asks_too_often_waits_until_the_window_ends(
    client: Client, db: None, clock: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    left = []
    for _number in range(3):
        response = client.get("/api/v1/topics")
        assert response["RateLimit-Policy"] == '"default";q=3;w=60'
        left.append(response["RateLimit"])
    assert left == ['"default";r=2;t=60', '"default";r=1;t=60', '"default";r=0;t=60']
    clock.time += 15.5
    with django_assert_num_queries(0):
        refused = client.get("/api/v1/topics?lang=en")
    assert refused.status_code == 429
    # Not 44, after which somebody would be refused once more.
    assert refused["Retry-After"] == "45"
    assert refused["RateLimit"] == '"default";r=0;t=45'
    assert refused.json()["code"] == "rate_limited"
    assert refused.json()["detail"] == "Ask again in 45 seconds."
    clock.time += 45
    assert client.get("/api/v1/topics")["RateLimit"] == '"default";r=2;t=60'


def test_each_address_has_its_own_quota(client: Client, db: None, clock: SimpleNamespace) -> None:
    def left(address: str) -> str:
        return str(client.get("/api/v1/topics", REMOTE_ADDR=address)["RateLimit"])

    assert left("192.0.2.1") == left("192.0.2.2") == '"default";r=2;t=60'
    # A subscriber has a network of addresses.
    assert left("2001:db8:1:2::3") == '"default";r=2;t=60'
    assert left("2001:db8:1:2:ffff::4") == '"default";r=1;t=60'
    assert left("2001:db8:1:3::3") == '"default";r=2;t=60'
    assert left("::ffff:192.0.2.9") == '"default";r=2;t=60'
    assert left("") == '"default";r=2;t=60'


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (1, "", "192.0.2.1"),
        # Some proxies add the port, which is another for every connection.
        (1, "198.51.100.1:50123", "198.51.100.1"),
        (1, "[2001:db8:1:2::3]:50123", "2001:db8:1:2::"),
        (1, "[2001:db8:1:2::3]", "2001:db8:1:2::"),
        (1, "2001:db8:1:2::3", "2001:db8:1:2::"),
        (1, "unix:", "unix"),
    ],
)
def test_of_what_is_forwarded_only_the_proxies_are_believed(
    rf: Any, settings: Any, proxies: int, forwarded: str, counted: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert rates._address(rf.get("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == counted


def test_nothing_is_counted_without_a_limit(client: Client, db: None, settings: Any) -> None:
    settings.API_RATE = (0, 1)
    assert "RateLimit" not in client.get("/api/v1/topics")


def test_a_cache_of_files_counts_to_the_end_of_the_window(
    client: Client, db: None, clock: SimpleNamespace, settings: Any, tmp_path: Path
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path / "cache"),
            # Which is what its incr() would leave a counter with.
            "TIMEOUT": 1,
        }
    }
    settings.API_RATE = (3, 3600)
    for _number in range(3):
        assert client.get("/api/v1/topics").status_code == 200
    clock.time += 30
    assert client.get("/api/v1/topics").status_code == 429
