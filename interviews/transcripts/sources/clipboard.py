"""What was copied comes as text and as HTML: the text is what the editor saw, the HTML says how it looked."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from interviews.transcripts.source import Formatted, Source


def with_looks(text: str, page: Source) -> Source:
    """`text`, to the character, with the looks that its lines have in `page`, the clipboard's HTML as read.

    Lines are the same when they differ in white space only; what the editor added or changed has no
    look. «السؤال؟\\nالجواب.» with a page in which «السؤال؟» is bold gives a question that is "strong".
    """
    lines = _SameLines(page.text, text)
    found = (lines.carried_over(passage) for passage in page.formatted)
    return Source(text, tuple(sorted(filter(None, found), key=lambda passage: passage.start)))


class _SameLines:
    """The lines of a page that stand in the text too, in the same order."""

    def __init__(self, page: str, text: str) -> None:
        self._page, self._text = page, text
        self._page_starts, page_lines = _lines(page)
        text_starts, text_lines = _lines(text)
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, line in enumerate(text_lines):
            places[line].append(place)
        self._numbers: list[int] = []  # of the page's lines that are found
        self._starts: list[int] = []  # where each of these begins in the text
        behind = 0
        for number, line in enumerate(page_lines):
            same = places.get(line, []) if line else []
            next_one = bisect_left(same, behind)
            if next_one < len(same):
                behind = same[next_one] + 1
                self._numbers.append(number)
                self._starts.append(text_starts[same[next_one]])
        self._letters = cache(self._find_letters)

    def carried_over(self, passage: Formatted) -> Formatted | None:
        """A passage of the page where its lines stand in the text; None when none of them does."""
        first = bisect_left(self._numbers, bisect_right(self._page_starts, passage.start) - 1)
        last = bisect_right(self._numbers, bisect_left(self._page_starts, passage.end) - 1) - 1
        if first > last:
            return None
        in_page, in_text = self._letters(first)
        before = bisect_left(in_page, passage.start)
        start = in_text[before] if before < len(in_text) else in_text[-1] + 1
        in_page, in_text = self._letters(last)
        up_to = bisect_left(in_page, passage.end)
        end = in_text[up_to - 1] + 1 if up_to else in_text[0]
        return Formatted(start, end, passage.look) if start < end else None

    def _find_letters(self, found: int) -> tuple[Sequence[int], Sequence[int]]:
        """Where the letters of a line are, all but white space: in the page and in the text."""
        in_page = _letters(self._page, self._page_starts[self._numbers[found]])
        return in_page, _letters(self._text, self._starts[found])


def _lines(text: str) -> tuple[list[int], list[str]]:
    """Where the lines of a text begin, and what they are without any white space."""
    starts: list[int] = []
    lines: list[str] = []
    place = 0
    for line in text.split("\n"):
        starts.append(place)
        lines.append("".join(line.split()))
        place += len(line) + 1
    return starts, lines


def _letters(text: str, start: int) -> Sequence[int]:
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    return array("L", (start + place for place, letter in enumerate(line) if not letter.isspace()))
