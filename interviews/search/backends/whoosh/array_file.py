"""A file of named arrays that is read by mapping it into memory.

Written once and never changed. The header names each array with its type, length, place and checksum;
what reads the file gets views of the mapping, so that opening costs nothing and every process of the
machine shares the same pages.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from interviews.search.indexing.errors import IndexDamaged

MAGIC = b"ARRAYS01"

# Arrays begin at a multiple of this, so that no number lies across two lines of the processor's cache.
_ALIGNMENT = 64
_LENGTHS = 3 * 8

# Room before the first array for the header, which is written last.
_FIRST_ARRAY = 1 << 16


def write_arrays(path: Path, facts: Mapping[str, Any], arrays: Iterable[tuple[str, np.ndarray]]) -> None:
    """Write ``facts`` (anything JSON can hold) and one-dimensional named ``arrays`` to a new file.

    The arrays are taken one after the other, so that not all of them have to be in memory at once. The file
    appears under its name only when it is complete and on the disk.
    """
    directory: dict[str, tuple[str, int, int, int]] = {}
    waiting = path.with_name(f".{path.name}.new")
    with waiting.open("wb") as file:
        file.seek(_FIRST_ARRAY)
        for name, array in arrays:
            data = np.ascontiguousarray(array)
            directory[name] = (data.dtype.str, len(data), file.tell() - _FIRST_ARRAY, zlib.crc32(data.data))
            file.write(data.data)
            file.write(bytes(_padded(data.nbytes) - data.nbytes))
        end = file.tell()
        header = json.dumps({"facts": facts, "arrays": directory}, ensure_ascii=False).encode()
        # To its full length with spaces, which JSON allows: what it names had to be written first.
        header = header.ljust(_FIRST_ARRAY - len(MAGIC) - _LENGTHS)
        if len(MAGIC) + _LENGTHS + len(header) > _FIRST_ARRAY:
            raise ValueError("too many arrays for one file")
        file.seek(0)
        file.write(MAGIC)
        file.write(np.array([len(header), zlib.crc32(header), end], "<u8").tobytes())
        file.write(header)
        flush_to_disk(file)
    os.replace(waiting, path)


def flush_to_disk(file: IO[Any]) -> None:
    """Come back when what was written lies on the disk."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Come back when the names in a folder, such as those just given by renaming, lie on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class ArrayFile:
    """The arrays of a file, mapped into memory and read-only; ``facts`` as they were written.

    Raises ``FileNotFoundError``, or ``IndexDamaged`` when its length or its header is not as written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            start = file.read(len(MAGIC) + _LENGTHS)
            if len(start) < len(MAGIC) + _LENGTHS or not start.startswith(MAGIC):
                raise IndexDamaged(f"{path} is no file of arrays")
            length, checksum, total = (int(n) for n in np.frombuffer(start[len(MAGIC) :], "<u8"))
            size = os.fstat(file.fileno()).st_size
            header = file.read(length) if total == size and length < size else b""
            if not header or zlib.crc32(header) != checksum:
                raise IndexDamaged(f"{path} is not as it was written")
            self._map = np.memmap(file, np.uint8, "r")
        content = json.loads(header)
        self.facts: dict[str, Any] = content["facts"]
        self._directory: dict[str, tuple[str, int, int, int]] = content["arrays"]
        self._begin = _padded(len(MAGIC) + _LENGTHS + length)

    def names(self) -> list[str]:
        return list(self._directory)

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> np.ndarray:
        dtype, length, offset, _checksum = self._directory[name]
        begin = self._begin + offset
        # As a plain array: a memmap's own indexing costs several times as much.
        raw = np.asarray(self._map)[begin : begin + length * np.dtype(dtype).itemsize]
        return raw.view(dtype)

    def verify(self) -> None:
        """Read everything and raise ``IndexDamaged`` when an array is not as it was written."""
        for name, (_dtype, _length, _offset, checksum) in self._directory.items():
            if zlib.crc32(self[name].data) != checksum:
                raise IndexDamaged(f"{name} in {self.path} is not as it was written")


def _padded(length: int) -> int:
    return -(-length // _ALIGNMENT) * _ALIGNMENT
