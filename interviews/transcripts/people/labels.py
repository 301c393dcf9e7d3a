"""What stands at the beginning of a paragraph and may be the name of who speaks.

Nothing is decided here: a `Sighting` is a possible label. `voices.py` decides which are labels.
"""

import re
from dataclasses import dataclass
from typing import Literal

from interviews.arabic.letters import FATHATAN
from interviews.arabic.tokens import Token
from interviews.transcripts.people.names import is_office, name_key
from interviews.transcripts.text.paragraphs import OPENING_WORDS, Document, Paragraph
from interviews.transcripts.text.reporting import (
    COLONS,
    OPENING_QUOTES,
    is_abbreviation,
    is_time,
    without_conjunction,
)
from interviews.transcripts.vocabulary import Words, folded_words, lines, phrases

Side = Literal["question", "answer"]
Ending = Literal["colon", "quote", "comma", "dash", "alone", "nothing"]

_REACH = 100
#: One less than is looked at, to see whether there are more.
_MOST_WORDS = OPENING_WORDS - 1
_COLON = re.compile(f"[{COLONS}]")
_SENTENCE_SIGN = re.compile(r"[؟?!؛;…\"«»“”\[\]/\\@<>|]|\.")
#: «نون», [المحرر], صحيفة "نون": a label in quotation marks or brackets, wholly or behind one or two words.
_WRAPPED = re.compile(r"(?:[^\W\d_]+\s){0,2}[«\"“‟\[]([^«»\"“”\[\]]+)[»\"”\]][\s*_]*\Z")
#: «سعد الراوي [مقاطعاً]:»
_STAGE = re.compile(r"(?<=[^\W_])\s*\[[^\[\]]{1,40}\]\s*\Z")
_ABBREVIATION = re.compile(r"(?<!\w)(?:[^\W\d_]|dr|mrs?|ms|prof|st)\.", re.IGNORECASE)
_AFTER_COLON = re.compile(r"[\s*_]*")
_DASHES = frozenset("-–—")
_GENERIC_SIGN = re.compile(f"[\\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*(?:[{COLONS}.)\\]/،,‐‑‒–—―−ـ-]|\\Z)")
_GENERIC_TAIL = re.compile(f"[\\s\u200e\u200f\u202a-\u202e\u2066-\u2069{COLONS}.)\\]/،,‐‑‒–—―−ـ*_-]*")
_NUMBERED = re.compile(r"([^\W\d_]+)(\d+)\Z")


def _generic_words() -> tuple[dict[str, Side], frozenset[tuple[str, str]]]:
    sides: dict[str, Side] = {}
    pairs: set[tuple[str, str]] = set()
    for line in lines("labels.txt", "pair"):
        question, answer = (folded_words(half)[0] for half in line.split("|"))
        sides[question], sides[answer] = "question", "answer"
        pairs.add((question, answer))
    return sides, frozenset(pairs)


#: «س», «جواب», «Q»: folded word -> the side it stands for, and which of them go together.
GENERIC_SIDES, GENERIC_PAIRS = _generic_words()
_ENUMERATORS = phrases("labels.txt", "enumerator")
#: «السؤال الثاني عشر:», «السؤال الخامس والعشرون:»
_TENS = frozenset(folded_words("عشر عشرة والعشرون والعشرين والثلاثون والثلاثين"))
_CREDITS = phrases("reporting.txt", "credit")
_SENTENCE = phrases("labels.txt", "sentence")
#: «الراوي في حوار مع نون: …» and «الراوي لـ«نون»: …» are headlines; a label holds no preposition.
_BETWEEN_WORDS = frozenset(
    folded_words("في مع عن إلى حول ل لـ لصحيفة لجريدة لمجلة لوكالة لموقع لقناة لإذاعة")
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A possible label: `text[start:body_start]` with the name itself at `text[name_start:name_end]`.

    `key` is what it is compared by (`names.name_key`); `generic` is the word of a label that names nobody
    («س», «جواب»), else empty. `qualified` labels carry more than a name («سعد الراوي، مدير المركز:»).
    """

    paragraph: int
    start: int
    name_start: int
    name_end: int
    body_start: int
    words: Words
    key: Words
    marked: bool
    ending: Ending
    generic: str = ""
    qualified: bool = False
    #: Without a colon it is a label only as one of many like it.
    weak: bool = False


def generic_sighting(document: Document, paragraph: Paragraph) -> Sighting | None:
    """A label that names nobody: «س:», «ج -», «س١:», «السؤال الثاني:», «Q2.», «پرسیار:», «س» alone."""
    words = document.opening_words(paragraph, 3)
    if not words or words[0].start != paragraph.words_at:
        return None
    word, last = words[0].folded, 0
    numbered = _NUMBERED.match(word)
    if numbered:
        word = numbered.group(1)
    elif len(words) > 1 and (words[1].folded.isdigit() or [words[1].folded] in _ENUMERATORS):
        last = 2 if len(words) > 2 and words[2].folded in _TENS else 1
    if word not in GENERIC_SIDES:
        return None
    between = document.text[words[0].end : words[1].start] if last else ""
    if last and not (_only_blank(between) and (words[1].folded.isdigit() or "-" not in between)):
        # «ج- أولاً» is an answer that counts.
        last = 0
    name_end = words[last].end
    # Tatweel after the letter («جـ:») is part of the token; a dash written with it is not («ج ـ»).
    sign = _GENERIC_SIGN.match(document.text, name_end, paragraph.end)
    if not sign:
        return None
    tail = _GENERIC_TAIL.match(document.text, name_end, paragraph.end)
    body = tail.end() if tail else name_end
    separated = any(
        character in COLONS or character in "-–—ـ.)" for character in document.text[name_end:body]
    )
    if len(word) > 1 and not separated and body < paragraph.end:
        return None
    return Sighting(
        paragraph.index,
        paragraph.start,
        words[0].start,
        name_end,
        _body_or_next(document, paragraph, body),
        (word,),
        ("", word),
        bool(paragraph.mark),
        "colon" if body < paragraph.end else "alone",
        generic=word,
    )


def colon_sighting(document: Document, paragraph: Paragraph) -> Sighting | None:
    """One to seven words before a colon: «- وكالة نون:», «د. سعد الراوي (ضاحكاً) :».

    A number may stand before it («1- نون:»), quotation marks or brackets around it («[المحرر]:»).

    No label: a time («10:30»), a link («https://…»), words with a sentence's punctuation among them, the
    beginning of a sentence («قلت له:»), a word in the accusative («نطلب شيئاً واحداً:»), words of enumeration
    («أولاً:», «مثلاً:») and credits («ترجمة:»).
    """
    text = document.text
    begins = document.label_at(paragraph)
    colon = _COLON.search(text, begins, min(paragraph.end, begins + _REACH))
    if not colon or is_time(text, colon.start()) or text.startswith("//", colon.end()):
        return None
    head = _STAGE.sub("", text[begins : colon.start()])
    wrapped = _WRAPPED.match(head)
    if _SENTENCE_SIGN.search(_ABBREVIATION.sub("", wrapped.group(1) if wrapped else head)):
        return None
    words = [word for word in document.first_words(begins, paragraph.end) if word.end <= colon.start()]
    if not 1 <= len(words) <= _MOST_WORDS:
        return None
    name, qualified = _name_part(text, words)
    if any(FATHATAN in text[word.start : word.end] for word in name):
        return None
    folded = tuple(word.folded for word in name)
    if any(word in _BETWEEN_WORDS for word in folded[1:]):
        return None
    if len(folded) in (_ENUMERATORS.opens(folded), _CREDITS.opens(folded)) or begins_sentence(folded):
        return None
    after = _AFTER_COLON.match(text, colon.end(), paragraph.end)
    body = document.skip_blank(after.end() if after else colon.end(), paragraph.end)
    return Sighting(
        paragraph.index,
        paragraph.start,
        name[0].start,
        # «صحيفة «نون»» keeps the mark that closes what opened inside the name.
        begins + wrapped.end(1) + 1 if wrapped and wrapped.start(1) > 1 else name[-1].end,
        _body_or_next(document, paragraph, body),
        folded,
        name_key(folded),
        bool(paragraph.mark),
        "colon" if body < paragraph.end else "alone",
        qualified=qualified,
    )


def bare_sighting(document: Document, paragraph: Paragraph) -> Sighting | None:
    """The words before the first comma, dash or quotation mark, or all of a short line: «- سعد الراوي، "…».

    Only a name that is already known makes a label of it; with the ending "nothing" the sighting holds
    the opening words without knowing where the name ends.
    """
    text = document.text
    words = document.opening_words(paragraph)
    if not words or words[0].start != paragraph.words_at:
        return None
    name: list[Token] = []
    ending: Ending = "nothing"
    body = words[0].start
    for number, word in enumerate(words[:_MOST_WORDS]):
        name.append(word)
        following = words[number + 1].start if number + 1 < len(words) else paragraph.end
        between = text[word.end : following]
        sign = between.strip(" \t\u00a0\u200e\u200f")
        if word.end == paragraph.end or (number + 1 == len(words) and not sign):
            ending, body = "alone", paragraph.end
            break
        if not sign or (sign == "." and is_abbreviation(text, word.end)):
            continue
        if sign[0] in "،,":
            ending = "quote" if any(character in OPENING_QUOTES for character in sign) else "comma"
            body = word.end + between.index(sign[0]) + 1
        elif sign[0] in OPENING_QUOTES:
            ending, body = "quote", word.end + between.index(sign[0])
        elif (sign[0] in "-–—―−" and between[0].isspace() and between[-1].isspace()) or sign == "/":
            ending, body = "dash", word.end + between.index(sign[0]) + 1
        break
    folded = tuple(word.folded for word in name)
    return Sighting(
        paragraph.index,
        paragraph.start,
        name[0].start,
        name[-1].end,
        _body_or_next(document, paragraph, document.skip_blank(body, paragraph.end)),
        folded,
        name_key(folded),
        bool(paragraph.mark),
        ending,
        weak=True,
    )


def begins_sentence(words: Words) -> bool:
    """Whether a sentence begins with these folded words, not a name: «وهنا أقول», «قلت له», «لكن السؤال»."""
    return bool(_SENTENCE.opens(words) or _SENTENCE.opens((without_conjunction(words[0]), *words[1:])))


def shortened(document: Document, sighting: Sighting, count: int) -> Sighting:
    """A sighting without ending whose name is only its first `count` words; the text follows at once."""
    words = document.words(sighting.name_start, sighting.name_end, limit=count)
    end = words[-1].end
    folded = tuple(word.folded for word in words)
    paragraph = document.paragraphs[sighting.paragraph]
    return Sighting(
        sighting.paragraph,
        sighting.start,
        sighting.name_start,
        end,
        document.skip_blank(end, paragraph.end),
        folded,
        name_key(folded),
        sighting.marked,
        "nothing",
    )


def _only_blank(between: str) -> bool:
    return not between.strip(" \t\u00a0\u200e\u200f()[].-")


def _name_part(text: str, words: list[Token]) -> tuple[list[Token], bool]:
    """The words before a comma, a bracket or an office, and whether what follows a comma is no office."""
    for number in range(1, len(words)):
        between = text[words[number - 1].end : words[number].start]
        follows_office = is_office(words[number].folded)
        # «نون - سعد:» is one label, «سعد - رئيس اللجنة:» is a name with an office.
        if any(sign in between for sign in "،,([") or (follows_office and between.strip() in _DASHES):
            # «سعد الراوي (ضاحكاً):» is the name alone; behind a comma may stand any part of a sentence.
            return words[:number], not follows_office and "(" not in between and "[" not in between
    return words, False


def _body_or_next(document: Document, paragraph: Paragraph, body: int) -> int:
    """Where the speech begins: on the label's line, else behind the mark of the next («س» / «ـ بداية…»)."""
    if body < paragraph.end or paragraph.index + 1 >= len(document.paragraphs):
        return body
    return document.paragraphs[paragraph.index + 1].words_at
