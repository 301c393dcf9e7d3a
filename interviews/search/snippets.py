"""Which words of a text matched, and the passage that shows them best.

Offsets refer to the original text: what is marked is the wording as published, with its marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviews.arabic.analysis import AnalysedToken, analyse

from .query import Node, Word, positive_leaves, significant

# Characters around the matches that a result shows: three to four lines on a phone.
SNIPPET_LENGTH = 280

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, marked or not; the pieces of a text put together are the text."""

    text: str
    marked: bool = False


class Highlighter:
    """Finds in any text the words that a query asks for."""

    def __init__(self, tree: Node) -> None:
        self._stems: set[str] = set()
        self._phrases: list[list[str]] = []
        # A function word is marked only where nothing else was asked for.
        for leaf in significant(list(positive_leaves(tree))):
            tokens = list(analyse(leaf.text))
            if isinstance(leaf, Word):
                self._stems.update(stem for token in tokens for stem in token.stems)
            elif tokens:
                self._phrases.append([token.folded for token in tokens])

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Start and end of every matching word or phrase, in order, without overlap.

        >>> from interviews.search.query import parse
        >>> Highlighter(parse("تحالف").tree).ranges("قوات والتحالفِ")
        [(5, 14)]
        """
        tokens = list(analyse(text))
        found = [(t.start, t.end) for t in tokens if not self._stems.isdisjoint(t.stems)]
        for phrase in self._phrases:
            found.extend(_phrase_ranges(tokens, phrase))
        return _merged(found)

    def snippet(self, text: str, length: int = SNIPPET_LENGTH) -> list[Piece]:
        """The part of the text with the most matches, about ``length`` characters long.

        A text without a match (found by another field) shows its beginning.
        """
        return passage(text, self.ranges(text), length)


def passage(text: str, ranges: list[tuple[int, int]], length: int = SNIPPET_LENGTH) -> list[Piece]:
    """The part of ``text`` with the most of ``ranges`` in it, those marked, with … where it is cut."""
    start, end = _window(text, ranges, length)
    inside = [(s - start, e - start) for s, e in ranges if start <= s and e <= end]
    pieces = cut(text[start:end], inside)
    if start > 0:
        pieces.insert(0, Piece(ELLIPSIS))
    if end < len(text):
        pieces.append(Piece(ELLIPSIS))
    return pieces


def cut(text: str, ranges: Iterable[tuple[int, int]]) -> list[Piece]:
    """``text`` as pieces, those in ``ranges`` marked."""
    pieces, position = [], 0
    for start, end in ranges:
        if position < start:
            pieces.append(Piece(text[position:start]))
        pieces.append(Piece(text[start:end], marked=True))
        position = end
    if position < len(text):
        pieces.append(Piece(text[position:]))
    return pieces


def _phrase_ranges(tokens: Sequence[AnalysedToken], phrase: list[str]) -> Iterable[tuple[int, int]]:
    for position in range(len(tokens) - len(phrase) + 1):
        window = tokens[position : position + len(phrase)]
        if [token.folded for token in window] == phrase:
            yield window[0].start, window[-1].end


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, ranges: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """The stretch of about ``length`` characters that holds the most matches, cut between words."""
    if len(text) <= length * 1.2:
        return 0, len(text)
    best_start, best_count, last = 0, 0, 0
    for first, (start, _end) in enumerate(ranges):
        last = max(last, first)
        while last < len(ranges) and ranges[last][1] <= start + length:
            last += 1
        if last - first > best_count:
            best_count = last - first
            used = ranges[last - 1][1] - start
            # Leave room before the first match, so that it is read in its sentence.
            best_start = start - (length - used) // 3
    start = max(0, min(best_start, len(text) - length))
    end = start + length
    return _word_start(text, start), _word_end(text, end)


def _word_start(text: str, position: int) -> int:
    while position > 0 and not text[position - 1].isspace():
        position -= 1
    return position


def _word_end(text: str, position: int) -> int:
    while position < len(text) and not text[position].isspace():
        position += 1
    return position
