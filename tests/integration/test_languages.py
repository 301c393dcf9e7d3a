"""In which language a page is shown, and who decides it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from lxml import html

from interviews.templatetags.languages import address_in
from interviews.views.languages import language_middleware
from tests.factories import InterviewFactory

pytestmark = pytest.mark.django_db


def shown(response: Any) -> tuple[str, str]:
    """Language and direction of the page."""
    root = html.fromstring(response.content.decode())
    return root.get("lang"), root.get("dir")


@pytest.mark.parametrize(
    ("address", "cookie", "browser", "expected"),
    [
        ("/", None, None, ("ar", "rtl")),
        ("/?lang=en", None, None, ("en", "ltr")),
        ("/?lang=ckb", None, None, ("ckb", "rtl")),
        ("/", "en", None, ("en", "ltr")),
        # The address has the first word,
        ("/?lang=ar", "en", None, ("ar", "rtl")),
        # the browser none.
        ("/", None, "en-GB,en;q=0.9", ("ar", "rtl")),
        ("/", "ckb", "en", ("ckb", "rtl")),
        # What is no language of ours is as if it were not there.
        ("/?lang=fr", None, None, ("ar", "rtl")),
        ("/?lang=fr", "en", None, ("en", "ltr")),
        ("/?lang=EN", None, None, ("ar", "rtl")),
        ("/?lang=", None, None, ("ar", "rtl")),
        ("/?lang=../../etc/passwd", "x" * 4000, None, ("ar", "rtl")),
        # Errors speak the reader's language, too,
        ("/nothing/here/?lang=en", None, None, ("en", "ltr")),
        ("/nothing/here/", "ckb", None, ("ckb", "rtl")),
        # and so does the desk.
        ("/admin/login/", "en", None, ("en", "ltr")),
        ("/admin/login/", None, "en", ("ar", "rtl")),
    ],
)
def test_a_page_speaks_the_language_of_address_then_cookie_then_archive(
    client: Client, address: str, cookie: str | None, browser: str | None, expected: tuple[str, str]
) -> None:
    if cookie:
        client.cookies["language"] = cookie
    response = client.get(address, headers={"accept-language": browser} if browser else {})
    assert shown(response) == expected
    assert response["Content-Language"] == expected[0]
    assert "Cookie" in response["Vary"]


def test_the_archive_s_own_language_is_a_setting(client: Client, settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    assert shown(client.get("/")) == ("en", "ltr")


def test_what_an_address_chose_is_kept_for_a_year(client: Client) -> None:
    assert "language" not in client.get("/").cookies
    assert "language" not in client.get("/?lang=fr").cookies
    cookie = client.get("/?lang=ckb").cookies["language"]
    assert cookie.value == "ckb"
    assert (cookie["max-age"], cookie["samesite"], cookie["path"]) == (365 * 24 * 60 * 60, "Lax", "/")
    assert shown(client.get("/")) == ("ckb", "rtl")
    client.get("/?lang=ar")
    assert shown(client.get("/")) == ("ar", "rtl")


def test_a_choice_outlives_a_redirect(client: Client) -> None:
    interview = InterviewFactory(status="published")
    response = client.get(f"/interviews/{interview.pk}/?lang=en", follow=True)
    assert response.redirect_chain
    assert shown(response) == ("en", "ltr")


def test_the_desk_keeps_the_choice_and_its_lists_take_it_for_no_filter(
    client: Client, django_user_model: type[User]
) -> None:
    client.force_login(django_user_model.objects.create_superuser("salma", password="x"))
    response = client.get("/admin/interviews/interview/?status__exact=draft&lang=en")
    assert response["Location"] == "/admin/interviews/interview/?status__exact=draft"
    response = client.get(response["Location"])
    assert response.status_code == 200
    assert shown(response) == ("en", "ltr")
    assert client.get("/admin/?lang=fr")["Location"] == "/admin/"
    assert client.get("/admin/?lang=ckb", follow=True)["Content-Language"] == "ckb"


def test_an_error_of_the_server_speaks_the_language_of_the_request(client: Client, monkeypatch: Any) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("interviews.views.home.render", fail)
    client.raise_request_exception = False
    response = client.get("/?lang=en")
    assert response.status_code == 500
    assert response["Content-Language"] == "en"
    assert shown(response) == ("en", "ltr")


@pytest.mark.parametrize("fails", [False, True])
def test_no_language_leaks_into_what_the_thread_does_next(rf: RequestFactory, fails: bool) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        assert translation.get_language() == "en"
        if fails:
            raise RuntimeError
        return HttpResponse()

    with translation.override("ckb"):
        try:
            language_middleware(view)(rf.get("/?lang=en"))
        except RuntimeError:
            assert fails
        assert translation.get_language() == "ckb"


def test_an_answer_that_names_its_language_itself_keeps_it(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Language": "ckb"})

    assert language_middleware(view)(rf.get("/"))["Content-Language"] == "ckb"


@pytest.mark.parametrize("language", ["ar", "ckb", "en"])
def test_the_language_of_an_interview_is_its_own(client: Client, language: str) -> None:
    interview = InterviewFactory(status="published", language="en", title="A Conversation about Water")
    page = html.fromstring(client.get(f"{interview.get_absolute_url()}?lang={language}").content.decode())
    (heading,) = page.xpath("//h1")
    (around,) = heading.xpath("ancestor-or-self::*[@lang][1]")
    assert (around.get("lang"), around.get("dir")) == ("en", "ltr")


def links(response: Any) -> dict[str, Any]:
    page = html.fromstring(response.content.decode())
    found = page.xpath("//nav[contains(@class, 'languages')]//a")
    return {link.get("hreflang"): link for link in found}


@pytest.mark.parametrize(
    ("address", "path", "parameters"),
    [
        ("/", "/", {}),
        ("/search/?q=النفط&outlet=1&outlet=2", "/search/", {"q": ["النفط"], "outlet": ["1", "2"]}),
        ("/search/?q=a%26lang%3Den&lang=ckb", "/search/", {"q": ["a&lang=en"]}),
        ("/nothing/%D9%86%3F/", "/nothing/%D9%86%3F/", {}),
    ],
)
def test_every_page_leads_to_itself_in_each_language(
    client: Client, address: str, path: str, parameters: dict[str, list[str]]
) -> None:
    found = links(client.get(address))
    assert {code: link.text for code, link in found.items()} == {
        "ar": "العربيّة",
        "ckb": "کوردی",
        "en": "English",
    }
    for code, link in found.items():
        parts = urlsplit(link.get("href"))
        assert (parts.netloc, parts.path) == ("", path)
        assert parse_qs(parts.query) == {**parameters, "lang": [code]}
        assert (link.get("lang"), link.get("dir")) == (code, "ltr" if code == "en" else "rtl")


def test_no_link_leads_to_another_host(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.path = "//elsewhere.example/"
    assert address_in(request, "en") == "/%2Felsewhere.example/?lang=en"


def test_the_present_language_is_told_apart(client: Client) -> None:
    assert [code for code, link in links(client.get("/?lang=ckb")).items() if link.get("aria-current")] == [
        "ckb"
    ]
