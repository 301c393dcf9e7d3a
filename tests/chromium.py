"""The system's Chromium: no browser is ever downloaded, Debian's package is installed or used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Without these Chromium asks its maker's hosts for updates and settings at every start.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

# Playwright brings a Node.js of its own, which needs a library that a small Debian has not.
PACKAGES = ("chromium", "libatomic1")


def find() -> Path | None:
    """Where Chromium is, or None."""
    for program in PROGRAMS:
        path = shutil.which(program)
        if path:
            return Path(path)
    return None


def problem() -> str:
    """Why there can be no test in a browser here; nothing when there can."""
    if find() is None:
        return f"none of {', '.join(PROGRAMS)} is installed"
    version = subprocess.run(
        [sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True, check=False
    )
    if version.returncode != 0:
        return f"Playwright does not start: {version.stderr.strip()}"
    return ""


def install() -> str:
    """Installs Debian's packages where this may be done; returns the problem that is left, if any."""
    found = problem()
    apt = shutil.which("apt-get")
    if not found or apt is None or os.geteuid() != 0:
        return found
    sys.stdout.write(f"Installing {' and '.join(PACKAGES)}: {found}\n")
    sys.stdout.flush()
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Lists that are only partly up to date may do.
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        subprocess.run([apt, "-qq", *arguments], env=quiet, stdout=subprocess.DEVNULL, check=False)
    return problem()
