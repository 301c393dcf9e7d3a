"""The index is compared with the database both ways, and what differs is repaired."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from interviews.models import IndexUpdate, Interview, Turn
from interviews.search.indexing import outbox, reconcile
from interviews.search.indexing.reconcile import Comparison, compare, repair
from tests.factories import OutletFactory, TurnFactory

from .asking import engine, found, turn_index
from .waiting import published_turn, waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


@pytest.fixture
def turns() -> list[Turn]:
    """Four turns of as many interviews, all in the index, and a draft."""
    made = [published_turn(f"كلمة{number}", outlet=OutletFactory()) for number in range(4)]
    TurnFactory()
    outbox.drain()
    assert waiting() == set()
    return made


def behind_the_back(change: Callable[..., Any], *arguments: Any, **values: Any) -> None:
    """A change of which the outbox hears nothing: as if its row had been lost."""
    change(*arguments, **values)
    IndexUpdate.objects.all().delete()


def counts(comparison: Comparison) -> tuple[int, int, int]:
    return comparison.missing, comparison.surplus, comparison.changed


def add(turns: list[Turn]) -> None:
    TurnFactory(interview=turns[0].interview)


def publish_a_draft(turns: list[Turn]) -> None:
    Interview.objects.filter(status="draft").update(status="published")


def change_a_word(turns: list[Turn]) -> None:
    Turn.objects.filter(pk=turns[0].pk).update(text="كلمات")


def change_a_title(turns: list[Turn]) -> None:
    Interview.objects.filter(pk=turns[0].interview_id).update(title="عنوان آخر")


def exchange_texts(turns: list[Turn]) -> None:
    for one, other in ((0, 1), (1, 0)):
        Turn.objects.filter(pk=turns[one].pk).update(text=turns[other].text)


def move_to_another_interview(turns: list[Turn]) -> None:
    Turn.objects.filter(pk=turns[0].pk).update(interview=turns[1].interview_id, position=7)


def withdraw(turns: list[Turn]) -> None:
    Interview.objects.filter(pk=turns[0].interview_id).update(status="withdrawn")


def embargo(turns: list[Turn]) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    Interview.objects.filter(pk=turns[0].interview_id).update(publish_at=tomorrow)


def delete(turns: list[Turn]) -> None:
    turns[0].interview.delete()


def lose_documents(turns: list[Turn]) -> None:
    engine().remove(turns[0])
    engine().remove(turns[1])


def all_of_it(turns: list[Turn]) -> None:
    delete(turns[:1])
    change_a_word(turns[1:])
    engine().remove(turns[2])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (add, (1, 0, 0)),
        (publish_a_draft, (1, 0, 0)),
        (lose_documents, (2, 0, 0)),
        (change_a_word, (0, 0, 1)),
        (change_a_title, (0, 0, 1)),
        (exchange_texts, (0, 0, 2)),
        (move_to_another_interview, (0, 0, 1)),
        (withdraw, (0, 1, 0)),
        (embargo, (0, 1, 0)),
        (delete, (0, 1, 0)),
        (all_of_it, (1, 1, 1)),
    ],
)
def test_what_differs_is_found_and_repaired(
    turns: list[Turn], change: Callable[[list[Turn]], None], expected: tuple[int, int, int]
) -> None:
    assert not compare()
    behind_the_back(change, turns)
    comparison = compare()
    assert counts(comparison) == expected
    assert not repair(comparison)
    assert not compare()
    assert set(found()) == set(Turn.objects.published().values_list("pk", flat=True))


def test_what_waits_in_the_outbox_is_no_difference(turns: list[Turn]) -> None:
    turns[0].text = "كلمات"
    turns[0].save()
    turns[1].interview.delete()
    assert not compare()


def test_what_could_not_be_indexed_is_a_difference(turns: list[Turn]) -> None:
    turns[0].text = "كلمات"
    turns[0].save()
    IndexUpdate.objects.update(attempts=1, due_at=timezone.now() + timedelta(hours=1))
    assert counts(compare()) == (0, 0, 1)


def test_a_turn_that_cannot_be_indexed_is_a_difference(
    turns: list[Turn], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = type(turn_index()).full_prepare

    def fail_for_one(self: Any, turn: Turn) -> Any:
        if turn.pk == turns[0].pk:
            raise ValueError("unreadable")
        return prepare(self, turn)

    monkeypatch.setattr(type(turn_index()), "full_prepare", fail_for_one)
    comparison = compare()
    assert counts(comparison) == (0, 0, 1)
    assert repair(comparison)
    assert IndexUpdate.objects.get().last_error == "ValueError: unreadable"


def test_a_change_that_falls_into_the_comparison_is_no_difference(turns: list[Turn]) -> None:
    """One interview is drained, another is still in the outbox, while the turns are read."""

    def watched(query: Any) -> Any:
        for turn in (turns[0], turns[1]):
            turn.text = "كلمات"
            turn.save()
            if turn == turns[0]:
                outbox.drain()
        turns[2].interview.delete()
        outbox.drain()
        return query.iterator(chunk_size=1000)

    assert not compare(watched)


def test_a_comparison_in_parts(turns: list[Turn], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "CHUNK", 2)
    assert compare().compared == 4
    behind_the_back(lambda: [change_a_word(turns[n:]) for n in range(4)])
    comparison = compare()
    assert counts(comparison) == (0, 0, 4)
    assert not repair(comparison)


def test_an_index_without_documents_and_an_archive_without_turns(turns: list[Turn]) -> None:
    engine().clear()
    comparison = compare()
    assert counts(comparison) == (4, 0, 0)
    assert not repair(comparison)
    behind_the_back(Interview.objects.all().delete)
    assert counts(compare()) == (0, 4, 0)


# --- The command ----------------------------------------------------------------------------------------


def test_check_only_reports(turns: list[Turn], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reconcile_index", "--check", verbosity=0)
    behind_the_back(all_of_it, turns)
    with pytest.raises(CommandError) as refused:
        call_command("reconcile_index", "--check", verbosity=0)
    assert refused.value.returncode == 1
    numbers = [line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines()[-7:]]
    assert numbers == ["3", "1", "1", "1", "3", "0", "0"]
    assert counts(compare()) == (1, 1, 1)


def test_the_command_repairs(turns: list[Turn]) -> None:
    behind_the_back(all_of_it, turns)
    call_command("reconcile_index", verbosity=0)
    call_command("reconcile_index", "--check", verbosity=0)


def test_the_command_says_when_the_repair_fails(turns: list[Turn], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise ValueError

    behind_the_back(change_a_word, turns)
    monkeypatch.setattr(type(engine()), "replace", fail)
    with pytest.raises(CommandError):
        call_command("reconcile_index", verbosity=0)


def test_an_index_of_another_version_is_not_compared_but_built(
    turns: list[Turn], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine().store.remove_others(None)
    with pytest.raises(CommandError):
        call_command("reconcile_index", "--check", verbosity=0)
    call_command("reconcile_index", verbosity=0)
    assert len(found()) == 4
