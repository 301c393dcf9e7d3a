"""A real Chromium for the tests of this folder.

``page`` is a desktop window, ``phone_page`` a telephone, ``page_without_scripts`` a desktop window
with JavaScript off. All speak Arabic, and a test fails when its page asks another host for anything,
breaks the content security policy, or has an error in a script.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from tests import chromium

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per process; the tests are skipped where there is none."""
    program = chromium.find()
    if program is None:
        pytest.skip("no Chromium: install the package chromium")
    # Playwright's synchronous interface runs an event loop in this thread, and in one Django refuses
    # to touch the database, lest it block other tasks of the loop. There are none here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=program, args=list(chromium.QUIET))
            yield started
            started.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def _window(browser: Browser, server: str, **options: Any) -> Iterator[Page]:
    """A page that reaches ``server`` only; asserts at its end that it wanted nothing else."""
    complaints: list[str] = []

    def pass_or_refuse(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(server).netloc:
            route.continue_()
        else:
            complaints.append(f"request to another host: {route.request.url}")
            route.abort()

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    # A service worker's requests would pass by the route.
    context = browser.new_context(
        base_url=server, locale="ar", timezone_id="Asia/Baghdad", service_workers="block", **options
    )
    try:
        context.route("**/*", pass_or_refuse)
        context.on("console", on_console)
        context.on("weberror", lambda error: complaints.append(f"error in a script: {error.error}"))
        page = context.new_page()
        page.on("websocket", lambda socket: complaints.append(f"websocket: {socket.url}"))
        yield page
    finally:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A desktop window; ``page.goto("/search/")`` is an address of the test's own server."""
    with _window(browser, live_server.url, viewport=DESKTOP) as window:
        yield window


@pytest.fixture
def phone_page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A telephone of 360 x 740 pixels, with touch."""
    with _window(
        browser, live_server.url, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2
    ) as window:
        yield window


@pytest.fixture
def page_without_scripts(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A desktop window that runs no JavaScript."""
    with _window(browser, live_server.url, viewport=DESKTOP, java_script_enabled=False) as window:
        yield window
