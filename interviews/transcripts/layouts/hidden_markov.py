"""Hidden Markov models with few states and fewer transitions: the likeliest path, and how sure each step is.

The Viterbi and the forward-backward algorithm after L. R. Rabiner, «A tutorial on hidden Markov models and
selected applications in speech recognition», Proceedings of the IEEE 77 (1989): the first in logarithms, the
second scaled at each step. Time is linear in the number of steps.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

State = TypeVar("State", bound=str)

_NEVER = -1e9


class Chain(Generic[State]):
    """States, with the logarithm of how likely one begins (`begins`) and follows another (`follows`).

    What is missing in either never happens. Emissions are given for each step as the logarithm of how
    likely each state gives what was seen, in the order of `states`.
    """

    def __init__(
        self,
        states: Sequence[State],
        begins: Mapping[State, float],
        follows: Mapping[State, Mapping[State, float]],
    ) -> None:
        self.states = tuple(states)
        place = {state: number for number, state in enumerate(states)}
        self._begins = [begins.get(state, _NEVER) for state in states]
        self._after = [[(place[to], cost) for to, cost in follows.get(state, {}).items()] for state in states]
        self._before: list[list[tuple[int, float]]] = [[] for _ in states]
        for number, following in enumerate(self._after):
            for to, cost in following:
                self._before[to].append((number, cost))
        self._started = [math.exp(cost) for cost in self._begins]
        self._arriving = [[(one, math.exp(cost)) for one, cost in before] for before in self._before]
        self._leaving = [[(to, math.exp(cost)) for to, cost in after] for after in self._after]

    def most_likely(self, emissions: Sequence[Sequence[float]]) -> list[State]:
        """The likeliest sequence of states; empty for no steps."""
        if not emissions:
            return []
        best = [begin + emission for begin, emission in zip(self._begins, emissions[0], strict=True)]
        came: list[list[int]] = []
        for emitted in emissions[1:]:
            reached: list[float] = []
            origins: list[int] = []
            for state, before in enumerate(self._before):
                highest, origin = _NEVER * 2, 0
                for one, cost in before:
                    value = best[one] + cost
                    if value > highest:
                        highest, origin = value, one
                reached.append(highest + emitted[state])
                origins.append(origin)
            best = reached
            came.append(origins)
        state = best.index(max(best))
        path = [state]
        for origins in reversed(came):
            state = origins[state]
            path.append(state)
        return [self.states[number] for number in reversed(path)]

    def posteriors(self, emissions: Sequence[Sequence[float]]) -> list[dict[State, float]]:
        """For each step how probable each state is, from 0 to 1."""
        if not emissions:
            return []
        likely = [_relative(emitted) for emitted in emissions]
        forward = [_scaled([begin * seen for begin, seen in zip(self._started, likely[0], strict=True)])]
        for seen in likely[1:]:
            last = forward[-1]
            forward.append(
                _scaled(
                    [
                        sum([last[one] * chance for one, chance in before]) * seen[state]
                        for state, before in enumerate(self._arriving)
                    ]
                )
            )
        backward = [1.0] * len(self.states)
        found: list[dict[State, float]] = []
        for step in range(len(likely) - 1, -1, -1):
            joint = _scaled([one * rest for one, rest in zip(forward[step], backward, strict=True)])
            found.append(dict(zip(self.states, joint, strict=True)))
            seen = likely[step]
            rest = [one * two for one, two in zip(seen, backward, strict=True)]
            backward = _scaled([sum([rest[to] * chance for to, chance in after]) for after in self._leaving])
        return found[::-1]


def _relative(logarithms: Sequence[float]) -> list[float]:
    """Likelihoods beside the highest, which is 1: only their proportions matter."""
    highest = max(logarithms)
    return [math.exp(value - highest) for value in logarithms]


def _scaled(values: list[float]) -> list[float]:
    """The values divided by their sum, so that products over many steps stay within reach of floats."""
    total = sum(values)
    return [value / total for value in values] if total else values
