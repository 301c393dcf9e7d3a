"""Where may a passage be split? At the ends of its sentences and lines, for whoever has no cursor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interviews.transcripts.draft import Block, Draft

# The end of a sentence: its mark, closing quotation marks and brackets, white space; or the end of a line.
_SENTENCE_END = re.compile(r"[.!?؟…؛:][\"»”’)\]]*[^\S\n]+|\n\s*")

# So many sentences stand on one page of places to split.
SENTENCES_ON_PAGE = 200


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where the next one begins, in the text as it was pasted; 0 behind the last."""

    text: str
    next_start: int


def sentences(draft: Draft, block: Block) -> Iterator[Sentence]:
    """A block's text cut at the ends of sentences and lines.

    «نعم. وماذا بعد؟» gives «نعم. » with 5 as the start of the next, and «وماذا بعد؟».
    """
    for index, span in enumerate(block.spans):
        start = span.start
        for found in _SENTENCE_END.finditer(draft.text, span.start, span.end):
            if start < found.end() < span.end:
                yield Sentence(draft.text[start : found.end()], found.end())
                start = found.end()
        is_last = index == len(block.spans) - 1
        yield Sentence(draft.text[start : span.end], 0 if is_last else block.spans[index + 1].start)
