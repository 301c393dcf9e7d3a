"""Words that the address of an interview's page names: where they are marked, or what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.exports.earlier_wording import Fate, LinkedWords, follow
from interviews.exports.selection import FRAGMENT, Selection
from interviews.models import Interview, Turn


def mark_linked_words(value: str, interview: Interview, turns: Sequence[Turn]) -> LinkedWords | None:
    """Mark the words of ``?words=`` in their turn, whose ``linked`` says where.

    Gives what became of them for the notice above the text; None when there is nothing to say, since they
    stand there or the value names none. What was changed is marked, too, but the address leads to the notice.
    """
    selection = Selection.parse(value)
    if selection is None:
        return None
    words = follow(selection, interview, turns)
    if words.turn and words.place:
        words.turn.linked = (words.place, FRAGMENT if words.fate is Fate.STANDS else "")
    return None if words.fate in (Fate.STANDS, Fate.UNKNOWN) else words
