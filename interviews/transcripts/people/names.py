"""Names as labels print them: which words of a label are the name, and whether two labels are one name."""

from collections.abc import Sequence

from interviews.transcripts.vocabulary import Words, folded_words, lines

_ARTICLE = "ال"


def _bare_set(section: str, file: str = "labels.txt") -> frozenset[str]:
    return frozenset(without_article(folded_words(line)[0]) for line in lines(file, section))


def without_article(word: str) -> str:
    """A folded word without «ال», if three letters stay: «الراوي» and «راوي» are one surname."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) >= 5 else word


_HONORIFICS = _bare_set("honorific")
_TITLES = _bare_set("title")
_TITLE_ADJECTIVES = _bare_set("title adjective")
_OUTLETS = _bare_set("outlet")
_OFFICES = _bare_set("office", "reporting.txt")
_OUTLET_SIGNS = _bare_set("outlet sign")
#: «المتحدث باسم …», «الباحث في …»: no name follows the office yet.
_GOES_ON = frozenset(folded_words("باسم في عن لدى بـ"))
#: «عبد الله» is written as one word or two; so are other names that these begin.
_FIRST_HALVES = frozenset({"عبد", "ابو", "ابا", "ابي", "بو"})


def words_before_name(words: Sequence[str]) -> int:
    """How many of a label's folded words are titles or «وكالة» before the name itself.

    («الدكتور», «سعد») gives 1. A label of nothing but titles («الوزير», «الرئيس التنفيذي») is a name of its
    own: 0.
    """
    count = 0
    for word in words:
        bare = without_article(word)
        has_article = bare != word
        titled = (
            bare in _HONORIFICS
            or bare in _OUTLETS
            or (bare in _TITLES and (has_article or count or word.isascii()))
        )
        if not titled and not (count and has_article and bare in _TITLE_ADJECTIVES):
            break
        count += 1
    return count if count < len(words) else 0


def name_key(words: Sequence[str]) -> Words:
    """The words by which a label is compared: no titles, no articles, «عبد الله» as one word."""
    return joined(words[words_before_name(words) :])


def joined(words: Sequence[str]) -> Words:
    """Folded words without articles, and «عبد الله», «أبو سعد» as one word each."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in _FIRST_HALVES:
            found[-1] += word
        else:
            found.append(without_article(word))
    return tuple(found)


def begins_joined_name(word: str) -> bool:
    """Whether a folded word is the first half of a name that is one word to us: «عبد» of «عبد الله»."""
    return without_article(word) in _FIRST_HALVES


def is_spelling(part: Words, whole: Words) -> bool:
    """Whether `part` is `whole` with words left out, in order: («راوي») of («سعد», «كريم», «راوي»).

    A letter beside other words stands for a name that begins with it: («س», «راوي»).
    """
    if not part or len(part) > len(whole):
        return False
    rest = iter(whole)
    initials = len(part) > 1
    return all(
        any(word == name or (initials and len(word) == 1 and name.startswith(word)) for name in rest)
        for word in part
    )


def shows_outlet(words: Sequence[str]) -> bool:
    """Whether a label's words say that it names an outlet: «وكالة …», «صحيفة …», «… نيوز»."""
    bare = [without_article(word) for word in words]
    return bool(bare) and (bare[0] in _OUTLETS or any(word in _OUTLET_SIGNS for word in bare))


def is_office(word: str) -> bool:
    """Whether an office may begin with a folded word: «وزير», «المتحدث»."""
    return without_article(word) in _OFFICES


def precedes_name(word: str) -> bool:
    """Whether a name follows this folded title at once: «الوزير», «د»; behind «رئيس» comes an office."""
    bare = without_article(word)
    return is_title(word) and (bare != word or bare in _HONORIFICS or word.isascii())


def office_length(words: Sequence[str]) -> int:
    """How many of a label's folded words are the office before the name, 0 when that is not plain.

    («رئيس», «هيئة», «الطيران», «سعد», «الراوي») gives 3: the office ends with its last word that has the
    article, and two words at least stay for the name. An office without such a word («محافظ نون») is left.
    """
    if not words or not (is_office(words[0]) or is_title(words[0])):
        return 0
    for last in range(len(words) - 3, -1, -1):
        if words[last].startswith(_ARTICLE):
            follows = words[last + 1]
            ends = last > 0 or not (follows.startswith(_ARTICLE) or follows in _GOES_ON)
            return last + 1 if ends else 0
    return 0


def is_title(word: str) -> bool:
    """Whether a folded word is a title, with or without its article."""
    bare = without_article(word)
    return bare in _HONORIFICS or bare in _TITLES
