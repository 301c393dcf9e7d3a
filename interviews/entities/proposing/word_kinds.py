"""What can a folded word be, looked at alone? A given name, a verb, a title, a word with its article…"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from interviews.arabic import letters as a
from interviews.arabic.stem import ARTICLE, MERGED_ARTICLE
from interviews.arabic.stopwords import is_stop_word
from interviews.entities.keys import ALL_PROCLITICS, LEAST_AFTER_PROCLITIC, PARTICLES, is_definite
from interviews.entities.vocabulary import folded_words, given_names, lines
from interviews.transcripts.people.running_names import describes_person, tells
from interviews.transcripts.text.reporting import is_reporting_verb

_WITH_ARTICLE = ("وال", "بال", "فال", "كال", "لل", "ولل", "وبال", "فلل")
_SUFFIXES = ("ها", "هم", "هما", "كم", "نا", "اته", "وا")


class Word:
    """What a folded word can be, looked at alone: bits, since these are asked for at every word."""

    STOP = 1
    ORDINARY = 2
    VERB = 4
    GIVEN = 8
    DEFINITE = 16
    #: A noun for people: a title, an office, a calling.
    PERSON = 32
    #: A particle and the article stand before it: «بالقرار».
    PARTICLE = 64
    #: Its ending or beginning is a verb's or shows its owner: «أصدقائهم», «سيعلن».
    INFLECTED = 128
    LATIN = 256
    NUMBER = 512
    #: None of those that a name cannot be, either.
    OF_LANGUAGE = STOP | ORDINARY | VERB | PERSON | PARTICLE | INFLECTED | NUMBER


def _words_of(file: str, section: str) -> frozenset[str]:
    return frozenset(word for line in lines(file, section) for word in folded_words(line))


def word_set(section: str) -> frozenset[str]:
    """The folded single words of a section of `proposals.txt`."""
    return _words_of("proposals.txt", section)


_NOUNS, _VERBS = _words_of("ordinary_words.txt", "noun"), _words_of("ordinary_words.txt", "verb")
_DEFINITE_WORDS = _words_of("ordinary_words.txt", "definite") | word_set("describes")
_NO_NAME = word_set("no name")
_HEADS = frozenset().union(
    *(word_set(section) for section in ("organisation", "weak organisation", "place", "place before"))
)
#: Arabic has none of these.
KURDISH_LETTERS = frozenset("ەێۆڕڵ")
#: Nouns of action and plurals, by their letters: «استقلال», «انفجار», «اتصالات», «المتظاهرين».
_PATTERNS = re.compile("است.{2,4}|ان..ا.|ا...?ا.|ت..ي.ه?|م.ا..ه|.{4,}(?:ات|ون|ين)|.{3,}(?:تين|تان)")


def _single(names: Iterable[str]) -> frozenset[str]:
    return frozenset(words[0] for words in map(folded_words, names) if len(words) == 1)


_SURE_NAMES = _single(given_names(that_are_words=False))
_UNSURE_NAMES = _single(given_names(that_are_words=True))
_GIVEN = _SURE_NAMES | _UNSURE_NAMES


#: «اشترط», «انتقد»
_EIGHTH_FORM = re.compile("ا.ت[^اوي].|ان[^اوي][^اوي].")


@lru_cache(maxsize=50_000)
def kinds(word: str) -> int:
    """What a folded word can be: «كريم» is GIVEN and ORDINARY, «الماضي» DEFINITE and ORDINARY."""
    if word.isascii():
        return Word.NUMBER if word[:1].isdigit() else Word.LATIN
    found = 0
    with_hamza = word[0] == a.ALEF_HAMZA_ABOVE
    if with_hamza:
        word = a.ALEF + word[1:]
    bare = word
    if not with_hamza and is_definite(word):
        found |= Word.DEFINITE
        bare = word[2:]
    elif word.startswith(_WITH_ARTICLE) and len(word) > (4 if word[1] == "ل" else 5) and word not in _GIVEN:
        found |= Word.PARTICLE
    if word in _SURE_NAMES:
        return found | Word.GIVEN | (Word.STOP if is_stop_word(word) else 0)
    if word in _UNSURE_NAMES:
        found |= Word.GIVEN | Word.ORDINARY
    if is_stop_word(word):
        found |= Word.STOP
    if (
        word in _NO_NAME
        or bare in _NOUNS
        or word in _NOUNS
        or word in _DEFINITE_WORDS
        or word in _HEADS
        or (found & Word.DEFINITE and _PATTERNS.fullmatch(bare))
        or _is_ordinary_form(word)
    ):
        found |= Word.ORDINARY
    if tells(word) or is_reporting_verb(word) or word in _VERBS:
        found |= Word.VERB
    if describes_person(word):
        found |= Word.PERSON
    if not found & Word.DEFINITE and not found & Word.GIVEN and _is_inflected(word):
        found |= Word.INFLECTED
    return found


def _is_ordinary_form(word: str) -> bool:
    """Whether a known noun has an ending: the owner's («سموه», «والدته»), an adverb's («اقتصاديا»)."""
    if len(word) < 4:
        return False
    if word.endswith("ه"):
        return (
            word[:-1] in _NOUNS
            or describes_person(word[:-1])
            or (word[-2] == "ت" and (word[:-2] + "ه" in _NOUNS or describes_person(word[:-2] + "ه")))
        )
    return word.endswith("ا") and word[:-1] in _NOUNS


def is_pattern(word: str) -> bool:
    """Whether a bare word has the letters of a noun of action, a dual or a plural: «ازدياد», «غرفتين»."""
    return bool(_PATTERNS.fullmatch(word))


def _is_inflected(word: str) -> bool:
    if len(word) > 4 and word.endswith(_SUFFIXES):
        return True
    if len(word) == 4 and word.endswith(("ها", "هم")):
        return True
    if len(word) > 3 and word.endswith("وا"):
        return True
    if len(word) > 4 and word[0] in "يت" and word.endswith(("ون", "ين", "ان")):
        return True
    if len(word) == 4 and word.startswith(("سي", "ست")) and word[2] not in "اوي":
        return True
    if len(word) > 4 and word.startswith(("سي", "ست", "سن", "است", "يت", "تت", "نت", "ين")):
        return True
    if _EIGHTH_FORM.fullmatch(word):
        return True
    # «تمكنت»; a foreign name rarely ends so.
    return len(word) > 4 and word.endswith("ت") and not word.endswith("ات") and word[0] not in "م"


def is_common(word: str) -> bool:
    """Whether a folded word is rather one of the language than a name: not, where it is a given name only."""
    kind = kinds(word)
    if kind & Word.GIVEN and not kind & (Word.ORDINARY | Word.VERB | Word.STOP):
        return False
    return bool(kind & Word.OF_LANGUAGE)


@lru_cache(maxsize=50_000)
def without_particles(word: str) -> tuple[tuple[str, int], ...]:
    """What a word may be when its particles are taken off, and how many letters those are.

    «والموصل» -> («والموصل», 0), («الموصل», 1); «للموصل» -> …, («الموصل», 2): «لل» holds the article.
    """
    forms = [(word, 0)]
    for particle in ALL_PROCLITICS:
        cut = len(particle)
        if word.startswith(particle) and len(word) - cut >= LEAST_AFTER_PROCLITIC:
            forms.append((ARTICLE + word[cut:] if particle.endswith(MERGED_ARTICLE) else word[cut:], cut))
    return tuple(forms)


def proclitic(word: str, known: frozenset[str]) -> int:
    """How many letters of particles stand before a word of a set: («وحزب», …) gives 1; 0 for none."""
    if word in known:
        return 0
    for particle in PARTICLES:
        if word.startswith(particle) and word[len(particle) :] in known:
            return len(particle)
    return 0
