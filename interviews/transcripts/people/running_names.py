"""Names in running text: where one begins and ends, when nothing but the language tells it.

Arabic has no capitals. A name goes on until a sign, a word of grammar, a verb, a noun for an office or, in
most cases, the word with the article that is a surname («سعد الراوي باستقالة …»).
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from interviews.arabic.stopwords import is_stop_word
from interviews.arabic.tokens import Token
from interviews.transcripts.people.names import is_office, is_title, without_article
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import is_ambiguous, is_reporting_verb, without_conjunction
from interviews.transcripts.vocabulary import folded_words, lines

_FILE = "guests.txt"
_ARTICLE = "ال"
_WITH_ARTICLE = ("بال", "لل", "كال", "فال", "وال")
_MOST_UNITS = 6
#: «أبو عبد الله»: so many words complete each other.
_MOST_JOINED = 3
#: A full line's length in characters; the words of its rest.
_LINE, _REST = 25, 2
_TANWIN = "\u064b"
#: «كأفضل ممثل»
_LIKE = ("كأ", "كإ")
#: The name «علي», folded like the preposition «على», which is written with another last letter.
_ALI, _YEH = folded_words("علي")[0], "ي"
_INSIDE_NAMES = ("-", "‐", "‑", "'", "’")
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def word_set(section: str) -> frozenset[str]:
    """The folded single words of a section of `guests.txt`, without their articles."""
    return frozenset(without_article(folded_words(line)[0]) for line in lines(_FILE, section))


def _verb_forms() -> frozenset[str]:
    forms: set[str] = set()
    for line in lines(_FILE, "guest verb"):
        past, present = folded_words(line)
        forms |= {past, present, past + "ت", "ت" + present[1:]}
    return frozenset(forms)


_HONORIFICS = frozenset(without_article(folded_words(line)[0]) for line in lines("labels.txt", "honorific"))
_PROFESSIONS = word_set("profession")
_NO_NAME, _ENDS_NAME = word_set("no name"), word_set("ends name")
_NOT_FIRST = _NO_NAME | _ENDS_NAME | word_set("work")
_GIVEN_NAMES_TOO = word_set("also a given name")
_JOINS = frozenset(folded_words(line)[0] for line in lines(_FILE, "joins"))
_GOES_ON = frozenset(folded_words(line)[0] for line in lines(_FILE, "goes on"))
#: «سعد بن كريم», «سعد آل كريم»: behind any part of a name.
_OF = frozenset(folded_words("بن ابن بنت آل"))
_GUEST_VERBS = _verb_forms()


def has_article(word: str) -> bool:
    """Whether a folded word has «ال»: «الراوي», but not «الله»."""
    return word.startswith(_ARTICLE) and len(word) >= 5


def tells(word: str) -> bool:
    """Whether a folded word is a verb of what a guest says or does, also behind «و»: «ويكشف», «يعود»."""
    return is_reporting_verb(word) or word in _GUEST_VERBS or without_conjunction(word) in _GUEST_VERBS


def describes_person(word: str) -> bool:
    """Whether a folded word, with or without article, is a noun for people: a title, an office, a calling."""
    return is_title(word) or is_office(word) or without_article(word) in _PROFESSIONS


def stands_alone(word: str) -> bool:
    """Whether a folded title needs no article before a name: «د», «معالي», «novelist»."""
    return describes_person(word) and (without_article(word) in _HONORIFICS or word.isascii())


@dataclass(frozen=True, slots=True)
class RunningText:
    """The words of `text[0:end]` with the signs between them, read for names."""

    document: Document
    words: list[Token]
    signs: list[str]

    @classmethod
    def read(cls, document: Document, start: int, end: int, limit: int | None = None) -> "RunningText":
        """The words of `document.text[start:end]`, at most `limit`."""
        words = document.words(start, end, limit)
        end = words[-1].end if words else start
        paragraphs = document.paragraphs
        first = bisect_left(paragraphs, start, key=lambda paragraph: paragraph.start)
        last = bisect_left(paragraphs, end, key=lambda paragraph: paragraph.start)
        breaks = {one.start for one in paragraphs[first:last] if not _is_rest(document, one)}
        breaks |= {piece.start for piece in document.apart_within(start, end)}
        signs = [_sign(document.text, word, following, breaks) for word, following in pairwise(words)]
        return cls(document, words, [*signs, "\n"] if words else [])

    def folded(self, index: int) -> str:
        """The folded word at an index, "" behind the last."""
        return self.words[index].folded if 0 <= index < len(self.words) else ""

    def opens(self, index: int) -> bool:
        """Whether a paragraph begins at a word."""
        return index == 0 or self.signs[index - 1] == "\n"

    def name_at(self, first: int, *, titled: bool = False, joined: bool = False) -> int | None:
        """The index of the last word of the name that begins at a word; None where none can begin.

        Of «سعد الراوي باستقالة» it is the second. One word alone is a name only behind a title. `joined` is
        for a name behind «و»: «وسعد الراوي».
        """
        if first >= len(self.words) or not self._may_begin(first, titled, joined):
            return None
        last = self._unit_end(
            first, without_conjunction(self.folded(first)) if joined else self.folded(first)
        )
        units, closed = 1, False
        while not self.signs[last] and units < _MOST_UNITS:
            following = last + 1
            word = self.folded(following)
            if word not in _OF and (closed or self._ends(following, units)):
                break
            if (
                units > 1
                and word not in _JOINS
                and not has_article(word)
                and not self._is_followed_by_end(following)
            ):
                break
            last = self._unit_end(following, word)
            closed = has_article(word) and word not in _GOES_ON
            units += 1
        return last if last > first or titled else None

    def _unit_end(self, index: int, word: str) -> int:
        """The last of the words that make one part of a name: «عبد الله», «أبو عبد الله»."""
        for _ in range(_MOST_JOINED):
            if word not in _JOINS or index + 1 >= len(self.words) or self.signs[index]:
                break
            index += 1
            word = self.folded(index)
        return index

    def _is_followed_by_end(self, index: int) -> bool:
        return (
            bool(self.signs[index])
            or self._ends(index + 1, _MOST_UNITS)
            or has_article(self.folded(index + 1))
        )

    def _may_begin(self, index: int, titled: bool, joined: bool) -> bool:
        word = without_conjunction(self.folded(index)) if joined else self.folded(index)
        written = self.words[index].text
        if word.isascii():
            return written[:1].isupper() and not describes_person(word)
        if describes_person(word):
            return titled and word in _GIVEN_NAMES_TOO
        return not (
            len(word) < 2
            or has_article(word)
            or word in _GOES_ON
            or word.startswith("وو")
            or _has_particle_and_article(word)
            or self._is_grammar(index, word)
            or tells(word)
            or word in _NOT_FIRST
            or _is_prefixed(word)
            or _has_suffix(word)
            or _TANWIN in written
            or (not titled and len(word) > 4 and word.endswith("ات"))
        )

    def _is_grammar(self, index: int, word: str) -> bool:
        if word == _ALI and self.words[index].text.endswith(_YEH):
            return False
        return is_stop_word(word) or word[:1].isdigit()

    def is_inflected(self, index: int) -> bool:
        """Whether a word has the form of a verb, a common noun or one behind a preposition, not of a name."""
        return self._is_inflected(index, self.folded(index), self.words[index].text)

    def _ends(self, index: int, units: int) -> bool:
        """Whether a name of so many parts ends before a word."""
        word, written = self.folded(index), self.words[index].text
        if word.isascii() or self.words[index - 1].folded.isascii():
            return not (written[:1].isupper() and self.words[index - 1].folded.isascii())
        bare = without_article(word)
        if self._is_grammar(index, word) or _has_particle_and_article(word) or _TANWIN in written:
            return True
        if tells(word) and not (units == 1 and is_ambiguous(word)):
            return True
        if bare in _ENDS_NAME or (bare in _NO_NAME and (units > 1 or bare == word)):
            return True
        if describes_person(word):
            # «ماهر القاضي» is a name, «ماهر قاضي المدينة» and «سعد المديرة» hold one.
            woman = bare != word and written.endswith("ة")
            return units > 1 or woman or (bare == word and not self.signs[index])
        if word.startswith("و") and (units > 1 or is_stop_word(word[1:]) or describes_person(word[1:])):
            return True
        inflected = units > 1 and self._is_inflected(index, word, written)
        return inflected or _has_suffix(word) or written.startswith(_LIKE)

    def _is_inflected(self, index: int, word: str, written: str) -> bool:
        """Whether the form is rather a verb's, a common noun's or that behind a preposition than a name's."""
        if self.signs[index] or has_article(word):
            return False
        return (
            written.endswith("ة")
            or (len(word) > 3 and word.startswith(("ي", "ت", "ل")))
            or (len(word) > 4 and word.startswith("ب"))
        )


def _has_particle_and_article(word: str) -> bool:
    """«بالقرار», «للصحيفة», but not «فالح»: no name has both."""
    return word.startswith(_WITH_ARTICLE) and len(word) > (4 if word.startswith("لل") else 5)


def _has_suffix(word: str) -> bool:
    """Whether a noun's owner is told at its end, as in no name: «ورشتها», «أصدقائهم»."""
    return len(word) > 4 and word.endswith(("ها", "هم", "هما", "كم", "اته"))


def _is_prefixed(word: str) -> bool:
    """Whether a particle stands before a noun that is no name: «لمنتخب», «ورئيس»."""
    return (word[:1] in "وفلب" and word[1:] in _NO_NAME) or (word[:1] in "وف" and describes_person(word[1:]))


def _is_rest(document: Document, paragraph: Paragraph) -> bool:
    """Whether a line only holds the last words of the one before, which broke: «… كما قال سعد»، «الراوي.»"""
    if paragraph.after_blank or not paragraph.index or paragraph.mark:
        return False
    before = document.paragraphs[paragraph.index - 1]
    ends = document.text[before.end - 1 : before.end]
    whole = before.end - before.start > _LINE and (ends.isalnum() or ends in _INVISIBLE)
    return whole and len(document.words(paragraph.start, paragraph.end, _REST + 1)) <= _REST


def _sign(text: str, word: Token, following: Token, breaks: set[int]) -> str:
    """What parts two words: "" for a space, "\\n" where a paragraph ends, else the first sign."""
    between = text[word.end : following.start]
    if any(line_end in between for line_end in _LINE_ENDS) and any(
        position in breaks for position in range(word.end, following.start + 1)
    ):
        return "\n"
    signs = between.strip().strip(_INVISIBLE)
    if signs == "." and len(word.folded) == 1:
        return ""
    return "" if not signs or between in _INSIDE_NAMES else signs[0]
