"""Persons: behind titles and offices, by their given names, by «بن» and «آل», as those who say something."""

from __future__ import annotations

from collections.abc import Iterator

from interviews.entities.found import Evidence
from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.reading import (
    CLOSING_QUOTES,
    OPENING_QUOTES,
    Reading,
    Word,
    is_definite,
    is_nisba,
    is_ordinary,
    kinds,
    word_set,
)
from interviews.entities.vocabulary import folded_words
from interviews.transcripts.people.names import is_office, is_title, precedes_name, without_article
from interviews.transcripts.text.reporting import THAT, is_ambiguous, is_reporting_verb, without_conjunction
from interviews.transcripts.vocabulary import lines as parser_lines

_LINEAGE, _KUNYA, _FATE = word_set("lineage"), word_set("kunya"), word_set("fate")
_FAMILY = "ال"
_ABD = frozenset(folded_words("عبد عبيد سيف نور"))
_SECOND_HALVES = frozenset(folded_words("الله الدين الاسلام الحق الرحمن العابدين الزهراء الإله النبي الهدى"))
_DESCRIBES = word_set("describes")
_VOCATIVE = frozenset(
    without_article(folded_words(line)[0]) for line in parser_lines("guests.txt", "vocative")
) - frozenset(folded_words("أمي ماما خالة عمي"))
_HONORIFICS = frozenset(
    without_article(folded_words(line)[0]) for line in parser_lines("labels.txt", "honorific")
)
_PROFESSIONS = frozenset(
    without_article(folded_words(line)[0])
    for section in ("profession", "spoken of")
    for line in parser_lines("guests.txt", section)
)
_RELATIVES = frozenset(
    folded_words("ابني ابنتي ابنه ابنته ابنها زوجته زوجها شقيقه شقيقته والده نجله اسمه اسمها يدعى تدعى")
)
_PARTICLES = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "فب", "فل")
_AMBIGUOUS = word_set("ambiguous title")
_ALI_WRITTEN = "ي"
_MOST_UNITS = 6
_MOST_OFFICE = 9


def _is_given(reading: Reading, index: int, word: str | None = None) -> bool:
    word = reading.word(index) if word is None else word
    if Word.GIVEN not in kinds(word):
        return False
    # «علي», folded like «على».
    return Word.STOP not in kinds(word) or (
        len(word) > 2 and reading.words[index].text.endswith(_ALI_WRITTEN) and word == "علي"
    )


def _is_sure_given(reading: Reading, index: int, word: str | None = None) -> bool:
    """A given name that is no ordinary word as well."""
    word = reading.word(index) if word is None else word
    return _is_given(reading, index, word) and not kinds(word) & (Word.ORDINARY | Word.VERB | Word.PERSON)


def _is_unknown(reading: Reading, index: int) -> bool:
    """A bare word that nothing shows to be one of the language: «فوساتي»."""
    word = reading.word(index)
    return (
        len(word) > 2
        and not kinds(word) & (Word.DEFINITE | Word.LATIN)
        and not is_ordinary(word)
        and not reading.has_tanwin(index)
        and not _has_joined_particle(word)
    )


def _has_joined_particle(word: str) -> bool:
    """Whether the first letter is a particle's: «وقال», «بمحمد», «لمنتخب»."""
    return (
        word[:1] in "وفبلك"
        and len(word) > 3
        and Word.GIVEN not in kinds(word)
        and bool(
            kinds(word[1:])
            & (Word.GIVEN | Word.ORDINARY | Word.STOP | Word.DEFINITE | Word.VERB | Word.PERSON)
        )
    )


def _unit_end(reading: Reading, index: int, word: str) -> int:
    """The last of the words that make one part of a name: «عبد الله», «أبو عبد الله», «نور الدين»."""
    for _ in range(3):
        following = index + 1
        if not reading.is_plain(following):
            break
        joins = word in _KUNYA or word in _LINEAGE or word == _FAMILY or word in _ABD
        completes = reading.word(following) in _SECOND_HALVES
        if not completes and not (
            joins
            and (word not in ("سيف", "نور") and (is_definite(reading.word(following)) or word not in _ABD))
        ):
            break
        index = following
        word = reading.word(index)
        if completes:
            break
    return index


def name_end(reading: Reading, first: int, word: str, *, titled: bool) -> tuple[int, float]:
    """The last word of the name that begins with `word` (the first one without its particles), and how sure.

    (first, 0.0) where nothing goes on and nothing shows a name.
    """
    last = _unit_end(reading, first, word)
    given = _is_given(reading, first, word)
    sure = _is_sure_given(reading, first, word)
    confidence = 0.5 if titled else 0.0
    if sure or word in _ABD:
        confidence = max(confidence, 0.6 if titled else 0.35)
    if last > first and (word in _KUNYA or word in _ABD or given):
        confidence = max(confidence, 0.7)
    units = 1
    while units < _MOST_UNITS and reading.is_plain(last + 1):
        index = last + 1
        part = reading.word(index)
        kind = kinds(part)
        if part in _LINEAGE or (part == _FAMILY and reading.words[index].text.startswith("آ")):
            if not reading.is_plain(index + 1) or kinds(reading.word(index + 1)) & Word.STOP:
                break
            last = _unit_end(reading, index, part)
            confidence = max(confidence, 0.85)
            units += 1
            continue
        closed = (
            is_definite(reading.word(last)) and reading.word(last) not in _SECOND_HALVES and last != first
        )
        if closed and not (is_nisba(part) and not is_ordinary(part) and part not in _DESCRIBES):
            # A surname closes: only a second one goes on, «الصدر الموسوي».
            break
        if part in _DESCRIBES or reading.has_tanwin(index):
            break
        if Word.DEFINITE in kind:
            if _follows_as_surname(reading, index, units, sure, given):
                last = index
                strong = (given or titled) and not is_ordinary(part)
                confidence = max(confidence, 0.8 if strong else 0.65 if sure or titled else 0.5)
                units += 1
                continue
            break
        if part in _KUNYA and units == 1 and reading.is_plain(index + 1):
            last = _unit_end(reading, index, part)
            confidence = max(confidence, 0.75 if given else 0.6)
            units += 1
            continue
        if _is_given(reading, index):
            ordinary = bool(kind & (Word.ORDINARY | Word.VERB | Word.PERSON))
            if ordinary and not (given and (sure or titled)):
                break
            if is_reporting_verb(part) and not _more_follows(reading, index):
                break
            last = _unit_end(reading, index, part)
            confidence = max(confidence, (0.8 if not ordinary else 0.6) if given or titled else 0.55)
            units += 1
            continue
        if _is_unknown(reading, index) and units < 4:
            if part.endswith(("ين", "ون", "ان")) and not (given or titled):
                break
            last = index
            confidence = max(confidence, 0.7 if sure or titled else 0.5 if given else 0.4)
            units += 1
            continue
        break
    return last, confidence


def _more_follows(reading: Reading, index: int) -> bool:
    return reading.is_plain(index + 1) and not is_ordinary(reading.word(index + 1))


def _follows_as_surname(reading: Reading, index: int, units: int, sure: bool, given: bool) -> bool:
    """Whether a word with the article is the surname of a name of so many parts."""
    part = reading.word(index)
    if not is_ordinary(part):
        return True
    if (
        Word.STOP in kinds(part)
        or part.endswith(("ات", "ين", "ون"))
        or reading.words[index].text.endswith("ة")
    ):
        return False
    if is_nisba(part):
        return sure and units == 1 and Word.PERSON in kinds(part)
    # «ماهر القاضي», «خالد البطل»
    return units <= 2 and sure


def _begins(reading: Reading, index: int, word: str, *, titled: bool) -> bool:
    """Whether a name can begin with a word."""
    kind = kinds(word)
    if not word or len(word) < 2 or kind & (Word.LATIN | Word.NUMBER | Word.PARTICLE):
        return False
    if word in _KUNYA:
        return reading.is_plain(index + 1) and not kinds(reading.word(index + 1)) & (Word.STOP | Word.VERB)
    if word in _ABD:
        return True
    if _is_given(reading, index, word):
        return True
    if Word.DEFINITE in kind:
        return False
    return (
        titled and not is_ordinary(word) and not _has_joined_particle(word) and not reading.has_tanwin(index)
    )


def _given_cut(reading: Reading, index: int) -> int | None:
    """How many letters of particles stand before a given name: «ومحمد» 1; None where none does."""
    word = reading.word(index)
    if _is_given(reading, index) or word in _ABD or word in _KUNYA:
        return 0
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        if word.startswith(particle) and len(rest) > 2:
            if _is_sure_given(reading, index, rest) or rest in _ABD or rest in _KUNYA:
                return len(particle)
    return None


def _title_end(reading: Reading, index: int) -> int | None:
    """The index behind a title and what agrees with it («الرئيس العراقي السابق»); None where none begins."""
    word = without_conjunction(reading.word(index))
    for stripped in (word, word[1:] if word[:1] in "بلك" and len(word) > 4 else word, _with_article(word)):
        bare = without_article(stripped)
        if not stripped or not (is_title(stripped) or bare in _PROFESSIONS or bare in _VOCATIVE):
            continue
        alone = precedes_name(stripped) or bare in _VOCATIVE or bare in _HONORIFICS
        if bare != stripped and (is_office(stripped) or bare in _PROFESSIONS):
            alone = True
        if not alone:
            continue
        following = index + 1
        if reading.words[index].text in ("د", "أ", "م") and reading.sign(index) == ".":
            return following
        while reading.is_plain(following) and (
            is_title(reading.word(following))
            and (
                is_definite(reading.word(following))
                or without_article(reading.word(following)) in _HONORIFICS
            )
            or (
                is_definite(stripped)
                and is_definite(reading.word(following))
                and is_ordinary(reading.word(following))
            )
        ):
            following += 1
            if following - index > 6:
                break
        return following
    return None


def _with_article(word: str) -> str:
    """«للوزير» and «بالوزير» -> «الوزير»."""
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:]
    return word[1:] if word.startswith(("بال", "كال")) else ""


def people(reading: Reading) -> Iterator[Candidate]:
    """The names of persons that a passage shows by itself, overlapping ones included."""
    for index in range(len(reading.words)):
        yield from _titled(reading, index)
        yield from _behind_office(reading, index)
        yield from _given(reading, index)
        yield from _reported(reading, index)
        yield from _behind_fate(reading, index)
        yield from _behind_nisba(reading, index)


def _named(
    reading: Reading,
    first: int,
    evidence: Evidence,
    least: float,
    *,
    single: float = 0.0,
    ambiguous: bool = False,
) -> Iterator[Candidate]:
    """The name behind a title that begins at a word; `single` is the confidence of one word alone."""
    word = reading.word(first)
    if _begins(reading, first, word, titled=True):
        last, confidence = name_end(reading, first, word, titled=True)
        if last > first:
            yield candidate(reading, first, last, "person", evidence, max(confidence, least))
        elif single and not (
            kinds(word) & (Word.ORDINARY | Word.PERSON | Word.VERB) and Word.GIVEN in kinds(word)
        ):
            yield candidate(reading, first, last, "person", evidence, single)
        return
    follows = reading.word(first + 1) if reading.is_plain(first + 1) else ""
    goes_on = bool(follows) and (_is_unknown(reading, first + 1) or _is_given(reading, first + 1))
    if single and is_definite(word) and goes_on and is_nisba(word):
        # «اللاعب البرازيلي مارسيلو»
        yield from _named(reading, first + 1, evidence, least)
    elif single and is_definite(word) and not is_ordinary(word):
        last = first
        if (
            is_nisba(reading.word(first + 1))
            and not is_ordinary(reading.word(first + 1))
            and reading.is_plain(first + 1)
        ):
            last = first + 1
        yield candidate(reading, first, last, "person", evidence, single if is_nisba(word) else single - 0.1)


def _titled(reading: Reading, index: int) -> Iterator[Candidate]:
    following = _title_end(reading, index)
    if following is None or following >= len(reading.words):
        return
    if not reading.is_plain(following):
        # «المدرب "برودوم"»; «د. سعد»
        sign = reading.sign(following - 1)
        if sign == "." and len(reading.folded[following - 1]) == 1:
            yield from _named(reading, following, "title", 0.75)
        elif sign and sign in OPENING_QUOTES:
            last = following
            while last < following + 3 and reading.is_plain(last + 1):
                last += 1
            closes = reading.sign(last)
            ordinary = is_ordinary(reading.word(following)) and following == last
            if closes and closes in CLOSING_QUOTES and not ordinary and reading.word(following - 1):
                yield candidate(reading, following, last, "person", "title", 0.75)
        return
    ambiguous = without_article(_with_article(word := reading.word(following - 1)) or word) in _AMBIGUOUS
    yield from _named(reading, following, "title", 0.7, single=0.65, ambiguous=ambiguous)


def _behind_office(reading: Reading, index: int) -> Iterator[Candidate]:
    """«رئيس الوزراء السابق سعد الراوي»: behind the office's last word with the article or its place."""
    word = without_conjunction(reading.word(index))
    if word[:1] in "بلك" and is_office(word[1:]):
        word = word[1:]
    if not (is_office(word) or is_title(word)) or without_article(word) in _HONORIFICS:
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
            if _is_unknown(reading, first - 1) and _is_sure_given(reading, first):
                closed = True
            else:
                continue
        if _is_given(reading, first) or _is_unknown(reading, first):
            last, confidence = name_end(reading, first, reading.word(first), titled=True)
            if last > first:
                yield candidate(reading, first, last, "person", "title", max(confidence, 0.7))
                return
            if _is_sure_given(reading, first):
                yield candidate(reading, first, last, "person", "title", 0.5)
                return


def _given(reading: Reading, index: int) -> Iterator[Candidate]:
    cut = _given_cut(reading, index)
    if cut is None:
        return
    word = reading.word(index)[cut:]
    last, confidence = name_end(reading, index, word, titled=False)
    if last == index:
        return
    if not _is_sure_given(reading, index, word) and word not in _KUNYA and word not in _ABD:
        # «أمل الشعب», «كريم بن سعد»: what follows must be a name's for sure.
        follows = reading.word(index + 1)
        if not (
            follows in _LINEAGE
            or _is_sure_given(reading, index + 1)
            or (is_nisba(follows) and not is_ordinary(follows))
        ):
            return
    if word in _KUNYA and word not in ("ابو",):
        if word in ("ام", "ابي", "ابا") and not _is_sure_given(reading, index + 1):
            return
        confidence = min(confidence, 0.6)
    if cut and confidence < 0.65:
        confidence -= 0.1
    lineage = any(part in _LINEAGE for part in reading.folded[index : last + 1])
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
        if is_nisba(word) and not is_ordinary(word):
            end = reading.sign(first) or reading.word(first + 1) in THAT
            yield candidate(reading, first, first, "person", "reporting", 0.6 if end else 0.45)
        return
    if not (_is_given(reading, first) or _is_unknown(reading, first)):
        return
    last, confidence = name_end(reading, first, word, titled=False)
    end = bool(reading.sign(last)) or reading.word(last + 1) in THAT
    if last > first:
        yield candidate(
            reading, first, last, "person", "reporting", max(confidence, 0.5) + (0.15 if end else 0.0)
        )
    elif end and _is_unknown(reading, first):
        yield candidate(reading, first, last, "person", "reporting", 0.5)


def _behind_fate(reading: Reading, index: int) -> Iterator[Candidate]:
    """«مقتل فلان», «اسمه فلان»."""
    word = reading.word(index)
    bare = without_conjunction(word)
    if bare not in _FATE and word not in _RELATIVES:
        return
    first = index + 1
    if first >= len(reading.words):
        return
    quoted = reading.sign(index)
    if quoted and quoted not in OPENING_QUOTES:
        return
    if not quoted:
        if word in _RELATIVES and not (_is_given(reading, first)):
            return
        single = 0.6 if _is_unknown(reading, first) else 0.0
        yield from _named(reading, first, "reporting", 0.6, single=single)
    elif word in _RELATIVES and reading.sign(first) and reading.sign(first) in CLOSING_QUOTES:
        yield candidate(reading, first, first, "person", "reporting", 0.6)


def _behind_nisba(reading: Reading, index: int) -> Iterator[Candidate]:
    """«الأوروجوياني جورجي فوساتي»: two words that no dictionary has, behind a word with the article."""
    if not is_definite(reading.word(index)) or not reading.word(index).endswith("ي"):
        return
    first = index + 1
    if not (reading.is_plain(first) and reading.is_plain(first + 1)):
        return
    if _is_unknown(reading, first) and _is_unknown(reading, first + 1):
        last, _ = name_end(reading, first, reading.word(first), titled=True)
        if last > first and (reading.sign(last) or is_ordinary(reading.word(last + 1))):
            yield candidate(reading, first, last, "person", "given name", 0.6)
