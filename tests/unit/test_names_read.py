"""The names of a page are read at once (``read_names``), and ``names.all()`` would read them again."""

import re
from pathlib import Path

import interviews

ROOT = Path(interviews.__file__).parent

# Who shows names; ``admin`` and ``actions`` also change them.
FOLDERS = ("api", "exports", "search", "templatetags", "views")


def test_who_shows_names_asks_for_those_that_are_read() -> None:
    files = [
        *ROOT.glob("*.py"),
        *(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")),
        *(ROOT.parent / "templates").rglob("*.html"),
    ]
    asking = [str(file) for file in files if re.search(r"\.names\.all\b", file.read_text(encoding="utf-8"))]
    assert asking == []
