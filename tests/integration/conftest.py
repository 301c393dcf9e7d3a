"""What every integration test gets: a search index of its own, empty and untouched by others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from haystack import connections


@pytest.fixture(autouse=True)
def index_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of this test's index; it comes into being with the first write."""
    folder = tmp_path / "index"
    monkeypatch.setitem(connections.connections_info["default"], "PATH", str(folder))
    # Haystack keeps a connection for each thread; other threads make theirs anew anyway.
    connections.reload("default")
    yield folder
    connections["default"].get_backend().close()
    connections.reload("default")
