"""Lines that a mail program or a narrow column broke in mid-sentence, joined to paragraphs again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviews.transcripts.text.paragraphs import Paragraph

#: With these a sentence, a label or a quotation ends, and with it the paragraph may.
_ENDS = frozenset('.؟?!:…؛;»"”)]}')
#: Nobody breaks lines of more characters than this by hand or by program.
_WIDEST = 130
_FEWEST_LINES = 6
_COLONS = ":："
_LONGEST_LABEL = 40
#: Share of the lines that must end in mid-sentence with another line directly below.
_MOST_UNFINISHED = 0.5
#: Share of the unfinished lines that must reach near the margin: verses and lists have ragged ends.
_MOST_REACH, _NEAR_MARGIN = 0.6, 0.6


def is_wrapped(text: str, lines: Sequence["Paragraph"]) -> bool:
    """Whether most lines of a text are pieces of sentences, broken near one and the same width."""
    if len(lines) < _FEWEST_LINES:
        return False
    unfinished = [line for line, below in pairwise(lines) if _goes_on(text, line, below)]
    if len(unfinished) < _MOST_UNFINISHED * (len(lines) - 1):
        return False
    lengths = sorted(line.end - line.start for line in lines)
    margin = lengths[len(lengths) * 9 // 10]
    reaching = sum(line.end - line.start >= _NEAR_MARGIN * margin for line in unfinished)
    return margin <= _WIDEST and reaching >= _MOST_REACH * len(unfinished)


def joined(text: str, lines: Sequence["Paragraph"]) -> Iterator["Paragraph"]:
    """Paragraphs of lines that go on with one another; a line that ends its sentence ends its paragraph."""
    whole: Paragraph | None = None
    last: Paragraph | None = None
    for line in lines:
        if whole and last and _goes_on(text, last, line):
            whole = replace(whole, end=line.end)
        else:
            if whole:
                yield whole
            whole = line
        last = line
    if whole:
        yield whole


def with_colons(text: str, lines: Sequence["Paragraph"]) -> Iterator["Paragraph"]:
    """The lines, those that begin with a colon joined to the short line before: «الراوي» / «: نعم.»"""
    held: Paragraph | None = None
    for line in lines:
        if held and text[line.start] in _COLONS and held.end - held.start <= _LONGEST_LABEL:
            held = replace(held, end=line.end)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _goes_on(text: str, line: "Paragraph", below: "Paragraph") -> bool:
    """Whether the sentence of one line goes on in the next, which has no mark and no number of its own."""
    if below.after_blank or below.mark or text[line.end - 1] in _ENDS:
        return False
    letters = any(character.isalpha() for character in text[line.start : line.end])
    return letters and not text[below.words_at : below.words_at + 1].isdigit()
