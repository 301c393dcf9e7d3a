"""Which questions were put to one person again and again, in whatever words?

Questions are alike as ``alike_questions`` says: by the cosine of their words, weighed by rarity, and never
by names alone. Groups are stars (Aslam, Pelekhov, Rus: "The Star Clustering Algorithm for Static and Dynamic
Information Organization", 2004): each has a question in its middle that all others of it are like. So there
is one to show for it, and no chain of small likenesses joins what has nothing in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

import numpy as np
from django.db.models import FilteredRelation, Q

from interviews.models import Mention, Speaker, Turn

from .alike_questions import ALIKE, WeighedWord, length, likeness, rarity, weighed

#: The latest questions put to somebody that are compared with each other.
MOST_QUESTIONS = 1000

#: Pairs that are compared word by word, those first that promise to be most alike.
MOST_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """A question as it was put; ``named`` are the visible mentions in it: (entity, start, end)."""

    key: str
    interview_id: int
    text: str
    named: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def entities(self) -> set[int]:
        return {entity for entity, _start, _end in self.named}

    @property
    def fragment(self) -> str:
        """Its place on its interview's page."""
        return f"t-{self.key}"


@dataclass(frozen=True, slots=True)
class RepeatedQuestion:
    """Questions that ask the same, from at least two interviews, the latest first."""

    #: The one that all others are like.
    middle: PutQuestion
    questions: list[PutQuestion]

    @property
    def keys(self) -> set[str]:
        return {question.key for question in self.questions}

    @property
    def interview_count(self) -> int:
        return len({question.interview_id for question in self.questions})


def questions_put_to(speaker: Speaker) -> list[PutQuestion]:
    """All public questions that somebody answered, the latest first, after one query."""
    seen = FilteredRelation("mentions", condition=Q(mentions__state__in=Mention.VISIBLE))
    rows = Turn.objects.published().put_to(speaker).latest_first().annotate(seen=seen)
    found: dict[str, PutQuestion] = {}
    for key, interview_id, text, *mention in rows.values_list(
        "key", "interview_id", "text", "seen__entity", "seen__start", "seen__end"
    ):
        question = found.setdefault(key, PutQuestion(key, interview_id, text))
        if mention[0] is not None:
            question.named.append(tuple(mention))
    return list(found.values())


def repeated_questions(questions: Sequence[PutQuestion]) -> list[RepeatedQuestion]:
    """Which of somebody's questions (``questions_put_to``) ask the same, those of most interviews first.

    Each question is in one group at most. Bounded for whoever was asked very much: the ``MOST_QUESTIONS``
    latest are considered, and of their pairs the ``MOST_COMPARED`` that share most are compared word by word.
    As many questions of 25 words take some 0.15 s; made of the same dozen words, at the worst, 0.4 s.

    «ما الذي يمنع النازحين من العودة؟» of one interview and «لماذا لم يعد النازحون؟ ما يمنع العودة؟» of
    another are a group; twice in the same interview they are none.
    """
    latest = questions[:MOST_QUESTIONS]
    rarity_of = rarity()
    words = [
        weighed(question.text, [(start, end) for _entity, start, end in question.named], rarity_of)
        for question in latest
    ]
    alike: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in _likely_pairs(words):
        if likeness(words[one], words[other]) >= ALIKE:
            alike[one].add(other)
            alike[other].add(one)
    return [
        RepeatedQuestion(latest[middle], [latest[number] for number in sorted(star)])
        for middle, star in _stars(alike, [question.interview_id for question in latest])
    ]


def _likely_pairs(words: Sequence[Sequence[WeighedWord]]) -> list[tuple[int, int]]:
    """The pairs of questions that may be alike, the likeliest first, by the stems that they share."""
    having: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, of_one in enumerate(words):
        for word in of_one:
            for stem in word.stems:
                having[stem].append((number, word.weight))
    # By stem the numbers of the questions, and the weights. What only one has says nothing of others.
    postings = {
        stem: (
            np.array([number for number, _weight in those]),
            np.array([weight for _number, weight in those]),
        )
        for stem, those in having.items()
        if len(those) > 1
    }
    lengths = np.array([length(of_one) for of_one in words])
    pairs, chances = [np.empty((0, 2), int)], [np.empty(0)]
    for number, of_one in enumerate(words):
        met = [(word.weight, *postings[stem]) for word in of_one for stem in word.stems if stem in postings]
        if not met:
            continue
        products = np.bincount(
            np.concatenate([numbers for _weight, numbers, _weights in met]),
            np.concatenate([weight * weights for weight, _numbers, weights in met]),
            len(words),
        )
        # Never less than the likeness, which counts a word once, by whichever of its stems.
        others = np.flatnonzero(products[:number] > 0)
        chance = products[others] / (lengths[others] * lengths[number])
        likely = chance >= ALIKE
        others = others[likely]
        pairs.append(np.column_stack([others, np.full(len(others), number)]))
        chances.append(chance[likely])
    best = np.argsort(-np.concatenate(chances), kind="stable")[:MOST_COMPARED]
    return [(one, other) for one, other in np.concatenate(pairs)[best].tolist()]


def _stars(alike: dict[int, set[int]], interviews: Sequence[int]) -> Iterable[tuple[int, set[int]]]:
    """The middles of groups with the groups, those of most interviews first, at the same size the latest."""

    def size(star: set[int]) -> tuple[int, int]:
        return -len({interviews[number] for number in star}), -len(star)

    free = set(alike)
    waiting = [(size(others | {number}), number) for number, others in alike.items()]
    heapify(waiting)
    while waiting:
        known, middle = heappop(waiting)
        if middle not in free:
            continue
        star = (alike[middle] & free) | {middle}
        present = size(star)
        if present[0] > -2:
            # All that is like it is of its own interview, or has gone to a larger group.
            continue
        if present != known:
            heappush(waiting, (present, middle))
            continue
        free -= star
        yield middle, star
