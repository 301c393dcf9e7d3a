"""Terms are found, and ranges of them, as in a sorted list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search.backends.whoosh.terms import Terms, as_bytes, as_text, packed

texts = st.text(st.sampled_from("ابةمz\ud800"), max_size=4)


@given(st.sets(texts, max_size=20), texts)
def test_any_term(words: set[str], asked: str) -> None:
    listed = sorted(map(as_bytes, words))
    terms = Terms(*packed(listed))
    term = as_bytes(asked)
    assert list(terms) == listed
    assert terms.find(term) == (listed.index(term) if term in listed else None)
    assert [terms[i] for i in terms.starting_with(term)] == [t for t in listed if t.startswith(term)]
    assert [terms[i] for i in terms.between(term, None)] == [t for t in listed if t >= term]
    assert [terms[i] for i in terms.between(term, None, open_low=True)] == [t for t in listed if t > term]
    assert [terms[i] for i in terms.between(None, term)] == [t for t in listed if t <= term]
    assert [terms[i] for i in terms.between(None, term, open_high=True)] == [t for t in listed if t < term]


def test_a_range_of_days() -> None:
    terms = Terms(*packed([b"2014-06-10", b"2014-08-01", b"2020-08-24"]))
    assert terms.between(b"2014-06-10", b"2019-12-31", open_low=True) == range(1, 2)
    assert not terms.between(b"2021-01-01", b"2000-01-01")


@pytest.mark.parametrize("text", ["مدينة", "\ud800", "a\u0000b", ""])
def test_terms_are_the_same_after_a_way_through_bytes(text: str) -> None:
    assert as_text(as_bytes(text)) == text
