"""Names in quotation marks: a page («حوار مع «النهار»»), a club («لاعب "النجمة"»)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.reading import (
    CLOSING_QUOTES,
    OPENING_QUOTES,
    Reading,
    Word,
    kinds,
    word_set,
)
from interviews.transcripts.people.names import without_article

_PRESS = frozenset(without_article(word) for word in word_set("press"))
_MOST_WORDS = 3


def quoted(readings: Sequence[Reading]) -> list[list[Candidate]]:
    """For each passage the quotations that name an organisation.

    One stands behind a noun for a house («صحيفة», «نادي») or «مع»; the others are those that say the same.
    """
    spans = [list(_spans(reading)) for reading in readings]
    shown: Counter[tuple[str, ...]] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    for reading, found in zip(readings, spans, strict=True):
        for first, last in found:
            words = tuple(reading.folded[first : last + 1])
            counts[words] += 1
            shown[words] += _is_shown(reading, first)
    # Where a page sets names in quotation marks, those it repeats are names, too.
    least = 2 if sum(count > 0 for count in shown.values()) > 1 else 3
    result: list[list[Candidate]] = []
    for reading, found in zip(readings, spans, strict=True):
        kept: list[Candidate] = []
        for first, last in found:
            words = tuple(reading.folded[first : last + 1])
            if shown[words]:
                confidence = 0.65 if counts[words] == 1 else 0.75
                kept.append(candidate(reading, first, last, "organisation", "head", confidence))
            elif counts[words] >= least and len(words) == 1 and kinds(words[0]) & Word.DEFINITE:
                kept.append(
                    candidate(reading, first, last, "organisation", "repeated", 0.55 if least == 3 else 0.6)
                )
        result.append(kept)
    return result


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """The quotations of up to three words, by their first and last word."""
    for first in range(1, len(reading.words)):
        opening = reading.sign(first - 1)
        before = reading.text[reading.words[first].start - 1]
        if not opening or before not in OPENING_QUOTES:
            continue
        last = first
        while last < first + _MOST_WORDS - 1 and reading.is_plain(last + 1):
            last += 1
        after = reading.text[reading.words[last].end : reading.words[last].end + 1]
        if (
            after
            and after in CLOSING_QUOTES
            and not kinds(reading.word(first)) & (Word.STOP | Word.NUMBER | Word.PARTICLE)
        ):
            yield first, last


def _is_shown(reading: Reading, first: int) -> bool:
    before = reading.word(first - 1)
    bare = without_article(before)
    return bare in _PRESS or without_article(before[1:]) in _PRESS or before in ("ل", "لل")
