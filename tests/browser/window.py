"""A browser window that is watched: what no page of the archive may do makes its test fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Route


@contextmanager
def open_window(browser: Browser, server: str, **options: Any) -> Iterator[Page]:
    """A page in Arabic that reaches ``server`` only; ``options`` are those of Playwright's new_context.

    Raises ``AssertionError`` at the end of the block when the page asked another host for anything,
    met the content security policy, or had an error in a script.
    """
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

    # Service workers are off, since their requests would pass by the route.
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
