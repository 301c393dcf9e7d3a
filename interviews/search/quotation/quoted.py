"""What of a pasted text is the quotation, and what only says whose words they are?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviews.arabic.negations import is_negation
from interviews.arabic.normalize import fold
from interviews.arabic.stopwords import is_stop_word
from interviews.transcripts.text.reporting import COLONS, OPENING_QUOTES, THAT, is_reporting_verb
from interviews.transcripts.vocabulary import folded_words, lines

from .alignment import Word, words_of

# Fewer words are said by everybody; more are no quotation but an article.
LEAST_WORDS, MOST_WORDS = 4, 300

# Words of «قال رئيس الوزراء العراقي في مؤتمر صحفي إن …» at most, and among how many the verb stands.
_LONGEST_INTRODUCTION = 16
_VERB_AMONG = 5

# Words of «مدير الميناء سلمان الراوي: …» at most.
_LONGEST_LABEL = 5
_COLON = re.compile(f"[{COLONS}]")
_NOT_IN_LABEL = re.compile("[،,؛;؟?!]")
# «أولاً: …» counts, and names nobody.
_ENUMERATORS = frozenset(folded_words(line)[0] for line in lines("labels.txt", "enumerator"))

# «…», «...», also in brackets. Two dots are meant as three.
_OMISSION = re.compile(r"…|\.{2,}|․{2,}|‥")
_OPENING_QUOTE = re.compile(f"[{re.escape(OPENING_QUOTES)}]")
_OPENING = re.compile(f"[{COLONS}{re.escape(OPENING_QUOTES)}]")
_CLOSING_QUOTE = re.compile(r'["»”“❞＂]')

# A word with its sign takes a few letters; no 300 of them lie behind so many characters of a text.
_LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Quotation:
    """A text as it was pasted, and its words. Offsets of the words refer to ``text``.

    ``introduction`` and ``afterword`` stand outside of the quotation marks or before the colon, and say who
    speaks: «قال الراوي:», «الراوي:», «، أضاف الراوي». They may yet belong to what was said.
    """

    text: str
    words: tuple[Word, ...]
    introduction: tuple[Word, ...] = ()
    afterword: tuple[Word, ...] = ()
    #: The text goes on behind the words that are compared.
    is_cut: bool = False

    @property
    def is_too_short(self) -> bool:
        return len(self.words) < LEAST_WORDS

    def excerpt(self, words: Sequence[Word]) -> str:
        """The original wording from the first to the last of ``words``."""
        return self.text[words[0].start : words[-1].end] if words else ""


def read_quotation(text: str) -> Quotation:
    """The quotation in a pasted text. Any string is accepted.

    «قال الراوي: "كنا … ثم عدنا إلى الموصل"» has the words «كنا ثم عدنا إلى الموصل», before «ثم» others were
    left out, and «قال الراوي» is the introduction.
    """
    words = _words(text)
    is_cut = len(words) > MOST_WORDS or len(text) > _LONGEST_TEXT
    words = words[:MOST_WORDS]
    begin = _end_of_introduction(text, words)
    end = _begin_of_afterword(text, words, begin)
    if end - begin < LEAST_WORDS:
        return Quotation(text, tuple(words), is_cut=is_cut)
    return Quotation(text, tuple(words[begin:end]), tuple(words[:begin]), tuple(words[end:]), is_cut)


def _words(text: str) -> list[Word]:
    words = words_of(text[:_LONGEST_TEXT])
    return words[:1] + [
        word._replace(after_omission=bool(_OMISSION.search(text, before.end, word.start)))
        for before, word in pairwise(words)
    ]


def _end_of_introduction(text: str, words: Sequence[Word]) -> int:
    """The number of words that say who speaks, 0 when none do.

    They have a verb of saying near their beginning and end with a colon, a quotation mark or «إن», or are a
    label before a colon; a negation among them belongs to what was said.
    """
    folded = [fold(word.written) for word in words[:_LONGEST_INTRODUCTION]]
    verb = next((number for number, word in enumerate(folded[:_VERB_AMONG]) if is_reporting_verb(word)), None)
    if verb is None:
        return _end_of_label(text, words)
    for number in range(len(folded) - 1):
        if is_negation(folded[number]):
            return 0
        between = text[words[number].end : words[number + 1].start]
        if number >= verb and (_OPENING.search(between) or folded[number] in THAT):
            # «قال الراوي: إن …»; inside of quotation marks «إن» is his.
            is_followed = folded[number + 1] in THAT and not _OPENING_QUOTE.search(between)
            return number + 1 + is_followed
    return 0


def _end_of_label(text: str, words: Sequence[Word]) -> int:
    """The number of words before a colon that are all a name may have: «الراوي: …» has one."""
    for number, (word, following) in enumerate(pairwise(words[: _LONGEST_LABEL + 1]), start=1):
        folded = fold(word.written)
        # «علي» is written like a preposition once it is folded.
        is_function_word = is_stop_word(folded) and word.written != "علي"
        if is_function_word or is_negation(folded) or folded in _ENUMERATORS or folded[0].isdigit():
            return 0
        between = text[word.end : following.start]
        if _COLON.search(between):
            return number
        if _NOT_IN_LABEL.search(between):
            return 0
    return 0


def _begin_of_afterword(text: str, words: Sequence[Word], begin: int) -> int:
    """The index of the first word behind closing quotation marks, when those words say who has spoken."""
    before = text[words[begin - 1].end if begin else 0 : words[begin].start] if words else ""
    if not _OPENING_QUOTE.search(before):
        return len(words)
    for number in range(max(begin + 1, len(words) - _LONGEST_INTRODUCTION), len(words)):
        if _CLOSING_QUOTE.search(text, words[number - 1].end, words[number].start):
            outside = [fold(word.written) for word in words[number:]]
            tells = any(map(is_reporting_verb, outside)) and not any(map(is_negation, outside))
            return number if tells else len(words)
    return len(words)
