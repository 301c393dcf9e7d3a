"""How long does it take to verify a quotation?

    python -m tests.benchmarks.quotation [TURNS]

The turns are those of the search benchmark, some of them as long as the longest quotation. Quotations of four
lengths are taken from them: as they were said, with every eighth word another one, with the middle left out,
and made of words that were said, in an order in which nobody said them. No kind may take 300 ms at the 95th
percentile, at 100,000 turns.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable

from tests.benchmarks.search import archive_of

LENGTHS = (4, 12, 60, 300)
REPETITIONS = 25
LIMIT = 300.0

LONG_TURNS = 40
WORDS_OF_LONG_TURN = 400

Quote = Callable[[list[str], random.Random], list[str]]


def as_said(words: list[str], chance: random.Random) -> list[str]:
    return words


def every_eighth_changed(words: list[str], chance: random.Random) -> list[str]:
    changed = chance.randrange(min(8, len(words)))
    return [words[chance.randrange(len(words))] if i % 8 == changed else w for i, w in enumerate(words)]


def middle_left_out(words: list[str], chance: random.Random) -> list[str]:
    third = len(words) // 3
    return [*words[:third], "…", *words[-third:]] if len(words) > 6 else words


def said_by_nobody(words: list[str], chance: random.Random) -> list[str]:
    return chance.sample(words, len(words))


KINDS: tuple[Quote, ...] = (as_said, every_eighth_changed, middle_left_out, said_by_nobody)


def main(turns: int) -> int:
    with archive_of(turns):
        _add_long_turns()
        return _measure()


def _add_long_turns() -> None:
    from interviews.models import Interview, Turn

    chance = random.Random(2)
    words = [word for text in Turn.objects.values_list("text", flat=True)[:2000] for word in text.split()]
    interview = Interview.objects.create(title="أجوبة طويلة", status="published")
    Turn.objects.bulk_create(
        Turn(
            interview=interview,
            position=number + 1,
            kind="answer",
            text=" ".join(chance.choices(words, k=WORDS_OF_LONG_TURN)),
        )
        for number in range(LONG_TURNS)
    )


def _measure() -> int:
    from interviews.models import Turn
    from interviews.search.indexing.outbox import rebuild
    from interviews.search.quotation.verify import verify

    out = sys.stdout.write
    out(f"verifying a quotation among {rebuild()} turns, {REPETITIONS} quotations of each kind, wall time\n")
    chance = random.Random(3)
    texts = [text.split() for text in Turn.objects.order_by("pk").values_list("text", flat=True).iterator()]
    verify(" ".join(texts[0]))
    is_slow = False
    for length in LENGTHS:
        long_enough = [words for words in texts if len(words) >= length]
        for kind in KINDS:
            times, verdicts = [], Counter[str]()
            for _repetition in range(REPETITIONS):
                words = chance.choice(long_enough)
                begin = chance.randrange(len(words) - length + 1)
                quotation = " ".join(kind(words[begin : begin + length], chance))
                started = time.perf_counter()
                found = verify(quotation)
                times.append((time.perf_counter() - started) * 1000)
                verdicts[found.verdict.value if found.verdict else "not found"] += 1
            slow = sorted(times)[int(0.95 * len(times))]
            is_slow = is_slow or slow > LIMIT
            answers = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
            out(f"  {statistics.median(times):7.1f} ms median {slow:7.1f} ms p95   ")
            out(f"{length:3d} words, {kind.__name__.replace('_', ' ')}: {answers}\n")
    if is_slow:
        out(f"A kind takes more than {LIMIT:.0f} ms at the 95th percentile.\n")
    return int(is_slow)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
