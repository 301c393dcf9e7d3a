"""Changes to the turns of an interview as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max

from interviews.models import Interview, Turn


def exchange_numbers(kinds: Sequence[str]) -> list[int | None]:
    """The exchange each turn belongs to: a question and its answers bear one number, from 1.

    A question after an answer opens a new exchange; one right after another question goes with
    it. What comes before the first question belongs to none.

    >>> exchange_numbers(["narration", "question", "answer", "question", "question", "answer"])
    [None, 1, 1, 2, 2, 2]
    """
    numbers: list[int | None] = []
    current = 0
    answered = True
    for kind in kinds:
        if kind == Turn.Kind.QUESTION and answered:
            current += 1
            answered = False
        elif kind == Turn.Kind.ANSWER:
            answered = True
        numbers.append(current or None)
    return numbers


@transaction.atomic
def number_exchanges(interview: Interview) -> None:
    """Write the exchange of every turn, after turns were added, removed, moved, or changed in kind."""
    turns = list(interview.turns.in_order())
    changed = []
    for turn, number in zip(turns, exchange_numbers([t.kind for t in turns]), strict=True):
        if turn.exchange != number:
            turn.exchange = number
            changed.append(turn)
    Turn.objects.bulk_update(changed, ["exchange"], batch_size=500)


@transaction.atomic
def move_positions_away(interview: Interview) -> None:
    """Shift the positions of all turns behind the last, so that any order can be written then.

    The database allows a position only once in an interview and checks row by row, so two turns
    cannot simply change places.
    """
    last = interview.turns.aggregate(last=Max("position"))["last"] or 0
    # Downwards from the end, since SQLite checks each row while it updates.
    interview.turns.update(position=F("position") + last + 1_000_000)
