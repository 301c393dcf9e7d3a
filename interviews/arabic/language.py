"""In which language is a text written? Arabic, Sorani Kurdish or English."""

import string
from collections import Counter

from interviews.arabic import letters as a

#: Letters that Sorani writes and Arabic does not: the vowels, and the rolled r and dark l. Letters
#: that Persian has as well («ک», «پ») say nothing: Arabic texts from Persian keyboards hold them.
SORANI_LETTERS = frozenset("ێۆەڕڵ")

#: Sorani writes its vowels: an eighth and more of its letters are these. Arabic texts with many
#: Kurdish names stay far below a twelfth.
_ARABIC_LETTERS_FOR_ONE_SORANI = 12


def detect_language(text: str) -> str:
    """The language of a text as "ar", "ckb" or "en"; "ar" when nothing speaks for another.

    «لە هەولێر کۆبوونەوەیەک بەڕێوەچوو» is "ckb"; «التقى نێچیرڤان بارزاني الوفد في أربيل» is "ar". Any
    string is accepted.
    """
    counts = Counter(text.lower())
    sorani = sum(counts[letter] for letter in SORANI_LETTERS)
    arabic = sum(counts[letter] for letter in a.STANDARD_LETTERS - SORANI_LETTERS)
    latin = sum(counts[letter] for letter in string.ascii_lowercase)
    if latin > 2 * (arabic + sorani):
        return "en"
    return "ckb" if sorani * _ARABIC_LETTERS_FOR_ONE_SORANI > arabic else "ar"
