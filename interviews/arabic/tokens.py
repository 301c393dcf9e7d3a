"""Cutting a text into words, each with its place in the original.

What makes a word:

- Letters, digits and combining marks of every script; an underscore and any other sign ends it. Vowel
  signs and tatweel stay inside («كُتُبٌ» is one token), and so do zero-width and directional characters
  between letters («می‌رود», with a zero-width non-joiner); before and after a word they are left out.
- Where Arabic letters meet digits or another script a word ends, because Arabic attaches its particles
  to anything: «و2014», «الـ20», «1435هـ», «والـBBC» must be found by «2014», «20», «1435», «BBC», and
  «كوفيد19» is the same two words as «كوفيد-19». Latin letters and digits stay together: «F16» is one word.
- A number keeps its separators when they can be nothing else: groups of exactly three digits («5,500»,
  «٥٬٥٠٠», «5،500») and a single decimal point («3.5», «٣٫٥», «1,500.75»). Dates, versions and lists
  («12.5.2014», «1,2,3») are several numbers, so that «2014» finds them. `stem.readings` gives the number
  without its thousands separators.

One pass, in time that grows with the length of the text and nothing else: nothing can fail behind a run of
letters that would make the pattern try a shorter one, and a number is never tried from its middle.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from interviews.arabic import letters as a
from interviews.arabic.normalize import fold


class Token(NamedTuple):
    """A word of a text. Offsets refer to the original text: `text == original[start:end]`."""

    start: int
    end: int
    text: str
    #: `fold(text)`, never empty.
    folded: str


#: Scripts end in the third plane; the fourteenth holds selectors and tags.
_ASSIGNED_PLANES = (range(0x33480), range(0xE0000, 0xE0200))
_ARABIC_CHARACTERS = frozenset(
    a.characters_of(a.ARABIC_BLOCKS + a.PRESENTATION_FORM_BLOCKS + a.ARABIC_MATHEMATICAL_BLOCKS)
)


def _character_class(code_points: Iterable[int]) -> str:
    """A regular expression's [...] for ascending code points, as ranges."""
    ranges: list[list[int]] = []
    for code_point in code_points:
        if ranges and ranges[-1][1] == code_point - 1:
            ranges[-1][1] = code_point
        else:
            ranges.append([code_point, code_point])
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"


def _run_of(code_points: list[int]) -> str:
    """A regular expression for one or more of the code points.

    Python looks a character of the basic plane up in a bitmap, but tries the ranges beyond it one by one.
    Kept apart, and asked for only where such a character stands, they make the whole three times as fast.
    """
    basic = _character_class(c for c in code_points if c <= 0xFFFF)
    beyond = _character_class(c for c in code_points if c > 0xFFFF)
    return rf"(?:{basic}++|(?=[\U00010000-\U0010ffff]){beyond}++)+"


def _word_pattern() -> re.Pattern[str]:
    arabic: list[int] = []
    other: list[int] = []
    invisible: list[int] = []
    for code_point in chain.from_iterable(_ASSIGNED_PLANES):
        character = chr(code_point)
        category = unicodedata.category(character)
        if category in ("Cf", "Mn") and a.is_invisible(character):
            invisible.append(code_point)
        elif category[0] == "M":
            arabic.append(code_point)
            other.append(code_point)
        elif character in _ARABIC_CHARACTERS:
            if category[0] == "L" and character not in a.HONORIFIC_LIGATURES:
                arabic.append(code_point)
            elif category == "Nd":
                other.append(code_point)
        elif category[0] == "L" or category in ("Nd", "Nl"):
            other.append(code_point)
    arabic_run, other_run = _run_of(arabic), _run_of(other)
    gap = _character_class(invisible) + "++"
    thousands = f"[,{a.ARABIC_COMMA}{a.THOUSANDS_SEPARATOR}]"
    point = f"[.{a.DECIMAL_SEPARATOR}]"
    separator = f"[.,{a.ARABIC_COMMA}{a.THOUSANDS_SEPARATOR}{a.DECIMAL_SEPARATOR}]"
    # Only single classes are possessive: around groups the early 3.11 releases of Python get it wrong
    # (https://github.com/python/cpython/issues/106052).
    return re.compile(
        rf"""
          {arabic_run}(?:{gap}{arabic_run})*
        | (?=\d)(?<!\d{separator})
          (?: \d{{1,3}}(?:{thousands}\d{{3}})+(?:{point}\d++)? | \d++{point}\d++ )
          (?!{separator}?\d)
        | {other_run}(?:{gap}{other_run})*
        """,
        re.VERBOSE,
    )


#: A word or number in a text; a match that folds to nothing is none.
WORD = _word_pattern()
#: Texts repeat their words; the folded forms of so many are kept.
_folded = lru_cache(maxsize=50_000)(fold)
_LONGEST_KEPT = 64


def tokenize(text: str) -> Iterator[Token]:
    """The words of a text in order, not overlapping. Any string is accepted.

    «قال كُتُبٌ، و٢٠١٤» gives «قال», «كُتُبٌ» (folded «كتب»), «و», «٢٠١٤» (folded «2014»). A run of tatweel or
    vowel signs alone folds to nothing and gives no token.
    """
    for match in WORD.finditer(text):
        word = match.group()
        # A word of thousands of letters is no word, and must not stay in memory.
        if folded := _folded(word) if len(word) <= _LONGEST_KEPT else fold(word):
            yield Token(match.start(), match.end(), word, folded)
