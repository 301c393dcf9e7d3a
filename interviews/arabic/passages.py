"""What a reader's page must know of a passage: its language, how long it takes, its question in short."""

from __future__ import annotations

import math
import re

from interviews.arabic import letters as a
from interviews.arabic.language import SORANI_LETTERS, detect_language

# Words with Sorani letters that make a passage Kurdish: one alone may be a name in an Arabic sentence.
_WORDS_FOR_SORANI = 2

# Letters without one of Sorani's: in so many no Sorani is written, it writes its vowels.
_LETTERS_WITHOUT_SORANI = 20

_LATIN = re.compile("[A-Za-z]")
_ARABIC = re.compile(f"[{''.join(sorted(a.STANDARD_LETTERS | SORANI_LETTERS))}]")
_SORANI = re.compile(f"[{''.join(sorted(SORANI_LETTERS))}]")

# A passage of an Arabic interview without any of these is Arabic: what nearly all of them are.
_NOT_ARABIC = re.compile(f"{_LATIN.pattern}|{_SORANI.pattern}")

# Of two scripts the one that has more than so many times the letters of the other is the passage's.
_CLEARLY = 2


def passage_language(text: str, language: str) -> str:
    """The language of a passage of an interview that is in ``language``: "ar", "ckb" or "en".

    That of the interview unless the letters speak clearly for another, so names and quoted words change
    nothing: «زار شركة Mistara أمس» is Arabic in an Arabic interview, "He said نعم" English in an English
    one. Digits and directional characters count for nothing.
    """
    if language == "ar" and not _NOT_ARABIC.search(text):
        return "ar"
    if language == "en" and text.isascii():
        return "en"
    latin, arabic = len(_LATIN.findall(text)), len(_ARABIC.findall(text))
    if latin > _CLEARLY * arabic:
        return "en"
    if language == "en" and arabic <= _CLEARLY * latin:
        return "en"
    if language == "ckb":
        return "ar" if arabic >= _LETTERS_WITHOUT_SORANI and detect_language(text) == "ar" else "ckb"
    sorani_words = sum(1 for word in text.split() if _SORANI.search(word))
    is_sorani = sorani_words >= _WORDS_FOR_SORANI and detect_language(text) == "ckb"
    return "ckb" if is_sorani else "ar"


# --- Time -----------------------------------------------------------------------------------------------

#: Words a minute of adults who read silently. English: 238, the mean of 190 studies (Brysbaert 2019,
#: "How many words do we read per minute?", Journal of Memory and Language 109). Arabic: 138 aloud
#: (Trauzettel-Klosinski & Dietz 2012, IReST, IOVS 53:5452), and silently as many times more as in English,
#: 238 to 183. Sorani has not been measured; it is read like Arabic.
WORDS_PER_MINUTE = {"ar": 180, "ckb": 180, "en": 238}


def reading_minutes(words: int, language: str) -> int:
    """Minutes that ``words`` of an interview take to be read, at least one: 900 Arabic words take 5."""
    return max(1, math.ceil(words / WORDS_PER_MINUTE[language] - 0.5))


# --- Questions in short -----------------------------------------------------------------------------------

# A sentence and the signs and quotation marks that end it. A row of signs is tried from its beginning only:
# from each of them, ten thousand dots take seconds.
_SENTENCE = re.compile(r"\S.*?(?:(?<![.!؟?…۔])[.!؟?…۔]+[»”\")\]]*(?=\s|$)|$)", re.DOTALL)


def short_question(text: str, longest: int = 90) -> str:
    """What is asked, for a list of contents: the first sentence with a question mark, else the first one.

    «زرتم الموصل أمس. ماذا رأيتم هناك؟» becomes «ماذا رأيتم هناك؟». What is longer than ``longest`` characters
    is cut behind a word. White space becomes single spaces.
    """
    text = " ".join(text.split())
    sentences = _SENTENCE.findall(text)
    asked = next((sentence for sentence in sentences if "؟" in sentence or "?" in sentence), None)
    chosen = asked or (sentences[0] if sentences else text)
    if len(chosen) <= longest:
        return chosen
    # The last word that still has room; of one endless word its beginning.
    shortened = chosen[: longest - 1]
    if " " not in chosen[longest - 2 : longest] and " " in shortened:
        shortened = shortened.rsplit(maxsplit=1)[0]
    return shortened.rstrip(" ،,؛;:") + "…"
