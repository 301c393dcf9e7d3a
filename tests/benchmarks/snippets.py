"""How long does the snippet of a turn take, on the sample archive's own turns?

    python -m tests.benchmarks.snippets

Each query has a highlighter of its own, as each page of results has, and goes once through all turns.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path

INTERVIEWS = Path(__file__).resolve().parents[2] / "fixtures" / "interviews"
QUERIES = ("الماء في الأهوار", "كوردستان", '"في المدينة"', "وزارة الصحة -بغداد", "مدير المشروع قال", "٢٠١٤")
# Published answers may be several times as long as those of the samples.
LONGER = 4


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    import django

    django.setup()
    turns = [
        turn["text"]
        for path in sorted(INTERVIEWS.glob("*.json"))
        for turn in json.loads(path.read_text(encoding="utf-8")).get("turns", ())
    ]
    longer = ["\n".join(turns[n : n + LONGER]) for n in range(0, len(turns), LONGER)]
    sys.stdout.write(f"{len(QUERIES)} queries, wall time of one snippet\n")
    for texts in (turns, longer):
        times = sorted(_times(texts))
        length = statistics.mean(map(len, texts))
        median, slow = statistics.median(times), times[int(0.95 * len(times))]
        sys.stdout.write(
            f"  {median:6.2f} ms median {slow:6.2f} ms p95 {times[-1]:6.2f} ms longest   "
            f"{len(texts)} texts of {length:.0f} characters on average\n"
        )
    return 0


def _times(texts: list[str]) -> list[float]:
    """Milliseconds for each query and text."""
    from interviews.search.language.parsing import parse
    from interviews.search.results.snippets import Highlighter

    times = []
    for query in QUERIES:
        highlighter = Highlighter(parse(query).tree)
        for text in texts:
            begin = time.perf_counter()
            highlighter.snippet(text)
            times.append((time.perf_counter() - begin) * 1000)
    return times


if __name__ == "__main__":
    sys.exit(main())
