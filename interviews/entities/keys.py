"""Under which letters is a name kept and looked up? Keys are for comparison, never shown.

A word's key is its folded form, in which spellings that mean the same word are made one. What cannot be told
from one word alone («عبدالله» and «عبد الله», a name with and without its article) is settled at the name: it
is kept under every key by which a text may have it, and the text is read once.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from interviews.arabic import letters as a
from interviews.arabic.normalize import fold, fold_but_for_hamza
from interviews.arabic.stem import (
    ARTICLE,
    LONGEST_WORD,
    MERGED_ARTICLE,
    seat_hamza,
    strip_suffixes,
    unify_spelling,
)
from interviews.arabic.stopwords import is_stop_word
from interviews.arabic.tokens import WORD

from .found import Kind
from .name_parts import JOIN_LAST, JOIN_NEXT
from .vocabulary import lines

#: The keys of a name's words, in order.
Key = tuple[str, ...]

#: What Arabic writes onto the front of a name: and, so, in, like, for, and their joins. By the first letter,
#: and shortest first, so that as little as possible is cut.
PROCLITICS = {
    "و": ("و", "وب", "ول", "وك", "ولل"),
    "ف": ("ف", "فب", "فل", "فك", "فلل"),
    "ب": ("ب",),
    "ك": ("ك",),
    "ل": ("ل", "لل"),
}

#: All of them, by their first letters; and those that leave a word as it stands by itself.
ALL_PROCLITICS = tuple(proclitic for group in PROCLITICS.values() for proclitic in group)
PARTICLES = tuple(proclitic for proclitic in ALL_PROCLITICS if not proclitic.endswith(MERGED_ARTICLE))

#: With fewer letters left, the word is too often another one: «كمي» is not «ك» and the name «مي».
LEAST_AFTER_PROCLITIC = 3

_HAMZA = re.compile("[ءؤئ]")
_LAST_HAMZA = a.ALEF + a.HAMZA

_WORDS_KEPT = 100_000


def _spelling(word: str) -> str:
    """A folded word in the spelling names are compared in: «كوردستان» as «كردستان», «كربلاء» as «كربلا»."""
    if word.endswith(_LAST_HAMZA) and len(word) > LEAST_AFTER_PROCLITIC:
        word = word[:-1]
    if word.startswith(ARTICLE):
        return ARTICLE + unify_spelling(word[len(ARTICLE) :])
    return unify_spelling(word)


def _folded(written: str) -> str:
    folded = fold(written)
    if _HAMZA.search(written) and len(written) <= LONGEST_WORD:
        # «الشئون» and «الشؤون», «هيأة» and «هيئة».
        seated = fold(seat_hamza(fold_but_for_hamza(written)))
        # Only where no letter was moved: what is cut off a word is counted in its folded letters.
        return seated if len(seated) == len(folded) else folded
    return folded


@lru_cache(maxsize=_WORDS_KEPT)
def beginnings(written: str) -> tuple[tuple[str, int], ...]:
    """The keys under which a word may begin a name, with how many folded letters before it are cut off.

    «والعراق» -> («والعراق», 0), («العراق», 1); «للعراق» -> …, («العراق», 2), («عراق», 2): in «لل» the article
    has lost its alef, and «للجنة» is «ل» and «اللجنة» too. Nothing for what folds to nothing.
    """
    folded = _folded(written)
    if not folded:
        return ()
    own = (_spelling(folded), 0)
    proclitics = PROCLITICS.get(folded[0])
    if proclitics is None or len(folded) <= LEAST_AFTER_PROCLITIC:
        return (own,)
    found = [own]
    for proclitic in proclitics:
        cut = len(proclitic)
        if not folded.startswith(proclitic) or len(folded) - cut < LEAST_AFTER_PROCLITIC:
            continue
        rest = folded[cut:]
        if proclitic.endswith(MERGED_ARTICLE) or (
            proclitic.endswith(a.LAM) and rest.startswith(a.LAM) and not rest.startswith(MERGED_ARTICLE)
        ):
            found.append((_spelling(ARTICLE + rest), cut))
        found.append((_spelling(rest), cut))
    return tuple(found)


#: Sorani's «in …» and «from …», written onto the noun, which stands before them with a letter of its own.
SORANI_ENDINGS = ("یەوە", "ەوە", "وە", "دا")
_SORANI_LETTER = re.compile("[ەێۆڕڵڤکیگچپژ]")
#: What may be written between a noun and its ending, and belongs to neither.
_JOINERS = "\u200c\u200dـ"


def without_sorani_ending(written: str) -> str:
    """The noun of a Sorani word with its ending: «هەولێردا» -> «هەولێر»; "" where there is none.

    «هەولێری» stays, which is somebody from there, too.
    """
    for ending in SORANI_ENDINGS:
        if written.endswith(ending):
            stem = written[: -len(ending)].rstrip(_JOINERS)
            return stem if len(stem) >= LEAST_AFTER_PROCLITIC and _SORANI_LETTER.search(written) else ""
    return ""


def word_key(written: str) -> str:
    """The key of a word, whole: «وكوردستانُ» -> «وكوردستان», «كوردستان» -> «كردستان»; "" where none is."""
    forms = beginnings(written) if len(written) <= LONGEST_WORD else beginnings.__wrapped__(written)
    return forms[0][0] if forms else ""


def key_of(text: str) -> Key:
    """The keys of all words of a text: «في كوردستان» -> («في», «كردستان»)."""
    return tuple(key for word in WORD.findall(text) if (key := word_key(word)))


def name_keys(name: str, kind: Kind) -> tuple[Key, ...]:
    """The keys of a name, its own first; none for a name without a letter.

    «عبد الله السماك», a person's -> that, «عبدالله السماك» and both without the last article.
    """
    own = key_of(name)
    if not own:
        return ()
    keys = {own: None, _joined(own): None, _parted(own): None}
    for key in tuple(keys):
        if (other := _with_other_article(key, kind)) is not None:
            keys[other] = None
    return tuple(keys)


#: «عبدالله»; «أبوظبي», but not «أبها».
_COMPOUND = re.compile(r"^(عبد)(ال.{2,})$|^(ابو)(.{3,})$|^(?!ال)(.{2,})(الله|الدين)$")


def is_compound(key: str) -> bool:
    """Whether a key is a name of two words written as one: «نصرالله»."""
    return _COMPOUND.match(key) is not None


def _joined(key: Key) -> Key:
    words: list[str] = []
    for word in key:
        if words and (words[-1] in JOIN_NEXT or (word in JOIN_LAST and not words[-1].startswith(ARTICLE))):
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def _parted(key: Key) -> Key:
    words: list[str] = []
    for word in key:
        compound = _COMPOUND.match(word)
        words += [part for part in compound.groups() if part] if compound else [word]
    return tuple(words)


_NISBA = (a.YEH, a.YEH + a.HEH)
#: Fewest letters of a surname that says where somebody is from, without its article: «جبوري».
_LEAST_OF_NISBA = 4


def _with_other_article(key: Key, kind: Kind) -> Key | None:
    """The key of the same name with its article dropped or added, where the language leaves that open.

    That is so for a foreign name («يونسكو», «اليونسكو»; «البيشمركة», «بيشمركة») and for the surname at the
    end of a full name («مسعود بارزاني», «مسعود البارزاني»). «العراق» keeps its article, and «القاعدة» without
    it is any base.
    """
    *before, last = key
    bare = last.removeprefix(ARTICLE)
    if kind == "person":
        is_open = bool(before) and bare.endswith(a.YEH) and len(bare) >= _LEAST_OF_NISBA
        is_open = is_open and before[-1] not in JOIN_NEXT
    else:
        # «سعودية» is an adjective.
        is_open = not before and is_foreign(bare) and (bare == last or not bare.endswith(_NISBA))
    if not is_open:
        return None
    return (*before, bare if bare != last else ARTICLE + bare)


@cache
def generic_nouns() -> frozenset[str]:
    """The keys of nouns that say what a name is and belong to it: «تنظيم», «قوات», «محافظة»."""
    sections = ("organisation", "organisation plural", "place", "event")
    return frozenset(word_key(line) for section in sections for line in lines("heads.txt", section))


@cache
def _genera() -> dict[str, int]:
    return {
        word_key(word): number
        for number, line in enumerate(lines("heads.txt", "of one genus"))
        for word in line.split()
    }


def genus_of(head: str) -> int | None:
    """What an organisation is by its head, as a number: one for «حزب» and «حركة»; None where that is open."""
    return _genera().get(head.removeprefix(ARTICLE))


@cache
def ordinary_words() -> frozenset[str]:
    """The keys of words of the language, without article."""
    return frozenset(
        word_key(word) for section in ("noun", "verb") for line in lines("ordinary_words.txt", section)
        for word in line.split()
    )  # fmt: skip


def is_ordinary(bare: str) -> bool:
    """Whether a key without article is a word of the language: «قاعده», «دعوه»."""
    return bare in ordinary_words()


_PRONOUNS = ("ها", "هم", "هن", "هما", "كم", "نا", "ه", "ك", "ي")


@lru_cache(maxsize=_WORDS_KEPT)
def is_word_of_its_own(key: str) -> bool:
    """Whether a word means something as a whole, so that its first letter is no particle: «وصول», «بينك»."""
    return is_ordinary(key) or any(
        key.endswith(pronoun) and is_stop_word(key[: -len(pronoun)]) for pronoun in _PRONOUNS
    )


#: What Arabic words look like by their letters; foreign names hardly ever do.
_ARABIC_PATTERN = re.compile(
    r".{1,4}|.ا..|..[اوي].|.[اوي].|م..[اوي]?.|ت.[ا]?.[ي]?.|ا..ا.|ا.ت.ا?.|ان..ا?.|است..ا?.|مست..[اي]?.|.وا.[ي]?.|ت.ا.ي?."
    r"|.[اي]و.|م.ا.ي?.|مت.ا?..|.ا.و.|ا.ا.ي?.|..ا.ي?."
)
_ARABIC = re.compile("[ء-ي]+")
_LEAST_FOREIGN = 5


def is_foreign(bare: str) -> bool:
    """Whether a key without article can be no Arabic word by its letters: «يونسكو», not «قاعده»."""
    if len(bare) < _LEAST_FOREIGN or not _ARABIC.fullmatch(bare) or is_ordinary(bare):
        return False
    return not _ARABIC_PATTERN.fullmatch(strip_suffixes(bare))


#: With fewer letters «ال» belongs to the word: «الله», «إلى».
_LEAST_WITH_ARTICLE = 5


def is_definite(key: str) -> bool:
    """Whether a key has the article."""
    return key.startswith(ARTICLE) and len(key) >= _LEAST_WITH_ARTICLE


def is_nisba(key: str) -> bool:
    """Whether a key looks like an adjective of descent with its article: «العراقي»; not «النبي»."""
    return is_definite(key) and len(key) > _LEAST_WITH_ARTICLE and key.endswith((a.YEH, a.YEH + a.HEH))
