"""What is an interview called that came without a title?"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from interviews.transcripts.draft import Draft

#: As long as the archive's column.
LONGEST_TITLE = 300


def title_by_guests(guests: Sequence[str], language: str) -> str:
    """«مقابلة مع سهير عبد الودود» in the language of the interview; empty without guests."""
    if not guests:
        return ""
    with override(language):
        return (_("Interview with %(guests)s") % {"guests": _(" and ").join(guests)})[:LONGEST_TITLE]


def title_of_draft(draft: Draft, language: str) -> str:
    """The heading above the first turn, else a title by the guests; empty when there is neither."""
    for block in draft.blocks:
        if block.is_turn:
            break
        heading = " ".join(draft.text_of(block).split())
        if block.kind == "heading" and len(heading) <= LONGEST_TITLE:
            return heading
    return title_by_guests([one.name for one in draft.speakers if one.role == "guest"], language)
