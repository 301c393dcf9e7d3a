"""The package's lists, as text files that can be read and corrected without knowing Python."""

from collections.abc import Iterator
from importlib import resources


def data_lines(name: str) -> Iterator[str]:
    """The lines of a list in this folder, without comments (from «#») and blank lines."""
    for line in resources.files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines():
        content = line.partition("#")[0].strip()
        if content:
            yield content
