"""Time is linear in the length of the text: counted in calls, so that no slow machine can fail the test.

What one call of a pattern does shows in no count: there the processor's seconds have a generous bound.
"""

from collections.abc import Callable
from time import process_time

import pytest

from interviews.entities import KnownName, NameFinder, find_names, find_with_proposals
from tests.calls import calls_of

FINDER = NameFinder(
    [
        *(KnownName(number, "البرلمان", "organisation", True) for number in range(6)),
        KnownName(10, "القائم", "place", is_ambiguous=True),
        KnownName(11, "كركوك", "place"),
        KnownName(12, "سعد الراوي", "person"),
        KnownName(13, "Ab", "organisation", is_ambiguous=True),
        KnownName(14, "مجلس عشائر كركوك", "organisation"),
    ]
)

TEXTS: dict[str, Callable[[int], str]] = {
    "one name of many": lambda n: "البرلمان " * n,
    "an ambiguous name": lambda n: "القائم، " * n,
    "a list": lambda n: "القائم وكركوك و" * n,
    "particles": lambda n: "و و و " * n,
    "no space": lambda n: "كركوك" * n,
    "letters of particles": lambda n: "و" * n,
    "quotation marks": lambda n: "«" * n,
    "quoted names": lambda n: "«كركوك» " * n,
    "quotations never closed": lambda n: "«كركوك " * n,
    "controls of direction": lambda n: "\u200f\u202b" * n,
    "vowel signs": lambda n: "كَرْكُوك " * n,
    "an address": lambda n: "www.Ab" * n,
    "Latin names": lambda n: "Ab " * n,
    "persons": lambda n: "سعد الراوي و" * n,
    "a person of many names": lambda n: "محمد بن " * n,
    "given names": lambda n: "محمد " * n,
    "titles": lambda n: "رئيس وزير الدكتور " * n,
    "heads": lambda n: "وزارة مجلس عشائر " * n,
    "joined persons": lambda n: "سعد الراوي وسعد " * n,
    "quotations of persons": lambda n: '" محمد' * n,
    "Sorani": lambda n: "لە کەرکووکدا " * n,
    "names that are all different": lambda n: "".join(f"الدكتور محمد كلمة{i} الراوي{i}. " for i in range(n)),
}


def calls(text: str) -> int:
    return calls_of(lambda: find_with_proposals(FINDER, [text]))


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_costs_about_four_times_the_calls(name: str) -> None:
    make = TEXTS[name]
    calls(make(20))  # word lists and tables are loaded once
    small, large = calls(make(250)), calls(make(1000))
    # What is quadratic makes sixteen times the calls.
    assert large < 5 * small + 2000


@pytest.mark.parametrize("name", TEXTS)
def test_a_quarter_of_a_megabyte_is_read_at_once(name: str) -> None:
    """What is quadratic inside one call of a pattern takes minutes here; what is not, some seconds."""
    text = TEXTS[name](250_000 // len(TEXTS[name](1).encode()))
    started = process_time()
    find_names(FINDER, [text])
    assert process_time() - started < 15


def test_more_owners_of_a_name_cost_no_more_than_their_number() -> None:
    assert calls("البرلمان " * 400) < 8 * calls("القائم " * 400)
