"""The archive as production runs it: gunicorn with this project's configuration, DEBUG off.

There is no Docker engine in a test run; but the steps of the Dockerfile are read from it and done.
"""

import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
PROGRAMS = Path(sys.executable).parent


class Unredirected(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


def get(address: str, **headers: str) -> tuple[int, str, str]:
    """Status, body and target of a redirect; asked through no proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Unredirected())
    request = urllib.request.Request(address, headers=headers)
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read().decode(), answer.headers.get("Location", "")


@pytest.fixture
def production(process_environment: dict[str, str], unused_port: int, tmp_path: Path) -> dict[str, str]:
    variables = {
        **process_environment,
        "DEBUG": "0",
        "SECRET_KEY": "k3y-of-the-tests-" * 4,
        "ALLOWED_HOSTS": ".archive.example, other.example",
        "STATIC_ROOT": str(tmp_path / "static"),
        "HOME": str(tmp_path),
        "PORT": str(unused_port),
        "WEB_CONCURRENCY": "1",
        "PYTHONUNBUFFERED": "1",
        "DATABASE_URL": process_environment.get("DATABASE_URL", f"sqlite:///{tmp_path / 'archive.sqlite3'}"),
    }
    # The step of the Dockerfile, with the made-up values that it gives to collectstatic.
    pattern = r"^RUN (DEBUG=0.*?manage\.py collectstatic --no-input)"
    step = re.search(pattern, DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert step
    collect = step.group(1).replace("/app/staticfiles", variables["STATIC_ROOT"]).replace("\\\n", " ")
    path = f"{PROGRAMS}:/usr/bin:/bin"
    subprocess.run(["sh", "-c", collect], cwd=ROOT, env={"PATH": path}, check=True, capture_output=True)
    for command in ("migrate", "rebuild_index"):
        subprocess.run(
            [sys.executable, "manage.py", command], cwd=ROOT, env=variables, check=True, capture_output=True
        )
    return variables


@pytest.fixture
def address(production: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """Where gunicorn serves the archive; it must end in order."""
    log = tmp_path / "gunicorn.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [PROGRAMS / "gunicorn"],
            cwd=ROOT,
            env=production,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.stderr is not None
    told = []
    for line in process.stderr:
        told.append(line)
        if "Listening at" in line:
            break
    else:
        pytest.fail("gunicorn did not start:\n" + "".join(told))
    yield f"http://127.0.0.1:{production['PORT']}"
    process.send_signal(signal.SIGTERM)
    _output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "GET /health/" in log.read_text(), "requests are not logged to the standard output"


@pytest.mark.parametrize("part", ["archive", "interviews", "static", "templates", "requirements.lock"])
def test_what_a_release_is_told_by_is_in_the_image(part: str) -> None:
    in_its_folder = DOCKERFILE.partition("\nWORKDIR /app\n")[2].partition("\nFROM ")[0]
    assert re.search(rf"^COPY {re.escape(part)} ", in_its_folder, re.MULTILINE)


def test_gunicorn_serves_the_archive(address: str, production: dict[str, str]) -> None:
    behind_proxy = {"Host": "www.archive.example", "X-Forwarded-Proto": "https"}

    status, body, _target = get(f"{address}/health/", Host="other.example")
    assert (status, json.loads(body)) == (200, {"status": "ok"})

    check = re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert check
    command = json.loads(check.group(1))
    done = subprocess.run([sys.executable, *command[1:]], env=production, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr

    status, home, _target = get(f"{address}/", **behind_proxy)
    assert status == 200
    assert 'dir="rtl"' in home
    sheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', home)
    assert sheet, "the style sheet's name does not carry its digest"
    assert get(address + sheet.group(1), **behind_proxy)[0] == 200

    assert get(f"{address}/", Host="www.archive.example")[::2] == (301, "https://www.archive.example/")
    assert get(f"{address}/", Host="elsewhere.example")[0] == 400
    assert not list(Path(production["HOME"]).rglob("gunicorn.ctl")), "gunicorn made a control socket"


@pytest.mark.parametrize("variable", ["PORT", "WEB_THREADS", "WEB_TIMEOUT"])
def test_gunicorn_names_the_variable_that_is_no_number(variable: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [PROGRAMS / "gunicorn", "--check-config"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), variable: "many"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"{variable} is 'many'" in done.stderr
