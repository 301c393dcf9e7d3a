"""Passages of interviews as HTML: paragraphs, names as links, matches marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interviews.models import Mention, Turn
from interviews.search.results.snippets import Piece

register = template.Library()

# A line of its own in a published text is a paragraph, whether a blank line follows or not.
_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")


@register.simple_tag
def turn_text(turn: Turn) -> SafeString:
    """The text of a turn as paragraphs, each name in it a link with its kind.

    Nothing of the wording changes; ``turn.mentions`` must be prefetched in order of their start.
    """
    mentions = list(turn.mentions.all())
    return mark_safe(
        "".join(
            f"<p>{_with_names(turn.text, line.start(), line.end(), mentions)}</p>"
            for line in _PARAGRAPH.finditer(turn.text)
        )
    )


def _with_names(text: str, start: int, end: int, mentions: Iterable[Mention]) -> str:
    html, position = [], start
    for mention in mentions:
        # Where two names overlap (an editor may confirm both) the first one is shown.
        if mention.start < position or mention.end > end:
            continue
        entity = mention.entity
        html.append(escape(text[position : mention.start]))
        html.append(
            format_html(
                '<a class="name {}" href="{}" title="{}">{}</a>',
                entity.kind,
                entity.get_absolute_url(),
                f"{entity.name} ({entity.get_kind_display()})",
                text[mention.start : mention.end],
            )
        )
        position = mention.end
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
