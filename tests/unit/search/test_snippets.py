"""Which passages of a text are shown, and what is marked in them: always the published wording."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search.language.tree import Node, Phrase, Together, Word
from interviews.search.results.snippets import ELLIPSIS, SNIPPET_LENGTH, Highlighter, Piece, cut, passage

BOTH = Together((Word("الموصل"), Word("النفط")))
FILLER = "كلام آخر طويل عن أمور شتى. "


def snippet(tree: Node, text: str, **options: int) -> str:
    """The snippet with what is marked in brackets."""
    pieces = Highlighter(tree).snippet(text, **options)
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("tree", "text", "shown"),
    [
        # Vowel signs, tatweel, zero-width and direction marks stay in the word that is marked.
        (Word("التحالف"), "قال والتّحالُفُ معنا", "قال [والتّحالُفُ] معنا"),
        (Word("العراق"), "في العـــراق.", "في [العـــراق]."),
        (Word("می‌رود"), "او می‌رود", "او [می‌رود]"),
        (Word("الموصل"), "إلى \u200fالموصل\u200f اليوم", "إلى \u200f[الموصل]\u200f اليوم"),
        (Word("2014"), "سنة ٢٠١٤م", "سنة [٢٠١٤]م"),
        (Phrase("الى الموصل"), "عدنا إلى، الموصل", "عدنا [إلى، الموصل]"),
        # A phrase and a word in it are marked once.
        (Together((Phrase("إلى الموصل"), Word("الموصل"))), "عدنا إلى الموصل", "عدنا [إلى الموصل]"),
        (Word("الموصل"), "لا شيء هنا", "لا شيء هنا"),
        (Word("الموصل"), "", ""),
    ],
)
def test_the_published_wording_is_marked(tree: Node, text: str, shown: str) -> None:
    assert snippet(tree, text) == shown


def test_two_passages_show_both_words() -> None:
    text = FILLER * 10 + "ثم دخلنا الموصل ليلا. " + FILLER * 20 + "أما النفط فباق. " + FILLER * 10
    shown = snippet(BOTH, text)
    assert "دخلنا [الموصل] ليلا" in shown
    assert "أما [النفط] فباق" in shown
    assert shown.count(ELLIPSIS) == 3
    assert shown.startswith(ELLIPSIS)
    assert shown.endswith(ELLIPSIS)
    assert len(shown) < SNIPPET_LENGTH * 1.5


def test_words_that_stand_together_are_one_passage() -> None:
    text = FILLER * 10 + "دخلنا الموصل من أجل النفط. " + FILLER * 10
    assert snippet(BOTH, text).count(ELLIPSIS) == 2


def test_passages_side_by_side_become_one() -> None:
    text = FILLER * 10 + "الموصل " + FILLER * 5 + "النفط " + FILLER * 20 + "الموصل"
    shown = snippet(BOTH, text)
    assert shown.count(ELLIPSIS) == 2
    assert shown.index("[الموصل]") < shown.index("[النفط]")


def test_a_passage_with_all_words_goes_before_many_of_one() -> None:
    text = "الموصل " * 30 + FILLER * 20 + "النفط في الموصل. " + FILLER * 10
    assert "[النفط] في [الموصل]" in snippet(BOTH, text, most=1)


def test_the_nearest_form_is_shown() -> None:
    text = FILLER * 10 + "بين الكتاب والكتاب. " + FILLER * 20 + "في مكتبة المدينة. " + FILLER * 10
    assert "[مكتبة] المدينة" in snippet(Word("مكتبة"), text, most=1)


def test_a_passage_is_cut_between_words() -> None:
    text = "مستقلات " * 100 + "الموصل " + "مستقلات " * 100
    words = snippet(Word("الموصل"), text).strip(ELLIPSIS).split()
    assert set(words) == {"مستقلات", "[الموصل]"}


def test_without_a_match_the_beginning_is_shown() -> None:
    assert snippet(Word("القطار"), FILLER * 30).startswith("كلام آخر")
    assert snippet(Word("القطار"), FILLER * 30).endswith(ELLIPSIS)


def test_a_word_without_end_is_cut_and_keeps_its_signs() -> None:
    text = "بَ" * 5000
    shown = Highlighter(Word(text)).snippet(text)
    assert shown[0].marked
    assert len(shown[0].text) <= SNIPPET_LENGTH + 1
    assert shown[0].text.endswith("بَ")


def test_the_longest_turns_take_time_in_proportion() -> None:
    def seconds(characters: int) -> float:
        text = ("الموصل والنفط " * (characters // 14))[:characters]
        highlighter = Highlighter(Together((BOTH, Phrase("النفط الموصل"), Phrase("النفط الموصل", 5))))
        started = perf_counter()
        highlighter.snippet(text)
        return perf_counter() - started

    seconds(1000)
    # Ten times the text; were it quadratic, it would take a hundred times as long.
    assert min(seconds(300_000) for _ in range(3)) < 40 * max(seconds(30_000) for _ in range(3))


@given(
    st.text(alphabet="الموصنفط بَـ\u200f\u200c.؟\n", max_size=2000),
    st.integers(1, 400),
    st.integers(1, 3),
)
def test_a_snippet_is_made_of_passages_of_the_text_in_order(text: str, length: int, most: int) -> None:
    pieces = Highlighter(BOTH).snippet(text, length, most)
    passages = "".join(piece.text for piece in pieces).split(ELLIPSIS)
    position = 0
    for shown in passages:
        # The spaces beside an ellipsis between two passages are ours.
        found = text.find(shown.strip(), position)
        assert found >= 0
        position = found + len(shown.strip())


def test_pieces_put_together_are_the_text() -> None:
    assert cut("قوات الموصل", [(5, 11)]) == [Piece("قوات "), Piece("الموصل", True)]
    assert cut("قوات", []) == [Piece("قوات")]
    assert cut("قوات", [(0, 4)]) == [Piece("قوات", True)]


def test_places_that_are_known_are_shown_in_one_passage() -> None:
    text = FILLER * 20 + "الموصل والموصل" + FILLER * 20 + "الموصل"
    places = [(540, 546), (547, 554), (len(text) - 6, len(text))]
    shown = passage(text, places)
    assert [piece.text for piece in shown if piece.marked] == ["الموصل", "والموصل"]
