"""Names in quotation marks: a page («حوار مع «النهار»»), a club («لاعب "النجمة"»)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from interviews.entities.found import Evidence
from interviews.entities.keys import is_nisba
from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.reading import CLOSING_QUOTES, OPENING_QUOTES, Reading
from interviews.entities.proposing.word_kinds import Word, is_common, kinds, word_set
from interviews.entities.vocabulary import Words
from interviews.transcripts.people.names import without_article

_PRESS = frozenset(without_article(word) for word in word_set("press"))
_HOUSES = frozenset(without_article(word) for word in word_set("house"))
_ENOUGH_HOUSES = 2
_ENCOUNTER = word_set("encounter")
_BEFORE = frozenset({"مع", "من", "في", "ل"})
_MOST_WORDS = 3


def quoted(readings: Sequence[Reading]) -> list[list[Candidate]]:
    """For each passage the quotations that name an organisation.

    One stands behind a noun for a house («صحيفة», «نادي») or «مع»; the others are those that say the same.
    """
    spans = [list(_spans(reading)) for reading in readings]
    shown: Counter[Words] = Counter()
    counts: Counter[Words] = Counter()
    houses = 0
    for reading, found in zip(readings, spans, strict=True):
        for first, last in found:
            words = tuple(reading.folded[first : last + 1])
            counts[words] += 1
            houses += _is_behind(reading, first, _HOUSES)
            shown[words] += _is_shown(reading, first, words)
    # A page that sets the names of houses in quotation marks does so with all of them.
    sets_houses = houses >= _ENOUGH_HOUSES
    return [
        [
            candidate(reading, first, last, "organisation", evidence, confidence)
            for first, last in found
            for words in [tuple(reading.folded[first : last + 1])]
            for evidence, confidence in _judged(
                reading, first, words, shown[words], counts[words], sets_houses
            )
        ]
        for reading, found in zip(readings, spans, strict=True)
    ]


def _judged(
    reading: Reading, first: int, words: Words, shown: int, count: int, sets_houses: bool
) -> Iterator[tuple[Evidence, float]]:
    if shown:
        yield "head", 0.65 if count == 1 else 0.75
    elif sets_houses and len(words) == 1 and kinds(words[0]) & Word.DEFINITE:
        if reading.word(first - 1) in _BEFORE:
            yield "list", 0.6
        elif count > 1:
            yield "repeated", 0.6


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


def _is_shown(reading: Reading, first: int, words: Words) -> bool:
    before = reading.word(first - 1)
    if all(map(is_common, words)) and (len(words) > 1 or is_nisba(words[0])):
        # «لـ«الجانب المظلم»», «الصحيفة «الإسبانية»»: but «الشرق الأوسط» is known.
        return False
    if before == "مع":
        return any(
            without_article(word).lstrip("ب") in _ENCOUNTER
            for word in reading.folded[max(0, first - 5) : first - 1]
        )
    if before in ("ل", "لل"):
        word = kinds(reading.word(first))
        return bool(word & Word.DEFINITE) or not is_common(reading.word(first))
    return _is_behind(reading, first, _PRESS | _HOUSES)


def _is_behind(reading: Reading, first: int, nouns: frozenset[str]) -> bool:
    before = reading.word(first - 1)
    return without_article(before) in nouns or without_article(before[1:]) in nouns
