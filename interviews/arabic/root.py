"""Roots: «مكتبة», «كتاب» and «مكتوب» give «كتب».

The stemmer ISRI (Taghva, Elkhoury, Coombs: "Arabic Stemming Without A Root Dictionary", ITCC 2005) for folded
words: endings of two and three letters are cut, then the word is held against the patterns of its length,
and while none fits, one letter more is cut, from the end if it can be an ending, else from the beginning.

It differs from the paper where folding took a difference away: «ة» is «ه», «ئ» is «ي», every alef is bare.
Article and particles are cut before (`stem.bare_forms`), where it is known that «ألعاب» has none.
What has neither three nor four letters in the end counts as no root.
A root is a key for comparison: without a dictionary many are no root of the language.
"""

import re

from interviews.arabic import letters as a
from interviews.arabic.normalize import fold

#: Endings to cut, the longest first.
SUFFIXES = (
    *("تمل", "همل", "تان", "تين", "كمل"),
    *("ون", "ات", "ان", "ين", "تن", "كم", "هن", "نا", "يا", "ها", "تم", "كن", "ني", "وا", "ما", "هم"),
)
#: Fewest letters that such a cut leaves: those of a root.
LEAST_ROOT = 3
ROOT_LENGTHS = (3, 4)

#: What may be cut of a word that fits no pattern, one letter at a time.
LAST_LETTERS = frozenset(a.HEH + a.YEH + a.KAF + a.TEH + a.ALEF + a.NOON)
FIRST_LETTERS = frozenset(a.LAM + a.BEH + a.FEH + a.SEEN + a.WAW + a.YEH + a.TEH + a.NOON + a.ALEF)

#: Lengths of the words that are looked into: the longest pattern has six letters.
LEAST, MOST = 4, 7

#: The letters that stand for those of the root in a pattern, as in every Arabic grammar.
ROOT_LETTERS = frozenset(a.FEH + a.AIN + a.LAM)


def _patterns(*patterns: str) -> dict[int, re.Pattern[str]]:
    """Length -> the patterns of this length as one expression, whose groups hold the letters of the root."""
    by_length: dict[int, list[str]] = {}
    for pattern in fold(" ".join(patterns)).split():
        expression = "".join("(.)" if letter in ROOT_LETTERS else letter for letter in pattern)
        by_length.setdefault(len(pattern), []).append(expression)
    return {length: re.compile("|".join(expressions)) for length, expressions in by_length.items()}


#: In the order in which they are tried.
_THREE_LETTERS = _patterns(
    "مفعل فاعل فعال فعول فعيل فعلة",
    "افتعل افاعل مفعول مفعال مفعيل مفعلة تفعلة افعلة مفتعل يفتعل تفتعل مفاعل تفاعل فعولة فعالة",
    "انفعل منفعل افعال فعلان تفعيل فاعول فواعل فعائل فاعلة فعالي",
    "استفعل مستفعل مفعالة افتعال تفاعيل",
)
#: Asked only where no letter can be cut.
_FOUR_LETTERS = _patterns("تفعلل افعلل مفعلل فعللة فعالل", "افعلال متفعلل")


def _fitting(word: str, patterns: dict[int, re.Pattern[str]]) -> str:
    """The letters of the root in a word that fits one of the patterns, else nothing."""
    pattern = patterns.get(len(word))
    match = pattern.fullmatch(word) if pattern else None
    return "".join(filter(None, match.groups())) if match else ""


def _without_long_ending(word: str) -> str:
    # Most words have none of them, which is asked of all at once.
    if word.endswith(SUFFIXES):
        for suffix in SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= LEAST_ROOT:
                return word.removesuffix(suffix)
    return word


def root(word: str) -> str:
    """The root of a bare form, three or four letters; empty where none is found: «مكتبه» -> «كتب».

    Neither «كهروميغناطيسيون», which fits no pattern, has one, nor has any word with a character that is no
    Arabic letter.
    """
    if not a.FOLDED_LETTERS.issuperset(word):
        return ""
    found = _rest(_without_long_ending(word))
    return found if len(found) in ROOT_LENGTHS else ""


def _rest(word: str) -> str:
    if word.startswith(a.WAW + a.WAW):
        word = word[1:]
    while LEAST <= len(word) <= MOST:
        if found := _fitting(word, _THREE_LETTERS):
            return found
        if word[-1] in LAST_LETTERS:
            word = word[:-1]
        elif word[0] in FIRST_LETTERS:
            word = word[1:]
        else:
            return _fitting(word, _FOUR_LETTERS) or word
    return word
