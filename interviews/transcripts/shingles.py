"""How much of one text stands in another: shingles, their sketch, and the exact comparison.

A shingle is a run of a few words in a row. Two texts are compared by the shingles they share, as in
A. Z. Broder, "On the resemblance and containment of documents", Compression and Complexity of Sequences
1997. Of each text a sketch is kept that is small enough for a table of ten thousand: the shingles whose
hash is 0 modulo a fixed number (Broder's MOD_m; "FracMinHash" in Irber et al. 2022). Unlike the sketch of
a fixed number of smallest hashes it grows with its text, so that it also tells how much of a short text
stands in a long one, and whether a shingle is kept depends on itself alone: a change costs the shingles
around it and no others, which a choice by neighbours (winnowing) does not promise.

Words are compared folded: headings of another outlet, its vowel signs, hamzas, tatweel and punctuation make
no difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from interviews.arabic.normalize import fold
from interviews.arabic.tokens import WORD

#: Words in a shingle. Formulas of speech («إن شاء الله») and names with titles have three words, so that
#: four tell texts apart; with more, a change here and there would hide too much of a text, and an answer
#: of four words could not be compared.
SHINGLE_WORDS = 4

#: One shingle in so many is kept. Of an excerpt of 60 words, 57 shingles, none is kept once in 2,000 times
#: (one in sixteen would miss every fortieth); a text of 1,500 words has about 190.
KEPT_ONE_IN = 8


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common, counted exactly. Shares run from 0 to 1."""

    #: Share of the first text's words that lie in a shingle of the second.
    of_first: float
    #: Share of the second text's words that lie in a shingle of the first.
    of_second: float
    #: Broder's resemblance: shingles of both, divided by shingles of either.
    jaccard: float
    #: The first text's words that lie in a shingle of the second.
    words: int


def sketch(text: str) -> frozenset[int]:
    """The hashes that are kept of a text: signed 64-bit numbers, the same on every machine and run.

    «قالَ: إنّ العَمَل يبدأ غداً» and «قال إن العمل يبدأ غدا» have the same. A text of fewer than four words
    has none. Any string is accepted; time is linear.
    """
    return frozenset(shingle for shingle in _shingles(_words(text)) if shingle % KEPT_ONE_IN == 0)


def overlap(first: str, second: str) -> Overlap:
    """How much of each text stands in the other. Any strings are accepted; time is linear.

    Words are counted, not shingles: each label that only one of the texts has («المراسل:») would cost three
    shingles around it, but is two words. Texts without a common run of four words give zeros.
    """
    one, other = _words(first), _words(second)
    of_one, of_other = _shingles(one), _shingles(other)
    set_of_one, set_of_other = set(of_one), set(of_other)
    shared = len(set_of_one & set_of_other)
    in_other, in_one = _covered(of_one, set_of_other), _covered(of_other, set_of_one)
    return Overlap(
        of_first=in_other / len(one) if one else 0.0,
        of_second=in_one / len(other) if other else 0.0,
        jaccard=shared / (len(set_of_one | set_of_other) or 1),
        words=in_other,
    )


def _words(text: str) -> list[str]:
    # Folded before it is cut, which is twice as fast: no place in the original is asked for.
    return WORD.findall(fold(text))


def _shingles(words: Sequence[str]) -> list[int]:
    """The hash of every run of words, in order; `_shingles(words)[i]` is that of the one at word i."""
    shifted = (islice(words, start, None) for start in range(SHINGLE_WORDS))
    return [
        int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), "big", signed=True)
        for run in zip(*shifted, strict=False)
    ]


def _covered(shingles: list[int], known: set[int]) -> int:
    """How many words lie in at least one shingle that is known."""
    covered = 0
    end = 0
    for start, shingle in enumerate(shingles):
        if shingle in known:
            covered += start + SHINGLE_WORDS - max(start, end)
            end = start + SHINGLE_WORDS
    return covered
