"""Persons: behind titles and offices, by their given names, by «بن» and «آل», as those who say something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

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
    is_pattern,
    kinds,
    word_set,
)
from interviews.entities.vocabulary import folded_words
from interviews.transcripts.people.names import is_office, is_title, precedes_name, without_article
from interviews.transcripts.text.reporting import THAT, is_ambiguous, is_reporting_verb, without_conjunction
from interviews.transcripts.vocabulary import lines as parser_lines

_LINEAGE, _KUNYA, _FATE = word_set("lineage"), word_set("kunya"), word_set("fate")
_BEHIND_NOUNS = Word.GIVEN | Word.ORDINARY | Word.STOP | Word.DEFINITE | Word.PERSON | Word.VERB
_BEHIND_ANY = _BEHIND_NOUNS | Word.INFLECTED
_FAMILY = "ال"
_ABD = frozenset(folded_words("عبد العبد عبيد سيف نور"))
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
_WORK, _OF_SOMEBODY = word_set("work"), word_set("of somebody")
_JOINS_FROM, _MOST_JOINED = 0.6, 6
_RELATIVES = frozenset(
    folded_words("ابني ابنتي ابنه ابنته ابنها زوجته زوجها شقيقه شقيقته والده نجله اسمه اسمها يدعى تدعى")
)
_KURDISH = frozenset("ەێۆڕڵ")
_PARTICLES = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "فب", "فل")
_AMBIGUOUS = word_set("ambiguous title")
_ALI_WRITTEN = "ي"
_MOST_UNITS, _MOST_UNKNOWN = 6, 4
_MOST_OFFICE = 9


def _is_given(reading: Reading, index: int, word: str | None = None) -> bool:
    word = reading.word(index) if word is None else word
    if not kinds(word) & Word.GIVEN:
        return False
    # «علي», folded like «على».
    return not kinds(word) & Word.STOP or (
        len(word) > 2 and reading.words[index].text.endswith(_ALI_WRITTEN) and word == "علي"
    )


def _is_sure_given(reading: Reading, index: int, word: str | None = None) -> bool:
    """A given name that is no ordinary word as well."""
    word = reading.word(index) if word is None else word
    return _is_given(reading, index, word) and not kinds(word) & (Word.ORDINARY | Word.VERB | Word.PERSON)


def _is_unknown(reading: Reading, index: int) -> bool:
    """A bare word that nothing shows to be one of the language: «هارتمان»."""
    word = reading.word(index)
    return (
        len(word) > 2
        and not kinds(word) & (Word.DEFINITE | Word.LATIN)
        and not is_ordinary(word)
        and not reading.has_tanwin(index)
        and not reading.words[index].text.endswith("ه")
        and word not in _RELATIVES
        and not _has_joined_particle(word)
    )


def _has_joined_particle(word: str) -> bool:
    """Whether the first letter is a particle's: «وقال», «بمحمد», «لمنتخب»."""
    if word.startswith("وو"):
        return True
    return (
        word[:1] in "وفبلك"
        and len(word) > 3
        and not kinds(word) & Word.GIVEN
        and (
            bool(kinds(word[1:]) & (_BEHIND_ANY if word[0] in "وفل" else _BEHIND_NOUNS))
            or is_pattern(word[1:])
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
    #: Whether a surname with its article has closed the name, whether the last part was a given name.
    closed, of_given = False, given
    units = 1
    while units < _MOST_UNITS and reading.is_plain(last + 1):
        index = last + 1
        part = reading.word(index)
        kind = kinds(part)
        if part in _LINEAGE or _is_family(reading, index):
            if not reading.is_plain(index + 1) or kinds(reading.word(index + 1)) & Word.STOP:
                break
            last = _unit_end(reading, index, part)
            confidence = max(confidence, 0.85)
            closed, of_given = _is_family(reading, index), True
            units += 1
            continue
        if closed and not (is_nisba(part) and not is_ordinary(part)):
            # A surname closes: only a second one goes on, «الصدر الموسوي».
            break
        if part in _DESCRIBES or reading.has_tanwin(index) or index in reading.known:
            break
        if kind & Word.PERSON and kind & Word.GIVEN and not kind & Word.DEFINITE:
            break
        if kind & Word.DEFINITE:
            descent = is_nisba(part) and any(word in _LINEAGE for word in reading.folded[first:last])
            if not (descent or _follows_as_surname(reading, index, units, sure, titled)):
                break
            if not of_given and not is_nisba(part):
                # «فولفغانغ شويبله المنتمي إلى …»
                break
            strong = (given or titled) and not is_ordinary(part)
            confidence = max(confidence, 0.8 if strong else 0.65 if sure or titled else 0.5)
            last, closed = index, True
        elif part in _KUNYA and reading.is_plain(index + 1):
            last = _unit_end(reading, index, part)
            confidence = max(confidence, 0.75 if given else 0.6)
            of_given = True
        elif _is_given(reading, index):
            ordinary = bool(kind & (Word.ORDINARY | Word.VERB))
            if ordinary and not (given and (sure or titled)):
                break
            if is_reporting_verb(part) and not _more_follows(reading, index):
                break
            last = _unit_end(reading, index, part)
            confidence = max(confidence, (0.8 if not ordinary else 0.6) if given or titled else 0.55)
            of_given = True
        elif _is_unknown(reading, index) and units < _MOST_UNKNOWN:
            if part.endswith(("ين", "ون", "ان")) and not (given or titled):
                break
            if units > 1 and _KURDISH & set(reading.words[index].text):
                # In Kurdish the verb ends the sentence: «ئازاد کەریم قسەی کرد».
                break
            if (part[0] in "يتن" and reading.is_plain(index + 1)) or (part[0] == "و" and units > 1):
                # «محمد يعارض القرار»
                break
            last = index
            confidence = max(confidence, 0.7 if sure or titled else 0.5 if given else 0.4)
            of_given = False
        else:
            break
        units += 1
    return last, confidence


def _is_family(reading: Reading, index: int) -> bool:
    """Whether «آل» stands here, which is folded like the article."""
    return reading.word(index) == _FAMILY and reading.words[index].text.startswith("آ")


def _more_follows(reading: Reading, index: int) -> bool:
    return reading.is_plain(index + 1) and not is_ordinary(reading.word(index + 1))


def _follows_as_surname(reading: Reading, index: int, units: int, sure: bool, titled: bool) -> bool:
    """Whether a word with the article is the surname of a name of so many parts."""
    part = reading.word(index)
    if not is_ordinary(part):
        return True
    plural = part.endswith(("ات", "ين", "ون")) or reading.words[index].text.endswith("ة")
    if kinds(part) & Word.STOP or plural or units > 2 or not sure:
        return False
    if kinds(part) & Word.PERSON:
        # «ماهر القاضي», but «ماهر القاضي السابق» holds only a given name.
        return not (is_nisba(part) and units > 1) and not is_definite(reading.word(index + 1))
    following = reading.word(index + 1)
    described = reading.is_plain(index + 1) and (is_definite(following) or kinds(following) & Word.PARTICLE)
    return titled and not is_nisba(part) and not described and not part.startswith("الم")


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
    if kind & Word.DEFINITE:
        return False
    return (
        titled and not is_ordinary(word) and not _has_joined_particle(word) and not reading.has_tanwin(index)
    )


def _given_cut(reading: Reading, index: int) -> int | None:
    """How many letters of particles stand before a given name: «ومحمد» 1; None where none does."""
    cut = _cut_before_given(reading.word(index))
    return cut if cut or (cut == 0 and _begins_given(reading, index)) else None


def _begins_given(reading: Reading, index: int) -> bool:
    word = reading.word(index)
    return word in _ABD or word in _KUNYA or _is_given(reading, index)


@lru_cache(maxsize=50_000)
def _cut_before_given(word: str) -> int | None:
    kind = kinds(word)
    is_name = bool(kind & Word.GIVEN) or word in _ABD or word in _KUNYA
    if is_name and not (word[0] == "ل" and _is_sure(word[1:])):
        return 0
    if not is_name and kind & (Word.STOP | Word.VERB | Word.ORDINARY):
        # «لدينا» is no «ل» and «دينا».
        return None
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        if word.startswith(particle) and len(rest) > 2 and (_is_sure(rest) or rest in _ABD or rest in _KUNYA):
            return len(particle)
    return 0 if is_name else None


def _is_sure(word: str) -> bool:
    """Whether a folded word is a given name and nothing else."""
    kind = kinds(word)
    return bool(kind & Word.GIVEN) and not kind & (Word.ORDINARY | Word.STOP)


def _is_adjective(reading: Reading, index: int) -> bool:
    """Whether a title's word rather describes the noun before it: «المحتوى الإعلامي»."""
    word, before = reading.word(index), reading.word(index - 1)
    if not (reading.is_plain(index) and is_nisba(word) and is_definite(before)):
        return False
    return not kinds(before) & (Word.PERSON | Word.PARTICLE)


@lru_cache(maxsize=50_000)
def _title_forms(word: str) -> tuple[str, ...]:
    """«والوزير», «بوزير», «للوزير»: the words that a title may be when what is attached is taken off."""
    bare = without_conjunction(word)
    forms = [bare, _with_article(bare)]
    if bare[:1] in ("ب", "ل", "ك") and len(bare) > 4:
        forms.append(bare[1:])
    return tuple(dict.fromkeys(form for form in forms if form))


def _title_end(reading: Reading, index: int) -> int | None:
    """The index behind a title and what agrees with it («الرئيس العراقي السابق»); None where none begins."""
    word = reading.word(index)
    if _is_adjective(reading, index):
        return None
    for stripped in _title_forms(word):
        bare = without_article(stripped)
        if not stripped or not (is_title(stripped) or bare in _PROFESSIONS or bare in _VOCATIVE):
            continue
        if (
            len(stripped) == 1
            and reading.text[reading.words[index].end : reading.words[index].end + 1] != "."
        ):
            # «1436هـ», «2015 م»
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
            (
                is_title(reading.word(following))
                and (
                    is_definite(reading.word(following))
                    or without_article(reading.word(following)) in _HONORIFICS
                )
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
    seen: set[int] = set()
    for index in range(len(reading.words)):
        for one in _at(reading, index):
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
        known = _is_given(reading, index, name) or (not is_ordinary(name) and not is_definite(name))
        if not known or reading.sign(index) or kinds(name) & Word.LATIN:
            return
        last, confidence = name_end(reading, index, name, titled=True)
        if last == index:
            return
        one = candidate(reading, index, last, "person", "list", max(confidence, 0.6), cut)
        yield one


def _at(reading: Reading, index: int) -> Iterator[Candidate]:
    word = reading.word(index)
    hints = _hints(word)
    if not hints:
        return
    if hints & _TITLE:
        yield from _titled(reading, index)
        yield from _behind_office(reading, index)
    if hints & _GIVEN:
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
    hints = _TITLE if any(_is_of_person(form) for form in _title_forms(word)) else 0
    if _cut_before_given(word) is not None:
        hints |= _GIVEN
    if is_reporting_verb(word):
        hints |= _VERB
    if bare in _FATE or bare in _WORK or word in _RELATIVES:
        hints |= _NOUN
    if is_definite(word) and word.endswith("ي"):
        hints |= _DESCENT
    return hints


def _is_of_person(word: str) -> bool:
    bare = without_article(word)
    return bool(word) and (
        is_title(word) or is_office(word) or bare in _PROFESSIONS or bare in _VOCATIVE or bare in _HONORIFICS
    )


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
    if _begins(reading, first, word, titled=True):
        last, confidence = name_end(reading, first, word, titled=True)
        if last > first:
            yield candidate(reading, first, last, "person", evidence, max(confidence, least))
        elif single and (_is_given(reading, first) or (not given_only and _is_alone(reading, first))):
            yield candidate(reading, first, last, "person", evidence, single)
        return
    if not single or not is_definite(word):
        return
    following = reading.word(first + 1) if reading.is_plain(first + 1) else ""
    if following and is_nisba(word) and (_is_unknown(reading, first + 1) or _is_given(reading, first + 1)):
        # «اللاعب البرازيلي مارسيلو»
        yield from _named(reading, first + 1, evidence, least)
    elif not given_only and not is_ordinary(word) and not (is_definite(following) and is_ordinary(following)):
        last = first + (is_nisba(following) and not is_ordinary(following))
        yield candidate(reading, first, last, "person", evidence, single if is_nisba(word) else single - 0.1)


def _is_alone(reading: Reading, index: int) -> bool:
    """Whether one unknown word can be a whole name: a sign, a verb or a word of grammar ends it."""
    word, following = reading.word(index), reading.word(index + 1)
    if is_pattern(word) or word[0] in "يتن":
        return False
    ends = Word.STOP | Word.VERB | Word.PARTICLE | Word.NUMBER
    return not reading.is_plain(index + 1) or bool(kinds(following) & ends) or following[0] in "وفبل"


def _titled(reading: Reading, index: int) -> Iterator[Candidate]:
    following = _title_end(reading, index)
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
            ordinary = any(is_ordinary(word) for word in reading.folded[following : last + 1])
            if closes and closes in CLOSING_QUOTES and not ordinary and reading.word(following - 1):
                yield candidate(reading, following, last, "person", "title", 0.75)
        return
    title = _with_article(word := reading.word(following - 1)) or word
    given_only = not is_definite(title) or without_article(title) in _AMBIGUOUS or is_nisba(title)
    yield from _named(reading, following, "title", 0.7, single=0.65, given_only=given_only)


def _behind_office(reading: Reading, index: int) -> Iterator[Candidate]:
    """«رئيس الوزراء السابق سعد الراوي»: behind the office's last word with the article or its place."""
    forms = _title_forms(reading.word(index))
    if not any(
        (is_office(word) or is_title(word)) and without_article(word) not in _HONORIFICS for word in forms
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
    if without_article(word) in _VOCATIVE or word in _OF_SOMEBODY:
        # «سيد سعد», «نظام بشار»
        return
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
        joined = first + 1
        if single and reading.is_plain(joined) and reading.word(joined).startswith("وال"):
            # «بعد مقتل سعد والراوي»
            yield candidate(reading, joined, joined, "person", "reporting", 0.6, 1)
    elif word in _RELATIVES and reading.sign(first) and reading.sign(first) in CLOSING_QUOTES:
        yield candidate(reading, first, first, "person", "reporting", 0.6)


def _behind_work(reading: Reading, index: int) -> Iterator[Candidate]:
    """«بطولة فلان وفلان», «من إخراج فلان»."""
    first = index + 1
    if without_conjunction(reading.word(index)) not in _WORK or not reading.is_plain(first):
        return
    if _is_unknown(reading, first) or _is_given(reading, first):
        yield from _named(reading, first, "reporting", 0.6)


def _behind_nisba(reading: Reading, index: int) -> Iterator[Candidate]:
    """«البلجيكي يورن هارتمان»: two words that no dictionary has, behind a word with the article."""
    if not is_definite(reading.word(index)) or not reading.word(index).endswith("ي"):
        return
    first = index + 1
    if not (reading.is_plain(first) and reading.is_plain(first + 1)):
        return
    if _is_unknown(reading, first) and _is_unknown(reading, first + 1):
        last, _ = name_end(reading, first, reading.word(first), titled=True)
        if last > first and (reading.sign(last) or is_ordinary(reading.word(last + 1))):
            yield candidate(reading, first, last, "person", "given name", 0.6)
