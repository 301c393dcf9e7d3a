"""Capitalised Latin words in an Arabic text: «The National», «UNHCR», «Mark Hart»."""

from __future__ import annotations

from collections.abc import Iterator

from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.reading import Reading
from interviews.entities.proposing.word_kinds import Word, kinds, word_set
from interviews.transcripts.people.names import is_title, shows_outlet, without_article

_ORGANISATIONS = word_set("organisation") | word_set("house")
_MOST_WORDS = 4
_PARTICLES = frozenset({"of", "the", "and", "for", "de", "la", "al", "el", "bin", "von", "van"})
_PRONOUNS = frozenset(
    {
        "i",
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "we",
        "they",
        "this",
        "that",
        "in",
        "on",
        "what",
        "why",
        "how",
        "yes",
        "no",
    }
)


def latin(reading: Reading) -> Iterator[Candidate]:
    """The runs of capitalised words; a longer run of Latin words is a sentence, not a name."""
    index = 0
    while index < len(reading.words):
        if not kinds(reading.word(index)) & Word.LATIN:
            index += 1
            continue
        last = index
        while reading.is_plain(last + 1) and kinds(reading.word(last + 1)) & Word.LATIN:
            last += 1
        yield from _run(reading, index, last)
        index = last + 1


def _run(reading: Reading, first: int, last: int) -> Iterator[Candidate]:
    words = [word.text for word in reading.words[first : last + 1]]
    if len(words) > _MOST_WORDS or len(words[0]) < 2:
        return
    if not all(word[:1].isupper() or word in _PARTICLES for word in words) or not words[0][0].isupper():
        return
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return
    before = without_article(reading.word(first - 1)) if first else ""
    if is_title(before):
        yield candidate(reading, first, last, "person", "title", 0.7)
    elif (
        before in _ORGANISATIONS
        or shows_outlet([before])
        or (len(words) > 1 and shows_outlet([word.lower() for word in words if word != "The"]))
    ):
        yield candidate(reading, first, last, "organisation", "latin", 0.7)
    elif len(words) == 1 and words[0].isupper() and len(words[0]) > 2:
        yield candidate(reading, first, last, "organisation", "latin", 0.5)
