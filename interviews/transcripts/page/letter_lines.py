"""The lines of a page of readers' letters: who asks, and who begins to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from interviews.arabic.tokens import Token
from interviews.transcripts.people.labels import GENERIC_SIDES, Sighting, colon_sighting, generic_sighting
from interviews.transcripts.people.names import joined, name_key
from interviews.transcripts.text.asking import opens_asking
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import COLONS, reporting_clause
from interviews.transcripts.vocabulary import folded_words, lines, phrases

_ASKING = phrases("letters.txt", "asking")
_BEFORE_ASKER = phrases("letters.txt", "before asker")
_SAYING = phrases("letters.txt", "saying")
_BEHIND_ASKER = phrases("letters.txt", "behind asker")
_FROM = phrases("letters.txt", "from")
_REPLY = phrases("letters.txt", "reply")
_BEHIND_ANSWERING = phrases("letters.txt", "behind answering")
_FIRST_WORDS = frozenset(
    folded_words(line)[0]
    for section in ("asking", "before asker", "saying")
    for line in lines("letters.txt", section)
)

#: In words: a name, a place, all that stands before the colon of a line that says who asks.
_LONGEST_NAME, _LONGEST_PLACE, _LONGEST_LINE = 5, 3, 14
#: In characters, for the last of these and for name with place.
_REACH, _LONGEST_PLACE_LINE = 140, 60
_PARTING = frozenset("-–—ـ/،,(|")
_DASHES = "-–—ـ"
_ENDS_NAME = frozenset('-–—ـ/،,(|:؛«"')
_ENDS_SENTENCE = tuple(".؟?!…؛،")

#: How a line says who asks: it gives name and place; it has a word for asking or for a reader; it has only
#: a verb of speech, as any sentence may.
Form = Literal["place", "asks", "says"]


@dataclass(frozen=True, slots=True)
class Asker:
    """A line that says who asks, as the label of the letter; `named` is false for «قارئة من البصرة»."""

    form: Form
    sighting: Sighting
    named: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """The label of an answer; `sure` where a word says that it is one: «يجيب …», «الجواب»."""

    sighting: Sighting
    sure: bool


def asker_line(document: Document, paragraph: Paragraph) -> Asker | None:
    """Who asks in the letter below: «أم هند ـ البصرة», «س. م. من بغداد», «تسأل القارئة فلانة من عمّان:».

    None for other lines, and for those that end in a question mark.
    """
    begins = document.label_at(paragraph)
    if paragraph.end - begins > _LONGEST_PLACE_LINE:
        first = [word.folded for word in document.words(begins, paragraph.end, limit=1)]
        if not first or first[0] not in _FIRST_WORDS:
            return None
    words = document.words(begins, min(paragraph.end, begins + _REACH), limit=_LONGEST_LINE + 1)
    if not words:
        return None
    return _asking(document, paragraph, words) or _name_and_place(document, paragraph, words)


def reply_line(document: Document, paragraph: Paragraph) -> Reply | None:
    """The label with which an answer begins: «الجواب:», «الشيخ سعد :», «يجيب الدكتور سعد:»; else None."""
    generic = generic_sighting(document, paragraph)
    if generic and GENERIC_SIDES[generic.generic] == "answer":
        return Reply(generic, sure=True)
    begins = document.label_at(paragraph)
    clause = reporting_clause(document, begins, paragraph.end, answer_awaited=True)
    if clause and (clause.verb != "answer" or clause.ending != "colon"):
        return None
    if clause:
        start, end, body = clause.start, clause.speech_start, clause.speech_start
    else:
        sighting = colon_sighting(document, paragraph)
        if sighting is None or not _REPLY.opens(sighting.words):
            return Reply(sighting, sure=False) if sighting else None
        start, end, body = sighting.name_start, sighting.name_end, sighting.body_start
    verb, *words = document.words(start, end)
    while words and [words[0].folded] in _BEHIND_ANSWERING:
        words = words[1:]
    name = _until_sign(document.text, words, len(words))
    return Reply(_sighting(document, paragraph, name or [verb], body, generic=not name), sure=True)


def _asking(document: Document, paragraph: Paragraph, words: Sequence[Token]) -> Asker | None:
    folded = [word.folded for word in words]
    form: Form = "asks"
    at = 0
    while length := _ASKING.opens(folded[at:]):
        at += length
    if not at:
        at, form = _SAYING.opens(folded), "says"
    while length := _BEFORE_ASKER.opens(folded[at:]):
        at += length
    if not at:
        return None
    if any([word] in _BEHIND_ASKER for word in folded[at:]):
        form = "asks"
    name = _until_sign(document.text, words[at:], _LONGEST_NAME)
    body = _behind_colon(document, paragraph, words, at + len(name))
    if body is None:
        asks = opens_asking([word.folded for word in name]) if name else False
        if form == "says" or asks or not _is_whole_line(document, paragraph, words):
            return None
        body = _next_body(document, paragraph)
    generic = not name
    return Asker(form, _sighting(document, paragraph, name or words[:1], body, generic=generic), not generic)


def _name_and_place(document: Document, paragraph: Paragraph, words: Sequence[Token]) -> Asker | None:
    """«أم هند ـ البصرة», «أم هند (البصرة)», «س. م. من بغداد» alone on its line."""
    text = document.text
    if not _is_whole_line(document, paragraph, words):
        return None
    name = _until_sign(text, words, _LONGEST_NAME)
    place = words[len(name) :]
    from_place = bool(place) and [place[0].folded] in _FROM
    place = place[1:] if from_place else place
    if not name or not 0 < len(place) <= _LONGEST_PLACE or any(word.folded.isdigit() for word in words):
        return None
    if not from_place and not _is_parted(text, name[-1].end, place[0].start):
        return None
    return Asker("place", _sighting(document, paragraph, name, _next_body(document, paragraph)), named=True)


def _is_whole_line(document: Document, paragraph: Paragraph, words: Sequence[Token]) -> bool:
    """Whether these words are all of the paragraph, which is no sentence."""
    line = document.text[paragraph.start : paragraph.end].rstrip(" :\t")
    end = paragraph.end - len(document.text[words[-1].end : paragraph.end])
    return (
        len(words) <= _LONGEST_LINE
        and not document.words(end, paragraph.end, limit=1)
        and not (line.endswith(_ENDS_SENTENCE))
    )


def _until_sign(text: str, words: Sequence[Token], most: int) -> list[Token]:
    """The words of a name: up to a sign, «من», or a verb; the dots of initials («س. م.») are inside."""
    name: list[Token] = []
    for number, word in enumerate(words[: most + 1]):
        if [word.folded] in _FROM or [word.folded] in _BEHIND_ASKER:
            return name
        if name and _ENDS_NAME & set(text[name[-1].end : word.start]):
            return name
        if number == most:
            return []
        name.append(word)
    return name


def _is_parted(text: str, end: int, start: int) -> bool:
    """Whether a sign stands between name and place; a dash without spaces is part of a name.

    The full stop of «ع. ق. - كركوك» is the initial's.
    """
    between = text[end:start].lstrip(".")
    sign = between.strip()
    return sign[:1] in _PARTING and (sign[:1] not in _DASHES or len(between) > len(sign))


def _behind_colon(document: Document, paragraph: Paragraph, words: Sequence[Token], first: int) -> int | None:
    """Where the letter begins behind the colon of its opening line, None where there is no colon."""
    stop = words[min(len(words), _LONGEST_LINE) - 1].end
    start = words[first - 1].end if first else paragraph.start
    for position in range(start, min(paragraph.end, stop + 3)):
        character = document.text[position]
        if character in COLONS and document.words(position, paragraph.end, limit=1):
            # «السائلة: أم هند ـ البصرة» has its colon before the name.
            return document.skip_blank(position + 1, paragraph.end)
        if character in COLONS:
            return _next_body(document, paragraph)
        if character in ".؟?!؛":
            return None
    return None


def _next_body(document: Document, paragraph: Paragraph) -> int:
    """Where the speech begins below a line that is all label."""
    if paragraph.index + 1 >= len(document.paragraphs):
        return paragraph.end
    return document.paragraphs[paragraph.index + 1].words_at


def _sighting(
    document: Document, paragraph: Paragraph, name: Sequence[Token], body: int, *, generic: bool = False
) -> Sighting:
    words = tuple(word.folded for word in name)
    initials = all(len(word) == 1 for word in words)
    return Sighting(
        paragraph.index,
        paragraph.start,
        name[0].start,
        name[-1].end,
        body,
        words,
        joined(words) if initials else name_key(words),
        bool(paragraph.mark),
        "colon" if body < paragraph.end else "alone",
        generic=words[0] if generic else "",
    )
