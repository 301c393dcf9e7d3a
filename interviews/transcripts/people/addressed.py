"""Who is asked? Questions that call somebody by name: «دكتور سعد، كيف …؟», «ما تعليقك سيد سعد على ذلك؟».

In a panel the answer behind such a question is that guest's; a question to all leaves it open. Where all
calls are to one, they help to find the guest of the interview (`guests.py`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interviews.transcripts.layouts.candidate import Candidate, Piece
from interviews.transcripts.people.guests import find_guest, named_in_lead
from interviews.transcripts.people.names import is_spelling, joined
from interviews.transcripts.people.running_names import RunningText, describes_person, has_article, word_set
from interviews.transcripts.people.voices import Called, Voice
from interviews.transcripts.result import Span
from interviews.transcripts.text.asking import addresses
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.vocabulary import Words, folded_words, phrases

_VOCATIVES = word_set("vocative")
_GREETINGS = phrases("guests.txt", "greeting")
_CALLS, _WELCOME = word_set("calls"), word_set("welcome")
_ASKS_NAME = phrases("guests.txt", "asks name")
_POINTS = frozenset(folded_words("ذلك هذا هذه الأمر الآن اليوم"))
_QUESTION_MARKS = ("؟", "?")
#: No colon: «الدكتور سعد: …» is a label.
_ENDS_CALL = "،,.…!؟?"
#: The place of a call that stands in no question.
_IN_LEAD = -1
#: So many words of a question are looked at; so many titles and greetings may stand before a name.
_MOST_WORDS, _MOST_TITLES, _MOST_GREETINGS = 80, 3, 3
_MOST_NAME_WORDS = 5
_LAST_OF_LEAD = 3
#: Where more are called or have labels, it is no panel.
_MOST_GUESTS = 30
_TO_ALL = "السؤال لا يسمّي من يجيب، وفي الحوار أكثر من ضيف"


@dataclass(frozen=True, slots=True)
class _Call:
    """Somebody called in the question of a piece; `sure` where the words alone show that it is a call."""

    piece: int
    called: Called
    sure: bool


def with_addressees(document: Document, candidate: Candidate) -> Candidate:
    """The candidate with the answers of guests without labels given to whom the questions call.

    «الوزير سعد الراوي.. كيف …؟» and «ما رأيك سيد كريم؟» in one interview make two guests; answers behind
    questions that call nobody then have no voice, and a reason.
    """
    nameless = [voice for voice in candidate.voices if voice.generic and voice.role == "guest"]
    labelled = [voice for voice in candidate.voices if voice.role == "guest" and not voice.generic]
    if len(nameless) != 1 or not candidate.pieces or len(labelled) > _MOST_GUESTS:
        return candidate
    calls = _calls(document, candidate, labelled)
    if not 0 < len({call.called.key for call in calls}) <= _MOST_GUESTS:
        return candidate
    guest = None if labelled else find_guest(document, candidate.pieces[0].start).guest
    if guest and guest.sure:
        # «يا صديقي سعد» in the only guest's own interview makes no panel.
        return candidate
    guests = _guests(calls, labelled)
    if len({id(voice) for voice in guests.values()}) <= 1 and not labelled:
        nameless[0].called = [call.called for call in calls]
        return candidate
    added = [voice for voice in dict.fromkeys(guests.values()) if voice not in candidate.voices]
    pieces = list(_assigned(candidate.pieces, guests, nameless[0]))
    known = [voice for voice in candidate.voices if voice is not nameless[0]]
    return replace(candidate, pieces=pieces, voices=[*known, *added])


def _assigned(pieces: Sequence[Piece], guests: dict[int, Voice], nameless: Voice) -> Iterator[Piece]:
    """The pieces, an answer right behind a call given to whom it calls, other nameless answers to nobody."""
    asked: Voice | None = None
    for index, piece in enumerate(pieces):
        if piece.kind == "question":
            asked = guests.get(index)
        elif piece.kind == "answer":
            if piece.voice is nameless:
                problem = piece.problem or ("" if asked else "unknown_speaker")
                reason = piece.reason or ("" if asked else _TO_ALL)
                piece = replace(piece, voice=asked, problem=problem, reason=reason)
            asked = None
        yield piece


def _calls(document: Document, candidate: Candidate, labelled: Sequence[Voice]) -> list[_Call]:
    """Who is called in each question, at most one; what may be a call only where the name is known."""
    pieces = candidate.pieces
    in_lead = _calls_in_lead(document, pieces[0].start)
    possible = [_Call(_IN_LEAD, called, sure) for called, sure in in_lead if sure]
    for index, piece in enumerate(pieces):
        if piece.kind == "question":
            end = pieces[index + 1].start if index + 1 < len(pieces) else len(document.text)
            text = RunningText.read(document, max(piece.start, piece.body_start), end, _MOST_WORDS)
            possible += [_Call(index, called, sure) for called, sure in _calls_in(text)]
            if [word.folded for word in text.words] in _ASKS_NAME and index + 1 < len(pieces):
                possible += _own_name(document, pieces, index + 1)
    known = [call.called.key for call in possible if call.sure]
    known += [key for voice in labelled for key in voice.keys]
    known += named_in_lead(document, pieces[0].start)
    by_word = _by_word(known)
    found: dict[int, _Call] = {}
    for call in possible:
        near = by_word.get(call.called.key[-1], [])[:_MOST_GUESTS]
        if call.sure or any(is_spelling(call.called.key, key) for key in near):
            found.setdefault(call.piece, call)
    return list(found.values())


def _own_name(document: Document, pieces: Sequence[Piece], index: int) -> Iterator[_Call]:
    """The name with which «الاسم؟» is answered."""
    end = pieces[index + 1].start if index + 1 < len(pieces) else len(document.text)
    answer = RunningText.read(document, pieces[index].body_start, end, _MOST_WORDS)
    last = answer.name_at(0)
    if last is not None:
        yield _Call(_IN_LEAD, _called(answer, 0, last), sure=True)


def _calls_in_lead(document: Document, end: int) -> Iterator[tuple[Called, bool]]:
    """The calls in the last paragraphs before the first turn: «أهلاً بك أستاذ سعد، …»."""
    before = bisect_left(document.paragraphs, end, key=lambda paragraph: paragraph.start)
    for paragraph in document.paragraphs[max(0, before - _LAST_OF_LEAD) : before]:
        yield from _calls_in(RunningText.read(document, paragraph.start, min(paragraph.end, end)))


def _by_word(keys: Sequence[Words]) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for key in dict.fromkeys(keys):
        for word in key:
            found.setdefault(word, []).append(key)
    return found


def _calls_in(text: RunningText) -> Iterator[tuple[Called, bool]]:
    """The names in a question that may be calls, and whether each surely is one."""
    opening = _behind_greeting(text)
    if found := _name(text, opening, greeted=opening > 0):
        titled, first, last = found
        if text.signs[last] and text.signs[last] in _ENDS_CALL and last + 1 < len(text.words):
            yield _called(text, first, last), titled or opening > 0
    for index in range(len(text.words)):
        word = text.folded(index)
        if index >= opening and (word in _VOCATIVES or word in _CALLS) and (found := _name(text, index)):
            _, first, last = found
            set_off = bool(text.signs[last]) and text.signs[last] in _ENDS_CALL
            welcomed = bool(index) and text.folded(index - 1) in _WELCOME
            yield _called(text, first, last), word in _CALLS or set_off or welcomed
        elif (
            index > 1 and text.signs[index] in _QUESTION_MARKS and _completes_question(text.folded(index - 1))
        ):
            # «كيف ترى ذلك سعد؟»
            yield _called(text, index, index), False


def _completes_question(word: str) -> bool:
    """Whether a question may end with a word, a name behind it being a call: «ذلك», «رأيك», «تعتقدون»."""
    return word in _POINTS or bool(addresses([word]))


def _behind_greeting(text: RunningText) -> int:
    at = 0
    for _ in range(_MOST_GREETINGS):
        length = _GREETINGS.opens([text.folded(index) for index in range(at, at + 4)])
        if not length:
            break
        at += length
    return at


def _name(text: RunningText, index: int, greeted: bool = False) -> tuple[bool, int, int] | None:
    """Whether titles stand at a word, and the name behind them: «سيد سعد», «الوزير الراوي», «يا سعد».

    One word alone is a name behind a title or a greeting.
    """
    first = index
    while first < index + _MOST_TITLES and (
        describes_person(text.folded(first)) or text.folded(first) in _CALLS | _VOCATIVES
    ):
        if text.signs[first]:
            return None
        first += 1
    titled = first > index
    last = text.name_at(first, titled=titled or greeted)
    if last is None and titled and has_article(text.folded(first)) and text.signs[first]:
        # «الوزير الراوي.. هل …؟»
        last = first
    if last is None or last - first >= _MOST_NAME_WORDS:
        return None
    return titled, first, last


def _called(text: RunningText, first: int, last: int) -> Called:
    words = text.words[first : last + 1]
    return Called(joined([word.folded for word in words]), Span(words[0].start, words[-1].end))


def _guests(calls: Sequence[_Call], voices: Sequence[Voice]) -> dict[int, Voice]:
    """The voice of who is called, by the piece's index: one that has labels, or a new one; none in doubt."""
    all_voices = list(voices)
    found: dict[int, Voice] = {}
    for call in sorted(calls, key=lambda call: -len(call.called.key)):
        key = call.called.key
        meant = [
            voice
            for voice in all_voices
            if any(is_spelling(key, other) or is_spelling(other, key) for other in voice.keys)
        ]
        if len(meant) > 1:
            continue
        voice = meant[0] if meant else Voice(role="guest")
        if not meant:
            all_voices.append(voice)
        if key not in voice.keys:
            voice.keys.append(key)
        voice.called.append(call.called)
        found[call.piece] = voice
    return found
