"""Which speakers of the archive may a label mean? Asked for all participants of a draft at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from interviews.arabic.spellings import written_forms
from interviews.arabic.stem import unify_spelling
from interviews.models import Name, Speaker, name_key
from interviews.transcripts.draft import DraftSpeaker
from interviews.transcripts.people import names
from interviews.transcripts.vocabulary import Words, folded_words

MOST_CANDIDATES = 8

#: How a name agrees with a label, the best first: the same folded words; the same but for titles,
#: articles and Kurdish or Arabic spelling; a part of it («الراوي» of «سعد الراوي»); only the last word.
MATCHES = ("exact", "spelling", "part", "surname")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speaker who may be meant: the name, the interviews with them whatever their status, and why."""

    speaker: Speaker
    name: str
    interviews: int
    match: str


def speaker_candidates(speakers: Iterable[DraftSpeaker]) -> dict[str, list[Candidate]]:
    """For each draft speaker's key the archive's speakers who may be meant, at most eight, likeliest first.

    «د. سعد الراوي» finds «سعد الراوي», then «سعد كريم الراوي», then «ليلى الراوي». Of equals the one with
    more interviews comes first. The number of queries does not depend on the number of speakers.
    """
    wanted = {one.key: _Wanted((one.name, *one.labels)) for one in speakers}
    ranks: dict[str, dict[int, int]] = {key: {} for key in wanted}
    for number, folded in _names_like([label for one in wanted.values() for label in one.labels]):
        for key, labels in wanted.items():
            rank = labels.rank(folded)
            if rank is not None and rank < ranks[key].get(number, len(MATCHES)):
                ranks[key][number] = rank
    known = _with_counts({number for found in ranks.values() for number in found})
    best = {key: _best(found, known) for key, found in ranks.items()}
    rows = Speaker.objects.with_names().in_bulk({number for found in best.values() for number in found})
    return {
        key: [
            Candidate(rows[number], rows[number].name, known[number], MATCHES[ranks[key][number]])
            for number in found
            if number in rows
        ]
        for key, found in best.items()
    }


class _Wanted:
    """All labels of one draft speaker, ready to be compared with the archive's names."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.labels = [words for label in dict.fromkeys(labels) if (words := folded_words(label))]
        self._exact = {name_key(label) for label in labels}
        self._bare = list(dict.fromkeys(map(_bare, self.labels)))

    def rank(self, folded: str) -> int | None:
        """The place in ``MATCHES`` of the archive's folded name; None when it is another's."""
        if folded in self._exact:
            return 0
        name = _bare(tuple(folded.split()))
        return min((rank for label in self._bare if (rank := _rank(label, name)) is not None), default=None)


def _rank(label: Words, name: Words) -> int | None:
    if label == name:
        return 1
    if names.is_spelling(label, name) or names.is_spelling(name, label):
        return 2
    return 3 if label[-1:] == name[-1:] else None


def _bare(words: Words) -> Words:
    return tuple(unify_spelling(word) for word in names.name_key(words))


def _names_like(labels: Iterable[Words]) -> Iterable[tuple[int, str]]:
    """Speakers' numbers and folded names that have the last word of a label in them, in any spelling."""
    endings = {names.without_article(words[-1]) for words in labels}
    if not endings:
        return ()
    conditions = (Q(folded__contains=form) for ending in endings for form in written_forms(ending))
    found = Name.objects.order_by().filter(reduce(or_, conditions), entity__speaker__isnull=False)
    return found.values_list("entity__speaker", "folded")


def _with_counts(numbers: set[int]) -> dict[int, int]:
    counted = Speaker.objects.filter(pk__in=numbers).annotate(
        number=Count("participations__interview", distinct=True)
    )
    return dict(counted.values_list("pk", "number"))


def _best(ranks: dict[int, int], counts: dict[int, int]) -> list[int]:
    found = [number for number in ranks if number in counts]
    return sorted(found, key=lambda number: (ranks[number], -counts[number], number))[:MOST_CANDIDATES]
