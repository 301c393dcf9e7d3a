"""Interviews without labels: marks, numbers, bold questions, question marks, alternation tell the turns.

What opens a question and what opens an answer is learned from each document. Its units are read as the
output of a hidden Markov model (Rabiner 1989) with five states: the lead, and the opening and the going on
of a question and of an answer. How much a unit's words ask (`asking.py`) is fixed; which signs each state
begins with is learned by Viterbi training, also called segmental k-means (Juang and Rabiner 1990): read,
count the signs of each state, read again. So «●» / «●●», «* … -», a dash on both sides, numbers before the
questions alone, bold questions, and no sign at all are one layout; the confidence of a turn is the model's
posterior probability that a turn of this kind opens there.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from interviews.transcripts.asking import addresses, requests
from interviews.transcripts.ending import ending_pieces
from interviews.transcripts.handing_over import hands_over
from interviews.transcripts.layouts.candidate import Candidate, Piece
from interviews.transcripts.paragraphs import Document
from interviews.transcripts.result import Problem
from interviews.transcripts.signs import PLAIN
from interviews.transcripts.units import AFTER_QUESTION, ANSWERER, ANSWERING, ASKER, SENTENCE, Unit, units
from interviews.transcripts.vocabulary import Words
from interviews.transcripts.voices import Voice, Voices

LAYOUT = "exchange"

State = Literal["lead", "question", "more question", "answer", "more answer"]
_STATES: tuple[State, ...] = ("lead", "question", "more question", "answer", "more answer")
_NEVER = -1e9
#: Logarithms of how likely one state follows another; what is missing never does.
_FOLLOWS: Mapping[State, Mapping[State, float]] = {
    "lead": {"lead": 0.0, "question": -1.0},
    "question": {"more question": -0.9, "answer": -0.2},
    "more question": {"more question": -0.9, "answer": -0.2},
    "answer": {"question": -0.8, "answer": -4.0, "more answer": -0.4},
    "more answer": {"question": -0.8, "answer": -4.0, "more answer": -0.4},
}
#: Signs counted before anything was read: how units begin that no sign opens, and any mark.
_USUAL: Mapping[str, Mapping[State, float]] = {
    PLAIN: {"lead": 2.0, "question": 0.7, "answer": 1.0, "more question": 0.8, "more answer": 1.0},
    AFTER_QUESTION: {"lead": 0.3, "question": 0.03, "answer": 0.6, "more question": 0.6, "more answer": 0.6},
    SENTENCE: {"lead": 1.0, "question": 0.05, "answer": 0.12, "more question": 1.0, "more answer": 1.0},
}
#: «السؤال:» and «الجواب:» say it themselves.
_LABELS: Mapping[str, Mapping[State, float]] = {
    ASKER: {"lead": 0.02, "question": 3.0, "answer": 0.02, "more question": 0.05, "more answer": 0.02},
    ANSWERER: {"lead": 0.02, "question": 0.02, "answer": 3.0, "more question": 0.02, "more answer": 0.05},
    ANSWERING: {"lead": 0.02, "question": 0.02, "answer": 2.0, "more question": 0.02, "more answer": 0.1},
}
_USUAL_MARK: Mapping[State, float] = {
    "lead": 0.05,
    "question": 0.8,
    "answer": 0.8,
    "more question": 0.03,
    "more answer": 0.06,
}
#: «… وكان معه هذا الحوار:» is the lead's last paragraph.
_HANDED_OVER = 4.0
_UNCERTAIN = "لا يتضح أن النص مقابلة: لا علامات فيه ولا تمهيد للحوار، والأسئلة قد تكون من كلام الكاتب."
#: Leads seldom ask, and answers seldom begin with a question.
_ASKING_LEAD, _ASKING_ANSWER = 1.0, 3.0
#: «لأسباب:» / «- أولها …» / «- ثانيها …» goes on with the turn.
_LISTED = 4.0
#: A line that does not ask and has no sign is seldom a question.
_STATEMENT = 1.5
#: What a mark that stands once counts beside one that recurs; what is held for rare; what for most.
_ACCIDENT, _RARE, _NEARLY_NEVER, _MOST = 0.4, 0.2, 0.005, 0.6
_DIGITS = re.compile(r"\d+")
#: Behind «•• الراوي:» somebody begins to speak.
_LABELLED = 3.0
#: What a further question mark of one question counts at most.
_MORE = 1.2
#: Signs count for more than the words: they are the writer's own.
_SIGN_WEIGHT = 1.4
_MOST_ROUNDS = 6


def recognise(document: Document) -> Candidate | None:
    """The reading in which questions and answers alternate, None where nothing asks."""
    parts = list(units(document))
    if not any(part.asks for part in parts) and not any(part.odds > 0 for part in parts):
        return None
    model = _Model(document, parts)
    states = model.read()
    if "question" not in states or "answer" not in states:
        return None
    return _candidate(model, states)


class _Model:
    """The hidden Markov model of one document."""

    def __init__(self, document: Document, parts: Sequence[Unit]) -> None:
        self.document = document
        self.parts = parts
        self.signs = Counter(part.sign for part in parts)
        self.likely: dict[State, dict[str, float]] = {}
        #: Units that hand over to the exchange, and those that begin right behind one.
        self.hands_over = {
            number
            for number, part in enumerate(parts)
            if not part.asks and hands_over(document, part.body_start, part.end)
        }
        self.begins = {number + 1 for number in self.hands_over} - self.hands_over
        self.learn([])

    def read(self) -> list[State]:
        """The most likely state of each unit, once the signs are learned."""
        states: list[State] = []
        for _ in range(_MOST_ROUNDS):
            found = self._most_likely()
            if found == states:
                break
            states = found
            self.learn(states)
        return states

    def learn(self, states: Sequence[State]) -> None:
        """Counts the signs that each state begins with; all is open before the first reading."""
        counts: dict[State, Counter[str]] = {state: Counter() for state in _STATES}
        for state, part in zip(states, self.parts, strict=False):
            counts[state][part.sign] += 1
        for state in _STATES:
            weights = {sign: self._prior(sign, state) + counts[state][sign] for sign in self.signs}
            total = sum(weights.values())
            self.likely[state] = {sign: math.log(weight / total) for sign, weight in weights.items()}

    def _prior(self, sign: str, state: State) -> float:
        """How often a state is thought to begin with a sign before anything is counted.

        What a mark stands before tells whether it may open questions; and where marks or labels open
        them, a question without is the rarer.
        """
        if sign in _LABELS:
            return _LABELS[sign][state]
        if sign in _USUAL:
            alone = state == "question" and sign != AFTER_QUESTION and self.asking_sign
            rare = _NEARLY_NEVER if self.counted else _RARE
            return _USUAL[sign][state] * (rare if alone else 1.0)
        weight = _USUAL_MARK[state] * (1.0 if self.signs[sign] > 1 else _ACCIDENT)
        return weight * max(_RARE, min(1.0, 1.5 * self._asking[sign])) if state == "question" else weight

    @cached_property
    def _asking(self) -> dict[str, float]:
        """The share of the units with each sign that ask."""
        asking = Counter(part.sign for part in self.parts if part.odds > 0)
        return {sign: asking[sign] / count for sign, count in self.signs.items()}

    @cached_property
    def counted(self) -> bool:
        """Whether numbers before what asks count on from one to the next, so that none is missing."""
        text = self.document.text
        numbers = [
            int(found[0])
            for part in self.parts
            if "#" in part.sign
            and part.odds > 0
            and (found := _DIGITS.search(text[part.start : part.body_start]))
        ]
        return len(numbers) > 2 and all(after == before + 1 for before, after in pairwise(numbers))

    @cached_property
    def asking_sign(self) -> bool:
        """Whether a mark or a label stands before most of what asks."""
        return ASKER in self.signs or any(
            self._asking[sign] >= _MOST and self.signs[sign] > 1 for sign in self.signs if sign not in _USUAL
        )

    def emission(self, number: int, state: State) -> float:
        """The logarithm of how likely a state gives this unit's sign and words."""
        part = self.parts[number]
        asked = state in ("question", "more question")
        value = _SIGN_WEIGHT * self.likely[state][part.sign]
        if asked:
            # A second question shows no more that the first one is none of the guest's.
            value += part.odds if state == "question" else min(part.odds, _MORE)
        if number in self.hands_over and state != "lead":
            value -= _HANDED_OVER
        if number in self.begins and state == "question":
            value += _HANDED_OVER
        if part.asks and state == "lead":
            value -= _ASKING_LEAD
        if part.asks and state == "answer" and part.sign in _USUAL:
            value -= _ASKING_ANSWER
        if part.odds < 0 and state == "question" and part.sign in _USUAL:
            value -= _STATEMENT
        if part.item and state in ("question", "answer"):
            value -= _LISTED
        if part.label and state not in ("question", "answer"):
            value -= _LABELLED
        return value

    def _most_likely(self) -> list[State]:
        best: dict[State, float] = dict.fromkeys(_STATES, _NEVER)
        best["lead"], best["question"] = self.emission(0, "lead"), self.emission(0, "question") - 1.0
        back: list[dict[State, State]] = []
        for number in range(1, len(self.parts)):
            reached: dict[State, float] = {}
            came: dict[State, State] = {}
            for state in _STATES:
                before = max(_STATES, key=lambda one: best[one] + _FOLLOWS[one].get(state, _NEVER))
                came[state] = before
                reached[state] = (
                    best[before] + _FOLLOWS[before].get(state, _NEVER) + self.emission(number, state)
                )
            best = reached
            back.append(came)
        state = max(_STATES, key=lambda one: best[one])
        states = [state]
        for came in reversed(back):
            state = came[state]
            states.append(state)
        return states[::-1]

    def posteriors(self) -> list[dict[State, float]]:
        """For each unit how probable each state is, from 0 to 1, by the forward-backward algorithm."""
        size = len(self.parts)
        emissions = [{state: self.emission(number, state) for state in _STATES} for number in range(size)]
        forward: list[dict[State, float]] = [
            {
                state: emissions[0][state] if state == "lead" else emissions[0][state] - 1.0
                for state in ("lead", "question")
            }
        ]
        for number in range(1, size):
            forward.append(
                {
                    state: emissions[number][state]
                    + _log_sum(
                        value + _FOLLOWS[before][state]
                        for before, value in forward[-1].items()
                        if state in _FOLLOWS[before]
                    )
                    for state in _STATES
                }
            )
        backward: dict[State, float] = dict.fromkeys(_STATES, 0.0)
        found: list[dict[State, float]] = [{}] * size
        for number in range(size - 1, -1, -1):
            joint = {state: value + backward[state] for state, value in forward[number].items()}
            total = _log_sum(joint.values())
            found[number] = {state: math.exp(value - total) for state, value in joint.items()}
            if number:
                backward = {
                    before: _log_sum(
                        follows + emissions[number][state] + backward[state]
                        for state, follows in _FOLLOWS[before].items()
                    )
                    for before in _STATES
                }
        return found


def _log_sum(values: Iterable[float]) -> float:
    found = list(values)
    highest = max(found, default=_NEVER)
    return highest + math.log(sum(math.exp(value - highest) for value in found)) if found else _NEVER


def _candidate(model: _Model, states: Sequence[State]) -> Candidate | None:
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
        evident += _evidence(model, states, number, kind, usual)
        pieces.append(
            Piece(
                part.start,
                part.body_start,
                kind,
                _voice_of(part, kind, voices, guest),
                confidence=min(0.97, confidence, 0.6 if reason and confidence < 0.9 else 0.97),
                reason=reason,
                problem="uncertain_turn" if confidence < 0.75 else "",
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


def _labelled_voices(model: _Model, states: Sequence[State]) -> dict[Words, Voice]:
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


def _certainty(model: _Model, states: Sequence[State], asked: Sequence[int]) -> float:
    """How sure it is that the questions are put to somebody, 0 to 1; a commentary asks, too.

    A lead that hands over, marks before the questions, or words that address somebody show it; where there is
    no lead the text begins with the exchange. 0 where nothing asks.
    """
    parts = model.parts
    asking = [number for number in asked if _asks(parts, states, number)]
    if not asking:
        return 0.0
    marked = [number for number in asked if parts[number].sign not in _USUAL]
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


def _put_to_somebody(model: _Model, states: Sequence[State], number: int) -> bool:
    turn = _whole(states, number)
    text = model.document
    words = [
        word.folded
        for word in text.words(model.parts[turn[0]].body_start, model.parts[turn[-1]].end, limit=80)
    ]
    return bool(addresses(words)) or requests(words)


def _usual_sign(model: _Model, states: Sequence[State], kind: State) -> str:
    """The sign with which most turns of a kind begin, `PLAIN` where none does."""
    signs = Counter(part.sign for part, state in zip(model.parts, states, strict=True) if state == kind)
    sign, count = signs.most_common(1)[0]
    return sign if sign not in _USUAL and count > signs.total() / 2 else PLAIN


def _evidence(
    model: _Model, states: Sequence[State], number: int, kind: State, usual: Mapping[str, str]
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


def _reason(model: _Model, number: int, kind: State, usual: str, asks: bool) -> str:
    """What an editor is told of a turn that is not plain; empty for one that has the sign of its kind."""
    part = model.parts[number]
    if usual and part.sign != usual:
        side = "السؤال" if kind == "question" else "الجواب"
        return f"{side} هنا بلا علامته المعتادة «{usual}»"
    if kind == "question" and not asks:
        return "سؤال بلا علامة استفهام؛ عُرف من موضعه" if usual else "السطر يشبه سؤالاً بلا علامة"
    return ""


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
