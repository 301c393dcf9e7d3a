"""Every check and test of ``make test``, one after the other, with a summary at the end.

    python -m tests [STEP…]

All steps run even when one fails; the exit code tells whether all passed.
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import chromium, postgres

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-n", "auto"]


def _run(*command: str, **variables: str) -> int:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=False).returncode


def _program(name: str) -> str:
    return str(Path(PYTHON).with_name(name))


def lint() -> int:
    return _run(_program("ruff"), "check")


def formatting() -> int:
    return _run(_program("ruff"), "format", "--check")


def types() -> int:
    return _run(_program("mypy"))


def imports() -> int:
    return _run(_program("lint-imports"), "--no-logo")


def migrations() -> int:
    # In memory, so that the check neither needs nor makes a database.
    check = ("makemigrations", "--check", "--dry-run")
    return _run(PYTHON, "manage.py", *check, DEBUG="1", DATABASE_URL="sqlite://:memory:")


def deploy() -> int:
    """Django's own check of settings as production has them; no database is asked."""
    return _run(
        PYTHON,
        "manage.py",
        "check",
        "--deploy",
        "--fail-level=WARNING",
        DEBUG="0",
        SECRET_KEY=secrets.token_urlsafe(64),
        ALLOWED_HOSTS="archive.example",
        DATABASE_URL="postgres://archive@database.example/archive",
    )


def on_postgresql() -> int:
    """Integration tests on a PostgreSQL server that lives as long as they do."""
    try:
        return postgres.run([*PYTEST, "tests/integration"])
    except postgres.NoPostgres as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


def on_sqlite() -> int:
    """Unit tests, integration tests on SQLite, and the browser's."""
    problem = chromium.install()
    if problem:
        sys.stdout.write(f"The browser's tests are skipped: {problem}\n")
        sys.stdout.flush()
    return _run(*PYTEST, TEST_DATABASE="sqlite")


# The largest run of pytest comes last, so that its closing line is the last one to be seen.
STEPS: dict[str, Callable[[], int]] = {
    "lint": lint,
    "format": formatting,
    "types": types,
    "imports": imports,
    "migrations": migrations,
    "deploy": deploy,
    "postgresql": on_postgresql,
    "sqlite": on_sqlite,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        sys.stderr.write(f"no such step: {' '.join(unknown)}. There are: {' '.join(STEPS)}\n")
        return 2
    results: dict[str, tuple[int, float]] = {}
    for name in names or STEPS:
        sys.stdout.write(f"\n--- {name}\n")
        sys.stdout.flush()
        begin = time.monotonic()
        results[name] = STEPS[name](), time.monotonic() - begin
    sys.stdout.write("\n")
    for name, (code, seconds) in results.items():
        sys.stdout.write(f"{'ok    ' if code == 0 else 'FAILED'}  {name:<12} {seconds:6.1f} s\n")
    return max(code != 0 for code, _seconds in results.values())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
