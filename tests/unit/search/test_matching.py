"""What of a text answers a query: which words, by which of their forms."""

import pytest

from interviews.search.language.tree import (
    Alternative,
    And,
    Choice,
    Either,
    Everything,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Together,
    Word,
)
from interviews.search.results.matching import Layer, Matcher, text_of

AUGUST = Either(Word("آب"), (Alternative("months", Word("أغسطس"), "أغسطس"),))


def matched(tree: Node, text: str) -> list[str]:
    return [text[place.start : place.end] for place in Matcher(tree).places(text)]


@pytest.mark.parametrize(
    ("tree", "text", "words"),
    [
        (Word("تحالف"), "قوات والتحالفِ", ["والتحالفِ"]),
        (Word("التحالف"), "تحالفات للتحالف", ["تحالفات", "للتحالف"]),
        (Word("مكتبة"), "الكتاب عند الكاتب", ["الكتاب", "الكاتب"]),
        (Word("2014"), "في ٢٠١٤م و2014", ["٢٠١٤", "2014"]),
        (Word("قوات،"), "القوات", ["القوات"]),
        (Word("مدرسة", literal=True), "مدرسه ومدرسة مدارس", ["مدرسه"]),
        (Prefix("است"), "استقال ثم إستعاد، واستقر", ["استقال", "إستعاد"]),
        (Phrase("التحالف الدولي"), "التحالف، الدولي والتحالف الدولي", ["التحالف، الدولي"]),
        (Phrase("نعم نعم"), "نعم نعم نعم", ["نعم نعم", "نعم نعم"]),
        (And((Word("قوات"), Not(Word("روسيا")))), "قوات روسيا", ["قوات"]),
        (Or((Word("تموز"), Word("آب"))), "في آب وفي تموز", ["آب", "تموز"]),
        (AUGUST, "بين آب وأغسطس", ["آب", "وأغسطس"]),
        # A function word only where nothing else was asked for.
        (Together((Word("في"), Word("الموصل"))), "في الموصل", ["الموصل"]),
        (Word("في"), "في الموصل", ["في"]),
        # What is looked for elsewhere, or is a fact, marks nothing.
        (Together((Word("قوات", field="title"), Word("الموصل"))), "قوات الموصل", ["الموصل"]),
        (And((Word("قوات"), Filter("year", "in", {"2014"}))), "قوات 2014", ["قوات"]),
        (And((Word("قوات"), Choice("kind", frozenset({"answer"})))), "قوات", ["قوات"]),
        (Everything(), "قوات", []),
        (Word("؟"), "قوات؟", []),
    ],
)  # fmt: skip
def test_what_answers_a_query(tree: Node, text: str, words: list[str]) -> None:
    assert matched(tree, text) == words


@pytest.mark.parametrize(
    ("slop", "text", "found"),
    [
        (1, "التحالف الكبير الدولي", ["التحالف الكبير الدولي"]),
        (1, "الدولي التحالف", ["الدولي التحالف"]),
        (1, "التحالف الكبير القوي الدولي", []),
        (2, "التحالف الكبير القوي الدولي", ["التحالف الكبير القوي الدولي"]),
        # The shortest stretch.
        (5, "التحالف ثم التحالف الدولي", ["التحالف الدولي"]),
        (5, "التحالف الدولي ثم الدولي والتحالف", ["التحالف الدولي"]),
        (1, "التحالف التحالف الدولي التحالف الدولي", ["التحالف الدولي", "التحالف الدولي"]),
    ],
)
def test_words_near_one_another(slop: int, text: str, found: list[str]) -> None:
    assert matched(Phrase("التحالف الدولي", slop), text) == found


def test_a_word_that_is_asked_for_twice_has_to_stand_there_twice() -> None:
    assert matched(Phrase("نعم ثم نعم", 1), "نعم ثم لا، لا، نعم نعم ثم") == ["نعم نعم ثم"]


@pytest.mark.parametrize(
    ("word", "text", "layer"),
    [
        ("التحالف", "التحالف", Layer.WRITTEN),
        ("البيشمركه", "البيشمركة", Layer.FOLDED),
        ("التحالف", "وتحالف", Layer.BARE),
        ("تحالف", "التحالفات", Layer.STEM),
        ("مكتبة", "الكتاب", Layer.ROOT),
    ],
)
def test_the_nearest_form_counts(word: str, text: str, layer: Layer) -> None:
    (place,) = Matcher(Word(word)).places(text)
    assert [answer.layer for answer in place.answers] == [layer]


def test_a_word_may_answer_several_parts() -> None:
    (place,) = Matcher(Together((Word("التحالف"), Word("تحالف"), Word("قوات")))).places("تحالف")
    assert [(answer.sought.part, answer.layer) for answer in place.answers] == [
        (0, Layer.BARE),
        (1, Layer.WRITTEN),
    ]


def test_what_was_typed_goes_before_its_alternatives() -> None:
    tree = Either(Word("تحالفات"), (Alternative("names", Word("تحالف"), "تحالف"),))
    (place,) = Matcher(tree).places("تحالف")
    assert [(answer.sought.kind, answer.layer) for answer in place.answers] == [("", Layer.STEM)]


def test_alternatives_say_what_they_stand_for() -> None:
    (place,) = Matcher(Together((Word("حريق"), AUGUST))).places("في أغسطس")
    (answer,) = place.answers
    assert (answer.sought.part, answer.sought.kind, answer.sought.typed) == (1, "months", "آب")


def test_the_words_of_a_part() -> None:
    assert text_of(Together((Word("قوات،"), Phrase("التحالف، الدولي"), AUGUST))) == "قوات التحالف الدولي آب"


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        (Word("كردستان", layers=("written", "folded", "bare")), "كوردستان بكردستان", ["بكردستان"]),
        (Word("2014", layers=("written",)), "2014 ٢٠١٤", ["2014"]),
        (Word("تحالف", layers=("stem",)), "تحالف", ["تحالف"]),
    ],
)
def test_a_word_may_be_kept_to_some_layers(word: Word, text: str, found: list[str]) -> None:
    assert matched(word, text) == found


def test_an_entity_answers_where_it_is_named() -> None:
    named = Filter("entities", "in", frozenset({"7"}))
    matcher = Matcher(Either(Word("نتنياهو"), (Alternative("names", named, "بنيامين نتنياهو"),)))
    assert list(matcher.entities) == [7]
    assert matcher.places("قال الرئيس") == []
    (place,) = matcher.places_named("قال الرئيس", [(7, 4, 10), (8, 0, 3)])
    (answer,) = place.answers
    assert (place.start, place.end) == (4, 10)
    assert (answer.sought.kind, answer.sought.typed) == ("names", "نتنياهو")


@pytest.mark.parametrize(
    ("text", "mention", "place"),
    [
        ("قال لقوات التحالف، ثم", "قوات التحالف", "لقوات التحالف"),
        ("وبالموصل", "موصل", "وبالموصل"),
        ("قال الرئيسُ، ثم", "الرئيس", "الرئيسُ"),
        ("قال «الرئيس» ثم", "الرئيس", "الرئيس"),
        # What is between words stays as an editor marked it.
        ("قال «الرئيس» ثم", "«الرئيس»", "«الرئيس»"),
        ("قال … ثم", "…", "…"),
        ("… قال", "…", "…"),
        ("قال …", "…", "…"),
    ],
)
def test_a_mention_is_marked_in_whole_words(text: str, mention: str, place: str) -> None:
    named = Alternative("names", Filter("entities", "in", frozenset({"7"})), "…")
    matcher = Matcher(Either(Word("نتنياهو"), (named,)))
    start = text.index(mention)
    (found,) = matcher.places_named(text, [(7, start, start + len(mention))])
    assert text[found.start : found.end] == place
