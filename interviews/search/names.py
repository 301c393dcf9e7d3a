"""Whom or what does a query name? Shown above the results, since turns rarely say who speaks in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from interviews.models import Entity, Name, Outlet, Speaker, name_key

# More names than this are no longer what was meant.
MOST = 6

# A pasted sentence names nobody by all of its words.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page of somebody or something that the query names."""

    name: str
    kind: str
    url: str


def named_pages(text: str) -> list[NamedPage]:
    """The public pages of those who have all words of ``text`` in one of their names, in any order.

    «الراوي» finds «سلمان الراوي». A speaker or outlet is led to by its own page, anything else by
    the passages that name it; nobody is shown who is not in a published interview.
    """
    words = name_key(text).split() if len(text) <= LONGEST else []
    if not words:
        return []
    speakers, outlets = Speaker.objects.public(), Outlet.objects.public()
    found = Entity.objects.filter(
        Q(pk__in=speakers.values("entity_id"))
        | Q(pk__in=outlets.values("entity_id"))
        | Q(pk__in=Entity.objects.public().values("pk"))
    )
    bearing = Name.objects.order_by()
    for word in words:
        whole = Q(folded=word) | Q(folded__startswith=f"{word} ")
        bearing = bearing.filter(whole | Q(folded__endswith=f" {word}") | Q(folded__contains=f" {word} "))
    found = found.filter(pk__in=bearing.values("entity_id")).with_names()
    entities = list(found.order_by("pk")[:MOST])
    public_speakers = {s.entity_id: s for s in speakers.filter(entity__in=entities)}
    public_outlets = {o.entity_id: o for o in outlets.filter(entity__in=entities)}
    pages = []
    for entity in entities:
        page = public_speakers.get(entity.pk) or public_outlets.get(entity.pk) or entity
        if page is not entity:
            page.entity = entity
        pages.append(NamedPage(entity.name, str(entity.get_kind_display()), page.get_absolute_url()))
    return pages
