"""Whom or what does a query name? Read from the authority: pages to show, filters, other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import islice, product
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from interviews.arabic.analysis import analyse
from interviews.arabic.spellings import written_forms
from interviews.models import Entity, Interview, Mention, Name, Outlet, Speaker, Topic, name_key

from .expand import Words, named_by
from .tree import Alternative, Filter

# More names than this are no longer what was meant.
MOST = 6

# A pasted sentence names nobody by all of its words.
LONGEST = 80

# Other names of one entity that are looked for; what names it is found by its number besides.
MOST_OTHER_NAMES = 8

# Ways to spell one name, if each of its words has several.
MOST_SPELLINGS = 16


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
    bearing = _names_with_words_of(text)
    if bearing is None:
        return []
    found = _public(Entity.objects.filter(pk__in=bearing.values("entity_id")))
    entities = list(found.with_names().order_by("pk")[:MOST])
    public_speakers = {s.entity_id: s for s in Speaker.objects.public().filter(entity__in=entities)}
    public_outlets = {o.entity_id: o for o in Outlet.objects.public().filter(entity__in=entities)}
    pages = []
    for entity in entities:
        page = public_speakers.get(entity.pk) or public_outlets.get(entity.pk) or entity
        if page is not entity:
            page.entity = entity
        pages.append(NamedPage(entity.name, str(entity.get_kind_display()), page.get_absolute_url()))
    return pages


def named_ids(field: str, text: str) -> list[int]:
    """The numbers of those who have all words of ``text`` in one of their names, in any order.

    ``field`` is the engine's: "speaker", "outlet", "entities", "topics". Whoever is in no published interview
    is as unknown as somebody who does not exist.
    """
    if field == "topics":
        return _topics(text)
    bearing = _names_with_words_of(text)
    if bearing is None:
        return []
    entities = bearing.values("entity_id")
    found: dict[str, QuerySet[Any]] = {
        "speaker": Speaker.objects.public().filter(entity__in=entities),
        "outlet": Outlet.objects.public().filter(entity__in=entities),
        "entities": _public(Entity.objects.filter(pk__in=entities)),
    }
    return list(found[field].order_by("pk").values_list("pk", flat=True))


def _topics(text: str) -> list[int]:
    """The topics that have each word of ``text``, in any of its forms: «الأمن» finds «أمن ودفاع»."""
    wanted = [set(token.stems) for token in analyse(text)]
    published = Interview.objects.published().filter(topics=OuterRef("pk"))
    found = []
    for pk, name in Topic.objects.filter(Exists(published)).order_by("pk").values_list("pk", "name"):
        stems = {stem for token in analyse(name) for stem in token.stems}
        if wanted and not any(stems.isdisjoint(forms) for forms in wanted):
            found.append(pk)
    return found


def other_names(sequences: list[Words]) -> dict[Words, list[Alternative]]:
    """The alternatives (``query.Alternative``) of those folded words that are a whole name of one entity.

    («نتنياهو»,) gives «بنيامين نتنياهو», «Netanyahu» and whatever names him. A name that several bear, in
    whatever interviews, says nobody and has none.
    """
    sequences_of: dict[str, set[Words]] = defaultdict(set)
    for sequence in sequences:
        for spelling in _spellings(sequence):
            sequences_of[spelling].add(sequence)
    bearers: dict[Words, set[int]] = defaultdict(set)
    named = Name.objects.filter(folded__in=sequences_of).order_by()
    for folded, entity in named.values_list("folded", "entity_id"):
        for sequence in sequences_of[folded]:
            bearers[sequence].add(entity)
    only = {sequence: next(iter(found)) for sequence, found in bearers.items() if len(found) == 1}
    bearers_of_only = Entity.objects.filter(pk__in=only.values()).select_related("speaker")
    entities = _public(bearers_of_only).with_names().in_bulk()
    return {
        sequence: alternatives
        for sequence, pk in only.items()
        if pk in entities and (alternatives := _alternatives(entities[pk], sequence))
    }


def _alternatives(entity: Entity, typed: Words) -> list[Alternative]:
    """The other names of an entity, preferred ones first, and that it is named, if it has several names.

    And what a speaker says: whoever looks for a name wants that too, and it rarely says the name.
    """
    says = []
    if speaker := getattr(entity, "speaker", None):
        label = _("what %(name)s says") % {"name": entity.name}
        says = [Alternative("names", Filter("speaker", "in", frozenset([str(speaker.pk)])), label)]
    names = sorted(entity.names.all(), key=lambda name: (name.kind != Name.Kind.PREFERRED, name.pk))
    seen, alternatives = set(_spellings(typed)), []
    for name in names:
        if name.folded and seen.isdisjoint(spellings := set(_spellings(tuple(name.folded.split())))):
            seen |= spellings
            alternatives.append(Alternative("names", named_by(name.text), name.text))
    if not alternatives:
        return says
    is_named = Filter("entities", "in", frozenset([str(entity.pk)]))
    return [*alternatives[:MOST_OTHER_NAMES], Alternative("names", is_named, entity.name), *says]


def _spellings(words: Words) -> Iterable[str]:
    """A name in Arabic and in Kurdish spelling, as it may stand in ``Name.folded``."""
    return (" ".join(forms) for forms in islice(product(*map(written_forms, words)), MOST_SPELLINGS))


def _names_with_words_of(text: str) -> QuerySet[Name] | None:
    """The names in which all words of ``text`` occur, in Arabic or Kurdish spelling; None for no words."""
    words = name_key(text).split() if len(text) <= LONGEST else []
    names = Name.objects.order_by()
    for word in words:
        names = names.filter(reduce(or_, map(_has_word, written_forms(word))))
    return names if words else None


def _has_word(word: str) -> Q:
    whole = Q(folded=word) | Q(folded__startswith=f"{word} ")
    return whole | Q(folded__endswith=f" {word}") | Q(folded__contains=f" {word} ")


def _public(entities: QuerySet[Entity]) -> Any:
    """Those of a few entities who speak, publish or are named in an interview that the public can read."""
    # Not `Entity.objects.public()`, which on SQLite reads all mentions before it looks at these few.
    mentions = Mention.objects.visible().in_published().filter(entity=OuterRef("pk"))
    speakers, outlets = (m.objects.public().filter(entity=OuterRef("pk")) for m in (Speaker, Outlet))
    return entities.filter(Exists(mentions) | Exists(speakers) | Exists(outlets))
