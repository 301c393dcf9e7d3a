"""Which words of the archive look like a word that it has not?

Pure: words are given as they are folded. Candidates are those within one or two letters inserted, dropped,
changed or exchanged with their neighbour (optimal string alignment; Damerau, "A technique for computer
detection and correction of spelling errors", 1964). They are ranked as a noisy channel would (Kernighan,
Church, Gale: "A spelling correction program based on a noisy channel model", 1990): by what those who write
Arabic really confuse, and by how often the archive has the word.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from interviews.arabic.stem import ARTICLE, LONGEST_WORD, strip_article, strip_particle

from .keyboard import NEIGHBOURS

#: From so many letters on, a word may differ in two.
LONG_WORD = 6
#: Shorter words are near to everything.
SHORTEST_WORD = 3

# A word with the article that it may lack.
_LONGEST_FORM = LONGEST_WORD + len(ARTICLE)

# So many candidates, the best by plain distance and frequency, are weighed letter by letter.
_WEIGHED = 60

# What a change of one letter costs; 1.0 where nothing speaks for it.
_PLAIN = 1.0
_SOUND = 0.4  # heard alike, or written for the same foreign sound
_SHAPE = 0.7  # told apart by dots only, or by keys that touch
_ENDING = 0.3  # the last letter, when both are written for one another there
_EXCHANGED = 0.6
_DOUBLED = 0.5
_LONG_VOWEL = 0.6
_HAMZA = 0.3
# A first letter is rarely mistaken.
_FIRST = 0.3
# The article or a particle is left out or added.
_ARTICLE_COST, _PARTICLE_COST = 0.3, 0.5
# A word e times as frequent makes up for so much.
_FREQUENCY = 0.12


def _pairs(*groups: str) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for group in groups for a in group for b in group if a != b)


# «غ ج ك ق» all stand for a foreign g («كاغينز», «كاجينز»), «ع» and «ا» for a vowel that opens a name.
_ALIKE_IN_SOUND = _pairs("ضظ", "تط", "سصث", "ضد", "ذزظ", "ذد", "هح", "كق", "غجكق", "ثت", "قا", "عا", "فب")
_ALIKE_IN_SHAPE = _pairs("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "وء", "يء") | NEIGHBOURS
_ENDINGS = _pairs("ايه")
_LONG_VOWELS = frozenset("اوي")
_LONE_HAMZA = "ء"


class NearWords:
    """The words of an archive, arranged so that those near to any word are found in milliseconds.

    ``words`` are folded and none is empty; ``counts[i]`` says how often ``words[i]`` occurs.
    """

    def __init__(self, words: Sequence[str], counts: NDArray[np.integer]) -> None:
        lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        by_length = np.argsort(lengths, kind="stable")
        self._words = np.array(words, dtype=object)[by_length]
        self._counts = counts[by_length]
        self._frequency = (_FREQUENCY * np.log1p(self._counts)).astype(np.float32)
        self._letters = _letter_masks("".join(words), lengths)[by_length]
        self._starts = np.searchsorted(lengths[by_length], np.arange(_LONGEST_FORM + 4))

    def near(self, folded: str, limit: int) -> list[tuple[str, int]]:
        """The words spelt almost like ``folded``, and how often each occurs, best first.

        «كاجينز» gives «كاغينز». Neither the word itself nor numbers nor single letters are near to anything.
        """
        if not SHORTEST_WORD <= len(folded) <= LONGEST_WORD or any(c.isdigit() for c in folded):
            return []
        costs: dict[int, float] = {}
        for form, distance, extra in _forms(folded):
            for at in self._within(form, distance):
                if (word := self._words[at]) != folded:
                    cost = extra + spelling_cost(form, word) - float(self._frequency[at])
                    costs[at] = min(cost, costs.get(at, math.inf))
        best = sorted(costs, key=lambda at: costs[at])[:limit]
        return [(self._words[at], int(self._counts[at])) for at in best]

    def _within(self, form: str, distance: int) -> list[int]:
        """Positions, by length, of the likeliest words within a distance of ``form``."""
        own = _letter_masks(form, np.array([len(form)]))[0]
        found = []
        for longer in range(-distance, distance + 1):
            length = max(0, len(form) + longer)
            start = self._starts[length]
            letters = self._letters[start : self._starts[length + 1]]
            # A letter dropped brings in none, one inserted takes none away; a change does both.
            lacking = np.bitwise_count(own & ~letters) <= distance - max(0, longer)
            strange = np.bitwise_count(letters & ~own) <= distance - max(0, -longer)
            found.append(np.flatnonzero(lacking & strange) + start)
        candidates = np.concatenate(found)
        if not candidates.size:
            return []
        words = self._words[candidates].tolist()
        distances = process.cdist([form], words, scorer=OSA.distance, score_cutoff=distance, dtype=np.uint8)[
            0
        ]
        near = distances <= distance
        candidates, distances = candidates[near], distances[near]
        order = np.argsort(distances - self._frequency[candidates], kind="stable")
        return [int(at) for at in candidates[order[:_WEIGHED]]]


def _letter_masks(text: str, lengths: NDArray[np.integer]) -> NDArray[np.uint64]:
    """For each word of ``text``, which follow each other without a gap: a bit for every letter it has.

    A letter's bit is its code point modulo 64, which no two letters of one script share.
    """
    if not text:
        return np.zeros(0, dtype=np.uint64)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits = np.uint64(1) << (codes & 63).astype(np.uint64)
    return np.bitwise_or.reduceat(bits, np.cumsum(lengths) - lengths)


def _forms(folded: str) -> Iterator[tuple[str, int, float]]:
    """What to look for: the word, with its article or particle put right; most changes; what this costs."""
    yield folded, 2 if len(folded) >= LONG_WORD else 1, 0.0
    bare = strip_article(folded)
    yield (ARTICLE + folded if bare is None else bare), 1, _ARTICLE_COST
    if (rest := strip_particle(folded)) is not None:
        yield rest, 1, _PARTICLE_COST


def unlikeliness(typed: str, word: str, count: int) -> float:
    """By what near words are ranked: how far ``word`` is from ``typed``, less for how often it occurs."""
    return misspelling_cost(typed, word) - _FREQUENCY * math.log1p(count)


def misspelling_cost(typed: str, word: str) -> float:
    """How far ``word`` is from ``typed``, whose article or particle may be wrong, too (`spelling_cost`).

    >>> misspelling_cost("المسشفي", "مستشفي") < spelling_cost("المسشفي", "مستشفي")
    True
    """
    return min(extra + spelling_cost(form, word) for form, _most, extra in _forms(typed))


def spelling_cost(typed: str, word: str) -> float:
    """How far two folded words are apart for those who write Arabic: 1.0 for a letter changed without reason.

    >>> spelling_cost("كاجينز", "كاغينز") < spelling_cost("كاشينز", "كاغينز")
    True
    """
    # The letters that both begin and end with answer to one another; only what lies between is weighed.
    least = min(len(typed), len(word))
    start = next((i for i in range(least) if typed[i] != word[i]), least)
    same = next((i for i in range(least - start) if typed[-1 - i] != word[-1 - i]), least - start)
    dropped = [_single(word, j) for j in range(start, len(word) - same)]
    before: list[float] = []
    row = [0.0, *accumulate(dropped)]
    for i in range(start, len(typed) - same):
        older, before = before, row
        added = _single(typed, i)
        row = [before[0] + added]
        for k, missing in enumerate(dropped):
            j = start + k
            alike = typed[i] == word[j]
            change = 0.0 if alike else _change(typed, i, word, j)
            cost = min(before[k] + change, before[k + 1] + added, row[k] + missing)
            if older and k and not alike and typed[i] == word[j - 1] and typed[i - 1] == word[j]:
                cost = min(cost, older[k - 1] + _EXCHANGED)
            row.append(cost)
    return row[-1]


def _single(word: str, i: int) -> float:
    """What it costs that one of two words has the letter ``word[i]`` and the other has none there."""
    letter = word[i]
    if i and letter == word[i - 1]:
        return _DOUBLED
    if letter == _LONE_HAMZA:
        return _HAMZA
    if i and letter in _LONG_VOWELS:
        return _LONG_VOWEL
    return _PLAIN if i else _PLAIN + _FIRST


def _change(typed: str, i: int, word: str, j: int) -> float:
    pair = (typed[i], word[j])
    if pair in _ENDINGS and i == len(typed) - 1 and j == len(word) - 1:
        return _ENDING
    cost = _SOUND if pair in _ALIKE_IN_SOUND else _SHAPE if pair in _ALIKE_IN_SHAPE else _PLAIN
    return cost if i else cost + _FIRST


def split_in_two(folded: str, count: Callable[[str], int]) -> tuple[str, str] | None:
    """Two words that were typed as one: «قالانه» gives «قال» and «انه»; None when no cut gives words.

    ``count`` says how often the archive has a word. Of several cuts the one with the most frequent rarer half
    wins.
    """
    cuts = ((folded[:i], folded[i:]) for i in range(2, len(folded) - 1))
    found = [(min(count(first), count(second)), first, second) for first, second in cuts]
    most, first, second = max(found, default=(0, "", ""))
    return (first, second) if most else None
