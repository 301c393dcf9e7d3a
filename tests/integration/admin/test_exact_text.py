"""Text through a browser and back, and the places of mentions in an edited text."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from interviews.actions.mentions import MovedText, attach_mentions, detach_mentions
from interviews.admin.exact_text import with_stored_line_ends
from interviews.admin.name_search import spelling_pattern
from interviews.arabic.normalize import fold
from interviews.arabic.spellings import written_forms
from tests.factories import MentionFactory, TurnFactory

LINES = st.text(alphabet="\n\r اب،\t\u2028", max_size=30)


def through_a_browser(text: str) -> str:
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


@given(LINES)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert with_stored_line_ends(through_a_browser(text), text) == text


@given(LINES, LINES)
def test_an_edit_brings_its_words_and_no_other_line_ends(stored: str, typed: str) -> None:
    result = with_stored_line_ends(through_a_browser(typed), stored)
    assert through_a_browser(result) == through_a_browser(typed)
    if "\r" not in stored:
        assert "\r" not in result


@pytest.mark.parametrize(
    ("old", "new", "words", "expected"),
    [
        ("زار بغداد", "زار بغداد", "بغداد", "same"),
        ("زار بغداد", "نعم، زار بغداد", "بغداد", "found"),  # words before
        ("زار بغداد أمس", "زار بغداد", "بغداد", "found"),  # words gone behind
        ("زار بغداد.", "زار بغداد، ثم عاد.", "بغداد", "found"),  # a mark behind
        ("زار بغداد", "زار البصرة", "بغداد", "lost"),
        ("في العراق", "في العراقي", "العراق", "lost"),  # a part of a longer word
        ("والعراق", "فالعراق والعراق", "العراق", "found"),  # with its proclitic
        ("من إقليم كوردستان", "من إقليم  كوردستان", "إقليم كوردستان", "lost"),  # changed between
        ("كُتُبٌ ببغداد", "هذه كُتُبٌ ببغداد", "بغداد", "found"),
        ("،،", "،، نعم", "،", "lost"),  # no word at all
        ("زار بغداد", "", "بغداد", "lost"),
    ],
)
def test_a_mention_follows_its_words(old: str, new: str, words: str, expected: str) -> None:
    start = old.index(words)
    place = MovedText(old, new).place(start, start + len(words))
    if expected == "lost":
        assert place is None
    else:
        assert place is not None
        assert new[slice(*place)] == words
        assert (place[0] == start) == (expected == "same" or new.startswith(old[: start + len(words)]))


@given(st.text(alphabet="اب وبغداد،.\u064e", max_size=40), st.text(alphabet="اب وبغداد،.", max_size=40))
def test_a_place_always_holds_the_same_words(old: str, new: str) -> None:
    moved = MovedText(old, new)
    for start in range(len(old)):
        place = moved.place(start, start + 1)
        assert place is None or new[slice(*place)] == old[start : start + 1]


@pytest.mark.django_db
def test_the_database_refuses_what_detaching_makes_possible() -> None:
    turn = TurnFactory(text="نعمل في بغداد")
    kept = MentionFactory(turn=turn, start=0, end=4, state="confirmed")
    MentionFactory(turn=turn, start=8, end=13, state="confirmed")
    turn.text = "نعمل"
    with pytest.raises(IntegrityError), transaction.atomic():
        turn.save()
    detached = detach_mentions({turn.pk: turn.text})
    turn.save()
    attach_mentions(detached)
    assert list(turn.mentions.values_list("pk", "start", "end", "state")) == [(kept.pk, 0, 4, "confirmed")]


@given(st.text(alphabet="اأإآةهىيكگوؤئّـ٢2aÀ.*[", min_size=1, max_size=8))
def test_a_pattern_finds_the_word_it_was_made_from(word: str) -> None:
    if fold(word):
        assert re.search(spelling_pattern(word), word, re.IGNORECASE)


@pytest.mark.parametrize(
    ("word", "form"),
    [("كردستان", "كوردستان"), ("كوردستان", "كردستان"), ("الكوردي", "الكردي"), ("كتاب", "كتاب")],
)
def test_arabic_and_kurdish_spelling_find_one_another(word: str, form: str) -> None:
    assert form in written_forms(word)
