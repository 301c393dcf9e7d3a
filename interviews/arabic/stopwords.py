"""Words that say nothing about what a text speaks of: «في», «الذي», «وهو».

The lists are in `data/stopwords_*.txt`, written as people write them and folded when they are read. Folding
makes some names equal to stop words («علي» and «على»): weigh a stop word less, but index it and find it.
"""

from functools import cache

from interviews.arabic import letters as a
from interviews.arabic.data import data_lines
from interviews.arabic.normalize import fold, fold_but_for_hamza

LANGUAGES = ("ar", "ckb", "en")


def _words(language: str) -> list[str]:
    return [word for line in data_lines(f"stopwords_{language}.txt") for word in line.split()]


@cache
def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of "ar" Arabic, "ckb" Sorani Kurdish or "en" English; KeyError for others."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return frozenset(map(fold, _words(language)))


_ALL = frozenset().union(*map(stop_words, LANGUAGES))


_WITH_MADDA = frozenset(
    fold_but_for_hamza(word) for language in LANGUAGES for word in _words(language) if a.ALEF_MADDA in word
)


def is_stop_word(folded: str, written: str = "") -> bool:
    """Whether a folded word is a stop word of any of the languages: `fold("إلى")` is, «وزير» is not.

    ``written`` is the word with its hamza (`fold_but_for_hamza`), where it is known: a madda, which nobody
    writes by mistake, tells «آلية» from «إليه».
    """
    return folded in _ALL and (a.ALEF_MADDA not in written or written in _WITH_MADDA)
