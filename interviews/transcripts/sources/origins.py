"""Where in a page's own characters does the text stand that was read out of it?"""

import re
from collections.abc import Iterator
from html import unescape

from interviews.transcripts.sources.page_looks import HIDDEN

#: A tag, the beginning of what readers are not shown as a whole, or a character reference.
_MARKUP = re.compile(
    rf"(?P<comment><!--)[^<>]*>?|<(?P<hidden>{'|'.join(sorted(HIDDEN))})(?=[\s>])[^<>]*(?<!/)>"
    r"|<[a-zA-Z/!?][^<>]*>|(?P<reference>&#?\w+;)",
    re.IGNORECASE,
)

#: So many characters in a row say where the text goes on, behind something that it left out.
_ANCHOR = 16
#: So far ahead they are looked for: longer than what a page puts between two passages.
_FARTHEST = 200_000


class Origins:
    """Leads from places in a text back to the file's decoded content, of whatever markup.

    >>> Origins("<p>في <b>بغداد</b>&nbsp;أمس</p>", "في بغداد أمس").place(3, 8)
    (9, 14)
    """

    def __init__(self, content: str, text: str) -> None:
        visible, starts, ends = _visible(content)
        #: For each character of the text where it begins and ends in the content; None where it was added.
        self._places: list[tuple[int, int] | None] = []
        at = 0
        joined = "".join(character for character in text if not character.isspace())
        number = 0
        for character in text:
            if character.isspace():
                self._places.append(None)
                continue
            if not visible.startswith(character, at):
                found = visible.find(joined[number : number + _ANCHOR], at, at + _FARTHEST)
                if found < 0:
                    self._places.append(None)
                    number += 1
                    continue
                at = found
            self._places.append((starts[at], ends[at]))
            at += 1
            number += 1

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``text[start:end]`` stands in the content; None where it does not."""
        known = [place for place in self._places[start:end] if place]
        return (known[0][0], known[-1][1]) if known else None


def _visible(content: str) -> tuple[str, list[int], list[int]]:
    """The characters of a page that are neither markup nor white space, and where each begins and ends."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for written, start, end in _pieces(content):
        for character in written:
            if not character.isspace():
                characters.append(character)
                starts.append(start)
                ends.append(end)
    return "".join(characters), starts, ends


def _pieces(content: str) -> Iterator[tuple[str, int, int]]:
    position = 0
    unclosed: set[str] = set()
    while match := _MARKUP.search(content, position):
        yield from ((content[at], at, at + 1) for at in range(position, match.start()))
        position = match.end()
        if match["reference"]:
            yield unescape(match["reference"]), match.start(), match.end()
        elif opened := match["comment"] or match["hidden"]:
            closing = "-->" if match["comment"] else rf"</{opened.lower()}\s*>"
            # What is missing once is missing behind, too: the time grows with the page only.
            if closing not in unclosed:
                end = re.compile(closing, re.IGNORECASE).search(content, match.start())
                if end:
                    position = end.end()
                else:
                    unclosed.add(closing)
    yield from ((content[at], at, at + 1) for at in range(position, len(content)))
