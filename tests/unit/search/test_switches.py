"""What the switches of the page do to a query."""

import pytest

from interviews.search.query import And, Filter, Node, Not, Or, Phrase, Together, Word
from interviews.search.switches import literally, with_all_words

A, B, C = Word("تحالف"), Word("موصل"), Word("آب")
YEAR = Filter("year", "in", frozenset({"2014"}))


def literal(word: Word) -> Word:
    return Word(word.text, literal=True, field=word.field)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (A, literal(A)),
        (Word("تحالف", field="title"), literal(Word("تحالف", field="title"))),
        (Phrase("تحالف"), Phrase("تحالف")),
        (
            And((Together((A, B)), Not(C), YEAR)),
            And((Together((literal(A), literal(B))), Not(literal(C)), YEAR)),
        ),
        (Or((A, Phrase("آب"))), Or((literal(A), Phrase("آب")))),
    ],
)
def test_words_only_as_they_are_written(tree: Node, expected: Node) -> None:
    assert literally(tree) == expected


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (A, A),
        (Together((A, B)), And((A, B))),
        (And((Together((A, B)), YEAR)), And((And((A, B)), YEAR))),
        (Together((Or((A, B)), C)), And((Or((A, B)), C))),
        # Who excludes several words excludes each of them.
        (And((A, Not(Together((B, C))))), And((A, Not(Together((B, C)))))),
        (Or((Together((A, B)), C)), Or((Together((A, B)), C))),
    ],
)
def test_every_word_must_occur(tree: Node, expected: Node) -> None:
    assert with_all_words(tree) == expected
