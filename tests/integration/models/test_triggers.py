"""The triggers that keep rows of two tables in agreement outlive migrations."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import post_migrate, pre_migrate

from interviews.models import Mention, Participant, Turn
from tests.factories import MentionFactory, ParticipantFactory, TurnFactory

pytestmark = pytest.mark.django_db(transaction=True)


def assert_triggers_work() -> None:
    mention = MentionFactory(turn=TurnFactory(text="كوردستان"), end=8)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(end=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=mention.turn_id).update(text="كورد")
    foreign = ParticipantFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=mention.turn_id).update(participant=foreign)
    TurnFactory(interview=foreign.interview, participant=foreign)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=foreign.pk).update(interview=mention.turn.interview)


def signal(sent: Any) -> None:
    sent.send(
        sender=apps.get_app_config("interviews"),
        app_config=apps.get_app_config("interviews"),
        using="default",
        verbosity=0,
        interactive=False,
        plan=[],
        apps=apps,
    )


def test_they_are_there_after_another_migrate() -> None:
    call_command("migrate", verbosity=0)
    assert_triggers_work()


@pytest.mark.parametrize(("model", "column"), [(Turn, "text"), (Mention, "state"), (Participant, "office")])
def test_they_are_there_after_a_table_was_rebuilt(model: type[models.Model], column: str) -> None:
    """On SQLite altering a column makes the table anew, which triggers on it or naming it would stop."""
    field = model._meta.get_field(column)
    altered = field.clone()
    altered.null = True
    altered.set_attributes_from_name(field.name)
    altered.model = model
    signal(pre_migrate)
    with connection.schema_editor() as editor:
        editor.alter_field(model, field, altered, strict=True)
    with connection.schema_editor() as editor:
        editor.alter_field(model, altered, field, strict=True)
    signal(post_migrate)
    assert_triggers_work()


def test_everything_can_be_migrated_away_and_back() -> None:
    call_command("migrate", "interviews", "zero", verbosity=0)
    tables = connection.introspection.table_names()
    assert not [table for table in tables if table.startswith("interviews_")]
    call_command("migrate", verbosity=0)
    assert_triggers_work()
