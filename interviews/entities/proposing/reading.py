"""A passage as the rules of proposing read it: its words, and what parts one from the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from interviews.arabic import letters as a
from interviews.arabic.stem import ARTICLE
from interviews.arabic.tokens import Token, tokenize
from interviews.entities.found import Kind

#: A full line's length in characters.
_FULL_LINE = 20
#: What may stand between two words of one name.
_INSIDE_NAMES = ("-", "‐", "‑", "'", "’")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeffـ"
OPENING_QUOTES, CLOSING_QUOTES = '«"“„', '»"”“'
_ESCAPED = (("&laquo;", "      «"), ("&raquo;", "»      "), ("&quot;", '     "'), ("&nbsp;", "      "))
_TANWIN = ("\u064b", "اً")
_HAMZAS = (a.ALEF_HAMZA_ABOVE, a.ALEF_HAMZA_BELOW, a.ALEF_MADDA)


@dataclass(slots=True)
class Known:
    """A name of the authority in a passage, by the indices of its words."""

    first: int
    last: int
    start: int
    kind: Kind


@dataclass(slots=True)
class Reading:
    """The words of a passage; `signs[i]` is what parts word i from the next: "" for a space."""

    text: str
    words: list[Token]
    folded: list[str]
    signs: list[str]
    #: The known name that covers a word, by the word's index.
    known: dict[int, Known] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Reading:
        """The words of a passage and the signs between them."""
        for written, shown in _ESCAPED:
            # A page's source that was pasted as text; every character keeps its place.
            text = text.replace(written, shown)
        words = list(tokenize(text))
        signs = [_sign(text, word, following) for word, following in pairwise(words)]
        last = text[words[-1].end : words[-1].end + 8].strip().strip(_INVISIBLE) if words else ""
        return cls(
            text,
            words,
            [_without_false_article(word) for word in words],
            [*signs, last[:1] or "\n"] if words else [],
        )

    def word(self, index: int) -> str:
        """The folded word at an index, "" outside."""
        return self.folded[index] if 0 <= index < len(self.folded) else ""

    def sign(self, index: int) -> str:
        """What parts a word from the next, a line's end outside."""
        return self.signs[index] if 0 <= index < len(self.signs) else "\n"

    def is_plain(self, index: int) -> bool:
        """Whether the word at an index goes with the one before: nothing but a space between them."""
        return 0 < index < len(self.words) and not self.signs[index - 1]

    def has_tanwin(self, index: int) -> bool:
        """Whether a word ends in «ـً», as no name does."""
        return self.words[index].text.endswith(_TANWIN) or _TANWIN[0] in self.words[index].text


def _without_false_article(word: Token) -> str:
    """The folded word; one that only looks as if it had the article keeps its hamza: «ألمانية», «إلهام»."""
    false = word.folded.startswith(ARTICLE) and word.text[0] in _HAMZAS and len(word.folded) > 4
    return a.ALEF_HAMZA_ABOVE + word.folded[1:] if false else word.folded


def _sign(text: str, word: Token, following: Token) -> str:
    between = text[word.end : following.start]
    if between == " ":
        return ""
    if between.strip() == "ـ":
        return "-"
    if "\n\n" in between or "\n \n" in between:
        return "\n"
    signs = between.strip().strip(_INVISIBLE).strip()
    if signs == "." and len(word.folded) == 1:
        return ""
    if not signs and "\n" in between:
        # A full line is one that broke, and its name may go on in the next.
        line = word.end - text.rfind("\n", max(0, word.end - _FULL_LINE - 1), word.end)
        return "" if line > _FULL_LINE else "\n"
    if not signs or between in _INSIDE_NAMES:
        return ""
    return signs[0]
