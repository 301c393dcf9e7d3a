"""The terms of one field in one segment, sorted, as one run of bytes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np


def as_bytes(term: str) -> bytes:
    """A term as it is stored; halves of characters, which a broken text may hold, come back the same."""
    return term.encode("utf-8", "surrogatepass")


def as_text(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")


def packed(terms: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Sorted terms as their bytes, one after the other, and where each begins (one more at the end)."""
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    offsets = np.zeros(len(terms) + 1, np.uint64)
    np.cumsum(lengths, out=offsets[1:])
    return np.frombuffer(b"".join(terms), np.uint8), offsets


class Terms(Sequence[bytes]):
    """A read-only, sorted sequence of terms over arrays that may lie in a mapped file."""

    def __init__(self, letters: np.ndarray, offsets: np.ndarray) -> None:
        self._letters = memoryview(letters)
        # Bisecting asks for single offsets, which a memoryview gives as plain numbers at once.
        self._offsets = memoryview(offsets)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]
        return bytes(self._letters[self._offsets[index] : self._offsets[index + 1]])

    def __iter__(self) -> Iterator[bytes]:
        letters = bytes(self._letters)
        return (letters[begin:end] for begin, end in pairwise(self._offsets.tolist()))

    def find(self, term: bytes) -> int | None:
        """The place of ``term``, or None."""
        # `bisect_left`, written out: a query looks up dozens of terms, each in some twenty steps.
        letters, offsets = self._letters, self._offsets
        low, high = 0, len(offsets) - 1
        while low < high:
            middle = (low + high) >> 1
            if letters[offsets[middle] : offsets[middle + 1]].tobytes() < term:
                low = middle + 1
            else:
                high = middle
        return low if low < len(offsets) - 1 and self[low] == term else None

    def starting_with(self, prefix: bytes) -> range:
        """The places of the terms that begin with ``prefix``."""
        return range(bisect_left(self, prefix), bisect_left(self, prefix + b"\xff"))

    def between(
        self, low: bytes | None, high: bytes | None, open_low: bool = False, open_high: bool = False
    ) -> range:
        """The places of the terms from ``low`` to ``high``, each without the end itself when open."""
        first = 0 if low is None else bisect_left(self, low + b"\x00" if open_low else low)
        last = len(self) if high is None else bisect_left(self, high if open_high else high + b"\x00")
        return range(first, max(first, last))
