"""Which words of a page came through a catalogue? Every translated string is put between marks.

What then stands on a page outside of marks was written into a template or into the code.
"""

import functools
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import trans_real
from lxml import html

BEGIN, END, UNKNOWN = "\ue000", "\ue001", "\ue002"

#: Attributes that people see or hear. `value` counts on buttons only.
SEEN_ATTRIBUTES = ("title", "aria-label", "aria-description", "alt", "placeholder", "label", "data-card")

# Blocks that a translated sentence does not go beyond: a mark that was cut off hides nothing behind them.
_BLOCK_NAMES = """
address article aside blockquote body button caption dd details dialog div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 header label legend li main nav ol option p section select summary
table tbody td tfoot th thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# Not seen, or written for programs and the same in every language.
_NO_WORDS = frozenset(("script", "style", "template", "noscript", "textarea", "code", "pre", "kbd", "samp"))


class _MarkedTranslation(trans_real.DjangoTranslation):
    """A language whose strings stand between marks, and begin with a third where it has no translation."""

    def gettext(self, message: str) -> str:
        if message in self._catalog or (message, self.plural(1)) in self._catalog:
            return f"{BEGIN}{super().gettext(message)}{END}"
        return f"{BEGIN}{UNKNOWN}{message}{END}"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        known = (singular, self.plural(number)) in self._catalog
        text = super().ngettext(singular, plural, number) if known else f"{UNKNOWN}{plural}"
        return f"{BEGIN}{text}{END}"


@contextmanager
def marked_words(language: str) -> Iterator[None]:
    """Within it, every string of ``language`` that comes through a catalogue stands between marks."""
    before = trans_real._translations
    trans_real._translations = {language: _MarkedTranslation(language)}
    _forget_words()
    try:
        yield
    finally:
        trans_real._translations = before
        _forget_words()


def _forget_words() -> None:
    """Clears what functions have kept, which may hold words with marks, or without."""
    for kept in gc.get_objects():
        if type(kept) is functools._lru_cache_wrapper and kept.__module__.startswith("interviews"):
            kept.cache_clear()


def unmarked_words(page: str, language: str) -> Iterator[str]:
    """What is to be seen on a page in Latin letters, but for what stands between marks.

    A string that has no translation is given as «NO TRANSLATION: …». Words of elements in another language
    (``<span lang="en">``) and of programs (``<code>``) are left out, and permissions, whose names Django
    keeps in the database in English.
    """
    root = html.fromstring(page)
    for permissions in root.xpath("//select[contains(@name, 'permissions')]"):
        permissions.clear()
    depth = 0
    for element, text in _texts(root, language):
        if element is not None and element.tag in _BLOCKS:
            depth = 0
        said, depth = _outside(text, depth)
        yield from said
    for element in root.iter():
        if isinstance(element.tag, str) and _language(element) in ("", language):
            for value in _attributes(element):
                yield from _outside(value, 0)[0]


def _outside(text: str, depth: int) -> tuple[list[str], int]:
    """Latin words of ``text`` that stand outside of marks.

    ``depth`` is how many are open before it; returned is, too, how many are open behind it.
    """
    kept, said = [], []
    for part in re.split(f"([{BEGIN}{END}])", text):
        if part == BEGIN:
            depth += 1
        elif part == END:
            depth = max(0, depth - 1)
        elif part.startswith(UNKNOWN):
            said.append(f"NO TRANSLATION: {part[1:]}")
        elif not depth:
            kept.append(part)
    words = " ".join("".join(kept).split())
    if re.search("[A-Za-z]{2}", words):
        said.append(words)
    return said, depth


def _attributes(element: Any) -> Iterator[str]:
    for name in SEEN_ATTRIBUTES:
        if element.get(name):
            yield element.get(name)
    if (
        element.tag == "input"
        and element.get("type") in ("submit", "button", "reset")
        and element.get("value")
    ):
        yield element.get("value")
    if element.tag == "meta" and element.get("name") == "description":
        yield element.get("content") or ""


def _texts(element: Any, language: str) -> Iterator[tuple[Any, str]]:
    """Text after text in the order of the page, with the element that begins there."""
    if (
        not isinstance(element.tag, str)
        or element.tag in _NO_WORDS
        or element.get("lang", language) != language
    ):
        pass
    else:
        yield element, element.text or ""
        for child in element:
            yield from _texts(child, language)
            yield None, child.tail or ""
        if element.tag in _BLOCKS:
            yield element, ""


def _language(element: Any) -> str:
    found = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return found[0] if found else ""
