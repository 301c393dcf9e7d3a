"""Pages that are made once: who gets which again, and when they are made anew."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from interviews.actions.preparing import Preparer
from interviews.models import Interview, Turn, release
from interviews.views import caching
from interviews.views.caching import KeptPage, PageMemory, public_page
from tests.factories import InterviewFactory, TurnFactory

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def interview() -> Interview:
    interview = InterviewFactory(status="published", title="حوار المياه")
    TurnFactory(interview=interview, text="قال إن النهر ارتفع.")
    return interview


def text(response: Any) -> str:
    body = response.content
    return (gzip.decompress(body) if response.get("Content-Encoding") == "gzip" else body).decode()


def test_a_page_is_made_once_and_asked_for_with_one_query(
    client: Client, interview: Interview, django_assert_num_queries: Any
) -> None:
    address = interview.get_absolute_url()
    first = client.get(address)
    assert first.templates
    with django_assert_num_queries(1):
        second = client.get(address)
    assert not second.templates
    assert second.content == first.content
    different = {"Content-Length"} & {name for name in first.headers if first[name] != second[name]}
    assert not different
    assert dict(first.headers) == dict(second.headers)


def test_a_page_that_another_process_made_costs_one_query(
    client: Client, interview: Interview, django_assert_num_queries: Any
) -> None:
    address = interview.get_absolute_url()
    first = client.get(address, headers=GZIP)
    caching.forget_pages()
    with django_assert_num_queries(1):
        second = client.get(address, headers=GZIP)
    assert not second.templates
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))


@pytest.mark.parametrize("kept", ["in memory", "in the shared cache", "nowhere"])
def test_who_has_the_page_is_told_so_without_rendering(
    client: Client, interview: Interview, django_assert_num_queries: Any, kept: str
) -> None:
    address = interview.get_absolute_url()
    first = client.get(address)
    if kept != "in memory":
        caching.forget_pages()
    if kept == "nowhere":
        cache.clear()
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    assert not again.templates
    for name in ("ETag", "Cache-Control", "Content-Security-Policy", "Content-Language"):
        assert again[name] == first[name]
    assert again["Vary"] == first["Vary"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ('W/"0-ar-0"', 200),
        ("*", 200),
        ("", 200),
        ("nonsense", 200),
        ('"other", {tag}', 304),
        # A proxy that compresses makes a strong tag a weak one, never the other way round.
        ("{tag}", 304),
    ],
)
def test_only_the_present_tag_is_known(client: Client, interview: Interview, said: str, status: int) -> None:
    address = interview.get_absolute_url()
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": said.format(tag=tag)}).status_code == status


def test_every_change_makes_the_page_anew(client: Client, interview: Interview) -> None:
    address = interview.get_absolute_url()
    first = client.get(address)
    Turn.objects.update(text="قال إن النهر انخفض.")
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert "انخفض" in text(second)
    assert second["ETag"] != first["ETag"]
    assert "انخفض" in text(client.get(address))
    Interview.objects.update(status="withdrawn")
    assert client.get(address, headers={"If-None-Match": second["ETag"]}).status_code == 404


def test_an_embargo_that_ends_makes_lists_anew(
    client: Client, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    InterviewFactory(status="published", title="حوار مؤجل", publish_at=soon)
    assert "حوار مؤجل" not in text(client.get("/interviews/"))
    assert "حوار مؤجل" not in text(client.get("/interviews/"))
    monkeypatch.setattr(timezone, "now", lambda: soon)
    assert "حوار مؤجل" in text(client.get("/interviews/"))


def test_every_language_has_its_own(client: Client, interview: Interview) -> None:
    address = interview.get_absolute_url()
    pages = {}
    for language in ("ar", "ckb", "en", "ar", "ckb", "en"):
        client.cookies["language"] = language
        page = client.get(address)
        assert f'<html lang="{language}"' in text(page)
        pages.setdefault(language, page)
        assert page.content == pages[language].content
    assert len({page["ETag"] for page in pages.values()}) == 3
    # The tag of one language is not known to another.
    client.cookies["language"] = "ar"
    assert client.get(address, headers={"If-None-Match": pages["en"]["ETag"]}).status_code == 200


def test_an_address_that_chooses_a_language_sets_its_cookie_each_time(
    client: Client, interview: Interview
) -> None:
    address = interview.get_absolute_url()
    for _visit in range(2):
        visitor = Client()
        page = visitor.get(address, {"lang": "en"})
        assert '<html lang="en"' in text(page)
        assert page.cookies["language"].value == "en"
        known = Client().get(address, {"lang": "en"}, headers={"If-None-Match": page["ETag"]})
        assert (known.status_code, known.cookies["language"].value) == (304, "en")
    other = Client().get(address)
    assert '<html lang="ar"' in text(other)
    assert not other.cookies


def test_addresses_and_hosts_have_their_own(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for number in range(30):
        InterviewFactory(status="published", title=f"حوار {number}")
    seen = set()
    for _visit in range(2):
        for host in ("one.example", "two.example"):
            for query in ({}, {"page": "2"}):
                for secure in (False, True):
                    page = client.get("/interviews/", query, headers={"Host": host}, secure=secure)
                    assert f"{'https' if secure else 'http'}://{host}" in text(page)
                    seen.add(page.content)
    assert len(seen) == 8


def test_bytes_are_compressed_for_those_who_take_them(client: Client, interview: Interview) -> None:
    address = interview.get_absolute_url()
    plain = client.get(address)
    for _kept in ("in memory", "in the shared cache", "nowhere"):
        packed = client.get(address, headers=GZIP)
        assert packed["Content-Encoding"] == "gzip"
        assert packed["Content-Length"] == str(len(packed.content))
        assert gzip.decompress(packed.content) == plain.content
        again = client.get(address)
        assert "Content-Encoding" not in again
        assert again["Content-Length"] == str(len(again.content))
        assert again.content == plain.content
        assert {"Accept-Encoding", "Cookie"} <= set(packed["Vary"].split(", "))
        if _kept == "in memory":
            caching.forget_pages()
        else:
            cache.clear()
            caching.forget_pages()


def test_an_editor_gets_nothing_that_is_kept_and_leaves_nothing(
    client: Client, interview: Interview, admin_user: Any
) -> None:
    draft = InterviewFactory(title="حوار مسودة")
    editor = Client()
    editor.force_login(admin_user)
    public = client.get(interview.get_absolute_url())
    for address in (interview.get_absolute_url(), draft.get_absolute_url()):
        page = editor.get(address, headers={"If-None-Match": public["ETag"]})
        assert page.status_code == 200
        assert page.templates
        assert "ETag" not in page
        assert "no-store" in page["Cache-Control"]
        assert "private" in page["Cache-Control"]
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_what_is_no_page_is_not_kept(client: Client, interview: Interview) -> None:
    address = f"/interviews/{interview.pk}/"
    for _visit in range(2):
        moved, missing = client.get(address), client.get("/interviews/999/-/")
        assert (moved.status_code, missing.status_code) == (301, 404)
        # A browser would keep it for ever, and go round in circles once the title is the old one again.
        assert moved["Cache-Control"] == "no-cache"
        assert client.post("/interviews/").status_code == 405
    assert client.head(interview.get_absolute_url()).status_code == 200


def test_no_public_page_sets_a_cookie_or_has_a_nonce(
    client: Client, interview: Interview, settings: Any
) -> None:
    """Such a page would be another one for each visitor."""
    for address in ("/", "/interviews/", "/search/?q=النهر", "/search/help/", "/verify/", "/speakers/",
                    "/outlets/", "/topics/", "/archive/", interview.get_absolute_url()):  # fmt: skip
        page = client.get(address)
        assert page.status_code == 200, address
        assert not page.cookies, address
        assert "csrfmiddlewaretoken" not in text(page), address
        assert "nonce-" not in page["Content-Security-Policy"], address
        assert page["Cache-Control"] == "no-cache", address
        assert page["ETag"], address


def test_in_development_every_page_is_made_anew(client: Client, interview: Interview, settings: Any) -> None:
    settings.DEBUG = True
    for _visit in range(2):
        page = client.get(interview.get_absolute_url())
        assert page.templates
        assert "ETag" not in page


def view_of(response: Callable[[], HttpResponse]) -> Callable[[HttpRequest], Any]:
    return public_page(lambda request: response())


def with_cookie() -> HttpResponse:
    response = HttpResponse("نعم")
    response.set_cookie("seen", "1")
    return response


@pytest.mark.parametrize(
    ("answer", "is_kept", "has_tag"),
    [
        (lambda: HttpResponse("نعم"), True, True),
        (lambda: HttpResponse(b"\x89PNG", content_type="image/png"), False, True),
        (with_cookie, False, True),
        (lambda: HttpResponse("نعم", headers={"Cache-Control": "private"}), False, False),
        (lambda: HttpResponse("نعم", status=503), False, False),
    ],
)
def test_only_what_is_the_same_for_all_is_kept(
    rf: RequestFactory, answer: Callable[[], HttpResponse], is_kept: bool, has_tag: bool
) -> None:
    response = view_of(answer)(rf.get("/"))
    assert hasattr(response, "kept_page") == is_kept
    assert response.has_header("ETag") == has_tag


def test_what_may_be_behind_is_made_anew_after_its_seconds(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([1_000_020.0, 1_000_050.0, 1_000_090.0])
    monkeypatch.setattr(
        import_module("interviews.models.edition"), "time", SimpleNamespace(time=clock.__next__)
    )
    view = public_page(lambda request: HttpResponse("نعم"), seconds=60)
    first, second, third = (view(rf.get("/"))["ETag"] for _visit in range(3))
    assert first == second != third


@pytest.mark.parametrize("start", [lambda: caching.kept_pages(HttpResponse), Preparer], ids=["web", "worker"])
def test_code_that_is_replaced_under_a_running_process_is_not_its_release(
    tmp_path: Path, settings: Any, start: Callable[[], Any]
) -> None:
    """Else its first page would be that of the old code under the tag of the new one."""
    settings.BASE_DIR = tmp_path
    lock = tmp_path / "requirements.lock"
    lock.write_text("old")
    release.cache_clear()
    try:
        start()
        lock.write_text("new")
        running = release()
        release.cache_clear()
        assert release() != running
    finally:
        release.cache_clear()


def page_of(size: int) -> KeptPage:
    return KeptPage("", 0, 0, (), b"x" * size)


def test_memory_keeps_the_latest_asked_for_within_its_bound() -> None:
    memory = PageMemory(10_000)
    for number in range(3):
        memory.keep(number, page_of(2000))
    assert memory.get(0)
    memory.keep(3, page_of(2000))
    assert [bool(memory.get(number)) for number in range(4)] == [True, False, True, True]
    memory.keep(0, page_of(100))
    assert memory.size == 2 * page_of(2000).size + page_of(100).size
    memory.keep(4, page_of(20_000))
    assert memory.size == 0


def test_addresses_that_nobody_else_asks_for_drive_nothing_out(client: Client, interview: Interview) -> None:
    address = interview.get_absolute_url()
    client.get(address)
    before = caching._memory.size
    for number in range(5):
        client.get(address, {"utm": str(number)})
        client.get(address, {"utm": "x" * 400 + str(number)})
    assert caching._memory.size == before
    assert len(caching._memory_of_queries._pages) == 5
    # In the shared cache there is the page without query alone.
    assert len(cache._cache) == 1


@pytest.mark.parametrize(
    ("query", "is_shared"),
    [
        ("", True),
        ("?page=2", True),
        ("?lang=ckb", True),
        # Written in other ways without end, it is the same page.
        ("?page=x1", False),
        ("?page=01", False),
        ("?page=1&page=2", False),
        ("?lang=x1", False),
        ("?q=x", False),
    ],
)
def test_the_shared_cache_keeps_what_others_ask_for_too(
    client: Client, interview: Interview, query: str, is_shared: bool
) -> None:
    client.get(f"/interviews/{query}")
    caching.forget_pages()
    again = client.get(f"/interviews/{query}")
    assert (not again.templates) == is_shared


def test_public_pages_are_all_by_edition() -> None:
    """What is not says so in urls.py: answers with a Cache-Control of their own, and files."""
    not_by_edition = {
        pattern.name
        for pattern in get_resolver("interviews.urls").url_patterns
        if getattr(pattern, "name", None) and not hasattr(pattern.callback, "kept_by_edition")
    }
    assert not_by_edition == {"complete", "card", "dumps", "dump-file", "favicon", "robots"}
