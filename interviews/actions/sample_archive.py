"""The sample archive in ``fixtures/``: invented interviews, so that every screen has something to show."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from django.conf import settings

from .authority_files import load_authority_files
from .importing import ImportOptions, find_files, import_file
from .relinking import relinked_once

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def load_sample_archive(fixtures: Path = FIXTURES) -> Counter[str]:
    """Load authority and interviews from ``fixtures``; returns how many were "created", "unchanged".

    The starter comes first: the samples' own authority has only what they invent. Loading again changes
    nothing. Raises ``ValueError`` when a sample cannot be read, since the samples belong to the program.
    """
    counts: Counter[str] = Counter()
    with relinked_once():
        load_authority_files(authority_files(fixtures))
        for file in find_files([fixtures / "interviews"]):
            outcome = import_file(file, ImportOptions(publish=True, trusted=True))
            if outcome.status == "failed":
                raise ValueError(f"{file.name}: {'; '.join(outcome.notes)}")
            counts[outcome.status] += 1
    return counts


def authority_files(fixtures: Path = FIXTURES) -> list[Path]:
    """The starter's files and those of the samples."""
    return [
        *sorted((fixtures / "authority").glob("*.json")),
        *sorted(fixtures.glob("sample-authority-*.json")),
    ]
