"""How fast are 50,000 names found in a megabyte of text? Asked for: in less than 0.5 s."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from interviews.arabic.tokens import tokenize
from interviews.entities import KnownName, NameFinder, find_names
from interviews.entities.found import Kind
from interviews.entities.keys import beginnings
from interviews.entities.vocabulary import lines

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
NAMES = 50_000
BYTES = 1_000_000
REPETITIONS = 3
SEED = 7
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def main() -> int:
    chance = random.Random(SEED)
    text = _text(chance)
    names = _names(chance, text)
    # The word lists are read once in a process.
    find_names(NameFinder(names[:10]), ["سعد"])
    builds, cold, warm, resolved = [], [], [], []
    found = meant = 0
    for _repetition in range(REPETITIONS):
        beginnings.cache_clear()
        builds.append(_seconds(lambda: NameFinder(names)))
        finder = NameFinder(names)
        beginnings.cache_clear()
        cold.append(_seconds(lambda finder=finder: list(finder.find(text))))
        warm.append(_seconds(lambda finder=finder: list(finder.find(text))))
        finder = NameFinder(names)
        beginnings.cache_clear()
        resolved.append(_seconds(lambda finder=finder: find_names(finder, [text])))
        found = sum(1 for _match in finder.find(text))
        meant = sum(name.is_decided for name in find_names(finder, [text])[0])
    words = [token.text for token in tokenize(text)]
    out = sys.stdout.write
    out(f"{len(text.encode()) / 1e6:.2f} MB, {len(words)} words, {len(set(words))} of them distinct, ")
    out(f"{NAMES} names; medians of {REPETITIONS} runs, CPU time\n")
    out(f"make a finder        {statistics.median(builds):6.3f} s\n")
    out(f"find, words unknown  {statistics.median(cold):6.3f} s, {found} places\n")
    out(f"find, words known    {statistics.median(warm):6.3f} s\n")
    out(f"find and resolve     {statistics.median(resolved):6.3f} s, words unknown, {meant} decided\n")
    return 0


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _text(chance: random.Random) -> str:
    """The sample archive's texts again and again, each time with a third of their long words changed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "interviews").glob("*.txt"))]
    pieces: list[str] = []
    size = 0
    while size < BYTES:
        for text in texts:
            changed = " ".join(
                _changed(chance, word) if len(word) > 4 and chance.random() < 1 / 3 else word
                for word in text.split(" ")
            )
            pieces.append(changed)
            size += len(changed.encode())
    return "\n\n".join(pieces).encode()[:BYTES].decode(errors="ignore")


def _changed(chance: random.Random, word: str) -> str:
    at = chance.randrange(2, len(word))
    return word[:at] + chance.choice(LETTERS) + word[at + 1 :]


def _names(chance: random.Random, text: str) -> list[KnownName]:
    """Names of persons, of two to four words, of one word: about every twentieth word of the text is one."""
    counts = Counter(token.text for token in tokenize(text))
    rare = sorted(word for word, count in counts.items() if count < 3 and len(word) > 4)
    given = lines("given_names.txt", "arabic men") + lines("given_names.txt", "arabic women")
    names: list[KnownName] = []
    for number in range(NAMES):
        kind: Kind = chance.choice(("organisation", "place"))
        if number % 10 == 0:
            words = [chance.choice(rare)]
        elif number % 2:
            kind, words = "person", [chance.choice(given), *chance.choices(rare, k=chance.randint(1, 2))]
        else:
            words = chance.choices(rare, k=chance.randint(2, 4))
        names.append(KnownName(number, " ".join(words), kind))
    return names


if __name__ == "__main__":
    sys.exit(main())
