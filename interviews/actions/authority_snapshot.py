"""All names of the authority in memory, kept per process and brought up to date when it has changed.

Reading 50,000 names takes a second, a look whether they changed a millisecond. So each process keeps what it
has made of them (the finder, the table of sounds). By what it has read it knows the state: how many rows
there are, and which changed last. A transaction sees its own state; when it is rolled back, so is the state,
and what was made of it is no longer taken.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection, models

from interviews.entities import KnownName, NameFinder
from interviews.models import Entity, Name, Title

from .sounds import Sounds

# Of each table the rows that changed last say whether it is the same. More than one, since a transaction
# that is committed later may have written earlier.
_LAST = 20

# States that are kept: that of all, and those of transactions under way.
_MOST_KEPT = 4

# So many names are added to what was made of the others before all of it is made anew.
_MOST_ADDED = 5_000

_TABLES: tuple[type[models.Model], ...] = (Entity, Name, Title)


@dataclass(frozen=True, slots=True)
class _State:
    """Of each table how many rows it has, the highest number, and its latest changes: moments and numbers."""

    database: tuple[Any, ...]
    counts: tuple[int, ...]
    highest: tuple[int, ...]
    latest: tuple[tuple[tuple[datetime, int], ...], ...]


@dataclass(frozen=True)
class AuthoritySnapshot:
    """The names of one state of the authority, and what is made of them when somebody first asks."""

    state: _State
    names: Sequence[KnownName]
    #: What was added to the names of ``base``, which is the state before.
    base: AuthoritySnapshot | None = None
    added: Sequence[KnownName] = field(default=())

    @cached_property
    def finder(self) -> NameFinder:
        """Finds every name in texts."""
        return self.base.finder.with_names(self.added) if self.base else NameFinder(self.names)

    @cached_property
    def sounds(self) -> Sounds:
        """Finds names by their sound."""
        return self.base.sounds.with_names(self.added) if self.base else Sounds(self.names)


_kept: list[AuthoritySnapshot] = []
_reading = threading.Lock()


def authority_snapshot() -> AuthoritySnapshot:
    """The names as the present transaction sees them."""
    state = _present_state()
    if (known := _of_state(state)) is not None:
        return known
    with _reading:
        # Another thread may have read them while this one waited.
        if (known := _of_state(state)) is None:
            known = _added_to(state) or AuthoritySnapshot(state, list(_names()))
            _kept.insert(0, known)
            del _kept[_MOST_KEPT:]
    return known


def _of_state(state: _State) -> AuthoritySnapshot | None:
    return next((known for known in tuple(_kept) if known.state == state), None)


def _present_state() -> _State:
    quoted = connection.ops.quote_name
    tables = [quoted(table._meta.db_table) for table in _TABLES]
    counts = ", ".join(
        f"(SELECT {what} FROM {table})" for what in ("COUNT(*)", "MAX(id)") for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        numbers = [number or 0 for number in cursor.fetchone()]
    latest = tuple(
        tuple(table._default_manager.order_by("-changed_at", "-pk").values_list("changed_at", "pk")[:_LAST])
        for table in _TABLES
    )
    settings = connection.settings_dict
    database = (settings["HOST"], settings["PORT"], str(settings["NAME"]))
    return _State(database, tuple(numbers[: len(tables)]), tuple(numbers[len(tables) :]), latest)


def _added_to(state: _State) -> AuthoritySnapshot | None:
    """The snapshot of ``state`` made of one that only lacks rows that are new; None without such a one."""
    for known in _kept:
        if known.state.database != state.database:
            continue
        rows = [_new_rows(table, at, known.state, state) for at, table in enumerate(_TABLES)]
        if None in rows or sum(map(len, rows)) + len(known.added) > _MOST_ADDED:
            continue
        new = list(_names(*rows[1:]))
        # What was added before comes along: the finder then has one base, however many steps led here.
        return AuthoritySnapshot(state, [*known.names, *new], known.base or known, [*known.added, *new])
    return None


def _new_rows(table: type[models.Model], at: int, before: _State, now: _State) -> list[int] | None:
    """The numbers of a table's rows that are new since ``before``; None when others changed or are gone."""
    if now.counts[at] - before.counts[at] > _MOST_ADDED:
        return None
    known, highest = set(before.latest[at]), before.highest[at]
    rows = table._default_manager.order_by("pk")
    if known:
        oldest = min(known)[0]
        rows = rows.filter(changed_at__gte=oldest)
        # More rows than are remembered may have been written at that moment.
        known |= set(rows.filter(changed_at=oldest, pk__lte=highest).values_list("changed_at", "pk"))
    changed = set(rows.values_list("changed_at", "pk")) - known
    if any(pk <= highest for _moment, pk in changed) or before.counts[at] + len(changed) != now.counts[at]:
        return None
    return sorted(pk for _moment, pk in changed)


def _names(names: list[int] | None = None, titles: list[int] | None = None) -> Iterator[KnownName]:
    """The names and kunyas of these numbers, or all."""
    of_names, of_titles = Name.objects.order_by("pk"), Title.objects.order_by("pk")
    if names is not None:
        of_names = of_names.filter(pk__in=names)
    if titles is not None:
        of_titles = of_titles.filter(pk__in=titles)
    rows = of_names.values_list("entity_id", "text", "entity__kind", "is_ambiguous")
    yield from (KnownName(*row) for row in rows.iterator(10_000))
    kunyas = of_titles.filter(kind=Title.Kind.KUNYA).values_list("entity_id", "text", "entity__kind")
    for entity, text, kind in kunyas.iterator(10_000):
        yield KnownName(entity, text, kind, is_kunya=True)
