"""Signs that open turns: bullets, dashes, numbers, letters left from broken bullets, bold lines.

What a sign means is not known here: in one interview «-» opens the answers, in the next one both sides.
`layouts/exchange.py` learns that from each document.
"""

import re
from dataclasses import dataclass

from interviews.transcripts.text.paragraphs import INVISIBLE, Document, Paragraph
from interviews.transcripts.text.relining import BROKEN_BULLETS

#: Looks of whole paragraphs that part questions from answers.
_LOOKS = frozenset({"strong", "heading", "emphasis", "quote"})
#: The sign of a line that has none.
PLAIN = ""

_RUN = re.compile(rf"(?:[^\w\s]|[_ـ{INVISIBLE}]|(?<=[^\w\s])[ \t\u00a0]+)+")
_SKIPPED = re.compile(rf"[\s{INVISIBLE}.،,]")
_OPENING = frozenset("«“\"([‹'‘”„")
_CLOSING = frozenset("»”“\"')]›’")
#: «1- », «(2) », «٣. », «4)»; a letter or a quotation mark must follow, or it is a date or a time.
_NUMBER = re.compile(r"[(\[]?\d{1,3}\s?(?P<sign>[)\].‐‑‒–—−/ـ:-]+)\s*(?=[^\W\d_]|[«\"“\[(*])")
_NUMBER_ALONE = re.compile(r"\W{0,3}\d{1,3}\W{0,3}\Z")
#: What is left of a bullet from a symbol font («n», «§», «ü»): one foreign character before Arabic words.
_BROKEN = re.compile(rf"([{BROKEN_BULLETS}])\s+(?=[\u0621-\u06ff])")


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign with which a passage begins, and where the words behind it begin."""

    name: str
    body_start: int


def sign_of(document: Document, paragraph: Paragraph) -> Sign:
    """The sign that opens a paragraph; «•• الراوي» has «••», «3- متى؟» has «#-», «متى؟» has `PLAIN`.

    A paragraph that is bold, slanted, a quotation or a heading has its look as a sign, before those that it
    is written with. Quotation marks and brackets count only where nothing closes them.
    """
    text = document.text
    looks = document.looks_of(paragraph) & _LOOKS
    prefix = "+".join(sorted(looks))
    start = paragraph.start
    number = _NUMBER.match(text, start, paragraph.end)
    run = None if number else _RUN.match(text, start, paragraph.end)
    if run:
        end = _unpaired_end(text, start, run.end(), paragraph.end)
        name = _SKIPPED.sub("", text[start:end])
        behind = document.skip_blank(end, paragraph.end)
        number = _NUMBER.match(text, behind, paragraph.end)
        if name and not number:
            return Sign(prefix + name, behind)
    if number:
        return Sign(prefix + "#" + number["sign"][0], number.end())
    broken = _BROKEN.match(text, start, paragraph.end)
    if broken:
        return Sign(prefix + broken[1], broken.end())
    return Sign(prefix, start)


def sign_alone(document: Document, paragraph: Paragraph) -> str:
    """The sign of a line that holds a number or a mark and nothing else («01», «●»), else empty.

    What it opens stands on the next line.
    """
    text = document.text[paragraph.start : paragraph.end]
    if _NUMBER_ALONE.match(text):
        return "#|"
    name = _SKIPPED.sub("", text)
    return name + "|" if 0 < len(name) < 3 and not any(character.isalnum() for character in name) else ""


def _unpaired_end(text: str, start: int, end: int, stop: int) -> int:
    """Where the sign ends: quotation marks and brackets at its end that are closed belong to the words."""
    last = max(text.rfind(sign, start, stop) for sign in _CLOSING)
    for position in range(start, min(end, last)):
        if text[position] in _OPENING:
            return position
    return end
