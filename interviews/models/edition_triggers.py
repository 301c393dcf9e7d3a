"""Which write makes which edition another one? (`edition.py` says what editions are.)

Said once, for each table, and written as triggers for SQLite, which has them for each row, and PostgreSQL,
where they see all rows of a statement. A mark is a random number: see `EditionMark`.
"""

from __future__ import annotations

from dataclasses import dataclass

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

#: The interview to which a row of a table belongs. Its page becomes another with every such row.
INTERVIEW_OF = {
    "interviews_correction": "{row}.interview_id",
    "interviews_interview": "{row}.id",
    "interviews_interview_topics": "{row}.interview_id",
    "interviews_mention": "(SELECT interview_id FROM interviews_turn WHERE id = {row}.turn_id)",
    "interviews_participant": "{row}.interview_id",
    "interviews_turn": "{row}.interview_id",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of a table that the pages of many interviews show: names, or what stands there of related ones."""

    #: Which rows.
    condition: str = "true"
    #: What of a row; a change of anything else is not seen on these pages. Empty: all of it. The condition
    #: asks for none but these.
    columns: tuple[str, ...] = ()
    #: Whether a new row is seen. If not, something that refers to it comes later, and is.
    new: bool = True


SHOWN_IN_MANY = {
    "interviews_entity": Shown(columns=("kind", "wikidata"), new=False),
    "interviews_interview": Shown(
        "{row}.status = 'published'",
        ("status", "publish_at", "title", "outlet_id", "published_on", "language"),
    ),
    "interviews_name": Shown(
        " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE entity_id = {{row}}.entity_id)"
            for table in ("interviews_mention", "interviews_speaker", "interviews_outlet")
        ),
        ("entity_id", "text", "language", "kind"),
    ),
    "interviews_outlet": Shown(new=False),
    # The card of a name tells the office that a person held last.
    "interviews_participant": Shown(
        "EXISTS (SELECT 1 FROM interviews_interview WHERE id = {row}.interview_id AND status = 'published')"
    ),
    "interviews_speaker": Shown(new=False),
    "interviews_topic": Shown(new=False),
}

#: A page mark of this number is one of every interview's page.
ALL_PAGES = 0

#: Leaves a mark of the archive. Not INSERT OR REPLACE: the outer statement's OR IGNORE would hold here.
NOTE = {
    "sqlite": """
        INSERT INTO interviews_editionmark (id, number) VALUES (1, random())
        ON CONFLICT (id) DO UPDATE SET number = excluded.number""",
    "postgresql": "INSERT INTO interviews_editionmark (number) VALUES ((random() * 9e15)::bigint)",
}
_NOTE_PAGES = {
    "sqlite": """
        INSERT INTO interviews_pagemark (id, interview_id, number)
        SELECT page, page, random() FROM ({pages}) WHERE page IS NOT NULL
        ON CONFLICT (id) DO UPDATE SET number = excluded.number""",
    "postgresql": """
        INSERT INTO interviews_pagemark (interview_id, number)
        SELECT page, (random() * 9e15)::bigint FROM ({pages}) AS pages WHERE page IS NOT NULL""",
}
#: Leaves a mark of all interviews' pages.
NOTE_ALL_PAGES = {
    vendor: note.format(pages=f"SELECT {ALL_PAGES} AS page") for vendor, note in _NOTE_PAGES.items()
}

#: What is to be read of the marks of an edition, of which SQLite has one.
SUM = {"sqlite": "SUM(number)", "postgresql": "MOD(SUM(number), 4611686018427387904)"}

_EVENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(WATCHED, ("INSERT", "UPDATE", "DELETE")),
    OUTBOX: ("DELETE",),
}

#: The tables that must be there before the triggers are made; triggers.py does that.
TABLES = {*_EVENTS, "interviews_editionmark", "interviews_pagemark"}


def _sqlite() -> dict[str, str]:
    statements = {
        f"edition_{table}_{event.lower()}": f"AFTER {event} ON {table} BEGIN {NOTE['sqlite']}; END"
        for table, events in _EVENTS.items()
        for event in events
    }
    for event, rows in {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}.items():
        for table, number in INTERVIEW_OF.items():
            # Where nothing is found, as of a mention whose turn is gone, nothing is noted.
            pages = (f"SELECT {number.format(row=row)} AS page" for row in rows)
            notes = "; ".join(_NOTE_PAGES["sqlite"].format(pages=page) for page in pages)
            statements[f"page_{table}_{event.lower()}"] = f"AFTER {event} ON {table} BEGIN {notes}; END"
        for table, shown in SHOWN_IN_MANY.items():
            if event == "INSERT" and not shown.new:
                continue
            condition = " OR ".join(shown.condition.format(row=row) for row in rows)
            if event == "UPDATE" and shown.columns:
                changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in shown.columns)
                condition = f"({changed}) AND ({condition})"
            statements[f"all_pages_{table}_{event.lower()}"] = (
                f"AFTER {event} ON {table} WHEN {condition} BEGIN {NOTE_ALL_PAGES['sqlite']}; END"
            )
    return {name: f"CREATE TRIGGER {name} {statement}" for name, statement in statements.items()}


SQLITE_TRIGGERS = _sqlite()


def _function(name: str, marks: str, body: str) -> str:
    # While tables are migrated away the marks go before the tables that leave them.
    return f"""
    CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF to_regclass('{marks}') IS NOT NULL THEN
            {body}
        END IF;
        RETURN NULL;
    END $$;"""


def _joined(marks: str, of: str = "") -> str:
    """Rows (with the same ``of``) become one, so that the sum stays quick.

    What another transaction is joining is left to it.
    """
    same, column, value = (f"WHERE {of} = NEW.{of}", f"{of}, ", f"NEW.{of}, ") if of else ("", "", "")
    return f"""
            WITH joined AS (
                DELETE FROM {marks} WHERE id IN (SELECT id FROM {marks} {same} FOR UPDATE SKIP LOCKED)
                RETURNING number
            )
            INSERT INTO {marks} ({column}number)
            SELECT {value}{SUM["postgresql"]} FROM joined HAVING COUNT(*) > 0;"""


def _for_statements(name: str, function: str, table: str, events: str, rows: str = "") -> str:
    return f"""
    CREATE OR REPLACE TRIGGER {name} AFTER {events} ON {table} {rows}
        FOR EACH STATEMENT EXECUTE FUNCTION {function}();"""


def _postgresql() -> str:
    statements = [
        _function("interviews_note_edition", "interviews_editionmark", NOTE["postgresql"] + ";"),
        _function("interviews_note_all_pages", "interviews_pagemark", NOTE_ALL_PAGES["postgresql"] + ";"),
        _function("interviews_join_marks", "interviews_editionmark", _joined("interviews_editionmark")),
        _function(
            "interviews_join_page_marks",
            "interviews_pagemark",
            _joined("interviews_pagemark", of="interview_id"),
        ),
        """
    CREATE OR REPLACE TRIGGER joined AFTER INSERT ON interviews_editionmark
        FOR EACH ROW WHEN (MOD(NEW.id, 256) = 0) EXECUTE FUNCTION interviews_join_marks();
    CREATE OR REPLACE TRIGGER joined AFTER INSERT ON interviews_pagemark
        FOR EACH ROW WHEN (MOD(NEW.id, 32) = 0) EXECUTE FUNCTION interviews_join_page_marks();""",
    ]
    for table, events in _EVENTS.items():
        for name, some in (("edition", " OR ".join(events)), ("edition_truncate", "TRUNCATE")):
            statements.append(_for_statements(name, "interviews_note_edition", table, some))
    for table in sorted(INTERVIEW_OF.keys() | SHOWN_IN_MANY.keys()):
        for event in ("INSERT", "UPDATE", "DELETE"):
            if body := _postgresql_notes(table, event):
                function = f"interviews_note_pages_{table.removeprefix('interviews_')}_{event.lower()}"
                statements.append(_function(function, "interviews_pagemark", body))
                statements.append(
                    _for_statements(f"pages_{event.lower()}", function, table, event, _TRANSITIONS[event])
                )
        statements.append(_for_statements("pages_truncate", "interviews_note_all_pages", table, "TRUNCATE"))
    return "".join(statements)


_TRANSITIONS = {
    "INSERT": "REFERENCING NEW TABLE AS present",
    "UPDATE": "REFERENCING OLD TABLE AS former NEW TABLE AS present",
    "DELETE": "REFERENCING OLD TABLE AS former",
}
_CHANGED = {
    "INSERT": "present AS changed",
    "UPDATE": "(SELECT * FROM former UNION ALL SELECT * FROM present) AS changed",
    "DELETE": "former AS changed",
}


def _differing(columns: tuple[str, ...]) -> str:
    """The rows that are others in these columns, as they were and as they are.

    Not by a join: a session keeps the plan that it made for one row, and that compares each row with each.
    """
    former, present = (f"SELECT {', '.join(columns)} FROM {rows}" for rows in ("former", "present"))
    return f"(({former} EXCEPT {present}) UNION ALL ({present} EXCEPT {former})) AS changed"


def _postgresql_notes(table: str, event: str) -> str:
    notes = []
    if table in INTERVIEW_OF:
        number = INTERVIEW_OF[table].format(row="changed")
        pages = f"SELECT DISTINCT {number} AS page FROM {_CHANGED[event]}"
        notes.append(_NOTE_PAGES["postgresql"].format(pages=pages) + ";")
    shown = SHOWN_IN_MANY.get(table)
    if shown and (shown.new or event != "INSERT"):
        changed = _CHANGED[event]
        if event == "UPDATE" and shown.columns:
            changed = _differing(("id", *shown.columns))
        found = f"SELECT 1 FROM {changed} WHERE {shown.condition.format(row='changed')}"
        notes.append(f"IF EXISTS ({found}) THEN {NOTE_ALL_PAGES['postgresql']}; END IF;")
    return "\n            ".join(notes)


POSTGRESQL_TRIGGERS = _postgresql()
