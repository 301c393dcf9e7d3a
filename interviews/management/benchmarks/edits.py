"""Does the search stay as fast while interviews are edited, and how soon is an edit found?"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

from haystack import connections
from haystack.query import SearchQuerySet

from interviews.management.unsaved_turns import index_in
from interviews.models import Turn
from interviews.search.language.tree import Word

from .corpus import Corpus
from .engines.ours import HaystackEngine
from .figures import Latencies, latencies, measured, milliseconds

# Each edit adds a number of its own to the turns, by which it is found; no text has such numbers.
_FIRST_MARK = 9_010_000_000


def edited(folder: Path, corpus: Corpus, queries: Sequence[str], edits: int) -> dict[str, Latencies]:
    """Edits interviews, one commit each, and merges segments after each as the worker does.

    Queries are measured before, with one after every edit, and after; "found" is the time from an edit to the
    first search that finds it. The index in ``folder`` is changed.
    """
    chance = random.Random(edits)
    found, merges, between = [], [], []
    with index_in(folder) as backend:
        index = connections["default"].get_unified_index().get_index(Turn)
        engine = HaystackEngine(folder)
        measured(engine.page, queries)
        before = measured(engine.page, queries)
        for number in range(edits):
            mark = str(_FIRST_MARK + number)
            turns = corpus.turns_of(chance.randrange(corpus.interviews), added=f" {mark}")
            begin = time.perf_counter()
            backend.replace(index, "interview", [turns[0].interview_id], turns)
            count = SearchQuerySet().models(Turn).filter(content=Word(mark)).count()
            found.append((time.perf_counter() - begin) * 1000)
            if count != len(turns):
                raise RuntimeError(f"Of {len(turns)} edited turns {count} are found.")
            merges.append(milliseconds(backend.merge))
            between.append(milliseconds(engine.page, queries[number % len(queries)]))
        after = measured(engine.page, queries)
    return {
        "before": before,
        "between": latencies(between),
        "after": after,
        "found": latencies(found),
        "merge": latencies(merges),
    }
