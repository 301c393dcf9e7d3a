"""Runs the benchmarks of this folder, one after the other: see README.md here."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    """Runs the benchmarks with one of ``words`` in their names, or all; 1 when one of them failed."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
    chosen = [name for name in names if not words or any(word in name for word in words)]
    if not chosen:
        print(f"No benchmark fits. There are: {', '.join(names) or 'none'}", file=sys.stderr)
        return 1 if words else 0
    failed = []
    for name in chosen:
        print(f"--- {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], cwd=FOLDER.parent.parent)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
