"""The operators of the query language: how they are written, what they do, an example of each.

The parser reads its signs and the names of its fields here, the help page shows the same list, and a
test tries every example: what is not here does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from interviews.arabic.normalize import fold

from .tree import And, Filter, Named, Node, Not, Or, Phrase, Prefix, Together, Word


@dataclass(frozen=True, slots=True)
class Operator:
    """``signs`` are all ways to write it, the first for Arabic; ``finds`` stands in the example's tree."""

    key: str
    signs: tuple[str, ...]
    label: Any
    explanation: Any
    example: str
    finds: Node


#: Marks of quotation. Any opens and any closes: from right to left people type ”كذا“, and keyboards mix them.
QUOTATION_MARKS = '"“”„«»'

#: The star of an Arabic keyboard has five points.
STARS = "*٭"

#: Signs that look like a minus, as keyboards and word processors put them.
MINUS_SIGNS = "-−–"

WORD_OPERATORS = (
    Operator(
        "words",
        (),
        _("Several words"),
        _(
            "Passages with any of the words, those with most of them first. Spelling does not matter: "
            "hamzas, diacritics and attached letters are seen through."
        ),
        "ملوحة الأهوار",
        Together((Word("ملوحة"), Word("الأهوار"))),
    ),
    Operator(
        "phrase",
        ('"…"', "«…»", "“…”", "„…“"),
        _("A phrase"),
        _(
            "The words one after the other, as they are written. "
            "A single word in quotation marks is found only as it is."
        ),
        '"شط العرب"',
        Phrase("شط العرب"),
    ),
    Operator(
        "near",
        ('"…"~5', '"…"~٥'),
        _("Near one another"),
        _("The words of the phrase in any order, at most so many words apart."),
        '"هور مياه"~5',
        Phrase("هور مياه", slop=5),
    ),
    Operator(
        "prefix",
        tuple("…" + star for star in STARS),
        _("Beginnings of words"),
        _("Every word that begins with these letters, at least two."),
        "جامو*",
        Prefix("جامو"),
    ),
)

COMBINING_OPERATORS = (
    Operator(
        "not",
        (*(minus + "…" for minus in MINUS_SIGNS), "NOT"),
        _("Without"),
        _("Leaves out passages with this word, phrase, group or field. No space after the sign."),
        "الأهوار -السياح",
        Not(Word("السياح")),
    ),
    Operator(
        "and",
        ("+…", "AND"),
        _("Required"),
        _("The passage must have this word; of the other words, any will do."),
        "+الملوحة الصيف الماء",
        And((Together((Word("الصيف"), Word("الماء"))), Word("الملوحة"))),
    ),
    Operator(
        "or",
        ("أو", "OR", "|"),
        _("One of two"),
        _("The one or the other; it counts as one word of the query."),
        "الملوحة (الجاموس أو السمك)",
        Or((Word("الجاموس"), Word("السمك"))),
    ),
    Operator(
        "group",
        ("(…)",),
        _("Groups"),
        _("What stands in parentheses is taken together, to be left out, required, or searched in a field."),
        "الأهوار -(السياح أو اليونسكو)",
        Not(Or((Word("السياح"), Word("اليونسكو")))),
    ),
)

FIELD_OPERATORS = (
    Operator(
        "speaker",
        ("متحدث", "speaker"),
        _("Who speaks"),
        _("Only what is said by somebody of this name. A name of several words stands in quotation marks."),
        'متحدث:"رحاب السلماوي" الماء',
        Named("speaker", "رحاب السلماوي"),
    ),
    Operator(
        "outlet",
        ("جهة", "outlet"),
        _("Who published it"),
        _("Only interviews of the outlet of this name."),
        "جهة:ضفاف الأهوار",
        Named("outlet", "ضفاف"),
    ),
    Operator(
        "entities",
        ("كيان", "entity"),
        _("Who or what is named"),
        _("Passages that name this person, organisation, place or event, in any of its spellings."),
        "كيان:البصرة",
        Named("entities", "البصرة"),
    ),
    Operator(
        "topics",
        ("موضوع", "topic"),
        _("The topic"),
        _("Only interviews on this topic."),
        "موضوع:تراث",
        Named("topics", "تراث"),
    ),
    Operator(
        "question",
        ("سؤال", "question"),
        _("In questions"),
        _("Looks in questions only; takes a word, a phrase or a group."),
        "سؤال:الملوحة",
        And((Filter("kind", "in", frozenset({"question"})), Word("الملوحة"))),
    ),
    Operator(
        "answer",
        ("جواب", "answer"),
        _("In answers"),
        _("Looks in answers only; takes a word, a phrase or a group."),
        "جواب:(الجاموس أو السمك)",
        And((Filter("kind", "in", frozenset({"answer"})), Or((Word("الجاموس"), Word("السمك"))))),
    ),
    Operator(
        "title",
        ("عنوان", "title"),
        _("In the title"),
        _("Looks for the word in the title of the interview."),
        "عنوان:الأهوار الملوحة",
        Word("الأهوار", field="title"),
    ),
)

DATE_OPERATORS = (
    Operator(
        "date",
        ("تاريخ", "date"),
        _("When"),
        _(
            "Only interviews of this year, month or day, between two of them, from one on or up to one: "
            "2014, 2014-08, 2014-08-24, 2014..2016, 2014.., ..2016, in the digits of any script."
        ),
        "الأهوار تاريخ:٢٠٢١..٢٠٢٣",
        And(
            (
                Filter("published_on", "gte", date(2021, 1, 1)),
                Filter("published_on", "lte", date(2023, 12, 31)),
            )
        ),
    ),
    Operator(
        "after",
        ("بعد", "after"),
        _("After"),
        _("Only interviews published when this year, month or day was over."),
        "الأهوار بعد:2021",
        Filter("published_on", "gte", date(2022, 1, 1)),
    ),
    Operator(
        "before",
        ("قبل", "before"),
        _("Before"),
        _("Only interviews published before this year, month or day began."),
        "الأهوار قبل:2022-06",
        Filter("published_on", "lte", date(2022, 5, 31)),
    ),
)

#: All of them, in the sections of the help page.
SECTIONS: tuple[tuple[Any, tuple[Operator, ...]], ...] = (
    (_("Words"), WORD_OPERATORS),
    (_("Combining"), COMBINING_OPERATORS),
    (_("Where and whose"), FIELD_OPERATORS),
    (_("Dates"), DATE_OPERATORS),
)

OPERATORS = {operator.key: operator for _label, operators in SECTIONS for operator in operators}


def _field_names() -> dict[str, str]:
    return {
        fold(sign): operator.key for operator in FIELD_OPERATORS + DATE_OPERATORS for sign in operator.signs
    }


def _connectives() -> dict[str, str]:
    """The words that combine; Latin ones in capitals only, for «or» is a word of English texts."""
    connectives = {}
    for key in ("and", "or", "not"):
        for sign in OPERATORS[key].signs:
            connectives[sign] = key
            if not sign.isascii():
                connectives[fold(sign)] = key
    return connectives


#: The folded names of the fields, and the keys of their operators.
FIELD_NAMES = _field_names()

CONNECTIVES = _connectives()


def connective(word: str) -> str | None:
    """ "and", "or" or "not" for a word that combines others: «أو», «او», «OR», but not «or»."""
    return CONNECTIVES.get(word) or CONNECTIVES.get(word if word.isascii() else fold(word))
