"""A quotation looked up in the archive: where it was said, by whom, how far it differs."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from interviews.actions.names import link_names
from interviews.actions.publishing import withdraw
from interviews.actions.turns import number_exchanges
from interviews.models import Interview
from interviews.search.indexing.outbox import drain
from interviews.search.quotation import verify as module
from interviews.search.quotation.alignment import Danger, Kind, Verdict
from interviews.search.quotation.verify import Alarm, Verification, verify
from tests.factories import EntityFactory, InterviewFactory, OutletFactory, ParticipantFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

ANSWERS = (
    "لم نتفق معهم على الموعد، وقلنا ذلك مراراً في كوردستان سنة 2014.\n\nثم عُدنا إلى الموصل بعد ثلاثة أشهر.",
    "بدأنا بسبعة عشر متطوعاً يجمعون الكتب من البيوت المهدومة، وصار عندنا اليوم أربعون ألف كتاب.",
)
QUESTIONS = ("متى اتفقتم مع أصحاب الزوارق على الموعد؟", "كيف جمعتم هذه المكتبة كلها؟")


@pytest.fixture
def said(settings: Any) -> Callable[..., Interview]:
    """Publishes and indexes an interview: ``said("…", "…")`` are its answers."""
    settings.INDEX_AFTER_COMMIT = False

    def publish(*answers: str, name: str = "سلمان الراوي", **values: Any) -> Interview:
        values.setdefault("status", "published")
        interview: Interview = InterviewFactory(outlet=OutletFactory(entity__name="وكالة النهر"), **values)
        host = ParticipantFactory(interview=interview, label="وكالة النهر", role="interviewer")
        guest = ParticipantFactory(
            interview=interview,
            label="الضيف",
            speaker=SpeakerFactory(entity__name=name),
            office="مدير الميناء",
        )
        for number, answer in enumerate(answers or ANSWERS):
            interview.turns.create(
                position=2 * number + 1, kind="question", participant=host, text=QUESTIONS[number % 2]
            )
            interview.turns.create(position=2 * number + 2, kind="answer", participant=guest, text=answer)
        number_exchanges(interview)
        link_names(interview)
        drain()
        return interview

    return publish


def verdicts(found: Verification) -> list[str]:
    return [place.verdict.value for place in found.places]


@pytest.mark.parametrize(
    ("quotation", "verdict"),
    [
        ("لم نتفق معهم على الموعد", Verdict.EXACT),
        ("«لم نتفق معهم … ثم عُدنا إلى الموصل»", Verdict.EXACT),
        ('قال الراوي: "لم نتفق معهم على الموعد"', Verdict.EXACT),
        ("\u200fلم نتفـــق معهم\u200e على الموعد.", Verdict.EXACT),
        ("وقلنا ذلك مرارا في كوردستان", Verdict.SPELLING),
        ("في كردستان سنة ٢٠١٤", Verdict.SPELLING),  # the very words are not in the index, other spellings are
        ("ثم عدنا الي الموصل بعد ثلاثه اشهر", Verdict.SPELLING),
        ("متى اتفقتم مع أصحاب الزوارق", Verdict.EXACT),  # a question
        ("بدأنا بسبعين متطوعاً يجمعون الكتب من البيوت المهدومة", Verdict.NEAR),
        ("متطوعون جمعوا الكتب من البيوت المهدومة في الموصل", None),
        ("سنبني عشرة جسور جديدة فوق الفرات", None),
        ("زقزقزق طقطقطق بقبقبق لقلقلق", None),
    ],
)
def test_the_verdict(said: Callable[..., Interview], quotation: str, verdict: Verdict | None) -> None:
    said()
    assert verify(quotation).verdict == verdict


def test_a_place_tells_who_when_where_and_after_which_question(said: Callable[..., Interview]) -> None:
    interview = said(published_on=date(2020, 8, 24))
    (place,) = verify("لم نتفق معهم على الموعد").places
    assert place.turn.participant.name == "سلمان الراوي"
    assert place.turn.participant.office == "مدير الميناء"
    assert place.turn.interview.outlet.name == "وكالة النهر"
    assert place.turn.get_absolute_url() == f"{interview.get_absolute_url()}#t-{place.turn.key}"
    assert place.question is not None
    assert place.question.text == QUESTIONS[0]


def test_the_passage_stands_in_its_original_wording_among_the_words_around_it(
    said: Callable[..., Interview],
) -> None:
    before, after = "قبل ذلك بأيام. " * 20, " وبعد ذلك بأيام." * 20
    said(f"{before}ثم عُدنا، نعم، إلى الموصل!{after}")
    (place,) = verify("ثم عدنا نعم الى الموصل").places
    assert [piece.text for piece in place.passage if piece.marked] == ["ثم عُدنا، نعم، إلى الموصل"]
    text = "".join(piece.text for piece in place.passage)
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "قبل ذلك بأيام. ثم عُدنا" in text
    assert "الموصل! وبعد ذلك" in text


def test_a_long_omission_is_cut_in_the_middle(said: Callable[..., Interview]) -> None:
    said(f"بدأنا من هنا صباحاً {'ثم مشينا كثيراً ' * 60}ووصلنا إلى هناك مساءً")
    (place,) = verify("بدأنا من هنا … إلى هناك مساءً").places
    assert place.verdict == Verdict.EXACT
    assert [piece.text for piece in place.passage if piece.marked] == ["بدأنا من هنا", "إلى هناك مساءً"]
    assert " … " in [piece.text for piece in place.passage]
    assert len("".join(piece.text for piece in place.passage)) < 500


def test_the_parts_must_stand_in_one_turn_in_order(said: Callable[..., Interview]) -> None:
    said()
    assert verify("لم نتفق معهم على الموعد … أربعون ألف كتاب").verdict == Verdict.NEAR
    assert verify("ثم عُدنا إلى الموصل … لم نتفق معهم على الموعد").verdict == Verdict.NEAR


def test_words_of_a_question_and_its_answer_are_near_to_one_of_them(said: Callable[..., Interview]) -> None:
    said()
    found = verify("اتفقتم مع أصحاب الزوارق على الموعد؟ لم نتفق معهم على الموعد، وقلنا ذلك")
    assert found.verdict == Verdict.NEAR


def test_half_invented_is_near_and_shows_which_half(said: Callable[..., Interview]) -> None:
    said()
    invented = " ".join(f"مخترع{letter}" for letter in "ابتثجحخدذرزسش")
    found = verify(f"{ANSWERS[1]} {invented}")
    (place,) = found.places
    assert place.verdict == Verdict.NEAR
    assert [(step.kind, step.quoted) for step in place.comparison if step.kind != Kind.SAME] == [
        (Kind.ADDED, invented)
    ]
    assert place.percent < 60


@pytest.mark.parametrize(
    ("quotation", "danger"),
    [
        ("نتفق معهم على الموعد", Danger.NEGATION_BEFORE),
        ("لن نتفق معهم على الموعد وقلنا ذلك مراراً", Danger.NEGATION),
        ("وقلنا ذلك مراراً في كوردستان سنة 2015", Danger.NUMBER),
    ],
)
def test_what_turns_the_meaning_is_told(
    said: Callable[..., Interview], quotation: str, danger: Danger
) -> None:
    said()
    (place,) = verify(quotation).places
    assert [caution.danger for caution in place.cautions] == [danger]


def test_a_swapped_name_is_told(said: Callable[..., Interview]) -> None:
    EntityFactory(name="الموصل", kind="place")
    said()
    (place,) = verify("ثم عُدنا إلى أربيل بعد ثلاثة أشهر").places
    assert place.names == ["الموصل"]
    assert [(s.quoted, s.said) for s in place.comparison if s.kind == Kind.CHANGED] == [("أربيل", "الموصل")]


def test_who_is_said_to_speak_is_left_aside_only_if_the_archive_has_it_not(
    said: Callable[..., Interview],
) -> None:
    said("قال لي أبي: لا تبع الأرض لأحد.")
    assert verify("قال بارزاني: لا تبع الأرض لأحد").left_aside == ("قال بارزاني",)
    assert verify("قال لي أبي: لا تبع الأرض لأحد").left_aside == ()
    assert verify("«لا تبع الأرض لأحد»، أضاف الوزير").left_aside == ("أضاف الوزير",)


def test_the_quotation_is_given_to_somebody_else(said: Callable[..., Interview]) -> None:
    said()

    def given_to(introduction: str) -> str:
        (place,) = verify(f'{introduction}: "لم نتفق معهم على الموعد"').places
        return place.given_to

    assert given_to("قال سعد الراوي") == ""
    EntityFactory(name="سعد الراوي")
    assert given_to("قال سعد الراوي") == "سعد الراوي"
    assert given_to("قال سلمان الراوي") == ""
    assert given_to("نعيم الكعود") == "نعيم الكعود"
    # Of a text that names nobody nothing is known.
    assert given_to("وقال أيضاً") == ""


def test_of_the_same_words_those_of_whom_the_quotation_names_come_first(
    said: Callable[..., Interview],
) -> None:
    said(name="نعيم الكعود", published_on=date(2014, 1, 1))
    said(published_on=date(2020, 1, 1))
    found = verify('قال الكعود: "لم نتفق معهم على الموعد"')
    assert [place.turn.participant.name for place in found.places] == ["نعيم الكعود", "سلمان الراوي"]
    assert [bool(place.given_to) for place in found.places] == [False, True]
    assert found.alarm is None


def test_of_the_same_words_those_without_a_negation_before_them_come_first(
    said: Callable[..., Interview],
) -> None:
    said("نتفق معهم على الموعد دائماً", published_on=date(2014, 1, 1))
    said(published_on=date(2020, 1, 1))
    found = verify("نتفق معهم على الموعد")
    assert [place.alarm for place in found.places] == [None, Alarm.NEGATION_BEFORE]


def test_a_label_is_compared_if_it_was_said(said: Callable[..., Interview]) -> None:
    said("عندي شرطان: الماء النظيف والعمل في الميناء القديم.")
    assert verify("شرطان: الماء النظيف والعمل في الميناء القديم").left_aside == ()
    near = verify("شرطان: الماء النظيف والعمل في المرفأ القديم")
    assert (near.verdict, near.left_aside, near.alarm) == (Verdict.NEAR, (), None)


def test_the_same_words_in_several_places_come_newest_first(said: Callable[..., Interview]) -> None:
    for year in (2014, 2020, 2017):
        said(f"في سنة {year} لم نتفق معهم على الموعد أبداً", published_on=date(year, 1, 1))
    said("لم نتفق معهم على المَوعد", published_on=date(2021, 1, 1))
    said("لم نتفق معهم على الموعد أبداً", published_on=None)
    found = verify("لم نتفق معهم على الموعد")
    dates = [place.turn.interview.published_on for place in found.places]
    assert [d.year if d else None for d in dates] == [2020, 2017, 2014, None, 2021]
    assert verdicts(found) == ["exact"] * 4 + ["spelling"]
    assert (found.count, found.is_at_least) == (5, False)


def test_a_near_turn_is_found_among_others_with_the_same_words(
    said: Callable[..., Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CANDIDATES", 3)
    words, chance = ANSWERS[1].split(), random.Random(1)
    said(*(" ".join(chance.sample(words, len(words))) for _number in range(30)), ANSWERS[1])
    found = verify(ANSWERS[1].replace("أربعون", "خمسون"))
    assert [place.turn.text for place in found.places] == [ANSWERS[1]]


def test_of_very_many_places_some_are_shown(
    said: Callable[..., Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CANDIDATES", 4)
    monkeypatch.setattr(module, "MOST_PLACES", 2)
    said(*(f"السلام عليكم يا أهل المدينة {number}" for number in range(5)))
    found = verify("السلام عليكم يا أهل المدينة")
    assert (len(found.places), found.count, found.is_at_least) == (2, 4, True)


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_what_is_not_published_was_not_said(said: Callable[..., Interview], status: str) -> None:
    said(status=status)
    assert verify("لم نتفق معهم على الموعد").places == []


def test_an_embargoed_interview_was_not_said_yet(said: Callable[..., Interview]) -> None:
    said(publish_at=timezone.now() + timedelta(hours=1))
    assert verify("لم نتفق معهم على الموعد").places == []


def test_a_withdrawn_interview_is_gone_before_the_index_knows(said: Callable[..., Interview]) -> None:
    interview = said()
    assert verify("لم نتفق معهم على الموعد").places
    withdraw([interview])
    assert verify("لم نتفق معهم على الموعد").places == []
    # Also when the outbox does not know.
    Interview.objects.filter(pk=interview.pk).update(status="published")
    drain()
    Interview.objects.filter(pk=interview.pk).update(status="draft")
    assert verify("لم نتفق معهم على الموعد").places == []


def test_titles_and_leads_are_not_looked_through(said: Callable[..., Interview]) -> None:
    words = "رحلة قصيرة في ضواحي المدينة القديمة"
    said(title=words, lead=words)
    assert verify(words).places == []


@pytest.mark.parametrize(
    "text",
    ["", "كلمة", "؟!", "…", "\ud800 كلمة", "«» : … «»", "-و -لا AND ( [ * قال", "أ" * 5000 + " ب ت ث"],
)
def test_no_text_is_an_error(said: Callable[..., Interview], text: str) -> None:
    said()
    assert verify(text).places == []


def test_three_hundred_words_are_found(said: Callable[..., Interview]) -> None:
    text = " ".join(f"{word}{number}ت" for number in range(100) for word in ("كلمة", "جملة", "فقرة"))
    said(text, "كلمة جملة فقرة")
    found = verify(text)
    assert verdicts(found) == ["exact"]
    assert found.quotation.words


def test_a_quotation_takes_a_fixed_number_of_queries(
    said: Callable[..., Interview], django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        said(f"لم نتفق معهم على الموعد {number}", name=f"ضيف {number}")
    with django_assert_max_num_queries(9):
        assert len(verify("لم نتفق معهم على الموعد").places) == 6


def test_before_the_first_indexing_nothing_was_said() -> None:
    assert verify("لم نتفق معهم على الموعد").places == []
