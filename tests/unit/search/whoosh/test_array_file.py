"""A file of arrays gives back what was written, or says that it is damaged."""

from pathlib import Path

import numpy as np
import pytest

from interviews.search.backends.whoosh.array_file import ArrayFile, write_arrays
from interviews.search.indexing.errors import IndexDamaged

ARRAYS = {
    "letters": np.frombuffer("مدينة".encode(), np.uint8),
    "starts": np.array([0, 3, 2**40], np.uint64),
    "codes": np.arange(1000, dtype=np.uint16),
    "nothing": np.zeros(0, np.uint32),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_arrays(tmp_path / "one.arrays", {"count": 3, "field": "نص"}, ARRAYS.items())
    return tmp_path / "one.arrays"


def test_what_was_written_is_read(path: Path) -> None:
    file = ArrayFile(path)
    assert file.facts == {"count": 3, "field": "نص"}
    assert file.names() == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert file[name].dtype == array.dtype
        assert file[name].tolist() == array.tolist()
        assert not file[name].flags.writeable
    assert "other" not in file
    file.verify()
    assert [entry.name for entry in path.parent.iterdir()] == ["one.arrays"]


@pytest.mark.parametrize("length", [0, 7, 30, 200, 66_000, -1])
def test_a_file_that_is_cut_off_is_not_opened(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(IndexDamaged, match="one"):
        ArrayFile(path)


@pytest.mark.parametrize("place", [0, 8, 12, 18, 25, 40])
def test_a_changed_header_is_not_read(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="one"):
        ArrayFile(path)


def test_a_changed_array_is_found_by_who_reads_everything(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[content.index(ARRAYS["codes"].tobytes()) + 5] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="codes"):
        ArrayFile(path).verify()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ArrayFile(tmp_path / "none.arrays")
