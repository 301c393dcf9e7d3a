"""What the archive asks of a search engine, through Haystack's plain interface.

A backend passes when a subclass of ``EngineContract`` passes, run with that backend as Haystack's
default connection. Nothing here knows how an engine stores anything.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from haystack import connections
from haystack.inputs import Exact
from haystack.query import SQ, SearchQuerySet

from interviews.models import Turn
from interviews.search.indexing.errors import IndexLocked
from interviews.search.language.parsing import parse
from interviews.search.language.tree import (
    Alternative,
    And,
    Choice,
    Either,
    Filter,
    Phrase,
    Together,
    Word,
    loosened,
)
from tests.factories import (
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)


def engine() -> Any:
    return connections["default"].get_backend()


def turn_index() -> Any:
    return connections["default"].get_unified_index().get_index(Turn)


def index(*turns: Turn) -> None:
    engine().update(turn_index(), turns)


def found(query: Any = None, **filters: Any) -> list[int]:
    """The numbers of the turns that a query and filters find, best first."""
    results = SearchQuerySet()
    if query is not None:
        results = results.filter(content=query)
    if filters:
        results = results.filter(**filters)
    return [int(result.pk) for result in results]


def details(query: Any) -> Any:
    """What the engine tells of a search beside its results."""
    search = SearchQuerySet().filter(content=query).query
    search.get_results()
    return search.details


def interview(**values: Any) -> Any:
    return InterviewFactory(status="published", **values)


def turn(text: str = "نعم، هذا ما جرى.", **values: Any) -> Turn:
    made: Turn = TurnFactory(text=text, interview=values.pop("interview", None) or interview(), **values)
    return made


def in_thread(work: Callable[[], Any]) -> Any:
    """The result of ``work`` in another thread, which has its own connections."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            results.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(60)
    assert results, "the thread did not end"
    if isinstance(results[0], BaseException):
        raise results[0]
    return results[0]


class Broken(Exception):
    """What a test lets an object's indexing raise."""


def breaking_after(turns: Iterable[Turn]) -> Iterator[Turn]:
    yield from turns
    raise Broken


@pytest.mark.django_db
class EngineContract:
    # --- What is found -------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("query", "text"),
        [
            ("البيشمركه", "تقدمت البيشمركة نحو المدينة"),
            ("البيشمركة", "تقدمت البيشمركه نحو المدينة"),
            ("تحالف", "والتحالف مستمر"),
            ("التحالف", "مع تحالفٍ جديد"),
            ("تحالف", "للتحالف دور"),
            ("والتحالف", "التحالف باقٍ"),
            ("٢٠١٤", "حدث في 2014"),
            ("2014", "حدث في عام ٢٠١٤."),
            ("2014", "منذ و2014"),
            ("كردستان", "إقليم كوردستان"),
            ("كوردستان", "في كردستان"),
            ("کوردستان", "في كردستان"),  # with the Kurdish kaf
            ("كتب", "هذه كُتُبٌ قديمة"),
            ("كُتُبٌ", "هذه كتب قديمة"),
            ("العراق", "شعب العـــراق"),
            ("ايران", "مع إيران"),
            ("رؤساء", "اجتمع الروساء"),
            ("bbc", "قال للـBBC"),
            ("F-16", "طائرات F-16 الجديدة"),
            ("erdogan", "Erdoğan"),
            ("پێشمەرگە", "پێشمەرگە"),
            ("كوردستان", "كورد\u200cستان"),
            ("العراق", "\u202bالعراق\u202c"),
            ("قوات التحالف", "التحالف أرسل قواته"),
            # A function word need not stand in the text.
            ("التحالف في العراق", "العراق والتحالف"),
            ("في", "في البيت"),
            ('"التحالف الدولي"', "يقول التحالفُ الدوليّ إن"),
            ('"التحالف، الدولي!"', "التحالف الدولي"),
            ("«بدايه»", "البداية: بداية"),
            ("قوات -روسيا", "قوات أخرى"),
            ("-روسيا", "قوات أخرى"),
            ('قوات -"التحالف الدولي"', "قوات الدولي التحالف"),
        ],
    )
    def test_found(self, query: str, text: str) -> None:
        wanted, other = turn(text), turn("لا شيء من ذلك")
        index(wanted, other)
        assert wanted.pk in found(query)

    @pytest.mark.parametrize(
        ("query", "text"),
        [
            ("داعش", "مدينة بعيدة"),
            ('"الدولي التحالف"', "التحالف الدولي"),
            ('"التحالف الدولي"', "التحالف العربي الدولي"),
            # A phrase is folded, but the forms of its words are not exchanged.
            ('"تحالف"', "والتحالف"),
            ("قوات -روسيا", "قوات من روسيا"),
            ('قوات -"التحالف الدولي"', "قوات التحالف الدولي"),
            ("-روسيا", "وروسيا"),
            ("2014", "20145"),
        ],
    )
    def test_not_found(self, query: str, text: str) -> None:
        unwanted = turn(text)
        index(turn("شيء آخر"), unwanted)
        assert unwanted.pk not in found(query)

    def test_a_string_with_nothing_to_search_finds_everything(self) -> None:
        index(turn(), turn())
        assert len(found("")) == len(found("؟")) == len(found()) == 2

    def test_nearer_forms_stand_higher(self) -> None:
        far, near, written = turn("قال وللتحالف اليوم"), turn("قال تحالف اليوم"), turn("قال تَحالف اليوم")
        index(far, written, near)
        assert found("تحالف") == [near.pk, written.pk, far.pk]

    def test_any_tree_can_be_asked_for(self) -> None:
        one, other = turn("قوات الجيش"), turn("رجال الشرطة")
        index(one, other)
        assert found(And((Word("قوات"), Phrase("الجيش")))) == [one.pk]
        assert sorted(found(loosened(parse("قوات الشرطة").tree))) == [one.pk, other.pk]
        assert found(Exact("قوات الجيش")) == [one.pk]

    def test_of_several_words_any_will_do_and_the_more_the_better(self) -> None:
        one, both, none = turn("التحالف وحده"), turn("قوات بعيدة ثم التحالف"), turn("رجال")
        index(one, both, none)
        assert found("قوات التحالف") == [both.pk, one.pk]
        assert found("+قوات التحالف") == [both.pk]
        assert details("قوات التحالف").complete == 1
        assert details("قوات رجال").complete == 0
        assert details("قوات").complete is None

    @pytest.mark.parametrize(
        ("query", "text", "is_found"),
        [
            ("تحال*", "مع التحالف", False),
            ("التحال*", "مع التَّحالف", True),
            ("قوات OR رجال", "رجال الشرطة", True),
            ("(قوات أو رجال) -شرطة", "رجال الشرطة", False),
            ('"الدولي التحالف"~2', "التحالف العربي الدولي", True),
            ('"الدولي التحالف"~2', "التحالف كان يومها شيئاً غير الدولي", False),
            ('"نعم نعم"~3', "نعم يا سيدي", False),
            ('"نعم نعم"~3', "نعم يا سيدي نعم", True),
            ("كتاب", "في المكتبة", True),  # the same root
            ("قبل:2019 قوات", "قوات", False),
            ("بعد:2019 قوات", "قوات", True),
            ("عنوان:النهر", "قوات", True),
            ("عنوان:قوات", "قوات", False),
            ("سؤال:قوات", "قوات", False),
            ("جواب:قوات", "قوات", True),
        ],
    )
    def test_operators(self, query: str, text: str, is_found: bool) -> None:
        wanted = turn(text, interview=interview(title="حوار عن النهر", published_on=date(2020, 8, 24)))
        index(wanted, turn("كلام آخر", interview=interview(published_on=None)))
        assert (wanted.pk in found(query)) is is_found

    def test_a_word_may_be_kept_to_its_spelling_or_to_some_layers(self) -> None:
        far, near = turn("والتحالف"), turn("تحالف")
        index(far, near)
        assert found(Word("تحالف", literal=True)) == [near.pk]
        assert found(Word("تحالف", layers=("written", "folded"))) == [near.pk]
        assert set(found(Word("تحالف", layers=("bare",)))) == {near.pk, far.pk}

    def test_an_answer_is_found_by_its_question_and_stands_below_it(self) -> None:
        source = interview()
        asked = turn("ماذا عن الميناء؟", interview=source, kind="question", exchange=1)
        answer = turn("لا شيء يُذكر.", interview=source, exchange=1)
        index(asked, answer, turn("لا شيء يُذكر.", interview=source, exchange=2))
        assert found("الميناء") == [asked.pk, answer.pk]
        assert found(Word("الميناء", literal=True)) == [asked.pk]

    def test_who_speaks_counts_as_said_but_is_no_match_alone(self) -> None:
        speaker = SpeakerFactory(entity__name="مايا الخطيب")
        source = interview()
        guest = ParticipantFactory(interview=source, speaker=speaker)
        hers = turn("تعمل الموانئ", interview=source, participant=guest)
        other = turn("تعمل الموانئ")
        index(other, hers, turn("كلام", interview=source, participant=guest))
        assert found("مايا الموانئ") == [hers.pk, other.pk]
        assert details("مايا الموانئ").complete == 1
        assert found("مايا") == []

    def test_another_way_to_say_a_word(self) -> None:
        typed, other, named = turn("في آب الماضي"), turn("في أغسطس الماضي"), turn("يوم بعيد")
        entity = MentionFactory(turn=named).entity
        index(typed, other, named)
        months = Alternative("months", Word("أغسطس"), "أغسطس")
        names = Alternative("names", Filter("entities", "in", frozenset([str(entity.pk)])), "…")
        assert set(found(Either(Word("آب"), (months,)))) == {typed.pk, other.pk}
        assert set(found(Together((Either(Word("آب"), (names,)), Word("بعيد"))))) == {typed.pk, named.pk}
        assert details(Together((Either(Word("آب"), (names,)), Word("بعيد")))).complete == 1

    # --- Haystack's filters --------------------------------------------------------------------------

    def test_filters_of_plain_haystack(self) -> None:
        outlets = [OutletFactory(), OutletFactory()]
        speaker, topic = SpeakerFactory(), TopicFactory()
        days = [date(2014, 6, 10), date(2020, 8, 24), None]
        interviews = [interview(outlet=outlets[n % 2], published_on=day) for n, day in enumerate(days)]
        interviews[1].topics.add(topic, TopicFactory())
        guest = ParticipantFactory(interview=interviews[1], speaker=speaker)
        a = turn("قوات", interview=interviews[0], kind="question")
        b = turn("قوات", interview=interviews[1], participant=guest)
        c = turn("قوات", interview=interviews[2])
        index(a, b, c)
        first, second, third = a.pk, b.pk, c.pk
        expected: list[tuple[dict[str, Any], set[int]]] = [
            ({"outlet": outlets[0].pk}, {first, third}),
            ({"outlet": str(outlets[1].pk)}, {second}),
            ({"outlet__in": [o.pk for o in outlets]}, {first, second, third}),
            ({"outlet__in": []}, set()),
            ({"outlet": 999_999}, set()),
            ({"kind": "question"}, {first}),
            ({"kind__exact": "answer", "outlet": outlets[0].pk}, {third}),
            ({"speaker": speaker.pk}, {second}),
            ({"topics": topic.pk}, {second}),
            ({"topics__in": [topic.pk]}, {second}),
            ({"year": 2014}, {first}),
            ({"interview": interviews[2].pk}, {third}),
            ({"published_on": date(2014, 6, 10)}, {first}),
            ({"published_on__lt": date(2014, 6, 10)}, set()),
            ({"published_on__lte": date(2014, 6, 10)}, {first}),
            ({"published_on__gt": date(2014, 6, 10)}, {second}),
            ({"published_on__gte": date(2014, 6, 10)}, {first, second}),
            ({"published_on__range": (date(2014, 1, 1), date(2020, 8, 24))}, {first, second}),
            ({"position": 1}, {first, second, third}),
            ({"position__gt": 1}, set()),
            ({"position__lte": 1}, {first, second, third}),
        ]
        for filters, numbers in expected:
            assert set(found("قوات", **filters)) == numbers, filters
            assert set(found(**filters)) == numbers, filters

    def test_exclude_and_either_or(self) -> None:
        one, two, three = turn("قوات", kind="question"), turn("قوات"), turn("رجال")
        index(one, two, three)

        def numbers(results: SearchQuerySet) -> set[int]:
            return {int(result.pk) for result in results}

        everything = SearchQuerySet()
        assert numbers(everything.filter(content="قوات").exclude(kind="question")) == {two.pk}
        assert numbers(everything.exclude(content="قوات")) == {three.pk}
        assert numbers(everything.filter(SQ(content="رجال") | SQ(kind="question"))) == {one.pk, three.pk}
        assert numbers(everything.filter(~SQ(kind="question"), content="قوات")) == {two.pk}
        assert numbers(everything.models(Turn)) == {one.pk, two.pk, three.pk}
        assert numbers(everything.filter(content="قوات").filter(content="رجال")) == set()

    def test_a_filter_that_is_not_there_is_an_error(self) -> None:
        index(turn())
        with pytest.raises(ValueError, match="startswith"):
            found(outlet__startswith="1")

    def test_filters_leave_the_order_as_it_was(self) -> None:
        rare, common = OutletFactory(), OutletFactory()
        best = turn("قوات قوات قوات", interview=interview(outlet=common))
        worse = turn("قوات من بعيد في كلام طويل عن غيرها", interview=interview(outlet=rare))
        index(worse, best, *(turn("كلام", interview=interview(outlet=common)) for _ in range(5)))
        either = SearchQuerySet().filter(content="قوات").filter(SQ(outlet=rare.pk) | SQ(outlet=common.pk))
        assert found("قوات") == found("قوات", outlet__in=[rare.pk, common.pk]) == [best.pk, worse.pk]
        assert [int(result.pk) for result in either] == [best.pk, worse.pk]
        scores = [result.score for result in SearchQuerySet().filter(content="قوات")]
        assert [result.score for result in either] == scores

    # --- Results, order, pages, facets ---------------------------------------------------------------

    def test_a_result_carries_what_was_indexed(self) -> None:
        topic = TopicFactory()
        source = turn("قوات", interview=interview(published_on=date(2020, 8, 24), language="ckb"))
        source.interview.topics.add(topic)
        index(source)
        result = SearchQuerySet().filter(content="قوات")[0]
        assert result.model is Turn
        assert result.object == source
        assert result.published_on == date(2020, 8, 24)
        assert result.outlet == str(source.interview.outlet_id)
        assert result.position == 1
        assert result.language == "ckb"
        assert [int(number) for number in result.topics] == [topic.pk]
        assert result.score > 0

    def test_what_has_no_date_comes_last_in_either_order(self) -> None:
        days = [None, date(2014, 6, 10), date(2020, 8, 24), None, date(1969, 7, 20)]
        none, old, new, none_either, oldest = (turn(interview=interview(published_on=day)) for day in days)
        index(none, old)
        index(new, none_either, oldest)
        newest_first = [int(result.pk) for result in SearchQuerySet().order_by("-published_on")]
        oldest_first = [int(result.pk) for result in SearchQuerySet().order_by("published_on")]
        undated = {none.pk, none_either.pk}
        assert newest_first[:3] == [new.pk, old.pk, oldest.pk]
        assert oldest_first[:3] == [oldest.pk, old.pk, new.pk]
        assert set(newest_first[3:]) == set(oldest_first[3:]) == undated

    def test_no_dates_at_all(self) -> None:
        index(turn(interview=interview(published_on=None)))
        results = SearchQuerySet().order_by("-published_on").facet("year")
        assert len(results) == 1
        assert results[0].published_on is None
        assert results.facet_counts()["fields"]["year"] == []

    @pytest.mark.parametrize("order", [None, "-published_on"])
    def test_slices_are_right_and_do_not_overlap(self, order: str | None) -> None:
        made = [turn("قوات") for _ in range(23)]
        index(*made[:10])
        index(*made[10:])
        results = SearchQuerySet().filter(content="قوات")
        if order:
            results = results.order_by(order)
        whole = [result.pk for result in results.all()[:100]]
        assert len(set(whole)) == 23
        for start, end in [(0, 5), (5, 15), (15, 23), (20, 40), (7, 8), (30, 40)]:
            assert [result.pk for result in results.all()[start:end]] == whole[start:end]
        assert [result.pk for result in results.all()] == whole
        assert results.all()[7].pk == whole[7]

    def test_facets_are_exact_counts_of_all_matches(self) -> None:
        outlets = [OutletFactory(), OutletFactory()]
        shared, other = TopicFactory(), TopicFactory()
        for number in range(7):
            source = turn(
                "قوات", interview=interview(outlet=outlets[number % 2], published_on=date(2014, 1, 1))
            )
            source.interview.topics.add(shared, *([other] if number == 0 else []))
            index(Turn.objects.get(pk=source.pk))
        index(
            turn("رجال", interview=interview(outlet=outlets[0])),
            turn("قوات", interview=interview(outlet=None)),
        )
        results = SearchQuerySet().filter(content="قوات")
        for name in ("outlet", "year", "kind", "topics"):
            results = results.facet(name)
        counts = results.facet_counts()["fields"]
        assert counts["outlet"] == [(str(outlets[0].pk), 4), (str(outlets[1].pk), 3)]
        assert counts["year"] == [("2014", 7), ("2020", 1)]
        assert counts["kind"] == [("answer", 8)]
        assert counts["topics"] == [(str(shared.pk), 7), (str(other.pk), 1)]

    def test_narrowing_keeps_to_the_facet(self) -> None:
        one, two = turn("قوات", kind="question"), turn("قوات")
        index(one, two)
        counts = SearchQuerySet().filter(content="قوات", kind="answer").facet("kind").facet_counts()
        assert counts["fields"]["kind"] == [("answer", 1)]

    def test_a_choice_narrows_but_not_the_counts_of_its_own_facet(self) -> None:
        outlets = [OutletFactory(), OutletFactory()]
        index(
            turn("قوات", interview=interview(outlet=outlets[0]), kind="question"),
            turn("قوات", interview=interview(outlet=outlets[0])),
            turn("قوات", interview=interview(outlet=outlets[1])),
        )
        chosen = Choice("outlet", frozenset([str(outlets[0].pk)]))
        results = SearchQuerySet().filter(content=And((Word("قوات"), chosen))).facet("outlet").facet("kind")
        assert len(results) == 2
        counts = results.facet_counts()["fields"]
        assert counts["outlet"] == [(str(outlets[0].pk), 2), (str(outlets[1].pk), 1)]
        assert counts["kind"] == [("answer", 1), ("question", 1)]
        both = And((Word("قوات"), chosen, Choice("kind", frozenset(["question"]))))
        counts = SearchQuerySet().filter(content=both).facet("outlet").facet("kind").facet_counts()["fields"]
        assert counts["outlet"] == [(str(outlets[0].pk), 1)]
        assert counts["kind"] == [("answer", 1), ("question", 1)]

    def test_a_facet_may_be_limited_to_its_most_frequent_values(self) -> None:
        outlets = [OutletFactory() for _ in range(4)]
        for times, outlet in enumerate(outlets, start=1):
            index(*(turn("قوات", interview=interview(outlet=outlet)) for _ in range(times)))
        results = SearchQuerySet().filter(content="قوات").facet("outlet", limit=2)
        most = [(str(outlets[3].pk), 4), (str(outlets[2].pk), 3)]
        assert results.facet_counts()["fields"]["outlet"] == most
        also = [str(outlets[3].pk), str(outlets[0].pk), "999999"]
        results = SearchQuerySet().filter(content="قوات").facet("outlet", limit=2, also=also)
        assert results.facet_counts()["fields"]["outlet"] == [*most, (str(outlets[0].pk), 1)]

    @pytest.mark.parametrize("order", [None, "-published_on"])
    def test_the_best_of_each_interview(self, order: str | None) -> None:
        interviews = [interview(published_on=date(2020 - n, 1, 1)) for n in range(3)]
        best = [turn("قوات قوات", interview=source) for source in interviews]
        more = [turn("قوات من بعيد", interview=interviews[0]) for _ in range(2)]
        index(*more, *best)
        index(turn("قوات وكلام", interview=interviews[0]))
        query = SearchQuerySet().filter(content="قوات").query
        query.group_by = "interview"
        if order:
            query.add_order_by(order)
        query.set_limits(0, 2)
        results = query.get_results()
        assert [result.pk for result in results] == [best[0].pk, best[1].pk]
        assert [result.others for result in results] == [3, 0]
        assert (query.get_count(), query.details.groups) == (6, 3)

    def test_what_the_archive_holds(self) -> None:
        texts = ["المدينةُ قديمة", "المدينة بعيدة", "في المدينة", "قال: المدينه"]
        turns = [turn(text, interview=interview(published_on=date(2014, 1, 1))) for text in texts]
        index(*turns)
        assert engine().totals("year") == [("2014", 4)]
        assert engine().totals("topics") == []
        documents = sorted(engine().documents())
        assert [(number, source) for number, source, _digest in documents] == [
            (one.pk, one.interview_id) for one in turns
        ]
        assert len({digest for _number, _source, digest in documents}) == 4
        words = engine().vocabulary()
        assert words.count("المدينه") == 4
        assert words.count("غائب") == 0
        assert [(word.text, word.count) for word in words.starting_with("المد", 5)] == [("المدينة", 4)]
        assert [word.text for word in words.near("المدبنه", 5)] == ["المدينة"]

    def test_a_page_with_count_and_facets_is_one_search(self, monkeypatch: pytest.MonkeyPatch) -> None:
        index(*(turn("قوات") for _ in range(7)))
        calls = []
        search = type(engine()).search
        monkeypatch.setattr(
            type(engine()), "search", lambda self, *a, **k: (calls.append(a), search(self, *a, **k))[1]
        )
        query = SearchQuerySet().filter(content="قوات").facet("outlet").query
        query.set_limits(5, 10)
        assert len(query.get_results()) == 2
        assert query.get_count() == 7
        assert len(query.get_facet_counts()["fields"]["outlet"]) == 7
        assert len(calls) == 1

    def test_before_the_first_write_nothing_is_found_and_nothing_breaks(self) -> None:
        results = SearchQuerySet().filter(content="قوات").facet("outlet")
        assert list(results) == []
        assert results.count() == 0
        assert results.facet_counts()["fields"]["outlet"] == []
        assert engine().count() == 0
        assert not engine().is_up_to_date()

    # --- Writing -------------------------------------------------------------------------------------

    def test_updating_again_changes_nothing(self) -> None:
        made = [turn("قوات"), turn("قوات")]
        index(*made)
        index(*made)
        index(made[0], made[0])
        assert sorted(found("قوات")) == [one.pk for one in made]
        assert engine().count() == 2

    def test_an_update_takes_the_place_of_the_old_text(self) -> None:
        changed = turn("قوات")
        index(changed)
        changed.text = "رجال"
        index(changed)
        assert found("قوات") == []
        assert found("رجال") == [changed.pk]

    def test_remove_by_object_and_by_identifier(self) -> None:
        made = [turn("قوات") for _ in range(3)]
        index(*made)
        engine().remove(made[0])
        engine().remove(f"interviews.turn.{made[1].pk}")
        engine().remove("interviews.turn.999999")
        assert found("قوات") == [made[2].pk]
        assert SearchQuerySet().filter(content="قوات").count() == engine().count() == 1

    def test_clear(self) -> None:
        index(turn("قوات"))
        engine().clear(models=[Turn])
        assert found() == []
        index(turn("قوات"))
        assert len(found()) == 1
        engine().clear()
        assert found() == []

    def test_replace_takes_away_what_is_not_there_any_more(self) -> None:
        first, second = interview(), interview()
        gone, kept = turn("قوات", interview=first), turn("قوات", interview=second)
        index(gone, kept)
        gone.delete()
        new = turn("قوات", interview=first)
        engine().replace(turn_index(), "interview", [first.pk], [new])
        assert set(found("قوات")) == {kept.pk, new.pk}

    def test_a_turn_that_moved_to_another_interview_is_there_once(self) -> None:
        moved = turn("قوات")
        index(moved)
        moved.interview = interview()
        moved.save()
        engine().replace(turn_index(), "interview", [moved.interview_id], [moved])
        assert found("قوات") == [moved.pk]

    def test_replace_is_all_or_nothing(self) -> None:
        old = turn("قوات")
        index(old)
        with pytest.raises(Broken):
            engine().replace(
                turn_index(), "interview", [old.interview_id], breaking_after([turn("رجال"), turn("رجال")])
            )
        assert found() == [old.pk]
        index(turn("نساء"))  # the lock is free
        assert len(found()) == 2

    def test_update_is_all_or_nothing(self) -> None:
        with pytest.raises(Broken):
            engine().update(turn_index(), breaking_after([turn()]))
        assert found() == []
        index(turn())
        assert len(found()) == 1

    def test_rebuild_leaves_out_what_is_gone(self) -> None:
        index(turn("قوات"), turn("قوات"))
        new = [turn("رجال"), turn("رجال")]
        assert engine().rebuild(turn_index(), new) == 2
        assert set(found()) == {new[0].pk, new[1].pk}
        assert engine().is_up_to_date()

    def test_the_old_index_is_searched_while_a_new_one_is_built(self) -> None:
        old = turn("قوات")
        index(old)
        seen: list[list[int]] = []

        def watched() -> Iterator[Turn]:
            for number in range(3):
                seen.append(found())
                seen.append(in_thread(found))
                yield turn(f"رجال {number}")

        engine().rebuild(turn_index(), watched())
        assert seen == [[old.pk]] * 6
        assert len(found()) == len(in_thread(found)) == 3
        assert found("قوات") == []

    def test_a_rebuild_that_fails_changes_nothing(self) -> None:
        old = turn("قوات")
        index(old)
        with pytest.raises(Broken):
            engine().rebuild(turn_index(), breaking_after([turn("رجال")]))
        assert found() == [old.pk]
        index(turn("رجال"))
        assert len(found()) == 2

    def test_results_that_were_fetched_outlive_a_swap(self) -> None:
        index(*(turn("قوات") for _ in range(5)))
        results = SearchQuerySet().filter(content="قوات")
        assert results[0].pk
        engine().rebuild(turn_index(), [turn("رجال")])
        assert len(results.all()) == 0
        assert len(found("رجال")) == 1

    def test_one_writer_at_a_time(self) -> None:
        old = turn("قوات")
        index(old)

        def busy() -> Iterator[Turn]:
            with pytest.raises(IndexLocked):
                in_thread(lambda: engine().rebuild(turn_index(), [], timeout=0.1))
            yield turn("رجال")

        engine().update(turn_index(), busy())
        assert len(found()) == 2

    def test_what_another_thread_wrote_is_seen(self) -> None:
        index(turn("قوات"))
        assert len(found()) == 1
        in_thread(lambda: engine().remove(f"interviews.turn.{found()[0]}"))
        assert found() == []

    # --- Odd texts -----------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "text",
        ["؟", "ـ", "\u200f", "ا" * 100_000, "كلمة " * 20_000, "📚", "a\u0000b", "ﷺ", "0" * 500],
    )
    def test_any_text_can_be_indexed(self, text: str) -> None:
        odd = turn(text.replace("\u0000", " "))
        odd.text = text
        index(odd, turn("قوات"))
        assert len(found("قوات")) == 1
        assert odd.pk in found()

    @pytest.mark.parametrize("query", ["\ud800", "\u0000", "'\"*?[]{}()", "AND OR NOT", "a:b^2~3", "ا" * 900])
    def test_any_query_can_be_asked(self, query: str) -> None:
        index(turn("قوات"))
        assert isinstance(found(query), list)
