"""How much does a passage look like a question, how much like an answer? Words of the language decide.

The weights are logarithms of odds, set by hand: what is three times as frequent in questions counts about 1.
A layout adds them to what it learned of the document (`layouts/exchange.py`).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from interviews.transcripts.text.reporting import is_plain_verb, without_conjunction
from interviews.transcripts.vocabulary import Phrases, folded_words, lines, phrases

QUESTION_MARKS = "؟?⸮？"
#: Signs that may stand behind a question mark without ending another sentence: «لماذا؟!..»
AFTER_MARK = "!.…»”\"'’)]}*_ \t\u00a0\u200e\u200f\u200b\ufeff"

_INTERROGATIVE = phrases("questions.txt", "interrogative")
_LEAD_IN = phrases("questions.txt", "lead-in")
_REQUEST = phrases("questions.txt", "request")
_OUTRIGHT = phrases("questions.txt", "outright request")
_REPLY = phrases("questions.txt", "reply")


def _single_words(section: str) -> frozenset[str]:
    return frozenset(
        words[0] for line in lines("questions.txt", section) if len(words := folded_words(line)) == 1
    )


_ADDRESS, _NOT_ADDRESS = _single_words("address"), _single_words("not address")
_FIRST_PERSON = _single_words("first person")
#: «من» and «ما» open statements as often as questions: without a question mark they show nothing.
_AMBIGUOUS = frozenset(folded_words("من ما أما لم أي كم عم مما بۆ is are was were do have has will can"))
_ENDS_ASKING = re.compile(f"[{QUESTION_MARKS}][{re.escape(AFTER_MARK)}]*\\Z")

#: So many words may stand before the word that asks: «في البداية.. كيف ترى …».
_OPENING_WORDS = 6
_SHORTEST_VERB = 5
#: A question's usual length in characters; beyond, it is the less likely the longer.
_USUAL, _LONG, _LONGEST = 260, 450, 900


def ends_asking(text: str) -> bool:
    """Whether a passage ends in a question mark, quotation marks and dots behind it apart: «لماذا؟».»."""
    return bool(_ENDS_ASKING.search(text[-40:]))


def opens_asking(words: Sequence[str]) -> bool:
    """Whether folded words begin with one that asks, behind a lead-in or not: «برأيك، كيف …», «وهل …»."""
    return any(_interrogative_at(words, start) for start in range(min(_OPENING_WORDS, len(words))))


def begins_asking(words: Sequence[str]) -> bool:
    """Whether the first of folded words asks: «هل …», «وكيف …», «ما الذي …»."""
    return bool(words) and _interrogative_at(words, 0)


def _interrogative_at(words: Sequence[str], start: int) -> bool:
    word = words[start]
    length = _opens_at(_INTERROGATIVE, words, start)
    return length > 0 and (start == 0 or length > 1 or word not in _AMBIGUOUS)


def _opens_at(table: Phrases, words: Sequence[str], start: int) -> int:
    """The length of the phrase that begins at a word, with a conjunction before it or without."""
    word = words[start]
    plain = without_conjunction(word)
    # Most words begin no phrase; what is cut out of the sequence costs more than to see that.
    if not (table.begins(word) or table.begins(plain)):
        return 0
    tail = words[start : start + 4]
    return table.opens(tail) or table.opens((plain, *tail[1:]))


def requests(words: Sequence[str]) -> bool:
    """Whether folded words ask by a request: «كلمة أخيرة», «نبذة عن حياتك», «بدايةً، عرّفنا بنفسك»."""
    return _requests(words, _REQUEST) or requests_outright(words)


def requests_outright(words: Sequence[str]) -> bool:
    """Whether folded words are a request that only who asks makes: «حدثنا عن بداياتك», «اشرح لنا الخطة»."""
    return _requests(words, _OUTRIGHT)


def _requests(words: Sequence[str], table: Phrases) -> bool:
    behind = 0
    while behind < min(4, len(words)) and _LEAD_IN.begins(words[behind]):
        length = _LEAD_IN.opens(words[behind : behind + 4])
        if not length:
            break
        behind += length
    return behind < len(words) and _opens_at(table, words, behind) > 0


def replies(words: Sequence[str]) -> bool:
    """Whether folded words begin as an answer begins: «نعم،», «في الحقيقة», «لا أعتقد»."""
    return bool(_REPLY.opens(words))


def addresses(words: Sequence[str]) -> int:
    """How many of the folded words speak to the one who is asked: «برأيكم», «مشاركتكم», «تنظرون», «فزتم»."""
    return sum(map(_addresses, words))


@lru_cache(maxsize=20_000)
def _addresses(word: str) -> bool:
    return word in _ADDRESS or (word not in _NOT_ADDRESS and _has_second_person(word))


def _has_second_person(word: str) -> bool:
    if len(word) < _SHORTEST_VERB:
        # «فزتم», but «مهتم», «نهتم».
        return len(word) > 3 and (
            word.endswith(("ك", "كم")) or (word.endswith("تم") and word[0] not in "ايتنم")
        )
    verb = word.removeprefix("و").removeprefix("س")
    # «تنظرون», «ستعملون», «تلتقطين»; «فزتم», «أجريتم».
    return (
        word.endswith(("ك", "كم", "كما"))
        or (verb.startswith("ت") and verb.endswith(("ون", "ين", "ونه", "ونها", "ينه", "ينها")))
        or (word.endswith("تم") and not verb.startswith(("ي", "ت", "اخت")))
    )


def speaks_of_itself(words: Sequence[str]) -> int:
    """How many of the folded words are those of one who speaks of himself: «أعتقد», «لدينا», «كنت»."""
    return sum(word in _FIRST_PERSON for word in words)


def question_odds(text: str, words: Sequence[str]) -> float:
    """How much more a passage looks like a question than like an answer: a sum of log odds, 0 for neither.

    `words` are its folded words, the first forty or so suffice. «ما رأيكم في القرار؟» has about 6,
    «نعم، أعتقد أن القرار صائب.» about -4.
    """
    asks = ends_asking(text)
    odds = 2.6 if asks else -1.4
    if begins_asking(words):
        odds += 1.2 if asks else 0.6
    elif opens_asking(words):
        odds += 0.8 if asks else 0.3
    if requests_outright(words):
        odds += 1.0 if asks else 3.4
    elif _requests(words, _REQUEST):
        odds += 1.0 if asks else 2.0
    if replies(words):
        odds -= 1.8
    odds += min(2, addresses(words)) * 0.7
    odds -= min(2, speaks_of_itself(words)) * 0.5
    if words and is_plain_verb(words[0]):
        odds -= 0.7
    length = len(text)
    if length > _LONGEST:
        odds -= 3.0
    elif length > _LONG:
        odds -= 1.5
    elif length > _USUAL:
        odds -= 0.5
    elif length > 12:
        odds += 0.3
    return odds
