"""Other ways to say what a query says: shown, switchable, and never at the cost of what was typed."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search.language.expand import KINDS, MOST_WORDS, Equivalence, Words, equivalences, expand
from interviews.search.language.parsing import parse
from interviews.search.language.tree import (
    Alternative,
    And,
    Either,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Together,
    Word,
    positive_leaves,
)

NARRATOR = (
    Alternative("names", Word("Rawi"), "Rawi"),
    Alternative("names", Filter("entities", "in", frozenset(["7"])), "سلمان الراوي"),
)
NAMES: dict[Words, tuple[Alternative, ...]] = {
    ("الراوي",): NARRATOR,
    ("سلمان", "الراوي"): NARRATOR,
    ("اب",): NARRATOR,
    ("في",): NARRATOR,
}


def names(sequences: Iterable[Words]) -> dict[Words, list[Alternative]]:
    return {words: list(NAMES[words]) for words in sequences if words in NAMES}


def expanded(text: str, *off: str) -> Node:
    return expand(parse(text).tree, names=names, off=frozenset(off))


def narrator(node: Node) -> Either:
    return Either(node, NARRATOR)


def month(node: Node) -> Node:
    """What «expanded» makes of the month, by the first and the last of its other names."""
    assert isinstance(node, Either)
    assert {alternative.kind for alternative in node.alternatives} == {"months"}
    return node.node


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("النفط", Word("النفط")),
        ("الراوي", narrator(Word("الراوي"))),
        # A whole name is preferred to a part of it, and each of its words still says something alone.
        (
            "سلمان الراوي النفط",
            Together((narrator(Word("سلمان")), narrator(Word("الراوي")), Word("النفط"))),
        ),
        ("الراوي سلمان", Together((narrator(Word("الراوي")), Word("سلمان")))),
        # What stands in quotation marks is looked for as it stands there.
        ('"سلمان الراوي"', Phrase("سلمان الراوي")),
        ('"الراوي"', Phrase("الراوي")),
        ('"سلمان الراوي"~3', Phrase("سلمان الراوي", slop=3)),
        ('"قال الراوي نعم"', Phrase("قال الراوي نعم")),
        ('النفط "الراوي"', And((Word("النفط"), Phrase("الراوي")))),
        # Neighbours are those of the query, not those of a choice.
        ("سلمان أو الراوي", Or((Word("سلمان"), narrator(Word("الراوي"))))),
        ("+الراوي النفط", And((Word("النفط"), narrator(Word("الراوي"))))),
        ("سؤال:الراوي", And((Filter("kind", "in", frozenset({"question"})), narrator(Word("الراوي"))))),
        # What is excluded is excluded as it was typed.
        ("النفط -الراوي", And((Word("النفط"), Not(Word("الراوي"))))),
        ("عنوان:الراوي", Word("الراوي", field="title")),
        ("عنوان:(سلمان الراوي)", Together((Word("سلمان", field="title"), Word("الراوي", field="title")))),
        # A function word names nobody.
        ("في البيت", Together((Word("في"), Word("البيت")))),
    ],
)
def test_names_of_the_authority(text: str, tree: Node) -> None:
    assert expanded(text) == tree
    assert expanded(text, "names") == parse(text).tree


def test_the_words_of_a_month_are_one_part_of_the_query() -> None:
    tree = expanded("معارك كانون الثاني ٢٠١٤")
    assert isinstance(tree, Together)
    battles, january, year = tree.children
    assert (battles, month(january), year) == (Word("معارك"), Phrase("كانون الثاني"), Word("٢٠١٤"))
    assert isinstance(january, Either)
    assert "يناير" in [alternative.label for alternative in january.alternatives]


@pytest.mark.parametrize(
    ("text", "month_of", "other"),
    [
        ("تموز", Word("تموز"), Word("يوليو", layers=("written", "folded", "bare"))),
        ("يناير", Word("يناير"), Phrase("كانون الثاني")),
    ],
)
def test_a_month_has_other_names(text: str, month_of: Node, other: Node) -> None:
    tree = expanded(text)
    assert month(tree) == month_of
    assert isinstance(tree, Either)
    assert other in [alternative.node for alternative in tree.alternatives]
    assert expanded(text, "months") == parse(text).tree


@pytest.mark.parametrize("text", ['"كانون الثاني"', '"آب"', '"سلمان الراوي"', '"كانون الثاني"~2'])
def test_what_is_quoted_has_no_other_names(text: str) -> None:
    assert expanded(text) == parse(text).tree


def spelt(node: Node, other: Node, label: str, *attached: str) -> Either:
    """A part with its other spelling, and with the phrases for what may be attached to it."""
    nodes = [(other, label)] + [(Phrase(text), text[1:]) for text in attached]
    return Either(node, tuple(Alternative("spelling", node, label) for node, label in nodes))


AS_NAMED = ("written", "folded", "bare")
ATTACHED = ("وعبد الله", "لعبد الله", "بعبد الله", "فعبد الله")
APART = spelt(Phrase("عبد الله"), Word("عبدالله", layers=AS_NAMED), "عبدالله", *ATTACHED)
AS_ONE = spelt(Word("عبدالله"), Phrase("عبد الله"), "عبد الله", *ATTACHED)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("عبدالله", AS_ONE),
        ("عبد الله", APART),
        ("عبدالله النفط", Together((AS_ONE, Word("النفط")))),
        ("النفط عبد الله", Together((Word("النفط"), APART))),
        # Quoted, only the quoted words in their two spellings.
        (
            '"عبدالله النفط"',
            spelt(Phrase("عبدالله النفط"), Phrase("عبد الله النفط"), "عبد الله النفط"),
        ),
        ('"عبدالله"', spelt(Phrase("عبدالله"), Phrase("عبد الله"), "عبد الله")),
        ('"عبد الله"', spelt(Phrase("عبد الله"), Phrase("عبدالله"), "عبدالله")),
        (
            '"نصرالله النفط"~3',
            spelt(Phrase("نصرالله النفط", slop=3), Phrase("نصر الله النفط", slop=3), "نصر الله النفط"),
        ),
        # Not every word before «الله» makes a name with it.
        ("قال الله", Together((Word("قال"), Word("الله")))),
        ("النفط -عبدالله", And((Word("النفط"), Not(Word("عبدالله"))))),
    ],
)
def test_two_words_of_a_name_may_be_written_as_one(text: str, tree: Node) -> None:
    assert expanded(text) == tree
    assert expanded(text, "spelling") == parse(text).tree


def test_a_name_that_is_spelt_otherwise_has_other_names_besides() -> None:
    tree = expand(parse("عبدالله الراوي").tree, names=lambda _: {("عبدالله", "الراوي"): list(NARRATOR)})
    assert tree == Together(
        (Either(AS_ONE.node, (*AS_ONE.alternatives, *NARRATOR)), narrator(Word("الراوي")))
    )
    assert equivalences(tree) == [
        Equivalence("names", "عبدالله الراوي", ("Rawi", "سلمان الراوي")),
        Equivalence("spelling", "عبدالله", ("عبد الله",)),
    ]


def test_a_word_may_be_a_month_and_a_name() -> None:
    tree = expanded("آب")
    assert isinstance(tree, Either)
    assert {alternative.kind for alternative in tree.alternatives} == {"months", "names"}


@pytest.mark.parametrize(
    ("text", "off", "tree"),
    [
        ("2014", "digits", Word("2014", layers=("written",))),
        ("كوردستان", "spelling", Word("كوردستان", layers=("written", "folded", "bare"))),
        ("والكورد", "spelling", Word("والكورد", layers=("written", "folded", "bare"))),
        (
            "كردستان 2014",
            "digits",
            Together((Word("كردستان"), Word("2014", layers=("written",)))),
        ),
        ("نفط -2014", "digits", And((Word("نفط"), Not(Word("2014", layers=("written",)))))),
        ("نفط", "spelling", Word("نفط")),
    ],
)
def test_what_folding_makes_one_can_be_told_apart(text: str, off: str, tree: Node) -> None:
    assert expanded(text, off) == tree
    assert expanded(text) == parse(text).tree


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2014", [Equivalence("digits", "2014", ("٢٠١٤", "۲۰۱۴"))]),
        ("كوردستان", [Equivalence("spelling", "كوردستان", ("كردستان",))]),
        # As it is written, not as it is folded.
        ("البيشمركة", [Equivalence("spelling", "البيشمركة", ("الپێشمەرگە",))]),
        ("عبد الله", [Equivalence("spelling", "عبد الله", ("عبدالله",))]),
        ("عبدالله", [Equivalence("spelling", "عبدالله", ("عبد الله",))]),
        ("كوردستان أو كوردستان", [Equivalence("spelling", "كوردستان", ("كردستان",))]),
        ("سلمان الراوي النفط", [Equivalence("names", "سلمان الراوي", ("Rawi",))]),
        ("النفط الراوي", [Equivalence("names", "الراوي", ("Rawi", "سلمان الراوي"))]),
        (
            "الراوي 2014",
            [
                Equivalence("names", "الراوي", ("Rawi", "سلمان الراوي")),
                Equivalence("digits", "2014", ("٢٠١٤", "۲۰۱۴")),
            ],
        ),
        ("النفط -2014 -الراوي", []),
        ("عنوان:النفط", []),
    ],
)
def test_equivalences_are_shown(text: str, shown: list[Equivalence]) -> None:
    assert equivalences(expanded(text)) == shown
    assert equivalences(expanded(text, *KINDS)) == []


def test_a_month_is_shown_with_all_its_names() -> None:
    (shown,) = equivalences(expanded("كانون الثاني"))
    assert (shown.kind, shown.typed) == ("months", "كانون الثاني")
    assert {"يناير", "جانفي", "January"} <= set(shown.others)


def test_a_word_that_is_only_meant_literally_is_left_alone() -> None:
    literal = Word("الراوي", literal=True)
    assert expand(literal, names=names) == literal
    assert expand(Together((literal, Word("نفط"))), names=names) == Together((literal, Word("نفط")))


def test_a_pasted_text_names_nobody() -> None:
    asked: list[Words] = []

    def noting(sequences: list[Words]) -> dict[Words, list[Alternative]]:
        asked.extend(sequences)
        return {}

    expand(parse(" ".join(f"كلمة{'ا' * n}" for n in range(MOST_WORDS + 1))).tree, names=noting)
    assert asked == []
    expand(parse("سلمان الراوي").tree, names=noting)
    assert asked == [("سلمان",), ("سلمان", "الراوي"), ("الراوي",)]


_WORDS = [
    "سلمان",
    "الراوي",
    "عبد",
    "الله",
    "عبدالله",
    "كانون",
    "الثاني",
    "آب",
    "2014",
    "كوردستان",
    "في",
    "F-16",
    '"',
    "-",
    "أو",
    "(",
    ")",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join), st.sets(st.sampled_from(KINDS)))
def test_what_was_typed_is_still_looked_for(text: str, off: set[str]) -> None:
    tree = parse(text).tree
    typed = [token for leaf in positive_leaves(tree) for token in leaf.text.split()]
    leaves = [
        token
        for leaf in positive_leaves(_without_alternatives(expanded(text, *off)))
        for token in leaf.text.split()
    ]
    assert leaves == typed


def _without_alternatives(node: Node) -> Node:
    match node:
        case Either(own):
            return own
        case And(children) | Or(children) | Together(children):
            return type(node)(tuple(map(_without_alternatives, children)))
    return node
