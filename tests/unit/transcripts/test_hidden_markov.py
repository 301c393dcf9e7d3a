"""The chain's path and probabilities are those that trying every path gives."""

import math
from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.transcripts.layouts.hidden_markov import Chain

STATES = ("lead", "question", "answer")
Costs = dict[str, float]

COST = st.floats(-6, 0)
BEGINS = st.dictionaries(st.sampled_from(STATES), COST, min_size=1)
#: Every state has a way on, so that a path of any length exists.
FOLLOWS = st.fixed_dictionaries(
    {state: st.dictionaries(st.sampled_from(STATES), COST, min_size=1) for state in STATES}
)
EMISSIONS = st.lists(st.tuples(COST, COST, COST), min_size=1, max_size=5)


def paths(
    begins: Costs, follows: dict[str, Costs], emissions: list[tuple[float, ...]]
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Every possible path with the logarithm of how likely it gives what was seen."""
    for path in product(STATES, repeat=len(emissions)):
        value = begins.get(path[0], -math.inf)
        value += sum(follows[one].get(two, -math.inf) for one, two in pairwise(path))
        value += sum(seen[STATES.index(state)] for state, seen in zip(path, emissions, strict=True))
        if value > -math.inf:
            yield path, value


@given(BEGINS, FOLLOWS, EMISSIONS)
def test_no_path_is_likelier_than_the_one_found(
    begins: Costs, follows: dict[str, Costs], emissions: list[tuple[float, ...]]
) -> None:
    every = dict(paths(begins, follows, emissions))
    found = tuple(Chain(STATES, begins, follows).most_likely(emissions))
    assert every[found] == pytest.approx(max(every.values()))


@given(BEGINS, FOLLOWS, EMISSIONS)
def test_posteriors_are_shares_of_all_paths(
    begins: Costs, follows: dict[str, Costs], emissions: list[tuple[float, ...]]
) -> None:
    every = dict(paths(begins, follows, emissions))
    total = math.fsum(math.exp(value) for value in every.values())
    found = Chain(STATES, begins, follows).posteriors(emissions)
    for step, probabilities in enumerate(found):
        assert math.fsum(probabilities.values()) == pytest.approx(1)
        for state in STATES:
            share = math.fsum(math.exp(value) for path, value in every.items() if path[step] == state)
            assert probabilities[state] == pytest.approx(share / total, abs=1e-9)


def test_no_steps_give_no_path() -> None:
    chain = Chain(STATES, {"lead": 0.0}, {})
    assert chain.most_likely([]) == []
    assert chain.posteriors([]) == []


def test_a_long_chain_neither_vanishes_nor_overflows() -> None:
    chain = Chain(STATES, {"question": 0.0}, {"question": {"answer": -1.0}, "answer": {"question": -1.0}})
    steps = 20_001
    assert chain.most_likely([(-50.0, -50.0, -50.0)] * steps)[-1] == "question"
    assert chain.posteriors([(-50.0, -50.0, -50.0)] * steps)[-1]["question"] == pytest.approx(1)
