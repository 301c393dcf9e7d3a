"""What do the words right before and behind a name make of it? «تنظيم», «مدينة», «جامعة»; «الإرهابي»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from interviews.arabic import letters as a
from interviews.arabic.normalize import fold
from interviews.arabic.stem import ARTICLE, LONGEST_WORD
from interviews.arabic.stopwords import is_stop_word

from .find import Match
from .found import Kind
from .keys import beginnings, key_of
from .text import QUOTES, Text, original_length
from .vocabulary import lines

_FILE = "heads.txt"


@cache
def words(section: str) -> frozenset[str]:
    """The keys of a section's entries, those of several words joined by a space."""
    return frozenset(" ".join(key_of(line)) for line in lines(_FILE, section))


@cache
def _going_on() -> dict[str, tuple[str, ...]]:
    pairs = [key_of(line) for line in lines(_FILE, "goes on with")]
    return {first: tuple(last for other, last in pairs if other == first) for first, _last in pairs}


def goes_on_with(word: str) -> tuple[str, ...]:
    """The beginnings of words that make an ordinary one of a name before them: «رأس» behind «مسقط»."""
    return _going_on().get(word, ())


@dataclass(frozen=True, slots=True)
class Head:
    """A generic noun before a name: where it begins, and whether it is part of the name as written."""

    index: int
    start: int
    word: str
    belongs: bool


def head_before(text: Text, match: Match, kind: Kind, free_from: int) -> Head | None:
    """The noun right before a name that says what it is, if it stands behind word ``free_from``.

    «بمحافظة ديالى» has «محافظة», which belongs to the name, «في مدينة الموصل» has «مدينة», which does not.
    """
    index = match.first - 1
    if index < free_from or match.is_attached or text.is_parted(index, match.first + 1):
        return None
    found = _word_of(text, index, _heads(kind))
    if not found:
        return None
    if _is_in_longer_quotation(text, match):
        return None
    word, start = found
    belongs = word in _belonging(kind)
    if word in words("organisation plural") and _is_counted(text, index):
        belongs = False
    return Head(index, start, word, belongs)


def _is_in_longer_quotation(text: Text, match: Match) -> bool:
    """Whether a mark of quotation opens before the name and does not close behind it: «"الأفق للنقل"»."""
    opening = next((character for character in text.gap(match.first) if character in QUOTES), "")
    return bool(opening) and text.text[match.end : match.end + 1] != QUOTES[opening]


@lru_cache(maxsize=20_000)
def _heads_in(written: str) -> tuple[tuple[str, int], ...]:
    """The generic nouns that a word may be, with what is attached to each; none for nearly all words."""
    return tuple((form, cut) for form, cut in beginnings(written) if form in _all_heads())


@cache
def _all_heads() -> frozenset[str]:
    kinds: tuple[Kind, ...] = ("person", "organisation", "place", "event")
    return frozenset().union(*(_heads(kind) | _makers(kind) for kind in kinds))


def stays_outside(text: Text, match: Match, kind: Kind) -> bool:
    """Whether the first word of a name is a noun that is none of it here: «مدينة», or «قوات» behind «بعض»."""
    for form, _cut in _heads_in(_word(text, match.first)):
        if kind == "place" and is_apart(form):
            return True
        if kind == "organisation" and form in words("organisation plural"):
            return _is_counted(text, match.first)
    return False


def is_apart(word: str) -> bool:
    """Whether a key is a noun that stands before a place's name and outside of it: «مدينة»."""
    return word in words("before place")


def may_precede(text: Text, index: int) -> bool:
    """Whether this word, or the one before it, can be a generic noun at all; asked first, since few are."""
    return any(_heads_in(_word(text, at)) for at in (index, index - 1) if at >= 0)


def _word(text: Text, index: int) -> str:
    word = text.words[index]
    return word if len(word) <= LONGEST_WORD else ""


def _word_of(text: Text, index: int, known: frozenset[str]) -> tuple[str, int] | None:
    """The word of a set that stands here, without what is attached to it, and where it begins."""
    for form, cut in _heads_in(_word(text, index)):
        if form in known:
            return form, text.starts[index] + original_length(text.words[index], cut)
    return None


def _beginnings(text: Text, index: int) -> tuple[tuple[str, int], ...]:
    return beginnings(_word(text, index))


@cache
def _belonging(kind: Kind) -> frozenset[str]:
    if kind == "organisation":
        return words("organisation") | words("organisation plural")
    return words(kind) if kind in ("place", "event") else frozenset()


@cache
def _heads(kind: Kind) -> frozenset[str]:
    return _belonging(kind) | (words("before place") if kind == "place" else frozenset())


def _is_counted(text: Text, index: int) -> bool:
    counts = words("counts")
    if not index or text.is_parted(index - 1, index + 1):
        return False
    if any(form in counts for form, _cut in _beginnings(text, index - 1)):
        return True
    return index > 1 and any(
        f"{form} {text.keys[index - 1]}" in counts for form, _cut in _beginnings(text, index - 2)
    )


def is_part_of_another(text: Text, match: Match, head: Head | None, kind: Kind) -> bool:
    """Whether the noun before makes another thing of the name, or of its head: «جامعة بغداد», «مجلس محافظة
    ديالى».
    """
    first, is_attached = match.first, match.is_attached
    if head:
        first, is_attached = head.index, head.start > text.starts[head.index]
    if not first or is_attached or text.is_parted(first - 1, first + 1):
        return False
    makers = _makers(kind)
    if _word_of(text, first - 1, makers):
        return True
    if not head and kind == "place" and _goes_on_definite(text, match.last):
        # «قوات سارين الحرة» is no place, «قوات العراق» speaks of one.
        return _word_of(text, first - 1, _belonging("organisation")) is not None
    # «مجلس عشائر الأنبار», but not «جامعة في الأنبار» or «مطار قرب بغداد».
    between = text.keys[first - 1]
    return (
        kind == "place"
        and first > 1
        and not (is_stop_word(between) or between.startswith(ARTICLE) or between in words("preposition"))
        and not text.is_parted(first - 2, first)
        and _word_of(text, first - 2, makers) is not None
    )


def _goes_on_definite(text: Text, last: int) -> bool:
    if last >= len(text.words) or text.is_parted(last - 1, last + 1):
        return False
    return text.keys[last].startswith(ARTICLE) and text.keys[last] not in words("begins anew")


@cache
def _makers(kind: Kind) -> frozenset[str]:
    if kind == "person":
        return words("makes another of a person")
    if kind == "place":
        return words("makes another") | words("makes another of a place")
    return words("makes another")


def verdict_behind(text: Text, last: int, head: str) -> int | None:
    """The word behind a name that judges it and agrees with its head: «تنظيم داعش الإرهابي»."""
    if last >= len(text.words) or text.is_parted(last - 1, last + 1):
        return None
    word = text.keys[last]
    is_feminine = head.endswith((a.HEH, fold("ات"))) or head in words("feminine")
    bare = word.removeprefix(ARTICLE)
    if bare == word or bare.endswith(a.HEH) != is_feminine:
        return None
    return last if bare.removesuffix(a.HEH) in words("verdict") else None


def is_head(word: str, kind: Kind) -> bool:
    """Whether a key is a noun that begins names of this kind: «تنظيم»."""
    return word in _belonging(kind)


def begins_name(word: str) -> bool:
    """Whether a key is a noun that begins the name of an organisation: «تنظيم», «وزارة»."""
    return is_head(word, "organisation") or word in words("makes another")


def with_closing_quote(text: str, start: int, end: int) -> int:
    """The end of a name, behind the quotation mark that closes one opened within it: «قناة "الأفق"»."""
    for opening in text[start:end]:
        closing = QUOTES.get(opening)
        if closing and text[end : end + 1] == closing:
            quoted = text[start:end]
            is_open = quoted.count(opening) % 2 if opening == closing else closing not in quoted
            return end + 1 if is_open else end
    return end
