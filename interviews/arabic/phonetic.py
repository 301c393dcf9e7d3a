"""A key by which the spellings of a foreign name meet, in Arabic and in Latin letters.

«كاغينز», «كاجينز», «كاكنز» and «Caggins» have one key, and so have «نتنياهو», «نتانياهو» and «Netanyahu».
The method is of the Soundex family, as Aqeel, Beitzel, Jensen, Frieder and Grossman brought it to Arabic
("On the Development of Name Search Techniques for Arabic", JASIST 57, 2006): vowels fall, consonants that
stand for one another become one. Which ones do, across the scripts, follows the classes of Freeman, Condon
and Ackerman ("Cross Linguistic Name Matching in English and Arabic", HLT-NAACL 2006), made wider for «g»,
which newspapers write «غ», «ج», «ك» and «ق». Unlike Soundex the key keeps its whole length.

Many different names share a key: it is there to offer names, never to take one for the other.
"""

import re

from interviews.arabic import letters as a
from interviews.arabic.normalize import fold
from interviews.arabic.stem import ARTICLE

#: A name without its article keeps as many letters: «الأسد», but not «البا».
LEAST_AFTER_ARTICLE = 3

#: Consonants of a class -> the sign that stands for them.
_ARABIC_CLASSES = {
    "ب": "B",
    "تطث": "T",
    "دضذظ": "D",
    "جغكقخ": "K",
    "سصزش": "S",
    "ف": "F",
    "ل": "L",
    "م": "M",
    "ن": "N",
    "ر": "R",
}
_LATIN_CLASSES = {
    "bp": "B",
    "t": "T",
    "d": "D",
    "gjkqc": "K",
    "sz": "S",
    "fv": "F",
    "l": "L",
    "m": "M",
    "n": "N",
    "r": "R",
}
#: What is a consonant at the beginning only; further in, these come and go with the spelling.
_ARABIC_BEGINNINGS = {"هح": "H", "و": "W", "ي": "Y", "اعء": "A"}
_LATIN_BEGINNINGS = {"h": "H", "w": "W", "y": "Y", "aeiou": "A"}

#: Several letters for one sound, the longest first.
_ARABIC_SOUNDS = (
    (r"ت[شسز]", "س"),
    (r"ن[غج](?=[^اوي]|$)", "ن"),
    (r"قج", "ج"),  # Turkish «kç»: «خاشقجي»
)
_LATIN_SOUNDS = (
    (r"^al(?=[^aeiouy]..)", ""),  # as in Arabic, where nobody knows the article from «Alfred»
    (r"tsch|tch|sch|tz|ts|ch(?![lr])|sh|c(?=[eiy])", "s"),
    (r"ng(?=[^aeiouy]|$)", "n"),
    (r"gh(?=t|$)", ""),
    (r"ph", "f"),
    (r"([kgdtc])h", r"\1"),
    (r"ck|cq", "k"),
    (r"x", "ks"),
    (r"(.)\1", r"\1"),
)


def _signs(classes: dict[str, str]) -> dict[str, str]:
    return {letter: sign for letters, sign in classes.items() for letter in letters}


_INSIDE = _signs(_ARABIC_CLASSES | _LATIN_CLASSES)
_BEGINNING = _INSIDE | _signs(_ARABIC_BEGINNINGS | _LATIN_BEGINNINGS)


def phonetic_key(word: str) -> str:
    """The consonants of a name as signs for their classes: «بوتين» and «Putin» give "BTN".

    An article falls («الأسد» and "Assad" give "ASD"); particles must have been taken off (`stem.bare_forms`).
    Empty for anything with a digit and for other scripts than these two.
    """
    if word.startswith(a.YEH_HAMZA):
        # In Sorani it carries the vowel after it: «ئەردۆغان» is «أردوغان».
        word = a.ALEF + word[1:]
    folded = fold(word)
    if not folded.isalpha():
        return ""
    sounds = _ARABIC_SOUNDS if a.FOLDED_LETTERS.issuperset(folded) else _LATIN_SOUNDS
    if folded.startswith(ARTICLE) and len(folded) - len(ARTICLE) >= LEAST_AFTER_ARTICLE:
        folded = folded.removeprefix(ARTICLE)
    for pattern, sound in sounds:
        folded = re.sub(pattern, sound, folded)
    return _BEGINNING.get(folded[:1], "") + "".join(_INSIDE.get(letter, "") for letter in folded[1:])
