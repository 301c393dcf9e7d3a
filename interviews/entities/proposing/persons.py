"""Persons: behind titles and offices, by their given names, by «بن» and «آل», as those who say something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from interviews.arabic.language import detect_language
from interviews.entities.found import Evidence
from interviews.entities.keys import is_definite, is_nisba
from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.person_names import (
    FIRST_HALVES,
    KUNYA,
    LINEAGE,
    RELATIVES,
    begins_name,
    cut_before_given,
    given_cut,
    is_given,
    is_sure_given,
    is_unknown,
    name_end,
)
from interviews.entities.proposing.reading import CLOSING_QUOTES, OPENING_QUOTES, Reading
from interviews.entities.proposing.titles import (
    HONORIFICS,
    VOCATIVE,
    is_of_person,
    title_end,
    title_forms,
    with_article,
)
from interviews.entities.proposing.word_kinds import Word, is_common, is_pattern, kinds, word_set
from interviews.entities.vocabulary import folded_words, lines
from interviews.transcripts.people.names import is_office, is_title, without_article
from interviews.transcripts.text.reporting import THAT, is_ambiguous, is_reporting_verb, without_conjunction

_FATE, _WORK, _OF_SOMEBODY = word_set("fate"), word_set("work"), word_set("of somebody")
_AMBIGUOUS = word_set("ambiguous title")
#: «باسم», a given name and «in the name of».
_IN_THE_NAME = folded_words("باسم")[0]
#: «و» joins to a name that is so sure, and so many of them.
_JOINS_FROM, _MOST_JOINED = 0.6, 6
_MOST_OFFICE = 9
_KURDISH_NAMES = frozenset(folded_words(line)[0] for line in lines("given_names.txt", "kurdish"))


def persons(reading: Reading) -> Iterator[Candidate]:
    """The names of persons that a passage shows by itself, overlapping ones included."""
    if detect_language(reading.text) == "ckb":
        # The other rules are Arabic: in its letters many a Kurdish word looks like a name, «بۆ» like «أبو».
        return (one for one in _shown(reading) if _is_sorani_name(one))
    return _shown(reading)


def _is_sorani_name(one: Candidate) -> bool:
    return one.evidence == "title" or (one.evidence == "given name" and one.words[0] in _KURDISH_NAMES)


def _shown(reading: Reading) -> Iterator[Candidate]:
    seen: set[int] = set()
    inside = -1
    for index in range(len(reading.words)):
        for one in _at(reading, index, is_inside=index <= inside):
            if one.confidence >= _JOINS_FROM:
                inside = max(inside, one.last)
            yield one
            yield from _joined(reading, one, seen)


def _joined(reading: Reading, one: Candidate, seen: set[int]) -> Iterator[Candidate]:
    """«سعد الراوي ويوسف كريم»: names of two words that «و» joins to a person's."""
    for _ in range(_MOST_JOINED):
        index = one.last + 1
        if one.confidence < _JOINS_FROM or index in seen:
            return
        seen.add(index)
        word, cut = reading.word(index), 1
        if word == "و" and reading.sign(index) in ("", *OPENING_QUOTES):
            index, cut = index + 1, 0
            word = reading.word(index)
        elif not word.startswith("و") or len(word) < 4:
            return
        name = word[cut:]
        known = is_given(reading, index, name) or (not is_common(name) and not is_definite(name))
        if not known or reading.sign(index) or kinds(name) & Word.LATIN:
            return
        last, confidence = name_end(reading, index, name, titled=True)
        if last == index:
            return
        one = candidate(reading, index, last, "person", "list", max(confidence, 0.6), cut)
        yield one


def _at(reading: Reading, index: int, *, is_inside: bool) -> Iterator[Candidate]:
    """The names that a word sets off; one inside of a name begins no other by being a given name."""
    word = reading.word(index)
    hints = _hints(word)
    if not hints:
        return
    if hints & _TITLE:
        yield from _titled(reading, index)
        yield from _behind_office(reading, index)
    if hints & _GIVEN and not is_inside:
        yield from _given(reading, index)
    if hints & _VERB:
        yield from _reported(reading, index)
    if hints & _NOUN:
        yield from _behind_fate(reading, index)
        yield from _behind_work(reading, index)
    if hints & _DESCENT:
        yield from _behind_nisba(reading, index)


_TITLE, _GIVEN, _VERB, _NOUN, _DESCENT = 1, 2, 4, 8, 16


@lru_cache(maxsize=50_000)
def _hints(word: str) -> int:
    """Which rules a word may set off."""
    bare = without_conjunction(word)
    hints = _TITLE if any(is_of_person(form) for form in title_forms(word)) else 0
    if cut_before_given(word) is not None:
        hints |= _GIVEN
    if is_reporting_verb(word):
        hints |= _VERB
    if bare in _FATE or bare in _WORK or word in RELATIVES:
        hints |= _NOUN
    if is_definite(word) and word.endswith("ي"):
        hints |= _DESCENT
    return hints


def _named(
    reading: Reading,
    first: int,
    evidence: Evidence,
    least: float,
    *,
    single: float = 0.0,
    given_only: bool = False,
) -> Iterator[Candidate]:
    """The name behind a title that begins at a word.

    `single` is the confidence of one word alone; with `given_only` it must be a given name: «يا دكتور سعد».
    """
    word = reading.word(first)
    if begins_name(reading, first, word, titled=True):
        last, confidence = name_end(reading, first, word, titled=True)
        if last > first:
            yield candidate(reading, first, last, "person", evidence, max(confidence, least))
        elif single and (is_given(reading, first) or (not given_only and _is_alone(reading, first))):
            yield candidate(reading, first, last, "person", evidence, single)
        return
    if not single or not is_definite(word):
        return
    following = reading.word(first + 1) if reading.is_plain(first + 1) else ""
    if following and is_nisba(word) and (is_unknown(reading, first + 1) or is_given(reading, first + 1)):
        # «اللاعب البرازيلي مارسيلو»
        yield from _named(reading, first + 1, evidence, least)
    elif not given_only and not is_common(word) and not (is_definite(following) and is_common(following)):
        last = first + (is_nisba(following) and not is_common(following))
        yield candidate(reading, first, last, "person", evidence, single if is_nisba(word) else single - 0.1)


def _is_alone(reading: Reading, index: int) -> bool:
    """Whether one unknown word can be a whole name: a sign, a verb or a word of grammar ends it."""
    word, following = reading.word(index), reading.word(index + 1)
    if is_pattern(word) or word[0] in "يتن":
        return False
    ends = Word.STOP | Word.VERB | Word.PARTICLE | Word.NUMBER
    return not reading.is_plain(index + 1) or bool(kinds(following) & ends) or following[0] in "وفبل"


def _titled(reading: Reading, index: int) -> Iterator[Candidate]:
    following = title_end(reading, index)
    if following is None or following >= len(reading.words):
        return
    if not reading.is_plain(following):
        # «المدرب "هارتمان"»; «د. سعد»
        sign = reading.sign(following - 1)
        if sign == "." and len(reading.folded[following - 1]) == 1:
            yield from _named(reading, following, "title", 0.75)
        elif sign and sign in OPENING_QUOTES:
            last = following
            while last < following + 3 and reading.is_plain(last + 1):
                last += 1
            closes = reading.sign(last)
            ordinary = any(is_common(word) for word in reading.folded[following : last + 1])
            if closes and closes in CLOSING_QUOTES and not ordinary and reading.word(following - 1):
                yield candidate(reading, following, last, "person", "title", 0.75)
        return
    title = with_article(word := reading.word(following - 1)) or word
    given_only = not is_definite(title) or without_article(title) in _AMBIGUOUS or is_nisba(title)
    yield from _named(reading, following, "title", 0.7, single=0.65, given_only=given_only)


def _behind_office(reading: Reading, index: int) -> Iterator[Candidate]:
    """«رئيس الوزراء السابق سعد الراوي»: behind the office's last word with the article or its place."""
    forms = title_forms(reading.word(index))
    if not any(
        (is_office(word) or is_title(word)) and without_article(word) not in HONORIFICS for word in forms
    ):
        return
    for first in range(index + 2, min(index + _MOST_OFFICE, len(reading.words))):
        if not reading.is_plain(first - 1) or not reading.is_plain(first):
            return
        before = reading.word(first - 1)
        if kinds(before) & (Word.STOP | Word.VERB) and first - 1 > index:
            if without_article(before) not in ("باسم", "لشوون", "في"):
                return
            continue
        if is_definite(reading.word(first)):
            continue
        known = reading.known.get(first - 1)
        closed = is_definite(before) or (known is not None and known.kind != "person")
        if not closed:
            if is_unknown(reading, first - 1) and is_sure_given(reading, first):
                closed = True
            else:
                continue
        if is_given(reading, first) or is_unknown(reading, first):
            last, confidence = name_end(reading, first, reading.word(first), titled=True)
            if last > first:
                yield candidate(reading, first, last, "person", "title", max(confidence, 0.7))
                return
            if is_sure_given(reading, first):
                yield candidate(reading, first, last, "person", "title", 0.5)
                return


def _given(reading: Reading, index: int) -> Iterator[Candidate]:
    cut = given_cut(reading, index)
    if cut is None:
        return
    word = reading.word(index)[cut:]
    if without_article(word) in VOCATIVE or word in _OF_SOMEBODY:
        # «سيد سعد», «نظام بشار»
        return
    if word == _IN_THE_NAME and is_definite(reading.word(index + 1)):
        # «باسم الوزارة»
        return
    last, confidence = name_end(reading, index, word, titled=False)
    if last == index:
        return
    if not is_sure_given(reading, index, word) and word not in KUNYA and word not in FIRST_HALVES:
        # «أمل الشعب», «كريم بن سعد»: what follows must be a name's for sure.
        follows = reading.word(index + 1)
        if not (
            follows in LINEAGE
            or is_sure_given(reading, index + 1)
            or (is_nisba(follows) and not is_common(follows))
        ):
            return
    if word in KUNYA and word not in ("ابو",):
        if word in ("ام", "ابي", "ابا") and not is_sure_given(reading, index + 1):
            return
        confidence = min(confidence, 0.6)
    if cut and confidence < 0.65:
        confidence -= 0.1
    lineage = any(part in LINEAGE for part in reading.folded[index : last + 1])
    yield candidate(reading, index, last, "person", "lineage" if lineage else "given name", confidence, cut)


def _reported(reading: Reading, index: int) -> Iterator[Candidate]:
    """«قال فلان إن …», «وأضاف الراوي»."""
    verb = reading.word(index)
    if not is_reporting_verb(verb) or (
        is_ambiguous(without_conjunction(verb)) and not verb.startswith(("و", "ف"))
    ):
        return
    first = index + 1
    if not reading.is_plain(first):
        return
    word = reading.word(first)
    if is_definite(word):
        if is_nisba(word) and not is_common(word):
            end = reading.sign(first) or reading.word(first + 1) in THAT
            yield candidate(reading, first, first, "person", "reporting", 0.6 if end else 0.45)
        return
    if not (is_given(reading, first) or is_unknown(reading, first)):
        return
    last, confidence = name_end(reading, first, word, titled=False)
    end = bool(reading.sign(last)) or reading.word(last + 1) in THAT
    if last > first:
        yield candidate(
            reading, first, last, "person", "reporting", max(confidence, 0.5) + (0.15 if end else 0.0)
        )
    elif end and is_unknown(reading, first):
        yield candidate(reading, first, last, "person", "reporting", 0.5)


def _behind_fate(reading: Reading, index: int) -> Iterator[Candidate]:
    """«مقتل فلان», «اسمه فلان»."""
    word = reading.word(index)
    bare = without_conjunction(word)
    if bare not in _FATE and word not in RELATIVES:
        return
    first = index + 1
    if first >= len(reading.words):
        return
    quoted = reading.sign(index)
    if quoted and quoted not in OPENING_QUOTES:
        return
    if not quoted:
        if word in RELATIVES and not (is_given(reading, first)):
            return
        single = 0.6 if is_unknown(reading, first) else 0.0
        yield from _named(reading, first, "reporting", 0.6, single=single)
        joined = first + 1
        if single and reading.is_plain(joined) and reading.word(joined).startswith("وال"):
            # «بعد مقتل سعد والراوي»
            yield candidate(reading, joined, joined, "person", "reporting", 0.6, 1)
    elif word in RELATIVES and reading.sign(first) and reading.sign(first) in CLOSING_QUOTES:
        yield candidate(reading, first, first, "person", "reporting", 0.6)


def _behind_work(reading: Reading, index: int) -> Iterator[Candidate]:
    """«بطولة فلان وفلان», «من إخراج فلان»."""
    first = index + 1
    if without_conjunction(reading.word(index)) not in _WORK or not reading.is_plain(first):
        return
    if is_unknown(reading, first) or is_given(reading, first):
        yield from _named(reading, first, "reporting", 0.6)


def _behind_nisba(reading: Reading, index: int) -> Iterator[Candidate]:
    """«البلجيكي يورن هارتمان»: two words that no dictionary has, behind a word with the article."""
    if not is_definite(reading.word(index)) or not reading.word(index).endswith("ي"):
        return
    first = index + 1
    if not (reading.is_plain(first) and reading.is_plain(first + 1)):
        return
    if is_unknown(reading, first) and is_unknown(reading, first + 1):
        last, _ = name_end(reading, first, reading.word(first), titled=True)
        if last > first and (reading.sign(last) or is_common(reading.word(last + 1))):
            yield candidate(reading, first, last, "person", "given name", 0.6)
