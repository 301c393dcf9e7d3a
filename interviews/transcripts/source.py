"""A text as it came in, with what its file or page said about the look of its passages."""

from dataclasses import dataclass
from typing import Literal

#: What a passage was in its file: a heading, wholly bold text, a picture's caption, a menu, a link…
#: "item" is a list's entry; "quote" a block quotation; "boilerplate" what a page repeats around its
#: article (header, footer, side column); "cue" one subtitle.
Look = Literal[
    "heading",
    "strong",
    "emphasis",
    "quote",
    "caption",
    "menu",
    "boilerplate",
    "item",
    "link",
    "byline",
    "date",
    "cue",
]


@dataclass(frozen=True, slots=True)
class Formatted:
    """`text[start:end]` had this look. Passages may lie inside one another («a bold link in a list»)."""

    start: int
    end: int
    look: Look


@dataclass(frozen=True, slots=True)
class Source:
    """The readable text of a file with the look of its passages, in order of `start`.

    Offsets of turns refer to `text`. `media` names what was read: "text", "html", "markdown", "docx",
    "odt", "srt", "vtt", "json"; `encoding` how its bytes were decoded («utf-8»), empty where that says
    nothing.
    """

    text: str
    formatted: tuple[Formatted, ...] = ()
    media: str = "text"
    encoding: str = ""
