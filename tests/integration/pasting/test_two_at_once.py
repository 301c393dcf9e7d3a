"""Two windows, or two clicks, at the very same moment: one of them wins, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from interviews.actions import pasting
from interviews.actions.paste_saving import save_as_interview
from interviews.actions.pasting import PasteError
from interviews.models import Interview, Paste

from .conftest import TEXT, YEAR

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(action: Callable[[], object]) -> list[object]:
    """What ``action`` gives, or the code of its refusal, when two threads do it together."""
    start = Barrier(2)

    def one() -> object:
        start.wait()
        try:
            return action()
        except PasteError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [future.result() for future in [pool.submit(one) for _thread in range(2)]]


def test_two_clicks_make_one_interview() -> None:
    paste = pasting.receive(TEXT)
    saved = at_once(lambda: save_as_interview(paste, paste.version).pk)
    interview = Interview.objects.get()
    assert saved == [interview.pk, interview.pk]


def test_two_pastes_of_one_text_make_one_interview() -> None:
    pastes = [pasting.receive(TEXT), pasting.receive(TEXT)]
    saved = at_once(lambda: save_as_interview(paste := pastes.pop(), paste.version).pk)
    assert sorted(map(str, saved)) == sorted([str(Interview.objects.get().pk), "in_archive"])


def test_of_two_steps_one_is_done() -> None:
    paste = pasting.receive(TEXT)
    step = ("change_kind", {"block": YEAR, "kind": "narration"})
    done = at_once(lambda: pasting.apply(paste, paste.version, *step).version)
    assert sorted(map(str, done)) == sorted([str(paste.version + 1), "conflict"])
    assert Paste.objects.get().steps.count() == 1
