"""The words of a text, cut once and looked up by place."""

from bisect import bisect_left
from functools import cached_property

from interviews.arabic.tokens import Token, tokenize


class Words:
    """The words of a text in order; asked for by the place that they stand in."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _all(self) -> list[Token]:
        return list(tokenize(self._text))

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self._all]

    def within(self, start: int, end: int, limit: int | None = None) -> list[Token]:
        """The words that lie wholly in `text[start:end]`, at most `limit`."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if last > first and self._all[last - 1].end > end:
            last -= 1
        return self._all[first : last if limit is None else min(last, first + limit)]
