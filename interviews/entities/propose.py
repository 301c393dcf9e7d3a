"""Names that the authority does not have, from what stands around them in one interview."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interviews.transcripts.text.reporting import is_reporting_verb

from .find import NameFinder
from .found import FoundName, Kind, Participant, ProposedName
from .proposing.candidate import Candidate, candidate
from .proposing.headed import headed
from .proposing.latin import latin
from .proposing.lists import listed, whereabouts
from .proposing.person_names import is_given, is_unknown
from .proposing.persons import persons
from .proposing.quoted import quoted
from .proposing.reading import Known, Reading
from .proposing.titles import is_of_person
from .proposing.word_kinds import Word, is_common, is_nisba, kinds, without_particles, word_set
from .resolve import find_names

#: Below it nothing is proposed.
LEAST_CONFIDENCE = 0.6
#: What one interview says so often is proposed with less.
_REPEATED, _LEAST_REPEATED = 3, 0.45
#: A longer name around a known one wins from here: «جامعة بغداد».
_WINS = 0.6
#: Heads whose complement is as much a name without them.
_ALONE = word_set("complement alone")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a passage, of the authority or proposed (then `entities` is empty)."""

    start: int
    end: int
    kind: Kind
    name: str
    entities: tuple[int, ...]
    is_decided: bool
    is_proposed: bool


def propose_names(
    finder: NameFinder, passages: Sequence[str], participants: Iterable[Participant] = ()
) -> list[list[ProposedName]]:
    """The unknown names of one interview, for each of its passages in order and without overlap.

    «قال وزير الدفاع سعد الراوي …»: «سعد الراوي», a person by the office before the name. None overlaps a
    decided name of the authority, unless it is longer and holds it. Who takes part and is not known (a
    negative number) is proposed, too.
    """
    participants = tuple(participants)
    found = find_names(finder, passages, participants)
    return _propose(passages, participants, found, _Kinds(finder, passages, participants))


def find_with_proposals(
    finder: NameFinder, passages: Sequence[str], participants: Iterable[Participant] = ()
) -> list[list[Mention]]:
    """What would be found if all proposals were accepted; participants' mentions are none of the proposals.

    Of «جامعة بغداد», proposed, «بغداد» is no mention of its own. An undecided known name is left to the
    proposal that stands on it.
    """
    participants = tuple(participants)
    found = find_names(finder, passages, participants)
    kinds = _Kinds(finder, passages, participants)
    result: list[list[Mention]] = []
    for text, known, proposed in zip(
        passages, found, _propose(passages, participants, found, kinds), strict=True
    ):
        mentions = [
            Mention(name.start, name.end, name.kind, name.name, (), True, True)
            for name in proposed
            if name.evidence != "participant"
        ]
        taken = _Spans((name.start, name.end) for name in mentions)
        mentions += [
            Mention(
                name.start,
                name.end,
                kinds.of(name),
                text[name.start : name.end],
                name.entities,
                name.is_decided,
                False,
            )
            for name in known
            if not taken.overlap(name.start, name.end)
        ]
        result.append(sorted(mentions, key=lambda mention: mention.start))
    return result


class _Kinds:
    """Which kind each entity is of that the passages name."""

    def __init__(
        self, finder: NameFinder, passages: Iterable[str], participants: Iterable[Participant]
    ) -> None:
        self._kinds: dict[int, Kind] = {
            owner.entity: owner.kind
            for passage in passages
            for match in finder.find(passage)
            for owner in match.owners
        }
        self._kinds.update((one.entity, one.kind) for one in participants)

    def of(self, name: FoundName) -> Kind:
        return self._kinds.get(name.entity, "person")


class _Spans:
    """Spans without overlap, asked whether another one meets them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def overlap(self, start: int, end: int) -> bool:
        at = bisect_right(self._spans, (end - 1, 1 << 60)) - 1
        return at >= 0 and self._spans[at][1] > start


def _propose(
    passages: Sequence[str],
    participants: tuple[Participant, ...],
    found: list[list[FoundName]],
    kinds: _Kinds,
) -> list[list[ProposedName]]:
    readings = [_reading(text, names, kinds) for text, names in zip(passages, found, strict=True)]
    candidates = [
        [
            *persons(reading),
            *headed(reading),
            *in_quotes,
            *latin(reading),
            *listed(reading),
            *whereabouts(reading),
        ]
        for reading, in_quotes in zip(readings, quoted(readings), strict=True)
    ]
    accepted = _Accepted(_fits(reading, of) for reading, of in zip(readings, candidates, strict=True))
    result: list[list[ProposedName]] = []
    unknown = {one.entity: one.names[0] for one in participants if one.entity < 0 and one.names}
    for reading, of_passage, names in zip(readings, accepted.by_passage, found, strict=True):
        spread = _fits(reading, [*of_passage, *accepted.further(reading)])
        proposed = [accepted.proposal(reading, one) for one in spread]
        spans = _Spans((one.start, one.end) for one in proposed)
        proposed += [
            ProposedName(name.start, name.end, kinds.of(name), unknown[name.entity], "participant", 1.0)
            for name in names
            if name.is_decided and name.entity in unknown and not spans.overlap(name.start, name.end)
        ]
        result.append(sorted(proposed, key=lambda one: one.start))
    return result


def _reading(text: str, names: Sequence[FoundName], kinds: _Kinds) -> Reading:
    reading = Reading.read(text)
    starts = [word.start for word in reading.words]
    for name in names:
        if not name.is_decided:
            continue
        first = max(0, bisect_right(starts, name.start) - 1)
        last = max(first, bisect_right(starts, name.end - 1) - 1)
        known = Known(first, last, name.start, kinds.of(name))
        for index in range(first, last + 1):
            reading.known[index] = known
    return reading


def _fits(reading: Reading, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best of the candidates that overlap, none over a known name but around it: in order."""
    taken: set[int] = set()
    kept: list[Candidate] = []
    ranked = sorted(
        candidates,
        key=lambda one: (
            -(one.confidence >= LEAST_CONFIDENCE),
            -(one.last - one.first),
            -one.confidence,
            one.first,
        ),
    )
    for one in ranked:
        indices = range(one.first, one.last + 1)
        if any(index in taken for index in indices) or _meets_known(reading, one):
            continue
        taken.update(indices)
        kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def _meets_known(reading: Reading, one: Candidate) -> bool:
    """Whether a known name stands where a candidate does, and is not one that it holds."""
    for index in range(one.first, one.last + 1):
        known = reading.known.get(index)
        if known is None:
            continue
        holds = one.first <= known.first and known.last <= one.last
        longer = (one.last - one.first) > (known.last - known.first)
        if one.kind == "person" and (known.kind == "place" or known.first < known.last):
            # «أمين عمّان» is an office; to a name that is known in full nothing is added.
            return True
        if not (holds and longer and one.confidence >= _WINS):
            return True
    return False


class _Accepted:
    """What of an interview's candidates is proposed, and the short forms under which it stands elsewhere."""

    def __init__(self, by_passage: Iterable[list[Candidate]]) -> None:
        passages = _of_one_kind(list(by_passage))
        counts = Counter((one.words, one.kind) for passage in passages for one in passage)
        self.by_passage = [
            [one for one in passage if _is_enough(one, counts[one.words, one.kind])] for passage in passages
        ]
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
                    if length == 1 and not _is_alone_a_name(reading, index, form):
                        continue
                    yield candidate(
                        reading, index, last, owner.kind, "repeated", owner.confidence, cut, begins=form
                    )
                    break

    def proposal(self, reading: Reading, one: Candidate) -> ProposedName:
        """The candidate under the fullest name that the interview has for it."""
        full = self._full.get((one.words, one.kind), one)
        return ProposedName(
            one.start,
            one.end,
            one.kind,
            self._written(reading, one, full),
            one.evidence,
            round(one.confidence, 2),
        )

    def _written(self, reading: Reading, one: Candidate, full: Candidate) -> str:
        source = full if full.words != one.words else one
        return source.text


def _is_alone_a_name(reading: Reading, index: int, form: str) -> bool:
    """Whether a name's last word is meant where it stands: «المهندس» may be anybody of this calling.

    A given name may go on as another's («حازم» of «شريف حازم» in «حازم إمام») or be an office («مساعد رئيس»).
    """
    kind = kinds(form)
    if not kind & Word.GIVEN:
        return not is_common(form)
    if kind & Word.STOP:
        # «علي», folded like «على»
        return reading.is_plain(index) and _is_titled_or_reported(reading.word(index - 1))
    if not reading.is_plain(index + 1):
        return True
    is_office = bool(kind & Word.ORDINARY) and is_of_person(reading.word(index + 1))
    return not (is_office or is_given(reading, index + 1) or is_unknown(reading, index + 1))


def _is_titled_or_reported(word: str) -> bool:
    """Whether a person's name may follow a word: a title, a verb of speech."""
    return is_of_person(word) or is_reporting_verb(word)


def _of_one_kind(passages: list[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates with one kind for the same words in an interview: the surest one's."""
    surest: dict[tuple[str, ...], tuple[float, Kind]] = {}
    for one in (one for passage in passages for one in passage):
        if one.words not in surest or surest[one.words][0] < one.confidence:
            surest[one.words] = one.confidence, one.kind
    return [[replace(one, kind=surest[one.words][1]) for one in passage] for passage in passages]


def _is_enough(one: Candidate, count: int) -> bool:
    return one.confidence >= LEAST_CONFIDENCE or (count >= _REPEATED and one.confidence >= _LEAST_REPEATED)


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
    """The short forms of a full name: its last word, or the last two («آل سعد», «بن سعد»)."""
    if len(words) < 2:
        return
    if words[-2] in ("ال", "بن", "ابو", "ابن"):
        yield words[-2:]
    elif words[-2] != "عبد":
        yield words[-1:]
