"""Places by where they stand: in a row with known ones («الموصل وتكريت وسنجار»), behind «باتجاه», «في»."""

from __future__ import annotations

from collections.abc import Iterator

from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.reading import Reading
from interviews.entities.proposing.word_kinds import Word, is_common, is_pattern, kinds, word_set

_TOWARDS, _IN = word_set("towards"), word_set("in")
_COMMAS = ("،", ",")


def listed(reading: Reading) -> Iterator[Candidate]:
    """Unknown single words behind «و» or a comma that follow a known place, and go on as a list or end."""
    places = {known.last: known for known in reading.known.values() if known.kind == "place"}
    for last in sorted(places):
        index = last + 1
        # Behind two known places the third is one.
        row = any(before in places for before in range(last - 2, last) if before != last)
        for _ in range(6):
            cut = _joined(reading, index)
            if cut is None or index in reading.known:
                break
            word = reading.word(index)[cut:]
            if len(word) < 3 or is_common(word) or kinds(word) & Word.GIVEN:
                break
            if not (reading.sign(index) or reading.word(index + 1)[:1] == "و"):
                break
            yield candidate(reading, index, index, "place", "list", 0.62 if row else 0.5, cut)
            index += 1


def _joined(reading: Reading, index: int) -> int | None:
    """How many letters join a word to the one before: 1 for «و», 0 behind a comma; None for no list."""
    if index >= len(reading.words):
        return None
    word, sign = reading.word(index), reading.sign(index - 1)
    if word.startswith("و") and len(word) > 3 and sign in ("", *_COMMAS):
        return 1
    return 0 if sign in _COMMAS else None


def whereabouts(reading: Reading) -> Iterator[Candidate]:
    """Unknown single words behind «باتجاه», «أهالي» or, if the interview repeats them, «في»."""
    for index, word in enumerate(reading.folded):
        first = index + 1
        if not reading.is_plain(first) or first in reading.known:
            continue
        towards = word in _TOWARDS or word[1:] in _TOWARDS
        if not towards and word not in _IN:
            continue
        name = reading.word(first)
        if (
            len(name) < 4
            or is_common(name)
            or reading.has_tanwin(first)
            or name.isascii()
            or is_pattern(name)
        ):
            continue
        if name.endswith(("ين", "ون", "ات")) or (len(name) == 4 and name[0] == "ا" and not towards):
            continue
        if kinds(name) & (Word.GIVEN | Word.DEFINITE) or name[0] in "يتنبلوف":
            continue
        ends = (
            bool(reading.sign(first))
            or is_common(reading.word(first + 1))
            or reading.word(first + 1)[:1] == "و"
        )
        if ends:
            yield candidate(reading, first, first, "place", "list", 0.6 if towards else 0.5)
