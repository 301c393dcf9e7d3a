"""How long does the PDF of a long interview take? `python -m tests.benchmarks.pdf`

Prints seconds, the median of several runs, each with fonts read anew as a request does; at least forty pages.
"""

import os
import random
import statistics
import time
from pathlib import Path
from typing import Any

RUNS = 7
SAMPLES = Path("fixtures/interviews")
#: 40 pages; fewer fail the benchmark, as more seconds do.
PAGES, SECONDS = 40, 2.0


def long_record(turns: int = 200) -> dict[str, Any]:
    """A record with the words of the samples in another order, a number or a Latin name here and there."""
    chance = random.Random(6)
    words = " ".join(file.read_text() for file in sorted(SAMPLES.glob("*.txt"))).split()
    words += ["NATO", "CNN،", "2020", "«إقليم", "كوردستان»", "12.5%"] * 40

    def turn(number: int) -> dict[str, Any]:
        asks = number % 2 == 0
        return {
            "kind": "question" if asks else "answer",
            "speaker": "الوكالة" if asks else "مايا الخطيب",
            "text": "\n\n".join(
                " ".join(chance.choices(words, k=25 if asks else 70)) for _ in range(1 if asks else 2)
            ),
            "indirect": False,
        }

    people = [("الوكالة", "interviewer", ""), ("مايا الخطيب", "guest", "وزيرة البيئة")]
    return {
        "id": 1,
        "url": "https://archive.example/interviews/1/-/",
        "revision": 3,
        "updated_at": "2020-08-25T10:00:00Z",
        "title": "حوار طويل مع وزيرة البيئة مايا الخطيب",
        "language": "ar",
        "outlet": "وكالة النهر",
        "published_on": "2020-08-24",
        "place": "بغداد",
        "source_url": "",
        "topics": [],
        "sample": True,
        "participants": [
            {"name": name, "role": role, "office": office, "labels": [name]} for name, role, office in people
        ],
        "lead": " ".join(chance.choices(words, k=80)),
        "closing": "",
        "corrections": [],
        "turns": [turn(number) for number in range(turns)],
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from interviews.exports.pdf import pdf

    record = long_record()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        made = pdf(record)
        times.append(time.perf_counter() - start)
    pages = made.count(b"/Type /Page\n")
    words = sum(len(turn["text"].split()) for turn in record["turns"])
    median = statistics.median(times)
    print(
        f"PDF: {pages} pages, {words:,} words, {len(made) / 1024:.0f} KB: {median:.2f} s (median of {RUNS})"
    )
    print(f"  slowest {max(times):.2f} s, fastest {min(times):.2f} s")
    if pages < PAGES or median > SECONDS:
        raise SystemExit(f"Wanted: {PAGES} pages in at most {SECONDS} s.")


if __name__ == "__main__":
    main()
