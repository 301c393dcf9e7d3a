"""The watched browser window itself: a guard that never speaks would guard nothing."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.window import open_window


def test_page_of_the_archive_is_shown_in_arabic_with_its_style_sheets(page: Page) -> None:
    sheets = []
    page.on("response", lambda answer: sheets.append(answer) if answer.url.endswith(".css") else None)
    page.goto("/admin/login/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert sheets
    assert {sheet.status for sheet in sheets} == {200}


def test_windows_have_their_sizes(page: Page, phone_page: Page) -> None:
    for window, width in ((page, 1280), (phone_page, 360)):
        window.goto("/admin/login/")
        assert window.evaluate("[window.innerWidth, navigator.language]") == [width, "ar"]


def test_window_without_scripts_runs_none(page_without_scripts: Page) -> None:
    page_without_scripts.set_content("<noscript><p>بلا برمجة</p></noscript>")
    assert page_without_scripts.get_by_text("بلا برمجة").is_visible()


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<img src='http://elsewhere.example/picture.png'>", "another host: http://elsewhere.example"),
        ("<script>fetch('https://elsewhere.example/')</script>", "another host: https://elsewhere.example"),
        ("<script>nothing.there()</script>", "error in a script"),
        (
            "<meta http-equiv='Content-Security-Policy' content=\"img-src 'none'\"><img src='http://elsewhere.example/'>",
            "Content Security Policy",
        ),
    ],
)
def test_window_complains(html: str, complaint: str, browser: Browser, live_server: Any) -> None:
    def show() -> None:
        with open_window(browser, live_server.url) as page:
            page.set_content(html, wait_until="networkidle")

    with pytest.raises(AssertionError, match=complaint):
        show()
