"""What of an interview's candidates is proposed, and where else in the interview does it stand?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from interviews.entities.found import Kind, ProposedName
from interviews.entities.keys import is_definite, is_nisba
from interviews.entities.proposing.candidate import Candidate, candidate
from interviews.entities.proposing.person_names import is_given, is_unknown
from interviews.entities.proposing.reading import Reading
from interviews.entities.proposing.titles import is_of_person
from interviews.entities.proposing.word_kinds import Word, is_common, kinds, without_particles, word_set
from interviews.entities.short_forms import surname_at
from interviews.transcripts.text.reporting import is_reporting_verb

#: Below it nothing is proposed.
LEAST_CONFIDENCE = 0.6
#: What one interview says so often is proposed with less.
_REPEATED, _LEAST_REPEATED = 3, 0.45
#: Heads whose complement is as much a name without them.
_ALONE = word_set("complement alone")
#: With these a noun and «الراوي» do not agree.
_PLURAL = ("ين", "ون", "ان")


class Accepted:
    """What of an interview's candidates is proposed, and the short forms under which it stands elsewhere."""

    def __init__(self, by_passage: Iterable[list[Candidate]]) -> None:
        passages = _of_one_kind(list(by_passage))
        counts = Counter((one.words, one.kind) for passage in passages for one in passage)
        self.by_passage: list[list[Candidate]] = []
        #: What is too weak for this interview to be proposed, and not so weak that no other could help.
        self.weak: list[list[Candidate]] = []
        for passage in passages:
            own: tuple[list[Candidate], list[Candidate]] = [], []
            for one in passage:
                if _is_enough(one, counts[one.words, one.kind]):
                    own[0].append(one)
                elif _may_be_enough(one):
                    own[1].append(one)
            self.by_passage.append(own[0])
            self.weak.append(own[1])
        #: Every form under which an accepted name may stand; how many words those have that begin alike.
        self._forms: dict[tuple[str, ...], Candidate] = {}
        self._lengths: dict[str, set[int]] = defaultdict(set)
        self._full: dict[tuple[tuple[str, ...], Kind], Candidate] = {}
        self._read_forms()

    def _read_forms(self) -> None:
        full: dict[tuple[tuple[str, ...], Kind], Candidate] = {}
        for passage in self.by_passage:
            for one in passage:
                best = full.get((one.words, one.kind))
                if best is None or one.confidence > best.confidence:
                    full[one.words, one.kind] = one
        short: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
        for one in full.values():
            best = self._forms.get(one.words)
            if best is None or one.confidence > best.confidence:
                self._forms[one.words] = one
            for words in _surnames(one.words) if one.kind == "person" else _short_names(one):
                short[words].append(one)
        for words, owners in short.items():
            # «الراوي» of «سعد الراوي» and «أحمد سعد الراوي» is one person, who is called by the longest name.
            owner = max(owners, key=lambda one: len(one.words))
            self._full[words, owner.kind] = owner
            self._forms.setdefault(words, owner)
        for words in self._forms:
            self._lengths[words[0]].add(len(words))

    def further(self, reading: Reading) -> Iterator[Candidate]:
        """The places where an accepted name stands again, whole or by its surname."""
        for index, word in enumerate(reading.folded):
            for form, cut in without_particles(word):
                for length in sorted(self._lengths.get(form, ()), reverse=True):
                    last = index + length - 1
                    owner = self._forms.get((form, *reading.folded[index + 1 : last + 1]))
                    if owner is None or any(
                        not reading.is_plain(inside) for inside in range(index + 1, last + 1)
                    ):
                        continue
                    if length == 1 and not _is_alone_a_name(reading, index, form, cut):
                        continue
                    yield candidate(
                        reading, index, last, owner.kind, "repeated", owner.confidence, cut, begins=form
                    )
                    break

    def proposal(self, one: Candidate) -> ProposedName:
        """The candidate under the fullest name that the interview has for it."""
        full = self._full.get((one.words, one.kind), one)
        return ProposedName(
            one.start,
            one.end,
            one.kind,
            (full if full.words != one.words else one).text,
            one.evidence,
            round(one.confidence, 2),
        )


def _is_alone_a_name(reading: Reading, index: int, form: str, cut: int) -> bool:
    """Whether a name's last word is meant where it stands: «المهندس» may be anybody of this calling.

    A given name may go on as another's («حازم» of «شريف حازم» in «حازم إمام») or be an office («مساعد رئيس»).
    """
    kind = kinds(form)
    before = reading.word(index - 1) if reading.is_plain(index) and not cut else ""
    if is_nisba(form) and is_definite(before) and not (is_of_person(before) or before.endswith(_PLURAL)):
        # «المستشفى التخصصي», not «المرشحين الراوي و…»
        return False
    if not kind & Word.GIVEN:
        return not is_common(form)
    if kind & Word.STOP:
        # «علي», folded like «على»
        return is_of_person(before) or is_reporting_verb(before)
    if not reading.is_plain(index + 1):
        return True
    is_office = bool(kind & Word.ORDINARY) and is_of_person(reading.word(index + 1))
    return not (is_office or is_given(reading, index + 1) or is_unknown(reading, index + 1))


def _of_one_kind(passages: list[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates with one kind for the same words in an interview: the surest one's."""
    surest: dict[tuple[str, ...], tuple[float, Kind]] = {}
    for one in (one for passage in passages for one in passage):
        if one.words not in surest or surest[one.words][0] < one.confidence:
            surest[one.words] = one.confidence, one.kind
    return [[replace(one, kind=surest[one.words][1]) for one in passage] for passage in passages]


def _is_enough(one: Candidate, count: int) -> bool:
    return one.confidence >= LEAST_CONFIDENCE or (count >= _REPEATED and one.confidence >= _LEAST_REPEATED)


def _may_be_enough(one: Candidate) -> bool:
    """Whether other interviews could speak for it: not for words that all of them have."""
    return one.confidence >= _LEAST_REPEATED and not all(is_common(word) for word in one.words)


def _short_names(one: Candidate) -> Iterator[tuple[str, ...]]:
    """An organisation's short forms: «الفاضل» of «عشيرة الفاضل», «حزب الأمة» of «حزب الأمة العراقي»."""
    words = one.words
    if one.kind != "organisation":
        return
    if (
        len(words) == 2
        and words[0] in _ALONE
        and not is_common(words[1])
        and not kinds(words[1]) & Word.GIVEN
    ):
        yield words[1:]
    if len(words) > 2 and is_nisba(words[-1]) and not is_nisba(words[-2]):
        yield words[:-1]


def _surnames(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The short form of a person's full name: «الراوي», «بن سعد», «نصر الله»."""
    if first := surname_at(words):
        yield words[first:]
