"""The passages of a text that show best what was found, with the words that matched marked.

Offsets refer to the original text: what is shown and marked is the wording as published, with its marks.
Everything here takes time that grows with the length of the text and nothing else.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from interviews.arabic.letters import is_invisible
from interviews.search.language.tree import Node

from .matching import Matcher, Place, nearness

# Characters of a text that a result shows: three to four lines on a phone.
SNIPPET_LENGTH = 280

# Passages of a text that a result shows, which share its length.
PASSAGES = 2

# A text is shown whole, and two passages as one, when not much more than this part of it would be left out.
NOT_WORTH_CUTTING = 0.2

# Characters that a cut moves at most to stand between two words; a longer word is cut itself.
LONGEST_WORD = 40

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, marked or not; the pieces of a text put together are the text."""

    text: str
    marked: bool = False
    #: Where it stands in the text; None for the sign that something is left out.
    start: int | None = field(default=None, compare=False)


class Highlighter:
    """Shows of any text the words that a query asks for."""

    def __init__(self, tree: Node | Matcher) -> None:
        self.matcher = tree if isinstance(tree, Matcher) else Matcher(tree)

    def ranges(self, text: str, named: Iterable[tuple[int, int, int]] = ()) -> list[tuple[int, int]]:
        """Start and end of every matching word or phrase, in order, without overlap.

        ``named`` is where the text names entities, as ``Matcher.places_named`` takes it: those that the
        query asks for match, however they are named.

        >>> from interviews.search.language.parsing import parse
        >>> Highlighter(parse("تحالف").tree).ranges("قوات والتحالفِ")
        [(5, 14)]
        """
        places = [*self.matcher.places(text), *self.matcher.places_named(text, named)]
        return _merged((place.start, place.end) for place in places)

    def snippet(self, text: str, length: int = SNIPPET_LENGTH, most: int = PASSAGES) -> list[Piece]:
        """The best ``most`` passages of the text, ``length`` characters long in all.

        Best are those with the most of the query's words, then those with the nearest forms. A text
        without a match (found by another field) shows its beginning.
        """
        return self.snippet_of(text, self.matcher.places(text), length, most)

    def snippet_of(
        self, text: str, places: Sequence[Place], length: int = SNIPPET_LENGTH, most: int = PASSAGES
    ) -> list[Piece]:
        """The same for a text whose ``places`` are known."""
        finds = [
            _Find(
                place.start,
                place.end,
                tuple(answer.sought.part for answer in place.answers),
                sum(2 * answer.layer + nearness(answer)[0] for answer in place.answers),
            )
            for place in places
        ]
        windows = _windows(text, finds, length, most)
        return _pieces(text, windows, _merged((place.start, place.end) for place in places))


def passage(text: str, ranges: list[tuple[int, int]], length: int = SNIPPET_LENGTH) -> list[Piece]:
    """The part of ``text`` with the most of ``ranges`` in it, those marked, with … where it is cut."""
    windows = _windows(text, [_Find(start, end) for start, end in ranges], length, most=1)
    return _pieces(text, windows, _merged(ranges))


def cut(text: str, ranges: Iterable[tuple[int, int]], first: int = 0) -> list[Piece]:
    """``text`` as pieces, those in ``ranges`` marked; it stands at ``first`` in a longer one."""
    pieces, position = [], 0
    for start, end in ranges:
        if position < start:
            pieces.append(Piece(text[position:start], start=first + position))
        pieces.append(Piece(text[start:end], marked=True, start=first + start))
        position = end
    if position < len(text):
        pieces.append(Piece(text[position:], start=first + position))
    return pieces


def _pieces(text: str, windows: list[tuple[int, int]], ranges: list[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    for start, end in windows:
        if start > 0:
            pieces.append(Piece(ELLIPSIS if not pieces else f" {ELLIPSIS} "))
        inside = [(max(s, start) - start, min(e, end) - start) for s, e in ranges if s < end and start < e]
        pieces.extend(cut(text[start:end], inside, start))
    if windows[-1][1] < len(text):
        pieces.append(Piece(ELLIPSIS))
    return pieces


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# --- Which stretches of a text ------------------------------------------------------------------


class _Find(NamedTuple):
    """A match, the parts of the query that it answers and how well."""

    start: int
    end: int
    parts: tuple[int, ...] = (0,)
    worth: int = 1


@dataclass(slots=True)
class _Best:
    """The best stretch so far: its worth (more parts of the query first), and its matches' numbers."""

    worth: tuple[int, int, int] = (0, 0, 0)
    first: int = 0
    last: int = -1
    parts: set[int] = field(default_factory=set)


def _windows(text: str, finds: list[_Find], length: int, most: int) -> list[tuple[int, int]]:
    """The stretches to show, in order and apart, cut between words; at least one."""
    slack = int(length * NOT_WORTH_CUTTING)
    if len(text) <= length + slack:
        return [(0, len(text))]
    if not finds:
        return [(0, _end_of_word(text, length))]
    if max(find.end for find in finds) - finds[0].start <= length:
        most = 1
    size = length // most
    windows: list[tuple[int, int]] = []
    shown: set[int] = set()
    rest = [finds]
    for _number in range(most):
        bests = [(_best_stretch(part, size, shown), part) for part in rest if part]
        if not bests:
            break
        best, part = max(bests, key=lambda found: found[0].worth)
        windows.append(_around(text, part[best.first].start, part[best.last].end, size))
        shown |= best.parts
        start, end = windows[-1]
        # What is left on either side, without what the window happens to show.
        rest = [
            side
            for finds in rest
            for side in ([f for f in finds if f.end <= start], [f for f in finds if f.start >= end])
        ]
    return _joined(sorted(windows), slack)


def _best_stretch(finds: list[_Find], size: int, shown: set[int]) -> _Best:
    """The matches within ``size`` characters that show the most parts of the query, new ones before all."""
    best = _Best()
    parts: Counter[int] = Counter()
    new = worth = last = 0
    for first, find in enumerate(finds):
        # The first match belongs to it however long it is.
        while last < len(finds) and (last <= first or finds[last].end <= find.start + size):
            for part in finds[last].parts:
                new += part not in shown and not parts[part]
                parts[part] += 1
            worth += finds[last].worth
            last += 1
        if (new, len(parts), worth) > best.worth:
            best = _Best((new, len(parts), worth), first, last - 1, set(parts))
        worth -= find.worth
        for part in find.parts:
            parts[part] -= 1
            if not parts[part]:
                del parts[part]
                new -= part not in shown
    return best


def _around(text: str, start: int, end: int, size: int) -> tuple[int, int]:
    """The stretch of ``size`` characters that shows the matches from ``start`` to ``end``."""
    # Some room before the first match, so that it is read in its sentence.
    start = max(0, min(start - max(0, size - (end - start)) // 3, len(text) - size))
    return _start_of_word(text, start), _end_of_word(text, start + size)


def _joined(windows: list[tuple[int, int]], slack: int) -> list[tuple[int, int]]:
    """Without overlap; what stands almost side by side becomes one."""
    joined = windows[:1]
    for start, end in windows[1:]:
        if start - joined[-1][1] <= slack:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _start_of_word(text: str, position: int) -> int:
    for start in range(position, max(0, position - LONGEST_WORD) - 1, -1):
        if start == 0 or text[start - 1].isspace():
            return start
    return _between_letters(text, position)


def _end_of_word(text: str, position: int) -> int:
    for end in range(position, min(len(text), position + LONGEST_WORD) + 1):
        if end == len(text) or text[end].isspace():
            return end
    return _between_letters(text, position)


def _between_letters(text: str, position: int) -> int:
    """The next place that parts no letter from its signs."""
    last = min(len(text), position + LONGEST_WORD)
    while position < last and (unicodedata.combining(text[position]) or is_invisible(text[position])):
        position += 1
    return position
