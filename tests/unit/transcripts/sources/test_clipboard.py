"""The looks of a copied page, found again in the text that was pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.transcripts.source import Formatted, Source
from interviews.transcripts.sources.clipboard import with_looks


def page(*pieces: str | tuple[str, str]) -> Source:
    """A page of pieces, of which those with a look are pairs: ("strong", "متى؟")."""
    text = ""
    formatted = []
    for piece in pieces:
        look, words = ("", piece) if isinstance(piece, str) else piece
        if look:
            formatted.append(Formatted(len(text), len(text) + len(words), look))
        text += words
    return Source(text, tuple(formatted), "html")


@pytest.mark.parametrize(
    ("text", "copied", "looks"),
    [
        ("متى؟\nغداً.", page(("strong", "متى؟"), "\nغداً."), [("strong", "متى؟")]),
        # A browser parts the paragraphs of the text by blank lines, and ends its lines its own way.
        ("متى؟ \r\n\r\n غداً.", page("متى؟\n", ("quote", "غداً.")), [("quote", "غداً.")]),
        # White space inside a line counts for nothing.
        ("قال  سعد:\tنعم", page("قال ", ("strong", "سعد: نعم")), [("strong", "سعد:\tنعم")]),
        # A passage of several lines, of which the editor changed one.
        ("أولاً\nجديد\nثالثاً", page(("item", "أولاً\nثانياً\nثالثاً")), [("item", "أولاً\nجديد\nثالثاً")]),
        ("أولاً\nجديد", page(("item", "أولاً\nثانياً")), [("item", "أولاً")]),
        # A line that is there twice: each has its own look.
        ("نعم\nلا\nنعم", page("نعم\nلا\n", ("strong", "نعم")), [("strong", "نعم")]),
        # Nothing of it was pasted, or the editor wrote it anew.
        ("غداً.", page(("heading", "عنوان"), "\nغداً."), []),
        ("", page(("heading", "عنوان")), []),
        ("متى؟", page("متى؟", ("strong", " ")), []),
    ],
)
def test_a_line_has_the_look_that_it_has_in_the_page(
    text: str, copied: Source, looks: list[tuple[str, str]]
) -> None:
    source = with_looks(text, copied)
    assert source.text == text
    assert [(one.look, text[one.start : one.end]) for one in source.formatted] == looks


def test_the_second_of_two_equal_lines_keeps_its_own_look() -> None:
    source = with_looks("نعم\nلا\nنعم", page("نعم\nلا\n", ("strong", "نعم")))
    assert [one.start for one in source.formatted] == [7]


LINES = st.text(alphabet="ا ب\n\r\t؟", max_size=30)


@given(LINES, LINES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_any_page_goes_with_any_text(text: str, copied: str, places: list[tuple[int, int]]) -> None:
    passages = [Formatted(*sorted(min(place, len(copied)) for place in pair), "strong") for pair in places]
    source = with_looks(text, Source(copied, tuple(passages)))
    assert source.text == text
    for one in source.formatted:
        letters = "".join(text[one.start : one.end].split())
        assert 0 <= one.start < one.end <= len(text)
        assert letters


@given(LINES)
def test_a_page_of_the_same_text_keeps_all_its_looks(text: str) -> None:
    bare = text.strip()
    start = text.index(bare)
    passages = (Formatted(start, start + len(bare), "strong"),) if bare else ()
    assert with_looks(text, Source(text, passages)).formatted == passages
