"""Which words around a name tell that a person is meant, and which that the name goes on?"""

from __future__ import annotations

from functools import cache

from interviews.arabic.normalize import strip_tashkeel, strip_tatweel
from interviews.arabic.stopwords import is_stop_word
from interviews.transcripts.people.labels import GENERIC_SIDES
from interviews.transcripts.people.names import is_office, is_title
from interviews.transcripts.people.running_names import describes_person
from interviews.transcripts.text.reporting import is_reporting_verb
from interviews.transcripts.vocabulary import lines as label_lines

from .keys import is_ordinary, key_of
from .vocabulary import given_names


@cache
def _given_names() -> dict[str, frozenset[str]]:
    """The keys of common given names of one word, and how they are written."""
    written: dict[str, set[str]] = {}
    for name in given_names(that_are_words=False):
        key = key_of(name)
        if len(key) == 1:
            written.setdefault(key[0], set()).add(name)
    for name in given_names(that_are_words=True):
        # «علي» is a word by its key only, that of «على».
        key = key_of(name)
        if len(key) == 1 and is_stop_word(key[0]):
            written.setdefault(key[0], set()).add(name)
    return {key: frozenset(spellings) for key, spellings in written.items()}


@cache
def _given_names_and_words() -> frozenset[str]:
    return frozenset(" ".join(key_of(name)) for name in given_names(that_are_words=True))


def is_given_name(key: str, written: str = "") -> bool:
    """Whether a word's key is a common given name and no other word: «سعد», not «أمل».

    «علي» is one as it is ``written``, since its key is that of «على»; so is «آن», but not «أن».
    """
    spellings = _given_names().get(key)
    if spellings is None:
        return False
    return not is_stop_word(key) or strip_tatweel(strip_tashkeel(written)) in spellings


def is_word_too(key: str) -> bool:
    """Whether a key of a name is a word of the language as well: «أمل», «صالح»."""
    return is_ordinary(key) or is_stop_word(key) or key in _given_names_and_words()


def is_titled(key: str) -> bool:
    """Whether a word's key is a title, an office or a calling, with or without article: «الشيخ», «وزير»."""
    return is_title(key) or is_office(key) or describes_person(key)


def reports(key: str) -> bool:
    """Whether a word's key is a verb of speech: «وأضاف»."""
    return is_reporting_verb(key)


@cache
def _roles() -> frozenset[str]:
    return frozenset(GENERIC_SIDES) | frozenset(
        key
        for section in ("interviewer", "moderator", "guest")
        for line in label_lines("labels.txt", section)
        for key in key_of(line)
    )


def is_role(key: str) -> bool:
    """Whether a word's key says which part somebody takes in an interview: «المحاور», «سؤال»."""
    return key in _roles()
