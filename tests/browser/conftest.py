"""A real Chromium for the tests of this folder.

``page`` is a desktop window, ``phone_page`` a telephone, ``page_without_scripts`` a desktop window
with JavaScript off. All speak Arabic, and a test fails when its page asks another host for anything,
breaks the content security policy, or has an error in a script.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, sync_playwright

from interviews.actions.editors import editors_group
from tests import chromium
from tests.browser.paste_desk import PASSWORD
from tests.browser.window import open_window

# Every test here has a search index of its own, as the integration tests have.
from tests.integration.conftest import index_folder as index_folder

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per process; the tests are skipped where there is none."""
    problem = chromium.problem()
    if problem:
        pytest.skip(f"no browser: {problem}")
    # Playwright's synchronous interface runs an event loop in this thread, and in one Django refuses
    # to touch the database, lest it block other tasks of the loop. There are none here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.QUIET))
            yield started
            started.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A desktop window; ``page.goto("/search/")`` is an address of the test's own server."""
    with open_window(browser, live_server.url, viewport=DESKTOP) as window:
        yield window


@pytest.fixture
def phone_page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A telephone of 360 x 740 pixels, with touch."""
    with open_window(
        browser, live_server.url, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2
    ) as window:
        yield window


@pytest.fixture
def page_without_scripts(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A desktop window that runs no JavaScript."""
    with open_window(browser, live_server.url, viewport=DESKTOP, java_script_enabled=False) as window:
        yield window


@pytest.fixture
def editor(transactional_db: None, settings: Any) -> User:
    """Who works at the paste desk."""
    settings.INDEX_AFTER_COMMIT = False
    user = User.objects.create_user("salma", password=PASSWORD, is_staff=True)
    user.groups.add(editors_group())
    return user
