"""Which names stand in an interview: found and kept as mentions, unknown ones as proposals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction

from interviews.entities import FoundName, NameFinder, Participant, find_names
from interviews.entities.participants import participants_of
from interviews.entities.propose import propose_names
from interviews.models import Entity, Interview, Mention, Name, Outlet, Turn, name_key
from interviews.search.indexing import outbox
from interviews.transcripts.result import Role, Speaker

from .authority_snapshot import authority_snapshot
from .proposed_names import keep_proposed

_Place = tuple[int, int, int, int]


def name_finder() -> NameFinder:
    """A finder for every name of the authority as it stands now; kept as long as nothing changes."""
    return authority_snapshot().finder


@transaction.atomic
def link_names(interview: Interview, finder: NameFinder | None = None) -> int:
    """Find the names in an interview's turns and keep them; returns how many mentions readers see.

    Names that may mean several are kept as offered, unknown ones as proposals. Lead, closing, those who take
    part and the outlet say who is meant. What an editor decided stays as it is: nothing is found over a
    confirmed mention, and a rejected one keeps its own entity away from its place; somebody else may be found
    there. Names in lead and closing are kept with the interview. Only what differs is written, and the index
    is asked to follow if readers see another thing than before. The number of queries does not depend on the
    number of turns.
    """
    # Two who read the same interview at once come one after the other.
    rows = Interview.objects.select_for_update().only("lead", "closing", "outlet", "names_around")
    locked = rows.filter(pk=interview.pk).first()
    if locked is None:
        return 0
    finder = finder or name_finder()
    turns = list(Turn.objects.filter(interview=locked).in_order().only("text"))
    passages = [locked.lead, *(turn.text for turn in turns), locked.closing]
    participants = list(_participants(locked, finder))
    names = find_names(finder, passages, participants)
    in_lead, *found, in_closing = names
    mentions = list(Mention.objects.filter(turn__in=turns))
    # Whoever saves what they hold must not write back what stood there before.
    interview.names_around = _keep_around(locked, {"lead": in_lead, "closing": in_closing}, mentions)
    visible = _keep_found(locked, turns, found, mentions)
    confirmed = _places(mention for mention in mentions if mention.state == Mention.State.CONFIRMED)
    proposed = propose_names(finder, passages, participants, found=names, with_weak=True)[1:-1]
    keep_proposed(
        locked,
        [
            (turn, name)
            for turn, names in zip(turns, proposed, strict=True)
            for name in names
            if not _overlaps(name.start, name.end, confirmed[turn.pk])
        ],
    )
    return visible


def _participants(interview: Interview, finder: NameFinder) -> Iterator[Participant]:
    """Who takes part, with the names by which the text may call them, and the outlet.

    Whoever is no speaker yet is known by the label only, and has a negative number, unless the authority has
    one of that name.
    """
    rows = list(interview.participants.order_by("pk").values_list("pk", "label", "role", "speaker__entity"))
    outlets = list(Outlet.objects.filter(pk=interview.outlet_id).values_list("entity", flat=True))
    names: dict[int, list[str]] = defaultdict(list)
    entities = {*outlets, *(entity for *_row, entity in rows if entity)}
    for entity, text in Name.objects.filter(entity__in=entities).order_by("pk").values_list("entity", "text"):
        names[entity].append(text)
    own = {name_key(text) for outlet in outlets for text in names[outlet]}
    for pk, label, role, entity in rows:
        if entity:
            yield Participant(entity, tuple(dict.fromkeys((label, *names[entity]))))
        elif name_key(label) not in own:
            yield from _unresolved(pk, label, role, finder)
    for outlet in outlets:
        yield Participant(outlet, tuple(names[outlet]), "organisation")


def _unresolved(pk: int, label: str, role: Role, finder: NameFinder) -> Iterator[Participant]:
    for printed in participants_of([Speaker(label, (label,), role, "")], first=-pk):
        owners = finder.owners(label) or finder.owners(printed.names[0])
        if not owners:
            yield printed
        elif len(owners) == 1 and not owners[0].is_ambiguous:
            yield Participant(owners[0].entity, printed.names, owners[0].kind)


# --- Mentions --------------------------------------------------------------------------------------


def _keep_found(
    interview: Interview, turns: Sequence[Turn], found: Sequence[Sequence[FoundName]], stored: list[Mention]
) -> int:
    """Write what differs between the names found and the mentions stored; returns how many are visible."""
    by_turn: dict[int, list[Mention]] = defaultdict(list)
    for one in stored:
        by_turn[one.turn_id].append(one)
    wanted = {
        _place(mention): mention
        for turn, names in zip(turns, found, strict=True)
        for mention in _mentions(turn, names, by_turn[turn.pk])
    }
    open_ones = {_place(one): one for one in stored if one.state not in Mention.DECIDED}
    gone = [one for place, one in open_ones.items() if place not in wanted]
    new = [one for place, one in wanted.items() if place not in open_ones]
    if new:
        # One that was merged or deleted since the names were read must not be written; they are read anew.
        staying = Entity.objects.filter(pk__in={one.entity_id for one in new}).staying()
        new = [one for one in new if one.entity_id in staying]
    changed = []
    for place, one in open_ones.items():
        if place in wanted and one.state != wanted[place].state:
            one.state = wanted[place].state
            changed.append(one)
    if gone:
        # Not one by one: whoever reads an interview queues it once, below.
        rows = Mention.objects.filter(pk__in=[one.pk for one in gone])
        rows._raw_delete(rows.db)
    Mention.objects.bulk_update(changed, ["state"], batch_size=500)
    Mention.objects.bulk_create(new, batch_size=500)
    if changed or any(one.is_visible for one in (*gone, *new)):
        outbox.queue([interview.pk])
    confirmed = sum(one.state == Mention.State.CONFIRMED for one in stored)
    return confirmed + sum(one.is_visible for one in wanted.values())


def _keep_around(
    interview: Interview, found: Mapping[str, Sequence[FoundName]], mentions: Iterable[Mention]
) -> dict[str, list[list[int]]]:
    """Write down which names readers see outside of the turns: none that was rejected in a turn."""
    rejected = {
        (one.entity_id, name_key(one.spelling)) for one in mentions if one.state == Mention.State.REJECTED
    }
    around = {
        part: [
            [name.start, name.end, name.entity]
            for name in names
            if name.is_decided
            and name.entity > 0
            and (name.entity, name_key(getattr(interview, part)[name.start : name.end])) not in rejected
        ]
        for part, names in found.items()
    }
    around = {part: places for part, places in around.items() if places}
    if around != interview.names_around:
        Interview.objects.filter(pk=interview.pk).update(names_around=around)
    return around


def unname_around(interviews: Iterable[int], rejected: Iterable[Mention]) -> None:
    """Take what was rejected in turns from leads and closings, where it is spelt alike."""
    names = {(one.entity_id, name_key(one.spelling)) for one in rejected}
    rows = Interview.objects.filter(pk__in=interviews).exclude(names_around={})
    for interview in rows.only("lead", "closing", "names_around"):
        around = {
            part: [
                [start, end, entity]
                for start, end, entity in places
                if (entity, name_key(getattr(interview, part)[start:end])) not in names
            ]
            for part, places in interview.names_around.items()
        }
        if around != interview.names_around:
            Interview.objects.filter(pk=interview.pk).update(names_around=around)


def _place(mention: Mention) -> _Place:
    return mention.turn_id, mention.entity_id, mention.start, mention.end


def _mentions(turn: Turn, names: Iterable[FoundName], stored: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions that the names of a turn make beside those that an editor decided."""
    confirmed = [(one.start, one.end) for one in stored if one.state == Mention.State.CONFIRMED]
    rejected = [one for one in stored if one.state == Mention.State.REJECTED]
    for name in names:
        if _overlaps(name.start, name.end, confirmed):
            continue
        for entity in name.entities:
            own = [(one.start, one.end) for one in rejected if one.entity_id == entity]
            # Below zero: who takes part and is not in the authority.
            if entity > 0 and not _overlaps(name.start, name.end, own):
                yield Mention(
                    turn=turn,
                    entity_id=entity,
                    start=name.start,
                    end=name.end,
                    spelling=turn.text[name.start : name.end],
                    state=Mention.State.FOUND if name.is_decided else Mention.State.OFFERED,
                )


def _places(mentions: Iterable[Mention]) -> defaultdict[int, list[tuple[int, int]]]:
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        places[mention.turn_id].append((mention.start, mention.end))
    return places


def _overlaps(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in places)
