"""What the index has counted, with who or what that is and the search that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from interviews.models import Entity, Topic
from interviews.search.results import address
from interviews.search.results.run import Outline, SearchRequest

Counts = Mapping[str, Sequence[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Counted:
    """An entity (also for a speaker or outlet) or a topic, in how many passages, and the address of those."""

    what: Any
    count: int
    url: str


def counted_entities(counts: Counts, asked: SearchRequest) -> dict[str, list[Counted]]:
    """The values of "speaker", "outlet" and "entities" as entities, after one query; names are not read yet.

    ``asked`` is the search that was counted: with each of the values chosen besides, it finds the count.
    """
    # A field of the entity for each fact.
    fields = {"speaker": "as_speaker", "outlet": "as_outlet", "entities": "pk"}
    wanted = Q(pk__in=[])
    for name, path in (("speaker", "speaker__in"), ("outlet", "outlet__in"), ("entities", "pk__in")):
        wanted |= Q(**{path: [value for value, _count in counts.get(name, ())]})
    entities = list(Entity.objects.filter(wanted).annotate(as_speaker=F("speaker"), as_outlet=F("outlet")))
    found = {}
    for name, field in fields.items():
        by_number = {str(getattr(entity, field)): entity for entity in entities}
        found[name] = [
            Counted(by_number[value], count, search_address(asked, name, value))
            for value, count in counts.get(name, ())
            if value in by_number
        ]
    return found


def counted_topics(counts: Counts, asked: SearchRequest) -> list[Counted]:
    """The values of "topics", after one query."""
    topics = Topic.objects.in_bulk([int(value) for value, _count in counts.get("topics", ())])
    return [
        Counted(topics[int(value)], count, search_address(asked, "topics", value))
        for value, count in counts.get("topics", ())
        if int(value) in topics
    ]


def year_columns(outline: Outline, asked: SearchRequest) -> list[dict[str, Any]]:
    """The years for ``{% year_chart %}``, each with its search."""
    return [
        {"count": year, "chosen": False, "url": search_address(asked, "year", str(year.year))}
        for year in outline.years
    ]


def search_address(asked: SearchRequest, name: str = "", value: str = "") -> str:
    """The address of a search, with a value of a fact chosen besides."""
    chosen = {**asked.chosen, **({name: (value,)} if name else {})}
    return reverse("search") + address.address(asked, chosen=chosen)
