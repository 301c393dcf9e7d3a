"""Why a result was found, in words: «والتحالف»: بعد إزالة واو العطف وأل التعريف."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.search.results.reasons import Reason

register = template.Library()

DIFFERENCES = {
    "diacritics": _("vowel signs"),
    "tatweel": _("tatweel"),
    "hamza": _("hamza"),
    "teh_marbuta": _("teh marbuta"),
    "alef_maksura": _("alef maksura"),
    "kurdish_letters": _("Kurdish or Persian letters"),
    "digits": _("digits of another script"),
    "case": _("capital letters"),
}

ATTACHED = {
    "and": _("the wa of conjunction"),
    "then": _("the fa of conjunction"),
    "with": _("the preposition bi"),
    "like": _("the ka of comparison"),
    "for": _("the preposition li"),
    "future": _("the sa of the future"),
    "article": _("the article al"),
}

# Said of each word by itself.
OF_A_WORD = {
    "folded": _("%(shown)s: another spelling (%(details)s)"),
    "removed": _("%(shown)s: after removing %(details)s"),
    "without": _("%(shown)s: without %(details)s"),
    "stem": _("%(shown)s: another form of %(typed)s"),
    "root": _("%(shown)s: of the same root as %(typed)s (%(details)s)"),
    "digits": _("%(shown)s: %(typed)s in other digits"),
    "months": _("%(shown)s: another name of the month %(typed)s"),
    "spelling": _("%(shown)s: another spelling of %(typed)s"),
    "names": _("%(shown)s: another name of %(typed)s"),
}

# Said of several words at once.
OF_WORDS = {
    "question": _("in the question: %(words)s"),
    "title": _("in the title of the interview: %(words)s"),
    "about": _("in the names and topics of the interview: %(words)s"),
    "missing": _("not in it: %(words)s"),
}


@register.filter
def why(reasons: Iterable[Reason]) -> SafeString:
    """The reasons as one line; empty when everything stands there as it was typed."""
    reasons = list(reasons)
    sentences = [_of_word(reason) for reason in reasons if reason.code in OF_A_WORD]
    for code, sentence in OF_WORDS.items():
        words = [
            reason.typed if code == "missing" else reason.shown for reason in reasons if reason.code == code
        ]
        if words:
            sentences.append(_filled(sentence, words=_listed([_quoted(word) for word in words])))
    # Translators: between two reasons of one line
    return mark_safe(gettext("; ").join(sentences))


def _of_word(reason: Reason) -> SafeString:
    return _filled(
        OF_A_WORD[reason.code],
        shown=_quoted(reason.shown),
        typed=_quoted(reason.typed),
        details=_DETAILS.get(reason.code, _listed)(reason.details),
    )


def _listed(texts: Iterable[Any]) -> SafeString:
    # Translators: between the parts of a list
    return mark_safe(gettext(", ").join(conditional_escape(text) for text in texts))


def _and(texts: Iterable[Any]) -> SafeString:
    """«واو العطف ولام الجرّ وأل التعريف»."""
    joined = SafeString()
    for text in map(conditional_escape, texts):
        joined = _filled(_("%(before)s and %(last)s"), before=joined, last=text) if joined else text
    return joined


_DETAILS: dict[str, Callable[[tuple[str, ...]], SafeString]] = {
    "folded": lambda codes: _listed(DIFFERENCES[code] for code in codes),
    "removed": lambda codes: _and(ATTACHED[code] for code in codes),
    "without": lambda codes: _and(ATTACHED[code] for code in codes),
    # Its letters apart, as grammars write roots.
    "root": lambda roots: _listed(" ".join(root) for root in roots),
}


def _quoted(word: str) -> SafeString:
    # A word of another script must not turn the sentence around it.
    # Translators: a word that is quoted
    return _filled(_("“%(word)s”"), word=format_html("<bdi>{}</bdi>", word))


def _filled(sentence: str | Promise, **values: SafeString) -> SafeString:
    """A translated sentence with HTML in it."""
    return mark_safe(conditional_escape(str(sentence)) % values)
