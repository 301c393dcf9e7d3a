"""Several who read interviews and change names at the same moment."""

from __future__ import annotations

from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction

from interviews.actions import names, relinking
from interviews.actions.merging import merge_entities
from interviews.actions.names import link_names
from interviews.models import Entity, Mention, Proposal, ProposedMention, Relinking
from interviews.search.indexing import outbox
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory
from tests.integration.names.conftest import Make

pytestmark = pytest.mark.django_db(transaction=True)


def together(*tasks: Any) -> list[BaseException]:
    """Run each task in a thread of its own, all begun at once; returns what was raised."""
    raised: list[BaseException] = []
    begin = Barrier(len(tasks))

    def run(task: Any) -> None:
        try:
            begin.wait(20)
            task()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_a_proposal_of_many_readers_is_one_and_counted_right(make_interview: Make) -> None:
    texts = ("قال السيد رباح الكيلاني أمس.", "والتقى الدكتور سمير الزهيري الوفد.")
    interviews = [make_interview(*texts[:: 1 if number % 2 else -1]) for number in range(8)]
    assert together(*(lambda one=one: link_names(one) for one in interviews)) == []
    counts = set(Proposal.objects.values_list("interview_count", "state"))
    assert (counts, ProposedMention.objects.count()) == ({(8, "open")}, 16)


def test_an_interview_that_two_read_has_its_mentions_once(make_interview: Make) -> None:
    EntityFactory(kind="place", name="بغداد")
    interview = make_interview("زار بغداد.")
    assert together(*(lambda: link_names(interview) for _number in range(4))) == []
    assert Mention.objects.count() == 1


def test_two_workers_share_nothing_and_leave_nothing(make_interview: Make, read: list[int]) -> None:
    interviews = [make_interview("زار بغداد.") for _number in range(10)]
    drain()
    Relinking.objects.all().delete()
    EntityFactory(kind="place", name="بغداد")
    assert together(relinking.work, relinking.work) == []
    assert sorted(read) == [one.pk for one in interviews]
    assert (Mention.objects.count(), Relinking.objects.count()) == (10, 0)


def test_a_merge_while_its_interviews_are_read(make_interview: Make) -> None:
    kept, other = EntityFactory(name="ستيف كاغينز"), EntityFactory(name="ستيف كاجينز")
    interviews = [make_interview("قال ستيف كاغينز.", "ستيف كاجينز قال.") for _number in range(6)]
    for interview in interviews[:3]:
        link_names(interview)

    def read_all() -> None:
        for interview in interviews:
            link_names(interview)

    def merge() -> None:
        with transaction.atomic():
            merge_entities(kept, other)

    assert together(read_all, read_all, merge) == []
    relinking.work()
    assert set(Entity.objects.filter(kind="person").values_list("pk", flat=True)) == {kept.pk}
    assert Mention.objects.filter(entity=kept).count() == 12


def test_a_merge_between_the_writing_of_a_mention_and_its_commit(
    make_interview: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, other = EntityFactory(name="ستيف كاغينز"), EntityFactory(name="ستيف كاجينز")
    interview = make_interview("قال ستيف كاجينز.")
    merging = Thread(target=lambda: (merge_entities(kept, other), connection.close()))

    def merge_meanwhile(numbers: list[int]) -> None:
        if merging.ident is None:
            merging.start()
            # It has to wait for the commit; were it to go on, it would be through by then.
            merging.join(0.5)
        outbox.queue(numbers)

    monkeypatch.setattr(names, "outbox", SimpleNamespace(queue=merge_meanwhile))
    assert link_names(interview) == 1
    merging.join(60)
    assert list(Mention.objects.values_list("entity", flat=True)) == [kept.pk]
    assert not Entity.objects.filter(pk=other.pk).exists()
