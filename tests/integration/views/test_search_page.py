"""The search page: what readers type finds what was said, and shows the published wording."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from interviews.actions.publishing import withdraw
from interviews.models import IndexUpdate, Interview, Turn
from interviews.search.indexing import outbox
from interviews.views.caching import forget_pages
from tests.factories import EntityFactory, InterviewFactory, OutletFactory, SpeakerFactory

Make = Callable[..., Interview]


def results(client: Client, **parameters: Any) -> Any:
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return response.context["results"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("البيشمركه", "<mark>البيشمركةُ</mark>"),  # teh marbuta typed as heh; the vocalised word is marked
        ("تحالف", "<mark>والتحالف</mark>"),  # behind a conjunction and the article
        ("٢٠١٤", "<mark>2014</mark>"),  # digits of another script
        ("كردستان", "<mark>كوردستان</mark>"),  # Kurdish spelling
        ("الـبيشمركة", "<mark>البيشمركةُ</mark>"),  # tatweel
        ("\u200fالموصل\u200f", "<mark>الموصل</mark>"),  # direction marks around a pasted word
        ("\ufee3\ufeecا", None),  # presentation forms of «مها», which does not occur
        ('"التحالف معا"', None),  # a phrase keeps its words as they are: the text has «والتحالف»
        ("«الى الموصل»", "<mark>إلى الموصل</mark>"),  # a phrase in guillemets, hamza dropped
    ],
)
def test_words_are_found_as_arabic_is_written(
    client: Client, make_interview: Make, indexed: Callable[[], None], query: str, shown: str | None
) -> None:
    make_interview()
    indexed()
    response = client.get("/search/", {"q": query})
    if shown is None:
        assert response.context["results"].results == []
    else:
        assert shown in response.content.decode()


def test_an_answer_stands_below_its_question(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview()
    indexed()
    (result,) = results(client, q="البيشمركة").results
    assert result.turn.kind == "answer"
    assert result.question.kind == "question"
    assert "".join(piece.text for piece in result.question_snippet) == "ما رأيكم في دور التحالف الدولي؟"


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_what_is_not_published_is_neither_found_nor_counted(
    client: Client, make_interview: Make, indexed: Callable[[], None], status: str
) -> None:
    make_interview(status=status)
    indexed()
    found = results(client, q="البيشمركة")
    assert (found.total, found.results, found.facets) == (0, [], [])


def test_an_embargoed_interview_is_not_found(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview(publish_at=timezone.now() + timedelta(hours=1))
    indexed()
    assert results(client, q="البيشمركة").total == 0


def test_a_withdrawn_interview_is_gone_before_the_index_knows(
    client: Client, make_interview: Make, indexed: Callable[[], None], settings: Any
) -> None:
    settings.INDEX_AFTER_COMMIT = False
    interview = make_interview()
    indexed()
    assert results(client, q="البيشمركة").total == 1
    withdraw([interview])
    found = results(client, q="البيشمركة")
    assert (found.total, found.results, found.facets) == (0, [], [])


@pytest.mark.parametrize("later", [{"status": "draft"}, {"publish_at": timezone.now() + timedelta(days=1)}])
def test_what_the_outbox_has_not_heard_of_is_not_shown_either(
    client: Client, make_interview: Make, indexed: Callable[[], None], later: dict[str, Any]
) -> None:
    interview = make_interview()
    indexed()
    # As somebody does in SQL: no signal, so neither outbox nor index know.
    Interview.objects.filter(pk=interview.pk).update(**later)
    assert results(client, q="البيشمركة").results == []


def test_a_deleted_interview_is_gone_before_the_index_knows(
    client: Client, make_interview: Make, indexed: Callable[[], None], settings: Any
) -> None:
    settings.INDEX_AFTER_COMMIT = False
    interview = make_interview()
    indexed()
    interview.delete()
    assert results(client, q="البيشمركة").total == 0


def test_facets_count_and_narrow(client: Client, make_interview: Make, indexed: Callable[[], None]) -> None:
    first = make_interview(published_on=date(2014, 8, 1))
    second = make_interview(
        published_on=date(2020, 8, 1),
        outlet=OutletFactory(entity__name="صحيفة الجسر"),
        speaker=SpeakerFactory(entity__name="ليلى الحكيم"),
    )
    indexed()
    found = results(client, q="التحالف")
    counts = {facet.name: {v.label: v.count for v in facet.values} for facet in found.facets}
    assert found.total == 4
    assert counts["outlet"] == {"وكالة النهر": 2, "صحيفة الجسر": 2}
    assert counts["speaker"] == {"سلمان الراوي": 1, "ليلى الحكيم": 1}
    assert counts["year"] == {"2020": 2, "2014": 2}
    assert sum(counts["kind"].values()) == 4

    narrowed = results(client, q="التحالف", outlet=str(second.outlet_id), kind="answer")
    assert [result.turn.interview_id for result in narrowed.results] == [second.pk]
    assert results(client, q="التحالف", year="2014").results[0].turn.interview_id == first.pk


@pytest.mark.parametrize(("sort", "years"), [("newest", [2020, 2014, None]), ("oldest", [2014, 2020, None])])
def test_sorting_by_date_puts_undated_ones_last(
    client: Client, make_interview: Make, indexed: Callable[[], None], sort: str, years: list[int | None]
) -> None:
    speaker, outlet = SpeakerFactory(), OutletFactory()
    for published_on in (date(2014, 1, 1), None, date(2020, 1, 1)):
        make_interview(published_on=published_on, speaker=speaker, outlet=outlet)
    indexed()
    found = results(client, q="الموصل", sort=sort).results
    dates = [result.turn.interview.published_on for result in found]
    assert [d.year if d else None for d in dates] == years


def test_pages_neither_repeat_nor_skip(client: Client, db: None, indexed: Callable[[], None]) -> None:
    interview = InterviewFactory(status="published")
    Turn.objects.bulk_create(
        Turn(interview=interview, position=n, kind="answer", text=f"عن الميناء رقم {n}") for n in range(1, 46)
    )
    outbox.queue([interview.pk])
    indexed()
    pages = [
        [result.turn.position for result in results(client, q="الميناء", page=n).results] for n in (1, 2, 3)
    ]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert sorted(position for page in pages for position in page) == list(range(1, 46))


def test_when_no_turn_has_all_words_the_page_says_so(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview()
    indexed()
    notice = "notice nearest"
    for query in ("الموصل القطار", '"إلى الموصل" القطار'):
        response = client.get("/search/", {"q": query})
        found = response.context["results"]
        assert (found.total, found.shows_nearest) == (1, True), query
        assert notice in response.content.decode()
    response = client.get("/search/", {"q": "الموصل التحالف"})
    assert not response.context["results"].shows_nearest
    assert notice not in response.content.decode()


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": ""},
        {"q": "   "},
        {"q": "؟!"},
        {"q": '"'},
        {"q": "-"},
        {"q": "\0البيشمركة"},
        {"q": "x" * 5000},
        {"q": "AND OR NOT ( ) [ TO ] * ? ~ ^ :"},
        {"q": "البيشمركة", "page": "-1"},
        {"q": "البيشمركة", "page": "99999999999999999999"},
        {"q": "البيشمركة", "page": "9" * 5000},
        {"q": "البيشمركة", "page": "١"},
        {"q": "البيشمركة", "sort": "nonsense"},
        {"q": "البيشمركة", "outlet": "x'; DROP", "year": "9" * 30, "speaker": "²"},
        {"q": "البيشمركة", "outlet": "999999999999999999"},
        {"q": "\ud800"},
    ],
)
def test_no_query_is_an_error(
    client: Client, make_interview: Make, indexed: Callable[[], None], parameters: dict[str, str]
) -> None:
    make_interview()
    indexed()
    query = urlencode(parameters, errors="surrogatepass")
    assert client.get(f"/search/?{query}").status_code == 200


def test_what_was_typed_is_shown_as_text(client: Client, db: None) -> None:
    page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_markup_in_a_text_is_shown_as_text(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    interview = make_interview(answer="قال <b>الراوي</b> & سكت عن الميناء")
    indexed()
    for address in ("/search/?q=الميناء", interview.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "<b>" not in page
        assert "&lt;b&gt;" in page


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # The edition; other names of what the query says; what has become due (without a worker only);
        # interviews to leave out; turns, topics; whom the facets count; pages that the query names; the names
        # of all these; topics that the facets count; questions.
        ("الموصل", 11),
        # Whom the field means.
        ("متحدث:الراوي الموصل", 11 + 1),
        ("الموصل البصرة بغداد النجف كربلاء أربيل", 11),
    ],
)
@pytest.mark.parametrize("interviews", [1, 12])
def test_a_search_takes_a_fixed_number_of_queries(
    client: Client,
    make_interview: Make,
    indexed: Callable[[], None],
    django_assert_num_queries: Any,
    interviews: int,
    query: str,
    queries: int,
) -> None:
    for _number in range(interviews):
        make_interview()
    indexed()
    results(client, q=query)  # The names of the archive are read once by each process.
    # The second page is made, too.
    forget_pages()
    with django_assert_num_queries(queries):
        assert len(results(client, q=query).results) == interviews


def test_before_the_first_indexing_a_search_finds_nothing(client: Client, db: None) -> None:
    assert results(client, q="الموصل").total == 0


@pytest.mark.parametrize("query", ["الموصل من زقزقزق", "ما هو زقزقزق", "زقزقزق من"])
def test_a_function_word_alone_is_no_match(
    client: Client, make_interview: Make, indexed: Callable[[], None], query: str
) -> None:
    make_interview(question="ما هو رأيكم؟", answer="خرجنا من البيت.")
    make_interview(answer="عدنا إلى الموصل.")
    indexed()
    found = results(client, q=query)
    assert [r.turn.text for r in found.results] == (["عدنا إلى الموصل."] if "الموصل" in query else [])


def test_a_function_word_still_raises_the_score(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    speaker, outlet = SpeakerFactory(), OutletFactory()
    for answer in ("كتب حسن الوردي عن بغداد.", "كتب علي الوردي عن بغداد."):
        make_interview(answer=answer, speaker=speaker, outlet=outlet)
    indexed()
    assert [r.turn.text for r in results(client, q="علي الوردي").results] == [
        "كتب علي الوردي عن بغداد.",
        "كتب حسن الوردي عن بغداد.",
    ]


@pytest.mark.parametrize("query", ["مهندس", "مهندس -زقزقزق", "موضوع:أمن مهندس"])
def test_of_one_word_the_nearer_forms_come_first(
    client: Client, make_interview: Make, indexed: Callable[[], None], query: str
) -> None:
    speaker, outlet = SpeakerFactory(), OutletFactory()
    # However often the farther ones occur, and however short the turn is.
    nearest_first = [
        "بعد يوم طويل من العمل عند الجسر الكبير في أطراف المدينة القديمة لقينا رجلا قيل إنه مهندس.",
        "بعد يوم طويل من العمل عند الجسر الكبير في أطراف المدينة القديمة لقينا رجلا هو المهندس.",
        "المهندسون والمهندسون.",
        "هندسة الهندسة.",
    ]
    for answer in reversed(nearest_first):
        make_interview(question="ما هو؟", answer=answer, speaker=speaker, outlet=outlet)
    indexed()
    assert [r.turn.text for r in results(client, q=query).results] == nearest_first


def test_another_name_of_one_word_goes_before_its_farther_forms(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    EntityFactory(name="ليلى المهندس", variants=["المهندس", "Mohandes"])
    for answer in ("هندسة الهندسة.", "قالت إن السيدة Mohandes كانت أمس في المدينة القديمة عند الجسر."):
        make_interview(question="ما هو؟", answer=answer)
    indexed()
    first, second = (result.turn.text for result in results(client, q="المهندس").results)
    assert "Mohandes" in first
    assert "هندسة" in second


def test_names_in_the_query_lead_to_their_pages(client: Client, make_interview: Make, peshmerga: Any) -> None:
    interview = make_interview()
    speaker = interview.participants.get(role="guest").speaker
    for query, url in {
        "الراوي": speaker.get_absolute_url(),
        "سلمان الرّاوي": speaker.get_absolute_url(),
        "النهر": interview.outlet.get_absolute_url(),
        "البيشمركه": peshmerga.get_absolute_url(),
    }.items():
        assert [page.url for page in results(client, q=query).named] == [url], query
    assert results(client, q="سلما").named == []
    assert results(client, q="الموصل -الراوي").named == []


def test_names_of_what_is_not_public_are_not_shown(client: Client, make_interview: Make) -> None:
    make_interview(status="draft")
    assert results(client, q="الراوي").named == []
    assert results(client, q="النهر").named == []


def test_behind_the_last_page_the_last_is_shown(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview()
    indexed()
    page = client.get("/search/", {"q": "الموصل", "page": "99999"})
    assert page.context["results"].request.page == 1
    assert len(page.context["results"].results) == 1
    assert (page.context["previous"], page.context["next"]) == ("", "")


def test_an_embargo_that_ends_is_noticed_without_a_worker(
    client: Client, make_interview: Make, indexed: Callable[[], None], settings: Any
) -> None:
    settings.INDEX_AFTER_COMMIT = True
    interview = make_interview(publish_at=timezone.now() + timedelta(hours=1))
    indexed()
    assert results(client, q="الموصل").total == 0
    ended = timezone.now() - timedelta(seconds=1)
    Interview.objects.filter(pk=interview.pk).update(publish_at=ended)
    IndexUpdate.objects.update(due_at=ended)
    assert results(client, q="الموصل").total == 1


def test_a_speaker_s_name_finds_what_he_says(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    interview = make_interview()
    make_interview(answer="قال سلمان الراوي ذلك أمس.", speaker=SpeakerFactory())
    indexed()
    found = {result.turn.text for result in results(client, q="سلمان الراوي").results}
    his = interview.turns.get(participant__speaker__entity__names__text="سلمان الراوي")
    assert found == {his.text, "قال سلمان الراوي ذلك أمس."}
    assert results(client, q="سلمان الراوي", without="names").total == 1
