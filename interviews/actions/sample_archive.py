"""The sample archive in ``fixtures/``: invented interviews, so that every screen has something to show."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import transaction

from interviews.search.indexing.outbox import drained_once

from .authority import load_authority
from .importing import ImportOptions, find_files, import_file
from .names import name_finder

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def load_sample_archive(fixtures: Path = FIXTURES) -> Counter[str]:
    """Load authority and interviews from ``fixtures``; returns how many were "created", "unchanged".

    Loading again changes nothing. Raises ``ValueError`` when a sample cannot be read, since the
    samples belong to the program.
    """
    with transaction.atomic():
        for file in sorted(fixtures.glob("authority*.json")):
            load_authority(json.loads(file.read_text(encoding="utf-8")))
    finder = name_finder()
    counts: Counter[str] = Counter()
    with drained_once():
        for file in find_files([fixtures / "interviews"]):
            outcome = import_file(file, ImportOptions(publish=True, trusted=True), finder)
            if outcome.status == "failed":
                raise ValueError(f"{file.name}: {'; '.join(outcome.notes)}")
            counts[outcome.status] += 1
    return counts
