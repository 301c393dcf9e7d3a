"""Names in labels: what is a title, what an office, when two spellings are one."""

import pytest

from interviews.transcripts.people.names import is_spelling, name_key, office_length, words_before_name
from interviews.transcripts.vocabulary import folded_words


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("سعد الراوي", 0),
        ("الدكتور سعد الراوي", 1),
        ("معالي الوزير سعد الراوي", 2),
        ("وكالة أنباء النورس", 2),
        ("الرئيس التنفيذي سعد الراوي", 2),
        ("اللواء الركن المتقاعد سعد", 3),
        ("المؤرخ الراوي", 1),
        ("Captain Ruth Alder", 1),
        # Nothing but a title is a name of its own.
        ("الوزير", 0),
        ("الرئيس التنفيذي", 0),
        # Without the article these are given names or begin an office.
        ("أمير الراوي", 0),
        ("وزير الري", 0),
    ],
)
def test_words_before_a_name(label: str, before: int) -> None:
    assert words_before_name(folded_words(label)) == before


@pytest.mark.parametrize(
    ("label", "office"),
    [
        ("رئيس هيئة الطيران سعد الراوي", "رئيس هيئة الطيران"),
        ("الناطق باسم النقابة سعد كريم الراوي", "الناطق باسم النقابة"),
        ("مدير السدود سعد الراوي", "مدير السدود"),
        ("المحافظ سعد الراوي", "المحافظ"),
        # What follows is still the office.
        ("المتحدث باسم الوزارة", ""),
        ("الرئيس الأعلى للبحرية", ""),
        ("وزير الري", ""),
        # No article shows where the office ends.
        ("محافظ نينار سعد الراوي", ""),
        ("سعد الراوي", ""),
        ("", ""),
    ],
)
def test_the_office_before_a_name(label: str, office: str) -> None:
    assert office_length(folded_words(label)) == len(folded_words(office))


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("الراوي", "سعد الراوي", True),
        ("د. سعد", "سعد الراوي", True),
        ("سعد الراوي", "سعد كريم الراوي", True),
        ("س. الراوي", "سعد الراوي", True),
        ("عبدالله الراوي", "عبد الله الراوي", True),
        ("ك. الراوي", "سعد الراوي", False),
        ("س", "سعد الراوي", False),
        ("الراوي سعد", "سعد الراوي", False),
        ("سعد الراوي", "الراوي", False),
    ],
)
def test_a_label_is_a_spelling_of_a_longer_one(part: str, whole: str, expected: bool) -> None:
    assert is_spelling(name_key(folded_words(part)), name_key(folded_words(whole))) is expected
