"""What one person was asked more than once: which questions are grouped, and what is shown of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from interviews.models import Interview, Speaker
from interviews.search.results import repeated_questions as asked
from interviews.views.caching import forget_pages
from tests.factories import EntityFactory, MentionFactory, ParticipantFactory, SpeakerFactory, TurnFactory

Make = Callable[..., Interview]
Put = Callable[..., Interview]
pytestmark = pytest.mark.django_db

RETURN = (
    "برأيكم، ما الذي يمنع العائلات النازحة من العودة إلى الموصل القديمة؟",
    "ما الذي ما زال يمنع عائلات نازحة من العودة إلى المدينة القديمة في الموصل؟",
    "العائلات النازحة من الموصل القديمة، ما يمنعها من العودة؟",
)
WATER = ("كيف تقيّمون ملوحة مياه الأهوار؟", "ومياه الأهوار، هل ما زالت ملوحتها ترتفع؟")


@pytest.fixture
def speaker(db: None) -> Speaker:
    found: Speaker = SpeakerFactory(entity__name="سلمان الراوي")
    return found


@pytest.fixture
def put(make_interview: Make, speaker: Speaker) -> Put:
    """An interview in which the question was put to the speaker, a year after the last one."""
    years = iter(range(2010, 2100))

    def interview(question: str, answer: str = "لا أدري.", **fields: Any) -> Interview:
        fields.setdefault("published_on", date(next(years), 3, 1))
        return make_interview(question=question, answer=answer, **{"speaker": speaker, **fields})

    # What else is in the archive makes words rare or not.
    for number in range(6):
        make_interview(
            question=f"وماذا عن السمك رقم {number}؟",
            answer="نعم.",
            speaker=SpeakerFactory(entity__name="هند"),
        )
    return interview


@pytest.fixture
def groups(client: Client, speaker: Speaker, indexed: Callable[[], None]) -> Callable[[], list[Any]]:
    """The groups of the speaker's page as it is made now."""

    def found() -> list[Any]:
        indexed()
        forget_pages()
        cache.clear()
        repeated: list[Any] = client.get(speaker.get_absolute_url()).context["repeated"]
        return repeated

    return found


def test_a_question_in_other_words_is_grouped_and_leads_to_every_answer(
    client: Client, speaker: Speaker, put: Put, groups: Callable[[], list[Any]]
) -> None:
    made = [put(text, answer) for text, answer in zip(RETURN, ("بيت.", "مدرسة.", "طريق."), strict=True)]
    put("متى زرتم السوق؟")
    (group,) = groups()
    assert group.question.text in RETURN
    assert group.interview_count == 3
    questions = [interview.turns.get(kind="question") for interview in made]
    assert group.occasions == [(question.interview, question.get_absolute_url()) for question in questions]
    whole = client.get(speaker.get_absolute_url())
    assert html.fromstring(whole.content).xpath(f'//a[@href="{questions[0].get_absolute_url()}"]')
    page = client.get(speaker.get_absolute_url() + group.url.partition("#")[0])
    # The latest first, each with its answer and the link to that.
    assert [question.text for question in page.context["page"]] == [*reversed(RETURN)]
    tree = html.fromstring(page.content)
    for interview in made:
        answer = interview.turns.get(kind="answer")
        (link,) = tree.xpath(f'//a[@href="{answer.get_absolute_url()}"]')
        assert link.text_content() == answer.text
        assert interview.title in page.content.decode()
    assert "2010" in tree.text_content()
    assert page.context["repeated"] == []


def test_long_answers_are_cut_and_of_many_the_first_are_shown(
    client: Client, put: Put, groups: Callable[[], list[Any]], speaker: Speaker
) -> None:
    interview = put(RETURN[0], "نعود غداً. " * 100)
    guest = interview.participants.get(speaker=speaker)
    for position in range(3, 8):
        TurnFactory(
            interview=interview,
            position=position,
            kind="answer",
            text=f"وبعد {position}.",
            exchange=1,
            participant=guest,
        )
    put(RETURN[1])
    (group,) = groups()
    page = client.get(speaker.get_absolute_url() + group.url.partition("#")[0])
    question = page.context["page"][1]
    assert [answer.turn.position for answer in question.answers] == [2, 3, 4]
    assert question.further == 3
    (article,) = html.fromstring(page.content).xpath('//article[.//p[@class="others"]]')
    assert len(article.text_content()) < 1000


def test_every_wording_is_an_address_of_the_group(
    client: Client, speaker: Speaker, put: Put, groups: Callable[[], list[Any]]
) -> None:
    # Another may be in the middle after the next interview; addresses that were given away go on.
    made = [put(text) for text in RETURN]
    groups()
    for interview in made:
        key = interview.turns.get(kind="question").key
        page = client.get(speaker.get_absolute_url(), {"repeated": key})
        assert page.context["page"].paginator.count == 3


def test_without_a_question_that_was_repeated_there_is_no_section(
    client: Client, speaker: Speaker, put: Put, groups: Callable[[], list[Any]]
) -> None:
    put(RETURN[0])
    put(WATER[0])
    assert groups() == []
    assert 'id="repeated"' not in client.get(speaker.get_absolute_url()).content.decode()


def test_what_only_asks_on_is_another_question_each_time(put: Put, groups: Callable[[], list[Any]]) -> None:
    for text in (
        "هل لديكم مثال؟",
        "مثلاً؟",
        "ماذا حدث؟",
        "وماذا حدث بالضبط؟",
        "ماذا تقصدون؟",
        "ما الذي تقصده؟",
    ):
        put(text)
    assert groups() == []


def test_within_one_interview_is_not_more_than_once(
    put: Put, groups: Callable[[], list[Any]], speaker: Speaker
) -> None:
    interview = put(RETURN[0])
    guest = interview.participants.get(speaker=speaker)
    TurnFactory(interview=interview, position=3, kind="question", text=RETURN[1], exchange=2)
    TurnFactory(interview=interview, position=4, kind="answer", text="نعم.", exchange=2, participant=guest)
    assert groups() == []
    put(RETURN[2])
    (group,) = groups()
    # Two of the three are of one interview.
    assert (group.interview_count, len(group.occasions)) == (2, 2)


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("كيف بدأ خط دجلة؟", "متى يصل خط دجلة إلى البصرة؟", 0),
        ("لماذا توقف خط دجلة في البصرة؟", "هل توقف خط دجلة؟", 1),
    ],
)
def test_names_alone_make_no_group(
    put: Put, groups: Callable[[], list[Any]], one: str, other: str, number: int
) -> None:
    line = EntityFactory(name="خط دجلة")
    for text in (one, other):
        question = put(text).turns.get(kind="question")
        start = text.index(line.name)
        question.mentions.all().delete()
        MentionFactory(turn=question, entity=line, start=start, end=start + len(line.name))
    assert len(groups()) == number


@pytest.mark.parametrize(
    "hidden",
    [{"status": "draft"}, {"status": "withdrawn"}, {"publish_at": timezone.now() + timedelta(days=1)}],
)
def test_what_is_not_public_is_neither_counted_nor_shown(
    client: Client, put: Put, groups: Callable[[], list[Any]], speaker: Speaker, hidden: dict[str, Any]
) -> None:
    shown, secret, other = (put(text) for text in RETURN)
    assert groups()[0].interview_count == 3
    # Still in the index.
    Interview.objects.filter(pk=secret.pk).update(**hidden)
    forget_pages()
    cache.clear()
    page = client.get(speaker.get_absolute_url())
    (group,) = page.context["repeated"]
    assert [interview for interview, _url in group.occasions] == [shown, other]
    key = secret.turns.get(kind="question").key
    assert key not in page.content.decode()
    assert client.get(speaker.get_absolute_url(), {"repeated": key}).context["asked_again"] is None
    Interview.objects.filter(pk=other.pk).update(**hidden)
    assert groups() == []


def test_the_question_of_most_interviews_comes_first_then_the_latest(
    put: Put, groups: Callable[[], list[Any]]
) -> None:
    for text in (*RETURN, *WATER, "متى يُفتح جسر السوق الخشبي؟", "جسر السوق الخشبي، متى يُفتح؟"):
        put(text)
    found = groups()
    assert [group.interview_count for group in found] == [3, 2, 2]
    assert found[0].question.text in RETURN
    assert found[2].question.text in WATER


def test_only_what_the_speaker_answered_counts(
    make_interview: Make, put: Put, groups: Callable[[], list[Any]], speaker: Speaker
) -> None:
    put(RETURN[0])
    other = SpeakerFactory(entity__name="هند الجابري")
    # Put to somebody else; they only take part.
    interview = make_interview(question=RETURN[1], answer="نعم.", speaker=other)
    ParticipantFactory(interview=interview, speaker=speaker, role="guest")
    assert groups() == []


def test_a_kurdish_question_is_grouped(put: Put, groups: Callable[[], list[Any]]) -> None:
    put("بۆچی ئاوی گوندەکە شۆر بووە؟", language="ckb")
    put("ئاوی گوندەکەتان بۆ شۆر بووە؟", language="ckb")
    put("کەی قوتابخانەکە دەکرێتەوە؟", language="ckb")
    (group,) = groups()
    assert "شۆر" in group.question.text


@pytest.mark.parametrize("key", ["", "0", "\0", "k3v9m2xw7d", "x" * 500])
def test_what_is_no_repeated_question_is_left_out_of_the_address(
    client: Client, put: Put, speaker: Speaker, indexed: Callable[[], None], key: str
) -> None:
    put(RETURN[0])
    indexed()
    page = client.get(speaker.get_absolute_url(), {"repeated": key})
    assert page.context["asked_again"] is None
    assert page.context["page"].paginator.count == 1


def test_few_are_shown_and_the_latest_compared(
    put: Put, groups: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for word in ("الجسر", "السوق", "المسرح", "الميناء", "المطار", "السد", "الملعب"):
        for text in (f"متى ينتهي بناء {word} الجديد؟", f"بناء {word}، متى ينتهي؟"):
            put(text)
    assert len(groups()) == 5
    monkeypatch.setattr(asked, "MOST_QUESTIONS", 1)
    assert groups() == []


def test_of_very_many_pairs_the_likeliest_are_compared(
    put: Put, groups: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (RETURN[0], RETURN[1], WATER[0], WATER[0]):
        put(text)
    monkeypatch.setattr(asked, "MOST_COMPARED", 1)
    assert [group.question.text for group in groups()] == [WATER[0]]


def test_its_pages_cost_few_queries(
    client: Client,
    put: Put,
    groups: Callable[[], list[Any]],
    speaker: Speaker,
    settings: Settings,
    django_assert_max_num_queries: Any,
) -> None:
    river = EntityFactory(name="النهر", kind="place")
    for number in range(12):
        interview = put(RETURN[number % 3])
        MentionFactory(turn=interview.turns.get(kind="question"), entity=river, end=3)
    (group,) = groups()
    settings.INDEX_AFTER_COMMIT = False
    address = speaker.get_absolute_url()
    for query in ("", group.url.partition("#")[0], f"?asked={river.pk}"):
        forget_pages()
        cache.clear()
        with django_assert_max_num_queries(10):
            page = client.get(address + query)
        assert page.context["page"].paginator.count == 12
