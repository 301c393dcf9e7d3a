"""Where in a page's own characters does the text stand that was read out of it?"""

import re
from collections.abc import Iterator
from html import unescape

from interviews.transcripts.sources.page_looks import HIDDEN

#: Markup without text for readers, the whole of it; and a character reference.
_MARKUP = re.compile(
    rf"<!--.*?-->|<({'|'.join(sorted(HIDDEN))})(?=[\s>])[^<>]*(?<!/)>.*?</\1\s*>"
    r"|<[a-zA-Z/!?][^<>]*>|(&#?\w+;)",
    re.DOTALL | re.IGNORECASE,
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
    for match in _MARKUP.finditer(content):
        yield from ((content[at], at, at + 1) for at in range(position, match.start()))
        if match[2]:
            yield unescape(match[2]), match.start(), match.end()
        position = match.end()
    yield from ((content[at], at, at + 1) for at in range(position, len(content)))
