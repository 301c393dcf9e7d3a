"""Is a name spelt in the text as in the authority, where another spelling would be another word?"""

from __future__ import annotations

import re

from interviews.arabic import letters as a
from interviews.arabic.normalize import (
    fold,
    fold_case,
    fold_presentation_forms,
    strip_invisible,
    strip_tashkeel,
    strip_tatweel,
)
from interviews.arabic.stem import ARTICLE

from .find import Match
from .found import KnownName
from .keys import is_definite, word_key
from .text import Text

_TANWIN = (a.FATHATAN, a.DAMMATAN, a.KASRATAN)
_VOCALISED = re.compile(f"[{a.TASHKEEL}]")
_FARSI_YEH, _KEHEH = "\u06cc", "\u06a9"


def is_marked_alike(text: Text, match: Match, name: str) -> bool:
    """Whether a name is vocalised in the text as in the authority: «عُمان» is not «عمّان»."""
    written = _marks(text.text[match.start : match.end])
    return bool(written and written & _marks(name))


def _marks(text: str) -> set[tuple[int, str]]:
    """The vowel signs of a text, each with the number of letters before it."""
    marks: set[tuple[int, str]] = set()
    if not _VOCALISED.search(text):
        return marks
    letters = 0
    for character in text:
        if character in a.TASHKEEL:
            marks.add((letters, character))
        else:
            letters += len(fold(character).strip())
    return marks


def has_tanwin(text: Text, match: Match) -> bool:
    """Whether a name ends in «ـً», as no name of a country does: «سورياً»."""
    ending = text.text[match.end - 2 : match.end]
    return ending[-1:] in _TANWIN or (ending[:1] in _TANWIN and ending[1:] in (a.ALEF, a.ALEF_MAKSURA))


def is_small_latin(text: Text, match: Match, owner: KnownName) -> bool:
    """Whether a Latin name that is a word, too, stands without its capitals: «in time», not «time قالت».

    Abbreviations are words as well: «the un» in an English text is no United Nations.
    """
    if not text.text[match.start].isascii() or not (owner.is_ambiguous or owner.text.isupper()):
        return False
    if not (owner.text[:1].isupper() and text.text[match.start].islower()):
        return False
    around = [*text.words[max(0, match.first - 1) : match.first], *text.words[match.last : match.last + 1]]
    return any(word.isascii() and word.isalpha() for word in around)


def is_spelt_alike(text: Text, match: Match, name: str) -> bool:
    """Whether a name is written as in the authority, but for what writers leave out: «حديثه» is not «حديثة».

    Hamza on an alef may be missing, not another one; «درعاً» is a noun in the accusative.
    """
    if has_tanwin(text, match):
        return False
    written = text.text[match.start : match.end]
    own = _letters(name)
    letters = _letters(written)
    if is_definite(word_key(name)) and not letters.startswith(ARTICLE):
        letters = ARTICLE + letters
    return len(letters) == len(own) and all(
        one == other or (one == a.ALEF and fold(other) == a.ALEF) or (_is_persian(one, other))
        for one, other in zip(letters, own, strict=True)
    )


def _is_persian(one: str, other: str) -> bool:
    return (one == _FARSI_YEH and other in (a.YEH, a.ALEF_MAKSURA)) or (one == _KEHEH and other == a.KAF)


def _letters(text: str) -> str:
    plain = strip_tatweel(strip_tashkeel(strip_invisible(fold_presentation_forms(text))))
    return fold_case("".join(plain.split()))
