"""``manage.py demo``: what a newcomer meets first."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from pytest_django import Settings

from interviews.actions.editors import create_demo_editor
from interviews.models import Interview

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_demo_editor_may_change_the_archive_but_no_accounts() -> None:
    create_demo_editor()
    editor = get_user_model().objects.get(username="editor")
    assert editor.is_staff
    assert not editor.is_superuser
    assert editor.has_perms(["interviews.add_interview", "interviews.change_turn", "interviews.view_entity"])
    assert not editor.has_perm("auth.change_user")


@pytest.mark.django_db
def test_password_of_the_demo_editor_is_random_works_and_is_told_once() -> None:
    password = create_demo_editor()
    assert password is not None
    assert authenticate(username="editor", password=password) is not None
    assert password not in get_user_model().objects.get(username="editor").password
    assert create_demo_editor() is None
    assert authenticate(username="editor", password=password) is not None
    get_user_model().objects.all().delete()
    assert create_demo_editor() != password


@pytest.mark.django_db
def test_demo_is_refused_in_production() -> None:
    # The test run has DEBUG off, as production has.
    with pytest.raises(CommandError):
        call_command("demo", "--no-server")
    assert not Interview.objects.exists()


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "http", "٨٠٠٠"])
def test_port_that_is_none_is_refused_before_anything_is_made(port: str, settings: Settings) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="65535"):
        call_command("demo", port=port)


@contextmanager
def running_demo(environment: dict[str, str], port: int) -> Iterator[str]:
    """What the command prints until its server listens; ended by Ctrl-C, which it must do in order."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell lets what it starts in the background ignore Ctrl-C, and so would all that the tests start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        else:
            pytest.fail("the demo ended by itself:\n" + "".join(lines) + process.communicate()[1])
        yield "".join(lines)
    finally:
        process.send_signal(signal.SIGINT)
        _output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors


def read(address: str) -> str:
    """The page at ``address``, through no proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(quote(address, safe=":/?=&"), timeout=60) as answer:
        page: str = answer.read().decode()
    return page


def manage(environment: dict[str, str], code: str) -> str:
    """What ``code`` prints in Django's shell."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def count_interviews(environment: dict[str, str]) -> int:
    return int(manage(environment, "from interviews.models import Interview as I; print(I.objects.count())"))


def test_demo_starts_from_nothing_and_a_second_time_keeps_everything(
    process_environment: dict[str, str], unused_port: int
) -> None:
    environment, port = process_environment, unused_port
    with running_demo(environment, port) as told:
        assert re.search(r"^    editor    \S{16}$", told, re.MULTILINE)
        addresses = re.findall(r"^ +(http://\S+)$", told, re.MULTILINE)
        assert [urlsplit(address).path for address in addresses] == ["/", "/search/", "/admin/"]
        assert {urlsplit(address).port for address in addresses} == {port}
        home, search, desk = map(read, addresses)
        assert 'dir="rtl"' in home
        assert "<mark" in search, "the search that is shown as an example finds nothing"
        assert 'name="password"' in desk
        sheets = re.findall(r'href="(/static/[^"]+\.css)"', home)
        assert sheets
        assert all(read(f"http://127.0.0.1:{port}{sheet}") for sheet in sheets)

    samples = count_interviews(environment)
    manage(environment, "from interviews.models import Interview; Interview.objects.first().delete()")

    # The port is taken now, so the second run needs another one; password and samples are not repeated.
    with socket.create_server(("127.0.0.1", port)), running_demo(environment, port) as told:
        addresses = re.findall(r"^ +(http://\S+)$", told, re.MULTILINE)
        other = urlsplit(addresses[0]).port
        assert other != port
        assert str(other) in told.split("http")[0], "the other port is not explained"
        assert "changepassword editor" in told
        assert not re.search(r"^    editor    \S+$", told, re.MULTILINE)
        assert "<mark" in read(addresses[1])
    assert count_interviews(environment) == samples - 1, "a sample that was deleted came back"
