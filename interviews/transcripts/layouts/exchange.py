"""Interviews without labels: marks, numbers, bold questions, question marks, alternation tell the turns.

So «●» / «●●», «* … -», a dash on both sides, numbers before the questions alone, bold questions, and no sign
at all are one layout: what each sign opens is learned from the document (`exchange_model.py`). The confidence
of a turn is the model's posterior probability that a turn of this kind opens there.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from interviews.transcripts.layouts.candidate import Candidate, Piece
from interviews.transcripts.layouts.exchange_model import USUAL_SIGNS, ExchangeModel, State
from interviews.transcripts.page.ending import ending_pieces
from interviews.transcripts.people.voices import Voice, Voices
from interviews.transcripts.result import Problem
from interviews.transcripts.text.asking import addresses, requests
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.signs import PLAIN
from interviews.transcripts.text.units import ANSWERER, ANSWERING, ASKER, LABELLED, Unit, units
from interviews.transcripts.vocabulary import Words

LAYOUT = "exchange"
_SIGNS_IN_WORDS = {
    ASKER: "تسمية السائل",
    ANSWERER: "تسمية المجيب",
    ANSWERING: "الشرطة بعد علامة الاستفهام",
    "heading": "العنوان",
    "strong": "الخط الغليظ",
    "emphasis": "الخط المائل",
    "quote": "الاقتباس",
    "#": "الترقيم",
}
#: Turns below this confidence are shown to an editor.
_DOUBTFUL = 0.75
_UNCERTAIN = "لا يتضح أن النص مقابلة: لا علامات فيه ولا تمهيد للحوار، والأسئلة قد تكون من كلام الكاتب."


def recognise(document: Document) -> Candidate | None:
    """The reading in which questions and answers alternate, None where nothing asks."""
    parts = list(units(document))
    model = ExchangeModel(document, parts)
    if not model.counted and not any(part.asks or part.odds > 0 for part in parts):
        return None
    states = model.read()
    if "question" not in states or "answer" not in states:
        return None
    return _candidate(model, states)


def _candidate(model: ExchangeModel, states: Sequence[State]) -> Candidate | None:
    document, parts = model.document, model.parts
    opening = [number for number, state in enumerate(states) if state in ("question", "answer")]
    asked = [number for number in opening if states[number] == "question"]
    certainty = _certainty(model, states, asked)
    if not certainty:
        return None
    posteriors = model.posteriors()
    usual = {kind: _usual_sign(model, states, kind) for kind in ("question", "answer")}
    guest = Voice(role="guest", generic="guest")
    voices = _labelled_voices(model, states)
    pieces: list[Piece] = []
    evident = 0.0
    for number in opening:
        kind: Literal["question", "answer"] = "question" if states[number] == "question" else "answer"
        part = parts[number]
        confidence = posteriors[number][kind]
        reason = _reason(model, number, kind, usual[kind], _asks(parts, states, number))
        if confidence < _DOUBTFUL and not reason:
            reason = "لا يتضح أن المداخلة تبدأ هنا؛ قد يكون السطر تتمة لما قبله"
        evident += _evidence(model, states, number, kind, usual)
        pieces.append(
            Piece(
                part.start,
                part.body_start,
                kind,
                _voice_of(part, kind, voices, guest),
                confidence=min(0.97, confidence, 0.6 if reason and confidence < 0.9 else 0.97),
                reason=reason,
                problem="uncertain_turn" if confidence < _DOUBTFUL else "",
            )
        )
    pieces = _with_separators(document, pieces)
    ending = ending_pieces(document, parts[opening[-1]].paragraph, Voices([], {}, [], marks_used=False))
    if ending:
        pieces = [piece for piece in pieces if piece.start < ending[0].start] + ending
    score = certainty * (0.25 + 0.6 * evident / len(opening))
    problems = [] if certainty == 1 else [Problem("uncertain_layout", _UNCERTAIN)]
    return Candidate(LAYOUT, score, pieces, [guest, *voices.values()], problems)


def _voice_of(part: Unit, kind: State, voices: Mapping[Words, Voice], guest: Voice) -> Voice | None:
    """Who speaks: by the label if it is a name, else nobody asks and the guest answers."""
    if part.label and not part.label.generic and part.label.key in voices:
        return voices[part.label.key]
    return guest if kind == "answer" else None


def _labelled_voices(model: ExchangeModel, states: Sequence[State]) -> dict[Words, Voice]:
    """Who has a label behind a sign, by the label's key; who mostly opens questions is an interviewer."""
    voices: dict[Words, Voice] = {}
    asked: Counter[Words] = Counter()
    for part, state in zip(model.parts, states, strict=True):
        if part.label and not part.label.generic and state in ("question", "answer"):
            key = part.label.key
            voices.setdefault(key, Voice(keys=[key])).sightings.append(part.label)
            asked[key] += state == "question"
    for key, voice in voices.items():
        voice.role = "interviewer" if asked[key] > len(voice.sightings) / 2 else "guest"
    return voices


def _certainty(model: ExchangeModel, states: Sequence[State], asked: Sequence[int]) -> float:
    """How sure it is that the questions are put to somebody, 0 to 1; a commentary asks, too.

    A lead that hands over, marks before the questions, or words that address somebody show it; where there is
    no lead the text begins with the exchange. 0 where nothing asks.
    """
    parts = model.parts
    asking = [number for number in asked if _asks(parts, states, number)]
    if not asking:
        return 0.7 if model.counted or (model.begins & set(asked) and len(asked) > 2) else 0.0
    marked = [number for number in asked if parts[number].sign not in USUAL_SIGNS]
    if model.begins & set(asked) or (len(asked) > 1 and len(marked) > len(asked) / 2):
        return 1.0
    put = sum(_put_to_somebody(model, states, number) for number in asking)
    if put >= max(2, len(asked) / 4):
        return 1.0
    return 0.7 if put or asked[0] == 0 else 0.4


def _whole(states: Sequence[State], number: int) -> range:
    """The units of the turn that a unit opens."""
    end = number + 1
    while end < len(states) and states[end].startswith("more"):
        end += 1
    return range(number, end)


def _asks(parts: Sequence[Unit], states: Sequence[State], number: int) -> bool:
    """Whether a turn asks, with a question mark or by what it says."""
    return any(parts[index].asks or parts[index].odds > 0.5 for index in _whole(states, number))


def _put_to_somebody(model: ExchangeModel, states: Sequence[State], number: int) -> bool:
    turn = _whole(states, number)
    text = model.document
    words = [
        word.folded
        for word in text.words(model.parts[turn[0]].body_start, model.parts[turn[-1]].end, limit=80)
    ]
    return bool(addresses(words)) or requests(words)


def _usual_sign(model: ExchangeModel, states: Sequence[State], kind: State) -> str:
    """The sign with which most turns of a kind begin, `PLAIN` where none does."""
    signs = Counter(part.sign for part, state in zip(model.parts, states, strict=True) if state == kind)
    sign, count = signs.most_common(1)[0]
    return sign if sign not in USUAL_SIGNS and count > signs.total() / 2 else PLAIN


def _evidence(
    model: ExchangeModel, states: Sequence[State], number: int, kind: State, usual: Mapping[str, str]
) -> float:
    """1 for a turn that has a sign of its own kind's or asks, less for one that only follows a question."""
    own = model.parts[number].sign == usual[kind] != PLAIN
    if kind == "question":
        return 1.0 if _asks(model.parts, states, number) else 0.8 if own else 0.0
    before = number - 1
    while before and states[before] != "question":
        before -= 1
    follows = 0.9 if _asks(model.parts, states, before) else 0.4
    return 1.0 if own and usual["question"] != usual["answer"] else follows


def _reason(model: ExchangeModel, number: int, kind: State, usual: str, asks: bool) -> str:
    """What an editor is told of a turn that is not plain; empty for one that has the sign of its kind."""
    part = model.parts[number]
    if usual and part.sign != usual:
        side = "السؤال" if kind == "question" else "الجواب"
        return f"{side} هنا بلا علامته المعتادة: {_sign_in_words(usual)}"
    if kind == "question" and not asks:
        return "سؤال بلا علامة استفهام؛ عُرف من موضعه" if usual else "السطر يشبه سؤالاً بلا علامة"
    return ""


def _sign_in_words(sign: str) -> str:
    """A sign as an editor calls it: «الترقيم» for a number, «●» for itself."""
    for name, words in _SIGNS_IN_WORDS.items():
        if name in sign:
            return words
    return f"«{sign.removesuffix(LABELLED)}»"


def _with_separators(document: Document, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with lines that are drawn between paragraphs set aside."""
    starts = {piece.start for piece in pieces}
    added: list[Piece] = []
    drawn = False
    for paragraph in document.paragraphs:
        if paragraph.start <= pieces[0].start:
            continue
        if document.is_rule(paragraph):
            added.append(Piece(paragraph.start, paragraph.end, "separator"))
            drawn = True
        elif drawn:
            drawn = False
            if paragraph.start not in starts:
                added.append(Piece(paragraph.start, paragraph.start, "continuation"))
    return sorted([*pieces, *added], key=lambda piece: piece.start)
