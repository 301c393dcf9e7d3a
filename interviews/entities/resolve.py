"""Which entity does each name in an interview mean? What one name leaves open, the whole interview may tell.

The texts are read twice: first for the names of the authority and of those who take part, then once more with the
short forms («المالكي») of all who were named in full. A name that may mean several, or an ordinary word, is decided by
evidence only (`_Interview._shows`); without it, or with evidence for two, it is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interviews.arabic import letters as a
from interviews.arabic.stem import ARTICLE

from . import heads
from .find import Match, NameFinder, Owners, Text
from .found import FoundName, KnownName, Participant
from .heads import Head
from .keys import is_ordinary, key_of
from .people import is_given_name, is_titled, reports
from .short_forms import ShortForm, short_forms

_OPENING, _CLOSING = "«\"“„'’(", "»\"”“'’)"
#: Between two names of a list: «القائم وكركوك», «القائم، كركوك», «القائم، وكركوك».
_COMMA = re.compile(r"\s*[،,]\s*")
_AND = ("و", "او", "and", "or")
#: Behind or before these stands no surname alone, but another name: «ابن المالكي», «محمد بن …».
_LINEAGE = frozenset(key_of("بن ابن بنت ابنة أبو أبا أبي أم عبد آل bin ibn ben"))
_LEAST_WITH_ARTICLE = 5
_NISBA = ("ي", "ية", "يه", "ى")
_LATIN_CAPITAL = re.compile("[A-ZÀ-Þ]")


def find_names(
    finder: NameFinder, passages: Sequence[str], participants: Iterable[Participant] = ()
) -> list[list[FoundName]]:
    """The names in the texts of one interview, which come in their order: a list per passage, in order, apart.

    A name holds the generic noun before it («تنظيم داعش», «محافظة ديالى») and nothing that is attached («للعراق» gives
    «عراق»). «المالكي» means who takes part, or who was named in full before. What is not decided has all whom it may
    mean, the likeliest first.
    """
    return _Interview(finder, tuple(participants)).find([Text(passage) for passage in passages])


@dataclass(slots=True)
class _Place:
    """A match on its way to a decision."""

    match: Match
    head: Head | None
    owners: Owners
    is_decided: bool


class _Interview:
    def __init__(self, finder: NameFinder, participants: Sequence[Participant]) -> None:
        self._present = {participant.entity for participant in participants}
        own = list(_names_of(participants))
        self._finder = finder.with_names(own)
        self._full = [name for name in own if name.kind == "person"]
        # Whose unambiguous name has stood in the text; and whose ambiguous one behind a head.
        self._named: set[int] = set()
        self._settled: set[int] = set()

    def find(self, texts: Sequence[Text]) -> list[list[FoundName]]:
        matches = [list(self._finder.find(text)) for text in texts]
        full = dict.fromkeys(self._full)
        for found in matches:
            for match in found:
                if match.last - match.first > 1:
                    full.update(dict.fromkeys(owner for owner in match.owners if not owner.is_ambiguous))
        # By their text in the authority, and not as found: a short form has all its spellings.
        if forms := list(short_forms(full, self._finder)):
            self._finder = self._finder.with_names(forms)
            matches = [list(self._finder.find(text)) for text in texts]
        return [
            [_found(text, place) for place in self._resolve(text, found)]
            for text, found in zip(texts, matches, strict=True)
        ]

    def _resolve(self, text: Text, matches: Sequence[Match]) -> list[_Place]:
        places: list[_Place] = []
        free_from = 0
        for match in matches:
            if place := self._place(text, match, free_from):
                places.append(place)
                free_from = match.last
        _decide_by_lists(text, places)
        return places

    def _place(self, text: Text, match: Match, free_from: int) -> _Place | None:
        owners = match.owners
        is_behind_head = match.first > free_from and heads.may_precede(text, match.first - 1)
        if not is_behind_head and len(owners) == 1 and not _needs_reading(owners[0]):
            self._named.add(owners[0].entity)
            return _Place(match, None, owners, True)
        own_heads: dict[KnownName, Head] = {}
        possible: list[KnownName] = []
        evidence: list[KnownName] = []
        for owner in owners:
            if is_behind_head:
                head = heads.head_before(text, match, owner.kind, free_from)
                if heads.is_part_of_another(text, match, head, owner.kind):
                    continue
                if head:
                    own_heads[owner] = head
            if owner.kind == "person" and _goes_on(text, match):
                continue
            if owner.kind != "person" and _is_adjective(text, match):
                continue
            shows = owner in own_heads or self._shows(text, match, owner)
            if shows:
                evidence.append(owner)
            elif isinstance(owner, ShortForm) or (_is_open(owner) and _describes(text, match)):
                continue
            possible.append(owner)
        if not possible:
            return None
        decided = self._decided(text, match, possible, evidence)
        if decided is None:
            rank = {owner: (owner.entity not in self._present, owner not in evidence) for owner in possible}
            head = next((own_heads[owner] for owner in possible if owner in own_heads), None)
            return _Place(match, head, tuple(sorted(possible, key=rank.__getitem__)), False)
        if not _is_open(decided):
            self._named.add(decided.entity)
        elif decided in own_heads:
            self._settled.add(decided.entity)
        return _Place(match, own_heads.get(decided), (decided,), True)

    def _decided(
        self, text: Text, match: Match, possible: Sequence[KnownName], evidence: Sequence[KnownName]
    ) -> KnownName | None:
        """The owner that is meant, where that is plain."""
        if len(evidence) > 1:
            # Who speaks is called by the surname alone: «وأضاف النجيفي».
            present = [owner for owner in evidence if owner.entity in self._present]
            speaks = match.first and reports(text.keys[match.first - 1])
            if len(present) == 1 and (speaks or not all(isinstance(owner, ShortForm) for owner in evidence)):
                return present[0]
            return None
        if evidence:
            return evidence[0]
        sure = [owner for owner in possible if not _is_open(owner)]
        return sure[0] if len(sure) == 1 else None

    def _shows(self, text: Text, match: Match, owner: KnownName) -> bool:
        """Whether something besides its letters, and a head, speaks for this owner of a name."""
        is_known = owner.entity in self._present or owner.entity in self._named
        if owner.is_kunya:
            return is_known
        if isinstance(owner, ShortForm):
            return is_known and (
                _is_surname(text, match, owner.entity in self._present)
                if owner.kind == "person"
                else not _describes(text, match)
            )
        if is_known and (not owner.is_ambiguous or not _describes(text, match)):
            return not owner.is_ambiguous or not _is_longer(text, match)
        if owner.kind == "organisation" and _is_quoted(text, match):
            return True
        if owner.kind == "person" and owner.is_ambiguous and _is_behind_title(text, match):
            return not _is_longer(text, match)
        return owner.entity in self._settled and _is_noun(text, match)


def _names_of(participants: Iterable[Participant]) -> Iterator[KnownName]:
    """The names by which those are found who take part: not their titles («العقيد»), and without them."""
    for participant in participants:
        for name in participant.names:
            if participant.kind != "person":
                yield KnownName(participant.entity, name, participant.kind)
                continue
            words = name.split()
            while len(words) > 1 and all(is_titled(key) for key in key_of(words[0])):
                del words[0]
            keys = key_of(" ".join(words))
            if keys and len("".join(keys)) > 1 and not all(is_titled(key) for key in keys):
                yield KnownName(participant.entity, " ".join(words), "person")


def _is_open(name: KnownName) -> bool:
    """Whether a name alone does not tell who is meant."""
    return name.is_ambiguous or name.is_kunya


def _needs_reading(name: KnownName) -> bool:
    return name.is_ambiguous or name.is_kunya or name.kind == "person" or name.text.endswith(_NISBA)


def _before(text: Text, match: Match) -> str:
    """The key of the word right before a name, "" where a sign or nothing stands between them."""
    if not match.first or match.is_attached or text.is_parted(match.first - 1, match.first + 1):
        return ""
    return text.keys[match.first - 1]


def _behind(text: Text, match: Match) -> str:
    """The key of the word right behind a name, "" where a sign or nothing stands between them."""
    if match.last >= len(text.words) or text.is_parted(match.last - 1, match.last + 1):
        return ""
    return text.keys[match.last]


def _is_definite(key: str) -> bool:
    return key.startswith(ARTICLE) and len(key) >= _LEAST_WITH_ARTICLE


def _is_nisba(key: str) -> bool:
    return _is_definite(key) and key.endswith((a.YEH, a.YEH + a.HEH))


def _is_adjective(text: Text, match: Match) -> bool:
    """Whether the word says where something is from: «الأندية السعودية»; «سياسة السعودية» names the state."""
    if match.last - match.first > 1 or not _is_nisba(text.keys[match.first]):
        return False
    before = _before(text, match)
    return _is_definite(before) and not is_titled(before)


def _describes(text: Text, match: Match) -> bool:
    """Whether the word is an adjective, or the beginning of a longer name: «الوضع القائم», «البرلمان الأوروبي»."""
    before = _before(text, match)
    own = text.keys[match.last - 1]
    if _is_definite(before) and _is_definite(own) and not is_titled(before):
        return True
    return _is_longer(text, match)


def _is_longer(text: Text, match: Match) -> bool:
    """Whether a definite word follows that would belong to the name: «التحالف الوطني», not «التحالف الذي»."""
    behind = _behind(text, match)
    return _is_definite(behind) and behind not in heads.words("begins anew") and not is_titled(behind)


def _is_noun(text: Text, match: Match) -> bool:
    """Whether the word can be no adjective where it stands: «سقوط القصير», «في حديثة»; not «حلقة حديثة»."""
    if _describes(text, match):
        return False
    if _is_definite(text.keys[match.first]) or match.is_attached:
        return True
    return _before(text, match) in heads.words("preposition")


def _is_quoted(text: Text, match: Match) -> bool:
    """Whether quotation marks stand around the name and nothing else: «الأفق»."""
    before, behind = text.text[match.start - 1 : match.start], text.text[match.end : match.end + 1]
    return bool(before and behind) and before in _OPENING and behind in _CLOSING


def _is_behind_title(text: Text, match: Match) -> bool:
    before = _before(text, match)
    return bool(before) and (is_titled(before) or reports(before))


def _goes_on(text: Text, match: Match) -> bool:
    """Whether a person's name is only a part of another one's: «صدام حسين المجيد» for «صدام حسين»."""
    before, behind = _before(text, match), _behind(text, match)
    is_single = match.last - match.first == 1
    if before in _LINEAGE or behind in _LINEAGE:
        return True
    if is_single and (is_given_name(before) or _is_capital(text, match.first - 1, before)):
        return True
    if _is_definite(text.keys[match.last - 1]):
        return False
    if is_single and is_given_name(behind):
        return True
    return _is_nisba(behind) and not is_titled(behind) and behind not in heads.words("begins anew")


def _is_capital(text: Text, index: int, before: str) -> bool:
    return bool(before) and not is_titled(before) and bool(_LATIN_CAPITAL.match(text.words[index]))


def _is_surname(text: Text, match: Match, is_present: bool) -> bool:
    """Whether a surname standing alone is one, and no ordinary word: «قال صالح», not «لصالح»."""
    own = text.keys[match.last - 1]
    before, behind = _before(text, match), _behind(text, match)
    if match.last - match.first > 1:
        return True
    if _is_definite(own):
        if is_titled(own):
            # «قال المهندس سعد» speaks of an engineer.
            return not behind or not (is_given_name(behind) or behind in _LINEAGE)
        return not (_is_definite(before) and _is_nisba(own) and not is_titled(before))
    bare = text.keys[match.first]
    if is_ordinary(bare):
        return _is_behind_title(text, match)
    if is_given_name(bare):
        return is_present or _is_behind_title(text, match)
    return True


def _decide_by_lists(text: Text, places: Sequence[_Place]) -> None:
    """Decide what stands in a list with decided names of its kind: «القائم وكركوك والقيارة»."""
    for row in (places, places[::-1]):
        for one, other in zip(row, row[1:], strict=False):
            if not one.is_decided or other.is_decided or len(other.owners) > 1:
                continue
            if one.owners[0].kind == other.owners[0].kind:
                left, right = sorted((one.match, other.match), key=lambda match: match.start)
                if _are_listed(text, left, right) and not _describes(text, other.match):
                    other.is_decided = True


def _are_listed(text: Text, left: Match, right: Match) -> bool:
    if right.first == left.last:
        attached = text.text[text.starts[right.first] : right.start]
        gap = text.gap(right.first)
        is_and = right.is_attached and key_of(attached) == ("و",)
        return (is_and and (gap.isspace() or bool(_COMMA.fullmatch(gap)))) or (
            not right.is_attached and bool(_COMMA.fullmatch(gap))
        )
    return right.first == left.last + 1 and text.keys[left.last] in _AND


def _found(text: Text, place: _Place) -> FoundName:
    match, head = place.match, place.head
    start, end = match.start, match.end
    if head and head.belongs:
        start = head.start
    first = head.word if head and head.belongs else text.keys[match.first]
    if place.owners[0].kind == "organisation" and heads.is_head(first, "organisation"):
        verdict = heads.verdict_behind(text, match.last, first)
        if verdict is not None:
            end = text.ends[verdict]
    end = heads.with_closing_quote(text.text, start, end)
    return FoundName(start, end, tuple(owner.entity for owner in place.owners), place.is_decided)
