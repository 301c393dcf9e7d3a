"""Names as labels print them: which words of a label are the name, and whether two labels are one name."""

from collections.abc import Sequence

from interviews.transcripts.vocabulary import Words, folded_words, lines

_ARTICLE = "ال"


def _bare_set(section: str) -> frozenset[str]:
    return frozenset(without_article(folded_words(line)[0]) for line in lines("labels.txt", section))


def without_article(word: str) -> str:
    """A folded word without «ال», if three letters stay: «الراوي» and «راوي» are one surname."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) >= 5 else word


_HONORIFICS = _bare_set("honorific")
_TITLES = _bare_set("title")
_OUTLETS = _bare_set("outlet")
_OUTLET_SIGNS = _bare_set("outlet sign")
#: «عبد الله» is written as one word or two; so are other names that these begin.
_FIRST_HALVES = frozenset({"عبد", "ابو", "ابا", "ابي", "بو"})


def words_before_name(words: Sequence[str]) -> int:
    """How many of a label's folded words are titles or «وكالة» before the name itself.

    («الدكتور», «سعد») gives 1. A label of nothing but titles («الوزير») is a name of its own: 0.
    """
    count = 0
    for word in words:
        bare = without_article(word)
        has_article = bare != word
        if bare in _HONORIFICS or bare in _OUTLETS or (bare in _TITLES and (has_article or count)):
            count += 1
        else:
            break
    return count if count < len(words) else 0


def name_key(words: Sequence[str]) -> Words:
    """The words by which a label is compared: no titles, no articles, «عبد الله» as one word."""
    key: list[str] = []
    for word in words[words_before_name(words) :]:
        bare = without_article(word)
        if key and key[-1] in _FIRST_HALVES:
            key[-1] += word
        else:
            key.append(bare)
    return tuple(key)


def is_spelling(part: Words, whole: Words) -> bool:
    """Whether `part` is `whole` with words left out, in order: («راوي») of («سعد», «كريم», «راوي»)."""
    if not part or len(part) > len(whole):
        return False
    rest = iter(whole)
    return all(word in rest for word in part)


def shows_outlet(words: Sequence[str]) -> bool:
    """Whether a label's words say that it names an outlet: «وكالة …», «صحيفة …», «… نيوز»."""
    bare = [without_article(word) for word in words]
    return bool(bare) and (bare[0] in _OUTLETS or any(word in _OUTLET_SIGNS for word in bare))


def is_title(word: str) -> bool:
    """Whether a folded word is a title, with or without its article."""
    bare = without_article(word)
    return bare in _HONORIFICS or bare in _TITLES
