"""Organisations and places by the noun that begins their names: «وزارة …», «حزب …», «جبل …»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from interviews.entities.found import Kind
from interviews.entities.keys import is_definite, is_nisba
from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.person_names import is_given, name_end
from interviews.entities.proposing.reading import CLOSING_QUOTES, OPENING_QUOTES, Known, Reading
from interviews.entities.proposing.word_kinds import (
    KURDISH_LETTERS,
    Word,
    is_common,
    is_pattern,
    kinds,
    proclitic,
    without_particles,
    word_set,
)
from interviews.entities.vocabulary import folded_words, phrases
from interviews.transcripts.text.reporting import without_conjunction

_ORGANISATION, _WEAK = word_set("organisation"), word_set("weak organisation")
_PLACE, _PLACE_BEFORE, _GOVERNS = word_set("place"), word_set("place before"), word_set("governs")
_HEADS = _ORGANISATION | _WEAK | _PLACE
_OUTSIDE = _PLACE_BEFORE | _GOVERNS
_DEFINITE, _MAKES_NAME = word_set("definite"), word_set("makes a name")
_DESCRIBES, _NAMES_NOTHING = word_set("describes"), word_set("names nothing")
_WITH_AND, _CARRIES_ON = word_set("goes on with and"), word_set("carries on")
_FORCES = word_set("forces")
_PURPOSES = word_set("purpose")
_ALWAYS = word_set("always a name")
_WITH_FOR = word_set("definite with for")
_COUNTS = word_set("counts")
_OF_ITS_OWN = phrases("proposals.txt", "name of its own")
#: «حركة» of these is no organisation.
_MOVEMENT, _MOVES = folded_words("حركة")[0], word_set("moves")
_LONGEST = 8
#: «متخصص», «مستقل», «مفتوح», «مهني»
_PARTICIPLE = re.compile("م..و.|مت.{3,4}|مست.{2,3}|م.{3}")


def headed(reading: Reading) -> Iterator[Candidate]:
    """The organisations and places of a passage that a head shows, overlapping ones included."""
    for index, word in enumerate(reading.folded):
        hints = _hints(word)
        if hints is None:
            continue
        own, cut, outside, bare = hints
        if own:
            yield from _of_its_own(reading, index)
        if cut is not None:
            yield from _with_head(reading, index, cut, word[cut:])
        if outside is not None:
            yield from _place_behind(reading, index, word[outside:])
        if bare:
            yield from _definite(reading, index, word, bare)


@lru_cache(maxsize=50_000)
def _hints(word: str) -> tuple[bool, int | None, int | None, str] | None:
    """What a word may begin: a name of its own, one with a head, a place, one with a definite head."""
    bare = _with_article(word)
    own = any(_OF_ITS_OWN.begins(form) for form, _cut in without_particles(word))
    cut, outside = proclitic(word, _HEADS), proclitic(word, _OUTSIDE)
    with_head = cut if word[cut:] in _HEADS else None
    before = outside if word[outside:] in _OUTSIDE else None
    if not own and with_head is None and before is None and bare not in _DEFINITE:
        return None
    return own, with_head, before, bare if bare in _DEFINITE else ""


def _with_article(word: str) -> str:
    """«والحزب», «بالحزب», «للحزب» -> «الحزب»; other words as they are."""
    if word.startswith("لل"):
        return "ال" + word[2:]
    if word.startswith("ولل"):
        return "ال" + word[3:]
    return word[1:] if word.startswith(("وال", "بال", "فال", "كال")) else word


def _of_its_own(reading: Reading, index: int) -> Iterator[Candidate]:
    """«البرلمان العراقي», «مجلس النواب»."""
    for form, cut in without_particles(reading.word(index)):
        if not _OF_ITS_OWN.begins(form):
            continue
        length = _OF_ITS_OWN.opens([form, *reading.folded[index + 1 : index + 3]])
        last = index + length - 1
        if length and all(reading.is_plain(inside) for inside in range(index + 1, last + 1)):
            last = _agreeing(reading, last, last)
            yield candidate(reading, index, last, "organisation", "head", 0.85, cut, begins=form)
            return


def _agreeing(reading: Reading, last: int, first: int) -> int:
    """How far adjectives of descent go on behind a name's last word: «العراقي», «العراقية»."""
    while reading.is_plain(last + 1) and last - first < 4:
        following = reading.word(last + 1)
        if following in _DESCRIBES or not (is_nisba(following) or following in _MAKES_NAME):
            break
        last += 1
    return last


def _with_head(reading: Reading, index: int, cut: int, head: str) -> Iterator[Candidate]:
    if index and reading.is_plain(index) and _is_count(reading, index - 1):
        return
    if reading.words[index].text.startswith("وأ"):
        # «وأدى» is folded like «وادي».
        return
    kind: Kind = "place" if head in _PLACE else "organisation"
    weak = head in _WEAK
    following = index + 1
    if following >= len(reading.words):
        return
    if not reading.is_plain(following):
        quoted = _quoted(reading, index)
        if quoted is not None:
            yield candidate(reading, following, quoted, kind, "head", 0.6 if weak else 0.7)
        return
    if KURDISH_LETTERS & set(reading.words[index].text) or reading.words[index].text.endswith("ی"):
        last = _kurdish_end(reading, following)
        if last is not None:
            yield candidate(reading, index, last, kind, "head", 0.65, cut)
        return
    always = head in _ALWAYS and is_definite(reading.word(following)) and following not in reading.known
    found = (following, 0.85) if always else _complement(reading, following, kind, 0)
    if found is None:
        return
    complement, confidence = found
    if head == _MOVEMENT and reading.word(complement) in _MOVES:
        # «حركة الملاحة», «حركة التجارة العالمية»
        return
    last = _goes_on(reading, index, complement, kind)
    if weak:
        # «مكتب المبيعات»; with an adjective, «شركة المياه الوطنية», it rather is a name.
        plain = last == following and is_common(reading.word(last))
        goes_on = last > complement or complement > following
        is_unknown = last == following and not is_common(reading.word(last))
        confidence -= 0.3 if plain else 0.0 if is_unknown else 0.1 if goes_on else 0.15
    yield candidate(reading, index, last, kind, "head", confidence, cut)


def _is_count(reading: Reading, index: int) -> bool:
    if reading.word(index) == "من" and index > 0:
        index -= 1
    return without_conjunction(reading.word(index)) in _COUNTS


def _quoted(reading: Reading, index: int) -> int | None:
    """The last word of the quotation of up to four words behind a word."""
    sign = reading.sign(index)
    if not sign or sign not in OPENING_QUOTES or kinds(reading.word(index + 1)) & Word.NUMBER:
        return None
    last = index + 1
    while last < index + 4 and reading.is_plain(last + 1):
        last += 1
    closing = reading.sign(last)
    return last if closing and closing in CLOSING_QUOTES else None


def _complement(reading: Reading, index: int, kind: Kind, depth: int) -> tuple[int, float] | None:
    """The last word of what completes a head, and how surely it makes a name of it."""
    word = reading.word(index)
    if known := reading.known.get(index):
        return _known_complement(reading, index, known)
    word_kind = kinds(word)
    if word_kind & (Word.STOP | Word.NUMBER | Word.PARTICLE | Word.LATIN) or reading.has_tanwin(index):
        return None
    if word_kind & Word.DEFINITE:
        return _definite_complement(reading, index, kind)
    if depth < 3 and (word in _CARRIES_ON or word in _HEADS) and reading.is_plain(index + 1):
        return _complement(reading, index + 1, kind, depth + 1)
    if word in _NAMES_NOTHING or (is_common(word) and not word_kind & Word.GIVEN):
        return None
    if word_kind & Word.GIVEN:
        last, confidence = name_end(reading, index, word, titled=False)
        if last > index and confidence >= 0.5:
            return last, 0.75
        return None if word_kind & (Word.ORDINARY | Word.VERB) else (index, 0.65)
    if _looks_indefinite(reading, index, kind) or word[:1] in "وف":
        return None
    return _unknown_complement(reading, index, kind)


def _known_complement(reading: Reading, index: int, known: Known) -> tuple[int, float] | None:
    """«جامعة بغداد»: a name of the authority that begins here."""
    if known.first != index or known.start != reading.words[index].start:
        return None
    if known.kind == "place" and reading.word(index - 1) in _FORCES:
        # «قوات العراق» describes; «قوات سوريا الديمقراطية» is a name.
        return (known.last, 0.8) if reading.word(known.last + 1) in _MAKES_NAME else None
    return known.last, 0.85


def _definite_complement(reading: Reading, index: int, kind: Kind) -> tuple[int, float] | None:
    """«حزب الأمة»; «مؤسسة الملك فيصل» with the whole name."""
    word = reading.word(index)
    if kinds(word) & Word.PERSON and reading.is_plain(index + 1) and is_given(reading, index + 1):
        return name_end(reading, index + 1, reading.word(index + 1), titled=True)[0], 0.75
    if word in _NAMES_NOTHING or word in _DESCRIBES:
        return None
    if kind == "place":
        return index, 0.5 if is_common(word) else 0.75
    return index, 0.7 if is_common(word) else 0.8


def _unknown_complement(reading: Reading, index: int, kind: Kind) -> tuple[int, float]:
    """«قناة نون نيوز»: words that no list has, three at most."""
    last = index
    while last < index + 2 and _goes_on_unknown(reading, last + 1):
        last += 1
    return last, 0.65 if kind == "place" or _is_end(reading, last + 1) else 0.5


def _goes_on_unknown(reading: Reading, index: int) -> bool:
    word = reading.word(index)
    return (
        reading.is_plain(index)
        and index not in reading.known
        and not (is_common(word) or is_definite(word) or word in _HEADS or word.isascii())
        and not reading.has_tanwin(index)
        and not reading.words[index].text.endswith("ه")
        and word[:1] not in "وبل"
    )


def _is_end(reading: Reading, index: int) -> bool:
    """Whether an unknown name has ended before a word: a sign, a verb, a word of grammar, a definite one."""
    if not reading.is_plain(index):
        return True
    word = reading.word(index)
    ends = Word.STOP | Word.VERB | Word.PARTICLE | Word.NUMBER | Word.DEFINITE | Word.PERSON
    return bool(kinds(word) & ends) or word[0] in "وفبل"


def _looks_indefinite(reading: Reading, index: int, kind: Kind) -> bool:
    """Whether an unknown word behind a head rather describes it: «ميليشيات مرتزقة», «قلعة لانطلاق»."""
    word, written = reading.word(index), reading.words[index].text
    if (
        is_pattern(word)
        or written.endswith(("ات", "ين", "ون"))
        or (kind == "organisation" and written.endswith("ة"))
    ):
        return True
    if word[:1] in "لب" and (is_common(word[1:]) or is_pattern(word[1:])):
        return True
    if kind == "organisation" and _PARTICIPLE.fullmatch(word):
        return True
    return kind == "organisation" and written.endswith("ي") and not written.endswith(("اني", "ري"))


def _goes_on(reading: Reading, first: int, last: int, kind: Kind) -> int:
    """How far a name goes on behind its complement: adjectives, «والبحث العلمي», «للشغل»."""
    while reading.is_plain(last + 1) and last - first < _LONGEST:
        following = reading.word(last + 1)
        if following in _DESCRIBES:
            break
        if is_nisba(following) or following in _MAKES_NAME:
            last += 1
            continue
        if kind == "organisation" and following[:1] == "و" and following[1:] in _WITH_AND:
            last += 1
            continue
        if kind == "organisation" and _is_purpose(reading, last + 1):
            last += 2
            continue
        if known := reading.known.get(last + 1):
            # «مكتب حقوق الإنسان العراق»: a place completes no definite noun.
            if (
                known.kind == "place"
                and not is_definite(reading.word(last))
                and known.start == reading.words[last + 1].start
            ):
                last = known.last
                continue
            break
        break
    return last


def _kurdish_end(reading: Reading, index: int) -> int | None:
    """The end of a Kurdish name, whose words but the last end in «ی»: «پارتی دیموکراتی کوردستان»."""
    last = index
    if kinds(reading.word(index)) & (Word.STOP | Word.NUMBER):
        return None
    while last < index + 3 and reading.words[last].text.endswith(("ی", "ي")) and reading.is_plain(last + 1):
        if kinds(reading.word(last + 1)) & Word.STOP:
            break
        last += 1
    return last


def _definite(reading: Reading, index: int, word: str, bare: str) -> Iterator[Candidate]:
    """«الهيئة العامة للاستثمار», «الحزب الشيوعي العراقي», «التيار الصدري»."""
    last, strength = index, 0.0
    while reading.is_plain(last + 1) and last - index < _LONGEST:
        following = reading.word(last + 1)
        if following in _DESCRIBES:
            break
        if following in _MAKES_NAME:
            strength = max(strength, 0.7)
        elif is_nisba(following):
            strength = max(strength, 0.5 if is_common(following) else 0.6)
        elif last > index and bare in _WITH_FOR and following.startswith("لل") and len(following) > 4:
            strength = max(strength, 0.8)
            last += _is_described(reading, last + 1)
        elif last > index and bare in _WITH_FOR and _is_purpose(reading, last + 1):
            strength = max(strength, 0.8)
            last += 1
        elif last > index + 1 and following[:1] == "و" and _goes_on_with_and(reading, last, following[1:]):
            pass
        else:
            break
        last += 1
    if last == index:
        return
    if last > index + 1:
        strength = min(0.9, strength + 0.1)
    yield candidate(
        reading, index, last, "organisation", "head", strength, _attached(word, bare), begins=bare
    )


def _is_described(reading: Reading, index: int) -> bool:
    """Whether an adjective agrees with a feminine word with «لل»: «للكرة الطائرة»."""
    described = reading.word(index + 1)
    return (
        reading.is_plain(index + 1)
        and is_definite(described)
        and reading.words[index].text.endswith("ة")
        and reading.words[index + 1].text.endswith("ة")
        and described not in _DESCRIBES
    )


def _attached(word: str, bare: str) -> int:
    """How many letters stand before a word with its article: 1 in «والحزب», 2 in «للحزب»."""
    return len(word) - len(bare) + (2 if word.lstrip("وف").startswith("لل") else 0)


def _is_purpose(reading: Reading, index: int) -> bool:
    """Whether «لكرة القدم», «لحقوق الإنسان» stands here."""
    word = reading.word(index)
    return (
        word[:1] == "ل"
        and word[1:] in _PURPOSES
        and is_definite(reading.word(index + 1))
        and reading.is_plain(index + 1)
    )


def _goes_on_with_and(reading: Reading, last: int, joined: str) -> bool:
    """Whether «و» goes on with what the name is for: «للسياحة والتراث»."""
    if joined in _WITH_AND:
        return True
    for_all = reading.word(last).startswith("لل") or reading.word(last - 1).startswith("لل")
    return (
        for_all
        and is_definite(joined)
        and is_common(joined)
        and not kinds(joined) & Word.PERSON
        and joined not in _DEFINITE
    )


def _place_behind(reading: Reading, index: int, head: str) -> Iterator[Candidate]:
    """«مدينة القامشلي», «محافظ كركوك»: the name is what follows."""
    first = index + 1
    if not reading.is_plain(first) or first in reading.known:
        return
    word = reading.word(first)
    kind = kinds(word)
    if kind & (Word.STOP | Word.NUMBER | Word.PARTICLE | Word.LATIN) or reading.has_tanwin(first):
        return
    if word in _NAMES_NOTHING or word in _DESCRIBES or word in _HEADS or is_common(word):
        return
    if not kind & Word.DEFINITE and _looks_indefinite(reading, first, "organisation"):
        return
    if word[0] in "يت" and reading.is_plain(first + 1):
        # «منطقة يحفل تاريخها …»
        return
    if head in _GOVERNS and (kind & Word.GIVEN or is_definite(word)):
        return
    last = first
    following = reading.word(first + 1)
    if (
        not kind & Word.DEFINITE
        and reading.is_plain(first + 1)
        and first + 1 not in reading.known
        and (is_definite(following) and not is_common(following) and following not in _DESCRIBES)
    ):
        last = first + 1
    if is_nisba(word) and is_common(word):
        return
    yield candidate(reading, first, last, "place", "head", 0.65 if head not in _GOVERNS else 0.55)
