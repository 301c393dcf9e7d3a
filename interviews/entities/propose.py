"""Names that the authority does not have, from what stands around them in one interview."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .find import NameFinder
from .found import FoundName, Kind, Participant, ProposedName
from .proposing.accepted import LEAST_CONFIDENCE, Accepted
from .proposing.candidate import Candidate
from .proposing.headed import headed
from .proposing.latin import latin
from .proposing.lists import listed, whereabouts
from .proposing.persons import persons
from .proposing.quoted import quoted
from .proposing.reading import Known, Reading
from .resolve import find_names

#: A longer name around a known one wins from here: «جامعة بغداد».
_WINS = 0.6


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
    finder: NameFinder,
    passages: Sequence[str],
    participants: Iterable[Participant] = (),
    *,
    found: list[list[FoundName]] | None = None,
    with_weak: bool = False,
) -> list[list[ProposedName]]:
    """The unknown names of one interview, for each of its passages in order and without overlap.

    «قال وزير الدفاع سعد الراوي …»: «سعد الراوي», a person by the office before the name. None overlaps a
    decided name of the authority, unless it is longer and holds it. Who takes part and is not known (a
    negative number) is proposed, too. ``found`` are
    the names that `find_names` found, where that is known; ``with_weak`` has those, too, for which only other
    interviews could speak.
    """
    participants = tuple(participants)
    if found is None:
        found = find_names(finder, passages, participants)
    return _propose(passages, participants, found, _Kinds(finder, passages, participants), with_weak)


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
        """The kind of the entity that a found name means; of an undecided one the likeliest's."""
        return self._kinds.get(name.entity, "person")


class _Spans:
    """Spans without overlap, asked whether another one meets them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them has a character of ``text[start:end]``."""
        at = bisect_right(self._spans, (end - 1, 1 << 60)) - 1
        return at >= 0 and self._spans[at][1] > start


def _propose(
    passages: Sequence[str],
    participants: tuple[Participant, ...],
    found: list[list[FoundName]],
    kinds: _Kinds,
    with_weak: bool = False,
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
    accepted = Accepted(_fits(reading, of) for reading, of in zip(readings, candidates, strict=True))
    result: list[list[ProposedName]] = []
    unknown = {one.entity: one.names[0] for one in participants if one.entity < 0 and one.names}
    for reading, of_passage, weak, names in zip(
        readings, accepted.by_passage, accepted.weak, found, strict=True
    ):
        spread = _fits(reading, [*of_passage, *accepted.further(reading)])
        proposed = [accepted.proposal(one) for one in spread]
        spans = _Spans((one.start, one.end) for one in proposed)
        proposed += [
            ProposedName(name.start, name.end, kinds.of(name), unknown[name.entity], "participant", 1.0)
            for name in names
            if name.is_decided and name.entity in unknown and not spans.overlap(name.start, name.end)
        ]
        if with_weak:
            taken = _Spans((one.start, one.end) for one in proposed)
            proposed += [
                ProposedName(one.start, one.end, one.kind, one.text, "repeated", one.confidence, is_weak=True)
                for one in weak
                if not taken.overlap(one.start, one.end)
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
