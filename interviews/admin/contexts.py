"""Words of a text with what stands around them, as the lists of the desk show them."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from interviews.models import Turn
from interviews.templatetags.passages import direction

#: Characters shown before and behind the words.
AROUND = 60

# A cut is moved by so much at most to stand between two words.
_LONGEST_WORD = 20

_LINE_END = re.compile(r"\s*[\r\n]\s*")


def around(text: str, start: int, end: int, length: int = AROUND) -> tuple[str, str, str]:
    """What stands before, the words ``text[start:end]``, and what stands behind, cut between words.

    A line end becomes a space, and what is left out «…».

    >>> around("زار الوزير بغداد أمس", 11, 16, 7)
    ('…الوزير ', 'بغداد', ' أمس')
    """
    first, last = max(0, start - length), min(len(text), end + length)
    if first:
        space = text.find(" ", first - 1, min(start, first + _LONGEST_WORD))
        first = space + 1 if space >= 0 else first
    if last < len(text):
        space = text.rfind(" ", max(end, last - _LONGEST_WORD), last + 1)
        last = space if space >= 0 else last
    before, words, behind = (
        _LINE_END.sub(" ", piece) for piece in (text[first:start], text[start:end], text[end:last])
    )
    return ("…" if first else "") + before, words, behind + ("…" if last < len(text) else "")


def in_context(turn: Turn, start: int, end: int) -> SafeString:
    """The words marked, in the direction in which their interview is read. Reads ``turn.interview``."""
    language = turn.interview.language
    return format_html(
        '<bdi class="context" lang="{}" dir="{}">{}<mark>{}</mark>{}</bdi>',
        language,
        direction(language),
        *around(turn.text, start, end),
    )
