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
class Shingled:
    """A text as it is compared: the number of its words, and the hash of the shingle at each word."""

    words: int
    hashes: tuple[int, ...]

    @property
    def sketch(self) -> frozenset[int]:
        """The hashes that are kept of the text."""
        return frozenset(one for one in self.hashes if one % KEPT_ONE_IN == 0)


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


def shingle(text: str) -> Shingled:
    """The shingles of a text; any string is accepted, time is linear.

    «قالَ: إنّ العَمَل يبدأ غداً» and «قال إن العمل يبدأ غدا» have the same. Fewer than four words have none.
    The hashes are signed 64-bit numbers, the same on every machine and run, so that they can be stored.
    """
    # Folded before it is cut, which is twice as fast: no place in the original is asked for.
    words = WORD.findall(fold(text))
    shifted = (islice(words, start, None) for start in range(SHINGLE_WORDS))
    runs = zip(*shifted, strict=False)
    return Shingled(len(words), tuple(_hash(" ".join(run)) for run in runs))


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)


def overlap(first: Shingled, second: Shingled) -> Overlap:
    """How much of each text stands in the other.

    Words are counted, not shingles: each label that only one of the texts has («المراسل:») would cost three
    shingles around it, but is two words. Texts without a common run of four words give zeros.
    """
    of_first, of_second = set(first.hashes), set(second.hashes)
    shared = of_first & of_second
    in_second, in_first = _covered(first.hashes, shared), _covered(second.hashes, shared)
    return Overlap(
        of_first=in_second / (first.words or 1),
        of_second=in_first / (second.words or 1),
        jaccard=len(shared) / (len(of_first | of_second) or 1),
        words=in_second,
    )


def _covered(hashes: Sequence[int], known: set[int]) -> int:
    """How many words lie in at least one shingle that is known."""
    covered = 0
    end = 0
    for start, one in enumerate(hashes):
        if one in known:
            covered += start + SHINGLE_WORDS - max(start, end)
            end = start + SHINGLE_WORDS
    return covered
