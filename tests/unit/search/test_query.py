"""What somebody typed becomes a tree and problems, never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search.query import (
    MAX_LENGTH,
    And,
    Everything,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    QueryProblem,
    Word,
    loosened,
    parse,
    positive_leaves,
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("داعش", Word("داعش")),
        ("  داعش  ", Word("داعش")),
        ("قوات التحالف", And((Word("قوات"), Word("التحالف")))),
        ("قوات\u00a0التحالف\n", And((Word("قوات"), Word("التحالف")))),
        ("قوات، التحالف؟", And((Word("قوات،"), Word("التحالف؟")))),
        ("كُتُبٌ", Word("كُتُبٌ")),
        ('"التحالف الدولي"', Phrase("التحالف الدولي")),
        ("«التحالف الدولي»", Phrase("التحالف الدولي")),
        ("“التحالف الدولي”", Phrase("التحالف الدولي")),
        # As it comes out of word processors that turn the marks for a text from right to left.
        ("”التحالف الدولي“", Phrase("التحالف الدولي")),
        ("„التحالف الدولي“", Phrase("التحالف الدولي")),
        ('قوات "التحالف الدولي"', And((Word("قوات"), Phrase("التحالف الدولي")))),
        ('"داعش"', Phrase("داعش")),
        ('«قال "نعم" ومضى»', And((Phrase("قال "), Word("نعم"), Phrase(" ومضى")))),
        ("-روسيا", Not(Word("روسيا"))),
        ("قوات -روسيا", And((Word("قوات"), Not(Word("روسيا"))))),
        ("قوات −روسيا –سوريا", And((Word("قوات"), Not(Word("روسيا")), Not(Word("سوريا"))))),
        ('قوات -"التحالف الدولي"', And((Word("قوات"), Not(Phrase("التحالف الدولي"))))),
        # A dash between spaces, or several, excludes nothing.
        ("قوات - روسيا", And((Word("قوات"), Word("روسيا")))),
        ("قوات -- روسيا", And((Word("قوات"), Word("روسيا")))),
        # Words that the analyser takes apart belong together.
        ("F-16", Phrase("F-16")),
        ("2014/08", Phrase("2014/08")),
        ("كوفيد19", Phrase("كوفيد19")),
        ("٢٠١٤", Word("٢٠١٤")),
        ("", Everything()),
        (" \n\t", Everything()),
    ],
)
def test_the_tree_of_a_query(text: str, tree: Node) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    expected = [QueryProblem("only_exclusions")] if isinstance(tree, Not) else []
    assert list(parsed.problems) == expected
    assert parsed.is_empty is isinstance(tree, Everything)


@pytest.mark.parametrize(
    ("text", "tree", "problems"),
    [
        (
            '"التحالف الدولي',
            Phrase("التحالف الدولي"),
            [QueryProblem("unclosed_quotation", "التحالف الدولي")],
        ),
        ("داعش «", Word("داعش"), [QueryProblem("unclosed_quotation", "")]),
        ("؟!", Everything(), [QueryProblem("nothing_to_search", "؟!")]),
        ('""', Everything(), [QueryProblem("nothing_to_search", '""')]),
        ("ـــ", Everything(), [QueryProblem("nothing_to_search", "ـــ")]),
        ("-روسيا -سوريا", And((Not(Word("روسيا")), Not(Word("سوريا")))), [QueryProblem("only_exclusions")]),
        ("ا" * (MAX_LENGTH + 1), Word("ا" * MAX_LENGTH), [QueryProblem("too_long")]),
    ],
)
def test_what_cannot_be_taken_as_written_is_said(text: str, tree: Node, problems: list[QueryProblem]) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert list(parsed.problems) == problems


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"«»“”„-−– ؟ـ\u200fا٢aَ'))))
def test_any_query_gives_a_tree(text: str) -> None:
    parsed = parse(text)
    assert parsed.is_empty == (not list(positive_leaves(parsed.tree)) and not _excluded(parsed.tree))
    assert all(leaf.text.strip() for leaf in positive_leaves(parsed.tree))
    loosened(parsed.tree)


def _excluded(tree: Node) -> list[Node]:
    children = tree.children if isinstance(tree, And | Or) else (tree,)
    return [child for child in children if isinstance(child, Not)]


A, B, X = Word("قوات"), Phrase("التحالف الدولي"), Not(Word("روسيا"))
OUTLET = Filter("outlet", "in", frozenset(["3"]))


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (A, A),
        (And((A, B)), Or((A, B))),
        (And((A, B, X)), And((Or((A, B)), X))),
        (And((A, OUTLET, B)), And((Or((A, B)), OUTLET))),
        (And((A, X)), And((A, X))),
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
    tree = And((A, X, Or((B, Word("كركوك"))), OUTLET))
    assert list(positive_leaves(tree)) == [A, B, Word("كركوك")]
