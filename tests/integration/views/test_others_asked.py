"""The same question put to others: which questions are the same, and what is shown of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interviews.models import Interview, Turn
from interviews.search.results.alike_questions import significant_words
from tests.factories import EntityFactory, MentionFactory, ParticipantFactory, SpeakerFactory, TurnFactory

Make = Callable[..., Interview]
pytestmark = pytest.mark.django_db

QUESTION = "برأيكم، ما الذي يمنع العائلات النازحة من العودة إلى الموصل القديمة؟"


def asked_address(interview: Interview) -> str:
    question = interview.turns.filter(kind="question").earliest("position")
    return f"/interviews/{interview.pk}/asked/{question.key}/"


def others(client: Client, interview: Interview) -> list[str]:
    found = client.get(asked_address(interview)).context["others"]
    return [other["question"].text for other in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("برأيكم، كيف تقيّمون ملوحة الأهوار؟", ["ملوحة", "الأهوار"]),
        ("وماذا عن الأهوار والأهوار؟", ["الأهوار"]),  # each once, in whatever form
        ("ما رأيك؟ ما تعليقك؟", []),
        ("What do you think about the marshes?", ["marshes"]),
        ("", []),
    ],
)
def test_what_only_asks_is_no_word_of_a_question(text: str, words: list[str]) -> None:
    assert significant_words(text) == words


@pytest.fixture
def archive(make_interview: Make, indexed: Callable[[], None]) -> Interview:
    """An interview, one with the same question in other words, and some that only ask alike."""
    interview = make_interview(title="الأول", question=QUESTION, answer="بيت بلا سقف.")
    for question in (
        "ما الذي ما زال يمنع عائلات نازحة من العودة إلى المدينة القديمة في الموصل؟",
        "برأيكم، ما الذي يمنع الفلاحين من زراعة القمح؟",
        "برأيكم، كيف تقيمون عمل البلدية؟",
        "متى زرتم الموصل؟",
    ):
        make_interview(
            title="حوار آخر",
            question=question,
            answer="المدرسة أولاً.",
            speaker=SpeakerFactory(entity__name="هند الجابري"),
        )
    indexed()
    return interview


def test_the_same_question_is_found_in_other_words_and_shown_with_its_answer(
    client: Client, archive: Interview
) -> None:
    assert others(client, archive) == [
        "ما الذي ما زال يمنع عائلات نازحة من العودة إلى المدينة القديمة في الموصل؟"
    ]
    page = client.get(asked_address(archive)).content.decode()
    assert "بيت بلا سقف." in page
    assert "المدرسة أولاً." in page
    assert "هند الجابري" in page
    assert "مدير الميناء" in page
    assert "وكالة النهر" in page


@pytest.mark.parametrize(
    ("asked", "by_the_same"),
    [
        (["سلمان الراوي"], True),
        (["هند الجابري"], False),
        (["سلمان الراوي", "هند الجابري"], False),
        ([None], False),  # who that is nobody knows yet
        ([], False),
    ],
)
def test_a_question_that_only_the_same_speaker_answers_was_not_put_to_others(
    client: Client,
    make_interview: Make,
    indexed: Callable[[], None],
    asked: list[str | None],
    by_the_same: bool,
) -> None:
    speakers = {name: SpeakerFactory(entity__name=name) for name in ("سلمان الراوي", "هند الجابري")}
    first = make_interview(question=QUESTION, speaker=speakers["سلمان الراوي"])
    # More alike than the third, and still behind it where nobody else answers.
    second = make_interview(question=QUESTION, speaker=SpeakerFactory())
    answer = second.turns.get(kind="answer")
    answer.delete()
    for number, name in enumerate(asked):
        guest = ParticipantFactory(interview=second, speaker=speakers[name] if name else None)
        TurnFactory(interview=second, participant=guest, position=10 + number, exchange=answer.exchange)
    third = make_interview(question=f"{QUESTION} وماذا عن السوق؟", speaker=speakers["هند الجابري"])
    indexed()
    page = client.get(asked_address(first))
    expected = [third, second] if by_the_same else [second, third]
    assert [other["interview"].pk for other in page.context["others"]] == [one.pk for one in expected]
    assert ('<h2 class="total">' in page.content.decode()) is by_the_same


def test_where_nobody_else_was_asked_the_page_says_so_and_offers_a_search(
    client: Client, make_interview: Make, archive: Interview, indexed: Callable[[], None]
) -> None:
    other = make_interview(question="كم سمكة في النهر؟")
    indexed()
    page = client.get(asked_address(other))
    assert page.context["others"] == []
    assert 'class="notice"' in page.content.decode()
    assert page.context["words"] == "سمكة النهر"
    assert client.get(page.context["search"]).context["results"].total == 1
    # A question without any word of its own cannot be looked for.
    empty = make_interview(question="ما رأيكم؟")
    indexed()
    page = client.get(asked_address(empty))
    assert (page.context["others"], page.context["words"]) == ([], "")


def test_a_reported_question_is_compared_too(
    client: Client, make_interview: Make, archive: Interview, indexed: Callable[[], None]
) -> None:
    reported = make_interview(question="وعن سؤال بشأن ما يمنع عودة العائلات النازحة إلى الموصل القديمة")
    reported.turns.filter(kind="question").update(indirect=True)
    indexed()
    assert QUESTION in others(client, reported)
    assert reported.turns.get(kind="question").text in others(client, archive)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("كيف بدأ خط دجلة؟", "متى يصل خط دجلة إلى البصرة؟", False),
        ("لماذا توقف خط دجلة في البصرة؟", "هل توقف خط دجلة؟", True),
        # Whoever is asked about nothing but this is asked the same.
        ("ما رأيكم في خط دجلة؟", "كيف ترون خط دجلة؟", True),
    ],
)
def test_names_alone_make_no_two_questions_alike(
    client: Client, make_interview: Make, indexed: Callable[[], None], one: str, other: str, alike: bool
) -> None:
    line = EntityFactory(name="خط دجلة")
    made = [make_interview(question=text, answer="نعم.") for text in (one, other)]
    for interview in made:
        question = interview.turns.get(kind="question")
        start = question.text.index(line.name)
        # Named already, where the text is linked when it is made.
        question.mentions.all().delete()
        MentionFactory(turn=question, entity=line, start=start, end=start + len(line.name))
    for _number in range(20):
        make_interview(question="ماذا عن السمك؟", answer="لا شيء عن ذلك.")
    indexed()
    assert (others(client, made[0]) == [other]) is alike
    assert (others(client, made[1]) == [one]) is alike


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_is_not_public_is_neither_shown_nor_compared(
    client: Client, archive: Interview, hidden: dict[str, Any]
) -> None:
    others_of_it = Interview.objects.exclude(pk=archive.pk)
    numbers = list(others_of_it.values_list("pk", flat=True))
    Interview.objects.filter(pk__in=numbers).update(**hidden)
    assert others(client, archive) == []
    assert client.get(asked_address(Interview.objects.get(pk=numbers[0]))).status_code == 404


def test_only_a_question_of_this_interview_has_such_a_page(client: Client, archive: Interview) -> None:
    answer = archive.turns.get(kind="answer")
    strange = Turn.objects.filter(kind="question").exclude(interview=archive).first()
    assert strange
    for key in (answer.key, strange.key, "nothing", "\0"):
        assert client.get(f"/interviews/{archive.pk}/asked/{key}/").status_code == 404


def test_every_question_leads_there(client: Client, archive: Interview) -> None:
    assert f'href="{asked_address(archive)}"' in client.get(archive.get_absolute_url()).content.decode()


def test_it_costs_few_queries(
    client: Client,
    make_interview: Make,
    indexed: Callable[[], None],
    django_assert_max_num_queries: Any,
) -> None:
    for _number in range(15):
        make_interview(question=QUESTION)
    indexed()
    address = asked_address(Interview.objects.latest("pk"))
    with django_assert_max_num_queries(8):
        assert len(client.get(address).context["others"]) == 14
