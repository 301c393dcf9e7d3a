"""The throw-away PostgreSQL server of the test run (tests/postgres.py)."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import postgres

ROOT = Path(__file__).resolve().parents[2]


def test_server_and_its_folder_are_gone_when_the_run_is_killed() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", "--", "sh", "-c", "echo $DATABASE_URL; exec sleep 600"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = urlsplit(process.stdout.readline().strip())
    folder = Path(address.path[1:]).parent
    with psycopg.connect(host=str(folder), user=address.username, dbname="postgres") as connection:
        assert connection.execute("SELECT 'كُتُبٌ'").fetchone() == ("كُتُبٌ",)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert not folder.exists()


def test_exit_code_of_the_command_is_passed_on() -> None:
    assert postgres.run(["sh", "-c", 'test "$TEST_DATABASE" = postgresql && exit 7']) == 7


def test_unknown_choice_of_programs_is_refused() -> None:
    with pytest.raises(postgres.NoPostgres, match="'oracle'"):
        postgres.find_programs("oracle")
