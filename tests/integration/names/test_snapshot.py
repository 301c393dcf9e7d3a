"""The names kept in memory are those that the present transaction sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from interviews.actions import authority_snapshot as kept
from interviews.actions.authority_snapshot import authority_snapshot
from interviews.actions.names import name_finder
from interviews.models import Entity, Name, Title
from tests.factories import EntityFactory
from tests.integration.search.asking import in_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many names were read each time that all of them, or the new ones, were."""
    numbers: list[int] = []
    read = kept._names

    def watched(*arguments: Any) -> Iterator[Any]:
        names = list(read(*arguments))
        numbers.append(len(names))
        return iter(names)

    monkeypatch.setattr(kept, "_names", watched)
    return numbers


def found(text: str) -> list[tuple[int, ...]]:
    return [tuple(owner.entity for owner in match.owners) for match in name_finder().find(text)]


def save(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_it_is_the_same_as_long_as_nothing_changes(rebuilt: list[int]) -> None:
    EntityFactory(name="بغداد")
    assert name_finder() is name_finder()
    assert len(rebuilt) == 1


def test_what_is_added_is_added_and_nothing_else_is_read(rebuilt: list[int]) -> None:
    for number in range(30):
        EntityFactory(name=f"مدينة {number}")
    name_finder()
    for number in range(30, 33):
        entity = EntityFactory(name=f"مدينة {number}")
        assert found(f"في مدينة {number}.") == [(entity.pk,)]
    Title.objects.create(entity=entity, text="أبو مهدي", kind="kunya")
    name_finder()
    assert rebuilt == [30, 1, 1, 1, 1]
    snapshot = authority_snapshot()
    assert len(snapshot.names) == 34
    assert snapshot.base is not None
    assert snapshot.base.base is None


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.delete(),
        lambda name: name.entity.delete(),
        lambda name: save(name, text="البصرة"),
        lambda name: (name.delete(), EntityFactory(name="البصرة")),
    ],
)
def test_what_goes_is_gone(change: Callable[[Name], Any]) -> None:
    # Older rows, which the change does not touch.
    for number in range(30):
        EntityFactory(name=f"مدينة {number}")
    name = EntityFactory(name="بغداد").names.get()
    for number in range(30, 60):
        EntityFactory(name=f"مدينة {number}")
    assert found("بغداد")
    change(name)
    assert found("بغداد") == []


def test_a_flag_and_a_kind_are_seen() -> None:
    entity = EntityFactory(kind="place", name="حديثة")
    name_finder()
    save(entity.names.get(), is_ambiguous=True)
    assert name_finder().owners("حديثة")[0].is_ambiguous
    save(entity, kind="organisation")
    assert name_finder().owners("حديثة")[0].kind == "organisation"


def test_what_is_rolled_back_is_not_left_behind() -> None:
    EntityFactory(name="بغداد")
    name_finder()
    with transaction.atomic():
        EntityFactory(name="البصرة")
        assert found("البصرة")
        transaction.set_rollback(True)
    assert found("البصرة") == []
    # As many names as before, but another one.
    with transaction.atomic():
        Name.objects.all().delete()
        EntityFactory(name="أربيل")
        assert (found("بغداد"), len(found("أربيل"))) == ([], 1)
        transaction.set_rollback(True)
    assert (len(found("بغداد")), found("أربيل")) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_other_threads_do_not_see_what_is_not_committed() -> None:
    EntityFactory(name="بغداد")
    name_finder()
    with transaction.atomic():
        EntityFactory(name="البصرة")
        assert len(found("البصرة")) == 1
        assert in_thread(lambda: (len(found("بغداد")), len(found("البصرة")))) == (1, 0)
    assert in_thread(lambda: len(found("البصرة"))) == 1


def test_entities_without_names_are_no_names() -> None:
    Entity.objects.create(kind="person")
    assert authority_snapshot().names == []
