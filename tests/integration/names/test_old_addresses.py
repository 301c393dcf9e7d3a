"""The addresses of what was merged lead to what stayed."""

from __future__ import annotations

import pytest
from django.test import Client

from interviews.actions.merging import merge_entities
from interviews.actions.names import link_names
from tests.factories import EntityFactory, OutletFactory, ParticipantFactory, SpeakerFactory
from tests.integration.names.conftest import Make

pytestmark = pytest.mark.django_db


def test_of_an_entity(client: Client, make_interview: Make) -> None:
    kept, other = EntityFactory(name="داعش"), EntityFactory(name="تنظيم الدولة")
    link_names(make_interview("قاتل داعش."))
    old = other.get_absolute_url()
    merge_entities(kept, other)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())


def test_of_a_speaker(client: Client, make_interview: Make) -> None:
    kept, other = SpeakerFactory(), SpeakerFactory()
    ParticipantFactory(interview=make_interview("نعم."), speaker=other)
    old = other.get_absolute_url()
    assert client.get(old).status_code == 200
    merge_entities(kept.entity, other.entity)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())


def test_of_an_outlet(client: Client, make_interview: Make) -> None:
    kept, other = OutletFactory(), OutletFactory()
    make_interview("نعم.", outlet=other)
    old = other.get_absolute_url()
    merge_entities(kept.entity, other.entity)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())
    assert client.get("/outlets/999999/").status_code == 404
