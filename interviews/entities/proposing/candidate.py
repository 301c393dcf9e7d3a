"""A run of words that may be a name, before the interview as a whole has decided."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.arabic.stem import ARTICLE
from interviews.entities.found import Evidence, Kind
from interviews.entities.proposing.reading import Reading
from interviews.entities.text import original_length


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` to `last` of a passage; `cut` letters of particles stand before the first one's name."""

    first: int
    last: int
    start: int
    end: int
    kind: Kind
    evidence: Evidence
    confidence: float
    #: The folded words, without particles.
    words: tuple[str, ...]
    #: The same as written, one space between words.
    text: str


def candidate(
    reading: Reading,
    first: int,
    last: int,
    kind: Kind,
    evidence: Evidence,
    confidence: float,
    cut: int = 0,
    *,
    begins: str = "",
) -> Candidate:
    """The candidate of these words; of «والموصل», `cut` 1, the span begins behind «و».

    `begins` is the name's first word where that is more than the rest: «الموصل» of «للموصل», `cut` 2.
    """
    words = reading.words
    start = words[first].start + original_length(words[first].text, cut)
    folded = (begins or reading.folded[first][cut:], *reading.folded[first + 1 : last + 1])
    end = words[last].end
    text = " ".join(reading.text[start:end].split())
    if begins.startswith(ARTICLE) and not text.startswith(ARTICLE):
        text = ARTICLE + text
    return Candidate(first, last, start, end, kind, evidence, confidence, folded, text)
