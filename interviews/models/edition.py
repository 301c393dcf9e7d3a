"""In which edition is the archive? What was made ready for readers is good as long as that stays the same."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from django.db import connection, connections, models
from django.utils import timezone

#: The tables from which public pages are made; not those that only the desk shows.
WATCHED = (
    "interviews_correction",
    "interviews_entity",
    "interviews_interview",
    "interviews_interview_topics",
    "interviews_mention",
    "interviews_mergedentity",
    "interviews_mergedoutlet",
    "interviews_mergedspeaker",
    "interviews_name",
    "interviews_outlet",
    "interviews_participant",
    "interviews_speaker",
    "interviews_title",
    "interviews_topic",
    "interviews_turn",
    # Earlier wordings.
    "reversion_version",
)

#: A row leaves the outbox after the index has taken in its interview: what a search finds is another then.
OUTBOX = "interviews_indexupdate"


class EditionMark(models.Model):
    """What writes leave behind, by triggers, so that the edition becomes another with their commit.

    On SQLite, which has one writer at a time, every write puts another random number into the one row. On
    PostgreSQL every statement adds a row with a random number, which waits for nobody; the edition is their
    sum. That is another whenever a transaction commits, in whatever order they do, and stays the same when a
    trigger joins many rows into one.
    """

    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


# A number of the database's own, not a value of the query: SQLite takes a partial index for constants only.
_SQL = """
    SELECT (SELECT {sum} FROM interviews_editionmark),
           (SELECT MAX(publish_at) FROM interviews_interview WHERE status = 'published' AND publish_at <= %s)
"""
_SUMS = {"sqlite": "number", "postgresql": "MOD(SUM(number), 4611686018427387904)"}


def edition(now: datetime | None = None) -> str:
    """The edition of the public archive at ``now``, such as "9f86d081884c7d65": one quick query.

    It becomes another whenever something changes that readers may see, however it was written (also by
    ``update()``, ``bulk_create()`` or SQL), when an embargo ends, and when the index has followed. It is
    never the same for two states that differ. To be asked for before the page is read: what is changed in
    between then makes the page out of date at once.
    """
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now or timezone.now())
        cursor.execute(_SQL.format(sum=_SUMS[connection.vendor]), [moment])
        number, last_embargo = cursor.fetchone()
    return blake2b(f"{number} {last_embargo}".encode(), digest_size=8).hexdigest()


def renew_edition(using: str = "default") -> None:
    """Make it another edition: for a change that no table shows, as an index that was built anew."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NOTE[connections[using].vendor])


# Not INSERT OR REPLACE: the outer statement's OR IGNORE would hold for it, too.
_NOTE_SQLITE = """
    INSERT INTO interviews_editionmark (id, number) VALUES (1, random())
    ON CONFLICT (id) DO UPDATE SET number = excluded.number"""
_NOTE = {
    "sqlite": _NOTE_SQLITE,
    "postgresql": "INSERT INTO interviews_editionmark (number) VALUES ((random() * 9e15)::bigint)",
}

_EVENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(WATCHED, ("INSERT", "UPDATE", "DELETE")),
    OUTBOX: ("DELETE",),
}

#: The tables that must be there before the triggers are made; triggers.py does that.
TABLES = {*_EVENTS, "interviews_editionmark"}

SQLITE_TRIGGERS = {
    f"edition_{table}_{event.lower()}": (
        f"CREATE TRIGGER edition_{table}_{event.lower()} AFTER {event} ON {table} BEGIN {_NOTE_SQLITE}; END"
    )
    for table, events in _EVENTS.items()
    for event in events
}

# Rows are joined by whoever adds every 256th, so that the sum stays quick. Rows that another transaction is
# joining are left to it. While tables are migrated away the marks go before the tables that leave them.
POSTGRESQL_TRIGGERS = f"""
    CREATE OR REPLACE FUNCTION interviews_note_edition() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        mark bigint;
    BEGIN
        IF to_regclass('interviews_editionmark') IS NULL THEN
            RETURN NULL;
        END IF;
        {_NOTE["postgresql"]} RETURNING id INTO mark;
        IF MOD(mark, 256) = 0 THEN
            WITH joined AS (
                DELETE FROM interviews_editionmark WHERE id IN (
                    SELECT id FROM interviews_editionmark FOR UPDATE SKIP LOCKED
                ) RETURNING number
            )
            INSERT INTO interviews_editionmark (number)
            SELECT {_SUMS["postgresql"]} FROM joined HAVING COUNT(*) > 0;
        END IF;
        RETURN NULL;
    END $$;
""" + "".join(
    f"""
    CREATE OR REPLACE TRIGGER edition AFTER {" OR ".join(events)} ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION interviews_note_edition();
    CREATE OR REPLACE TRIGGER edition_truncate AFTER TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION interviews_note_edition();"""
    for table, events in _EVENTS.items()
)
