"""Who is the guest of an interview whose turns have no names? What the lead and the headline show.

Every name that something introduces (`clues.py`) is a candidate; each kind of evidence counts once, a name
that comes back counts more, and the best wins. Where two are near one another nobody is guessed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from interviews.transcripts.page.page_lines import goes_on_as_headline
from interviews.transcripts.people.clues import Clue, ClueKind, ClueSearch
from interviews.transcripts.people.lead_people import Lead
from interviews.transcripts.people.names import is_spelling, joined, without_article
from interviews.transcripts.people.running_names import RunningText, tells
from interviews.transcripts.people.voices import Called
from interviews.transcripts.result import SetAsideKind, Span
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import without_conjunction
from interviews.transcripts.vocabulary import Words, phrases

_WEIGHTS: dict[ClueKind, float] = {
    "met": 5.0,
    "headline": 4.0,
    "is": 4.0,
    "told": 2.0,
    "said": 1.5,
    "title": 2.0,
    "office": 2.0,
    "last": 2.5,
    "spoken of": 0.5,
}
_REASONS: dict[ClueKind, str] = {
    "met": "يُذكر اللقاء به",
    "headline": "اسمه في العنوان",
    "is": "تقدّمه المقدمة",
    "told": "تحدث إلى الصحيفة",
    "said": "يُنسب إليه كلام",
    "title": "يسبق اسمه لقب أو مهنة",
    "office": "مع اسمه منصب أو مهنة",
    "last": "اسمه آخر كلمات المقدمة",
}
_INTRODUCED: frozenset[ClueKind] = frozenset({"met", "is", "headline"})
_CALLED = "يُخاطَب باسمه في الأسئلة"
_REPEATED = "يتكرر اسمه"
#: What it counts that questions call somebody by this name; that the name comes back; how often at most.
_CALLED_WEIGHT, _AGAIN, _MOST_AGAIN, _FIRST = 4.0, 0.8, 3, 0.5
#: Below the first nobody is taken, below the second with a doubt; and how far ahead of the next one must be.
_TAKEN, _SURE, _AHEAD = 2.5, 4.0, 1.0
#: Names are looked for in so many words of a lead.
_MOST_WORDS = 2000
_NOT_READ: frozenset[SetAsideKind] = frozenset(
    {"byline", "dateline", "menu", "breadcrumb", "related", "credit", "number"}
)
_BYLINE = phrases("apart.txt", "byline")
_BYLINE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Guest:
    """The guest with the office held.

    `sure` is False where the evidence is thin, `reason` tells it; `introduced` that the encounter is spoken
    of, or the name stands in the headline.
    """

    name: str
    start: int
    end: int
    office: str
    sure: bool
    reason: str
    introduced: bool


@dataclass(slots=True)
class _Candidate:
    key: Words
    clues: list[Clue] = field(default_factory=list)
    again: int = 0
    called: Called | None = None
    #: Whether the lead names nobody before.
    first: bool = False

    @property
    def kinds(self) -> set[ClueKind]:
        return {clue.kind for clue in self.clues}

    @property
    def score(self) -> float:
        found = sum(_WEIGHTS[kind] for kind in self.kinds)
        found += _AGAIN * min(self.again, _MOST_AGAIN) + _FIRST * self.first
        return found + (_CALLED_WEIGHT if self.called else 0.0)

    @property
    def reason(self) -> str:
        told = [reason for kind, reason in _REASONS.items() if kind in self.kinds]
        told += [_REPEATED] if self.again else []
        told += [_CALLED] if self.called else []
        return "، ".join(told)


@dataclass(frozen=True, slots=True)
class Found:
    """The guest, or None; `rivals` are the names between which nothing decides."""

    guest: Guest | None
    rivals: tuple[Span, ...] = ()


def find_guest(
    document: Document, lead_end: int, called: Sequence[Called] = (), opening_end: int = 0
) -> Found:
    """The guest of `text[:lead_end]`: «أكد مدير الميناء سعد الراوي في حوار مع «نون» أن …» gives «سعد الراوي».

    `called` are the names that questions use. Nobody is found where nothing introduces anybody, and where two
    are introduced alike; then `rivals` says between whom. Where the lead has nobody, somebody may be plainly
    introduced in the first turn, up to `opening_end`. Time is bounded for leads of any length.
    """
    found = _guest_before(document, lead_end, called)
    if found.guest is None and not found.rivals and opening_end > lead_end:
        further = _guest_before(document, opening_end, called)
        return further if further.guest and further.guest.introduced else found
    return found


def _guest_before(document: Document, lead_end: int, called: Sequence[Called]) -> Found:
    text = RunningText.read(document, 0, lead_end, limit=_MOST_WORDS)
    candidates = _candidates(text, _passed_over(document, text), called)
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    if not ranked or ranked[0].score < _TAKEN:
        return Found(None)
    best = ranked[0]
    near = [one for one in ranked if best.score - one.score < _AHEAD]
    if len(near) > 1:
        return Found(None, tuple(_place(text, one) for one in near))
    return Found(_guest(document, text, best))


def named_in_lead(document: Document, lead_end: int) -> list[Words]:
    """The names that `text[:lead_end]` introduces, as keys to compare labels with: («سعد», «راوي»)."""
    text = RunningText.read(document, 0, lead_end, limit=_MOST_WORDS)
    found = _candidates(text, _passed_over(document, text), ())
    return [candidate.key for candidate in found if candidate.kinds != {"spoken of"}]


def _guest(document: Document, text: RunningText, best: _Candidate) -> Guest:
    place = _place(text, best)
    person = Lead(document, text.words[-1].end if text.words else 0).find(best.key)
    office = " ".join(person.office.split()) if person else ""
    name = " ".join(document.text[place.start : place.end].split())
    introduced = bool(best.kinds & _INTRODUCED)
    return Guest(name, place.start, place.end, office, best.score >= _SURE, best.reason, introduced)


def _place(text: RunningText, candidate: _Candidate) -> Span:
    """Where the fullest form of a candidate's name stands."""
    if not candidate.clues:
        return candidate.called.place if candidate.called else Span(0, 0)
    clue = max(candidate.clues, key=lambda clue: clue.last - clue.first)
    start = text.words[clue.first].start + (1 if clue.joined else 0)
    return Span(start, text.words[clue.last].end)


def _passed_over(document: Document, text: RunningText) -> frozenset[int]:
    """The words of bylines, datelines and menus: «حاورته: نادية حداد» names no guest."""
    apart = [piece for piece in document.apart if piece.kind in _NOT_READ]
    found: set[int] = set()
    number = 0
    for index, word in enumerate(text.words):
        while number < len(apart) and apart[number].end <= word.start:
            number += 1
        if number < len(apart) and apart[number].start <= word.start:
            found.add(index)
        opening = [text.folded(at) for at in range(index, index + 4)]
        length = _BYLINE.opens(opening)
        fenced = text.opens(index) or text.signs[index - 1] in ("/", "|", "-", "–", "(", ":")
        if length and fenced and not goes_on_as_headline(opening[length:]):
            found.update(_rest_of_line(text, index, index + length + _BYLINE_WORDS))
    return frozenset(found)


def _rest_of_line(text: RunningText, start: int, end: int) -> range:
    for index in range(start, min(end, len(text.words))):
        if text.signs[index] == "\n":
            return range(start, index + 1)
    return range(start, min(end, len(text.words)))


def _candidates(text: RunningText, passed_over: frozenset[int], called: Sequence[Called]) -> list[_Candidate]:
    by_key: dict[Words, _Candidate] = {}
    for clue in ClueSearch(text, passed_over).run():
        key = _key(text, clue)
        by_key.setdefault(key, _Candidate(key)).clues.append(clue)
    found: list[_Candidate] = []
    by_word: dict[str, list[_Candidate]] = {}
    for candidate in sorted(by_key.values(), key=lambda one: -len(one.key)):
        whole = [one for one in by_word.get(candidate.key[0], ()) if is_spelling(candidate.key, one.key)]
        if len(whole) == 1:
            whole[0].clues += candidate.clues
        elif not whole:
            found.append(candidate)
            for word in set(candidate.key):
                by_word.setdefault(word, []).append(candidate)
    _count_again(text, found)
    _mark_first(found)
    for call in {call.key: call for call in called}.values():
        meant = [one for one in found if is_spelling(call.key, one.key)]
        if len(meant) == 1:
            meant[0].called = call
        elif not meant:
            found.append(_Candidate(call.key, called=call))
    return found


def _mark_first(candidates: Sequence[_Candidate]) -> None:
    """Marks who is named first, and those who are joined to that one by «و»."""
    begins = {id(one): min(clue.first for clue in one.clues) for one in candidates}
    for candidate in candidates:
        behind = any(clue.joined for clue in candidate.clues)
        candidate.first = behind or begins[id(candidate)] == min(begins.values())


def _key(text: RunningText, clue: Clue) -> Words:
    words = [text.folded(at) for at in range(clue.first, clue.last + 1)]
    if clue.joined:
        words[0] = without_conjunction(words[0])
    return joined(words)


def _count_again(text: RunningText, candidates: Sequence[_Candidate]) -> None:
    """How often each surname comes back, and «وقال الراوي» for one whose full name stands elsewhere."""
    counts = Counter(without_article(word.folded) for word in text.words)
    said = {
        without_article(following.folded): index
        for index, (word, following) in enumerate(pairwise(text.words))
        if tells(word.folded) and not text.signs[index]
    }
    for candidate in candidates:
        surname = candidate.key[-1]
        candidate.again = counts[surname] - 1
        if surname in said and candidate.again > 0:
            clue = candidate.clues[0]
            candidate.clues.append(Clue("said", clue.first, clue.last, clue.described, clue.joined))
