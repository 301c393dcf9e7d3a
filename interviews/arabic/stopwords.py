"""Words that say nothing about what a text speaks of: «في», «الذي», «وهو».

The lists are in `data/stopwords_*.txt`, written as people write them and folded when they are read. Folding
makes some names equal to stop words («علي» and «على»): weigh a stop word less, but index it and find it.
"""

from functools import cache

from interviews.arabic.data import data_lines
from interviews.arabic.normalize import fold

LANGUAGES = ("ar", "ckb", "en")


@cache
def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of "ar" Arabic, "ckb" Sorani Kurdish or "en" English; KeyError for others."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return frozenset(fold(word) for line in data_lines(f"stopwords_{language}.txt") for word in line.split())


_ALL = frozenset().union(*map(stop_words, LANGUAGES))


def is_stop_word(folded: str) -> bool:
    """Whether a folded word is a stop word of any of the languages: `fold("إلى")` is, «وزير» is not."""
    return folded in _ALL
