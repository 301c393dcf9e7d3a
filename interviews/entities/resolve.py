"""Which entity does each name in an interview mean? What one name leaves open, the whole interview may tell.

The texts are read twice: first for the names of the authority and of those who take part, then once more with
the short forms («الراوي») of all who were named in full. A name that may mean several, or an ordinary word,
is decided by evidence only (`_Interview._shows`); without it, or with evidence for two, it is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from . import heads, spelling, surroundings
from .find import Match, NameFinder, Owners, merged
from .found import FoundName, Kind, KnownName, Participant
from .heads import Head
from .keys import genus_of, is_definite, is_nisba, key_of, word_key
from .person_words import is_role, is_titled, reports
from .short_forms import ShortForm, short_forms
from .text import Text

_NISBA = ("ي", "ية", "يه", "ى")


def find_names(
    finder: NameFinder, passages: Sequence[str], participants: Iterable[Participant] = ()
) -> list[list[FoundName]]:
    """The names in the texts of one interview, which come in their order: a list per passage, in order,
    apart.

    A name holds the generic noun before it («تنظيم داعش», «محافظة ديالى») and nothing that is attached
    («للعراق» gives «عراق»). «الراوي» means who takes part, or who was named in full before. What is not
    decided has all whom it may mean, the likeliest first.
    """
    return _Interview(finder, tuple(participants)).find([Text(passage) for passage in passages])


@dataclass(slots=True)
class _Place:
    """A match on its way to a decision."""

    match: Match
    head: Head | None
    owners: Owners
    is_decided: bool
    #: Who would hardly be called so here, unless a list or the rest of the interview says it.
    unlikely: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Weighed:
    """Who may be meant by a name where it stands, and for whom of them something speaks."""

    possible: list[KnownName] = field(default_factory=list)
    evidence: list[KnownName] = field(default_factory=list)
    heads: dict[KnownName, Head] = field(default_factory=dict)
    unlikely: set[int] = field(default_factory=set)

    def head(self) -> Head | None:
        """The head before the name, if any owner has one."""
        return next((self.heads[owner] for owner in self.possible if owner in self.heads), None)


class _Interview:
    def __init__(self, finder: NameFinder, participants: Sequence[Participant]) -> None:
        self._present = {participant.entity for participant in participants}
        self._own = list(_names_of(participants))
        self._finder = finder
        # Whose unambiguous name has stood in the text; and whose ambiguous one behind a head.
        self._named: set[int] = set()
        self._settled: set[int] = set()

    def find(self, texts: Sequence[Text]) -> list[list[FoundName]]:
        """The names of each text, in two readings: of whole names, then of these and of the short ones."""
        matches = [list(self._finder.find(text)) for text in texts]
        full = dict.fromkeys(name for name in self._own if name.kind == "person")
        for found in matches:
            for match in found:
                if match.last - match.first > 1:
                    full.update(dict.fromkeys(owner for owner in match.owners if not owner.is_ambiguous))
        # From their names in the authority, not as found: a short form has all its spellings. The interview's
        # own names are few, and looked for apart, so that the large finder remembers its words for other
        # interviews.
        own = NameFinder([*self._own, *short_forms(full, self._finder)])
        matches = [list(merged(found, own.find(text))) for text, found in zip(texts, matches, strict=True)]
        resolved = [self._resolve(text, found) for text, found in zip(texts, matches, strict=True)]
        return [
            list(_apart(_found(text, place) for place in map(self._likely, places) if place.owners))
            for text, places in zip(texts, resolved, strict=True)
        ]

    def _resolve(self, text: Text, matches: Sequence[Match]) -> list[_Place]:
        places: list[_Place] = []
        free_from = 0
        for match in matches:
            if places and _describes_place(text, places[-1], match):
                continue
            if place := self._place(text, match, free_from):
                places.append(place)
                if place.is_decided or len(place.unlikely) < len(place.owners):
                    free_from = match.last
        _decide_by_lists(text, places)
        return places

    def _likely(self, place: _Place) -> _Place:
        """The place without those who are unlikely and not named in the whole interview."""
        if not place.is_decided and place.unlikely:
            known = self._present | self._named | self._settled
            place.owners = tuple(
                owner for owner in place.owners if owner.entity not in place.unlikely or owner.entity in known
            )
        return place

    def _place(self, text: Text, match: Match, free_from: int) -> _Place | None:
        owners = tuple(owner for owner in match.owners if not spelling.is_small_latin(text, match, owner))
        if not owners:
            return None
        match = match._replace(owners=owners)
        is_behind_head = match.first > free_from and heads.may_precede(text, match.first - 1)
        is_plain = len(owners) == 1 and not is_behind_head and not _needs_reading(owners[0])
        if is_plain and not _is_another(text, match, owners[0].kind):
            self._named.add(owners[0].entity)
            return _Place(match, None, owners, True)
        weighed = self._weighed(text, match, free_from if is_behind_head else match.first)
        if not weighed.possible:
            return None
        decided = self._decided(text, match, weighed)
        if decided is None:
            return _Place(match, weighed.head(), self._ranked(weighed), False, frozenset(weighed.unlikely))
        if not _is_open(decided):
            self._named.add(decided.entity)
        elif decided in weighed.heads:
            self._settled.add(decided.entity)
        if self._begins_apart(text, match, decided):
            first = match.first + 1
            match = match._replace(start=text.starts[first], first=first, is_attached=False)
        return _Place(match, weighed.heads.get(decided), (decided,), True)

    def _weighed(self, text: Text, match: Match, free_from: int) -> _Weighed:
        """What the words around a name say of each that bears it; a head is sought from ``free_from`` on."""
        weighed = _Weighed()
        # Most of it is the same for all owners of a kind; «البرلمان» has many.
        heads_of: dict[Kind, Head | None] = {}
        describes: dict[Kind, bool] = {}
        for kind in {owner.kind for owner in match.owners}:
            head = heads.head_before(text, match, kind, free_from) if free_from < match.first else None
            is_part = free_from < match.first and heads.is_part_of_another(text, match, head, kind)
            if not is_part and not _is_another(text, match, kind):
                heads_of[kind] = head
        for owner in match.owners:
            if owner.kind not in heads_of:
                continue
            head = heads_of[owner.kind]
            if head and self._is_of_another_genus(head, owner):
                continue
            if head:
                weighed.heads[owner] = head
            if head or self._shows(text, match, owner):
                weighed.evidence.append(owner)
            elif isinstance(owner, ShortForm):
                continue
            elif _is_open(owner):
                if owner.kind not in describes:
                    is_person = owner.kind == "person"
                    describes[owner.kind] = surroundings.describes(text, match, is_person=is_person)
                if describes[owner.kind]:
                    continue
                if not surroundings.may_be_name(text, match, owner):
                    weighed.unlikely.add(owner.entity)
            weighed.possible.append(owner)
        return weighed

    def _is_of_another_genus(self, head: Head, owner: KnownName) -> bool:
        """Whether the owner's full names say that it is something else: «نادي النهضة» is no «حركة النهضة»."""
        own, genus = self._finder.genera(owner.entity), genus_of(head.word)
        return owner.kind == "organisation" and genus is not None and bool(own) and genus not in own

    def _ranked(self, weighed: _Weighed) -> Owners:
        """All that may be meant, the likeliest first: who takes part, then whoever something speaks for."""
        rank = {
            owner: (owner.entity not in self._present, owner not in weighed.evidence)
            for owner in weighed.possible
        }
        return tuple(sorted(weighed.possible, key=rank.__getitem__))

    def _begins_apart(self, text: Text, match: Match, owner: KnownName) -> bool:
        """Whether a name begins with a noun that stays outside, and is one without it: «مدينة القصير».

        So does the noun of an organisation behind a word that counts: «بعض قوات البيشمركة».
        """
        if match.last - match.first == 1 or not heads.stays_outside(text, match, owner.kind):
            return False
        rest = self._finder.owners(text.text[text.starts[match.first + 1] : match.end])
        return any(other.entity == owner.entity for other in rest)

    def _decided(self, text: Text, match: Match, weighed: _Weighed) -> KnownName | None:
        """The owner that is meant, where that is plain."""
        evidence = weighed.evidence
        if behind_head := [owner for owner in evidence if owner in weighed.heads]:
            return behind_head[0] if len(behind_head) == 1 else None
        if len(evidence) > 1:
            # Who speaks is called by the surname alone: «وأضاف العطار».
            present = [owner for owner in evidence if owner.entity in self._present]
            speaks = reports(surroundings.before(text, match))
            if len(present) == 1 and (speaks or not all(isinstance(owner, ShortForm) for owner in evidence)):
                return present[0]
            return None
        if evidence:
            return evidence[0]
        possible = [owner for owner in weighed.possible if owner.entity not in weighed.unlikely]
        likely = [owner for owner in possible if not _is_open(owner)]
        if not likely and surroundings.is_behind_in(text, match):
            likely = [
                owner
                for owner in possible
                if owner.kind == "place" and not surroundings.lacks_article(text, match, owner)
            ]
        return likely[0] if len(likely) == 1 else None

    def _shows(self, text: Text, match: Match, owner: KnownName) -> bool:
        """Whether something besides its letters, and a head, speaks for this owner of a name."""
        is_present = owner.entity in self._present
        is_known = is_present or owner.entity in self._named
        if owner.is_kunya:
            return is_known and not is_definite(surroundings.behind(text, match))
        if isinstance(owner, ShortForm):
            if owner.kind == "person":
                return is_known and surroundings.is_alone_a_name(text, match, is_present=is_present)
            return is_known and not surroundings.describes(text, match)
        if is_known and is_present and owner.kind == "organisation" and len(match.owners) > 1:
            # The outlet «الشرق الأوسط» writes of the Middle East.
            return surroundings.is_press(text, match)
        if len(match.owners) > 1 and spelling.is_marked_alike(text, match, owner.text):
            return True
        if owner.kind == "person" and owner.is_ambiguous and is_known:
            return surroundings.is_alone_a_name(text, match, is_present=is_present)
        if is_known and not (
            owner.is_ambiguous and surroundings.describes(text, match, is_person=owner.kind == "person")
        ):
            return True
        if owner.kind == "organisation" and surroundings.is_quoted(text, match):
            return True
        if owner.kind == "person" and owner.is_ambiguous and surroundings.is_behind_title(text, match):
            return not surroundings.is_longer(text, match)
        return owner.entity in self._settled and surroundings.is_noun(text, match)


def _describes_place(text: Text, place: _Place, match: Match) -> bool:
    """Whether a name is an adjective of the place right before it: «الغربية» in «أذربيجان الغربية»."""
    return (
        place.is_decided
        and place.owners[0].kind == "place"
        and place.match.last == match.first
        and match.last - match.first == 1
        and is_nisba(surroundings.before(text, match) and surroundings.first_word(text, match))
    )


def _is_another(text: Text, match: Match, kind: Kind) -> bool:
    """Whether the words around show that this is no name of that kind: an adjective, a part of another."""
    if kind == "person":
        return surroundings.is_of_longer_person(text, match) or surroundings.is_function_word(text, match)
    if kind == "organisation" and surroundings.is_of_another_state(text, match):
        return True
    if spelling.has_tanwin(text, match) or surroundings.ends_in_function_word(text, match):
        return True
    return surroundings.is_adjective(text, match) or surroundings.is_of_person(text, match)


def _names_of(participants: Iterable[Participant]) -> Iterator[KnownName]:
    """The names by which those are found who take part: not their titles («العقيد»), and without them."""
    for participant in participants:
        for name in participant.names:
            if participant.kind != "person":
                # What else bears an outlet's name still does: «الشرق الأوسط».
                yield KnownName(participant.entity, name, participant.kind, is_ambiguous=True)
                continue
            words = name.split()
            while len(words) > 1 and all(is_titled(key) for key in key_of(words[0])):
                del words[0]
            keys = key_of(" ".join(words))
            if len("".join(keys)) > 1 and not all(is_titled(key) or is_role(key) for key in keys):
                yield KnownName(participant.entity, " ".join(words), "person")


def _apart(found: Iterable[FoundName]) -> Iterator[FoundName]:
    """The names without those that begin inside the one before, where that took a verdict behind it."""
    end = 0
    for name in found:
        if name.start >= end:
            yield name
            end = name.end


def _is_open(name: KnownName) -> bool:
    """Whether a name alone does not tell who is meant."""
    return name.is_ambiguous or name.is_kunya


def _needs_reading(name: KnownName) -> bool:
    if name.kind == "place":
        return (
            _is_open(name)
            or name.text.endswith(_NISBA)
            or heads.is_apart(word_key(name.text.partition(" ")[0]))
        )
    return _is_open(name) or name.kind != "event"


def _decide_by_lists(text: Text, places: Sequence[_Place]) -> None:
    """Decide what stands in a list with decided names of its kind: «القائم وكركوك والقيارة»."""
    for row in (places, places[::-1]):
        for index, (one, other) in enumerate(pairwise(row)):
            if not one.is_decided or other.is_decided or not _are_listed(text, one, other):
                continue
            alike = [owner for owner in other.owners if owner.kind == one.owners[0].kind]
            if len(alike) != 1:
                continue
            if not surroundings.is_of_the_language(text, other.match) or (
                # «الأوروبي، سبق لها أن …»
                (index and row[index - 1].is_decided and _are_listed(text, row[index - 1], one))
                or (index + 2 < len(row) and _are_listed(text, other, row[index + 2]))
                or surroundings.is_joined(text, *_in_order(one.match, other.match), other.match)
            ):
                other.owners, other.is_decided = (alike[0],), True


def _are_listed(text: Text, one: _Place, other: _Place) -> bool:
    """Whether two places stand side by side in a list and may be of one kind."""
    kinds = {owner.kind for owner in one.owners}
    return any(owner.kind in kinds for owner in other.owners) and surroundings.are_listed(
        text, *_in_order(one.match, other.match)
    )


def _in_order(one: Match, other: Match) -> tuple[Match, Match]:
    return (one, other) if one.start < other.start else (other, one)


def _found(text: Text, place: _Place) -> FoundName:
    match, head = place.match, place.head
    start, end = match.start, match.end
    if head and head.belongs:
        start = head.start
    first = head.word if head and head.belongs else surroundings.first_word(text, match)
    if place.owners[0].kind == "organisation" and heads.begins_name(first):
        verdict = heads.verdict_behind(text, match.last, first)
        if verdict is not None:
            end = text.ends[verdict]
    end = heads.with_closing_quote(text.text, start, end)
    return FoundName(start, end, tuple(owner.entity for owner in place.owners), place.is_decided)
