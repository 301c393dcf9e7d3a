"""Every page of the archive and of the desk is read: what is true of all of them."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from lxml import html

from interviews.models import Name
from tests.marked_words import marked_words, unmarked_words
from tests.whole_archive import WholeArchive, whole_archive

pytestmark = pytest.mark.django_db

# How many addresses of one pattern are read, at most.
ENOUGH = 4

#: Patterns that are no page, or none that a link leads to; each with the reason.
EXCUSED = {
    "admin:logout": "a form leads away",
    "admin:password_change_done": "only after a password was changed",
    "admin:autocomplete": "JSON for the fields of forms",
    "admin:jsi18n": "a script",
    "admin:view_on_site": "leads to the public page",
    "admin:login": "read on its own, signed out",
    "admin:interviews_entity_merge": "read on its own, with two entities",
    "admin:interviews_mention_decide": "takes forms only",
    "admin:interviews_paste_step": "takes forms only",
    "admin:interviews_proposal_decide": "takes forms only",
    "admin:interviews_proposal_accept": "takes forms only",
    "health": "for machines",
    "complete": "JSON for the search box",
    "card": "a picture",
    "dump-file": "a file",
    "interview-file": "files",
    "favicon": "leads to the picture",
    "robots": "for machines",
    "sitemap-index": "for machines",
    "sitemap": "for machines",
}
#: Whole families of addresses that are no pages.
EXCUSED_FAMILIES = (
    (r"api-v1:(?!openapi-view)", "for programs; tests/integration/api reads them"),
    (r"feed-", "for feed readers; their words are looked at in their own tests"),
    (r"admin:interviews_(mention|relinking|indexupdate|proposal)_(add|change|delete|history)$", "nobody may"),
    (r".*-by-number$", "leads on to the address with a name"),
)

#: Latin words that are the same in every language.
PROPER_NAMES = re.compile(
    r"\b(?:PDF|TXT|JSON|TEI|XML|BibTeX|RIS|Atom|RSS|API|CSV|DOCX|ODT|SRT|VTT|HTML|Markdown|Wikidata|OpenAPI|Chicago"
    r"|Ctrl|Alt|Shift|Enter|Esc|Tab|UTF-8|JSON Lines|gz|SHA-256)\b"
    # Addresses, names of files and their digests.
    r"|https?://\S*|\b[\w.-]+\.(?:example|txt|json|pdf|jsonl|gz)\b|\b[0-9a-f]{32,64}\b"
    # The digest of a password, and how it was made.
    r"|\bmd5\b|\b\w+\*{6,}"
    # What Django says without a way to translate it: of a field, and in a sentence it puts together early.
    r"|^(?:True|False)$|If disabled, the current password for this user will be lost\.|\bLDAP\b"
)


@dataclass(frozen=True)
class Read:
    """A page that was read."""

    address: str
    pattern: str
    text: str


@pytest.fixture
def editor(django_user_model: type[User]) -> User:
    return django_user_model.objects.create_superuser("سلمى", password="قلم وورقة")


@pytest.fixture
def archive(editor: User, settings: Any, tmp_path: Path) -> WholeArchive:
    settings.INDEX_AFTER_COMMIT = False
    settings.PUBLIC_DUMPS, settings.DUMP_ROOT = True, tmp_path / "dump"
    Group.objects.create(name="المحررون الجدد")
    made = whole_archive(editor)
    call_command("dump_archive", site="https://archive.example", stdout=StringIO())
    return made


def pattern_of(address: str) -> str:
    """The name of the pattern that answers an address; "" where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def all_patterns() -> set[str]:
    def names(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from names(pattern.url_patterns, inner)
            elif pattern.name:
                yield f"{space}{pattern.name}"

    return set(names(get_resolver().url_patterns, ""))


def pages(client: Client, beginnings: list[str]) -> Iterator[Read]:
    """Every page that links lead to from ``beginnings``, some of each pattern.

    Of one pattern first those whose parameters differ in their names, since they show other parts.
    """
    waiting, seen, counts = list(beginnings), set(beginnings), Counter[Any]()
    while waiting:
        address = waiting.pop(0)
        pattern = pattern_of(address)
        kind = (pattern, tuple(sorted(parse_qs(urlsplit(address).query))))
        if counts[pattern] >= ENOUGH or counts[kind] >= 2:
            continue
        response = client.get(address)
        if response.status_code in (301, 302):
            goal = urljoin(address, response["Location"])
            if goal not in seen and not urlsplit(goal).netloc:
                seen.add(goal)
                waiting.insert(0, goal)
            continue
        assert response.status_code in (200, 404), f"{address}: {response.status_code}"
        counts[pattern] += 1
        counts[kind] += 1
        if not response["Content-Type"].startswith("text/html"):
            # A file is closed when it was read to its end.
            deque(response, maxlen=0)
            yield Read(address, pattern, "")
            continue
        text = response.content.decode()
        yield Read(address, pattern, text)
        for link in html.fromstring(text).xpath("//a/@href"):
            goal = urldefrag(urljoin(address, link)).url
            parts = urlsplit(goal)
            # Languages are chosen by the test, and what leads out of the archive is not read.
            if parts.scheme or parts.netloc or "lang=" in parts.query or goal in seen:
                continue
            seen.add(goal)
            waiting.append(goal)


def public_pages(archive: WholeArchive) -> list[str]:
    """Where the reading of the public pages begins: the home page, and what no link leads to."""
    return [
        "/",
        "/nothing/here/",
        "/dumps/",
        f"/interviews/{archive.made.pk}/asked/{archive.asked.key}/",
        "/search/?q=سياقات_لا_وجود_لها_البتة",
        '/search/?q=("الماء',
        "/search/?q=الماء&group=1",
        f"/verify/?quote={archive.made.turns.all()[1].text}",
        "/verify/?quote=كلام لم يقله أحد قط في هذا الأرشيف",
    ]


def desk_pages(archive: WholeArchive) -> list[str]:
    """The same of the desk."""
    assert archive.made.outlet
    return [
        "/admin/",
        "/admin/interviews/interview/recover/",
        f"/admin/interviews/interview/{archive.draft.pk}/history/",
        f"/admin/interviews/proposal/{archive.proposal.pk}/name-of/",
        f"/admin/interviews/entity/merge/?ids={archive.entity.pk},{archive.made.outlet.entity_id}",
    ]


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_no_page_has_a_word_that_is_not_translated(
    language: str, client: Client, editor: User, archive: WholeArchive
) -> None:
    client.cookies["language"] = language
    lacking: dict[str, set[str]] = {}
    read = set()
    names = set(Name.objects.filter(text__regex="[A-Za-z]").values_list("text", flat=True))

    def look(page: Read) -> None:
        read.add(page.pattern)
        for words in unmarked_words(page.text, language) if page.text else ():
            rest = PROPER_NAMES.sub("", words)
            for name in names:
                rest = rest.replace(name, "")
            if "NO TRANSLATION" in words or re.search("[A-Za-z]{2}", rest):
                lacking.setdefault(words, set()).add(page.address)

    with marked_words(language):
        look(Read("/admin/login/", "admin:login", client.get("/admin/login/").content.decode()))
        public = list(pages(client, public_pages(archive)))
        client.force_login(editor)
        desk = list(pages(client, desk_pages(archive)))
        for page in public + desk:
            look(page)
        # What forms say of what is missing.
        for page in desk:
            if page.pattern.endswith("_add"):
                response = client.post(page.address, {})
                if response.status_code == 200:
                    look(Read(f"{page.address} (empty)", page.pattern, response.content.decode()))

    never = {
        name
        for name in all_patterns() - read - set(EXCUSED)
        if not any(re.match(family, name) for family, _reason in EXCUSED_FAMILIES)
    }
    report = "\n".join(
        f"{words}  [{len(places)}: {sorted(places)[0]}]" for words, places in sorted(lacking.items())
    )
    assert not sorted(never), "pages that no link leads to"
    assert not lacking, f"words that came through no catalogue:\n{report}"


def faults_of_structure(page: str) -> Iterator[str]:
    """What is wrong with the headings, landmarks and numbers of a public page."""
    root = html.fromstring(page)
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    yield from (f"h{level} after h{before}" for before, level in pairwise(levels) if level > before + 1)
    if levels[:1] != [1]:
        yield "the first heading is not the page's"
    for path in ("/html/body/header", "//main", "/html/body/footer"):
        if len(root.xpath(path)) != 1:
            yield f"{len(root.xpath(path))} times {path}"
    names = Counter(_name(region, root) for region in root.xpath("//nav"))
    yield from (f"{number} navigations are called «{name}»" for name, number in names.items() if number > 1)
    if len(root.xpath("//*[@role='search']")) > 1:
        yield "two searches"
    if "" in names:
        yield "a navigation without a name"
    yield from (f"#{key} twice" for key, number in Counter(root.xpath("//@id")).items() if number > 1)
    for part in root.xpath("//ul|//ol"):
        yield from (
            f"<{child.tag}> in a list" for child in part if child.tag not in ("li", "script", "template")
        )
    for table in root.xpath("//table[not(.//th[@scope])]"):
        yield f"a table without headings: {table.text_content()[:40]}"
    for element in root.xpath("//@aria-labelledby/.. | //@aria-describedby/.. | //@aria-controls/.."):
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls"):
            for key in (element.get(attribute) or "").split():
                # The list of completions is made by the script that controls it.
                if not root.xpath("//*[@id=$key]", key=key) and element.get("role") != "combobox":
                    yield f"{attribute} of nothing: {key}"


def _name(region: Any, root: Any) -> str:
    labels = root.xpath("//*[@id=$key]", key=region.get("aria-labelledby") or "-")
    return " ".join((region.get("aria-label") or "".join(label.text_content() for label in labels)).split())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_public_page_has_headings_and_landmarks(
    language: str, client: Client, archive: WholeArchive
) -> None:
    client.cookies["language"] = language
    faults = {
        page.address: found
        for page in pages(client, public_pages(archive))
        if page.text
        and not page.pattern.startswith("admin:")
        and (found := list(faults_of_structure(page.text)))
    }
    assert not faults


def test_every_public_page_says_its_language(client: Client, archive: WholeArchive) -> None:
    client.cookies["language"] = "ckb"
    for page in pages(client, public_pages(archive)):
        if page.text and not page.pattern.startswith("admin:"):
            root = html.fromstring(page.text)
            assert (root.get("lang"), root.get("dir")) == ("ckb", "rtl"), page.address
            assert root.findtext(".//title"), page.address
            choice = root.xpath("//nav[contains(@class, 'languages')]//a/@hreflang")
            assert choice == ["ar", "ckb", "en"], page.address
