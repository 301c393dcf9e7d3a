"""A quotation beside what was said: which passage, which verdict, which steps, which dangers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search.quotation.alignment import Alignment, Danger, Kind, Verdict, align, cautions, words_of
from interviews.search.quotation.quoted import read_quotation

SAID = (
    "نحن لم نتفق معهم على الموعد، وقلنا ذلك مراراً في كوردستان سنة 2014. ثم عُدنا إلى الموصل بعد ثلاثة أشهر، "
    "وكان عددنا 30 رجلاً من عبد الله إلى غيره. لا نعرف من أطلق النار على «السوق القديمة»، ولن ننتظر لجنة "
    "أخرى تكتب تقريراً لا يقرؤه أحد."
)


def beside(quotation: str, said: str = SAID) -> Alignment | None:
    return align(read_quotation(quotation).words, words_of(said))


def wordings(alignment: Alignment) -> list[tuple[str, str, str]]:
    """Each step that is not "same": kind, words of the quotation, words that were said."""
    return [
        (
            step.kind.value,
            " ".join(word.written for word in alignment.quoted[slice(*step.quoted)]),
            " ".join(word.written for word in alignment.said[slice(*step.said)]),
        )
        for step in alignment.steps
        if step.kind != Kind.SAME
    ]


@pytest.mark.parametrize(
    "quotation",
    [
        "لم نتفق معهم على الموعد",
        "لم نتفق معهم، على الموعد!",  # punctuation
        "«لم نتفق معهم على الموعد»",
        "لم  نتفق\n\nمعهم\tعلى الموعد",
        "لـم نتفـــق معهم على الموعد",  # tatweel
        "\u200fلم نت\u200cفق معهم\u200e على الموعد\ufeff",  # zero-width and direction marks
        "لم نتفق معهم على \ufe8d\ufedf\ufee4وعد",  # glyphs of a PDF file for letters
        "لم نتفق معهم على الموعد وقلنا ذلك مراراً في كوردستان سنة 2014 ثم عُدنا",
        "أطلق النار على السوق القديمة",
        "لم نتفق … في كوردستان سنة 2014",
        "لم نتفق معهم [...] ثم عُدنا إلى الموصل (…) من أطلق النار",
        "... لم نتفق معهم على الموعد ...",
        "وقلنا ذلك مراراً… في كوردستان",  # nothing was left out
    ],
)
def test_the_same_words_are_exact(quotation: str) -> None:
    found = beside(quotation)
    assert found is not None
    assert found.verdict == Verdict.EXACT
    assert {kind for kind, _quoted, _said in wordings(found)} <= {"left_out"}


@pytest.mark.parametrize(
    ("quotation", "steps"),
    [
        ("وقلنا ذلك مرارا في كوردستان", [("spelt", "مرارا", "مراراً")]),  # diacritics are spelling
        ("لَمْ نتفق معهم على الموعد", [("spelt", "لَمْ", "لم")]),
        ("ذلك مراراً في كردستان سنة", [("spelt", "كردستان", "كوردستان")]),  # Arabic and Kurdish spelling
        ("ذلك مراراً في کوردستان سنة", [("spelt", "کوردستان", "كوردستان")]),  # the keheh of a Kurdish keyboard
        ("ثم عُدنا الى الموصل", [("spelt", "الى", "إلى")]),
        ("في كوردستان سنة ٢٠١٤", [("spelt", "٢٠١٤", "2014")]),  # digits of another script
        ("رجلاً من عبدالله إلى غيره", [("spelt", "عبدالله", "عبد الله")]),  # two words written as one
        ("ذلك مراراً … ثم عُدنا الي", [("left_out", "", "في كوردستان سنة 2014"), ("spelt", "الي", "إلى")]),
        ("لجنة أخرى تكتب تقريراً لايقرؤه أحد", [("spelt", "لايقرؤه", "لا يقرؤه")]),
        ("السوق القديمه و لن ننتظر", [("spelt", "القديمه و لن", "القديمة ولن")]),
    ],
)
def test_other_spellings_are_named(quotation: str, steps: list[tuple[str, str, str]]) -> None:
    found = beside(quotation)
    assert found is not None
    assert (found.verdict, wordings(found)) == (Verdict.SPELLING, steps)


@pytest.mark.parametrize(
    ("quotation", "steps"),
    [
        ("ثم عُدنا إلى بغداد بعد ثلاثة أشهر", [("changed", "بغداد", "الموصل")]),
        ("نحن نتفق معهم على الموعد", [("missing", "", "لم")]),
        ("نحن لم نتفق أبداً معهم على الموعد", [("added", "أبداً", "")]),
        ("لم نتفق معهم على المكان", [("changed", "المكان", "الموعد")]),  # at the edge
        ("سوف نتفق معهم على الموعد", [("changed", "سوف", "لم")]),
        ("لم نتفق معهم على الموعد المحدد", [("added", "المحدد", "")]),  # a comma parts the next word from it
        ("ثم عادوا إلى الموصل بعد ثلاثة أشهر", [("changed", "عادوا", "عُدنا")]),
        ("لم نتفق معهم … وقلنا هذا مراراً", [("left_out", "", "على الموعد"), ("changed", "هذا", "ذلك")]),
    ],
)
def test_what_differs_is_shown_word_by_word(quotation: str, steps: list[tuple[str, str, str]]) -> None:
    found = beside(quotation)
    assert found is not None
    assert (found.verdict, wordings(found)) == (Verdict.NEAR, steps)


@pytest.mark.parametrize(
    "quotation",
    [
        "كلام آخر لا علاقة له بالنص أبداً في الموصل",
        "ثم … على … إلى … من بعد الآن",  # function words in another order
        "الموصل إلى عُدنا ثم الموعد على",  # the same words backwards
        "في الموصل وفي كوردستان قال الرجل للنار ذلك",
        "أعلنت الوزارة عن افتتاح مدرسة جديدة في الموصل بعد ثلاثة أعوام",
        "لا نعرف من أطلق سراح الرجال في تلك المدينة يومها",  # a set phrase, and no other word
        "في كوردستان سنة كاملة من أجل المدارس والجسور الجديدة",
        "ثم عُدنا إلى الموصل … لم نتفق معهم",  # the parts stand in another order: only one of them is there
    ],
)
def test_other_words_are_not_near(quotation: str) -> None:
    found = beside(quotation)
    assert found is None or (found.verdict == Verdict.NEAR and "…" in quotation and found.share < 0.8)


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        # Five words in a row, of which two say something.
        (
            "في العراق من أجل القضاء على الفساد في كل المدن",
            "نعمل بالعراق من أجل القضاء على كل عصابة مسلحة هناك",
        ),
        # Two thirds of the weight, by function words and one other.
        ("نعم كل هذا هو من أجل القضاء على هذا الفقر الكبير", "كل هذا هو من أجل القضاء على هذا الشر"),
    ],
)
def test_a_set_phrase_in_common_is_not_near(quotation: str, said: str) -> None:
    assert beside(quotation, said) is None


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        ("هو الذي كان معنا في المدينة", "هو الذي كان معكم في المدينة"),  # one word beside function words
        ("النفط في هذه الأرض", "النفط في تلك الأرض"),
    ],
)
def test_few_words_that_say_something_are_enough_in_a_short_quotation(quotation: str, said: str) -> None:
    found = beside(quotation, said)
    assert found is not None
    assert found.verdict == Verdict.NEAR


def test_parts_in_another_order_are_not_exact() -> None:
    found = beside("أطلق النار على السوق … لم نتفق معهم على الموعد")
    assert found is not None
    assert found.verdict == Verdict.NEAR


def test_half_invented_is_near_with_the_invented_half_shown() -> None:
    words = [word.written for word in words_of(SAID)][:30]
    invented = [f"مخترع{letter}" for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةى"[:30]]
    found = beside(" ".join(words + invented))
    assert found is not None
    assert found.verdict == Verdict.NEAR
    assert 0.4 < found.share < 0.6
    assert wordings(found) == [("added", " ".join(invented), "")]


def test_the_half_that_stands_in_another_turn_does_not_hide_this_one() -> None:
    found = beside("أين كنتم يوم بدأ القصف؟ لا نعرف من أطلق النار")
    assert found is not None
    assert found.verdict == Verdict.NEAR


def test_the_passage_is_the_connected_one() -> None:
    said = "في البدء كان الماء. " + "كلام كثير آخر هنا. " * 30 + "كان الماء في النهر صافياً يومها."
    found = beside("كان الماء في النهر كدراً يومها", said)
    assert found is not None
    begin, end = found.passage
    assert said[found.said[begin].start : found.said[end - 1].end] == "كان الماء في النهر صافياً يومها"


def test_an_exact_passage_goes_before_one_that_is_only_spelt_alike() -> None:
    found = beside("ذهبنا إلى أعلى الجبل", "ذهبنا الى اعلى الجبل، نعم ذهبنا إلى أعلى الجبل.")
    assert found is not None
    assert (found.verdict, found.passage) == (Verdict.EXACT, (5, 9))


@pytest.mark.parametrize(
    ("quotation", "danger", "quoted", "said"),
    [
        ("نحن نتفق معهم على الموعد", Danger.NEGATION, (), ("لم",)),
        ("وكان عددنا ليس 30 رجلاً من عبد الله", Danger.NEGATION, ("ليس",), ()),
        ("نحن لن نتفق معهم على الموعد", Danger.NEGATION, ("لن",), ("لم",)),
        ("وكان عددنا 40 رجلاً من عبد الله", Danger.NUMBER, ("40",), ("30",)),
        ("وكان عددنا كبيراً من عبد الله إلى غيره", Danger.NUMBER, (), ("30",)),
        ("نتفق معهم على الموعد", Danger.NEGATION_BEFORE, (), ("لم نتفق",)),  # exact, and yet the opposite
        ("وقلنا ذلك … ننتظر لجنة أخرى", Danger.NEGATION_BEFORE, (), ("ولن ننتظر",)),  # left out by «…»
    ],
)
def test_what_turns_the_meaning_is_said(
    quotation: str, danger: Danger, quoted: tuple[str, ...], said: tuple[str, ...]
) -> None:
    found = beside(quotation)
    assert found is not None
    assert [(c.danger, c.quoted, c.said) for c in cautions(found)] == [(danger, quoted, said)]


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        ("لم نتفق معهم على الموعد", SAID),
        ("نتفق معهم في كل شيء", "لا، نتفق معهم في كل شيء."),  # «No, we agree»
        ("في كوردستان سنة ٢٠١٤", SAID),
        ("نحن ولم نتفق معهم على الموعد", "نحن لم نتفق معهم على الموعد ولم"),
    ],
)
def test_what_does_not_turn_the_meaning_is_no_alarm(quotation: str, said: str) -> None:
    found = beside(quotation, said)
    assert found is not None
    assert not [c for c in cautions(found) if c.danger != Danger.NEGATION]


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        ("we did not agree with them", "Well, we did not agree with them on the date."),
        ("لەگەڵ ئەوان لەسەر کاتەکە ڕێک نەکەوتین", "ئێمە لەگەڵ ئەوان لەسەر کاتەکە ڕێک نەکەوتین."),
    ],
)
def test_other_languages_are_compared_alike(quotation: str, said: str) -> None:
    found = beside(quotation, said)
    assert found is not None
    assert found.verdict == Verdict.EXACT


def test_nothing_is_beside_nothing() -> None:
    assert align([], words_of(SAID)) is None
    assert align(words_of(SAID), []) is None


def test_repetitions_take_no_time() -> None:
    # 300 times the same word against ten thousand: the worst there is for a comparison by runs.
    found = beside("لا " * 150 + "نعم " * 150, "لا نعم " * 5000)
    assert found is None or found.verdict == Verdict.NEAR


VOCABULARY = "لم لا نتفق معهم على الموعد وقلنا ذلك … 2014 كردستان كوردستان عبد الله عبدالله"
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=25)


@given(WORDS, WORDS)
def test_the_steps_tell_of_every_word_of_the_quotation_in_order(ours: list[str], theirs: list[str]) -> None:
    quotation, said = read_quotation(" ".join(ours)), words_of(" ".join(theirs))
    found = align(quotation.words, said)
    if found is None:
        return
    position, at = 0, found.passage[0]
    for step in found.steps:
        assert step.quoted[0] == position
        assert step.said[0] == at
        assert step.quoted[1] > step.quoted[0] or step.said[1] > step.said[0]
        position, at = step.quoted[1], step.said[1]
    assert position == len(found.quoted)
    assert 0 < found.share <= 1
    assert (found.verdict == Verdict.NEAR) == bool(
        {step.kind for step in found.steps} & {Kind.CHANGED, Kind.ADDED, Kind.MISSING}
    )


@given(WORDS, WORDS, WORDS)
def test_a_part_of_what_was_said_is_exact(part: list[str], before: list[str], after: list[str]) -> None:
    words = words_of(" ".join(part))
    found = align(words, words_of(" ".join([*before, *part, *after])))
    assert found.verdict == Verdict.EXACT if found else not words
