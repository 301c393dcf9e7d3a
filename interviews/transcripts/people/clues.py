"""What a lead and its headline show of who takes part: «حوار مع فلان», «الفنان فلان», «فلان: لن أعود»."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from interviews.transcripts.people.names import is_office, without_article
from interviews.transcripts.people.running_names import (
    RunningText,
    describes_person,
    has_article,
    stands_alone,
    tells,
    word_set,
)
from interviews.transcripts.text.reporting import COLONS, OPENING_QUOTES, without_conjunction
from interviews.transcripts.vocabulary import Phrases, folded_words, phrases

ClueKind = Literal["met", "headline", "is", "told", "said", "title", "office", "last", "spoken of"]

_ENCOUNTER = phrases("guests.txt", "encounter")
_ENCOUNTER_NOUNS = word_set("encounter noun")
_NAME_FIELDS = phrases("guests.txt", "asks name")
_QUOTES = ("", "(", ")", *'"«»“”')
_TOLD_IN = phrases("guests.txt", "told in")
_INTRODUCES = phrases("guests.txt", "introduces")
_WORKS = word_set("work")
_PRESS = word_set("press")
_SPOKEN_OF = word_set("spoken of")
_WITH = frozenset(folded_words("مع with لەگەڵ"))
_TO = frozenset(folded_words("ل لـ في خلال عبر مع"))
_WHO = frozenset(folded_words("وهو وهي الذي التي وهو"))
#: How far, in words, something may stand from what it goes with.
_TITLES, _OFFICE, _BETWEEN, _SENTENCE, _HEADLINE = 8, 15, 4, 12, 30
_LONGEST_HEAD = 120
_FEWEST_BEHIND_COLON = 2
#: «المتحدث باسم …», «المدير العام ل…»
_INSIDE_OFFICES = frozenset(folded_words("باسم في لدى عام عامة تنفيذي سابق سابقة"))
_SUFFIXES = ("ها", "هم", "هما", "نا", "ه")


@dataclass(frozen=True, slots=True)
class Clue:
    """A name, the words `first` to `last`, with what shows that its bearer takes part.

    `described` is where the titles or the office before it begin, equal to `first` where none do; `joined`
    that the first word has a conjunction that is no part of the name.
    """

    kind: ClueKind
    first: int
    last: int
    described: int
    joined: bool = False


class ClueSearch:
    """The clues of a text, words of bylines and menus (`passed_over`) left out."""

    def __init__(self, text: RunningText, passed_over: frozenset[int]) -> None:
        self._text = text
        self._passed_over = passed_over

    def run(self) -> Iterator[Clue]:
        """All clues, in the order of the words that show them."""
        for index in range(len(self._text.words)):
            if index in self._passed_over:
                continue
            for clue in self._at(index):
                yield clue
                yield from self._more_of(clue)
        yield from self._last_words()

    def _at(self, index: int) -> Iterator[Clue]:
        yield from self._met(index)
        yield from self._said(index)
        yield from self._titled(index)
        if self._text.opens(index):
            yield from self._headline(index)
        if self._clause_opens(index):
            yield from self._told_of(index)

    def _named(self, index: int, kind: ClueKind, *, joined: bool = False) -> Clue | None:
        """The name at a word or behind the titles or the office that begin there."""
        if index >= len(self._text.words):
            return None
        last = self._text.name_at(index, joined=joined)
        if last is not None:
            return Clue(kind, index, last, index, joined)
        return self._described(index, kind)

    def _described(self, index: int, kind: ClueKind) -> Clue | None:
        word = self._text.folded(index)
        if not (describes_person(word) or describes_person(without_conjunction(word))):
            return None
        return self._behind_titles(index, kind) or self._behind_office(index, kind)

    def _behind_titles(self, index: int, kind: ClueKind) -> Clue | None:
        """«الشاعر والناقد الدكتور سعد الراوي»: titles with the article, and adjectives."""
        text = self._text
        title = without_conjunction(text.folded(index))
        if not (has_article(title) or has_article(text.folded(index)) or stands_alone(title)):
            return None
        for at in range(index + 1, min(index + 1 + _TITLES, len(text.words))):
            sign = text.signs[at - 1]
            if sign and sign not in OPENING_QUOTES + "/":
                return None
            last = text.name_at(at, titled=True)
            if last is not None:
                return Clue(kind, at, last, index)
            word = text.folded(at)
            if not (
                has_article(word) or describes_person(word) or describes_person(without_conjunction(word))
            ):
                return None
        return None

    def _behind_office(self, index: int, kind: ClueKind) -> Clue | None:
        """«نائب رئيس هيئة الأركان العامة سعد الراوي»: an office that ends with an article."""
        text = self._text
        # «الكبير» alone is no office; «المتحدث باسم …» is one, as is «كبير …».
        office = not has_article(without_conjunction(text.folded(index)))
        for at in range(index + 1, min(index + 1 + _OFFICE, len(text.words))):
            word = text.folded(at)
            if text.signs[at - 1] or tells(word):
                return None
            titled = self._behind_titles(at, kind) if describes_person(without_conjunction(word)) else None
            if titled:
                return Clue(kind, titled.first, titled.last, index)
            before = text.folded(at - 1)
            office = office or without_article(word) in _INSIDE_OFFICES or word[:1] in "لب"
            if at - 1 > index and office and _completes(before):
                last = text.name_at(at)
                if last is not None:
                    return Clue(kind, at, last, index)
        return None

    def _met(self, index: int) -> Iterator[Clue]:
        """«حوار مطول مع فلان», «التقينا فلانا», «استضافت «الصحيفة» فلانا»."""
        text = self._text
        words = [text.folded(at) for at in range(index, min(index + 3, len(text.words)))]
        length = _opens(_ENCOUNTER, words)
        if _NAME_FIELDS.opens(words) and (text.signs[index] or text.opens(index)):
            yield from self._first_near(index + _NAME_FIELDS.opens(words), 1)
        elif length:
            yield from self._first_near(index + length, _BETWEEN)
        elif {words[0], without_article(words[0]), without_conjunction(words[0])} & _ENCOUNTER_NOUNS:
            for at in range(index + 1, min(index + 1 + _TITLES, len(text.words))):
                if text.signs[at - 1] not in _QUOTES:
                    return
                if text.folded(at) in _WITH and text.signs[at] in ("", '"', ":"):
                    yield from self._first_near(at + 1, 1)
                    return

    def _first_near(self, start: int, reach: int) -> Iterator[Clue]:
        """The first name from a word on; no name of one who works for the page («المحررة فلانة»)."""
        for at in range(start, min(start + reach, len(self._text.words))):
            if at > start and self._text.signs[at - 1] in ("\n", ".", "؟"):
                return
            clue = self._named(at, "met") if at == start else self._described(at, "met")
            if clue:
                if without_article(self._text.folded(clue.described)) not in _PRESS:
                    yield clue
                return

    def _said(self, index: int) -> Iterator[Clue]:
        """«أكد فلان», «فلان يروي»; with «في حوار مع …» beside it that was said to the page."""
        if not tells(self._text.folded(index)) or self._text.signs[index]:
            return
        clue = self._named(index + 1, "said")
        if clue and self._agrees(index, clue):
            yield clue
            yield from self._with_office(clue)
            if self._tells_page(index - _SENTENCE, index) or self._tells_page(
                clue.last + 1, clue.last + _SENTENCE
            ):
                yield Clue("told", clue.first, clue.last, clue.described)

    def _agrees(self, verb: int, clue: Clue) -> bool:
        """«يتذكر بطولة …» has no subject there: a man's verb and a noun of feminine form."""
        first = self._text.words[clue.described].text
        word = without_conjunction(self._text.folded(verb))
        return not first.endswith("ة") or word.startswith("ت") or word.endswith("ت")

    def _tells_page(self, start: int, end: int) -> bool:
        text = self._text
        folded = [text.folded(at) for at in range(max(0, start), min(end + 3, len(text.words)))]
        return any(_opens(_TOLD_IN, folded[at : at + 3]) for at in range(max(0, len(folded) - 2)))

    def _titled(self, index: int) -> Iterator[Clue]:
        """«الفنان فلان», «إنه الفنان فلان»; heads of state and makers of films are rather spoken of."""
        text = self._text
        quoted = index and text.document.text[text.words[index].start - 1] in OPENING_QUOTES
        clue = None if quoted else self._described(index, "title")
        if clue is None or (index and self._described_from(index - 1, clue)):
            return
        if self._of_work(index):
            return
        if without_article(text.folded(index)) in _SPOKEN_OF and has_article(text.folded(index)):
            yield Clue("spoken of", clue.first, clue.last, clue.described)
            return
        yield clue
        if index and _opens(_INTRODUCES, [text.folded(index - 1)]):
            yield Clue("is", clue.first, clue.last, clue.described)
        yield from self._with_office(clue)

    def _of_work(self, index: int) -> bool:
        """Whether a name belongs to a film or a book: «أدار الفيلم المخرج فلان»."""
        before = [self._text.folded(at) for at in range(max(0, index - 2), index)]
        return any(word in _WORKS or without_article(word) in _WORKS for word in before)

    def _described_from(self, index: int, clue: Clue) -> bool:
        """Whether the titles of a name begin already at the word before."""
        if self._text.signs[index]:
            return False
        before = self._described(index, clue.kind)
        return before is not None and before.first == clue.first

    def _clause_opens(self, index: int) -> bool:
        return index == 0 or self._text.signs[index - 1] in (
            "\n",
            ".",
            "،",
            ",",
            ":",
            "…",
            "!",
            "؟",
            ")",
            "»",
            '"',
        )

    def _told_of(self, index: int) -> Iterator[Clue]:
        """«فلان (مدير المتحف) يتحدث», «فتح لنا بيته، فلان، وهو …»: a name that opens a clause."""
        text = self._text
        last = text.name_at(index)
        if last is None:
            return
        name = Clue("office", index, last, index)
        yield from self._with_office(name)
        follows = last + 1
        if not text.signs[last] and tells(text.folded(follows)) and not text.folded(follows).startswith("و"):
            yield Clue("said", index, last, index)
            if self._tells_page(follows, follows + _SENTENCE):
                yield Clue("told", index, last, index)
        elif text.signs[last] in ("،", ",") and text.folded(follows) in _WHO:
            yield name
        elif text.signs[last] in ("،", ",") and index and text.signs[index - 1] in ("،", ","):
            # «كشف نجم المنتخب، سعد الراوي، عن …»
            before = range(max(0, index - _SENTENCE), index)
            if any(describes_person(text.folded(at)) for at in before):
                yield Clue("title", index, last, index)

    def _with_office(self, clue: Clue) -> Iterator[Clue]:
        text = self._text
        sign, word = text.signs[clue.last], text.folded(clue.last + 1)
        if (sign in ("،", ",", "(", "-", "–") and (is_office(word) or describes_person(word))) or (
            not sign and describes_person(word) and not has_article(word)
        ):
            yield Clue("office", clue.first, clue.last, clue.described)

    def _headline(self, index: int) -> Iterator[Clue]:
        """«وزير السياحة سعد الراوي لـ«الصحيفة»: الموسم واعد», «الكاتبة: نادية حداد»."""
        text = self._text
        document = text.document
        start = text.words[index].start
        colon = _first_colon(document.text, start, start + _LONGEST_HEAD)
        end = self._paragraph_end(index)
        if colon is None or end >= index + _HEADLINE:
            return
        behind = sum(word.start > colon for word in text.words[index : end + 1])
        clue = self._named(index, "headline")
        if clue and text.words[clue.last].end <= colon and behind >= _FEWEST_BEHIND_COLON:
            follows = text.folded(clue.last + 1)
            if text.signs[clue.last] in COLONS or follows in _TO or follows.startswith("ل"):
                yield clue
        elif text.signs[index] and text.signs[index] in COLONS and describes_person(text.folded(index)):
            last = text.name_at(index + 1)
            if last is not None and without_article(text.folded(index)) not in _PRESS:
                yield Clue("headline", index + 1, last, index + 1)

    def _paragraph_end(self, index: int) -> int:
        while index < len(self._text.words) - 1 and self._text.signs[index] != "\n":
            index += 1
        return index

    def _last_words(self) -> Iterator[Clue]:
        """«… وعوالمها سعد الراوي.», «… غير: سعد الراوي»: a name that ends the lead."""
        text = self._text
        end = len(text.words) - 1
        for first in range(max(1, end - 3), end):
            before = text.folded(first - 1)
            complete = _completes(before) or (len(before) > 4 and before.endswith(_SUFFIXES))
            opened = text.signs[first - 1] in COLONS if text.signs[first - 1] else complete
            if opened and end not in self._passed_over and text.name_at(first) == end:
                if not text.is_inflected(first) and not self._of_work(first):
                    yield Clue("last", first, end, first)
                return

    def _more_of(self, clue: Clue) -> Iterator[Clue]:
        """«… وسعد الراوي»: who stands beside a name has what shows it, too."""
        text = self._text
        for _ in range(_BETWEEN):
            following = self._behind_its_office(clue.last)
            if not text.folded(following).startswith("و"):
                return
            more = self._named(following, clue.kind, joined=True)
            if more is None:
                return
            yield more
            clue = more

    def _behind_its_office(self, last: int) -> int:
        """The word behind a name and the office between commas or brackets that goes with it."""
        text = self._text
        if text.signs[last] in ("،", ",", "(") and describes_person(text.folded(last + 1)):
            for at in range(last + 1, min(last + _OFFICE, len(text.words))):
                if text.signs[at]:
                    return at + 1 if text.signs[at] in ("،", ",", ")") else len(text.words)
        return last + 1 if text.signs[last] in ("", "،", ",") else len(text.words)


def _completes(word: str) -> bool:
    """Whether a folded word has the article, also behind a particle: nothing belongs to it any more."""
    return has_article(word) or has_article(word[1:]) or (word.startswith("لل") and len(word) > 3)


def _opens(table: Phrases, words: list[str]) -> int:
    if not words:
        return 0
    return table.opens(words) or table.opens([without_conjunction(words[0]), *words[1:]])


def _first_colon(text: str, start: int, end: int) -> int | None:
    found = [at for colon in COLONS if (at := text.find(colon, start, end)) >= 0]
    return min(found, default=None)
