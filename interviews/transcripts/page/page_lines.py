"""What a single line of a page is by its words and signs: a date, a byline, a trail of links, a credit.

A line is looked at by itself here; `apart` knows where it stands. Only what is `sure` may be taken out of
an exchange: «5 مايو 1990» is a page's date above the headline and somebody's answer below a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviews.arabic.tokens import tokenize
from interviews.transcripts.result import SetAsideKind
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.vocabulary import Words, folded_words, lines, phrases, sections

#: Longer paragraphs are sentences, whatever they begin with. In characters.
LONGEST_LINE = 160
#: In words, where a name or two, a place or a title must find room.
_LONGEST_CREDIT, _LONGEST_PART, _LONGEST_CAPTION = 10, 3, 14

_HOME = phrases("apart.txt", "home")
_HERE = phrases("apart.txt", "here")
_MENU = phrases("apart.txt", "menu")
_COUNTER = phrases("apart.txt", "counter")
_BUTTON = phrases("apart.txt", "button")
_BUTTON_FILLER = phrases("apart.txt", "button filler")
_DATE_OPENING = phrases("apart.txt", "date opening")
_DATE_WORD = phrases("apart.txt", "date word")
_BYLINE = phrases("apart.txt", "byline")
_HEADLINE_GOES_ON = phrases("apart.txt", "headline goes on")
_WITH = frozenset(folded_words("مع with"))
_PHOTO = phrases("apart.txt", "photo")
_ARCHIVE = phrases("apart.txt", "archive")
_SOURCE = phrases("apart.txt", "source")
_AGENCY = phrases("apart.txt", "agency")
_RELATED = phrases("apart.txt", "related")
_CLOSING_ALONE = phrases("reporting.txt", "closing alone")

_FIRST_WORDS = frozenset(
    folded_words(line)[0]
    for section in sections("apart.txt")
    if section not in ("button filler", "headline goes on")
    for line in lines("apart.txt", section)
)
#: What else a line of the page has in it: arrows, columns, a bracket at its end, an address.
_INSIDE = re.compile(r"[»›>→←⟩❯|)\]@]|أرشيف")
_ADDRESS = re.compile(r"[^\s@]{1,80}@[^\s@]{1,80}\Z")

_QUOTED = re.compile(r"«[^«»]*»")
_ARROW = re.compile(r"[»›>→←⟩❯]")
_TRAIL_SIGN = re.compile(r"[»›>→←⟩❯|/\\]|\s[-–—.:•]\s")
_PART_SIGN = re.compile(r"\s*[/|:]\s*|\s+[-–—ـ]+\s*|\s*[-–—]+\s+")
_CREDIT_SIGN = re.compile(r"\s*[:：/|]|\s+[-–—ـ]|[-–—ـ]\s")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]\.?\Z")
_AGENCY_BEHIND_PLACE = re.compile(r"([^()\[\]]*)[(\[]([^()\[\]]*)[)\]]\Z")
_SENTENCE_SIGN = re.compile(r"[.؟?!:؛،,…()\d]")
_FULL_STOP = re.compile(r"[.؛;،,…]\s*\Z")
#: Behind the photographer's name or «أرشيف» at the end of a caption: «… (تصوير: نون)», «… - أرشيف».
_CAPTION_END = re.compile(r"(?:[(\[]|\s[-–—ـ/|]\s?)([^()\[\]]{3,40})[)\]]?\Z")
#: Present tense and adverbs of manner tell what a speaker does: «(يضحك)», «(مبتسماً)».
_ACTS = re.compile(r"[يتن]\w{2,}|\w+ا")


@dataclass(frozen=True, slots=True)
class PageLine:
    """What a line is. `heads` is true where it only names what the lines below it are («اقرأ أيضاً:»)."""

    kind: SetAsideKind
    sure: bool
    heads: bool = False


class _Line:
    """A line's text with its folded words."""

    def __init__(self, text: str) -> None:
        tokens = list(tokenize(text))
        self.text = text
        self.words: Words = tuple(token.folded for token in tokens)
        self._ends = [token.end for token in tokens]

    def has_sign_behind(self, count: int) -> bool:
        """Whether a colon, a stroke or a dash stands right behind the first `count` words."""
        return bool(_CREDIT_SIGN.match(self.text, self._ends[count - 1]))

    def stops(self) -> bool:
        """Whether the line ends as a sentence or a clause does."""
        return ends_sentence(self.text)


def page_line(document: Document, paragraph: Paragraph) -> PageLine | None:
    """What a paragraph is if it is a line of the page and not of the article; None for one that asks.

    «الرئيسية » ثقافة» is a "breadcrumb", «آخر تحديث: 3/5/2020» a "dateline", «حاوره: فلان» a "byline",
    «تصوير: فلان» a "caption", «اقرأ أيضاً:» is "related", «المصدر: …» a "credit", «شارك» a "menu".
    """
    if paragraph.end - paragraph.start > LONGEST_LINE or document.asks(paragraph):
        return None
    text = document.text[paragraph.words_at : paragraph.end]
    first = next(tokenize(text), None)
    if first is None or not (_may_open(first.folded) or _INSIDE.search(text)):
        return None
    line = _Line(text)
    return (
        _trail(line)
        or _related(line)
        or _menu(line)
        or _date(line)
        or _caption(line)
        or _credit(line)
        or _byline(line)
    )


def is_dateline(text: str) -> bool:
    """Whether a line may be a place with an agency or a reporter: «عمّان - صوت النهر», «عمّان (نون)»."""
    if ends_sentence(text):
        return False
    bracketed = _AGENCY_BEHIND_PLACE.match(text)
    parts = list(bracketed.groups()) if bracketed else _PART_SIGN.split(text.strip(" :"))
    lengths = [len(folded_words(part)) for part in parts]
    if len(parts) != 2 or not all(0 < length <= _LONGEST_PART for length in lengths):
        return False
    # «الراوي: لن نتراجع أبداً» is a headline.
    return ":" not in text.strip(" :") or (lengths[0] == 1 and lengths[1] < _LONGEST_PART)


def _may_open(word: str) -> bool:
    """Whether a line of the page may begin with a folded word; most lines of a text are told by it."""
    return word in _FIRST_WORDS or word[:1].isdigit() or len(word) == 1


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or a clause does; titles mostly end with their last word."""
    return bool(_FULL_STOP.search(text))


def may_be_menu(text: str, words: int) -> bool:
    """Whether a line of so many words may be one of a menu's: «عربي ودولي»."""
    return 0 < words <= _LONGEST_PART and not _SENTENCE_SIGN.search(text)


def _trail(line: _Line) -> PageLine | None:
    words, plain = line.words, _QUOTED.sub("", line.text)
    here = _HERE.opens(words)
    home = _HOME.opens(words[here:])
    if home + here == len(words) and home:
        return PageLine("breadcrumb", sure=bool(here))
    if not home and not _ARROW.search(plain):
        return None
    parts = [folded_words(part) for part in _TRAIL_SIGN.split(plain)]
    parts = [part for part in parts if part]
    starts = bool(parts) and (parts[0] in _HOME or (here and len(parts) > 1 and parts[1] in _HOME))
    if starts and len(parts) > 1:
        return PageLine("breadcrumb", sure=bool(_ARROW.search(plain)))
    short = all(len(part) <= _LONGEST_PART for part in parts)
    if len(parts) > 2 and short and len(_ARROW.findall(plain)) >= 2:
        return PageLine("breadcrumb", sure=False)
    return None


def _related(line: _Line) -> PageLine | None:
    words = line.words
    length = _RELATED.opens(words)
    if not length:
        return None
    if length == len(words):
        return PageLine("related", sure=True, heads=True)
    if line.has_sign_behind(length) and not line.stops():
        return PageLine("related", sure=True)
    return None


def _menu(line: _Line) -> PageLine | None:
    words = line.words
    if words in _MENU:
        return PageLine("menu", sure=len(words) > 1)
    columns = line.text.split("|")
    if len(columns) > 2 and all(0 < len(folded_words(part)) <= _LONGEST_PART for part in columns):
        return PageLine("menu", sure=True)
    if length := _COUNTER.opens(words):
        rest = words[length:]
        counts = all(word.isdigit() for word in rest)
        if not rest:
            return PageLine("menu", sure=False, heads=True)
        if counts or line.has_sign_behind(length):
            return PageLine("menu", sure=length > 1 or not counts)
    buttons = [word for word in words if [word] in _BUTTON]
    others = [word for word in words if [word] not in _BUTTON and not word.isdigit()]
    if buttons and all([word] in _BUTTON_FILLER for word in others) and [words[0]] not in _BUTTON_FILLER:
        return PageLine("menu", sure=len(buttons) > 1 or bool(others))
    return None


def _date(line: _Line) -> PageLine | None:
    opening = _DATE_OPENING.opens(line.words)
    rest = line.words[opening:]
    numbers = sum(word[:1].isdigit() for word in rest)
    if not numbers or not all(word[:1].isdigit() or [word] in _DATE_WORD for word in rest):
        return None
    if len(line.words) == 1 and numbers == 1:
        return None
    # «نشر في عام 1990» may be what somebody says.
    announced = bool(opening) and (numbers > 2 or line.has_sign_behind(opening))
    return PageLine("dateline", sure=announced)


def _caption(line: _Line) -> PageLine | None:
    words = line.words
    if words in _ARCHIVE:
        return PageLine("caption", sure=len(words) > 1)
    if line.stops() or len(words) > _LONGEST_CAPTION:
        return None
    length = _PHOTO.opens(words)
    if length and line.has_sign_behind(length):
        return PageLine("caption", sure=True)
    if _ARCHIVE.opens(words) > 1:
        return PageLine("caption", sure=True)
    if ending := _CAPTION_END.search(line.text):
        last = folded_words(ending.group(1))
        if last in _ARCHIVE or 0 < _PHOTO.opens(last) < len(last):
            return PageLine("caption", sure=True)
    return None


def _credit(line: _Line) -> PageLine | None:
    words = line.words
    if length := _SOURCE.opens(words):
        if length == len(words):
            return PageLine("credit", sure=False, heads=True)
        if len(words) <= _LONGEST_CREDIT and (length > 1 or line.has_sign_behind(length)):
            return PageLine("credit", sure=False)
    bracketed = _BRACKETED.match(line.text)
    inside = folded_words(bracketed.group(1)) if bracketed else words
    if not inside or len(inside) > _LONGEST_PART:
        return None
    initials = len(inside) > 1 and all(len(word) == 1 for word in inside)
    named = bool(bracketed) and not _ACTS.fullmatch(inside[0]) and inside not in _CLOSING_ALONE
    if initials or [inside[0]] in _AGENCY or (named and not inside[0].isdigit()):
        return PageLine("credit", sure=False)
    return None


def goes_on_as_headline(words: Sequence[str]) -> bool:
    """Whether these folded words behind «حوار» tell with whom or on what, not who held it.

    («خاص», «مع», «سعد») do, and («صريح», «مع», «سعد»); («سعد», «الراوي») do not.
    """
    return bool(_HEADLINE_GOES_ON.opens(words)) or (len(words) > 1 and words[1] in _WITH)


def _byline(line: _Line) -> PageLine | None:
    words = line.words
    if _ADDRESS.match(line.text):
        return PageLine("byline", sure=False)
    length = _BYLINE.opens(words)
    if not length or length == len(words) or len(words) > _LONGEST_CREDIT or line.stops():
        return None
    if goes_on_as_headline(words[length:]) and not _CREDIT_SIGN.search(line.text):
        return None
    # «[أُجري الحوار قبل أسبوع. المحرر]» is a note.
    named = len(words) <= length + _LONGEST_PART and not line.text.startswith(("(", "["))
    return PageLine("byline", sure=False) if named or _CREDIT_SIGN.search(line.text) else None
