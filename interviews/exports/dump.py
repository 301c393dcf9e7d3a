"""The whole public archive as files: JSON Lines, packed, with a manifest that lists and proves them.

A folder holds one dump. Its files bear a part of their checksum in their names
(``interviews-9f86d081884c7d65.jsonl.gz``) and are never changed; the manifest, which is replaced in one step
when all of them are there, says which belong together. So nobody reads half a dump, or halves of two.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.files import locks
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone, translation
from reversion.models import Version

from interviews.models import Entity, Interview, Outlet, Speaker, Topic, edition

from .earlier_wording import was_public
from .structured import (
    Record,
    entities_around,
    entity_record,
    interview_record,
    moment,
    outlet_record,
    speaker_record,
    topic_record,
)

MANIFEST = "manifest.json"
#: Becomes another when a reader of the files would have to be changed; new keys alone do not make it.
FORMAT_VERSION = 1
_UNFINISHED, _LOCK = ".unfinished", ".lock"
# The names of a dump's files, so that others may lie beside them.
_OURS = re.compile(r"[a-z]+-[0-9a-f]{16}\.jsonl\.gz|numbers-[0-9a-f]{16}\.json")

# Rows read at a time. An interview has some dozens of turns and a hundred names.
BATCH = 50


def write_dump(
    folder: Path, site: str, terms: str = "", progress: Callable[[str, int], None] = lambda kind, number: None
) -> Record:
    """Write what the public may read into ``folder`` and return the manifest.

    ``site`` is the archive's address («https://archive.example»), ``terms`` says what others may do with it.
    ``progress`` is told the kind and number of the records written. The same edition, site and terms give the
    same files to the byte. Memory does not grow with the archive but for the numbers of its rows. Waits
    while another one is written there. Raises ``OSError`` where it cannot be written; then the one before
    stays.
    """
    with _alone(folder):
        return _write_dump(folder, site, terms, progress)


def _write_dump(folder: Path, site: str, terms: str, progress: Callable[[str, int], None]) -> Record:
    now = timezone.now()
    # What a dump that was killed has left.
    shutil.rmtree(folder / _UNFINISHED, ignore_errors=True)
    unfinished = folder / _UNFINISHED
    unfinished.mkdir()
    with _one_state(), translation.override("ar"):
        state = edition(now)
        numbers = _numbers(Interview.objects.published(now))
        kept_states = _kept_states().aggregate(latest=models.Max("pk"))["latest"] or 0
        files = [
            _write_file(unfinished, kind, records, progress)
            for kind, records in (
                ("interviews", _interviews(numbers, site)),
                ("speakers", _rows(Speaker.objects.public().with_names(), speaker_record, site)),
                ("outlets", _rows(Outlet.objects.public().with_names(), outlet_record, site)),
                ("entities", _rows(Entity.objects.public().with_names(), entity_record, site)),
                ("topics", _rows(Topic.objects.public(), topic_record, site)),
            )
        ]
    manifest = _manifest(files, state, now, site, terms)
    # For the archive itself, which asks whether all of them are public still.
    _write_json(unfinished / _list_of_numbers(manifest), {"kept_states": kept_states, "numbers": numbers})
    _write_json(unfinished / MANIFEST, manifest)
    names = [*(file["name"] for file in files), _list_of_numbers(manifest)]
    for name in (*names, MANIFEST):
        os.replace(unfinished / name, folder / name)
    unfinished.rmdir()
    _tidy(folder, {*names, MANIFEST})
    return manifest


def read_manifest(folder: Path) -> Record | None:
    """The manifest of the dump in ``folder``; None where there is none."""
    with suppress(FileNotFoundError, ValueError):
        manifest: Record = json.loads((folder / MANIFEST).read_text())
        return manifest
    return None


def is_public_still(folder: Path, manifest: Record) -> bool:
    """Whether the public may still read every interview of the dump: none was withdrawn or deleted since.

    Nor changed while it was withdrawn, although it may be public again: what was taken out must stay out.
    """
    if manifest["edition"] == edition():
        return True
    try:
        written = json.loads((folder / _list_of_numbers(manifest)).read_text())
        numbers, kept_states = set(written["numbers"]), written["kept_states"]
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return False
    if not numbers <= set(_numbers(Interview.objects.published())):
        return False
    since = _kept_states().filter(pk__gt=kept_states).select_related("revision")
    # Most states were public and without an embargo. As a part of a text it would be written otherwise.
    public = Q(serialized_data__contains='"status": "published"')
    hidden = since.exclude(public & Q(serialized_data__contains='"publish_at": null'))
    return all(
        was_public(state, state.revision.date_created)
        for state in hidden.iterator()
        if int(state.object_id) in numbers
    )


def _kept_states() -> models.QuerySet[Version]:
    """The states that were kept of interviews when somebody changed them (see `actions.revisions`)."""
    states: models.QuerySet[Version] = Version.objects.get_for_model(Interview)
    return states


def _list_of_numbers(manifest: Record) -> str:
    return f"numbers-{manifest['edition']}.json"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else writes a dump into this folder meanwhile, as a nightly one may that takes too long."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


@contextmanager
def _one_state() -> Iterator[None]:
    """All reads inside see the archive at one moment, and nobody who writes has to wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not Django's transaction, which takes the lock for writing.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")


def _numbers(rows: models.QuerySet[Any]) -> list[int]:
    return sorted(rows.order_by().values_list("pk", flat=True))


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def _interviews(numbers: list[int], site: str) -> Iterator[Record]:
    for batch in _batches(numbers):
        interviews = list(Interview.objects.filter(pk__in=batch).for_reading().order_by("pk"))
        around = entities_around(interviews)
        for interview in interviews:
            yield interview_record(interview, site, around)


def _rows(rows: models.QuerySet[Any], record: Callable[[Any, str], Record], site: str) -> Iterator[Record]:
    for batch in _batches(_numbers(rows)):
        for row in rows.filter(pk__in=batch).order_by("pk"):
            yield record(row, site)


def _write_file(
    folder: Path, kind: str, records: Iterator[Record], progress: Callable[[str, int], None]
) -> Record:
    unnamed = folder / kind
    number = 0
    with unnamed.open("wb") as file:
        # Neither a name nor a time in the packed file, so that the same records are the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as packed:
            for number, record in enumerate(records, start=1):
                packed.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                progress(kind, number)
        _keep(file)
    with unnamed.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    name = f"{kind}-{checksum[:16]}.jsonl.gz"
    unnamed.rename(folder / name)
    size = (folder / name).stat().st_size
    return {"kind": kind, "name": name, "records": number, "bytes": size, "sha256": checksum}


def _manifest(files: list[Record], state: str, now: datetime, site: str, terms: str) -> Record:
    return {
        "format": "interview-archive-dump",
        "format_version": FORMAT_VERSION,
        "site": site,
        "edition": state,
        "made_at": moment(now),
        "terms": terms,
        "files": files,
    }


def _write_json(path: Path, value: Any) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=2 if isinstance(value, dict) else None)
        file.write("\n")
        _keep(file)


def _keep(file: IO[Any]) -> None:
    """After a loss of power the file is whole, or not yet named by a manifest."""
    file.flush()
    os.fsync(file.fileno())


def _tidy(folder: Path, kept: set[str]) -> None:
    """Files of the dump before are gone: what was withdrawn since must not stay in reach."""
    for file in folder.iterdir():
        if _OURS.fullmatch(file.name) and file.name not in kept:
            file.unlink(missing_ok=True)
