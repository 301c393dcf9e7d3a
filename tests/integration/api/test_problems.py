"""What the API says when something is wrong: always JSON, never a trace, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from interviews.api import interviews as interview_operations

Read = Callable[..., Any]


def problem(client: Client, address: str, **options: Any) -> Any:
    response = client.get(f"/api/v1/{address}", **options)
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    said = response.json()
    assert said["status"] == response.status_code
    assert {"type", "title", "status", "detail", "code", "errors"} == said.keys()
    return said


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("", 404, "not_found"),
        ("nothing", 404, "not_found"),
        ("interviews/", 404, "not_found"),
        ("interviews/7/turns/8/9", 404, "not_found"),
        ("interviews/7", 404, "not_found"),
        ("turns/k3v9m2xw7d", 404, "not_found"),
        ("turns/%00", 404, "not_found"),
        ("turns/%ED%A0%80", 404, "not_found"),
        ("turns/%FF", 404, "not_found"),
        ("%FF%00", 404, "not_found"),
        (f"speakers/{2**63 - 1}", 404, "not_found"),
        ("interviews/x", 422, "invalid_parameters"),
        ("interviews/0", 422, "invalid_parameters"),
        ("interviews/-1", 422, "invalid_parameters"),
        (f"interviews/{2**63}", 422, "invalid_parameters"),
        (f"interviews/{'9' * 5000}", 422, "invalid_parameters"),
        ("interviews/٧", 422, "invalid_parameters"),
        ("interviews?cursor=x", 400, "bad_cursor"),
        ("search?cursor=x", 400, "bad_cursor"),
    ],
)
def test_every_error_is_a_problem_in_json(
    client: Client, db: None, address: str, status: int, code: str
) -> None:
    said = problem(client, address)
    assert (said["status"], said["code"]) == (status, code)


@pytest.mark.parametrize(
    ("query", "name", "code"),
    [
        ("year=x", "year", "int_parsing"),
        ("year=", "year", "int_parsing"),
        ("year=2020.0", "year", "int_parsing"),
        ("year=1_000", "year", "int_parsing"),
        ("year=%00", "year", "int_parsing"),
        (f"year={'9' * 5000}", "year", "int_parsing"),
        ("year=0", "year", "greater_than_equal"),
        ("year=10000", "year", "less_than_equal"),
        ("outlet=9223372036854775808", "outlet", "less_than_equal"),
        ("limit=0", "limit", "greater_than_equal"),
        ("limit=101", "limit", "less_than_equal"),
        ("from=2020-02-30", "from", "date"),
        ("from=1598227200", "from", "date"),
        ("to=0000-00-00", "to", "date"),
        ("to=٢٠٢٠-٠٨-٢٤", "to", "date"),
        ("language=fr", "language", "literal_error"),
        ("lang=fr", "lang", "literal_error"),
        ("speeker=7", "speeker", "unknown_parameter"),
        ("year=2019&year=2020", "year", "repeated_parameter"),
    ],
)
def test_a_bad_parameter_is_named_with_what_is_wrong(
    client: Client, db: None, query: str, name: str, code: str
) -> None:
    said = problem(client, f"interviews?{query}")
    assert said["status"] == 422
    assert [(error["in"], error["name"], error["code"]) for error in said["errors"]] == [
        ("query", name, code)
    ]
    assert name in said["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "month=2020-13",
        "month=٢٠٢٠-٠٨",
        "kind=speech",
        "in=everything",
        "interview=9999999999999999999",
        "speaker=1&" * 21,
        "sort=best",
        "page=2",
    ],
)
def test_the_search_refuses_what_it_would_pass_over(client: Client, db: None, query: str) -> None:
    assert problem(client, f"search?{query}")["status"] == 422


@pytest.mark.parametrize(
    "address",
    [
        "entities?name=%00",
        "speakers?name=%ED%A0%80%FF",
        "outlets?name=" + "%D8%A7" * 5000,
        "search?q=%00%ED%A0%80%FF",
        "search?q=" + "(" * 3000,
        "search?q=" + "%22" * 999,
        "interviews?from=9999-12-31&to=0001-01-01&year=9999",
    ],
)
def test_strange_values_are_answered(client: Client, db: None, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200
    assert response.json()["items"] == []


def test_all_parameters_that_are_wrong_are_said_at_once(client: Client, db: None) -> None:
    said = problem(client, "interviews?year=x&limit=1000&lang=en")
    assert {error["name"]: error["detail"] for error in said["errors"]} == {
        "limit": "The number must be at most 100.",
        "year": "This is not a whole number.",
    }


@pytest.mark.parametrize(
    ("language", "title"), [("ar", "غير موجود"), ("en", "Not found"), ("ckb", "نەدۆزرایەوە")]
)
def test_problems_speak_the_readers_language(client: Client, db: None, language: str, title: str) -> None:
    said = problem(client, "nothing", headers={"Accept-Language": language})
    assert said["title"] == title
    assert problem(client, f"interviews/x?lang={language}")["errors"][0]["detail"]
    # No sentence is left in English.
    if language != "en":
        for address in ("nothing", "interviews/x", "interviews?cursor=x", "interviews?a=1", "search?sort=b"):
            text = str(problem(client, f"{address}{'&' if '?' in address else '?'}lang={language}"))
            assert "The " not in text
            assert "This " not in text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
@pytest.mark.parametrize("path", ["interviews", "openapi.json", "nothing"])
def test_the_api_is_only_read(client: Client, db: None, method: str, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.generic(method, f"/api/v1/{path}", b"{}", content_type="application/json")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["code"] == "method_not_allowed"


def test_a_fault_of_the_archive_shows_no_trace(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, caplog: Any
) -> None:
    settings.DEBUG = True

    def fail(_parameters: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(interview_operations, "_chosen", fail)
    said = problem(client, "interviews")
    assert (said["status"], said["code"]) == (500, "server_error")
    assert "secret" not in str(said)
    # The log has it.
    assert "RuntimeError: secret" in caplog.text


def test_head_is_answered_like_get_without_a_body(client: Client, shown: SimpleNamespace) -> None:
    head, get = client.head("/api/v1/topics"), client.get("/api/v1/topics")
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == get["ETag"]


def test_pages_of_other_sites_may_read(client: Client, shown: SimpleNamespace) -> None:
    for path in ("topics", "nothing"):
        response = client.get(f"/api/v1/{path}", headers={"Origin": "https://elsewhere.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
    asked = client.options(
        "/api/v1/topics",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "GET" in asked["Access-Control-Allow-Methods"]
