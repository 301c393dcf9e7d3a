"""A passage as the rules of proposing read it: its words, what parts them, and what each of them can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from interviews.arabic.stopwords import is_stop_word
from interviews.arabic.tokens import Token, tokenize
from interviews.entities.found import Kind
from interviews.entities.vocabulary import folded_words, lines, sections
from interviews.transcripts.people.names import is_office, is_title, without_article
from interviews.transcripts.people.running_names import describes_person, tells
from interviews.transcripts.text.reporting import is_reporting_verb

ARTICLE = "ال"
#: With fewer letters the word is a particle's rest, not a noun with its article.
_SHORTEST_WITH_ARTICLE = 5
_PROCLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل")
_WITH_ARTICLE = ("وال", "بال", "فال", "كال", "لل", "ولل", "وبال", "فلل")
_LEAST_AFTER_PROCLITIC = 3
#: What may stand between two words of one name.
_INSIDE_NAMES = ("-", "‐", "‑", "'", "’")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeffـ"
OPENING_QUOTES, CLOSING_QUOTES = '«"“„', '»"”“'
_TANWIN = ("\u064b", "اً")
_SUFFIXES = ("ها", "هم", "هما", "كم", "نا", "اته", "وا")


class Word(Flag):
    """What a folded word can be, looked at alone."""

    NONE = 0
    STOP = auto()
    ORDINARY = auto()
    VERB = auto()
    GIVEN = auto()
    DEFINITE = auto()
    #: A noun for people: a title, an office, a calling.
    PERSON = auto()
    #: A particle and the article stand before it: «بالقرار».
    PARTICLE = auto()
    #: Its ending or beginning is a verb's or shows its owner: «أصدقائهم», «سيعلن».
    INFLECTED = auto()
    LATIN = auto()
    NUMBER = auto()


def _words_of(file: str, section: str) -> frozenset[str]:
    return frozenset(word for line in lines(file, section) for word in folded_words(line))


def word_set(section: str) -> frozenset[str]:
    """The folded single words of a section of `proposals.txt`."""
    return _words_of("proposals.txt", section)


_NOUNS, _VERBS = _words_of("ordinary_words.txt", "noun"), _words_of("ordinary_words.txt", "verb")
_DEFINITE_WORDS = _words_of("ordinary_words.txt", "definite") | word_set("describes")
_HEADS = frozenset().union(
    *(word_set(section) for section in ("organisation", "weak organisation", "place", "place before"))
)
#: Nouns of action and plurals, by their letters: «استقلال», «انفجار», «اتصالات», «المتظاهرين».
_PATTERNS = re.compile("است.{2,4}|ان..ا.|ا.ت.ا.|ت..ي.ه?|م.ا..ه|..{3,}(?:ات|ون|ين|تين|يين)")


def _given_names() -> frozenset[str]:
    file = "given_names.txt"
    return frozenset(word for section in sections(file) for word in _words_of(file, section))


_GIVEN = _given_names() if (Path(__file__).parents[1] / "data" / "given_names.txt").exists() else frozenset()


@lru_cache(maxsize=50_000)
def kinds(word: str) -> Word:
    """What a folded word can be: «كريم» is GIVEN and ORDINARY, «الماضي» DEFINITE and ORDINARY."""
    if word.isascii():
        return Word.NUMBER if word[:1].isdigit() else Word.LATIN
    found = Word.NONE
    bare = word
    if word.startswith(ARTICLE) and len(word) >= _SHORTEST_WITH_ARTICLE:
        found |= Word.DEFINITE
        bare = word[2:]
    elif word.startswith(_WITH_ARTICLE) and len(word) > 5 and word not in _GIVEN:
        found |= Word.PARTICLE
    if word in _GIVEN:
        found |= Word.GIVEN
    if is_stop_word(word):
        found |= Word.STOP
    if bare in _NOUNS or word in _NOUNS or word in _DEFINITE_WORDS or word in _HEADS:
        found |= Word.ORDINARY
    elif Word.DEFINITE in found and _PATTERNS.fullmatch(bare):
        found |= Word.ORDINARY
    elif len(word) > 3 and word.endswith("ه") and (word[:-1] in _NOUNS or describes_person(word[:-1])):
        # «سموه», «فريقه»: the owner is told.
        found |= Word.ORDINARY
    if tells(word) or is_reporting_verb(word) or word in _VERBS:
        found |= Word.VERB
    if describes_person(word):
        found |= Word.PERSON
    if Word.DEFINITE not in found and Word.GIVEN not in found and _is_inflected(word):
        found |= Word.INFLECTED
    return found


def _is_inflected(word: str) -> bool:
    if len(word) > 4 and word.endswith(_SUFFIXES):
        return True
    if len(word) > 4 and word.startswith(("سي", "ست", "سن", "است", "يت", "تت", "نت", "ين")):
        return True
    # «تمكنت»; a foreign name rarely ends so.
    return len(word) > 4 and word.endswith("ت") and not word.endswith("ات") and word[0] not in "م"


def is_ordinary(word: str) -> bool:
    """Whether a folded word is rather one of the language than a name: not, where it is a given name only."""
    kind = kinds(word)
    if Word.GIVEN in kind and not kind & (Word.ORDINARY | Word.VERB | Word.STOP):
        return False
    return bool(
        kind
        & (Word.STOP | Word.ORDINARY | Word.VERB | Word.PERSON | Word.PARTICLE | Word.INFLECTED | Word.NUMBER)
    )


def is_definite(word: str) -> bool:
    """Whether a folded word has «ال»."""
    return Word.DEFINITE in kinds(word)


def is_nisba(word: str) -> bool:
    """Whether a folded word looks like «الراوي», «العراقية»: the article and the ending of descent."""
    return is_definite(word) and word.endswith(("ي", "يه")) and len(word) > 5


def proclitic(word: str, known: frozenset[str]) -> int:
    """How many letters of particles stand before a word of a set: («وحزب», …) gives 1; 0 for none."""
    if word in known:
        return 0
    for particle in _PROCLITICS:
        if word.startswith(particle) and word[len(particle) :] in known:
            return len(particle)
    return 0


@dataclass(slots=True)
class Known:
    """A name of the authority in a passage, by the indices of its words."""

    first: int
    last: int
    start: int
    kind: Kind


@dataclass(slots=True)
class Reading:
    """The words of a passage; `signs[i]` is what parts word i from the next: "" for a space."""

    text: str
    words: list[Token]
    folded: list[str]
    signs: list[str]
    #: The known name that covers a word, by the word's index.
    known: dict[int, Known] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Reading:
        """The words of a passage and the signs between them."""
        words = list(tokenize(text))
        signs = [_sign(text, word, following) for word, following in pairwise(words)]
        last = text[words[-1].end : words[-1].end + 8].strip().strip(_INVISIBLE) if words else ""
        return cls(text, words, [word.folded for word in words], [*signs, last[:1] or "\n"] if words else [])

    def word(self, index: int) -> str:
        """The folded word at an index, "" outside."""
        return self.folded[index] if 0 <= index < len(self.folded) else ""

    def sign(self, index: int) -> str:
        """What parts a word from the next, a line's end outside."""
        return self.signs[index] if 0 <= index < len(self.signs) else "\n"

    def is_plain(self, index: int) -> bool:
        """Whether the word at an index goes with the one before: nothing but a space between them."""
        return 0 < index < len(self.words) and not self.signs[index - 1]

    def has_tanwin(self, index: int) -> bool:
        """Whether a word ends in «ـً», as no name does."""
        return self.words[index].text.endswith(_TANWIN) or _TANWIN[0] in self.words[index].text


def _sign(text: str, word: Token, following: Token) -> str:
    between = text[word.end : following.start]
    if between == " ":
        return ""
    if "\n\n" in between or "\n \n" in between:
        return "\n"
    signs = between.strip().strip(_INVISIBLE).strip()
    if signs == "." and len(word.folded) == 1:
        return ""
    if not signs or between in _INSIDE_NAMES:
        # Wrapped lines go on; where every line is a paragraph of its own, the words tell it.
        return ""
    return signs[0]


__all__ = [
    "ARTICLE",
    "CLOSING_QUOTES",
    "OPENING_QUOTES",
    "Known",
    "Reading",
    "Word",
    "is_definite",
    "is_nisba",
    "is_office",
    "is_ordinary",
    "is_title",
    "kinds",
    "proclitic",
    "without_article",
    "word_set",
]
