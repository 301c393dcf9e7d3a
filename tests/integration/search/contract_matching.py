"""Which turns an engine finds: words, operators, Haystack's filters."""

from datetime import date
from typing import Any

import pytest
from haystack.inputs import Exact
from haystack.query import SQ, SearchQuerySet

from interviews.models import Turn
from interviews.search.language.parsing import parse
from interviews.search.language.tree import (
    Alternative,
    And,
    Either,
    Filter,
    Phrase,
    Together,
    Word,
    loosened,
)
from tests.factories import (
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
)

from .asking import details, found, index, interview, turn


class MatchingContract:
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
        assert details("غائب كذلك").complete == 0
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

    @pytest.mark.parametrize(
        "filters", [{"outlet__startswith": "1"}, {"content__contains": "قوات"}, {"colour": "red"}]
    )
    def test_a_filter_that_is_not_there_is_an_error(self, filters: dict[str, str]) -> None:
        index(turn())
        with pytest.raises(ValueError, match=r"The (archive's search|index) has no"):
            found(**filters)

    def test_more_of_plain_haystack(self) -> None:
        wanted = turn("قوات المدينة", interview=interview(title="حوار عن النهر"))
        index(wanted, turn("رجال"))
        outlet = wanted.interview.outlet_id
        for results in (
            SearchQuerySet().narrow(f"outlet:{outlet}"),
            SearchQuerySet().narrow(f'outlet:"{outlet}"').narrow("kind:answer"),
            SearchQuerySet().narrow("قوات"),
            SearchQuerySet().filter(content__startswith="المد"),
            SearchQuerySet().filter(content__exact="قوات المدينة"),
            SearchQuerySet().filter(title="النهر"),
        ):
            assert [int(result.pk) for result in results] == [wanted.pk]

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
