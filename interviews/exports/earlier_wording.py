"""What became of words that somebody linked to: moved, changed, or taken out.

The earlier wording comes from the revisions of the interview: every way of editing keeps the state before the
change (see `actions.revisions`). Of those only states that the public could read are shown, and those only
as long as nothing was taken back: what is changed while an interview is withdrawn shall not be read any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils import timezone
from reversion.errors import RevertError
from reversion.models import Version

from interviews.models import Interview, Turn

from .selection import Selection, place_of

# So many states of a turn are looked through, the latest first: an interview is rarely saved so often.
MOST_STATES = 200

_WORD = re.compile(r"\S+")


class Fate(StrEnum):
    #: They stand in the text, at the place of the link or at another.
    STANDS = "stands"
    CHANGED = "changed"
    #: The whole turn is gone, or none of the words has a counterpart.
    GONE = "gone"
    #: No state had these words that the public could read, and all others since.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a comparison: ``kind`` is "same", "del" (only earlier) or "ins" (only now)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """What an address with words leads to now."""

    fate: Fate
    #: The turn in which they, or their counterparts, stand, and where; None when there are none.
    turn: Turn | None = None
    place: tuple[int, int] | None = None
    #: The words that were linked to, and when they were changed.
    earlier: str = ""
    changed_at: datetime | None = None
    #: What stands there now.
    present: str = ""
    pieces: tuple[Piece, ...] = ()


def follow(selection: Selection, interview: Interview, turns: Sequence[Turn]) -> LinkedWords:
    """What became of the words of a link, in an interview with these ``turns``.

    Asks the database only when they do not stand where the link says. Words that were moved with a part of
    the text, within their turn or to another, are found there.
    """
    turn = next((turn for turn in turns if turn.key == selection.key), None)
    if turn and selection.stands_in(turn.text):
        return LinkedWords(Fate.STANDS, turn, (selection.start, selection.end))
    states = _states(selection, interview, turn)
    if not states:
        return LinkedWords(Fate.UNKNOWN)
    revision, text = states[0]
    words = text[selection.start : selection.end]
    for other in [turn, *turns] if turn else turns:
        if place := place_of(words, other.text, selection.start):
            return LinkedWords(Fate.STANDS, other, place)
    was_public, changed_at = _publicity(interview, revision)
    if not was_public:
        return LinkedWords(Fate.UNKNOWN)
    pieces, there = compare(text, (selection.start, selection.end), turn.text) if turn else ((), None)
    if not turn or not there:
        return LinkedWords(Fate.GONE, turn, None, words, changed_at)
    return LinkedWords(Fate.CHANGED, turn, there, words, changed_at, turn.text[slice(*there)], pieces)


def _states(selection: Selection, interview: Interview, turn: Turn | None) -> list[tuple[int, str]]:
    """The revisions in which the words stood at their place, with the turn's text, the latest first."""
    versions = Version.objects.get_for_model(Turn)
    if turn:
        versions = versions.filter(object_id=str(turn.pk))
    else:
        # Its number is not known any more; its key stands in what was kept of it.
        whole = Version.objects.get_for_object_reference(Interview, interview.pk)
        versions = versions.filter(
            revision__in=whole.values("revision"), serialized_data__contains=f'"key": "{selection.key}"'
        )
    found = []
    for version in versions.order_by("-pk")[:MOST_STATES]:
        try:
            fields = version.field_dict
        except RevertError:
            # Kept before the model had its present fields.
            continue
        if fields["key"] == selection.key and selection.stands_in(fields["text"]):
            found.append((version.revision_id, fields["text"]))
    return found


def _publicity(interview: Interview, revision: int) -> tuple[bool, datetime | None]:
    """Whether the public could read the interview from this revision on; when the next state came."""
    states = list(
        Version.objects.get_for_object_reference(Interview, interview.pk)
        .filter(revision__gte=revision)
        .select_related("revision")
        .order_by("pk")
    )
    if not states or states[0].revision_id != revision:
        return False, None
    ends = [*(state.revision.date_created for state in states[1:]), None]
    return all(was_public(state, end) for state, end in zip(states, ends, strict=True)), ends[0]


def was_public(state: Version, ended: datetime | None) -> bool:
    """Whether the public could read an interview in a state that was kept of it, which ended then."""
    try:
        fields = state.field_dict
    except RevertError:
        return False
    embargo = fields["publish_at"]
    # An embargo that ended only after the text had been changed kept this state from everybody.
    return fields["status"] == Interview.Status.PUBLISHED and (
        embargo is None or embargo <= (ended or timezone.now())
    )


def compare(
    earlier: str, place: tuple[int, int], present: str
) -> tuple[tuple[Piece, ...], tuple[int, int] | None]:
    """What became of ``earlier[start:end]`` in ``present``: pieces to be read in order, and where that is.

    Whole words are compared, as they are written: «الماء كثير» beside «الماء قليل» gives «الماء», del «كثير»,
    ins «قليل». The place is None when nothing of the words is left, nor anything in their stead.
    """
    old, new = list(_WORD.finditer(earlier)), list(_WORD.finditer(present))
    chosen = [at for at, word in enumerate(old) if word.end() > place[0] and word.start() < place[1]]
    first, last = chosen[0], chosen[-1] + 1
    matcher = SequenceMatcher(None, [word.group() for word in old], [word.group() for word in new])
    pieces: list[Piece] = []
    there: list[int] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "insert" and not first < i1 < last:
            continue
        if tag != "insert" and (i2 <= first or i1 >= last):
            continue
        low, high = max(i1, first), min(i2, last)
        if tag == "equal":
            j1, j2 = j1 + low - i1, j2 - (i2 - high)
            pieces.append(Piece("same", _text(present, new[j1:j2])))
        else:
            if high > low:
                pieces.append(Piece("del", _text(earlier, old[low:high])))
            if j2 > j1:
                pieces.append(Piece("ins", _text(present, new[j1:j2])))
        there += range(j1, j2)
    if not there:
        return tuple(pieces), None
    return tuple(pieces), (new[there[0]].start(), new[there[-1]].end())


def _text(text: str, words: Sequence[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()]
