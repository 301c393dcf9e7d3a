"""What a small card beside a name says: who or what that is, the office, how much there is to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import ngettext
from haystack import connections

from interviews.models import Entity, Interview, Participant
from interviews.templatetags.numbers import grouped

# Characters of a line of a card: the markup of a page is weighed, and a card is read at a glance.
_LONGEST_LINE = 42


def name_cards(entities: Iterable[Entity], hidden: Iterable[int]) -> dict[int, str]:
    """The lines of each entity's card, by its number: name, kind, office held last, number of interviews.

    One query, however many entities; the numbers come from the index, which is where readers search, and
    ``hidden`` are the interviews there that do not count (``hidden_interviews()``).
    """
    by_number = {entity.pk: entity for entity in entities}
    people = [pk for pk, entity in by_number.items() if entity.kind == Entity.Kind.PERSON]
    offices = latest_offices(people) if people else {}
    counts = (
        connections["default"]
        .get_backend()
        .group_totals("entities", map(str, by_number), "interview", without=hidden)
    )
    return {
        pk: "\n".join(
            filter(
                None,
                [
                    _shortened(entity.name),
                    str(entity.get_kind_display()),
                    _shortened(offices.get(pk, "")),
                    _interviews(counts.get(str(pk), 0)),
                ],
            )
        )
        for pk, entity in by_number.items()
    }


def latest_offices(people: Iterable[int]) -> dict[int, str]:
    """The office that each of these entities held in its last public interview, by its number."""
    in_time = _offices_held().filter(speaker__entity__in=people).order_by(*_IN_TIME)
    return dict(in_time.values_list("speaker__entity", "office"))


def latest_office(entity: Any) -> QuerySet[Participant, str]:
    """The same for one entity (or ``OuterRef``), to be asked for within another query."""
    held = _offices_held().filter(speaker__entity=entity).order_by(*_IN_TIME).reverse()
    return held.values_list("office", flat=True)[:1]


_IN_TIME = (F("interview__published_on").asc(nulls_first=True), "interview_id")


def _offices_held() -> QuerySet[Participant]:
    return Participant.objects.filter(interview__in=Interview.objects.published()).exclude(office="")


def _shortened(line: str) -> str:
    # An imported office may have several lines, or none.
    line = " ".join(line.split())
    if len(line) <= _LONGEST_LINE:
        return line
    return line[:_LONGEST_LINE].rsplit(maxsplit=1)[0] + "…"


def _interviews(count: int) -> str:
    if not count:
        return ""
    return ngettext("named in %(counter)s interview", "named in %(counter)s interviews", count) % {
        "counter": grouped(count)
    }
