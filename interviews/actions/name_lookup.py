"""Which interviews may have a name in them? Asked of the search index, and of the texts that are not in it.

A few too many are found, since words are compared without article and particles, and need not stand together.
None is left out that a finder would find the name in (``interviews.entities.keys``): in other spellings, as
one word or as two, or by the surname alone where the interview says otherwise whose it is. But an interview
in the index that has the name in lead or closing only is left out: the index has turns.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.db.models import QuerySet
from haystack import connections

from interviews.arabic import letters as a
from interviews.arabic.analysis import analyse, analysed_forms
from interviews.arabic.normalize import fold
from interviews.arabic.spellings import written_forms
from interviews.arabic.stem import ARTICLE, LONGEST_WORD
from interviews.arabic.tokens import WORD
from interviews.entities.keys import SORANI_ENDINGS, key_of, name_keys
from interviews.models import (
    IndexUpdate,
    Interview,
    Mention,
    Name,
    Participant,
    ProposedMention,
    Turn,
    name_key,
)
from interviews.search.indexing import outbox
from interviews.search.language.tree import And, Node, Or, Word

logger = logging.getLogger(__name__)

# Interviews whose texts are read at once.
_AT_ONCE = 200

# As names of persons and of others are kept under different keys.
_KINDS = ("person", "organisation")

_SORANI_ENDINGS = tuple(map(fold, SORANI_ENDINGS))

#: For each word of a name the forms in which a text may have it, without article and particles.
_Way = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class SoughtName:
    """A name, and by number the entities that it may have meant before it was changed."""

    text: str
    entities: tuple[int, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The keys of all its words, with and without article."""
        keys = {word for kind in _KINDS for key in name_keys(self.text, kind) for word in key}
        return frozenset(keys | {word.removeprefix(ARTICLE) for word in keys})

    @cached_property
    def spellings(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The ways to write it, and in each for every word that tells something its spellings."""
        keys = dict.fromkeys(key for kind in _KINDS for key in name_keys(self.text, kind))
        return tuple(tuple(_spellings(word, len(key) == 1) for word in _telling(key)) for key in keys)

    @cached_property
    def ways(self) -> tuple[_Way, ...]:
        """What a text has of it, one of these."""
        return tuple(
            tuple(frozenset(bare for form in forms for bare in _bare(form)) for forms in way)
            for way in self.spellings
        )

    @property
    def tree(self) -> Node:
        """A query for turns that have all of its words."""
        return Or(tuple(_every(way) for way in self.spellings))

    @cached_property
    def surname(self) -> SoughtName | None:
        """Its last word, by which somebody may be called who was named in full; None for a single word."""
        keys = key_of(self.text)
        return SoughtName(keys[-1]) if len(keys) > 1 else None

    def is_among(self, bare_words: Collection[str]) -> bool:
        """Whether a text with these words, without article and particles, may have it."""
        return any(all(not forms.isdisjoint(bare_words) for forms in way) for way in self.ways)

    def holds(self, words: str) -> bool:
        """Whether all of the words may be said of it: «الخزرجي» of «نزار الخزرجي»."""
        keys = key_of(words)
        return bool(keys) and all(
            key in self.words or key.removeprefix(ARTICLE) in self.words for key in keys
        )


def _telling(key: Sequence[str]) -> Sequence[str]:
    """The words of a name without those that every text has, unless there are no others."""
    tokens = [(word, next(analyse(word), None)) for word in key]
    return [word for word, token in tokens if token and not token.is_stop] or key


def _spellings(word: str, is_alone: bool) -> tuple[str, ...]:
    forms = list(dict.fromkeys((word, *written_forms(word))))
    # «كربلاء», which some write «كربلا», has lost its hamza as a key.
    forms += [form + a.HAMZA for form in forms if form.endswith(a.ALEF)]
    if is_alone:
        # «هەولێردا»: cut off by the finder where it is the whole name.
        forms += [form + ending for form in forms for ending in _SORANI_ENDINGS]
    return tuple(dict.fromkeys(spelling for form in forms for spelling in (form, *_whole(form))))


def _whole(form: str) -> Iterator[str]:
    """How a text writes a form when nothing of it is taken for an article: «الهام» as «إلهام»."""
    if form.startswith(ARTICLE):
        # By the hamza, which it has lost as a key.
        yield a.ALEF_HAMZA_ABOVE + form[1:]
        if (rest := form.removeprefix(ARTICLE)).startswith(ARTICLE):
            yield ARTICLE + a.ALEF_HAMZA_ABOVE + rest[1:]
    elif form not in _bare(form):
        # «بالكان», of which nothing is cut behind an article: «البالكان».
        yield ARTICLE + form


def _bare(word: str) -> tuple[str, ...]:
    forms = analysed_forms(word) if len(word) <= LONGEST_WORD else analysed_forms.__wrapped__(word)
    return forms[2]


def _every(way: Sequence[Sequence[str]]) -> Node:
    return And(tuple(Or(tuple(Word(form, layers=("bare",)) for form in forms)) for forms in way))


def find_interviews(names: Sequence[SoughtName]) -> list[set[int]]:
    """For each name the numbers of the interviews that may have it."""
    found = [set[int]() for _name in names]
    if outbox.is_up_to_date():
        for name, numbers in zip(names, found, strict=True):
            numbers |= _in_index(name)
        not_indexed = Interview.objects.exclude(pk__in=Interview.objects.published().values("pk"))
        unread = not_indexed | Interview.objects.filter(pk__in=IndexUpdate.objects.values("interview_id"))
    else:
        unread = Interview.objects.all()
        if unread.exists():
            logger.warning("There is no search index that is up to date: names are looked for in all texts.")
    for name, numbers in zip(names, found, strict=True):
        numbers |= _by_rows(name)
    for interview, having in _in_texts(names, unread):
        for at in having:
            found[at].add(interview)
    return found


def _in_index(name: SoughtName) -> set[int]:
    backend = connections["default"].get_backend()
    found = set(backend.groups(name.tree, "interview"))
    if name.surname:
        # Who takes part, or is named in full above the turns only, is called by the surname in them.
        others = sorted(set(backend.groups(name.surname.tree, "interview")) - found)
        for start in range(0, len(others), _AT_ONCE):
            around = _texts(others[start : start + _AT_ONCE], with_turns=False)
            found |= {pk for pk, texts in around.items() if name.is_among(_bare_words(texts))}
    return found


def _by_rows(name: SoughtName) -> set[int]:
    """The interviews that the database knows to have it: as a proposal, or as mentions of whom it meant."""
    folded = name_key(name.text)
    proposed = ProposedMention.objects.filter(proposal__folded=folded).order_by()
    found = set(proposed.values_list("turn__interview", flat=True).distinct())
    owners = {*name.entities, *Name.objects.filter(folded=folded).values_list("entity", flat=True)}
    mentions = Mention.objects.filter(entity__in=owners).order_by()
    spellings: dict[str, bool] = {}
    for interview, spelling in mentions.values_list("turn__interview", "spelling").distinct().iterator():
        if spelling not in spellings:
            spellings[spelling] = name.holds(spelling)
        if spellings[spelling]:
            found.add(interview)
    return found


def _in_texts(
    names: Sequence[SoughtName], interviews: QuerySet[Interview]
) -> Iterator[tuple[int, list[int]]]:
    """The interviews whose texts have all words of a name, with the places of these names."""
    by_word: dict[str, set[int]] = defaultdict(set)
    for at, name in enumerate(names):
        for way in name.ways:
            # A text that has the name has its longest word.
            for form in max(way, key=lambda forms: max(map(len, forms)), default=()):
                by_word[form].add(at)
    numbers = interviews.order_by("pk").values_list("pk", flat=True).distinct().iterator(10_000)
    while batch := list(islice(numbers, _AT_ONCE)):
        for pk, texts in _texts(batch).items():
            words = _bare_words(texts)
            possible = {at for word in words & by_word.keys() for at in by_word[word]}
            if having := [at for at in possible if names[at].is_among(words)]:
                yield pk, having


def _texts(interviews: Sequence[int], with_turns: bool = True) -> dict[int, list[str]]:
    """What each interview says: lead, closing, turns, and what those are called who take part."""
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, lead, closing in Interview.objects.filter(pk__in=interviews).values_list("pk", "lead", "closing"):
        texts[pk] += [lead, closing]
    fields = ("label", "speaker__entity__names__text")
    for pk, *names in Participant.objects.filter(interview__in=interviews).values_list("interview", *fields):
        texts[pk] += filter(None, names)
    if with_turns:
        turns = Turn.objects.filter(interview__in=interviews).order_by()
        for pk, text in turns.values_list("interview", "text"):
            texts[pk].append(text)
    return texts


def _bare_words(texts: Iterable[str]) -> set[str]:
    # Each word once: a text repeats a third of its own.
    words = {word for text in texts for word in WORD.findall(text)}
    return {bare for word in words for bare in _bare(word)}
