"""How much of one text stands in another."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.transcripts.shingles import KEPT_ONE_IN, overlap, shingle

TEXT = (
    "بدأنا المشروع في ربيع العام الماضي بأربعة قوارب وعشرين صياداً، واليوم لدينا ثلاثون قارباً. "
    "إنّ أهمّ ما تعلّمناه أن البحيرة لا تُعطي مَن لا يصبر عليها، وأن الشباك الضيقة تأكل رزق السنة القادمة."
)
OTHER = (
    "لم نطلب من البلدية سوى رصيف صغير ومصباح واحد عند المدخل، لأن المراكب تعود بعد الغروب. "
    "وقد وعدنا المهندس بأن يزورنا قبل نهاية الشهر، ونحن ننتظر زيارته كل صباح."
)


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("إنّ", "ان").replace("أهمّ", "اهم").replace("أن", "ان"),  # hamzas and shadda left out
        TEXT.replace("تُعطي مَن", "تعطي من"),  # vowel signs left out
        TEXT.replace("البحيرة", "البحيـــرة"),  # tatweel
        TEXT.replace("البحيرة", "البحيره").replace("القادمة", "القادمه"),  # teh marbuta as typed in a hurry
        TEXT.replace("،", " -").replace(".", "…"),  # other punctuation
        "● " + TEXT.replace(". ", ".\r\n\r\n● "),  # other line ends and marks
        "\u200f" + TEXT.replace(" ", "\u00a0"),  # direction marks and hard spaces
    ],
)
def test_spelling_and_punctuation_make_no_difference(changed: str) -> None:
    assert changed != TEXT
    assert shingle(changed).sketch == shingle(TEXT).sketch
    same = overlap(shingle(changed), shingle(TEXT))
    assert (same.of_first, same.of_second, same.jaccard) == (1, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "of_first", "of_second", "jaccard", "words"),
    [
        # Four words are one shingle.
        ("قال لنا الصياد العجوز", "قال لنا الصياد العجوز", 1, 1, 1, 4),
        ("قال لنا الصياد العجوز", "ثم قال لنا الصياد العجوز", 1, 4 / 5, 1 / 2, 4),
        # A run of three words is none.
        ("قال لنا الصياد", "قال لنا الصياد", 0, 0, 0, 0),
        ("قال لنا الصياد العجوز", "قال لنا الصياد الشاب", 0, 0, 0, 0),
        # Words in overlapping shingles are counted once, in separate ones all of them.
        ("ا ب ج د ه", "ا ب ج د ه و ز ح ط ي", 1, 5 / 10, 2 / 7, 5),
        ("ا ب ج د س ه و ز ح", "ا ب ج د ص ه و ز ح", 8 / 9, 8 / 9, 2 / 10, 8),
        # What is said twice is found twice.
        ("ا ب ج د ا ب ج د", "ا ب ج د", 1, 1, 1 / 4, 8),
        (TEXT, OTHER, 0, 0, 0, 0),
        ("", "", 0, 0, 0, 0),
        ("", TEXT, 0, 0, 0, 0),
    ],
)
def test_shares_count_words_and_the_resemblance_counts_shingles(
    first: str, second: str, of_first: float, of_second: float, jaccard: float, words: int
) -> None:
    shared = overlap(shingle(first), shingle(second))
    found = (shared.of_first, shared.of_second, shared.jaccard, shared.words)
    assert found == pytest.approx((of_first, of_second, jaccard, words))


def test_hashes_are_the_same_on_every_machine() -> None:
    """They are stored: with others, nothing of the archive would be recognised any more."""
    assert shingle(" ".join(str(number) for number in range(20, 44))).sketch == {
        -7938298177493889112,
        1450424780974419992,
        3924315659137943664,
    }


def test_a_sketch_keeps_the_share_it_promises() -> None:
    chance = random.Random(3)
    text = " ".join(str(chance.randrange(10**9)) for _word in range(40_000))
    assert len(shingle(text).sketch) == pytest.approx(40_000 / KEPT_ONE_IN, rel=0.05)


def test_the_sketch_of_an_excerpt_is_part_of_the_sketch_of_the_whole() -> None:
    chance = random.Random(5)
    words = [str(chance.randrange(10**9)) for _word in range(2_000)]
    excerpt = shingle(" ".join(words[700:900])).sketch
    assert excerpt
    assert excerpt < shingle(" ".join(words)).sketch


@given(st.text(alphabet=st.characters(), max_size=200), st.text(max_size=200))
def test_any_strings_are_compared(first: str, second: str) -> None:
    shared, turned = overlap(shingle(first), shingle(second)), overlap(shingle(second), shingle(first))
    assert (shared.of_first, shared.of_second, shared.jaccard) == (
        turned.of_second,
        turned.of_first,
        turned.jaccard,
    )
    assert 0 <= shared.jaccard <= max(shared.of_first, shared.of_second) <= 1
    assert all(-(2**63) <= one < 2**63 for one in shingle(first).sketch)
