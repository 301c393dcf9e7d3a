"""Settings as a new process reads them: what production refuses, what development starts with."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "k3y-of-the-tests-" * 4,
    "ALLOWED_HOSTS": "archive.example, www.archive.example",
    "DATABASE_URL": "postgres://editor:p%40ss%2Fword@database.example:5433/archive",
}

_SHOW = """
import json
from archive import settings
names = (name for name in dir(settings) if name.isupper())
# What JSON does not know, such as texts still to be translated, is not asked for here.
print(json.dumps({name: getattr(settings, name) for name in names}, default=lambda _value: None))
"""


def read_settings(variables: dict[str, str], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """A process with these variables, and no others of ours, that prints its settings."""
    inherited = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", _SHOW],
        cwd=ROOT,
        env={**inherited, "DATA_DIR": str(tmp_path / "data"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def settings_of(variables: dict[str, str], tmp_path: Path) -> dict[str, Any]:
    done = read_settings(variables, tmp_path)
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def refusal(variables: dict[str, str], tmp_path: Path) -> str:
    """The one line with which settings refuse to be loaded."""
    done = read_settings(variables, tmp_path)
    assert done.returncode != 0, "these settings were accepted"
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: "), done.stderr
    return last


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_production_names_the_variable_it_lacks(missing: str, value: str | None, tmp_path: Path) -> None:
    variables = {name: text for name, text in PRODUCTION.items() if name != missing}
    if value is not None:
        variables[missing] = value
    assert f"{missing} is not set" in refusal(variables, tmp_path)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "ture"),
        ("DEBUG", ""),  # neither yes nor no: it must not mean development
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "archive.example,*"),
        ("ALLOWED_HOSTS", ","),
        ("SECURE_SSL_REDIRECT", "yse"),
        ("SECURE_HSTS_SECONDS", "a year"),
        ("API_RATE_LIMIT", "many"),
        ("API_RATE_LIMIT", "100"),
        ("API_RATE_LIMIT", "100/fortnight"),
        ("TRUSTED_PROXIES", "-1"),
        ("DATABASE_POOL_SIZE", "many"),
        ("DATABASE_POOL_SIZE", "0"),
        ("DATABASE_POOL_SIZE", "-1"),
        ("INDEX_AFTER_COMMIT", "perhaps"),
        ("DATABASE_URL", "archive"),
        ("DATABASE_URL", "mysql://editor@database.example/archive"),
        ("DATABASE_URL", "postgres://database.example:port/archive"),
        ("DATABASE_URL", "postgres://database.example"),
        ("DATABASE_URL", "postgres://[::1/archive"),
    ],
)
def test_unusable_value_is_an_error_that_names_the_variable(
    variable: str, value: str, tmp_path: Path
) -> None:
    assert variable in refusal({**PRODUCTION, variable: value}, tmp_path)


def test_error_in_the_database_address_does_not_tell_the_password(tmp_path: Path) -> None:
    done = read_settings({**PRODUCTION, "DATABASE_URL": "postgres://editor:geheim/x@host/archive"}, tmp_path)
    assert done.returncode != 0
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(
    ("value", "rate"), [("", (1000, 3600)), ("20/second", (20, 1)), ("5/day", (5, 86_400)), ("0", (0, 1))]
)
def test_the_rate_of_the_api_is_a_number_in_a_time(value: str, rate: tuple[int, int], tmp_path: Path) -> None:
    settings = settings_of({**PRODUCTION, "API_RATE_LIMIT": value}, tmp_path)
    assert tuple(settings["API_RATE"]) == rate
    # Whoever ends TLS stands before it.
    assert settings["TRUSTED_PROXIES"] == 1


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("", "https://archive.example"),
        ("http://archive.example:8080/", "http://archive.example:8080"),
        # As requests say it, else no page that is made in advance would be that of a reader.
        ("HTTPS://Archive.Example:443", "https://archive.example"),
        ("http://archive.example:80", "http://archive.example"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_the_address_of_the_archive_is_written_as_requests_say_it(
    said: str, address: str, tmp_path: Path
) -> None:
    assert settings_of(PRODUCTION | {"SITE_URL": said}, tmp_path)["SITE_URL"] == address


@pytest.mark.parametrize(
    "said",
    ["archive.example", "ftp://archive.example", "https://", "https://archive.example/news", "http://a:b"],
)
def test_what_is_no_address_of_an_archive_is_refused(said: str, tmp_path: Path) -> None:
    assert "SITE_URL" in refusal(PRODUCTION | {"SITE_URL": said}, tmp_path)


def test_production_uses_postgresql_with_a_pool(tmp_path: Path) -> None:
    database = settings_of({**PRODUCTION, "DATABASE_POOL_SIZE": "12"}, tmp_path)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("database.example", 5433, "archive")
    assert (database["USER"], database["PASSWORD"]) == ("editor", "p@ss/word")
    assert database["OPTIONS"]["pool"]["max_size"] == 12
    # Django refuses a pool together with connections that are kept.
    assert database["CONN_MAX_AGE"] == 0


def test_conn_max_age_in_the_address_does_not_break_the_pool(tmp_path: Path) -> None:
    variables = {
        **PRODUCTION,
        "DATABASE_URL": PRODUCTION["DATABASE_URL"] + "?conn_max_age=60&sslmode=require",
    }
    database = settings_of(variables, tmp_path)["DATABASES"]["default"]
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "pool" in database["OPTIONS"]


def test_production_is_closed(tmp_path: Path) -> None:
    settings = settings_of(PRODUCTION, tmp_path)
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["archive.example", "www.archive.example"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] > 0
    # A worker indexes in production, not the request.
    assert settings["INDEX_AFTER_COMMIT"] is False


def test_development_needs_no_variable(tmp_path: Path) -> None:
    settings = settings_of({}, tmp_path)
    assert settings["DEBUG"] is True
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "data" / "archive.sqlite3")
    assert settings["HAYSTACK_CONNECTIONS"]["default"]["PATH"] == str(tmp_path / "data" / "index")
    assert settings["LANGUAGE_CODE"] == "ar"


def test_development_answers_to_this_machine_only(tmp_path: Path) -> None:
    assert settings_of({}, tmp_path)["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]


def test_development_takes_a_folder_with_signs_that_mean_something_in_addresses(tmp_path: Path) -> None:
    folder = tmp_path / "c++ 100% #1?"
    settings = settings_of({"DATA_DIR": str(folder)}, tmp_path)
    assert settings["DATABASES"]["default"]["NAME"] == str(folder / "archive.sqlite3")
    assert folder.is_dir()


def test_secret_key_may_begin_with_a_dollar_sign(tmp_path: Path) -> None:
    key = "$" + PRODUCTION["SECRET_KEY"]
    assert settings_of({**PRODUCTION, "SECRET_KEY": key}, tmp_path)["SECRET_KEY"] == key


@pytest.mark.parametrize(
    ("variable", "value"), [("LOG_LEVEL", "loud"), ("TIME_ZONE", "Mars"), ("MONTH_NAMES", "both of them")]
)
def test_a_misspelt_word_is_named(variable: str, value: str, tmp_path: Path) -> None:
    assert variable in refusal({variable: value}, tmp_path)


@pytest.mark.parametrize(
    ("address", "backend"),
    [
        ("", "filebased.FileBasedCache"),
        ("filecache:///var/cache/archive", "filebased.FileBasedCache"),
        ("rediscache://cache.example:6379/1", "redis.RedisCache"),
    ],
)
def test_the_cache_is_files_or_at_its_address(address: str, backend: str, tmp_path: Path) -> None:
    cache = settings_of({**PRODUCTION, "CACHE_URL": address}, tmp_path)["CACHES"]["default"]
    assert cache["BACKEND"] == f"django.core.cache.backends.{backend}"
    if not address:
        assert cache["LOCATION"] == str(tmp_path / "data" / "cache")


def test_an_address_of_no_cache_is_refused_without_its_password(tmp_path: Path) -> None:
    told = refusal({**PRODUCTION, "CACHE_URL": "cash://editor:secret@cache.example"}, tmp_path)
    assert "CACHE_URL" in told
    assert "secret" not in told
