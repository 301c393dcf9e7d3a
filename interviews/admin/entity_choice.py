"""Choosing an entity: by typing with scripts, else from a list of those that were found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.forms import Media, ModelChoiceField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from interviews.models import Entity, Interview, Mention, Name, Outlet, Proposal, Speaker, Title

from .choices import ROW_NUMBER, OneByName
from .name_search import entities_named
from .uses import passages_in_interviews

#: Entities that a search without scripts shows.
MOST_FOUND = 20


class _Typed(OneByName):
    """Says what to type; Django's own widget always says nothing."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-placeholder": gettext("Type a name")}


class EntityField(ModelChoiceField):
    """One entity by its number, typed by name; an empty field means none."""

    def __init__(self, **options: Any) -> None:
        # Any reference to an entity will do: the widget asks for its names through it.
        entity = Proposal._meta.get_field("entity")
        widget = _Typed(entity, admin.site, attrs={"data-width": "100%"})
        super().__init__(Entity.objects.with_names(), required=False, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        if value and not ROW_NUMBER.fullmatch(str(value)):
            value = "0"
        return super().clean(value)

    def rendered(self, name: str, identity: str) -> SafeString:
        """The empty field for a form that is written by hand."""
        self.widget.choices = self.choices
        html: SafeString = self.widget.render(name, None, {"id": identity})
        return html


def choice_media() -> Media:
    """The scripts and styles that a page with an ``EntityField`` needs."""
    media: Media = EntityField().widget.media
    return media


@dataclass
class Side:
    """An entity as a choice shows it: all that tells it from another of the same name."""

    entity: Entity
    titles: Sequence[Title] = ()
    # How many mentions readers see, and in how many interviews.
    mentions: int = 0
    interviews: int = 0
    undecided: int = 0
    speaker: Speaker | None = None
    # Interviews in which it speaks, or which it published.
    speaks_in: int = 0
    outlet: Outlet | None = None
    published: int = 0
    # Preferred names first, in the order of the languages.
    names: list[Name] = field(default_factory=list)

    @property
    def mentions_said(self) -> str:
        return passages_in_interviews(self.mentions, self.interviews)


def sides(numbers: Iterable[int]) -> list[Side]:
    """The entities of these numbers, in this order, by a constant number of queries."""
    wanted = list(dict.fromkeys(numbers))
    found = Entity.objects.with_names().prefetch_related("titles").in_bulk(wanted)
    visible = dict(_counted(Mention.objects.visible().filter(entity__in=found)))
    undecided = dict(
        _counted(Mention.objects.filter(entity__in=found, state=Mention.State.OFFERED)),
    )
    speakers = {one.entity_id: one for one in Speaker.objects.filter(entity__in=found)}
    outlets = {one.entity_id: one for one in Outlet.objects.filter(entity__in=found)}
    speaks = _numbers(
        Interview.objects.filter(participants__speaker__entity__in=found), "participants__speaker__entity"
    )
    published = _numbers(Interview.objects.filter(outlet__entity__in=found), "outlet__entity")
    order = [Name.Kind.PREFERRED, Name.Kind.VARIANT, Name.Kind.ABBREVIATION, Name.Kind.FORMER]
    return [
        Side(
            entity=(entity := found[number]),
            titles=list(entity.titles.all()),
            mentions=visible.get(number, (0, 0))[0],
            interviews=visible.get(number, (0, 0))[1],
            undecided=undecided.get(number, (0, 0))[0],
            speaker=speakers.get(number),
            speaks_in=speaks.get(number, 0),
            outlet=outlets.get(number),
            published=published.get(number, 0),
            names=sorted(entity.names.all(), key=lambda name: (order.index(name.kind), name.pk)),
        )
        for number in wanted
        if number in found
    ]


def _counted(mentions: Any) -> list[tuple[int, tuple[int, int]]]:
    rows = mentions.order_by().values("entity_id")
    rows = rows.annotate(places=Count("pk"), within=Count("turn__interview", distinct=True))
    return [(row["entity_id"], (row["places"], row["within"])) for row in rows]


def _numbers(interviews: Any, reference: str) -> dict[int, int]:
    rows = interviews.order_by().values_list(reference).annotate(Count("pk", distinct=True))
    return dict(rows)


def search_entities(typed: str, without: Iterable[int] = ()) -> list[int]:
    """Entities, by number, with a name that has all typed words in any spelling; those used most first."""
    numbers = entities_named(typed)
    if numbers is None:
        return []
    found = Entity.objects.filter(pk__in=numbers).exclude(pk__in=list(without))
    used = found.annotate(uses=Count("mentions")).order_by("-uses", "pk")
    return list(used.values_list("pk", flat=True)[:MOST_FOUND])
