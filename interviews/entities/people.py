"""Which words around a name tell that a person is meant, and which that the name goes on?"""

from __future__ import annotations

from functools import cache

from interviews.transcripts.people.names import is_office, is_title
from interviews.transcripts.people.running_names import describes_person
from interviews.transcripts.text.reporting import is_reporting_verb

from .keys import key_of
from .vocabulary import lines, sections

_FILE = "given_names.txt"


@cache
def given_names() -> frozenset[str]:
    """The keys of common given names."""
    try:
        sections(_FILE)
    except FileNotFoundError:
        return frozenset()
    return frozenset(
        word for section in sections(_FILE) for line in lines(_FILE, section) for word in key_of(line)
    )


def is_given_name(key: str) -> bool:
    """Whether a word's key is a common given name: «سعد»."""
    return key in given_names()


def is_titled(key: str) -> bool:
    """Whether a word's key is a title, an office or a calling, with or without article: «الشيخ», «وزير»."""
    return is_title(key) or is_office(key) or describes_person(key)


def reports(key: str) -> bool:
    """Whether a word's key is a verb of speech: «وأضاف»."""
    return is_reporting_verb(key)
