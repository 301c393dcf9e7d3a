"""The names of a parsed interview, by their places in its whole text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interviews.transcripts.result import SetAsideKind, Transcript

from .find import NameFinder
from .participants import participants_of
from .propose import Mention, find_with_proposals

#: Set-aside text without a word of anybody's.
_WORDLESS: frozenset[SetAsideKind] = frozenset({"separator", "blank", "number"})


def names_in(finder: NameFinder, transcript: Transcript) -> list[Mention]:
    """The known and the proposed names in all that an interview's page says, in order, labels too.

    «- هارت: …» names who takes part as «قال هارت» does. Offsets count the characters of `transcript.text`.
    """
    spans = list(_passages(transcript))
    passages = [transcript.text[start:end] for start, end in spans]
    found = find_with_proposals(finder, passages, participants_of(transcript.speakers))
    return [
        replace(mention, start=start + mention.start, end=start + mention.end)
        for (start, _end), mentions in zip(spans, found, strict=True)
        for mention in mentions
    ]


def _passages(transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Every piece of the text that has words, in order: lead, turns, labels, headings, captions."""
    pieces = [(span.start, span.end) for span in transcript.lead]
    pieces += [(span.start, span.end) for turn in transcript.turns for span in turn.spans]
    pieces += [(piece.start, piece.end) for piece in transcript.set_aside if piece.kind not in _WORDLESS]
    yield from sorted(pieces)
