"""Where the index lies on disk, and how one generation of it takes the place of another.

A folder holds a file ``CURRENT`` with the name of the live generation, and a folder for each
generation. A rebuild writes a new generation beside the live one and then replaces ``CURRENT``,
which is one atomic rename; readers that had the old generation open go on reading it until their
next search.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock

from whoosh import index
from whoosh.fields import Schema
from whoosh.util.filelock import FileLock, try_for

from interviews import arabic
from interviews.search.indexing.errors import IndexDamaged, IndexLocked

from .array_file import flush_folder, flush_to_disk
from .snapshot import Snapshot

logger = logging.getLogger(__name__)

#: To be raised when what is written into a segment's file, or how, changes in any other way than by the
#: analyser or the fields, which tell themselves.
FORMAT = 1

# What the threads of a process read in common: the live generation, its commit, and its snapshot.
_snapshots: dict[Path, tuple[str, int, Snapshot]] = {}
_opening = Lock()


@cache
def analysis_fingerprint() -> str:
    """Tells one state of the analyser from another: a digest of its rules and its word lists.

    An index that was built by another state gives other tokens than the query and has to be
    rebuilt. A digest of the files cannot be forgotten as a number to be raised by hand can.
    """
    digest = hashlib.sha256()

    def add(folder: resources.abc.Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.is_dir() and entry.name != "__pycache__":
                add(entry)
            elif entry.name.endswith((".py", ".txt", ".tsv")):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())

    add(resources.files(arabic))
    return digest.hexdigest()[:16]


class IndexStore:
    """The generations of one index below ``path``. Only whoever holds ``locked()`` may write."""

    def __init__(self, path: str | os.PathLike[str], schema: Schema) -> None:
        self.path = Path(path)
        self.schema = schema
        fields = ",".join(f"{name}:{type(field).__name__}" for name, field in sorted(schema.items()))
        # Whether this store, which belongs to one thread, holds the lock: it may write several times then.
        self._held = False
        self.fingerprint = hashlib.sha256(f"{FORMAT} {analysis_fingerprint()} {fields}".encode()).hexdigest()[
            :16
        ]

    @contextmanager
    def locked(self, timeout: float) -> Iterator[None]:
        """Hold the index for writing; waits up to ``timeout`` seconds. It may be entered again inside.

        Raises ``IndexLocked``. The lock is the operating system's and goes with the process, so a
        killed writer leaves none behind.
        """
        if self._held:
            yield
            return
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.path / "LOCK"))
        if not try_for(lock.acquire, timeout=timeout, delay=0.02):
            raise IndexLocked(str(self.path))
        self._held = True
        try:
            yield
        finally:
            self._held = False
            lock.release()

    def live_generation(self) -> str | None:
        """The name of the generation that is searched, or None before the first."""
        try:
            name = (self.path / "CURRENT").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        return name or None

    def is_up_to_date(self) -> bool:
        """Whether there is a live generation and it was made by the present analyser and schema."""
        name = self.live_generation()
        return name is not None and name.endswith(self.fingerprint) and (self.path / name).is_dir()

    def open_live(self) -> tuple[str, index.FileIndex] | None:
        """The live generation's name and index, None before the first. Call while holding the lock.

        Raises ``IndexDamaged``: nothing may be written to what cannot be read, nor in its place.
        """
        name = self.live_generation()
        if name is None:
            return None
        try:
            return name, _open(self.path / name)
        except FileNotFoundError as error:
            # Nobody else can have removed it just now.
            raise IndexDamaged(str(error)) from error

    def snapshot(self) -> Snapshot | None:
        """The live generation after its latest commit, shared by all threads of the process.

        None before the first generation, and when it cannot be read: a rebuild is due then.
        """
        for _attempt in range(3):
            name = self.live_generation()
            if name is None:
                return None
            folder = self.path / name
            try:
                files = os.listdir(folder)
                commit = index.TOC._latest_generation(files, index._DEF_INDEX_NAME)
                kept = _snapshots.get(self.path)
                # A file that is gone is still mapped here, but by no other process any more.
                if kept and kept[:2] == (name, commit) and kept[2].files.issubset(files):
                    return kept[2]
                return self._open_snapshot(name, commit)
            except FileNotFoundError:
                # A rebuild swapped, or a commit removed old files, between two of the lines above.
                continue
            except IndexDamaged:
                logger.exception("The search index cannot be read; it has to be built anew")
                return None
        return None

    def _open_snapshot(self, name: str, commit: int) -> Snapshot:
        with _opening:
            kept = _snapshots.get(self.path)
            folder = self.path / name
            if not kept or kept[:2] != (name, commit) or not kept[2].files.issubset(os.listdir(folder)):
                kept = name, commit, Snapshot(_open(folder), folder)
                _snapshots[self.path] = kept
            return kept[2]

    def close(self) -> None:
        """Let go of the snapshot that was opened last."""
        _snapshots.pop(self.path, None)

    def create_generation(self) -> tuple[str, index.FileIndex]:
        """A new, empty generation that nobody sees yet."""
        name = f"{secrets.token_hex(6)}-{self.fingerprint}"
        folder = self.path / name
        folder.mkdir(parents=True)
        return name, index.create_in(str(folder), self.schema)

    def make_live(self, name: str) -> None:
        """Let ``name`` be searched from now on, and remove every other generation."""
        waiting = self.path / "CURRENT.new"
        with waiting.open("w", encoding="ascii") as file:
            file.write(name)
            flush_to_disk(file)
        os.replace(waiting, self.path / "CURRENT")
        flush_folder(self.path)
        self.remove_others(name)

    def remove_others(self, name: str | None) -> None:
        """Remove every generation but ``name``: replaced ones, and what a killed rebuild left."""
        for folder in self.path.iterdir():
            if folder.is_dir() and folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)

    def live_or_new(self) -> tuple[str, index.FileIndex]:
        """The live generation, made empty when there is none yet. Call while holding the lock.

        Raises ``IndexDamaged`` when there is one that cannot be read.
        """
        opened = self.open_live()
        if opened is None:
            opened = self.create_generation()
            self.make_live(opened[0])
        return opened


def _open(folder: Path) -> index.FileIndex:
    """The index in a folder. Raises ``FileNotFoundError`` or ``IndexDamaged``.

    What cannot be read is built anew from the database: nothing of the index exists only there.
    """
    try:
        return index.open_dir(str(folder))
    except (OSError, MemoryError):
        raise
    except index.EmptyIndexError as error:
        raise FileNotFoundError(f"the table of contents in {folder}") from error
    except Exception as error:
        # Whoosh raises whatever it runs into when it takes damaged bytes for a table of contents.
        raise IndexDamaged(f"the table of contents in {folder}") from error
