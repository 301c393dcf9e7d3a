"""Where sentences begin in a paragraph, outside of what is quoted in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGN = re.compile(r"[«»“”„\"]|[.!?؟…؛]+")
_OPENING, _CLOSING = "«“„", "»”"
_BETWEEN = re.compile(r"[\s\u200b-\u200f.!?؟…؛)\]\-–—]*")
_BETWEEN_WITH_COMMA = re.compile(r"[\s\u200b-\u200f،,]*")


@dataclass(frozen=True, slots=True)
class SentenceStart:
    """A sentence may begin at `at`; `behind_comma` for a clause that follows a quotation: «…»، وعن …"""

    at: int
    behind_comma: bool = False


def sentence_starts(text: str, start: int, end: int) -> Iterator[SentenceStart]:
    """The beginnings of the sentences of `text[start:end]`, the first of them `start` itself.

    «قال: «لا. أبداً». وعن الماء …» has two: within quotation marks no sentence is the narrator's. A new one
    also begins right behind a quotation, and where the space behind a full stop was forgotten.
    """
    yield SentenceStart(start)
    depth, last, passed = 0, start, start
    for sign in _SIGN.finditer(text, start, end):
        character = sign.group()[0]
        if character == '"':
            depth = 0 if depth else 1
        elif character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        # Of signs with nothing between them the first has found what follows.
        if depth or character in _OPENING or sign.end() <= passed:
            continue
        between = _BETWEEN.match(text, sign.end(), end)
        at = passed = between.end() if between else sign.end()
        comma = _BETWEEN_WITH_COMMA.match(text, at, end)
        behind = comma.end() if comma else at
        if last < behind < end:
            last = behind
            yield SentenceStart(behind, behind_comma=behind > at)
