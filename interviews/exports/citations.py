"""Words of an interview with their source, in the forms in which they are quoted.

What is not known is left out or said to be unknown. Nothing is guessed: no gender of a speaker, no family
name, no transliteration of a name that the authority has in Arabic only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import override

from interviews.models import Interview, Participant, Turn

from .selection import Selection

_LINES = re.compile(r"\s*[\r\n\x0b\x0c\x85\u2028\u2029]\s*")
# Behind these no full stop follows.
_SENTENCE_ENDS = (".", "؟", "?", "!", "…")
# What turns the direction of all that follows, of names, dates and digits, too, and is no part of a word.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")

_SAMPLE = "نموذج من نسج الخيال"

# What TeX reads as a command, and how it is written instead.
_TEX = {
    "\\": r"\textbackslash{}",
    # Not \{, which BibTeX counts as a brace.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_INNER_MARKS = str.maketrans("“”", "‘’")
_TEX_SIGNS = str.maketrans(_TEX)
# In an address BibTeX and LaTeX's \url read everything as it is, but for these; an address never needs them.
_ADDRESS_SIGNS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a turn, with all that a source says about them.

    ``interview`` is read `for_listing`, and ``turn.participant`` has its names.
    """

    interview: Interview
    turn: Turn
    selection: Selection

    @property
    def words(self) -> str:
        """The words exactly as published."""
        return self.turn.text[self.selection.start : self.selection.end]

    @property
    def line(self) -> str:
        """The words on one line: where the text begins a new one stands a space."""
        return _LINES.sub(" ", _TURNS.sub("", self.words))

    def speaker(self, language: str) -> str:
        """Who says the words, in this language where the authority has it; empty when nobody is named."""
        return _name(self.turn.participant, language) if self.turn.participant else ""

    @property
    def office(self) -> str:
        """The office of who says the words, as it was then; empty for who asks."""
        participant = self.turn.participant
        return participant.office if participant and not self.is_question else ""

    def outlet(self, language: str) -> str:
        outlet = self.interview.outlet
        return outlet.entity.name_in(language) if outlet else ""

    def guests(self, language: str) -> list[str]:
        return [_name(guest, language) for guest in self.interview.guests]

    def authors(self, language: str) -> list[str]:
        """Whom a bibliography lists the interview under: its guests, else who says the words."""
        return self.guests(language) or [name for name in [self.speaker(language)] if name]

    def interviewers(self, language: str) -> list[str]:
        """Who asks, without the outlet itself, which many texts name in the questions."""
        outlet = self.interview.outlet
        own = {name.text for name in outlet.entity.all_names} if outlet else set()
        asking = [p for p in self.interview.participants.all() if p.role != Participant.Role.GUEST]
        return [name for p in asking if (name := _name(p, language)) not in own]

    @property
    def is_question(self) -> bool:
        return bool(self.turn.kind == Turn.Kind.QUESTION)

    def address(self, site: str) -> str:
        """The lasting address of the words."""
        return self.selection.address(self.interview, site)


def _name(participant: Participant, language: str) -> str:
    speaker = participant.speaker
    return speaker.entity.name_in(language) if speaker else participant.label


def arabic(quotation: Quotation, site: str) -> str:
    """As an Arabic newspaper quotes: who says it, in which office, where and when; the words; the address.

    سلمان الراوي، مدير الميناء، في مقابلة مع وكالة النهر بتاريخ 24 آب/أغسطس 2020: «لم يصل الماء».

    Without a verb («قال», «قالت»), since the archive does not know whether man or woman speaks.
    """
    interview = quotation.interview
    speaker, outlet = quotation.speaker("ar"), quotation.outlet("ar")
    guests = _arabic_list([name for name in quotation.guests("ar") if name != speaker])
    title = f"بعنوان «{interview.title}»"
    if quotation.is_question:
        by = speaker if speaker != outlet else ""
        parts = [f"سؤال{f' من {by}' if by else ''}{f' إلى {guests}' if guests else ''}"]
        parts.append(f"في مقابلة {f'منشورة لدى {outlet}' if outlet else title}")
    elif speaker:
        parts = [speaker, quotation.office, f"في مقابلة {f'مع {outlet}' if outlet else title}"]
    else:
        parts = [f"من نصّ مقابلة{f' مع {guests}' if guests else ''}"]
        parts.append(f"منشورة لدى {outlet}" if outlet else title)
    with override("ar"):
        day = f" بتاريخ {date_format(interview.published_on)}" if interview.published_on else "، بلا تاريخ"
    source = "، ".join(_one_line(part) for part in parts if part)
    # What was invented to show the archive must not be passed on as said.
    sample = f" ({_SAMPLE})" if interview.is_sample else ""
    stop = "" if quotation.line.endswith(_SENTENCE_ENDS) else "."
    return f"{source}{day}{sample}: «{quotation.line}»{stop}\n{quotation.address(site)}"


def _arabic_list(names: list[str]) -> str:
    """«سلمان الراوي ومايا الخطيب»."""
    return " و".join(names)


def chicago(quotation: Quotation, site: str) -> str:
    """A note by the Chicago Manual of Style, 17th edition (14.211-213: published interviews).

    Salman al-Rawi, “Title,” interview by Maya al-Khatib, Nahr Agency, August 24, 2020, https://….
    """
    return f"{_note(quotation)}, {quotation.address(site)}."


def _note(quotation: Quotation) -> str:
    interview = quotation.interview
    people = quotation.authors("en")
    if not quotation.is_question and (speaker := quotation.speaker("en")):
        # First who says the words, then whoever else was there.
        people = [speaker, *(name for name in people if name != speaker)]
    parts = [_english_list(people)] if people else []
    # Quotation marks within quotation marks are single ones.
    parts.append(f"“{interview.title.translate(_INNER_MARKS)}”")
    asking = _english_list(quotation.interviewers("en"))
    parts.append(f"interview by {asking}" if asking else "interview")
    if outlet := quotation.outlet("en"):
        parts.append(outlet)
    day = interview.published_on
    with override("en"):
        parts.append(date_format(day, "F j, Y") if day else "n.d.")
    if interview.is_sample:
        parts.append("invented sample")
    # American style: the comma stands within the quotation marks.
    return ", ".join(_one_line(part) for part in parts).replace("’”,", ",’”").replace("”,", ",”")


def _english_list(names: list[str]) -> str:
    """ "A", "A and B", "A, B, and C"."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def bibtex(quotation: Quotation, site: str) -> str:
    """An entry for BibTeX, in UTF-8; its key stays the same whatever is edited.

    The names stand in braces of their own, since nobody knows which of their words is the family's.
    """
    interview = quotation.interview
    day = interview.published_on
    language = {"ar": "arabic", "ckb": "kurdish", "en": "english"}.get(interview.language, "")
    outlet = quotation.outlet("en")
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in quotation.authors("en")),
        "title": f"{{{_tex(interview.title)}}}",
        "howpublished": _tex(f"Interview, {outlet}" if outlet else "Interview"),
        # Without a date none of the three: biblatex refuses «n.d.» as a year, and writes it by itself.
        "year": str(day.year) if day else "",
        "month": f"{day:%b}".lower() if day else "",
        "date": day.isoformat() if day else "",
        "language": language,
        "url": quotation.address(site).translate(_ADDRESS_SIGNS),
        "note": _tex(_note_of_words(quotation)),
    }
    lines = [
        # A month is one of BibTeX's own words, which the style writes in its language.
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{entry_key(quotation)},", *lines, "}", ""])


def entry_key(quotation: Quotation) -> str:
    """The name of a quotation's entry and file: ``interview-12-k3v9m2xw7d``."""
    return f"interview-{quotation.interview.pk}-{quotation.turn.key}"


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX_SIGNS)


def ris(quotation: Quotation, site: str) -> str:
    """A record of the RIS format, for Zotero, EndNote and others: lines end in CR LF, the last is ``ER``.

    RIS has no type for a published interview; NEWS, the article of a news outlet, is the nearest one.
    """
    interview = quotation.interview
    day = interview.published_on
    fields = [
        ("TY", "NEWS"),
        ("ID", entry_key(quotation)),
        *(("AU", name) for name in quotation.authors("en")),
        *(("A2", name) for name in quotation.interviewers("en")),
        ("TI", interview.title),
        ("T2", quotation.outlet("en")),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}" if day else ""),
        ("CY", interview.place),
        ("LA", interview.language),
        ("UR", quotation.address(site)),
        ("N1", _note_of_words(quotation)),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _note_of_words(quotation: Quotation) -> str:
    """«الماء لم يصل» (سلمان الراوي، مدير الميناء)، and of a sample that it is one."""
    who = "، ".join(part for part in (quotation.speaker("ar"), quotation.office) if part)
    words = f"«{quotation.line}» ({who})" if who else f"«{quotation.line}»"
    return f"{words}؛ {_SAMPLE}" if quotation.interview.is_sample else words


def _one_line(text: str) -> str:
    """A text that stays in its field, whatever characters somebody pasted into it."""
    return " ".join(_BREAKS.sub(" ", _TURNS.sub("", text)).split())


#: The forms in the order in which they are offered; each takes a quotation and the archive's address.
FORMS: dict[str, Callable[[Quotation, str], str]] = {
    "arabic": arabic,
    "chicago": chicago,
    "bibtex": bibtex,
    "ris": ris,
}
