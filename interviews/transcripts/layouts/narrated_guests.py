"""Who answers in an interview that a narrator tells, and which clause opens an answer.

The guest is learned from the clauses («قال الراوي»، «أوضح نائب الرئيس»، «قالت») and the lead together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviews.arabic.tokens import Token
from interviews.transcripts.layouts.narrated_exchange import Exchange
from interviews.transcripts.layouts.narrated_reply import Reply, opening_reply
from interviews.transcripts.people.guests import find_guest
from interviews.transcripts.people.labels import Sighting
from interviews.transcripts.people.lead_people import Lead
from interviews.transcripts.people.names import (
    is_office,
    is_title,
    name_key,
    office_length,
    without_article,
    words_before_name,
)
from interviews.transcripts.people.voices import Voice, Voices
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import (
    is_ambiguous,
    is_of_a_woman,
    is_reporting_verb,
    verb_kind,
    without_conjunction,
)
from interviews.transcripts.vocabulary import Words, folded_words, lines, phrases

_GUEST = phrases("narrated.txt", "guest")
_NO_NAMES = frozenset(folded_words(" ".join(lines("narrated.txt", "preposition"))))
#: Generic voice of an interview whose clauses name nobody; the lead may.
_NAMELESS = "الضيف"
_MOST_LEAD_WORDS, _MOST_NAME_WORDS = 2000, 4
#: Share of the clauses that tells whether a man or a woman answers.
_MOST_OF_ONE_GENDER = 0.8


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who a clause says that answers: `how` is "named", "office" («قال الوزير») or "implied" («قال»)."""

    voice: Voice | None
    how: str


class Guests:
    """The guests of a told interview."""

    def __init__(self, document: Document, exchanges: Sequence[Exchange]) -> None:
        self._document = document
        lead_end = exchanges[0].start if exchanges else 0
        self._lead_end = lead_end
        self._lead = Lead(document, lead_end)
        self._lead_words = [word.folded for word in document.words(0, lead_end, limit=_MOST_LEAD_WORDS)]
        self._full_names: dict[Words, bool] = {}
        self._given_names = self._learn_given_names()
        replies = [reply for exchange in exchanges for reply in exchange.replies]
        self.voices = Voices(self._named(exchanges), {}, [], marks_used=False)
        if not self.voices.all:
            self.voices.all.append(self._nameless(exchanges))
        self.voices.index()
        self._women = self._learn_women(replies)

    @property
    def alone(self) -> Voice | None:
        """The guest where there is only one."""
        return self.voices.all[0] if len(self.voices.all) == 1 else None

    @property
    def known(self) -> bool:
        """Whether a clause names a guest."""
        return not self._is_nameless()

    @property
    def named_in_full(self) -> bool:
        """Whether a guest has more than one name, in a clause or in the lead: «التقرير» has not."""
        return any(
            len(voice.fullest_key) > 1 or self._has_full_name(voice.fullest_key) for voice in self.voices.all
        )

    def answerer(self, reply: Reply, before: Voice | None) -> Answerer | None:
        """Who speaks behind this clause, None for somebody who is no guest; `before` spoke last."""
        folded = [word.folded for word in reply.subject]
        if not folded:
            return Answerer(self.alone or before, "implied")
        named = None if self._is_nameless() else self.voices.mentioned_in(folded)
        if named:
            return Answerer(named, "named")
        if _is_title_or_office(folded[0]) or folded[:1] in _GUEST:
            if self.name(reply.subject):
                return None
            voice = self.alone or self._in_office(folded) or before
            return Answerer(None if self._is_of_other_gender(reply, voice) else voice, "office")
        # «أجابت بابتسامة:» names nobody: one word without the article is no surname.
        named_else = len(folded) > 1 or folded[0].startswith("ال")
        somebody_else = len(self.name(reply.subject)) > 1 or (named_else and not self._is_nameless())
        if (reply.set_off or reply.states) and somebody_else:
            return None
        return Answerer(self.alone or before, "implied")

    def choose(self, exchange: Exchange, before: Voice | None) -> tuple[Reply, Answerer] | None:
        """The clause that opens the answer of an exchange, None when none of a guest does.

        It is the first that can be one, unless it only says «أوضح أن» in the middle of the sentence and a
        later one names the guest: then the first belongs to the question.
        """
        of_guests = [
            (reply, answerer) for reply in exchange.replies if (answerer := self.answerer(reply, before))
        ]
        possible = [pair for pair in of_guests if self._can_answer(*pair)]
        if not possible and exchange.asking == "asked":
            # «وعما إذا كان … نفى ذلك»: a sentence that speaks of a question is answered by some verb.
            possible = [pair for pair in of_guests if self._is_plain_past(*pair)]
        if not possible:
            return None
        first, answerer = possible[0]
        if not (first.set_off or first.parted or answerer.how != "implied"):
            named = [pair for pair in possible if pair[1].how == "named"]
            return named[0] if named else possible[0]
        return possible[0]

    def _can_answer(self, reply: Reply, answerer: Answerer) -> bool:
        if reply.bare:
            return True
        if is_ambiguous(reply.verb) and not (reply.parted or answerer.how == "named"):
            return False
        if answerer.how == "implied" and self._is_of_other_gender(reply, answerer.voice):
            return False
        shown = reply.set_off or reply.states or reply.clause.verb == "answer"
        if is_ambiguous(reply.verb) and not shown:
            return False
        if answerer.how != "implied" or reply.set_off or reply.clause.verb == "answer":
            return True
        return reply.parted or (reply.states and not _is_present(reply))

    def _is_plain_past(self, reply: Reply, answerer: Answerer) -> bool:
        uncertain = _is_present(reply) or is_ambiguous(reply.verb)
        return not (uncertain or self._is_of_other_gender(reply, answerer.voice))

    def _is_of_other_gender(self, reply: Reply, voice: Voice | None) -> bool:
        """Whether the verb is a man's and the voice a woman's, or the other way round."""
        woman = self._women.get(id(voice))
        return woman is not None and verb_kind(reply.verb) is not None and is_of_a_woman(reply.verb) != woman

    def _is_nameless(self) -> bool:
        return bool(self.voices.all[0].generic)

    def _in_office(self, folded: Sequence[str]) -> Voice | None:
        """The one guest whose office in the lead has the first word of «أكدت الوزيرة»."""
        found = [
            voice
            for voice in self.voices.all
            if (person := self._lead.find(voice.fullest_key))
            and without_article(folded[0]) in map(without_article, folded_words(person.office))
        ]
        return found[0] if len(found) == 1 else None

    def _learn_women(self, replies: Iterable[Reply]) -> dict[int, bool]:
        """Whether a voice is a woman's, by the verbs of clauses that name it; open where they differ."""
        verbs: dict[int, list[bool]] = {}
        for reply in replies:
            voice = self.voices.mentioned_in([word.folded for word in reply.subject])
            if voice and reply.states | reply.set_off and verb_kind(reply.verb):
                verbs.setdefault(id(voice), []).append(is_of_a_woman(reply.verb))
        return {
            voice: told.count(True) > told.count(False)
            for voice, told in verbs.items()
            if max(told.count(True), told.count(False)) >= _MOST_OF_ONE_GENDER * len(told)
        }

    # Names

    def _named(self, exchanges: Sequence[Exchange]) -> list[Voice]:
        """A voice for each name that the clauses repeat, or that the lead has."""
        sightings = [
            sighting
            for exchange in exchanges
            for reply in exchange.replies
            if (sighting := self._sighting(exchange.paragraph, reply, self.name(reply.subject)))
        ]
        sightings += self._further_guests(exchanges)
        times = Counter(sighting.key[-1] for sighting in sightings)
        in_lead = {without_article(word) for word in self._lead_words}
        only = exchanges[0].replies[:1] if len(exchanges) == 1 else ()
        # «رد الوزير هاني الراوي على سؤال …»: all of the item, its only clause introduces him.
        introduced = {
            reply.clause.start for reply in only if 1 < len(self.name(reply.subject)) < len(reply.subject)
        }
        voices: dict[str, Voice] = {}
        for sighting in sightings:
            last = sighting.key[-1]
            if times[last] > 1 or last in in_lead or sighting.start in introduced:
                voice = voices.setdefault(last, Voice(role="guest"))
                voice.sightings.append(sighting)
                given = self._given_names.get(sighting.words[-1], "")
                further = [(given, last)] if given and not self._has_full_name(sighting.key) else []
                voice.keys += [key for key in (sighting.key, *further) if key not in voice.keys]
        return self._one_each(voices)

    def _further_guests(self, exchanges: Sequence[Exchange]) -> Iterator[Sighting]:
        """Who only answers behind another («فيما قالت الشامي: …»), if the lead has the full name."""
        first = exchanges[0].paragraph if exchanges else len(self._document.paragraphs)
        for paragraph in self._document.paragraphs[first + 1 :]:
            reply = opening_reply(self._document, paragraph.words_at, paragraph.end)
            name = self.name(reply.subject) if reply else ()
            sighting = self._sighting(paragraph.index, reply, name) if reply else None
            if sighting and self._has_full_name(sighting.key):
                yield sighting

    def _has_full_name(self, key: Words) -> bool:
        if key not in self._full_names:
            person = self._lead.find(key)
            self._full_names[key] = person is not None and len(person.name.split()) > 1
        return self._full_names[key]

    def _one_each(self, voices: dict[str, Voice]) -> list[Voice]:
        """«قالت رنا» and «قالت الكيلاني» are one voice where the lead has «رنا الكيلاني»."""
        for first, second in pairwise(self._lead_words):
            given, surname = voices.get(without_article(first)), voices.get(without_article(second))
            if given is None or given is surname:
                continue
            both = (without_article(first), without_article(second))
            if surname:
                surname.keys += [*given.keys, both]
                surname.sightings = sorted([*surname.sightings, *given.sightings], key=lambda s: s.start)
                voices[both[0]] = surname
            elif not second.startswith("ال") or first.startswith("ال") or self._has_full_name(both[:1]):
                continue
            elif given.keys == [both[:1]]:
                given.keys.append(both)
        return list({id(voice): voice for voice in voices.values()}.values())

    def _nameless(self, exchanges: Sequence[Exchange]) -> Voice:
        """The voice of clauses that only say «قال الوزير» or «قال»: the office, if the lead has no name."""
        offices = [
            sighting
            for exchange in exchanges
            for reply in exchange.replies
            if reply.subject
            and _is_title_or_office(reply.subject[0].folded)
            and (sighting := self._sighting(exchange.paragraph, reply, reply.subject))
        ]
        if not offices or find_guest(self._document, self._lead_end).guest:
            return Voice(sightings=offices, generic=_NAMELESS, role="guest")
        key = Counter(sighting.key for sighting in offices).most_common(1)[0][0]
        return Voice([key], [sighting for sighting in offices if sighting.key == key], role="guest")

    def _sighting(self, paragraph: int, reply: Reply, name: Sequence[Token]) -> Sighting | None:
        if not name:
            return None
        folded = tuple(word.folded for word in name)
        return Sighting(
            paragraph,
            reply.clause.start,
            name[0].start,
            name[-1].end,
            reply.clause.speech_start,
            folded,
            name_key(folded),
            marked=False,
            ending="nothing",
        )

    def name(self, subject: Sequence[Token]) -> Sequence[Token]:
        """The words of a name in a clause's subject, behind title and office; none in «قال نائب الرئيس»."""
        folded = [word.folded for word in subject]
        if not folded:
            return ()
        begins = words_before_name(folded)
        begins += office_length(folded[begins:])
        name = subject[begins:]
        if not name or len(name) > _MOST_NAME_WORDS:
            return ()
        first = without_conjunction(name[0].folded) if name[0].folded[:1] == "ف" else name[0].folded
        if len(name) == 1 and first in self._given_names:
            return name
        if _is_title_or_office(first) or [first] in _GUEST or first.isdigit():
            return ()
        return name

    def _learn_given_names(self) -> dict[str, str]:
        """The given names before surnames in the lead: of «النقيب» in «الخبير الاقتصادي عادل النقيب».

        An adjective may stand between; a verb does not begin a name («في المؤتمر التقى الوزير»).
        """
        found: dict[str, str] = {}
        words = self._lead_words
        for index in range(1, len(words) - 1):
            before, given, surname = words[index - 1 : index + 2]
            described = before.startswith("ال") and index > 1 and _is_title_or_office(words[index - 2])
            named = not (given.startswith("ال") or _is_title_or_office(given) or is_reporting_verb(given))
            if not named or given in _NO_NAMES or not surname.startswith("ال"):
                continue
            if described or _is_title_or_office(before):
                found.setdefault(surname, given)
        return found


def _is_present(reply: Reply) -> bool:
    """«يقول», «تؤكد»: in the middle of a sentence it may be part of the question."""
    return reply.verb[:1] in ("ي", "ت")


def _is_title_or_office(word: str) -> bool:
    return is_office(word) or is_title(word)
