"""By what can results be narrowed? Speaker, outlet, time, topic, who is named, kind of turn, with counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from interviews.arabic.normalize import fold
from interviews.arabic.stem import ARTICLE
from interviews.models import Entity, Outlet, Speaker, Topic, Turn, read_names


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow results, with its values: chosen ones, then the most frequent; times latest first."""

    name: str
    label: Any
    values: list[FacetValue]
    #: Whether there are more values than these.
    has_more: bool = False


# Each a field of the index, with its heading, in the order of the page.
FACETS: dict[str, Any] = {
    "speaker": _("Speaker"),
    "outlet": _("Outlet"),
    "year": _("Year"),
    "month": _("Month"),
    "topics": _("Topic"),
    "entities": _("Named in the passage"),
    "kind": _("Question or answer"),
}

# Values of one facet on the page, and where a reader asks for all of them.
MOST = 12
MOST_OF_ALL = 500

Counts = Mapping[str, Iterable[tuple[str, int]]]
Chosen = Mapping[str, tuple[str, ...]]


def values_wanted(name: str, all_of: str = "") -> int:
    """How many values of a facet have to be counted: one more than are shown, to know of the others."""
    return _most(name, all_of) + 1


def _most(name: str, all_of: str) -> int:
    return MOST_OF_ALL if name == all_of else MOST


def build_facets(
    counts: Counts, chosen: Chosen, all_of: str = "", beside: Iterable[Entity] = ()
) -> list[Facet]:
    """The facets with names for their values, in three queries; chosen values are there even without a count.

    One of the queries reads the names, also those of the entities ``beside``, which the page shows besides.

    Of the facet ``all_of`` all values are there, by name, to be looked through. Months are offered within the
    chosen years only: an archive of ten years has 120.
    """
    counted = {name: dict(counts.get(name, ())) for name in FACETS}
    years = chosen.get("year", ())
    counted["month"] = {month: count for month, count in counted["month"].items() if month[:4] in years}
    shown = {
        name: list(dict.fromkeys([*chosen.get(name, ()), *list(counted[name])[: _most(name, all_of)]]))
        for name in FACETS
    }
    names = _names(shown, counted, beside)
    facets = []
    for name, label in FACETS.items():
        picked = chosen.get(name, ())
        values = [
            # What was chosen can be given up, even when nobody knows what it is.
            FacetValue(value, names[name].get(value, value), counted[name].get(value, 0), value in picked)
            for value in shown[name]
            if value in names[name] or value in picked
        ]
        if name in ("year", "month"):
            values.sort(key=lambda value: value.value, reverse=True)
        elif name == all_of:
            values.sort(key=lambda value: _in_the_alphabet(value.label))
        if values:
            facets.append(Facet(name, label, values, has_more=not counted[name].keys() <= {*shown[name]}))
    return facets


def _names(
    shown: Mapping[str, list[str]], counted: Mapping[str, dict[str, int]], beside: Iterable[Entity]
) -> dict[str, dict[str, str]]:
    """What the values of each facet are called, in the reader's language; what does not exist is left out."""
    kinds = dict(Turn.Kind.choices)
    return {
        **_authority_names(shown, counted, beside),
        "topics": {
            str(topic.pk): topic.name for topic in Topic.objects.filter(pk__in=_numbers(shown["topics"]))
        },
        "kind": {value: str(kinds[value]) for value in shown["kind"] if value in kinds},
        "year": {value: value for value in shown["year"] if _is_year(value)},
        "month": {value: name for value in shown["month"] if (name := _month_name(value))},
    }


def _authority_names(
    shown: Mapping[str, list[str]], counted: Mapping[str, dict[str, int]], beside: Iterable[Entity]
) -> dict[str, dict[str, str]]:
    """The names of speakers, outlets and entities together, since all of them are names of entities.

    What the index has counted is public. A number that only stands in the address has to be looked up,
    or anybody could read the names of those who are in drafts.
    """
    wanted = Q(pk__in=[])
    for name, path, public in (
        ("speaker", "speaker__in", Speaker.objects.public()),
        ("outlet", "outlet__in", Outlet.objects.public()),
        ("entities", "pk__in", Entity.objects.public()),
    ):
        wanted |= Q(**{path: _numbers(value for value in shown[name] if value in counted[name])})
        if unsure := _numbers(value for value in shown[name] if value not in counted[name]):
            wanted |= Q(**{path: public.filter(pk__in=unsure).values("pk")})
    found = list(Entity.objects.filter(wanted).annotate(as_speaker=F("speaker"), as_outlet=F("outlet")))
    read_names([*found, *beside])
    names: dict[str, dict[str, str]] = {"speaker": {}, "outlet": {}, "entities": {}}
    for entity in found:
        for name, number in (
            ("speaker", entity.as_speaker),
            ("outlet", entity.as_outlet),
            ("entities", entity.pk),
        ):
            if str(number) in shown[name]:
                names[name][str(number)] = entity.name
    return names


def _in_the_alphabet(name: str) -> str:
    """By what names are sorted: «الموصل» stands under its mim, as in every Arabic index."""
    return fold(name.removeprefix(ARTICLE))


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19]


def _is_year(value: str) -> bool:
    return len(value) == 4 and value.isascii() and value.isdigit()


def _month_name(value: str) -> str | None:
    """«آب/أغسطس 2020» for "2020-08" in Arabic; None for anything that is no month."""
    try:
        return date_format(date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
    except ValueError:
        return None
