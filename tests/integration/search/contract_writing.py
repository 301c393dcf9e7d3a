"""How an engine is written: all or nothing, one writer at a time, any text."""

from collections.abc import Iterator

import pytest
from haystack.query import SearchQuerySet

from interviews.models import Turn
from interviews.search.indexing.errors import IndexLocked

from .asking import Broken, breaking_after, engine, found, in_thread, index, interview, turn, turn_index


class WritingContract:
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

    def test_replace_says_what_was_there(self) -> None:
        first, second, third = interview(), interview(), interview()
        index(turn("قوات", interview=first), turn("رجال", interview=second))
        numbers = [first.pk, second.pk, third.pk]
        there = [turn("قوات", interview=one) for one in (second, third)]
        assert engine().replace(turn_index(), "interview", numbers, there) == {first.pk, second.pk}
        assert engine().replace(turn_index(), "interview", numbers, there) == {second.pk, third.pk}
        assert engine().replace(turn_index(), "interview", numbers, []) == {second.pk, third.pk}
        # Taken away, and still in the file of its segment.
        assert engine().replace(turn_index(), "interview", numbers, []) == set()

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
