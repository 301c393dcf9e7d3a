"""What can be asked of a query tree."""

import pytest

from interviews.search.language.tree import (
    Alternative,
    And,
    Choice,
    Either,
    Everything,
    Filter,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Together,
    Word,
    is_function_word,
    loosened,
    positive_leaves,
    significant,
    transformed,
)

A, B, X = Word("قوات"), Phrase("التحالف الدولي"), Not(Word("روسيا"))
C, D = Prefix("موص"), Word("كركوك")
OUTLET = Filter("outlet", "in", frozenset(["3"]))
QUESTION = Filter("kind", "in", frozenset(["question"]))
YEAR, WHO = Choice("year", frozenset(["2014"])), Named("speaker", "الراوي")
MONTH = Either(Word("آب"), (Alternative("months", Word("أغسطس"), "أغسطس"),))


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (A, A),
        (And((A, B)), Together((A, B))),
        (And((Together((A, C)), B, D)), Together((A, C, B, D))),
        (And((A, B, X)), And((Together((A, B)), X))),
        (And((A, OUTLET, B, YEAR, WHO)), And((Together((A, B)), OUTLET, YEAR, WHO))),
        # Fields stay, the words in them are loosened with the others.
        (And((And((QUESTION, A)), B)), And((Together((A, B)), QUESTION))),
        (And((Or((A, D)), B)), Together((Or((A, D)), B))),
        # A choice between facts is a fact.
        (And((Or((WHO, OUTLET)), A, B)), And((Together((A, B)), Or((WHO, OUTLET))))),
        (And((MONTH, B)), Together((MONTH, B))),
        (And((A, X)), And((A, X))),
        # Of these any will do as it is.
        (And((Together((A, D)), OUTLET)), And((Together((A, D)), OUTLET))),
        (Together((A, D)), Together((A, D))),
        (And((X, X)), And((X, X))),
        (Or((A, B)), Or((A, B))),
        (Everything(), Everything()),
    ],
)
def test_loosened_any_of_the_words_will_do(tree: Node, expected: Node) -> None:
    assert loosened(tree) == expected
    if tree == expected:
        assert loosened(tree) is tree


def test_what_is_excluded_is_not_shown_as_a_match() -> None:
    tree = And((A, X, Or((B, Together((D, C)))), OUTLET, WHO, YEAR, MONTH))
    assert list(positive_leaves(tree)) == [A, B, D, C, Word("آب"), Word("أغسطس")]


def test_function_words_count_where_there_is_nothing_else() -> None:
    assert is_function_word(Word("في"))
    assert not is_function_word(Phrase("في"))
    assert significant([Word("في"), A]) == [A]
    assert significant([Word("في")]) == [Word("في")]


def test_a_tree_is_changed_from_its_leaves_up() -> None:
    tree = And((Together((A, D)), Not(Or((A, B))), MONTH))

    def change(node: Node) -> Node:
        return D if node == A else node

    assert transformed(tree, change) == And((Together((D, D)), Not(Or((D, B))), MONTH))
    assert transformed(tree, lambda node: node) is tree
