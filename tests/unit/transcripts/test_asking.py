"""What in a passage's words looks like a question, and what like an answer."""

import pytest

from interviews.transcripts.text.asking import (
    addresses,
    ends_asking,
    opens_asking,
    question_odds,
    replies,
    requests,
    speaks_of_itself,
)
from interviews.transcripts.vocabulary import folded_words


def odds(text: str) -> float:
    return question_odds(text, folded_words(text))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("متى؟", True),
        ("متى ؟؟", True),
        ("متى؟!..", True),
        ("«متى؟».", True),
        ("متى؟\u200f", True),
        ("When?", True),
        ("متى؟ غداً.", False),
        ("غداً.", False),
        ("", False),
        ("؟" + " " * 60, False),  # so many blanks stand at no line's end
    ],
)
def test_a_question_mark_may_have_quotation_marks_and_dots_behind_it(text: str, asks: bool) -> None:
    assert ends_asking(text) is asks


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("كيف بدأت", True),
        ("وهل عدت", True),
        ("هَلْ عدت", True),
        ("برأيك، كيف نبدأ", True),
        ("سيادة المدير، متى تفتحون الجسر", True),
        ("بۆچی درەنگ کەوتن", True),
        ("Why so late", True),
        # «من» and «ما» open questions only where they come first: «البيت من طين».
        ("البيت من طين", False),
        ("فتحنا الجسر أمس", False),
        ("", False),
    ],
)
def test_a_word_that_asks_may_have_an_address_before_it(text: str, opens: bool) -> None:
    assert opens_asking(folded_words(text)) is opens


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("حدثنا عن بداياتك.", True),
        ("بدايةً، عرّفنا بنفسك.", True),
        ("كلمة أخيرة", True),
        ("بدأنا في الصيف.", False),
        ("", False),
    ],
)
def test_requests_ask_without_a_question_mark(text: str, asks: bool) -> None:
    assert requests(folded_words(text)) is asks


@pytest.mark.parametrize(
    ("text", "opens_answer"),
    [("نعم، عدنا.", True), ("في الحقيقة لا أعرف.", True), ("الجسر مغلق.", False), ("", False)],
)
def test_words_with_which_answers_begin(text: str, opens_answer: bool) -> None:
    assert replies(folded_words(text)) is opens_answer


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ما رأيكم في ذلك", 1),
        ("كيف تنظرون إلى مشاركتكم", 2),
        ("متى ستعودين", 1),
        ("لماذا فزتم", 1),
        ("وأجريتم", 1),
        # Nouns and verbs with the same ending address nobody.
        ("هناك ذلك الملك", 0),
        ("مهتم يهتم واختتم", 0),
        ("فتحنا الجسر أمس", 0),
    ],
)
def test_words_that_speak_to_the_one_who_is_asked(text: str, count: int) -> None:
    assert addresses(folded_words(text)) == count


@pytest.mark.parametrize(
    ("text", "count"), [("أعتقد أن لدينا وقتاً", 2), ("كنت هناك", 1), ("الجسر مغلق", 0), ("", 0)]
)
def test_words_of_one_who_speaks_of_himself(text: str, count: int) -> None:
    assert speaks_of_itself(folded_words(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "ما رأيكم في القرار؟",
        "هل تعود؟",
        "والجسر؟",
        "حدثنا عن أول ليلة لك في المدينة.",
        "پەیامتان بۆ خەڵک چییە؟",
        "How deep is the channel today?",
    ],
)
def test_questions_have_odds_above_zero(text: str) -> None:
    assert odds(text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "نعم، أعتقد أن القرار صائب.",
        "لا.",
        "كان الجسر مغلقاً منذ الفيضان، وفتحناه للمشاة أولاً.",
        "Eleven metres at low water.",
        "",
    ],
)
def test_answers_have_odds_below_zero(text: str) -> None:
    assert odds(text) < 0


def test_the_same_words_ask_more_with_a_mark_than_without() -> None:
    assert odds("كيف ترى المباراة؟") > odds("كيف ترى المباراة") > odds("نرى المباراة")


def test_the_longer_a_passage_the_less_it_is_a_question() -> None:
    lengths = [odds("كيف ترى " + "المباراة " * count + "؟") for count in (5, 40, 60, 120)]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > lengths[-1] + 2
