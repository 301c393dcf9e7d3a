"""What RFC 4287 (Atom) and the RSS 2.0 specification ask of a feed, as far as they concern the archive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

ATOM = "{http://www.w3.org/2005/Atom}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# For each element how often its children may stand in it: (least, most).
_MANY = 10**6
_ATOM = {
    "feed": {
        "id": (1, 1),
        "title": (1, 1),
        "updated": (1, 1),
        "subtitle": (0, 1),
        "author": (0, _MANY),
        "link": (0, _MANY),
        "category": (0, _MANY),
        "entry": (0, _MANY),
    },
    "entry": {
        "id": (1, 1),
        "title": (1, 1),
        "updated": (1, 1),
        "published": (0, 1),
        "summary": (0, 1),
        "author": (0, _MANY),
        "link": (0, _MANY),
        "category": (0, _MANY),
    },
    "author": {"name": (1, 1), "uri": (0, 1), "email": (0, 1)},
}
_RSS = {
    "rss": {"channel": (1, 1)},
    "channel": {
        "title": (1, 1),
        "link": (1, 1),
        "description": (1, 1),
        "language": (0, 1),
        "lastBuildDate": (0, 1),
        f"{ATOM}link": (0, 1),
        "item": (0, _MANY),
    },
    "item": {
        "title": (0, 1),
        "link": (0, 1),
        "description": (0, 1),
        "guid": (0, 1),
        "pubDate": (0, 1),
        "category": (0, _MANY),
        f"{DUBLIN_CORE}creator": (0, 1),
        f"{DUBLIN_CORE}language": (0, 1),
        f"{ATOM}updated": (0, 1),
    },
}

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ABSOLUTE = re.compile(r"https?://[^/\s]+(/[!-~]*)?")


def atom_faults(feed: Any) -> list[str]:
    """What is wrong with an Atom feed, given as its root element."""
    return [*_atom_faults(feed)]


def _atom_faults(feed: Any) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    yield from _children(feed, {f"{ATOM}{name}": children for name, children in _ATOM.items()}, ATOM)
    for moment in (*feed.iter(f"{ATOM}updated"), *feed.iter(f"{ATOM}published")):
        if not _MOMENT.fullmatch(moment.text or ""):
            yield f"no moment of RFC 3339: {moment.text}"
    for number in feed.iter(f"{ATOM}id"):
        if not _ABSOLUTE.fullmatch(number.text or ""):
            yield f"no absolute id: {number.text}"
    yield from _twice([entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")])
    for link in feed.iter(f"{ATOM}link"):
        if not _ABSOLUTE.fullmatch(link.get("href", "")):
            yield f"no absolute link: {link.get('href')}"
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        alternates = [link for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        if len(alternates) != 1:
            yield f"{len(alternates)} alternates in {part.tag}"
        if part is not feed and feed.find(f"{ATOM}author") is None and part.find(f"{ATOM}author") is None:
            yield "an entry without an author"
    if [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") != 1:
        yield "no link to the feed itself"
    for category in feed.iter(f"{ATOM}category"):
        if not category.get("term"):
            yield "a category without a term"
    for name in feed.iter(f"{ATOM}name"):
        if not (name.text or "").strip():
            yield "an author without a name"
    for text in (*feed.iter(f"{ATOM}title"), *feed.iter(f"{ATOM}subtitle"), *feed.iter(f"{ATOM}summary")):
        if text.get("type", "text") not in ("text", "html") or len(text):
            yield f"no text: {text.tag}"


def rss_faults(rss: Any) -> list[str]:
    """What is wrong with a feed of RSS 2.0, given as its root element."""
    return [*_rss_faults(rss)]


def _rss_faults(rss: Any) -> Iterator[str]:
    if rss.tag != "rss" or rss.get("version") != "2.0":
        yield f"the root is {rss.tag} {rss.get('version')}"
    yield from _children(rss, _RSS, "")
    for address in (*rss.iter("link"), *rss.iter("guid")):
        if not _ABSOLUTE.fullmatch(address.text or ""):
            yield f"no absolute address: {address.text}"
    yield from _twice([guid.text for guid in rss.iter("guid")])
    for moment in (*rss.iter("pubDate"), *rss.iter("lastBuildDate")):
        try:
            parsedate_to_datetime(moment.text or "")
        except ValueError:
            yield f"no moment of RFC 822: {moment.text}"
    for item in rss.iter("item"):
        if item.find("title") is None and item.find("description") is None:
            yield "an item with neither title nor description"
    self = rss.find(f"channel/{ATOM}link")
    if self is None or self.get("rel") != "self" or not _ABSOLUTE.fullmatch(self.get("href", "")):
        yield "no link to the feed itself"


def _children(root: Any, known: dict[str, Any], prefix: str) -> Iterator[str]:
    for element in root.iter():
        children = known.get(element.tag)
        if children is None:
            if len(element):
                yield f"elements inside of {element.tag}"
            continue
        counted = Counter(child.tag for child in element)
        allowed = {prefix + name: limits for name, limits in children.items()}
        yield from (f"{tag} inside of {element.tag}" for tag in counted.keys() - allowed.keys())
        for tag, (least, most) in allowed.items():
            if not least <= counted[tag] <= most:
                yield f"{counted[tag]} × {tag} inside of {element.tag}"


def _twice(numbers: list[Any]) -> Iterator[str]:
    yield from (f"twice: {number}" for number, count in Counter(numbers).items() if count > 1)
