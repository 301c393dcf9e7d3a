"""The database the tests really run on, and what the archive asks of it."""

import os

import pytest
from django.db import connection

WANTED = os.environ.get("TEST_DATABASE", "sqlite")

pytestmark = pytest.mark.django_db


def test_tests_run_on_the_database_that_was_asked_for() -> None:
    assert connection.vendor == WANTED


def test_tests_have_a_database_of_their_own() -> None:
    assert "test" in str(connection.settings_dict["NAME"])


def test_letters_keep_their_count() -> None:
    """Offsets count characters: the database must count «كُتُبٌ» and an emoji as Python does."""
    text = "كُتُبٌ 📚 ێ"
    function = "char_length" if connection.vendor == "postgresql" else "length"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        assert cursor.fetchone() == (len(text),)


@pytest.mark.parametrize(
    ("query", "expected"),
    {
        "postgresql": [("SHOW server_encoding", "UTF8")],
        # Readers go on while one writes.
        "sqlite": [("PRAGMA journal_mode", "wal"), ("PRAGMA foreign_keys", 1)],
    }[WANTED],
)
def test_database_is_set_up_as_the_archive_needs_it(query: str, expected: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == (expected,)


def test_postgresql_is_reached_through_a_pool() -> None:
    assert bool(getattr(connection, "pool", None)) == (connection.vendor == "postgresql")
