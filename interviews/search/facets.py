"""By what can results be narrowed? Outlet, speaker, year and kind of turn, with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from interviews.models import Outlet, Speaker, Turn


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow results, with its values, most frequent first."""

    name: str
    label: Any
    values: list[FacetValue]


# Values of one facet on the page; the rest is reached by narrowing first.
MOST = 12


def _outlets(values: Iterable[str]) -> dict[str, str]:
    return {str(o.pk): o.name for o in Outlet.objects.with_names().filter(pk__in=_numbers(values))}


def _speakers(values: Iterable[str]) -> dict[str, str]:
    return {str(s.pk): s.name for s in Speaker.objects.with_names().filter(pk__in=_numbers(values))}


def _years(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}


def _kinds(values: Iterable[str]) -> dict[str, str]:
    names = dict(Turn.Kind.choices)
    return {value: str(names[value]) for value in values if value in names}


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19]


# The field of the index, its heading, and what its values are called.
FACETS: dict[str, tuple[Any, Callable[[Iterable[str]], dict[str, str]]]] = {
    "kind": (_("Question or answer"), _kinds),
    "speaker": (_("Speaker"), _speakers),
    "outlet": (_("Outlet"), _outlets),
    "year": (_("Year"), _years),
}


def build_facets(counts: dict[str, list[tuple[str, int]]], chosen: dict[str, tuple[str, ...]]) -> list[Facet]:
    """The facets with names for their values; chosen values stand first, even without a count."""
    facets = []
    for name, (label, names_of) in FACETS.items():
        counted = dict(counts.get(name, ()))
        picked = chosen.get(name, ())
        shown = [*picked, *(value for value in counted if value not in picked)][: MOST + len(picked)]
        names = names_of(shown)
        values = [
            FacetValue(value, names[value], counted.get(value, 0), chosen=value in picked)
            for value in shown
            if value in names
        ]
        if name == "year":
            values.sort(
                key=lambda value: (not value.chosen, -int(value.value) if value.value.isdigit() else 0)
            )
        if values:
            facets.append(Facet(name, label, values))
    return facets
