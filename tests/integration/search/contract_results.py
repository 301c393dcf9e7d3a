"""What an engine returns: order, pages, groups, facets, what the archive holds."""

from datetime import date

import pytest
from haystack.query import SearchQuerySet

from interviews.models import Turn
from interviews.search.language.tree import (
    And,
    Choice,
    Word,
)
from tests.factories import (
    OutletFactory,
    TopicFactory,
)

from .asking import engine, index, interview, turn


class ResultsContract:
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

    def test_all_interviews_with_a_match(self) -> None:
        one = interview()
        index(
            turn("قوات", interview=one),
            turn("والقوات", interview=one),
            turn("نعم"),
            other := turn("بالقوات"),
        )
        asked = Word("قوات", layers=("bare",))
        assert engine().groups(asked, "interview") == [one.pk, other.interview_id]
        engine().remove(other)
        assert engine().groups(asked, "interview") == [one.pk]

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
        assert engine().groups(Word("قوات"), "interview") == []
        assert engine().count() == 0
        assert not engine().is_up_to_date()

    # --- What groups share ---------------------------------------------------------------------------

    def test_groups_share_what_is_rare_before_what_is_frequent_and_never_what_all_have(self) -> None:
        everywhere, frequent, rare = TopicFactory.create_batch(3)
        made = [turn("قوات") for _ in range(5)]
        for number, source in enumerate(made):
            source.interview.topics.add(everywhere, *[frequent] * (number < 4), *[rare] * (number in (0, 4)))
        # In two segments, as an index is that grows.
        index(*made[:2])
        index(*made[2:])
        one, *others = (source.interview_id for source in made)
        wanted = {"topics": dict.fromkeys((str(t.pk) for t in (everywhere, frequent, rare)), 1.0)}
        said_rare, said_frequent = [("topics", str(rare.pk))], [("topics", str(frequent.pk))]
        shared = engine().groups_sharing(wanted, "interview", 10, without=[one])
        # Of equal ones the latest.
        assert shared == [(others[3], said_rare), *((n, said_frequent) for n in reversed(others[:3]))]
        assert engine().groups_sharing(wanted, "interview", 2, without=[one]) == shared[:2]
        assert engine().groups_sharing({"topics": {}}, "interview", 10) == []
        assert engine().groups_sharing({"topics": {"999999": 1.0}}, "interview", 10) == []

    def test_groups_that_share_worth_more_come_first_and_say_it_first(self) -> None:
        topic, outlet = TopicFactory(), OutletFactory()
        both, with_topic, with_outlet, _neither = made = [
            turn("قوات", interview=interview(outlet=outlet if place in (0, 2) else OutletFactory()))
            for place in range(4)
        ]
        for source in (both, with_topic):
            source.interview.topics.add(topic)
        # A further turn makes an interview share no more.
        index(*made, turn("قوات", interview=with_topic.interview))
        by_topic, by_outlet = ("topics", str(topic.pk)), ("outlet", str(outlet.pk))
        wanted = {"topics": {by_topic[1]: 1.0}, "outlet": {by_outlet[1]: 2.0}}
        assert engine().groups_sharing(wanted, "interview", 10) == [
            (both.interview_id, [by_outlet, by_topic]),
            (with_outlet.interview_id, [by_outlet]),
            (with_topic.interview_id, [by_topic]),
        ]

    def test_what_has_left_the_index_shares_nothing(self) -> None:
        topic = TopicFactory()
        made = [turn("قوات") for _ in range(3)]
        for source in made[:2]:
            source.interview.topics.add(topic)
        wanted = {"topics": {str(topic.pk): 1.0}}
        assert engine().groups_sharing(wanted, "interview", 10) == []
        index(*made)
        assert len(engine().groups_sharing(wanted, "interview", 10)) == 2
        engine().remove(made[0])
        assert engine().groups_sharing(wanted, "interview", 10) == [
            (made[1].interview_id, [("topics", str(topic.pk))])
        ]
