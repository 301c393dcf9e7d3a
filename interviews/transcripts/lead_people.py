"""People in an interview's lead: the full form of a known name, the office held, the guest of the talk."""

from dataclasses import dataclass
from functools import cached_property

from interviews.arabic.tokens import Token
from interviews.transcripts.names import is_title, name_key, without_article, words_before_name
from interviews.transcripts.paragraphs import Document
from interviews.transcripts.reporting import COLONS, is_reporting_verb, without_conjunction
from interviews.transcripts.vocabulary import Words, folded_words, lines, phrases

_OFFICE_NOUNS = frozenset(without_article(folded_words(line)[0]) for line in lines("reporting.txt", "office"))
_INTERVIEW_WITH = phrases("reporting.txt", "interview with")
_MOST_NAME_WORDS, _MOST_OFFICE_WORDS = 5, 14
#: Words that end an office when no comma does: what follows tells what the person said or did.
_AFTER_OFFICE = frozenset(
    {"ان", "الذي", "التي", "خلال", "حول", "عن", "بشان", "who", "that", "about", "on", "و"}
)
_BEFORE_NAME = frozenset({"مع", "with", "لهگهل", "ضيفنا", "ضيفتنا", "هو", "هي"}) | frozenset(
    folded_words("لەگەڵ مع")
)
_OFFICE_END = '،,;؛.:\n\r()[]«»"“”؟?!–—' + COLONS


@dataclass(frozen=True, slots=True)
class Person:
    """A name found in the lead, as printed and without titles, with the office beside it or ""."""

    name: str
    start: int
    end: int
    office: str


class Lead:
    """The text before the first turn, read for the people in it."""

    def __init__(self, document: Document, end: int) -> None:
        self._document = document
        self._end = end

    @cached_property
    def _words(self) -> list[Token]:
        return self._document.words(0, self._end)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word stands, without its article: names are looked up, not searched for."""
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self._words):
            places.setdefault(without_article(word.folded), []).append(index)
        return places

    def find(self, key: Words) -> Person | None:
        """The person of a label: («كاظمي») finds «سعد الكاظمي، مدير المركز». None when the lead has no such.

        The name is taken further to the left than the label has it only up to a clear beginning: a title,
        a verb of speech, «مع», a sign of punctuation.
        """
        found: Person | None = None
        if not key:
            return None
        for index in self._places.get(key[-1], ())[:20]:
            person = self._person_ending_at(index, key)
            if person and (
                found is None
                or (person.office and not found.office)
                or (bool(person.office) == bool(found.office) and len(person.name) > len(found.name))
            ):
                found = person
        return found

    def guest(self) -> Person | None:
        """The one person introduced as the guest: «حوار مع سعد الكاظمي، مدير…», «أكد سعد الكاظمي، مدير…».

        None when the lead introduces nobody so, or several.
        """
        found: dict[Words, Person] = {}
        words = self._words[:2000]
        folded = [word.folded for word in words]
        for index in range(len(words)):
            length = _INTERVIEW_WITH.opens(folded[index : index + 4])
            begins = index + length if length else 0
            if not begins and is_reporting_verb(folded[index]) and folded[index][:1] not in ("و", "ف"):
                begins = index + 1
            if begins:
                person = self._person_before_comma(begins)
                if person and (person.office or length):
                    key = name_key(folded_words(person.name))
                    if key not in found or person.office:
                        found[key] = person
        return next(iter(found.values())) if len(found) == 1 else None

    def _between(self, left: int, right: int) -> str:
        return self._document.text[self._words[left].end : self._words[right].start]

    def _person_before_comma(self, begins: int) -> Person | None:
        """Two to five words from `begins` on, behind titles, up to a comma."""
        words = self._words
        while begins < len(words) and is_title(words[begins].folded):
            begins += 1
        for last in range(begins, min(begins + _MOST_NAME_WORDS, len(words) - 1)):
            if is_reporting_verb(words[last].folded):
                return None
            between = self._between(last, last + 1)
            if between.strip(" \t\u00a0"):
                if between.strip()[0] not in "،,(" or last == begins:
                    return None
                return self._person(begins, last)
        return None

    def _person_ending_at(self, index: int, key: Words) -> Person | None:
        words = self._words
        first = index
        for part in reversed(key[:-1]):
            first -= 1
            # «عبد الله» is one word in a key and may be two in the text.
            folded = words[first].folded if first >= 0 else ""
            if folded and part.endswith(folded) and part != without_article(folded):
                first -= 1
                if first < 0 or words[first].folded + words[first + 1].folded != part:
                    return None
            elif first < 0 or without_article(words[first].folded) != part:
                return None
        last = index
        widest = max(0, last - _MOST_NAME_WORDS + 1)
        for left in range(first, widest - 1, -1):
            if self._begins_name(left):
                return self._person(left, last)
        return self._person(first, last)

    def _begins_name(self, index: int) -> bool:
        """Whether a name clearly begins at this word, because of what stands before it."""
        if index == 0:
            return False
        before = self._words[index - 1].folded
        if self._between(index - 1, index).strip(" \t\u00a0"):
            return "\n" not in self._between(index - 1, index)
        return is_title(before) or is_reporting_verb(before) or without_conjunction(before) in _BEFORE_NAME

    def _person(self, first: int, last: int) -> Person:
        words = self._words
        first += words_before_name([word.folded for word in words[first : last + 1]])
        start, end = words[first].start, words[last].end
        return Person(
            self._document.text[start:end], start, end, self._office_after(last) or self._office_before(first)
        )

    def _office_after(self, last: int) -> str:
        """«…، مدير المركز العربي، إن»: from the comma or bracket to the next sign, if an office begins it."""
        words = self._words
        if last + 1 >= len(words) or self._between(last, last + 1).strip() not in ("،", ",", "(", "-", "–"):
            return ""
        if without_article(words[last + 1].folded) not in _OFFICE_NOUNS:
            return ""
        for index in range(last + 1, min(last + 1 + _MOST_OFFICE_WORDS, len(words))):
            further = words[index + 1] if index + 1 < len(words) else None
            stop = self._document.text[words[index].end : further.start if further else self._end]
            following = further.folded if further else ""
            if any(sign in stop for sign in _OFFICE_END):
                return self._document.text[words[last + 1].start : words[index].end]
            ends = following in _AFTER_OFFICE or is_reporting_verb(following)
            if ends and index > last + 1:
                return self._document.text[words[last + 1].start : words[index].end]
        return ""

    def _office_before(self, first: int) -> str:
        """«مع وزير الزراعة سعد الكاظمي»: what stands between «مع» or a verb of speech and the name."""
        words = self._words
        for index in range(first - 1, max(-1, first - 9), -1):
            if self._between(index, index + 1).strip(" \t\u00a0"):
                return ""
            before = words[index - 1].folded if index else ""
            if without_article(words[index].folded) in _OFFICE_NOUNS and (
                without_conjunction(before) in _BEFORE_NAME or is_reporting_verb(before)
            ):
                last = first - 1
                while last > index and is_title(words[last].folded):
                    last -= 1
                return self._document.text[words[index].start : words[last].end] if last > index else ""
        return ""
