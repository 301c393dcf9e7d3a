"""What the search page calls its choices."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SORT_LABELS: dict[str, Any] = {"relevance": _("Best match"), "newest": _("Newest"), "oldest": _("Oldest")}

PART_LABELS: dict[str, Any] = {
    "": _("Questions and answers"),
    "questions": _("Questions only"),
    "answers": _("Answers only"),
}

LITERAL = _("Literally")
EVERY_WORD = _("All words")
ONE_INTERVIEW = _("In one interview")

EQUIVALENCE_LABELS: dict[str, Any] = {
    "digits": _("Digits of every script"),
    "months": _("Names of the months"),
    "spelling": _("Other spellings"),
    "names": _("Other names"),
}
