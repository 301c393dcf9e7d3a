"""No page, style sheet, script or picture has the browser load anything from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as archive_settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from lxml import etree, html

from tests.integration.test_every_page import all_patterns, pages, public_pages
from tests.whole_archive import WholeArchive, whole_archive

#: Attributes by which a browser loads something, or sends a form somewhere. A link to click is none.
LOADING = (
    "//@src | //@srcset | //@imagesrcset | //@poster | //@data | //@background | //@action | //@formaction"
    " | //@manifest | //base/@href | //*[local-name()='use' or local-name()='image']/@*[local-name()='href']"
    " | //a/@ping"
)
#: What these links mean to a browser is only what somebody may do; all others are taken for loaded.
NOT_LOADED = {"canonical", "alternate", "author", "license", "search", "help", "next", "prev"}

_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"""["'`]((?:https?:|wss?:)?//[^"'`\s]*)""", re.IGNORECASE)
_COMMENT = re.compile(r"""/\*.*?\*/|(?<![:"'`])//[^\n"'`]*$""", re.DOTALL | re.MULTILINE)
#: Names, not addresses: nobody loads them.
_NAMESPACES = ("http://www.w3.org/",)


def addresses_in_css(text: str) -> Iterator[str]:
    yield from _IN_CSS.findall(text)


def addresses_in_script(text: str) -> Iterator[str]:
    """Every address that begins with a host, wherever it stands: what a script does with it is not asked."""
    without_comments = re.sub(
        r"/\*.*?\*/|(?<![:\"'`])//[^\n\"'`]*$", "", text, flags=re.DOTALL | re.MULTILINE
    )
    yield from _IN_SCRIPT.findall(without_comments)


def addresses_in_page(text: str) -> Iterator[str]:
    """What a browser loads for a page, also from its style and its scripts."""
    root = html.fromstring(text)
    for value in root.xpath(LOADING):
        for part in str(value).split(",") if value.attrname.endswith("srcset") else [str(value)]:
            yield part.split()[0] if part.split() else ""
    for link in root.xpath("//link[@href]"):
        if not set(link.get("rel", "").lower().split()) <= NOT_LOADED:
            yield link.get("href")
    for style in [*root.xpath("//style/text()"), *root.xpath("//@style")]:
        yield from addresses_in_css(style)
    for script in root.xpath("//script[not(@src)][not(@type) or not(contains(@type, 'json'))]/text()"):
        yield from addresses_in_script(script)
    for content in root.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content"):
        yield content.partition("=")[2].strip("'\" ")


def is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return parts.netloc not in ("", "testserver") and not address.startswith(_NAMESPACES)


@pytest.mark.parametrize(
    "piece",
    [
        "<img src='https://elsewhere.example/x.png'>",
        "<img srcset='/small.png 1x, //elsewhere.example/x.png 2x'>",
        "<script src=//elsewhere.example/x.js></script>",
        "<script type=module>import('https://elsewhere.example/x.js')</script>",
        "<link rel='stylesheet' href='http://elsewhere.example/x.css'>",
        "<link rel='preload alternate' href='http://elsewhere.example/x.woff2'>",
        "<link rel=preconnect href='https://elsewhere.example'>",
        "<link rel='apple-touch-icon' href='https://elsewhere.example/x.png'>",
        "<form action='https://elsewhere.example/'></form>",
        "<button formaction='https://elsewhere.example/'>x</button>",
        "<style>@import 'https://elsewhere.example/x.css';</style>",
        "<p style='background: url(//elsewhere.example/x.png)'>x</p>",
        "<svg><use href='https://elsewhere.example/x.svg#a'/></svg>",
        "<iframe src='https://elsewhere.example/'></iframe>",
        "<object data='https://elsewhere.example/'></object>",
        "<meta http-equiv=Refresh content='5; url=https://elsewhere.example/'>",
        "<base href='https://elsewhere.example/'>",
    ],
)
def test_what_a_page_loads_from_elsewhere_is_noticed(piece: str) -> None:
    page = f"<!doctype html><html><head></head><body>{piece}</body></html>"
    assert [address for address in addresses_in_page(page) if is_foreign(address)]


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='https://elsewhere.example/'>المصدر</a>",
        "<link rel=canonical href='https://elsewhere.example/'>",
        '<script type=\'application/ld+json\'>{"@context": "https://schema.org"}</script>',
        "<img src='/static/icon.svg'><img src='data:image/png;base64,AAAA'>",
        "<form action='/search/'></form><form action=''></form>",
        "<style>.a { background: url(data:image/svg+xml,x) }</style>",
        "<script>// see https://elsewhere.example/\nfetch('/search/complete/')</script>",
    ],
)
def test_what_a_reader_may_follow_is_allowed(piece: str) -> None:
    page = f"<!doctype html><html><head></head><body>{piece}</body></html>"
    assert not [address for address in addresses_in_page(page) if is_foreign(address)]


@pytest.fixture
def archive(db: None, django_user_model: type[User], settings: Any, tmp_path: Path) -> WholeArchive:
    settings.INDEX_AFTER_COMMIT = False
    settings.PUBLIC_DUMPS, settings.DUMP_ROOT = True, tmp_path / "dump"
    made = whole_archive(django_user_model.objects.create_superuser("سلمى"))
    call_command("dump_archive", site="https://archive.example", stdout=StringIO())
    return made


@pytest.mark.parametrize("language", ["ar", "ckb", "en"])
def test_no_page_loads_anything_from_another_host(
    client: Client, archive: WholeArchive, language: str
) -> None:
    client.cookies["language"] = language
    foreign: dict[str, list[str]] = {}
    read = set()
    for page in pages(client, public_pages(archive)):
        if page.text:
            read.add(page.pattern)
            found = [address for address in addresses_in_page(page.text) if is_foreign(address)]
            if found:
                foreign[page.address] = found
    assert not foreign
    kinds = {
        "home",
        "search",
        "search-help",
        "verify",
        "quote",
        "others-asked",
        "dumps",
        "api-v1:openapi-view",
    }
    for kind in ("interview", "speaker", "outlet", "topic"):
        kinds |= {kind, f"{kind}s"}
    kinds |= {"entity", "archive", "archive-year", "archive-month", "archive-undated"}
    assert kinds <= read
    assert kinds <= all_patterns()


def test_no_style_sheet_script_or_picture_loads_anything_from_another_host() -> None:
    foreign = {}
    read = 0
    for folder in archive_settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix == ".css":
                addresses = list(addresses_in_css(path.read_text()))
            elif path.suffix == ".js":
                addresses = list(addresses_in_script(path.read_text()))
            elif path.suffix in (".svg", ".webmanifest", ".json"):
                text = path.read_text()
                addresses = list(addresses_in_css(text)) + re.findall(r"""(?:href|src)=["']([^"']*)""", text)
                if path.suffix == ".svg":
                    etree.fromstring(text.encode())
            else:
                assert path.is_dir() or path.suffix in (".woff2", ".txt", ".png"), path
                continue
            read += 1
            found = [address for address in addresses if is_foreign(address)]
            if found:
                foreign[str(path)] = found
    assert not foreign
    assert read > 5


@pytest.mark.django_db
def test_the_browser_is_told_to_load_nothing_from_elsewhere(client: Client) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get("/")["Content-Security-Policy"].split(";")
        if part.strip()
    )
    assert policy["default-src"] == "'self'"
    assert policy["form-action"] == "'self'"
    for directive, sources in policy.items():
        assert set(sources.split()) <= {"'self'", "'none'", "data:"}, directive
