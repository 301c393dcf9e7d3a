"""The chain that index, query, snippets and names share.

text -> tokens with their place in the original -> folded form -> stems, and whether it is a stop word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from interviews.arabic.stem import readings
from interviews.arabic.stopwords import is_stop_word
from interviews.arabic.tokens import tokenize


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
    is_stop: bool


@lru_cache(maxsize=50_000)
def _forms(folded: str) -> tuple[tuple[str, ...], bool]:
    return readings(folded), is_stop_word(folded)


def analyse(text: str) -> Iterator[AnalysedToken]:
    """The words of a text in order, with offsets into it. Any string is accepted.

    «والتحالفُ في ٢٠١٤» gives «والتحالفُ» (stems «تحالف»), «في» (a stop word) and «٢٠١٤» (folded «2014»).
    """
    for token in tokenize(text):
        stems, is_stop = _forms(token.folded)
        yield AnalysedToken(token.start, token.end, token.text, token.folded, stems, is_stop)
