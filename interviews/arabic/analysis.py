"""The chain that index, query, snippets and names share.

text -> tokens with their place in the original -> folded form -> stems, and whether it is a stop word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from interviews.arabic.normalize import fold
from interviews.arabic.stem import LONGEST_WORD, readings
from interviews.arabic.stopwords import is_stop_word
from interviews.arabic.tokens import WORD


@dataclass(frozen=True, slots=True)
class AnalysedToken:
    """A word with all forms in which it can be found. Offsets refer to the original text."""

    start: int
    end: int
    text: str
    #: `fold(text)`, never empty.
    folded: str
    #: `readings(folded)`: the light stem first, then the readings without an uncertain particle.
    stems: tuple[str, ...]
    #: Folded, without article and attached particles, endings kept: «والتحالفات» gives «تحالفات».
    bare: tuple[str, ...]
    #: The root, where one is found: «مكتبة», «كتاب» and «كاتب» give «كتب».
    roots: tuple[str, ...]
    is_stop: bool


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    folded = fold(word)
    if not folded:
        return "", (), (), (), False
    return folded, readings(folded), (folded,), (), is_stop_word(folded)


def analyse(text: str) -> Iterator[AnalysedToken]:
    """The words of a text in order, as `tokenize` cuts them, with offsets into it. Any string is accepted.

    «والتحالفُ في ٢٠١٤» gives «والتحالفُ» (stems «تحالف»), «في» (a stop word) and «٢٠١٤» (folded «2014»).
    """
    # Not by way of `tokenize`: a Token for each word would cost as much as all the rest.
    for match in WORD.finditer(text):
        word = match.group()
        # A word of thousands of letters is no word, and must not stay in memory.
        forms = _forms(word) if len(word) <= LONGEST_WORD else _forms.__wrapped__(word)
        if forms[0]:
            yield AnalysedToken(match.start(), match.end(), word, *forms)
