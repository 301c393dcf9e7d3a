"""A text and its words, cut once for all that look at them: what parts one from the next?"""

from __future__ import annotations

import re

from interviews.arabic.normalize import fold
from interviews.arabic.tokens import WORD

from .keys import word_key

#: What closes a quotation, by what opens it.
QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"', "'": "'", "’": "’", "”": "”"}

# What may stand between two words of one name, besides white space and what folds to nothing: a quotation
# mark, a hyphen without spaces around it, the low line of a hashtag, the point between single letters.
_QUOTATION_MARKS = "\"'’«»“”„"
_DASHES = "-‐‑–"
_LINE_END = re.compile("\r\n?|[\n\u2028]")


class Text:
    """A text and its words, cut once for all that look at them."""

    __slots__ = ("ends", "keys", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.keys: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        known: dict[str, str] = {}
        for match in WORD.finditer(text):
            word = match.group()
            key = known.get(word)
            if key is None:
                key = known[word] = word_key(word)
            if key:
                self.words.append(word)
                self.keys.append(key)
                self.starts.append(match.start())
                self.ends.append(match.end())

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it; all before the first."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]

    def is_parted(self, first: int, last: int) -> bool:
        """Whether something between these words keeps them from being one name: «العراق، الأردن»."""
        for index in range(first + 1, last):
            gap = self.text[self.ends[index - 1] : self.starts[index]]
            if gap != " " and _parts(gap, self.words[index - 1], self.words[index]):
                return True
        return False

    def is_one_piece(self, first: int, last: int) -> bool:
        """Whether these words can be one name: nothing parts them, and no quotation ends or begins in it.

        «قناة "الأفق"» is one, «السفير" اللبنانية» is none.
        """
        if self.is_parted(first, last):
            return False
        gaps = "".join(self.gap(index) for index in range(first + 1, last))
        if gaps.isspace():
            return True
        end = self.ends[last - 1]
        return is_balanced(gaps) or is_balanced(gaps + self.text[end : end + 1])


def is_balanced(marks: str) -> bool:
    """Whether every quotation that begins ends, and the reverse: «“ ”», not «” ».

    Curly marks are written both ways round.
    """
    curly = sum(map(marks.count, "“”„"))
    angled = [mark for mark in marks if mark in "«»"]
    return marks.count('"') % 2 == 0 and curly % 2 == 0 and angled == ["«", "»"] * (len(angled) // 2)


def _parts(gap: str, before: str, behind: str) -> bool:
    visible = "".join(character for character in gap if not character.isspace() and fold(character))
    if len(visible) > 1 or len(_LINE_END.findall(gap)) > 1 or "\u2029" in gap:
        return True
    if not visible or visible in _QUOTATION_MARKS or visible == "_":
        return False
    if visible in _DASHES:
        return gap[0].isspace() and gap[-1].isspace()
    return not (visible == "." and len(before) == 1 and len(behind) == 1)


def original_length(text: str, folded_letters: int) -> int:
    """How many characters of the original make up its first ``folded_letters`` folded ones.

    Marks and invisible characters behind the last of them go with it: «وَالعراق», 1 -> 2. A ligature of which
    only a part is meant is not torn: «ﻷربيل», 1 -> 0.
    """
    if not folded_letters:
        return 0
    length = 0
    for character in text:
        folded_letters -= len(fold(character))
        if folded_letters < 0:
            break
        length += 1
    return length
