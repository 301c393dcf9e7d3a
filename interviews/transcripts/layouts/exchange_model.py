"""What opens a question and what opens an answer, learned from one document.

The document's units are read as the output of a hidden Markov model with five states: the lead, and the
opening and the going on of a question and of an answer. How much a unit's words ask (`asking.py`) is fixed;
which signs each state begins with is learned by Viterbi training, also called segmental k-means (B.-H. Juang
and L. R. Rabiner, «The segmental K-means algorithm for estimating parameters of hidden Markov models», IEEE
Transactions on Acoustics, Speech, and Signal Processing 38, 1990): read, count the signs of each state, read
again. The numbers here are set by hand, as orders of magnitude; none is estimated from a sample.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from interviews.transcripts.layouts.hidden_markov import Chain
from interviews.transcripts.text.handing_over import hands_over
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.signs import PLAIN
from interviews.transcripts.text.units import (
    AFTER_QUESTION,
    ANSWERER,
    ANSWERING,
    ASKER,
    GOES_ON,
    SENTENCE,
    Unit,
)

State = Literal["lead", "question", "more question", "answer", "more answer"]
_STATES: tuple[State, ...] = ("lead", "question", "more question", "answer", "more answer")
#: Logarithms of how likely one state begins or follows another; what is missing never does.
#: A text that is cut out of a page may begin in an answer.
_BEGINS: Mapping[State, float] = {"lead": 0.0, "question": -1.0, "answer": -6.0}
_FOLLOWS: Mapping[State, Mapping[State, float]] = {
    "lead": {"lead": 0.0, "question": -1.0},
    "question": {"more question": -0.9, "answer": -0.2},
    "more question": {"more question": -0.9, "answer": -0.2},
    "answer": {"question": -0.8, "answer": -4.0, "more answer": -0.4},
    "more answer": {"question": -0.8, "answer": -4.0, "more answer": -0.4},
}
#: How often each state begins with no sign, before anything is counted.
USUAL_SIGNS: Mapping[str, Mapping[State, float]] = {
    PLAIN: {"lead": 2.0, "question": 0.7, "answer": 1.0, "more question": 0.8, "more answer": 1.0},
    GOES_ON: {"lead": 0.3, "question": 0.5, "answer": 0.6, "more question": 0.4, "more answer": 0.6},
    AFTER_QUESTION: {"lead": 0.3, "question": 0.03, "answer": 0.6, "more question": 0.6, "more answer": 0.6},
    SENTENCE: {"lead": 1.0, "question": 0.05, "answer": 0.12, "more question": 1.0, "more answer": 1.0},
}
#: «السؤال:» and «الجواب:» say it themselves.
_LABELS: Mapping[str, Mapping[State, float]] = {
    ASKER: {"lead": 0.02, "question": 3.0, "answer": 0.02, "more question": 0.05, "more answer": 0.02},
    ANSWERER: {"lead": 0.02, "question": 0.02, "answer": 3.0, "more question": 0.02, "more answer": 0.05},
    ANSWERING: {"lead": 0.02, "question": 0.02, "answer": 2.0, "more question": 0.02, "more answer": 0.1},
}
#: The same of any mark.
_USUAL_MARK: Mapping[State, float] = {
    "lead": 0.05,
    "question": 0.8,
    "answer": 0.8,
    "more question": 0.03,
    "more answer": 0.06,
}
#: «… وكان معه هذا الحوار:» is the lead's last paragraph.
_HANDED_OVER = 4.0
#: Leads seldom ask, and answers seldom begin with a question.
_ASKING_LEAD, _ASKING_ANSWER = 1.0, 3.0
#: «لأن المال أنفق. وما فائدة خزانة فارغة؟» asks at its end only.
_ENDING_IN_QUESTION = 1.0
#: A paragraph behind a question mark is the answer, unless its first word asks.
_ANSWERED = 3.0
#: An exchange seldom begins with a remark; a title of the page may look like the questions.
_REMARK_FIRST = 5.0
#: A sign that opens turns so many times oftener than it goes on with them only opens them.
_MUCH_OFTENER = 3
#: «لأسباب:» / «- أولها …» / «- ثانيها …» goes on with the turn.
_LISTED = 4.0
#: A line that does not ask and has no sign is seldom a question.
_STATEMENT = 1.5
#: What a mark that stands once counts beside one that recurs; what is held for rare; what for most.
_ACCIDENT, _RARE, _NEARLY_NEVER, _FEW, _MOST = 0.4, 0.15, 0.005, 0.3, 0.6
#: «4. أهم أعمالك الأدبية»: a request, in characters.
_SHORT = 90
_SHOWN = 0.6
_DIGITS = re.compile(r"\d+")
#: Behind «•• الراوي:» somebody begins to speak.
_LABELLED = 3.0
#: What a further question mark of one question counts at most.
_MORE = 1.2
#: Signs count for more than the words: they are the writer's own.
_SIGN_WEIGHT = 1.4
_MOST_ROUNDS = 6

#: Units that begin within a line.
_WITHIN = frozenset({AFTER_QUESTION, SENTENCE})
_CHAIN = Chain(_STATES, _BEGINS, _FOLLOWS)


class ExchangeModel:
    """The hidden Markov model of one document: how each state begins is learned by `read`."""

    def __init__(self, document: Document, parts: Sequence[Unit]) -> None:
        self.document = document
        self.parts = parts
        self.signs = Counter(part.sign for part in parts)
        self._likely: dict[State, dict[str, float]] = {}
        #: Units that hand over to the exchange, and those that begin right behind one.
        self.hands_over = {
            number
            for number, part in enumerate(parts)
            if not part.asks and hands_over(document, part.body_start, part.end)
        }
        self.begins = {number + 1 for number in self.hands_over} - self.hands_over
        asking = (number for number, part in enumerate(parts) if part.odds > 0 or part.opens or part.requests)
        self._first_asking = next(asking, 0)
        #: What the words of each unit say for each state.
        self._words = [self._said(number) for number in range(len(parts))]
        self._learn([])

    def read(self) -> list[State]:
        """The most likely state of each unit, once the signs are learned."""
        states: list[State] = []
        for _ in range(_MOST_ROUNDS):
            found = _CHAIN.most_likely(self._emissions())
            if found == states:
                break
            states = found
            self._learn(states)
        return states

    def _learn(self, states: Sequence[State]) -> None:
        """Counts the signs that each state begins with; all is open before the first reading."""
        counts: dict[State, Counter[str]] = {state: Counter() for state in _STATES}
        for state, part in zip(states, self.parts, strict=False):
            counts[state][part.sign] += 1
        for sign in self.signs.keys() - USUAL_SIGNS.keys():
            opens = max(counts["question"][sign], counts["answer"][sign])
            for state in ("more question", "more answer", "lead"):
                if opens >= _MUCH_OFTENER * counts[state][sign]:
                    # What opens turns again and again does not go on with one.
                    counts[state][sign] = 0
        for state in _STATES:
            weights = {sign: self._prior(sign, state) + counts[state][sign] for sign in self.signs}
            total = sum(weights.values())
            self._likely[state] = {sign: math.log(weight / total) for sign, weight in weights.items()}

    def _prior(self, sign: str, state: State) -> float:
        """How often a state is thought to begin with a sign before anything is counted.

        What a mark stands before tells whether it may open questions; and where marks or labels open
        a side, a turn of that side without is the rarer.
        """
        if sign in _LABELS:
            return _LABELS[sign][state]
        if sign in USUAL_SIGNS:
            alone = (state == "question" and sign != AFTER_QUESTION and self._asking_sign) or (
                state == "answer" and self._answering_sign
            )
            weight = USUAL_SIGNS[sign][state]
            if state == "question" and sign in (SENTENCE, GOES_ON) and self._whole_lines:
                weight *= _RARE
            rare = _NEARLY_NEVER if self.counted and state == "question" else _RARE
            return weight * (rare if alone else 1.0)
        if self.counted and "#" in sign:
            return 1.0 if state == "question" else _NEARLY_NEVER
        weight = _USUAL_MARK[state] * (1.0 if self.signs[sign] > 1 else _ACCIDENT)
        if state != "question":
            return weight
        # Bold lines and headings are questions without a question mark oftener than marks are.
        least = _SHOWN if sign.startswith(("strong", "heading")) else _RARE
        return weight * max(least, min(1.0, 1.5 * self._asking[sign]))

    @cached_property
    def _asking(self) -> dict[str, float]:
        """The share of the units with each sign that ask."""
        asking = Counter(part.sign for part in self.parts if part.odds > 0)
        return {sign: asking[sign] / count for sign, count in self.signs.items()}

    @cached_property
    def counted(self) -> bool:
        """Whether numbers before what asks count on from one to the next, so that none is missing."""
        text = self.document.text
        numbered = [part for part in self.parts if _DIGITS.search(text, part.start, part.body_start)]
        numbers = [int(_DIGITS.findall(text, part.start, part.body_start)[0]) for part in numbered]
        follow = sum(after == before + 1 for before, after in pairwise(numbers))
        return follow > 1 and follow == len(numbers) - 1 and sum(map(_may_ask, numbered)) > len(numbers) / 2

    @cached_property
    def _whole_lines(self) -> bool:
        """Whether most of what asks are lines of their own, so that questions within lines are rhetorical."""
        asking = [part.sign for part in self.parts if part.asks and part.sign != AFTER_QUESTION]
        whole = sum(sign not in (SENTENCE, GOES_ON) for sign in asking)
        return whole > 1 and whole >= _MOST * len(asking)

    @cached_property
    def _asking_sign(self) -> bool:
        """Whether a mark or a label stands before most of what asks."""
        return ASKER in self.signs or any(
            self._asking[sign] >= _MOST and count > 1
            for sign, count in self.signs.items()
            if sign not in USUAL_SIGNS
        )

    @cached_property
    def _answering_sign(self) -> bool:
        """Whether a mark or a label that hardly ever asks stands as often as something asks."""
        asking = sum(part.asks for part in self.parts)
        return ANSWERER in self.signs or any(
            self._asking[sign] <= _FEW and count > 1 and count >= asking / 2
            for sign, count in self.signs.items()
            if sign not in USUAL_SIGNS
        )

    def posteriors(self) -> list[dict[State, float]]:
        """For each unit how probable each state is, from 0 to 1."""
        return _CHAIN.posteriors(self._emissions())

    def _emissions(self) -> list[list[float]]:
        """The logarithm of how likely each state gives each unit's sign and words."""
        signs = {sign: [_SIGN_WEIGHT * self._likely[state][sign] for state in _STATES] for sign in self.signs}
        return [
            [sign + said for sign, said in zip(signs[part.sign], words, strict=True)]
            for part, words in zip(self.parts, self._words, strict=True)
        ]

    def _said(self, number: int) -> list[float]:
        """What a unit's words, and what stands around it, say for each state, in the order of `_STATES`."""
        part = self.parts[number]
        lead, question, answer, more_answer = 0.0, part.odds, 0.0, 0.0
        # A second question shows no more that the first one is none of the guest's.
        more_question = min(part.odds, _MORE)
        unsigned = part.sign in USUAL_SIGNS
        if number in self.begins:
            question += _HANDED_OVER
        elif number < self._first_asking:
            question -= _REMARK_FIRST
        if part.odds < 0 and unsigned:
            question -= _STATEMENT
        if number and self.parts[number - 1].asks and part.sign not in _WITHIN and not part.opens:
            more_question -= _ANSWERED
        if part.asks:
            lead -= _ASKING_LEAD
            if unsigned:
                answer -= _ASKING_ANSWER if part.opens else _ENDING_IN_QUESTION
        if part.item:
            question, answer = question - _LISTED, answer - _LISTED
        if part.label:
            lead, more_question, more_answer = lead - _LABELLED, more_question - _LABELLED, -_LABELLED
        if number in self.hands_over:
            question, more_question = question - _HANDED_OVER, more_question - _HANDED_OVER
            answer, more_answer = answer - _HANDED_OVER, more_answer - _HANDED_OVER
        return [lead, question, more_question, answer, more_answer]


def _may_ask(part: Unit) -> bool:
    """Whether a numbered passage can be a question: it asks, or it is a line that ends in no answer."""
    return part.odds > 0 or part.end - part.body_start < _SHORT
