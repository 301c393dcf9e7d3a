"""Words with what stands around them, as the lists of the desk show them."""

from __future__ import annotations

import pytest

from interviews.admin.contexts import around


@pytest.mark.parametrize(
    ("text", "words", "length", "expected"),
    [
        ("زار بغداد أمس", "بغداد", 60, ("زار ", "بغداد", " أمس")),
        # A cut stands between two words.
        ("زار الوزير بغداد صباحاً وعاد", "بغداد", 5, ("…", "بغداد", "…")),
        ("زار الوزير بغداد صباحاً وعاد", "بغداد", 9, ("…الوزير ", "بغداد", " صباحاً…")),
        # A word longer than any is cut all the same.
        ("ا" * 90 + "بغداد" + "ا" * 90, "بغداد", 30, ("…" + "ا" * 30, "بغداد", "ا" * 30 + "…")),
        ("قال:\n  زار\r\nبغداد\nالوزير", "بغداد", 60, ("قال: زار ", "بغداد", " الوزير")),
        ("زار كربلاء\nالمقدسة", "كربلاء\nالمقدسة", 60, ("زار ", "كربلاء المقدسة", "")),
    ],
)
def test_what_stands_around(text: str, words: str, length: int, expected: tuple[str, str, str]) -> None:
    start = text.index(words)
    assert around(text, start, start + len(words), length) == expected
