"""What the switches of the page do to a query."""

import pytest

from interviews.search.language.switches import literally, with_all_words
from interviews.search.language.tree import And, Filter, Node, Not, Or, Phrase, Together, Word

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


def anywhere(word: Word) -> Or:
    return Or((word, Word(word.text, field="about")))


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (A, A),
        (Together((A, B)), And((Together((A, B)), anywhere(A), anywhere(B)))),
        (
            And((Together((A, B)), YEAR)),
            And((And((Together((A, B)), anywhere(A), anywhere(B))), YEAR)),
        ),
        # A function word need not occur.
        (Together((A, Word("في"))), And((Together((A, Word("في"))), anywhere(A)))),
        # What is looked for literally, and a group, stays what it is.
        (
            Together((literal(A), literal(B))),
            And((Together((literal(A), literal(B))), literal(A), literal(B))),
        ),
        (Together((Or((A, B)), C)), And((Together((Or((A, B)), C)), Or((A, B)), anywhere(C)))),
        # Who excludes several words excludes each of them.
        (And((A, Not(Together((B, C))))), And((A, Not(Together((B, C)))))),
        (Or((Together((A, B)), C)), Or((Together((A, B)), C))),
    ],
)
def test_every_word_must_occur(tree: Node, expected: Node) -> None:
    assert with_all_words(tree) == expected
