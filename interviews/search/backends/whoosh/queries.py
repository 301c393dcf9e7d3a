"""The kinds of query that Whoosh has not, as queries of Whoosh.

Each works with Whoosh's own searcher through ``matcher``; `execute` has the same in vectors, and tests hold
the two against each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import matching, query


class _WithoutMatcher(matching.AndNotMatcher):
    """Whoosh's matcher, which lets the first match pass when an excluded document stands before it, and
    looks for what is excluded behind the last match.
    """

    def _find_first(self) -> None:
        self._find_next()

    def _find_next(self) -> bool:
        return bool(self.a.is_active() and self.b.is_active() and super()._find_next())


class Without(query.AndNot):
    """What matches the first query and not the second."""

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        return _WithoutMatcher(
            self.a.matcher(searcher, context), self.b.matcher(searcher, searcher.boolean_context())
        )


class _PerhapsMatcher(matching.AndMaybeMatcher):
    """Whoosh's matcher, which after a skip to a document without a match overlooks the second query."""

    def skip_to(self, id: int) -> None:
        super().skip_to(id)
        self._first_b()


class Perhaps(query.AndMaybe):
    """What matches the first query; where the second matches too, its score is added."""

    matcherclass = _PerhapsMatcher


class _Weighed(query.Query):
    """A query that looks through all its matches before it gives the first."""

    def _key(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def estimate_size(self, ixreader: Any) -> int:
        return int(ixreader.doc_count_all())


class AnyOf(_Weighed):
    """Documents that have any of several values of a fact, each with a score of 1."""

    def __init__(self, fieldname: str, terms: Iterable[str]) -> None:
        self.fieldname, self.terms = fieldname, tuple(sorted(terms))

    def _key(self) -> tuple[str, tuple[str, ...]]:
        return self.fieldname, self.terms

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        terms = [query.Term(self.fieldname, term) for term in self.terms]
        return _listed({document: 1.0 for term in terms for document in _scores(term, searcher, context)})


class Near(_Weighed):
    """Words in any order, with at most ``slop`` other words between the first and the last of them."""

    def __init__(self, fieldname: str, words: Sequence[str], slop: int) -> None:
        self.fieldname, self.words, self.slop = fieldname, tuple(words), slop

    def _key(self) -> tuple[str, tuple[str, ...], int]:
        return self.fieldname, self.words, self.slop

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        needed = Counter(self.words)
        scores: Counter[int] = Counter()
        positions: dict[int, dict[str, list[int]]] = defaultdict(dict)
        for word, times in needed.items():
            found = query.Term(self.fieldname, word).matcher(searcher, context)
            while found.is_active():
                positions[found.id()][word] = found.value_as("positions")
                # Like Whoosh's phrase, which adds up a term for every word.
                scores[found.id()] += found.score() * times
                found.next()
        return _listed(
            {
                document: scores[document]
                for document, places in positions.items()
                if len(places) == len(needed) and are_near(places, needed, self.slop)
            }
        )


def are_near(positions: dict[str, list[int]], needed: Counter[str], slop: int) -> bool:
    """Whether somewhere all needed words stand with at most ``slop`` others between first and last."""
    places = sorted((place, word) for word, found in positions.items() for place in found)
    longest = sum(needed.values()) + slop
    inside: Counter[str] = Counter()
    missing = sum(needed.values())
    first = 0
    for place, word in places:
        inside[word] += 1
        missing -= inside[word] <= needed[word]
        while place - places[first][0] >= longest:
            gone = places[first][1]
            missing += inside[gone] <= needed[gone]
            inside[gone] -= 1
            first += 1
        if not missing:
            return True
    return False


@dataclass(frozen=True)
class Asked:
    """One word of a `Coordinated` query: where it is looked for, and what else counts as having it."""

    text: query.Query
    beside: query.Query | None = None


class Coordinated(_Weighed):
    """Any of several words: the more of them a document has, the more of its score it keeps.

    The score is what all words give, and the ``optional`` queries, times (m / n) ** ``exponent`` for m of n
    words. A word that only its query ``beside`` finds counts among the m, but a document needs one
    word at least that is found by its ``text``.
    """

    def __init__(
        self, words: Sequence[Asked], optional: Sequence[query.Query] = (), exponent: float = 1.0
    ) -> None:
        self.words, self.optional, self.exponent = tuple(words), tuple(optional), exponent

    def _key(self) -> tuple[Any, ...]:
        return self.words, self.optional, self.exponent

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        matched: set[int] = set()
        had: Counter[int] = Counter()
        total: defaultdict[int, float] = defaultdict(float)
        for word in self.words:
            in_text = _scores(word.text, searcher, context)
            beside = _scores(word.beside, searcher, context) if word.beside else {}
            matched |= in_text.keys()
            had.update(in_text.keys() | beside.keys())
            _add(total, in_text.items())
            _add(total, beside.items())
        for one in self.optional:
            _add(total, _scores(one, searcher, context).items())
        return _listed({d: total[d] * (had[d] / len(self.words)) ** self.exponent for d in matched})


def _add(total: defaultdict[int, float], scores: Iterable[tuple[int, float]]) -> None:
    for document, score in scores:
        total[document] += score


def _scores(one: query.Query, searcher: Any, context: Any) -> dict[int, float]:
    found = one.matcher(searcher, context)
    scores = {}
    while found.is_active():
        scores[found.id()] = found.score()
        found.next()
    return scores


def _listed(scores: dict[int, float]) -> matching.Matcher:
    if not scores:
        return matching.NullMatcher()
    documents = sorted(scores)
    return matching.ListMatcher(documents, [scores[document] for document in documents])
