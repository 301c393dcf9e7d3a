"""Places in a page's text lead back to the page's own characters."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.transcripts.sources import read_text
from interviews.transcripts.sources.origins import Origins


@pytest.mark.parametrize(
    ("content", "words", "original"),
    [
        ("<p>زار بغداد أمس</p>", "بغداد", "بغداد"),
        ("<p>زار <b>بغ</b>داد أمس</p>", "بغداد", "بغ</b>داد"),
        ("<p>قال &laquo;بغداد&raquo;</p>", "«بغداد»", "&laquo;بغداد&raquo;"),
        ("<p>في&nbsp;بغداد&#32;و&#1576;غداد</p>", "بغداد", "بغداد"),
        (
            "<style>p { بغداد }</style><script>'بغداد'</script><!-- بغداد --><p>في بغداد.</p>",
            "بغداد",
            "بغداد",
        ),
        ("<p title='بغداد'>في\n   بغداد\n  الجديدة</p>", "بغداد الجديدة", "بغداد\n  الجديدة"),
        # What a page does not show may begin like the text behind it.
        ("<head><title>بلدنا</title></head><noscript>بلدة</noscript><p>بغداد</p>", "بغداد", "بغداد"),
        ("<p>في <svg/>بغداد<svg></svg></p>", "بغداد", "بغداد"),
        ("<p>زار <embed>بغداد أمس</p>", "بغداد", "بغداد"),
        ("<SCRIPT>'بغداد <b>'</script ><p>في بغداد</p>", "بغداد", "بغداد"),
        ("<header>في بغداد</header><p>أمس</p>", "بغداد", "بغداد"),
        ("في بغداد", "بغداد", "بغداد"),
    ],
)
def test_words_of_a_page_are_found_in_its_markup(content: str, words: str, original: str) -> None:
    text = read_text(content, "page.html").text
    start = text.index(words)
    place = Origins(content, text).place(start, start + len(words))
    assert place is not None
    assert content[slice(*place)] == original
    assert content[: place[0]].endswith(
        ("في ", "زار ", "قال ", "<b>", "في\n   ", "&nbsp;", "'>في ", "<p>", "<svg/>", "<embed>")
    )


def test_what_was_added_has_no_place() -> None:
    assert Origins("<p>بغداد</p>", "بغداد ×").place(6, 7) is None
    assert Origins("", "").place(0, 0) is None


@pytest.mark.parametrize(
    "opened", ["<!-- بغداد ", "<style>بغداد ", "<embed>بغداد ", "<svg><title>بغداد ", "<"]
)
def test_what_is_never_closed_is_sought_once(opened: str) -> None:
    """Sought from each place anew, it would take minutes."""
    started = process_time()
    Origins(opened * 40_000, "بغداد")
    assert process_time() - started < 15


@given(st.lists(st.sampled_from(["بغداد", "<b>", "</b>", "&amp;", " ", "\n", "<br>", "و", "«"]), max_size=40))
def test_any_page_leads_back_to_itself(pieces: list[str]) -> None:
    """Whatever stands between, each word's letters are those of the page, in order."""
    content = "<p>x " + "".join(pieces) + "</p>"
    text = read_text(content, "page.html").text
    origins = Origins(content, text)
    last = 0
    for at, character in enumerate(text):
        if place := origins.place(at, at + 1):
            assert content[slice(*place)] in (character, "&amp;")
            assert place[0] >= last
            last = place[1]
