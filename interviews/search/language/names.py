"""Whom or what does a query name? Read from the authority: pages to show, filters, other names.

Who takes part in an interview may be in no authority yet, and is known by the label as printed. Those labels
are in the index, with their words as facts: it finds one among 100,000 at once, folded, which the database
cannot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice, product
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from haystack.query import SearchQuerySet

from interviews.arabic.analysis import analyse
from interviews.arabic.spellings import written_forms
from interviews.models import Entity, Interview, Mention, Name, Outlet, Speaker, Topic, Turn, name_key
from interviews.search.indexing.outbox import hidden_interviews

from .compounds import in_units
from .expand import Words, named_by
from .tree import Alternative, And, Filter, Node

# More names than this are no longer what was meant.
MOST = 6

# A pasted sentence names nobody by all of its words.
LONGEST = 80

# Other names of one entity that are looked for; what names it is found by its number besides.
MOST_OTHER_NAMES = 8

# Ways to spell one name, if each of its words has several.
MOST_SPELLINGS = 16

# In a query of more words (with their other spellings) only whole names are looked for: each costs a walk
# through all names, 10 ms for 100,000.
MOST_ENDS = 10


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page of somebody or something that the query names."""

    name: str
    kind: str
    url: str


def named_entities(text: str) -> list[Any]:
    """Those who have all words of ``text`` in one of their names, in any order, for ``named_page``.

    «الراوي» finds «سلمان الراوي». Nobody is there who is not in a published interview. Their names are not
    read yet (``read_names``).
    """
    bearing = _names_with_words_of(text)
    if bearing is None:
        return []
    found = _public(Entity.objects.filter(pk__in=bearing.values("entity_id")))
    return list(found.select_related("speaker", "outlet").order_by("pk")[:MOST])


def named_page(entity: Entity) -> NamedPage:
    """The page of one of ``named_entities``; a speaker or outlet has its own."""
    page: Any = entity
    if entity.speaks:
        page = entity.speaker
    elif entity.publishes:
        page = entity.outlet
    return NamedPage(entity.name, str(entity.get_kind_display()), page.get_absolute_url())


def named_ids(field: str, text: str) -> list[int] | list[str]:
    """The numbers of those who have all words of ``text`` in one of their names, in any order.

    ``field`` is the engine's: "speaker", "outlet", "entities", "topics", and "label" for those whose label
    is all that is known of them: labels then, instead of numbers. Whoever is in no published interview is as
    unknown as somebody who does not exist.
    """
    if field == "topics":
        return _topics(text)
    if field == "label":
        words = [_forms_of(forms) for forms in in_units(_words_of(text))]
        return _labels(And(tuple(Filter("label_words", "in", forms) for forms in words))) if words else []
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
    """The alternatives (``tree.Alternative``) of those folded words that name one entity, or an open speaker.

    («نتنياهو»,) gives «بنيامين نتنياهو», «Benjamin Netanyahu» and whatever names him: words may be a whole
    name, or what the name of a person ends with. Ambiguous names («حديثة») are left out on both sides, as
    they would find what is no name. What several are called says nobody and has none: of a whole name, in
    whatever interviews; of an end, in those that the public can read.
    """
    sequences_of: dict[str, set[Words]] = defaultdict(set)
    for sequence in sequences:
        for spelling in _spellings(sequence):
            sequences_of[spelling].add(sequence)
    whole, at_end = _bearers(sequences_of)
    few = {words: found for words, found in at_end.items() if words not in whole and len(found) <= MOST}
    found = _public(Entity.objects.filter(pk__in=set().union(*whole.values(), *few.values())))
    entities = _with_their_names(found) if whole or few else {}
    only = {words: pks for words, pks in whole.items() if len(pks) == 1}
    only |= {words: public for words, pks in few.items() if len(public := pks & entities.keys()) == 1}
    alternatives: dict[Words, list[Alternative]] = defaultdict(list)
    for words, (pk,) in only.items():
        if pk in entities:
            alternatives[words] += _alternatives(entities[pk], words)
    for words, label in _labels_of(sequences_of):
        is_label = Filter("label", "in", frozenset([label]))
        alternatives[words].append(Alternative("names", is_label, _what_says(label)))
    return {words: found for words, found in alternatives.items() if found}


def _labels_of(sequences_of: Mapping[str, set[Words]]) -> Iterator[tuple[Words, str]]:
    """The labels of those who answer: those that words are, in any spelling, else the only one they end."""
    if not sequences_of:
        return
    having_words = Filter("label_words", "in", frozenset(sequences_of))
    whole: dict[Words, list[str]] = defaultdict(list)
    at_end: dict[Words, list[str]] = defaultdict(list)
    # Who asks is often called by his trade, «الصحيفة», which is no name.
    for label in _labels(And((having_words, Filter("kind", "in", frozenset([Turn.Kind.ANSWER.value]))))):
        name = name_key(label).split()
        for count in range(1, len(name) + 1):
            for words in sequences_of.get(" ".join(name[-count:]), ()):
                (whole if count == len(name) else at_end)[words].append(label)
    for words, labels in {**at_end, **whole}.items():
        if words in whole or len(labels) == 1:
            yield from ((words, label) for label in labels)


def _bearers(sequences_of: Mapping[str, set[Words]]) -> tuple[dict[Words, set[int]], dict[Words, set[int]]]:
    """The entities that words are a whole name of, and the persons whose names end with them."""
    whole: dict[Words, set[int]] = defaultdict(set)
    at_end: dict[Words, set[int]] = defaultdict(set)
    if not sequences_of:
        return whole, at_end
    wanted = Q(folded__in=sequences_of)
    ends = [spelling for spelling, asked in sequences_of.items() if min(map(len, asked)) == 1]
    for end in ends if len(ends) <= MOST_ENDS else ():
        wanted |= Q(folded__endswith=f" {end}")
    named = Name.objects.filter(wanted, is_ambiguous=False).order_by()
    for folded, entity, kind in named.values_list("folded", "entity_id", "entity__kind"):
        for words in sequences_of.get(folded, ()):
            whole[words].add(entity)
        name = folded.split()
        for count in range(1, len(name) if kind == Entity.Kind.PERSON else 0):
            for words in sequences_of.get(" ".join(name[-count:]), ()):
                at_end[words].add(entity)
    return whole, at_end


def _with_their_names(entities: QuerySet[Entity]) -> dict[int, Entity]:
    """A few entities with their names and speakers, after one query."""
    found: dict[int, Entity] = {}
    names: dict[int, list[Name]] = defaultdict(list)
    rows = Name.objects.filter(entity__in=entities.values("pk")).select_related("entity__speaker")
    for name in rows.order_by("pk"):
        found.setdefault(name.entity_id, name.entity)
        names[name.entity_id].append(name)
    for pk, entity in found.items():
        # As a prefetch would have left them.
        entity._prefetched_objects_cache = {"names": names[pk]}
    return found


def _alternatives(entity: Entity, typed: Words) -> list[Alternative]:
    """The other names of an entity, preferred ones first, and that it is named, if it has several names.

    And what a speaker says: whoever looks for a name wants that too, and it rarely says the name. A name that
    has the typed words in it is found by them.
    """
    says = []
    if speaker := getattr(entity, "speaker", None):
        is_speaker = Filter("speaker", "in", frozenset([str(speaker.pk)]))
        says = [Alternative("names", is_speaker, _what_says(entity.name))]
    names = sorted(
        (name for name in entity.all_names if not name.is_ambiguous),
        key=lambda name: (name.kind != Name.Kind.PREFERRED, name.pk),
    )
    own = set(_spellings(typed))
    seen: set[str] = set()
    alternatives = []
    for name in names:
        spellings = set(_spellings(tuple(name.folded.split())))
        has_typed = any(f" {words} " in f" {spelling} " for spelling in spellings for words in own)
        if name.folded and not has_typed and seen.isdisjoint(spellings):
            seen |= spellings
            alternatives.append(Alternative("names", named_by(name.text), name.text))
    if not alternatives:
        return says
    is_named = Filter("entities", "in", frozenset([str(entity.pk)]))
    return [*alternatives[:MOST_OTHER_NAMES], Alternative("names", is_named, entity.name), *says]


def _what_says(name: str) -> str:
    return _("what %(name)s says") % {"name": name}


def _labels(condition: Node) -> list[str]:
    """The labels of participants whose speaker is open, as printed, of the turns that fulfil a condition."""
    found = SearchQuerySet().models(Turn).filter(content=condition)
    labels = _counted_labels(found)
    if labels and (hidden := hidden_interviews()):
        labels = _counted_labels(found.exclude(interview__in=hidden))
    return labels


def _counted_labels(found: SearchQuerySet) -> list[str]:
    query = found.facet("label").query
    query.set_limits(0, 1)
    return sorted(label for label, _count in query.get_facet_counts().get("fields", {}).get("label", ()))


def _spellings(words: Words) -> Iterable[str]:
    """A name in Arabic and in Kurdish spelling, in one word or in two, as it may stand in ``Name.folded``."""
    forms = [sorted(_forms_of(unit)) for unit in in_units(words)]
    return (" ".join(chosen) for chosen in islice(product(*forms), MOST_SPELLINGS))


def _forms_of(unit: Iterable[str]) -> frozenset[str]:
    """All spellings of a word, or of what is written as one or two («عبدالله», «عبد الله»)."""
    return frozenset(form for way in unit for form in written_forms(way))


def _names_with_words_of(text: str) -> QuerySet[Name] | None:
    """The names in which all words of ``text`` occur, in Arabic or Kurdish spelling; None for no words."""
    words = _words_of(text)
    names = Name.objects.order_by()
    for unit in in_units(words):
        names = names.filter(reduce(or_, map(_has_word, sorted(_forms_of(unit)))))
    return names if words else None


def _words_of(text: str) -> list[str]:
    return name_key(text).split() if len(text) <= LONGEST else []


def _has_word(word: str) -> Q:
    whole = Q(folded=word) | Q(folded__startswith=f"{word} ")
    return whole | Q(folded__endswith=f" {word}") | Q(folded__contains=f" {word} ")


def _public(entities: QuerySet[Entity]) -> Any:
    """Those of a few entities who speak, publish or are named in an interview that the public can read.

    ``speaks`` and ``publishes`` say of each whether it does.
    """
    mentions = Mention.objects.visible().in_published().filter(entity=OuterRef("pk"))
    speakers, outlets = (m.objects.public().filter(entity=OuterRef("pk")) for m in (Speaker, Outlet))
    return entities.annotate(speaks=Exists(speakers), publishes=Exists(outlets)).filter(
        Exists(mentions) | Q(speaks=True) | Q(publishes=True)
    )
