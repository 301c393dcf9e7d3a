"""People in an interview's lead: the full form of a known name, the office held."""

from dataclasses import dataclass
from functools import cached_property

from interviews.arabic.tokens import Token
from interviews.transcripts.people.names import (
    is_office,
    is_title,
    office_length,
    precedes_name,
    without_article,
    words_before_name,
)
from interviews.transcripts.people.running_names import RunningText
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import (
    COLONS,
    is_plain_verb,
    is_reporting_verb,
    without_conjunction,
)
from interviews.transcripts.vocabulary import Words, folded_words, phrases

_LEADS_PANEL = phrases("reporting.txt", "leads panel")
_MOST_NAME_WORDS, _MOST_OFFICE_WORDS = 5, 14
#: Words that end an office when no comma does: what follows tells what the person said or did.
_AFTER_OFFICE = frozenset({"ان", "الذي", "التي", "خلال", "حول", "عن", "بشان", "who", "that", "about", "on"})
_BEFORE_NAME = frozenset({"مع", "with", "لهگهل", "ضيفنا", "ضيفتنا", "هو", "هي"}) | frozenset(
    folded_words("لەگەڵ مع")
)
#: What may stand between two words of a name: «Al-Qassab», «O'Neill».
_INSIDE_NAMES = ("-", "‐", "‑", "'", "’")
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

    def find(self, key: Words, titles: Words = ()) -> Person | None:
        """The person of a label: («كاظمي») finds «سعد الكاظمي، مدير المركز». None when the lead has no such.

        Where the label has `titles`, a place with the same one counts before all others: of «الشيخ يوسف:»
        it is «الشيخ يوسف المنصور», not «النبي يوسف». The name is taken further to the left than the label has
        it only up to a clear beginning: a title, a verb of speech, «مع», a sign of punctuation.
        """
        found: Person | None = None
        if not key:
            return None
        for index in self._places.get(key[0], ())[:20] if titles else ():
            if index and self._words[index - 1].folded in titles and (person := self._titled(index, key)):
                return person
        for index in self._places.get(key[-1], ())[:20]:
            person = self._person_ending_at(index, key)
            if person and (
                found is None
                or (person.office and not found.office)
                or (bool(person.office) == bool(found.office) and len(person.name) > len(found.name))
            ):
                found = person
        return found

    def _titled(self, index: int, key: Words) -> Person | None:
        """The name that begins behind a title at this word and goes on further than the key has it."""
        text = RunningText.read(
            self._document, self._words[index].start, self._end, limit=_MOST_NAME_WORDS + 2
        )
        last = text.name_at(0, titled=True)
        if last is None or last < len(key):
            return None
        folded = [without_article(word.folded) for word in text.words[: len(key)]]
        return self._person(index, index + last) if tuple(folded) == key else None

    def leads_panel(self, key: Words) -> bool:
        """Whether the lead says of the bearer of this name: «أدارت الندوة فلانة»."""
        for index in self._places.get(key[0], ())[:20] if key else ():
            before = [word.folded for word in self._words[max(0, index - 4) : index]]
            if any(
                _LEADS_PANEL.opens(before[start:])
                or _LEADS_PANEL.opens([without_conjunction(before[start]), *before[start + 1 :]])
                for start in range(len(before))
            ):
                return True
        return False

    def _sign_after(self, index: int) -> str:
        """What parts a word from the next: "" for a space, "\\n" for a line's end, else the first sign."""
        end = self._words[index + 1].start if index + 1 < len(self._words) else self._end
        between = self._document.text[self._words[index].end : end]
        signs = between.strip()
        if signs:
            return "" if between in _INSIDE_NAMES else signs[0]
        return "\n" if any(line_end in between for line_end in "\n\r\v\f\x85\u2028\u2029") else ""

    def _person_ending_at(self, index: int, key: Words) -> Person | None:
        """The name that ends, as far as the key has it, at this word; other given names may stand between."""
        words = self._words
        first, skipped = index, 0
        for part in reversed(key[:-1]):
            first -= 1
            while first >= 0 and not self._is_part(first, part, allow_and=part is key[0]):
                skipped += 1
                if skipped > 2 or self._sign_after(first):
                    return None
                first -= 1
            if first < 0 or self._sign_after(first):
                return None
            if part.endswith(words[first].folded) and without_article(words[first].folded) != part:
                first -= 1
        # «Al-Qassab» is one surname of two words.
        surname_only = " " not in " ".join(self._document.text[words[first].start : words[index].end].split())
        return self._person(
            self._given_names(first) if surname_only else first, self._last_before_office(index)
        )

    def _given_names(self, surname: int) -> int:
        """Where the given names before a surname clearly begin; the surname where that is not clear."""
        words = self._words
        for left in range(surname, max(-1, surname - _MOST_NAME_WORDS), -1):
            if left < surname and is_reporting_verb(words[left].folded):
                break
            if left < surname and self._sign_after(left):
                # «مديرة المتحف، نادية حداد، …»: a name between two commas.
                commas = {self._sign_after(left), self._sign_after(surname)} <= {"،", ","}
                return left + 1 if commas and surname - left > 1 else surname
            if left < surname and self._is_joined(left + 1):
                # «الوزيران سعد الراوي وكريم حداد»
                return left + 1
            if self._begins_name(left):
                # «المخرج المسرحي هشام البستاني»: what agrees with the title is no given name.
                described = left + 1 < surname and words[left].folded.startswith("ال")
                return left + 1 if described else left
        return self._office_told_before(surname)

    def _office_told_before(self, surname: int) -> int:
        """Where «رئيس غرفة التجارة يوسف التميمي» begins; the surname where no office stands before it."""
        for left in range(surname - 1, max(-1, surname - _MOST_OFFICE_WORDS), -1):
            if self._sign_after(left) or is_reporting_verb(self._words[left].folded):
                break
            told = [word.folded for word in self._words[left : surname + 1]]
            if is_office(told[0]) and len(told) - _MOST_NAME_WORDS <= office_length(told) > 0:
                return left
        return surname

    def _is_part(self, index: int, part: str, allow_and: bool) -> bool:
        """Whether a part of a key ends at this word; «عبد الله» is one part and may be two words."""
        folded = self._words[index].folded
        if without_article(folded) == part or (allow_and and folded == "و" + part):
            return True
        return bool(index) and part.endswith(folded) and self._words[index - 1].folded + folded == part

    def _last_before_office(self, last: int) -> int:
        """Where a name ends that goes on for up to three words, then has a comma and an office behind it."""
        words = self._words
        for index in range(last, min(last + 4, len(words) - 1)):
            if index > last and is_reporting_verb(words[index].folded):
                return last
            sign = self._sign_after(index)
            if sign:
                return index if sign in "،," and is_office(words[index + 1].folded) else last
        return last

    def _begins_name(self, index: int, at_line_start: bool = False) -> bool:
        """Whether a name clearly begins at this word, because of what stands before it."""
        if index == 0:
            return at_line_start
        before = self._words[index - 1].folded
        sign = self._sign_after(index - 1)
        if sign:
            # Behind a comma or a full stop any clause may begin.
            return at_line_start or sign in ":–—"
        # «سعد الراوي والدكتورة هند العطار»: the title has the conjunction.
        titled = precedes_name(before) or precedes_name(without_conjunction(before))
        return titled or is_plain_verb(before) or without_conjunction(before) in _BEFORE_NAME

    def _is_joined(self, index: int) -> bool:
        """Whether «و» joins a name to one that a surname with its article has ended: «سعد الراوي وكريم»."""
        if index < 2 or not self._words[index].folded.startswith("و"):
            return False
        given = self._words[index - 2].folded
        named = not (is_office(given) or is_title(given)) and self._begins_name(index - 2)
        surname = self._words[index - 1].folded.startswith("ال")
        return named and surname and not self._sign_after(index - 1)

    def _person(self, first: int, last: int) -> Person:
        words = self._words
        folded = [word.folded for word in words[first : last + 1]]
        # «وأدار الندوة سعد، والمهندسة نون»: the conjunction is no part of title or name.
        titles = words_before_name(folded) or words_before_name([without_conjunction(folded[0]), *folded[1:]])
        first += titles
        office = office_length(folded[titles:])
        told = self._document.text[words[first].start : words[first + office - 1].end] if office else ""
        first += office
        start, end = words[first].start + self._is_joined(first), words[last].end
        office_beside = self._office_after(last) or told or self._office_before(first)
        return Person(self._document.text[start:end], start, end, office_beside)

    def _office_after(self, last: int) -> str:
        """«…، مدير المركز العربي، إن»: from the comma or bracket to the next sign, if an office begins it."""
        words = self._words
        if last + 1 >= len(words) or self._sign_after(last) not in ("،", ",", "(", "-", "–"):
            return ""
        if not is_office(words[last + 1].folded):
            return ""
        for index in range(last + 1, min(last + 1 + _MOST_OFFICE_WORDS, len(words))):
            further = words[index + 1] if index + 1 < len(words) else None
            stop = self._document.text[words[index].end : further.start if further else self._end]
            following = further.folded if further else ""
            if any(sign in stop for sign in "«“"):
                # A title in quotation marks goes on with the office; where it ends is not plain.
                return ""
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
            if self._sign_after(index):
                return ""
            before = words[index - 1].folded if index else ""
            if is_office(words[index].folded) and (
                without_conjunction(before) in _BEFORE_NAME or is_reporting_verb(before)
            ):
                last = first - 1
                while last > index and is_title(words[last].folded):
                    last -= 1
                return self._document.text[words[index].start : words[last].end] if last > index else ""
        return ""
