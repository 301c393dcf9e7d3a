"""Makes the virtual environment ``.venv`` from a lock file, with any Python 3.11 or later.

    python3 scripts/environment.py runtime|dev

Nothing happens when it is there already, made by the same Python from the same lock file; a
stamp in ``.venv`` remembers both. A clear message is printed, and 1 returned, when it cannot be made.
Only the standard library is used: this runs before anything is installed.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}

# What tells one Python from another: a .venv stops working, or has other wheels, when it changes.
_IDENTITY = "import sys; print(sys.base_prefix, sys.implementation.cache_tag)"


class EnvironmentProblem(Exception):
    """Why there is no environment, in words that say what to do."""


def venv_python() -> Path:
    """The Python inside ``.venv``, whether it is there or not."""
    return VENV / "bin" / "python"


def identity_of(python: Path) -> str | None:
    """Which Python ``python`` is; None when it does not start or has no pip."""
    try:
        answer = subprocess.run(
            [python, "-c", "import pip;" + _IDENTITY], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def own_identity() -> str:
    """Which Python runs this script."""
    return f"{sys.base_prefix} {sys.implementation.cache_tag}"


def can_make_pip() -> bool:
    """Whether the ``venv`` module can put pip into an environment: Debian ships that part apart."""
    return bool(importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"))


def install_venv_module() -> None:
    """Installs Debian's package with the missing part of ``venv``, where that is allowed.

    Raises ``EnvironmentProblem`` naming the package when it is not, or does not help.
    """
    package = f"python3.{sys.version_info.minor}-venv"
    apt = shutil.which("apt-get")
    if apt is None:
        raise EnvironmentProblem(
            f"{sys.executable} has no ensurepip, so it cannot make an environment with pip. "
            "Install your system's package with Python's venv, or name another Python: make PYTHON=…"
        )
    if os.geteuid() != 0:
        raise EnvironmentProblem(
            f"{sys.executable} cannot make an environment with pip. Install what is missing and try again:\n"
            f"    sudo apt-get install {package}"
        )
    sys.stdout.write(f"Installing {package}, which {sys.executable} needs to make an environment\n")
    sys.stdout.flush()
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # An update that fails (one mirror of several) may still leave lists good enough to install from.
    subprocess.run([apt, "-qq", "update"], env=quiet, check=False)
    installed = subprocess.run([apt, "-qq", "install", "-y", package], env=quiet, check=False)
    importlib.invalidate_caches()
    if installed.returncode != 0 or not can_make_pip():
        raise EnvironmentProblem(f"apt-get could not install {package}. Install it by hand and try again.")


def make_venv() -> None:
    """Makes ``.venv`` anew with the Python that runs this script.

    Raises ``EnvironmentProblem`` when there is no way to.
    """
    if not can_make_pip():
        install_venv_module()
    sys.stdout.write(f"Making .venv with Python {sys.version.split()[0]} ({sys.executable})\n")
    sys.stdout.flush()
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False).returncode != 0:
        raise EnvironmentProblem(f"{sys.executable} -m venv failed; its message stands above.")


def install(lock: Path) -> None:
    """Installs exactly what ``lock`` names, every file checked against its hash.

    Raises ``EnvironmentProblem`` when pip fails.
    """
    sys.stdout.write(f"Installing {lock.name} into .venv\n")
    sys.stdout.flush()
    pip = [venv_python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    if subprocess.run([*pip, "--require-hashes", "-r", lock], check=False).returncode != 0:
        raise EnvironmentProblem(f"pip could not install {lock.name}; its message stands above.")


def ensure(kind: str) -> None:
    """Brings ``.venv`` to the state of the lock file ``kind`` ("runtime" or "dev").

    Raises ``EnvironmentProblem`` when that cannot be done.
    """
    lock = LOCKS[kind]
    stamp = VENV / f".installed-{kind}"
    wanted = f"{own_identity()} {hashlib.sha256(lock.read_bytes()).hexdigest()}\n"
    # The stamp is compared first because it costs nothing: this runs before every `make demo`.
    if venv_python().exists() and stamp.is_file() and stamp.read_text() == wanted:
        return
    if identity_of(venv_python()) != own_identity():
        make_venv()
    install(lock)
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        sys.stderr.write(f"usage: environment.py {'|'.join(LOCKS)}\n")
        return 2
    try:
        ensure(arguments[0])
    except EnvironmentProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
