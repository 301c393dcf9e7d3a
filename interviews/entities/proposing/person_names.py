"""Where a person's name begins and where it ends, when nothing but the language tells it."""

from __future__ import annotations

from functools import lru_cache

from interviews.entities.keys import PARTICLES, is_definite, is_nisba
from interviews.entities.proposing.reading import Reading
from interviews.entities.proposing.word_kinds import (
    KURDISH_LETTERS,
    Word,
    is_common,
    is_pattern,
    kinds,
    word_set,
)
from interviews.entities.vocabulary import folded_words
from interviews.transcripts.text.reporting import is_reporting_verb

#: «بن», and «أبو», which the next word completes.
LINEAGE, KUNYA = word_set("lineage"), word_set("kunya")
_FAMILY = "ال"
#: First halves of names of two words: «عبد الله», «نور الدين».
FIRST_HALVES = frozenset(folded_words("عبد العبد عبيد سيف نور"))
_BEFORE_ARTICLE = frozenset(folded_words("عبد العبد عبيد"))
#: «عبد ربه»; «طيب الله ثراه» behind the name of a dead.
_HIS_LORD, _BLESSED = folded_words("ربه")[0], folded_words("طيب")[0]
_SECOND_HALVES = frozenset(folded_words("الله الدين الاسلام الحق الرحمن العابدين الزهراء الإله النبي الهدى"))
#: Nouns whose owner's name may follow, but which are none: «ابني محمد».
RELATIVES = word_set("relative")
_DESCRIBES, _OFFICES = word_set("describes"), word_set("office too")
_BEHIND_NOUNS = Word.GIVEN | Word.ORDINARY | Word.STOP | Word.DEFINITE | Word.PERSON | Word.VERB
_BEHIND_ANY = _BEHIND_NOUNS | Word.INFLECTED
#: «علي» is folded like «على», which is written with another last letter.
_ALI, _ALI_WRITTEN = folded_words("علي")[0], "ي"
_MOST_UNITS, _MOST_UNKNOWN = 6, 4


def is_given(reading: Reading, index: int, word: str | None = None) -> bool:
    """Whether the word at an index, or what is left of it as `word`, is a common given name: «سعد», «أمل»."""
    word = reading.word(index) if word is None else word
    if not kinds(word) & Word.GIVEN:
        return False
    # «علي», folded like «على».
    return not kinds(word) & Word.STOP or (
        len(word) > 2 and reading.words[index].text.endswith(_ALI_WRITTEN) and word == _ALI
    )


def is_sure_given(reading: Reading, index: int, word: str | None = None) -> bool:
    """A given name that is no ordinary word as well."""
    word = reading.word(index) if word is None else word
    return is_given(reading, index, word) and not kinds(word) & (Word.ORDINARY | Word.VERB | Word.PERSON)


def is_unknown(reading: Reading, index: int) -> bool:
    """A bare word that nothing shows to be one of the language: «هارتمان»."""
    word = reading.word(index)
    return (
        len(word) > 2
        and not kinds(word) & (Word.DEFINITE | Word.LATIN)
        and not is_common(word)
        and not reading.has_tanwin(index)
        and not reading.words[index].text.endswith("ه")
        and word not in RELATIVES
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
        completes = reading.word(following) in _SECOND_HALVES
        if not completes and (not _joins(word, reading.word(following)) or reading.has_tanwin(following)):
            break
        index = following
        word = reading.word(index)
        if completes:
            break
    return index


def _joins(word: str, following: str) -> bool:
    """Whether the next word completes this one: «أبو», «بن» any, «عبد» one with its article."""
    if word in KUNYA or word in LINEAGE or word == _FAMILY:
        return True
    return word in _BEFORE_ARTICLE and (is_definite(following) or following == _HIS_LORD)


def name_end(reading: Reading, first: int, word: str, *, titled: bool) -> tuple[int, float]:
    """The last word of the name that begins with `word` (the first one without its particles), and how sure.

    «سعد كريم الراوي باستقالة» -> its third word. (first, 0.0) where nothing goes on and nothing shows a name.
    """
    name = _PersonName(reading, first, word, titled)
    while name.units < _MOST_UNITS and reading.is_plain(name.last + 1) and name.take(name.last + 1):
        name.units += 1
    return name.last, name.confidence


class _PersonName:
    """A person's name while it is read, part by part."""

    def __init__(self, reading: Reading, first: int, word: str, titled: bool) -> None:
        self._reading, self._first, self._titled = reading, first, titled
        self._given = is_given(reading, first, word)
        self._sure = is_sure_given(reading, first, word)
        self.last = _unit_end(reading, first, word)
        self.units = 1
        self.confidence = 0.5 if titled else 0.0
        if self._sure or word in FIRST_HALVES:
            self._is_at_least(0.6 if titled else 0.35)
        if self.last > first and (word in KUNYA or word in FIRST_HALVES or self._given):
            self._is_at_least(0.7)
        # Whether a surname with its article has closed the name; whether the last part was a given name.
        self._closed, self._of_given = False, self._given

    def _is_at_least(self, confidence: float) -> None:
        self.confidence = max(self.confidence, confidence)

    def take(self, index: int) -> bool:
        """Whether the word at an index goes on with the name, which then has it and what completes it."""
        reading = self._reading
        part = reading.word(index)
        kind = kinds(part)
        if part in LINEAGE or _is_family(reading, index):
            return self._take_lineage(index, part)
        if self._closed and not (is_nisba(part) and not is_common(part)):
            # A surname closes: only a second one goes on, «الصدر الموسوي».
            return False
        if (
            part in _DESCRIBES
            or reading.has_tanwin(index)
            or index in reading.known
            or _is_wish(reading, index)
        ):
            return False
        if kind & Word.GIVEN and not kind & Word.DEFINITE and (kind & Word.PERSON or part in _OFFICES):
            # «الحسين ملك …»
            return False
        if kind & Word.DEFINITE:
            return self._take_surname(index, part)
        if part in KUNYA and reading.is_plain(index + 1):
            self.last = _unit_end(reading, index, part)
            self._is_at_least(0.75 if self._given else 0.6)
            self._of_given = True
            return True
        if is_given(reading, index):
            return self._take_given(index, part)
        return is_unknown(reading, index) and self.units < _MOST_UNKNOWN and self._take_unknown(index, part)

    def _take_lineage(self, index: int, part: str) -> bool:
        """«بن سعد», «آل سعد»."""
        reading = self._reading
        if not reading.is_plain(index + 1) or kinds(reading.word(index + 1)) & Word.STOP:
            return False
        self.last = _unit_end(reading, index, part)
        self._is_at_least(0.85)
        self._closed, self._of_given = _is_family(reading, index), True
        return True

    def _take_surname(self, index: int, part: str) -> bool:
        """«الراوي»; of an ordinary word («المهندس») only behind what is surely a name."""
        reading = self._reading
        descent = is_nisba(part) and any(word in LINEAGE for word in reading.folded[self._first : self.last])
        if not (descent or _follows_as_surname(reading, index, self.units, self._sure, self._titled)):
            return False
        if not self._of_given and not is_nisba(part):
            # «فولفغانغ شويبله المنتمي إلى …»
            return False
        strong = (self._given or self._titled) and not is_common(part)
        self._is_at_least(0.8 if strong else 0.65 if self._sure or self._titled else 0.5)
        self.last, self._closed = index, True
        return True

    def _take_given(self, index: int, part: str) -> bool:
        reading = self._reading
        ordinary = bool(kinds(part) & (Word.ORDINARY | Word.VERB))
        if ordinary and not (self._given and (self._sure or self._titled)):
            return False
        if is_reporting_verb(part) and not _more_follows(reading, index):
            return False
        self.last = _unit_end(reading, index, part)
        self._is_at_least((0.8 if not ordinary else 0.6) if self._given or self._titled else 0.55)
        self._of_given = True
        return True

    def _take_unknown(self, index: int, part: str) -> bool:
        """«هارتمان»: a word that no list has."""
        reading = self._reading
        if part.endswith(("ين", "ون", "ان")) and not (self._given or self._titled):
            return False
        if self.units > 1 and KURDISH_LETTERS & set(reading.words[index].text):
            # In Kurdish the verb ends the sentence: «ئازاد کەریم قسەی کرد».
            return False
        if _may_be_verb(reading, index) or (part[0] == "و" and self.units > 1):
            # «محمد يعارض القرار»
            return False
        self.last = index
        self._is_at_least(0.7 if self._sure or self._titled else 0.5 if self._given else 0.4)
        self._of_given = False
        return True


def _is_wish(reading: Reading, index: int) -> bool:
    """Whether «رحمه الله» stands here, which is no «رحمة», or «طيب الله»."""
    is_of_wish = reading.words[index].text.endswith("ه") or reading.word(index) == _BLESSED
    return is_of_wish and reading.word(index + 1) in _SECOND_HALVES


def _may_be_verb(reading: Reading, index: int) -> bool:
    """Whether an unknown word rather is a verb with something behind it: «يعارض», «نسامح»."""
    word, following = reading.word(index), reading.word(index + 1)
    if word[0] not in "يتن" or not reading.is_plain(index + 1):
        return False
    # «ريتشارد نيفيو من …»: of a person no verb says «we».
    return word[0] != "ن" or not (kinds(following) & Word.STOP or following[0] == "و")


def _is_family(reading: Reading, index: int) -> bool:
    """Whether «آل» stands here, which is folded like the article."""
    return reading.word(index) == _FAMILY and reading.words[index].text.startswith("آ")


def _more_follows(reading: Reading, index: int) -> bool:
    return reading.is_plain(index + 1) and not is_common(reading.word(index + 1))


def _follows_as_surname(reading: Reading, index: int, units: int, sure: bool, titled: bool) -> bool:
    """Whether a word with the article is the surname of a name of so many parts."""
    part = reading.word(index)
    if not is_common(part):
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


def begins_name(reading: Reading, index: int, word: str, *, titled: bool) -> bool:
    """Whether a name can begin with a word."""
    kind = kinds(word)
    if not word or len(word) < 2 or kind & (Word.LATIN | Word.NUMBER | Word.PARTICLE):
        return False
    if word in KUNYA:
        return reading.is_plain(index + 1) and not kinds(reading.word(index + 1)) & (Word.STOP | Word.VERB)
    if word in FIRST_HALVES:
        return True
    following = reading.word(index + 1) if reading.is_plain(index + 1) else ""
    if word in _OFFICES and (following in _OFFICES or (following and is_definite(following))):
        # «ولي العهد»
        return False
    if is_given(reading, index, word):
        return True
    if kind & Word.DEFINITE:
        return False
    return titled and not is_common(word) and not _has_joined_particle(word) and not reading.has_tanwin(index)


def given_cut(reading: Reading, index: int) -> int | None:
    """How many letters of particles stand before a given name: «ومحمد» 1; None where none does."""
    cut = cut_before_given(reading.word(index))
    return cut if cut or (cut == 0 and _begins_given(reading, index)) else None


def _begins_given(reading: Reading, index: int) -> bool:
    word = reading.word(index)
    return word in FIRST_HALVES or word in KUNYA or is_given(reading, index)


@lru_cache(maxsize=50_000)
def cut_before_given(word: str) -> int | None:
    """The same of a folded word looked at alone: «ومحمد» 1, «محمد» 0, «لدينا» None."""
    kind = kinds(word)
    is_name = bool(kind & Word.GIVEN) or word in FIRST_HALVES or word in KUNYA
    if is_name and not (word[0] == "ل" and _is_sure(word[1:])):
        return 0
    if not is_name and kind & (Word.STOP | Word.VERB | Word.ORDINARY):
        # «لدينا» is no «ل» and «دينا».
        return None
    for particle in PARTICLES:
        rest = word[len(particle) :]
        if (
            word.startswith(particle)
            and len(rest) > 2
            and (_is_sure(rest) or rest in FIRST_HALVES or rest in KUNYA)
        ):
            return len(particle)
    return 0 if is_name else None


def _is_sure(word: str) -> bool:
    """Whether a folded word is a given name and nothing else."""
    kind = kinds(word)
    return bool(kind & Word.GIVEN) and not kind & (Word.ORDINARY | Word.STOP)
