"""axe-core finds nothing on any kind of page: in each language, light and dark, on phone and desktop."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Page

from tests.browser.paste_desk import PASSWORD
from tests.whole_archive import ARABIC, ENGLISH, KURDISH, WholeArchive, whole_archive

# axe takes joined letters for icons drawn by ligatures, and would look at the contrast of no Arabic word.
AXE = """
CanvasRenderingContext2D.prototype.measureText = text => ({width: 10 * text.length});
""" + files("axe_playwright_python").joinpath("axe.min.js").read_text()
# The desk is Django's admin, which does not keep to everything beyond the standard itself.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
ALL = (*WCAG, "best-practice")
LANGUAGES = ("ar", "ckb", "en")
VIEWS = [(scheme, width) for width in (1280, 360) for scheme in ("light", "dark")]

# Address of each kind of page, made from the archive's rows.
PUBLIC: dict[str, Callable[[WholeArchive], str]] = {
    "home": lambda archive: "/",
    "interviews": lambda archive: "/interviews/",
    "interview": lambda archive: archive.made.get_absolute_url(),
    "long interview": lambda archive: archive.interviews[2].get_absolute_url(),
    "Kurdish interview": lambda archive: archive.interviews[4].get_absolute_url(),
    "English interview": lambda archive: archive.interviews[5].get_absolute_url(),
    "marked interview": lambda archive: f"{archive.made.get_absolute_url()}?q=الماء",
    "speakers": lambda archive: "/speakers/",
    "speaker": lambda archive: archive.speaker.get_absolute_url(),
    "speaker, asked again": lambda archive: (
        f"{archive.speaker.get_absolute_url()}?repeated={archive.asked.key}"
    ),
    "outlets": lambda archive: "/outlets/",
    "outlet": lambda archive: archive.outlet.get_absolute_url(),
    "entity": lambda archive: archive.entity.get_absolute_url(),
    "topics": lambda archive: "/topics/",
    "topic": lambda archive: archive.made.topics.all()[0].get_absolute_url(),
    "archive": lambda archive: "/archive/",
    "year": lambda archive: "/archive/2020/",
    "month": lambda archive: "/archive/2020/8/",
    "without a date": lambda archive: "/archive/undated/",
    "others asked": lambda archive: f"/interviews/{archive.made.pk}/asked/{archive.asked.key}/",
    "quotation": lambda archive: f"/quote/{archive.asked.key}/",
    "search": lambda archive: "/search/?q=الماء",
    "search, nothing found": lambda archive: "/search/?q=سياقات_لا_وجود_لها",
    "search, mended": lambda archive: '/search/?q=("الماء',
    "search help": lambda archive: "/search/help/",
    "verify": lambda archive: "/verify/",
    "verified": lambda archive: f"/verify/?quote={archive.made.turns.all()[1].text}",
    "verified, nothing found": lambda archive: "/verify/?quote=كلام لم يقله أحد قط في هذا الأرشيف كله",
    "dumps": lambda archive: "/dumps/",
    "API": lambda archive: "/api/v1/docs",
    "not found": lambda archive: "/nothing/here/",
}
DESK: dict[str, Callable[[WholeArchive], str]] = {
    "desk": lambda archive: "/admin/",
    "paste": lambda archive: f"/admin/interviews/paste/{archive.paste.pk}/change/",
    "add a text": lambda archive: "/admin/interviews/paste/add/",
    "proposals": lambda archive: "/admin/interviews/proposal/",
}

RUN = """async tags => {
    const options = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]};
    // Fields with completion are Select2's, which comes with Django's admin.
    const {violations} = await axe.run({exclude: [[".select2-container"]]}, options);
    return violations.flatMap(rule => rule.nodes.map(node => {
        const reasons = [...node.any, ...node.all, ...node.none].map(check => check.message);
        return `${rule.id}: ${rule.help}: ${node.html.slice(0, 160)} (${node.target}): ${reasons.join("; ")}`;
    }));
}"""


@pytest.fixture
def editor(transactional_db: None) -> User:
    return User.objects.create_superuser("salma", password=PASSWORD)


@pytest.fixture
def archive(editor: User, settings: Any, tmp_path: Path) -> WholeArchive:
    settings.INDEX_AFTER_COMMIT = False
    settings.PUBLIC_DUMPS, settings.DUMP_ROOT = True, tmp_path / "dump"
    made = whole_archive(editor, samples=(*ARABIC, KURDISH, ENGLISH))
    call_command("dump_archive", site="https://archive.example", stdout=StringIO())
    return made


def violations(
    page: Page, address: str, language: str, tags: tuple[str, ...], status: int = 200
) -> dict[str, list[str]]:
    """What axe finds by the rules with ``tags`` -> in which colour schemes and widths."""
    page.set_viewport_size({"width": VIEWS[0][1], "height": 800})
    response = page.goto(address)
    assert response
    assert response.status == status, address
    assert page.evaluate("document.documentElement.lang") == language
    # Colours change at once, not in the course of half a second; a rule of this kind is no matter of the CSP.
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { transition: none !important; }");
        document.adoptedStyleSheets.push(sheet);
    }""")
    page.evaluate(AXE)
    found: dict[str, list[str]] = {}
    for scheme, width in VIEWS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        for violation in page.evaluate(RUN, list(tags)):
            found.setdefault(violation, []).append(f"{scheme}, {width} px")
    return found


def speak(page: Page, live_server: Any, language: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])


def report(found: dict[str, dict[str, list[str]]]) -> str:
    return json.dumps(
        {kind: faults for kind, faults in found.items() if faults}, ensure_ascii=False, indent=1
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", [0, 1])
def test_axe_finds_nothing_on_public_pages(
    part: int, language: str, page: Page, live_server: Any, archive: WholeArchive
) -> None:
    speak(page, live_server, language)
    found = {
        kind: violations(page, address(archive), language, ALL, 404 if kind == "not found" else 200)
        for kind, address in list(PUBLIC.items())[part::2]
    }
    assert not any(found.values()), report(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_at_the_desk(
    language: str, page: Page, live_server: Any, archive: WholeArchive
) -> None:
    speak(page, live_server, language)
    found = {"signing in": violations(page, "/admin/login/", language, WCAG)}
    with page.expect_navigation():
        page.locator("#id_username").fill("salma")
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
    found |= {kind: violations(page, address(archive), language, WCAG) for kind, address in DESK.items()}
    assert not any(found.values()), report(found)


def test_axe_finds_what_is_wrong(page: Page, live_server: Any, archive: WholeArchive) -> None:
    """Else the tests above would be content with a page that was never looked at."""
    page.goto("/")
    page.evaluate(AXE)
    page.evaluate(
        """() => {
            document.querySelector("h1").style.color = "#999";
            document.querySelector(".languages a").setAttribute("aria-expanded", "nonsense");
            const wrong = "<h5>.</h5><img src='/static/icon.svg'>";
            document.querySelector("main").insertAdjacentHTML("beforeend", wrong);
        }"""
    )
    rules = {violation.partition(":")[0] for violation in page.evaluate(RUN, list(ALL))}
    assert {"color-contrast", "aria-valid-attr-value", "heading-order", "image-alt"} <= rules
