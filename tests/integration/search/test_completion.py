"""What somebody is typing goes on with names and words that the archive has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from haystack import connections

from interviews.actions.names import link_names
from interviews.actions.publishing import withdraw
from interviews.arabic.phonetic import phonetic_key
from interviews.models import Interview, Topic
from interviews.search.indexing.outbox import drain
from interviews.search.language.parsing import parse
from interviews.search.language.tree import Named
from interviews.search.suggest import known_names
from interviews.search.suggest.completion import MOST, complete, field_query
from interviews.search.suggest.known_names import directory, shown
from interviews.search.suggest.name_directory import Bearer, NameDirectory
from tests.factories import EntityFactory, InterviewFactory, OutletFactory, ParticipantFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> Interview:
    """One interview with a speaker, an outlet, a topic and a place, published and indexed."""
    EntityFactory(name="الموصل", kind="place", variants=["Mosul"])
    interview: Interview = InterviewFactory(
        status="published", outlet=OutletFactory(entity__name="وكالة النهر")
    )
    speaker = SpeakerFactory(entity__name="سلمان الراوي", entity__variants=["Salman al-Rawi"])
    guest = ParticipantFactory(interview=interview, label="الراوي", speaker=speaker)
    texts = ("سلام على أهل الموصل والسلاح", "السلاح والنفط", "سلاحكم في الموصل", "السلاح")
    for position, text in enumerate(texts, 1):
        interview.turns.create(position=position, kind="answer", participant=guest, text=text)
    interview.topics.add(Topic.objects.create(name="الأمن الغذائي"))
    link_names(interview)
    drain()
    return interview


def completed(text: str) -> list[str]:
    """The queries that ``text`` may become."""
    return [
        completion.query for completion in complete(text, connections["default"].get_backend().vocabulary())
    ]


@pytest.mark.parametrize(
    ("typed", "queries"),
    [
        ("سلم", ['متحدث:"سلمان الراوي"']),
        ("سلمان", ['متحدث:"سلمان الراوي"']),
        ("سلمان الر", ['متحدث:"سلمان الراوي"']),
        # Any word of a name begins it, the article need not be typed, nor the spelling be right.
        ("الراو", ['متحدث:"سلمان الراوي"']),
        ("راو", ['متحدث:"سلمان الراوي"']),
        ("salm", ['متحدث:"سلمان الراوي"']),
        ("نهر", ['جهة:"وكالة النهر"']),
        ("الامن الغ", ['موضوع:"الأمن الغذائي"']),
        ("mos", ['كيان:"الموصل"']),
        # What stands before the name stays.
        ("السلاح سلمان", ['السلاح متحدث:"سلمان الراوي"']),
        ("السلاح -سلم", ['السلاح -متحدث:"سلمان الراوي"']),
        # Words: in the spelling of the archive, the most frequent first, also behind an article.
        ("سلا", ["السلاح", "سلاحكم", "سلام"]),
        ("السلا", ["السلاح"]),
        ("النفط والس", ["النفط والسلاح"]),
        # In quotation marks there are only words, and they are closed.
        ('"السلاح والنف', ['"السلاح والنفط"']),
        ('"سلمان الر', []),
        # After a field only what it can be.
        ("متحدث:سلم", ['متحدث:"سلمان الراوي"']),
        ('السلاح متحدث:"سلمان ال', ['السلاح متحدث:"سلمان الراوي"']),
        ("متحدث: سلم", ['متحدث:"سلمان الراوي"']),
        ("speaker:salm", ['متحدث:"سلمان الراوي"']),
        ("جهة:سلم", []),
        ("جهة:سلمان السلا", ["جهة:سلمان السلاح"]),
        ("جهة:الن", ['جهة:"وكالة النهر"']),
        # Nothing is offered for what is complete, for a single letter, or for a pasted sentence.
        ("السلاح", []),
        ("س", []),
        ("", []),
        ("   ", []),
        ("؟؟", []),
        ("سلم " * 100, []),
        ("السلاح ", []),
    ],
)
def test_how_a_query_may_go_on(archive: Interview, typed: str, queries: list[str]) -> None:
    assert completed(typed) == queries


def test_a_name_that_is_not_shown_is_said_beside(archive: Interview) -> None:
    [completion] = complete("Rawi", connections["default"].get_backend().vocabulary())
    assert (completion.kind, completion.text, completion.detail) == (
        "speaker",
        "سلمان الراوي",
        "Salman al-Rawi",
    )


@pytest.mark.parametrize(
    ("language", "query"), [("ar", 'متحدث:"سلمان"'), ("ckb", 'متحدث:"سلمان"'), ("en", 'speaker:"سلمان"')]
)
def test_a_field_in_the_readers_language(language: str, query: str) -> None:
    with translation.override(language):
        assert field_query("speaker", "سل«مان»") == query
    assert parse(query).tree == Named("speaker", "سلمان")


def test_nobody_is_offered_who_is_not_public(archive: Interview) -> None:
    """Not even as long as the names kept in memory are older than the withdrawal."""
    assert directory().starting_with(["سلمان"], 1)
    withdraw([archive])
    assert [completed(typed) for typed in ("سلم", "نهر", "الامن", "mos")] == [[], [], [], []]


def test_a_draft_has_no_names(archive: Interview) -> None:
    draft = InterviewFactory(outlet=OutletFactory(entity__name="وكالة البحر"))
    ParticipantFactory(interview=draft, speaker=SpeakerFactory(entity__name="زهير الكاتب"))
    drain()
    assert completed("زهي") == completed("البحر") == []


def test_names_are_read_anew_after_a_while(archive: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    directory()
    other = InterviewFactory(status="published", outlet=OutletFactory(entity__name="وكالة البحر"))
    other.turns.create(position=1, kind="answer", text="كلام")
    drain()
    assert completed("البحر") == []
    # In this thread, since another one would not see what the test has not committed.
    monkeypatch.setattr(known_names, "FRESH", -1.0)
    monkeypatch.setattr(known_names, "_in_the_background", lambda task: task())
    monkeypatch.setattr(known_names.databases, "close_all", lambda: None)
    directory()
    assert completed("البحر") == ['جهة:"وكالة البحر"']


def test_a_whole_page_is_found_in_a_fixed_number_of_queries(
    archive: Interview, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    directory()
    with django_assert_max_num_queries(8):
        assert 0 < len(completed("ال")) <= MOST


def test_shown_keeps_the_order_and_leaves_out_what_is_gone(archive: Interview) -> None:
    known = directory().starting_with(["ال"], 10)
    gone = Bearer("speaker", 10**9, 1)
    assert [name.bearer for name in shown([gone, *reversed(known)])] == list(reversed(known))


NAMES = NameDirectory(
    [
        (Bearer("speaker", 1, 5), "سلمان الراوي"),
        (Bearer("speaker", 2, 50), "سلمان كاغينز"),
        (Bearer("entities", 3, 9), "نهر الراوي"),
    ],
    sound=lambda word: word.replace("غ", "ج"),
)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["سلم"], [2, 1]),
        (["را"], [3, 1]),
        (["سلمان", "را"], [1]),
        (["را", "سلمان"], [1]),
        (["كات"], []),
        ([], []),
    ],
)
def test_names_by_the_beginnings_of_their_words(words: list[str], numbers: list[int]) -> None:
    assert [bearer.pk for bearer in NAMES.starting_with(words, 5)] == numbers


def test_names_of_one_kind_and_by_sound() -> None:
    assert [bearer.pk for bearer in NAMES.starting_with(["راوي"], 5, ("entities",))] == [3]
    assert [bearer.pk for bearer in NAMES.sounding_like(["كاجينز"], 5)] == [2]
    assert NAMES.sounding_like(["كات"], 5) == []


SOUNDS = NameDirectory(
    [(Bearer("entities", n, 1), name) for n, name in enumerate(("مصر", "كاغينز", "رحاب", "نتنياهو", "علي"))],
    phonetic_key,
)


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("كاجينز", [1]),
        ("كاكنز", [1]),
        ("caggins", [1]),
        ("رهاب", [2]),
        ("نتانياهو", [3]),
        ("netanyahu", [3]),
        # The same consonants, but no way to write the one for the other.
        ("المسرحي", []),
        # Two consonants in another script are anybody's.
        ("ali", []),
    ],
)
def test_words_that_sound_alike_may_be_one_name(word: str, names: list[int]) -> None:
    assert [bearer.pk for bearer in SOUNDS.sounding_like([word], 5)] == names


def test_a_word_is_known_with_or_without_its_article() -> None:
    assert NAMES.knows("راوي")
    assert NAMES.knows("الراوي")
    assert not NAMES.knows("راو")
