"""How well are names found? Mentions beside checked ones: figures by kind, and every error with its place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, get_args

from django.utils.translation import gettext as _

from interviews.entities.found import Kind
from interviews.management.text_table import text_table

#: Characters shown on either side of an error.
CONTEXT = 30


class Place(NamedTuple):
    """A name in a text: ``text[start:end]``, of a kind."""

    start: int
    end: int
    kind: str


class CheckedNames(NamedTuple):
    """The names of a text as somebody checked them; what a description covers counts neither way."""

    named: frozenset[Place]
    described: tuple[tuple[int, int], ...]


class Found(NamedTuple):
    """A mention to be judged."""

    place: Place
    is_proposed: bool


@dataclass(slots=True)
class _Counts:
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def row(self, kinds: Iterable[str]) -> list[str]:
        kinds = list(kinds)
        right, wrong, missed = (
            sum(counts[kind] for kind in kinds) for counts in (self.right, self.wrong, self.missed)
        )
        return [_share(right, right + wrong), _share(right, right + missed), str(right + missed)]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def read_checked(file: Path) -> CheckedNames:
    """The checked names in a file ``{"mentions": [{"start", "end", "type", "class": "named"}]}``."""
    mentions = json.loads(file.read_text(encoding="utf-8"))["mentions"]
    return CheckedNames(
        frozenset(
            Place(one["start"], one["end"], one["type"]) for one in mentions if one["class"] == "named"
        ),
        tuple((one["start"], one["end"]) for one in mentions if one["class"] != "named"),
    )


class NameFigures:
    """Collects the comparison of any number of texts; a name is right with exactly its span and kind."""

    def __init__(self) -> None:
        self._known, self._all = _Counts(), _Counts()
        self._errors: list[str] = []

    def add(self, title: str, text: str, found: Sequence[Found], checked: CheckedNames) -> None:
        """Counts one text's mentions and keeps its errors."""
        self._count(self._known, (one.place for one in found if not one.is_proposed), checked)
        wrong, missed = self._count(self._all, (one.place for one in found), checked)
        proposed = {one.place for one in found if one.is_proposed}
        for place in sorted(wrong | missed):
            error = _("missed") if place in missed else _("proposed") if place in proposed else _("wrong")
            self._errors.append(f"{title} {error} {place.kind}: {_in_context(text, place)}")

    @staticmethod
    def _count(
        counts: _Counts, places: Iterable[Place], checked: CheckedNames
    ) -> tuple[set[Place], set[Place]]:
        found = set(places)
        wrong = {
            place
            for place in found - checked.named
            if not any(place.start < end and start < place.end for start, end in checked.described)
        }
        missed = set(checked.named - found)
        counts.right.update(place.kind for place in found & checked.named)
        counts.wrong.update(place.kind for place in wrong)
        counts.missed.update(place.kind for place in missed)
        return wrong, missed

    def lines(self) -> list[str]:
        """The figures by kind, known names and all of them, then the errors."""
        kinds: list[str] = list(get_args(Kind))
        rows = [[_("Names"), _("precision"), _("recall"), _("with proposals"), _("recall"), _("checked")]]
        for title, of in [*((kind, [kind]) for kind in kinds), (_("all"), kinds)]:
            row = [*self._known.row(of)[:2], *self._all.row(of)]
            if row[-1] != "0":
                rows.append([title, *row])
        return [*text_table(rows), "", *self._errors]


def _in_context(text: str, place: Place) -> str:
    before, after = text[max(0, place.start - CONTEXT) : place.start], text[place.end : place.end + CONTEXT]
    return " ".join(f"{before}[{text[place.start : place.end]}]{after}".split())
