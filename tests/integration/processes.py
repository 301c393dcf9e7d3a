"""Other processes of the archive, on the database and the index of the test that starts them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from haystack import connections


def environment() -> dict[str, str]:
    """The variables with which a process sees this test's database and index."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=_path_with(name)))
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "DEBUG": "1",
        "DATABASE_URL": url,
        "DATABASE_POOL_SIZE": "2",
        "INDEX_PATH": connections.connections_info["default"]["PATH"],
        "LANGUAGE_CODE": "en",
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": "INFO",
    }


def _path_with(name: str) -> str:
    folder, _slash, _old = urlsplit(os.environ["DATABASE_URL"]).path.rpartition("/")
    return f"{folder}/{name}"


def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    """``python …`` at the root of the project, with pipes to it and further variables."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=Path(settings.BASE_DIR),
        env={**environment(), **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until(condition: Callable[[], Any], seconds: float = 30.0) -> Any:
    """What ``condition`` returns once it is true; fails when that takes longer than ``seconds``."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s")
        time.sleep(0.05)
    return value
