"""A progress bar for commands that go through the archive's turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.management.base import OutputWrapper
from django.db.models import QuerySet
from tqdm import tqdm

from interviews.models import Turn


def turns_with_progress(output: OutputWrapper, verbosity: int) -> Callable[[QuerySet[Turn]], Iterable[Turn]]:
    """A function that reads a query's turns one after the other and shows on ``output`` how many are done.

    Nothing is shown with a verbosity of 0, or where nobody watches.
    """

    def watched(turns: QuerySet[Turn]) -> Iterable[Turn]:
        return tqdm(
            turns.iterator(chunk_size=1000),
            total=turns.count(),
            unit="",
            disable=verbosity == 0 or None,
            file=output._out,
        )

    return watched
