"""Hidden Markov models with few states and fewer transitions: the likeliest path, and how sure each step is.

The Viterbi and the forward-backward algorithm after L. R. Rabiner, «A tutorial on hidden Markov models and
selected applications in speech recognition», Proceedings of the IEEE 77 (1989), in logarithms. Time is
linear in the number of steps.
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
        forward: list[list[float]] = []
        for emitted in emissions:
            if forward:
                last = forward[-1]
                arriving = [_log_sum([last[one] + cost for one, cost in before]) for before in self._before]
            else:
                arriving = self._begins
            forward.append([value + emission for value, emission in zip(arriving, emitted, strict=True)])
        backward = [0.0] * len(self.states)
        found: list[dict[State, float]] = []
        for step in range(len(emissions) - 1, -1, -1):
            joint = [value + rest for value, rest in zip(forward[step], backward, strict=True)]
            total = _log_sum(joint)
            found.append(
                {state: math.exp(value - total) for state, value in zip(self.states, joint, strict=True)}
            )
            leaving = [emission + rest for emission, rest in zip(emissions[step], backward, strict=True)]
            backward = [_log_sum([cost + leaving[to] for to, cost in after]) for after in self._after]
        return found[::-1]


def _log_sum(values: Sequence[float]) -> float:
    if not values:
        return _NEVER
    highest = max(values)
    return highest + math.log(sum([math.exp(value - highest) for value in values]))
