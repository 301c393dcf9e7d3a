"""How fast are the analyser and the parser, on the sample archive's own texts?"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from interviews.arabic.analysis import analyse, analysed_forms
from interviews.transcripts.parse import parse

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REPETITIONS = 7


def median_seconds(work: Callable[[], object]) -> float:
    """The median CPU time of ``work`` over some repetitions, after one to warm up, in seconds."""
    work()
    times = []
    for _repetition in range(REPETITIONS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def _analyse_anew(words: list[str]) -> None:
    analysed_forms.cache_clear()
    for word in words:
        analysed_forms(word)


def main() -> int:
    texts = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "interviews").glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts) / 1e6
    words = sum(1 for text in texts for _token in analyse(text))
    distinct = sorted({token.text for text in texts for token in analyse(text)})
    analysing = median_seconds(lambda: [list(analyse(text)) for text in texts])
    reading = median_seconds(lambda: _analyse_anew(distinct))
    parsing = median_seconds(lambda: [parse(text) for text in texts])
    out = sys.stdout.write
    out(f"{len(texts)} texts, {size:.2f} MB, {words} words; medians of {REPETITIONS} runs, CPU time\n")
    out(f"analyse    {words / analysing:12,.0f} words/s\n")
    out(f"new words  {reading / len(distinct) * 1e6:12.1f} µs each, the first time that a word is met\n")
    out(f"parse      {size / parsing:12.2f} MB/s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
