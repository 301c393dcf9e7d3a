"""One pass over the matches: how many there are, the best of them, and the counts of every facet.

Whoosh's own search walks the matches once for the page and again for their number; Haystack's
asks it twice more.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from whoosh.fields import KEYWORD
from whoosh.query import Query
from whoosh.searching import Searcher


@dataclass(frozen=True, slots=True)
class Hit:
    docnum: int
    score: float


@dataclass(frozen=True, slots=True)
class Collected:
    total: int
    hits: list[Hit]
    facets: dict[str, Counter[str]]


def collect(
    searcher: Searcher, query: Query, start: int, end: int | None, facets: Iterable[str], sort_by: str | None
) -> Collected:
    """The matches ``start`` to ``end`` of ``query``, best first, with total and facet counts.

    ``sort_by`` is the name of a sortable field, with a minus for the largest value first; documents
    without a value come last. Equal ones are ordered by score, then by their place in the index, so
    that pages never overlap.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in facets}
    # An index that was built before a field came into being has no column of it.
    known = [name for name in counts if name in searcher.schema]
    found: list[tuple[Any, float, int]] = []
    sort_field = sort_by.lstrip("-") if sort_by else None
    without_value = searcher.schema[sort_field].column_type.default_value() if sort_field else None
    context = searcher.context()
    for leaf, offset in searcher.leaf_searchers():
        reader = leaf.reader()
        if not reader.doc_count():
            # A reader without documents has no columns either.
            continue
        columns = {name: reader.column_reader(name) for name in known}
        keys = reader.column_reader(sort_field, translate=False) if sort_field else None
        matcher = query.matcher(leaf, context)
        while matcher.is_active():
            docnum = matcher.id()
            found.append((keys[docnum] if keys is not None else 0, matcher.score(), offset + docnum))
            for name, column in columns.items():
                counts[name][column[docnum]] += 1
            matcher.next()
    end = len(found) if end is None else end
    if sort_by:
        # Stable sorts one after the other, the least important first.
        found.sort(key=lambda match: (-match[1], match[2]))
        found.sort(key=lambda match: match[0], reverse=sort_by.startswith("-"))
        found.sort(key=lambda match: match[0] == without_value)
        best = found[start:end]
    else:
        best = heapq.nsmallest(end, found, key=lambda match: (-match[1], match[2]))[start:]
    for name in known:
        counts[name] = _values(counts[name], isinstance(searcher.schema[name], KEYWORD))
    return Collected(len(found), [Hit(docnum, score) for _key, score, docnum in best], counts)


def _values(counter: Counter[str], several: bool) -> Counter[str]:
    """The counts without that of nothing, and with lists («3,5») taken apart."""
    values: Counter[str] = Counter()
    for value, count in counter.items():
        for single in value.split(",") if several else [value]:
            if single:
                values[single] += count
    return values
