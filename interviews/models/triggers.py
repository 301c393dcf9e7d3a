"""Constraints between two tables, which SQL can only state as triggers, and the marks of a new edition.

A mention must end inside the text of its turn, and a turn's participant must take part in the
turn's own interview. Triggers that name another table stand in the way
of Django's table rebuilding on SQLite, so they are dropped before migrations run and made again
after (``install`` and ``drop`` are connected in ``interviews.apps``), instead of living in one
migration and getting lost in the next.
"""

from typing import Any

from django.db import connections, transaction

from .edition import renew_edition
from .edition_triggers import POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS, TABLES

_SQLITE = {
    "mention_inside_text_insert": """
        CREATE TRIGGER mention_inside_text_insert BEFORE INSERT ON interviews_mention
        WHEN NEW."end" > (SELECT length(text) FROM interviews_turn WHERE id = NEW.turn_id)
        BEGIN SELECT RAISE(ABORT, 'mention_inside_text: the mention ends behind its text'); END""",
    "mention_inside_text_update": """
        CREATE TRIGGER mention_inside_text_update BEFORE UPDATE OF "end", turn_id ON interviews_mention
        WHEN NEW."end" > (SELECT length(text) FROM interviews_turn WHERE id = NEW.turn_id)
        BEGIN SELECT RAISE(ABORT, 'mention_inside_text: the mention ends behind its text'); END""",
    "mention_inside_text_turn": """
        CREATE TRIGGER mention_inside_text_turn BEFORE UPDATE OF text ON interviews_turn
        WHEN EXISTS (SELECT 1 FROM interviews_mention WHERE turn_id = NEW.id AND "end" > length(NEW.text))
        BEGIN SELECT RAISE(ABORT, 'mention_inside_text: a mention would end behind its text'); END""",
    "participant_of_interview_insert": """
        CREATE TRIGGER participant_of_interview_insert BEFORE INSERT ON interviews_turn
        WHEN NEW.interview_id <>
            (SELECT interview_id FROM interviews_participant WHERE id = NEW.participant_id)
        BEGIN SELECT RAISE(ABORT, 'participant_of_interview: of another interview than the turn'); END""",
    "participant_of_interview_update": """
        CREATE TRIGGER participant_of_interview_update
        BEFORE UPDATE OF interview_id, participant_id ON interviews_turn
        WHEN NEW.interview_id <>
            (SELECT interview_id FROM interviews_participant WHERE id = NEW.participant_id)
        BEGIN SELECT RAISE(ABORT, 'participant_of_interview: of another interview than the turn'); END""",
    # A reference is checked when the transaction ends, so a participant may come after its turn.
    "participant_of_interview_new": """
        CREATE TRIGGER participant_of_interview_new BEFORE INSERT ON interviews_participant
        WHEN EXISTS (SELECT 1 FROM interviews_turn
                     WHERE participant_id = NEW.id AND interview_id <> NEW.interview_id)
        BEGIN SELECT RAISE(ABORT, 'participant_of_interview: has a turn in another interview'); END""",
    "participant_of_interview_moved": """
        CREATE TRIGGER participant_of_interview_moved
        BEFORE UPDATE OF interview_id ON interviews_participant
        WHEN EXISTS (SELECT 1 FROM interviews_turn
                     WHERE participant_id = NEW.id AND interview_id <> NEW.interview_id)
        BEGIN SELECT RAISE(ABORT, 'participant_of_interview: has a turn in another interview'); END""",
}

_POSTGRESQL_INSTALL = """
    CREATE OR REPLACE FUNCTION interviews_mention_inside_text() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW."end" > (SELECT char_length(text) FROM interviews_turn WHERE id = NEW.turn_id) THEN
            RAISE EXCEPTION 'mention_inside_text: the mention ends behind its text'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE OR REPLACE FUNCTION interviews_turn_keeps_mentions() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM interviews_mention
                   WHERE turn_id = NEW.id AND "end" > char_length(NEW.text)) THEN
            RAISE EXCEPTION 'mention_inside_text: a mention would end behind its text'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER mention_inside_text BEFORE INSERT OR UPDATE OF "end", turn_id
        ON interviews_mention FOR EACH ROW EXECUTE FUNCTION interviews_mention_inside_text();
    CREATE OR REPLACE TRIGGER mention_inside_text_turn BEFORE UPDATE OF text
        ON interviews_turn FOR EACH ROW EXECUTE FUNCTION interviews_turn_keeps_mentions();

    CREATE OR REPLACE FUNCTION interviews_turn_has_own_participant() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.interview_id <>
                (SELECT interview_id FROM interviews_participant WHERE id = NEW.participant_id) THEN
            RAISE EXCEPTION 'participant_of_interview: of another interview than the turn'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE OR REPLACE FUNCTION interviews_participant_keeps_turns() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM interviews_turn
                   WHERE participant_id = NEW.id AND interview_id <> NEW.interview_id) THEN
            RAISE EXCEPTION 'participant_of_interview: has a turn in another interview'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER participant_of_interview BEFORE INSERT OR UPDATE OF interview_id, participant_id
        ON interviews_turn FOR EACH ROW EXECUTE FUNCTION interviews_turn_has_own_participant();
    CREATE OR REPLACE TRIGGER participant_of_interview_moved BEFORE INSERT OR UPDATE OF interview_id
        ON interviews_participant FOR EACH ROW EXECUTE FUNCTION interviews_participant_keeps_turns();
"""

_TABLES = {"interviews_mention", "interviews_participant", "interviews_turn"}


def drop(using: str, **_kwargs: Any) -> None:
    """Before migrations: take the triggers away on SQLite, whose table rebuilding they would stop."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in (*_SQLITE, *SQLITE_TRIGGERS):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def install(using: str, **_kwargs: Any) -> None:
    """After migrations: put the triggers in place, on every database that has the tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if tables >= _TABLES:
        _install(using, _SQLITE, _POSTGRESQL_INSTALL)
    if tables >= TABLES:
        _install(using, SQLITE_TRIGGERS, POSTGRESQL_TRIGGERS)
        # Nothing noted what was written while they were away.
        renew_edition(using)


def _install(using: str, sqlite: dict[str, str], postgresql: str) -> None:
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, statement in sqlite.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(statement)
        elif connection.vendor == "postgresql":
            cursor.execute(postgresql)
