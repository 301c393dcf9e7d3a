"""Names that stand in a row with known ones: «الموصل وتكريت وبروانة»."""

from __future__ import annotations

from collections.abc import Iterator

from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.reading import Reading, Word, is_ordinary, kinds

_COMMAS = ("،", ",")


def listed(reading: Reading) -> Iterator[Candidate]:
    """Unknown single words behind «و» or a comma that follow a known place, and go on as a list or end."""
    places = {known.last: known for known in reading.known.values() if known.kind == "place"}
    for last in sorted(places):
        index = last + 1
        for _ in range(6):
            cut = _joined(reading, index)
            if cut is None or index in reading.known:
                break
            word = reading.word(index)[cut:]
            if len(word) < 3 or is_ordinary(word) or Word.GIVEN in kinds(word):
                break
            if not (reading.sign(index) or reading.word(index + 1)[:1] == "و"):
                break
            yield candidate(reading, index, index, "place", "list", 0.5, cut)
            index += 1


def _joined(reading: Reading, index: int) -> int | None:
    """How many letters join a word to the one before: 1 for «و», 0 behind a comma; None for no list."""
    if index >= len(reading.words):
        return None
    word, sign = reading.word(index), reading.sign(index - 1)
    if word.startswith("و") and len(word) > 3 and sign in ("", *_COMMAS):
        return 1
    return 0 if sign in _COMMAS else None
