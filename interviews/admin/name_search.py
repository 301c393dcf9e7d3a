"""Search boxes of the desk: a name or a title is found however it is spelt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.arabic.normalize import fold
from interviews.arabic.spellings import written_forms
from interviews.models import Name, name_key

from .choices import OnlyRowNumbers

# Where letters with Arabic or Latin spellings stand in Unicode.
_BLOCKS = ((0x21, 0x24F), (0x300, 0x36F), (0x600, 0x6FF), (0x750, 0x77F), (0x200B, 0x200F), (0xFB50, 0xFEFC))


def entities_named(text: str) -> QuerySet[Name, int] | None:
    """The numbers of entities that have a name with all words of ``text`` in it, in any spelling.

    «كردستان» finds «إقليم كوردستان», «البيشمركه» finds «البيشمركة»; a part of a word is enough.
    None when ``text`` has no letter or digit.
    """
    words = name_key(text).split()
    if not words:
        return None
    names = Name.objects.order_by()
    for word in words:
        names = names.filter(_any(Q(folded__contains=written) for written in written_forms(word)))
    return names.values_list("entity_id", flat=True)


# Marks and overrides of direction: invisible, and the words behind them may stand the wrong way round.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain_name(text: str) -> str:
    """A name as it was typed or pasted, without signs of direction, and one space between words.

    Raises ``ValidationError`` for a name under which nothing can be found, such as «ـــ».
    """
    plain = " ".join(_DIRECTION.sub("", text).split())
    refuse_without_letter(plain)
    return plain


def refuse_without_letter(text: str) -> None:
    """Raises ``ValidationError`` for a name under which nothing can be found, such as «ـــ»."""
    if not name_key(text):
        raise ValidationError(_("A name needs a letter or a digit."), code="invalid")


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


class SearchByName(OnlyRowNumbers, admin.ModelAdmin):
    """A list and a choice in which rows are found by the names of an entity.

    ``entity_field`` leads from the row to the entity.
    """

    entity_field = "entity"
    search_fields = ("names__folded",)
    search_help_text = _("A name, or a part of it, in any spelling.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        entities = entities_named(search_term)
        if entities is None:
            return queryset.none(), False
        return queryset.filter(**{f"{self.entity_field}__in": entities}), False


@cache
def _spellings() -> tuple[dict[str, str], str]:
    """For each folded letter the letters that fold to it, and the characters that fold to nothing."""
    by_letter: dict[str, list[str]] = {}
    nothing: list[str] = []
    for first, last in _BLOCKS:
        for code in range(first, last + 1):
            character = chr(code)
            folded = fold(character)
            if not folded:
                nothing.append(character)
            elif len(folded) == 1:
                by_letter.setdefault(folded, []).append(character)
    classes = {letter: "".join(map(re.escape, found)) for letter, found in by_letter.items()}
    return classes, "".join(nothing)


def spelling_pattern(word: str) -> str:
    """A regular expression, for SQLite as for PostgreSQL, that finds ``word`` in any spelling.

    It runs over the text as written, for columns that are kept without a folded form.

    >>> bool(re.search(spelling_pattern("احمد"), "الشيخ أحمَد"))
    True
    """
    classes, nothing = _spellings()
    letters = [f"[{classes[letter]}]" if letter in classes else re.escape(letter) for letter in fold(word)]
    return f"[{nothing}]*".join(letters)


def containing(field: str, text: str) -> Q:
    """The condition that ``field`` has every word of ``text`` in it, in any spelling."""
    condition = Q()
    for word in name_key(text).split():
        patterns = (spelling_pattern(written) for written in written_forms(word))
        condition &= _any(Q(**{f"{field}__iregex": pattern}) for pattern in patterns)
    # A text never has a NUL, and PostgreSQL refuses to look for one.
    if not condition and (rest := text.replace("\0", "").strip()):
        return Q(**{f"{field}__contains": rest})
    return condition
