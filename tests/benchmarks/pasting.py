"""How long do the steps of the paste desk take, for an interview of usual length and for one of 5 MB?

    python -m tests.benchmarks.pasting

The interviews are made of the sample archive's words, from a fixed seed, with labels before each turn. On
SQLite, as the desk stores them: each step with its transaction.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviews.models import Paste

REPETITIONS = 9

#: A text of 5 MB is kept and read within this time, in seconds.
LIMIT = 15.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, INDEX_AFTER_COMMIT="0", DEBUG="1", INDEX_PATH="", DATABASE_URL="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        # With DEBUG on, Django keeps a list of every query.
        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        _measure(100_000)
        return int(_measure(5_000_000) > LIMIT)


def _measure(size: int) -> float:
    """Measure with a text of about ``size`` bytes; returns how long it took to receive it, in seconds."""
    from interviews.actions import pasting
    from interviews.actions.paste_saving import save_as_interview

    text = _interview(size)
    begin = time.process_time()
    paste = pasting.receive(text)
    receiving = time.process_time() - begin
    draft = paste.current_draft
    assert draft is not None
    middle = next(turn for turn in draft.turns[len(draft.turns) // 2 :] if turn.kind == "answer")
    out = sys.stdout.write
    out(f"\n{len(text.encode()) / 1e6:.2f} MB, {len(draft.turns)} turns; SQLite, CPU time\n")
    out(f"receive          {receiving:8.3f} s (kept, read, stored)\n")
    out(f"draft            {len(json.dumps(paste.draft)) / 1e3:8.0f} kB of JSON\n")
    kinds = ["narration", middle.kind]
    steps: dict[str, Callable[[Paste, int], Paste]] = {
        "change kind": lambda paste, turn: pasting.apply(
            paste, paste.version, "change_kind", {"block": middle.id, "kind": kinds[turn % 2]}
        ),
        "split": lambda paste, turn: pasting.apply(
            paste, paste.version, "split", {"block": middle.id, "offset": middle.start + 300 - 20 * turn}
        ),
        "undo": lambda paste, turn: pasting.undo(paste, paste.version),
        "speaker of all": lambda paste, turn: pasting.apply(
            paste,
            paste.version,
            "change_speaker",
            {"block": draft.turns[0].id, "speaker": ("s2", "s1")[turn % 2], "everywhere": "true"},
        ),
        "read again": lambda paste, turn: pasting.read_again(paste, paste.version),
    }
    for name, step in steps.items():
        times = []
        for turn in range(3 if name == "read again" else REPETITIONS):
            begin = time.process_time()
            paste = step(paste, turn)
            times.append(time.process_time() - begin)
        last = paste.steps.last()
        kept = len(json.dumps(last.change)) / 1e3 if last and name != "undo" else 0.0
        out(f"{name:16} {statistics.median(times):8.3f} s, {kept:8.1f} kB of history\n")
    begin = time.process_time()
    save_as_interview(paste, paste.version)
    out(f"save             {time.process_time() - begin:8.3f} s\n")
    return receiving


def _interview(size: int) -> str:
    from interviews.actions.sample_archive import FIXTURES

    words = " ".join(file.read_text() for file in sorted((FIXTURES / "interviews").glob("*.txt"))).split()
    words = [word for word in words if ":" not in word]
    chance = random.Random(1)
    lines = ["تقديم قصير للحوار."]
    length = 0
    while length < size:
        question = f"المذيعة: {' '.join(chance.choices(words, k=15))}؟"
        answer = f"وليد النجار: {' '.join(chance.choices(words, k=80))}."
        lines += [question, answer]
        length += len((question + answer).encode()) + 4
    return "\n\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
