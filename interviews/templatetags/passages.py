"""Passages of interviews as HTML: paragraphs, names as links, matches marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from django import template
from django.utils.encoding import uri_to_iri
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interviews.arabic.passages import passage_language
from interviews.models import Entity, Mention, Turn, numbered_address
from interviews.search.results.snippets import Piece

register = template.Library()

# A line of its own in a published text is a paragraph, whether a blank line follows or not.
_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")

# Bytes of markup before a name. The number alone leads to the page as well as the readable address does.
_LONGEST_TAG = 300


class NamedPlace(NamedTuple):
    """A name outside of the turns: ``text[start:end]``, and whom it means."""

    start: int
    end: int
    entity: Entity


class NameTags:
    """The tags before the names of one page, each made once, however often the name stands there."""

    def __init__(self, cards: Mapping[int, str] | None = None) -> None:
        """``cards`` has what the card of each entity says, by its number."""
        self._cards = cards or {}
        self._tags: dict[int, str] = {}

    def before(self, entity: Entity) -> str:
        if entity.pk not in self._tags:
            self._tags[entity.pk] = _opening(entity, self._cards.get(entity.pk, ""))
        return self._tags[entity.pk]


class Mark(NamedTuple):
    """A place in a text that is marked, ``text[start:end]``, and the tag before it."""

    start: int
    end: int
    opening: str = "<mark>"
    #: The tag where the mark goes on behind the edge of a name or paragraph: without the id.
    going_on: str = "<mark>"


@register.simple_tag
def turn_text(turn: Turn, tags: NameTags | None = None, language: str = "ar") -> SafeString:
    """The text of a turn as paragraphs, each name in it a link with its kind, found words marked.

    Nothing of the wording changes, and each paragraph says at which offset it begins (``data-at``), so that
    a script knows which words are selected. The names are ``turn.named``, else ``turn.mentions``, which must
    be prefetched; both in order of their start. A view that looks for words sets ``turn.found``, their
    places, and for words that somebody links to ``turn.linked``: their place, and the id they get ("" for
    none). ``tags`` are those of the page. A paragraph in another language than ``language``, that of the text
    around, says so and its direction.
    """
    found = [Mark(*place) for place in getattr(turn, "found", ())]
    if linked := getattr(turn, "linked", None):
        found = _with_linked(found, *linked)
    named = turn.named if hasattr(turn, "named") else list(turn.mentions.all())
    return _named(turn.text, named, found, tags or NameTags(), language, says_offsets=True)


def _with_linked(found: Sequence[Mark], place: tuple[int, int], anchor: str) -> list[Mark]:
    """Marks of a search together with that of linked words, which goes before where both are."""
    start, end = place
    marks = [
        Mark(*part)
        for mark in found
        for part in ((mark.start, min(mark.end, start)), (max(mark.start, end), mark.end))
        if part[0] < part[1]
    ]
    going_on = '<mark class="linked">'
    opening = format_html('<mark class="linked" id="{}">', anchor) if anchor else going_on
    return sorted([*marks, Mark(start, end, opening, going_on)])


@register.simple_tag
def named_text(text: str, names: Sequence[NamedPlace], tags: NameTags, language: str = "ar") -> SafeString:
    """A text that is no turn's as paragraphs, with its names as in `turn_text`."""
    return _named(text, names, (), tags, language)


def _named(
    text: str,
    names: Sequence[Mention | NamedPlace],
    found: Sequence[Mark],
    tags: NameTags,
    language: str,
    says_offsets: bool = False,
) -> SafeString:
    html = []
    for line in _PARAGRAPH.finditer(text):
        offset = f' data-at="{line.start()}"' if says_offsets else ""
        html.append(f"<p{offset}{other_language(line.group(), language)}>")
        html.append(_paragraph(text, line.start(), line.end(), names, found, tags) + "</p>")
    return mark_safe("".join(html))


@register.simple_tag
def other_language(passage: str, language: str) -> SafeString:
    """The attributes of an element whose text is in another language than the text around it, else nothing.

    ``other_language("We open tomorrow.", "ar")`` is `` lang="en" dir="ltr"``.
    """
    spoken = passage_language(passage, language)
    if spoken == language:
        return SafeString()
    return format_html(' lang="{}" dir="{}"', spoken, direction(spoken))


def _paragraph(
    text: str,
    start: int,
    end: int,
    mentions: Iterable[Mention | NamedPlace],
    found: Sequence[Mark],
    tags: NameTags,
) -> str:
    html, position = [], start
    for mention in mentions:
        # Where two names overlap (an editor may confirm both) the first one is shown.
        if mention.start < position or mention.end > end:
            continue
        html.append(_marked(text, position, mention.start, found))
        html.append(tags.before(mention.entity))
        html.append(_marked(text, mention.start, mention.end, found) + "</a>")
        position = mention.end
    html.append(_marked(text, position, end, found))
    return "".join(html)


def _opening(entity: Entity, card: str) -> str:
    """The tag before a name. Its card is an attribute: what a reader copies is the published text alone."""
    opening = '<a class="name {}" href="{}" data-card="{}">'
    tag = format_html(opening, entity.kind, uri_to_iri(entity.get_absolute_url()), card)
    if len(tag.encode()) > _LONGEST_TAG:
        tag = format_html(opening, entity.kind, numbered_address("entity-by-number", entity.pk), card)
    return tag


def _marked(text: str, start: int, end: int, found: Sequence[Mark]) -> str:
    """``text[start:end]`` with what was found in it in ``<mark>``; what goes on outside is cut here."""
    html, position = [], start
    # The first place that ends behind ``start``: they stand in order, without overlap.
    for at in range(bisect_right(found, start, key=itemgetter(1)), len(found)):
        mark = found[at]
        if mark.start >= end:
            break
        first, last = max(mark.start, position), min(mark.end, end)
        tag = mark.opening if first == mark.start else mark.going_on
        html.append(f"{escape(text[position:first])}{tag}{escape(text[first:last])}</mark>")
        position = last
    html.append(escape(text[position:end]))
    return "".join(html)


@register.filter
def paragraphs(text: str) -> SafeString:
    """A plain text as paragraphs."""
    return format_html_join("", "<p>{}</p>", ((line.group(),) for line in _PARAGRAPH.finditer(text)))


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Pieces of a text, those that matched in ``<mark>``."""
    return mark_safe(
        "".join(f"<mark>{escape(p.text)}</mark>" if p.marked else escape(p.text) for p in pieces)
    )


@register.filter
def direction(language: str) -> str:
    """The direction in which a language is written: "rtl" or "ltr"."""
    return "ltr" if language == "en" else "rtl"
