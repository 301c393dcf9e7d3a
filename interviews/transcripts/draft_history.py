"""The difference between two states of a draft, small enough to be kept for every step of an editor.

States are what `Draft.as_json` returns. A difference names each part that changed; of a list only the
stretch between its common beginning and its common end, since an operation touches few blocks of many.
"""

from itertools import takewhile
from typing import Any

Json = dict[str, Any]


def difference(before: Json, after: Json) -> Json:
    """What turns `before` into `after`, and back (see `forwards` and `backwards`); empty when nothing does.

    {"blocks": [{"id": 1, …}]} and the same with two blocks more give
    {"blocks": {"at": 1, "old": [], "new": [{…}, {…}]}}; other parts give {"old": …, "new": …}.
    """
    changes: Json = {}
    for part, new in after.items():
        old = before[part]
        if old == new:
            continue
        if isinstance(old, list):
            changes[part] = _of_lists(old, new)
        else:
            changes[part] = {"old": old, "new": new}
    return changes


def forwards(before: Json, changes: Json) -> Json:
    """The state after a step, from the one before it."""
    return _changed(before, changes, "old", "new")


def backwards(after: Json, changes: Json) -> Json:
    """The state before a step, from the one after it."""
    return _changed(after, changes, "new", "old")


def _of_lists(old: list[Any], new: list[Any]) -> Json:
    shorter = min(len(old), len(new))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    ends = zip(reversed(old), reversed(new), strict=False)
    same_end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    same_end = min(same_end, shorter - same)
    return {"at": same, "old": old[same : len(old) - same_end], "new": new[same : len(new) - same_end]}


def _changed(state: Json, changes: Json, taken: str, given: str) -> Json:
    result = dict(state)
    for part, change in changes.items():
        if "at" in change:
            at = change["at"]
            end = at + len(change[taken])
            result[part] = [*state[part][:at], *change[given], *state[part][end:]]
        else:
            result[part] = change[given]
    return result
