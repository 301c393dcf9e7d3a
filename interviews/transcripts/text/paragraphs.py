"""A text as paragraphs (its lines that hold something visible), each with its place in the original.

Nothing is translated: `\\r\\n`, `\\r`, vertical tabs and Unicode's line and paragraph separators all end
a line, and offsets count the characters that stand there. Where the lines are a sentence's pieces, because
a mail program or a narrow column broke them, they are joined to paragraphs again.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from interviews.arabic.tokens import Token
from interviews.transcripts.result import SetAside, SetAsideKind
from interviews.transcripts.source import Look, Source
from interviews.transcripts.text.relining import places_to_cut
from interviews.transcripts.text.words import Words
from interviews.transcripts.text.wrapping import is_wrapped, joined, with_colons

_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")

#: Dashes, bullets, arrows and stars that stand before a label or a paragraph. Tatweel serves as a dash
#: in old web pages («ـ بداية»). Quotation marks and brackets are no marks: they belong to the sentence.
MARKS = "-‐‑‒–—―−ـ*•●○◦∙·▪▫■□◆◇►▶◄◀➢➤⁃‣>+#~_=|{}"
#: Characters without shape: directional controls, joiners, byte order marks, remains of broken bullets.
#: Written as the inside of a regular expression's class.
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f"
)

_OPENING = re.compile(f"[\\s{INVISIBLE}{re.escape(MARKS)}]*")
_BLANK = re.compile(f"[\\s{INVISIBLE}]*")
_ONLY_BLANK = re.compile(f"[\\s{INVISIBLE}]*\\Z")
_RULE = re.compile(f"[\\s{INVISIBLE}{re.escape(MARKS)}]*\\Z")
_AFTER_SENTENCE = " \t\u00a0\"'”“»«’‘)]}.!…*_\u200e\u200f\u200b\ufeff"
#: «1- », «(2) », «٣. » before a label or a sentence; a letter must follow, or it is a date or a time.
_LIST_NUMBER = re.compile(r"[(\[]?\d{1,3}\s?[)\].‐‑‒–—−/ـ-]+\s*(?=[^\W\d_]|[«\"“\[(*])")
_QUESTION_MARKS = ("؟", "?", "⸮", "？")

#: Share of a paragraph that must have a look for it to be the paragraph's.
_WHOLLY = 0.85

#: How far into a paragraph anything that opens it is looked for, in characters.
OPENING_REACH = 240
#: How many words of a paragraph open it.
OPENING_WORDS = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text that is not blank (several where lines are wrapped), without white space around.

    `mark` holds the marks before its first word («-», «••»), `words_at` is where they end.
    `after_blank` is true when a blank line (or the beginning of the text) stands before it.
    """

    index: int
    start: int
    end: int
    mark: str
    words_at: int
    after_blank: bool


class Document:
    """The text to be parsed with its paragraphs; the layouts ask it for what they need of them.

    `apart` are the places that belong to no turn and no lead whatever the layout (`standing_apart`); they
    are no paragraphs.
    """

    def __init__(
        self, source: Source | str, apart: Sequence[SetAside] = (), words: Words | None = None
    ) -> None:
        self.source = Source(source) if isinstance(source, str) else source
        self.text = self.source.text
        self.apart = tuple(sorted(apart, key=lambda piece: piece.start))
        self._words = words or Words(self.text)

    def standing_apart(self, kinds: Mapping[int, SetAsideKind]) -> "Document":
        """This document without the paragraphs of these indexes, which stand apart as what they are."""
        if not kinds:
            return self
        places = [
            SetAside(kind, self.paragraphs[index].start, self.paragraphs[index].end)
            for index, kind in kinds.items()
        ]
        return Document(self.source, (*self.apart, *places), self._words)

    def beginning(self, length: int) -> "Document":
        """The document up to the end of the paragraph that stands there, or itself if it is not longer."""
        if len(self.text) <= length:
            return self
        index = bisect_left(self.paragraphs, length, key=lambda paragraph: paragraph.start)
        end = min(self.paragraphs[index - 1].end, 2 * length) if index else length
        formatted = tuple(place for place in self.source.formatted if place.end <= end)
        return Document(
            Source(self.text[:end], formatted), [piece for piece in self.apart if piece.end <= end]
        )

    def apart_within(self, start: int, end: int) -> tuple[SetAside, ...]:
        """What stands apart and begins in `text[start:end]`, in order."""
        first = bisect_left(self.apart, start, key=lambda piece: piece.start)
        return self.apart[first : bisect_left(self.apart, end, key=lambda piece: piece.start)]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text's paragraphs in order; empty for a text of white space."""
        lines = list(with_colons(self.text, list(self._lines())))
        if is_wrapped(self.text, lines):
            lines = list(joined(self.text, lines))
        apart = {piece.start for piece in self.apart}
        parts = [part for part in self._cut(lines) if part.start not in apart]
        return tuple(replace(part, index=index) for index, part in enumerate(parts))

    def paragraphs_within(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """The paragraphs that begin in `text[start:end]`, in order."""
        first = bisect_left(self.paragraphs, start, key=lambda paragraph: paragraph.start)
        return self.paragraphs[
            first : bisect_left(self.paragraphs, end, key=lambda paragraph: paragraph.start)
        ]

    def _cut(self, lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """The lines, those that hold several turns cut at the turns' signs."""
        cuts = places_to_cut(self.text, lines)
        for number, line in enumerate(lines):
            if number not in cuts:
                yield line
                continue
            starts = [line.start, *cuts[number]]
            for start, end in zip(starts, [*cuts[number], line.end], strict=True):
                length = len(self.text[start:end].rstrip())
                yield self._paragraph(start, start + length, start == line.start and line.after_blank)

    def _lines(self) -> Iterator[Paragraph]:
        """The lines that hold something visible."""
        after_blank = True
        position = 0
        while position <= len(self.text):
            line_end = _LINE_END.search(self.text, position)
            stop = line_end.start() if line_end else len(self.text)
            line = self.text[position:stop]
            stripped = line.strip()
            visible = bool(stripped) and not _ONLY_BLANK.match(stripped)
            if visible:
                start = position + line.index(stripped[0])
                yield self._paragraph(start, start + len(stripped), after_blank)
            after_blank = not visible
            if not line_end:
                break
            position = line_end.end()

    def _paragraph(self, start: int, end: int, after_blank: bool) -> Paragraph:
        opening = _OPENING.match(self.text, start, end)
        words_at = opening.end() if opening else start
        mark = "".join(character for character in self.text[start:words_at] if character in MARKS)
        return Paragraph(0, start, end, mark, words_at, after_blank)

    @cached_property
    def _looks(self) -> dict[int, frozenset[Look]]:
        """The looks that cover a paragraph wholly, by the paragraph's index."""
        covered: dict[int, dict[Look, int]] = {}
        for place in self.source.formatted:
            index = max(0, bisect_left(self.paragraphs, place.start + 1, key=lambda p: p.start) - 1)
            while index < len(self.paragraphs) and self.paragraphs[index].start < place.end:
                paragraph = self.paragraphs[index]
                inside = min(place.end, paragraph.end) - max(place.start, paragraph.start)
                if inside > 0:
                    counts = covered.setdefault(index, {})
                    counts[place.look] = counts.get(place.look, 0) + inside
                index += 1
        return {
            index: frozenset(
                look
                for look, count in counts.items()
                if count >= _WHOLLY * (self.paragraphs[index].end - self.paragraphs[index].start)
            )
            for index, counts in covered.items()
        }

    def looks_of(self, paragraph: Paragraph) -> frozenset[Look]:
        """The looks that the whole paragraph has: {"strong"} for one that is bold from end to end."""
        return self._looks.get(paragraph.index, frozenset())

    def label_at(self, paragraph: Paragraph) -> int:
        """Where a label may begin: behind the paragraph's mark, and behind a number («1- نون:»)."""
        number = _LIST_NUMBER.match(self.text, paragraph.words_at, paragraph.end)
        return number.end() if number else paragraph.words_at

    def opening_words(self, paragraph: Paragraph, limit: int = OPENING_WORDS) -> list[Token]:
        """The first words after the paragraph's mark, at most `OPENING_WORDS`, with offsets into the text."""
        return self.first_words(paragraph.words_at, paragraph.end)[:limit]

    def first_words(self, start: int, end: int) -> list[Token]:
        """The first `OPENING_WORDS` words of `text[start:end]`."""
        return self.words(start, min(end, start + OPENING_REACH), limit=OPENING_WORDS)

    def words(self, start: int, end: int, limit: int | None = None) -> list[Token]:
        """The words of `text[start:end]`, at most `limit`, with offsets into the whole text."""
        return self._words.within(start, end, limit)

    def is_rule(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph only draws a line between others: «-----», «***»."""
        return len(paragraph.mark) >= 3 and bool(_RULE.match(self.text, paragraph.start, paragraph.end))

    def asks(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph ends in a question mark, also within quotes or before dots: «لماذا؟».»."""
        tail = self.text[max(paragraph.words_at, paragraph.end - 24) : paragraph.end]
        return tail.rstrip(_AFTER_SENTENCE).endswith(_QUESTION_MARKS)

    def announces(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph ends in a colon: «وهي كالآتي:»."""
        tail = self.text[max(paragraph.words_at, paragraph.end - 24) : paragraph.end]
        return tail.rstrip(_AFTER_SENTENCE).endswith((":", "："))

    def visible_end(self, start: int, end: int) -> int:
        """Where the last paragraph in `text[start:end]` ends; `start` if there is none.

        Behind it there may be lines of white space and directional controls.
        """
        last = bisect_left(self.paragraphs, end, key=lambda paragraph: paragraph.start) - 1
        return max(start, min(self.paragraphs[last].end, end)) if last >= 0 else start

    def skip_blank(self, position: int, end: int) -> int:
        """The first position from `position` on that holds a visible character, at most `end`."""
        blank = _BLANK.match(self.text, position, end)
        return blank.end() if blank else position
