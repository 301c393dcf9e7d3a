"""The search page's choices: facets, switches, views, orders; each a link that keeps all the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from interviews.actions.publishing import withdraw
from interviews.actions.turns import number_exchanges
from interviews.models import Interview, Turn
from interviews.search.indexing import outbox
from interviews.search.results.run import SearchRequest, SearchResults, count
from tests.factories import EntityFactory, InterviewFactory, MentionFactory, OutletFactory, SpeakerFactory

Make = Callable[..., Interview]

# By the alphabet, which knows no article and no hamza.
NAMES = (
    "أحمد البنا", "ألبير الراوي", "البارودي", "بدر الخياط", "التاجر", "حسن الحكيم", "الخطيب", "داود النجار",
    "الراوي", "سلمان البنا", "الشاعر", "عمر الراوي", "ليلى الحكيم", "النجار",
)  # fmt: skip


def results(client: Client, **parameters: Any) -> SearchResults:
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    found: SearchResults = response.context["results"]
    return found


def page_of(client: Client, **parameters: Any) -> str:
    return client.get("/search/", parameters).content.decode()


def counts(found: SearchResults, facet: str) -> dict[str, int]:
    return {v.label: v.count for f in found.facets if f.name == facet for v in f.values}


def links(page: str, inside: str) -> Iterator[str]:
    """The addresses of the links in the first element of a class."""
    start = page.index(f'class="{inside}')
    for match in re.finditer(r'href="(\?[^"]*)"', page[start : page.index("</ul>", start)]):
        yield unescape(match[1])


@pytest.fixture
def decade(make_interview: Make, indexed: Callable[[], None]) -> list[Interview]:
    """Three interviews of 2014 and 2020 at two outlets; each has two turns with «التحالف»."""
    river, bridge = OutletFactory(entity__name="وكالة النهر"), OutletFactory(entity__name="صحيفة الجسر")
    guest = SpeakerFactory(entity__name="سلمان الراوي")
    made = [
        make_interview(published_on=date(2014, 8, 1), outlet=river, speaker=guest),
        make_interview(published_on=date(2014, 9, 1), outlet=bridge, speaker=guest),
        make_interview(
            published_on=date(2020, 8, 1), outlet=bridge, speaker=SpeakerFactory(entity__name="ليلى الحكيم")
        ),
    ]
    indexed()
    return made


def test_several_values_of_a_facet_and_its_counts_stay(client: Client, decade: list[Interview]) -> None:
    river, bridge = decade[0].outlet_id, decade[1].outlet_id
    everything = {"وكالة النهر": 2, "صحيفة الجسر": 4}
    one = results(client, q="التحالف", outlet=river)
    assert (one.total, counts(one, "outlet")) == (2, everything)
    both = results(client, q="التحالف", outlet=[river, bridge])
    assert (both.total, counts(both, "outlet")) == (6, everything)
    # The counts of the other facets are of what is left.
    assert counts(one, "year") == {"2014": 2}
    assert counts(both, "year") == {"2014": 4, "2020": 2}


def test_months_are_offered_within_chosen_years(client: Client, decade: list[Interview]) -> None:
    assert counts(results(client, q="التحالف"), "month") == {}
    found = results(client, q="التحالف", year="2014")
    assert list(counts(found, "month").values()) == [2, 2]
    assert [v.value for f in found.facets if f.name == "month" for v in f.values] == ["2014-09", "2014-08"]
    assert results(client, q="التحالف", year="2014", month="2014-08").total == 2


def test_topics_and_names_narrow(
    client: Client, make_interview: Make, indexed: Callable[[], None], peshmerga: Any
) -> None:
    make_interview()
    make_interview(answer="لا شيء عن التحالف.")
    indexed()
    found = results(client, q="التحالف")
    assert counts(found, "topics") == {"أمن": 4}
    assert counts(found, "entities") == {"البيشمركة": 1}
    assert results(client, q="التحالف", entities=peshmerga.pk).total == 1


def test_what_was_chosen_stands_above_the_results_and_can_be_removed(
    client: Client, decade: list[Interview]
) -> None:
    page = page_of(
        client,
        q="التحالف الدولي",
        year="2014",
        outlet=decade[0].outlet_id,
        literal="1",
        words="all",
        **{"in": "answers"},
        interview=decade[0].pk,
    )
    removed = list(links(page, "chips state"))
    assert len(removed) == 6
    for name in ("year=", "outlet=", "literal=", "words=", "in=", "interview="):
        # Each takes away one thing and keeps the others.
        assert sum(name not in link for link in removed) == 1


def test_every_link_keeps_the_rest_of_the_state(client: Client, decade: list[Interview]) -> None:
    page = page_of(client, q="التحالف", year="2014", sort="oldest", literal="1", **{"in": "questions"})
    body = page[page.index("<main") :]
    addresses = {unescape(link) for link in re.findall(r'href="(\?[^"]*)"', body)}
    assert len(addresses) > 12
    for link in addresses:
        state = ("year=2014", "sort=oldest", "literal=1", "in=questions")
        assert sum(part not in link for part in state) <= 1, link
    # And so does a new query.
    form = body_of_form(page)
    assert [(name, value) for name, value in form if name != "q"] == [
        ("year", "2014"),
        ("in", "questions"),
        ("literal", "1"),
        ("sort", "oldest"),
    ]


def body_of_form(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)


@pytest.mark.parametrize(
    ("parameters", "kinds"),
    [
        ({}, {"question", "answer"}),
        ({"in": "questions"}, {"question"}),
        ({"in": "answers"}, {"answer"}),
        ({"kind": ["question", "answer"]}, {"question", "answer"}),
    ],
)
def test_questions_or_answers_only(
    client: Client, decade: list[Interview], parameters: dict[str, Any], kinds: set[str]
) -> None:
    assert {r.turn.kind for r in results(client, q="التحالف", **parameters).results} == kinds


def test_literally_finds_no_other_forms(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview(question="ما هو؟", answer="التحالف باقٍ.")
    make_interview(question="ما هو؟", answer="والتحالف باقٍ.")
    indexed()
    assert results(client, q="التحالف").total == 2
    (found,) = results(client, q="التحالف", literal="1").results
    assert found.turn.text == "التحالف باقٍ."


def test_how_many_have_all_the_words(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview(question="ما هو؟", answer="قوات في الميناء.")
    make_interview(question="ما هو؟", answer="قوات في السوق.")
    indexed()
    found = results(client, q="قوات الميناء")
    assert (found.total, found.complete, found.shows_nearest) == (2, 1, False)
    page = page_of(client, q="قوات الميناء")
    assert "words=all" in page[page.index('class="complete"') :]
    every = results(client, q="قوات الميناء", words="all")
    assert [r.turn.text for r in every.results] == ["قوات في الميناء."]


@pytest.mark.parametrize(
    "query", ["السفن الراوي", "السفن الميناء", "السفن في الربيع", "السفن أمن", "السفن الميناء زقزقزق"]
)
def test_only_those_with_all_words_are_as_many_as_was_said(
    client: Client, make_interview: Make, indexed: Callable[[], None], query: str
) -> None:
    make_interview(question="متى فتح الميناء؟", answer="في الربيع جاءت السفن.")
    make_interview(
        question="ما هو؟", answer="غابت السفن.", speaker=SpeakerFactory(entity__name="ليلى الحكيم")
    )
    indexed()
    assert results(client, q=query, words="all").total == results(client, q=query).complete


def test_by_interview_the_best_turn_leads_to_the_others(
    client: Client, db: None, indexed: Callable[[], None]
) -> None:
    interviews = [InterviewFactory(status="published") for _ in range(2)]
    for interview, number in zip(interviews, (4, 1), strict=True):
        Turn.objects.bulk_create(
            Turn(interview=interview, position=n, kind="answer", text=f"عن الميناء رقم {n}")
            for n in range(1, number + 1)
        )
    outbox.queue([interview.pk for interview in interviews])
    indexed()
    found = results(client, q="الميناء", view="interviews")
    assert (found.total, found.groups) == (5, 2)
    assert {r.turn.interview_id: r.others for r in found.results} == {
        interviews[0].pk: 3,
        interviews[1].pk: 0,
    }
    page = page_of(client, q="الميناء", view="interviews", sort="newest")
    (narrowed,) = re.findall(r'class="others"><a rel="nofollow" href="(\?[^"]*)"', page)
    inside = client.get("/search/" + unescape(narrowed)).context["results"]
    assert (inside.total, inside.groups, inside.request.sort) == (4, None, "newest")
    assert {r.turn.interview_id for r in inside.results} == {interviews[0].pk}


def test_years_of_the_archive_stand_behind_those_found(client: Client, decade: list[Interview]) -> None:
    found = results(client, q="البيشمركة")
    assert [(y.year, y.found, y.archive) for y in found.years if y.archive] == [(2014, 2, 4), (2020, 1, 2)]
    assert [y.year for y in found.years] == list(range(2014, 2021))
    page = page_of(client, q="البيشمركة")
    chart = page[page.index("<svg") : page.index("</figure>")]
    assert chart.count("year=2014") == chart.count("year=2020") == 2  # a column, and a row of the table
    # From right to left: the column of 2014 is the last in the drawing.
    assert 'x="60"' in chart[chart.index("year=2014") : chart.index("year=2020")]


def test_one_year_needs_no_chart(client: Client, make_interview: Make, indexed: Callable[[], None]) -> None:
    make_interview()
    indexed()
    assert "<svg" not in page_of(client, q="التحالف")


@pytest.mark.parametrize(
    ("query", "code"),
    [("تحالف", "removed"), ("البيشمركه", "folded"), ("التحالف", None), ("آلاف", "removed")],
)
def test_a_result_says_why_it_matched(
    client: Client, make_interview: Make, indexed: Callable[[], None], query: str, code: str | None
) -> None:
    make_interview(question="ما هو؟", answer="هذا التحالف، وهذه البيشمركة بالآلاف.")
    indexed()
    (result,) = results(client, q=query).results
    assert [reason.code for reason in result.reasons] == ([code] if code else [])
    page = page_of(client, q=query)
    assert ('class="why"' in page) == bool(code)


def test_a_word_of_the_question_counts_and_is_marked_there(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview(question="متى فتح الميناء؟", answer="في الربيع جاءت السفن.")
    indexed()
    answer = next(r for r in results(client, q="السفن الميناء").results if r.turn.kind == "answer")
    assert [(reason.code, reason.shown) for reason in answer.reasons] == [("question", "الميناء")]
    assert [p.text for p in answer.question_snippet if p.marked] == ["الميناء"]


def test_of_two_questions_in_a_row_the_first_stands_above_the_answer_as_the_index_has_it(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    interview = make_interview(question="متى فتح الميناء؟", answer="في الربيع جاءت السفن.")
    answer = interview.turns.get(kind="answer")
    answer.position = 3
    answer.save()
    interview.turns.create(position=2, kind="question", text="ومن فتحه؟")
    number_exchanges(interview)
    indexed()
    found = next(r for r in results(client, q="السفن الميناء").results if r.turn.kind == "answer")
    assert [p.text for p in found.question_snippet if p.marked] == ["الميناء"]
    (place,) = client.get("/verify/", {"quote": "في الربيع جاءت السفن."}).context["answer"].places
    assert place.question.text == "متى فتح الميناء؟"


def test_names_of_what_is_not_public_are_not_told_by_numbers(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview()
    secret = make_interview(
        status="draft",
        outlet=OutletFactory(entity__name="دار السر"),
        speaker=SpeakerFactory(entity__name="كاتم الأسرار"),
    )
    entity = EntityFactory(name="مدينة خفية", kind="place")
    indexed()
    guest = secret.participants.get(role="guest")
    page = page_of(client, q="التحالف", outlet=secret.outlet_id, speaker=guest.speaker_id, entities=entity.pk)
    for name in ("دار السر", "كاتم الأسرار", "مدينة خفية"):
        assert name not in page
    # But who is public is named, also where nothing was found.
    page = page_of(client, q="زقزقزق", outlet=Interview.objects.get(status="published").outlet_id)
    assert "وكالة النهر" in page


def test_counting_finds_what_searching_finds(client: Client, decade: list[Interview]) -> None:
    for request in (
        SearchRequest("التحالف"),
        SearchRequest("التحالف", chosen={"year": ("2014",)}, part="answers"),
        SearchRequest("زقزقزق"),
        SearchRequest(""),
        SearchRequest("", chosen={"year": ("2014",)}),
    ):
        found = results(client, q=request.text, **{**request.chosen, "in": request.part})
        assert count(request) == found.total


@pytest.mark.parametrize(
    ("parameters", "total"),
    [
        ({"year": "2014"}, 4),
        ({"q": "  ", "year": "2014", "in": "answers"}, 2),
        ({"in": "questions"}, 3),
        ({"speaker": "999999"}, 0),
        # Nothing asked, nothing chosen: nothing to show.
        ({}, 0),
        ({"sort": "oldest", "literal": "1", "all": "speaker"}, 0),
    ],
)
def test_without_words_all_turns_of_what_was_chosen_are_shown(
    client: Client, decade: list[Interview], parameters: dict[str, Any], total: int
) -> None:
    found = results(client, **parameters)
    is_chosen = not {"year", "in", "speaker"}.isdisjoint(parameters)
    assert (found.total, found.is_asked, found.problems) == (total, is_chosen, ())
    assert ('class="hint"' in page_of(client, **parameters)) != is_chosen


def test_without_words_the_newest_come_first(client: Client, decade: list[Interview]) -> None:
    def dates(found: SearchResults) -> list[date]:
        return list(dict.fromkeys(result.turn.interview.published_on for result in found.results))

    days = [date(2014, 8, 1), date(2014, 9, 1), date(2020, 8, 1)]
    assert dates(results(client, kind="answer", sort="oldest")) == days
    assert dates(results(client, q="-زقزقزق")) == days[::-1]
    response = client.get("/search/", {"kind": "answer"})
    assert dates(response.context["results"]) == days[::-1]
    assert [(str(sort["label"]), sort["chosen"]) for sort in response.context["sorts"]] == [
        ("الأحدث", True),
        ("الأقدم", False),
    ]
    assert counts(response.context["results"], "outlet") == {"وكالة النهر": 1, "صحيفة الجسر": 2}
    assert "<svg" in response.content.decode()


def test_what_is_not_public_is_not_shown_without_words_either(
    client: Client, make_interview: Make, indexed: Callable[[], None], settings: Any
) -> None:
    settings.INDEX_AFTER_COMMIT = False
    interview = make_interview()
    indexed()
    assert results(client, outlet=interview.outlet_id).total == 2
    withdraw([interview])
    assert results(client, outlet=interview.outlet_id).total == 0


def test_all_values_of_a_long_facet_can_be_reached(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    outlet = OutletFactory()
    for name in reversed(NAMES):
        make_interview(speaker=SpeakerFactory(entity__name=name), outlet=outlet)
    indexed()
    page = page_of(client, q="الموصل", sort="newest")
    assert len(counts(results(client, q="الموصل"), "speaker")) == 12
    (link,) = {unescape(link) for link in re.findall(r'href="(\?[^"]*all=[^"]*)"', page)}
    assert link.endswith("sort=newest&all=speaker#facet-speaker")
    response = client.get("/search/" + link.partition("#")[0])
    assert list(counts(response.context["results"], "speaker")) == list(NAMES)
    # Each still narrows, and the list stays until it is closed.
    narrowed = re.search(r'href="(\?[^"]*speaker=[^"]*)"', response.content.decode())
    assert narrowed
    found = client.get("/search/" + unescape(narrowed[1])).context["results"]
    assert (found.total, len(counts(found, "speaker"))) == (1, len(NAMES))
    assert 'sort=newest#facet-speaker"' in response.content.decode()


def test_what_was_wrong_with_a_query_is_said_and_mended(client: Client, decade: list[Interview]) -> None:
    page = page_of(client, q="(التحالف", year="2014")
    notice = page[page.index('class="notice"') :]
    assert re.search(r'href="\?q=%D8%A7[^"]*year=2014', notice)


def test_equivalences_are_shown_and_switched_off_and_on_again(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview(question="متى كان ذلك؟", answer="كان في أغسطس.")
    indexed()
    found = results(client, q="آب", sort="newest")
    assert [r.turn.text for r in found.results] == ["كان في أغسطس."]
    assert [(reason.code, reason.typed, reason.shown) for reason in found.results[0].reasons] == [
        ("months", "آب", "أغسطس")
    ]
    page = page_of(client, q="آب", sort="newest")
    assert "<mark>أغسطس</mark>" in page
    (off,) = links(page, "chips equivalences")
    response = client.get("/search/" + off)
    assert response.context["results"].total == 0
    assert response.context["results"].request == SearchRequest("آب", without=("months",), sort="newest")
    (on,) = links(response.content.decode(), "chips equivalences")
    # A page that is kept has no context.
    assert "<mark>أغسطس</mark>" in client.get("/search/" + on).content.decode()


@pytest.mark.parametrize(
    ("query", "answer", "marked"),
    [
        ("Netanyahu", "قال نتنياهو ذلك.", "نتنياهو"),
        ("نتنياهو", "He said: Netanyahu did.", "Netanyahu"),
        # One name for the two words of another.
        ("بنيامين نتنياهو", "He said: Netanyahu did.", "Netanyahu"),
    ],
)
def test_a_name_is_found_by_its_other_spellings(
    client: Client, make_interview: Make, indexed: Callable[[], None], query: str, answer: str, marked: str
) -> None:
    EntityFactory(name="بنيامين نتنياهو", variants=["نتنياهو", "Netanyahu"])
    make_interview(question="من قال؟", answer=answer)
    indexed()
    (result,) = results(client, q=query).results
    assert [piece.text for piece in result.snippet if piece.marked] == [marked]
    if marked not in query:
        assert [(reason.code, reason.typed, reason.shown) for reason in result.reasons] == [
            ("names", query, marked)
        ]
    # Literally, a name is a word like any other.
    assert results(client, q=query, literal="1").total == 0


def test_who_is_named_by_an_editor_is_marked(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    entity = EntityFactory(name="بنيامين نتنياهو", variants=["نتنياهو", "Netanyahu"])
    interview = make_interview(question="من قال؟", answer="قال الرئيس ذلك.")
    turn = interview.turns.get(kind="answer")
    MentionFactory(entity=entity, turn=turn, start=4, end=10, state="confirmed")
    indexed()
    (result,) = results(client, q="نتنياهو").results
    assert [piece.text for piece in result.snippet if piece.marked] == ["الرئيس"]
    assert [(reason.code, reason.shown) for reason in result.reasons] == [("names", "الرئيس")]


def test_an_unknown_name_is_said_and_finds_nothing(client: Client, decade: list[Interview]) -> None:
    response = client.get("/search/", {"q": "متحدث:زقزقزق التحالف"})
    assert response.context["results"].total == 0
    assert "زقزقزق" in response.context["problems"][0]
    assert results(client, q="متحدث:الراوي التحالف").total == 2
