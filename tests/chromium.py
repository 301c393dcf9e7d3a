"""The system's Chromium: no browser is ever downloaded, Debian's package is installed or used."""

import os
import shutil
import subprocess
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


def find() -> Path | None:
    """Where Chromium is, or None."""
    for program in PROGRAMS:
        path = shutil.which(program)
        if path:
            return Path(path)
    return None


def install() -> str:
    """Installs Debian's Chromium where this may be done; returns why not, or nothing when it is there."""
    if find():
        return ""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return f"none of {', '.join(PROGRAMS)} is installed, and only root can install one with apt-get"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Lists that are only partly up to date may do.
    subprocess.run([apt, "-qq", "update"], env=quiet, stdout=subprocess.DEVNULL, check=False)
    subprocess.run(
        [apt, "-qq", "install", "-y", "--no-install-recommends", "chromium"],
        env=quiet,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return "" if find() else "apt-get could not install chromium; its message stands above"
