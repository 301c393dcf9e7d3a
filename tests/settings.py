"""Settings of the tests: the archive's own, cut off from everything outside the test run.

pytest-django loads settings before any conftest.py, so the environment is prepared here. Each
process of pytest-xdist gets its own folder for database, index and files; the process that
starts them makes the folder around these and removes it at its end.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A developer's own variables must not decide what the tests see.
for variable in (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "API_RATE_LIMIT",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_POOL_SIZE",
    "DEBUG",
    "DUMP_ROOT",
    "DUMP_TERMS",
    "INDEX_AFTER_COMMIT",
    "INDEX_PATH",
    "LANGUAGE_CODE",
    "MEDIA_ROOT",
    "PREPARED_PAGES",
    "PUBLIC_DUMPS",
    "MONTH_NAMES",
    "SECRET_KEY",
    "SITE_URL",
    "STATIC_ROOT",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
):
    os.environ.pop(variable, None)

if "TEST_RUN_DIR" not in os.environ:
    # The processes of pytest-xdist inherit the variable, and find the folder there.
    os.environ["TEST_RUN_DIR"] = tempfile.mkdtemp(prefix="archive-tests-")
    atexit.register(shutil.rmtree, os.environ["TEST_RUN_DIR"], ignore_errors=True)
_process = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["DATA_DIR"] = str(Path(os.environ["TEST_RUN_DIR"]) / _process)
os.environ["LOG_LEVEL"] = "WARNING"

# Only a run that asks for PostgreSQL by name gets it (see postgres.py): DATABASE_URL alone may
# belong to something that must not be touched.
if os.environ.get("TEST_DATABASE", "sqlite") != "postgresql":
    os.environ.pop("DATABASE_URL", None)

from archive.settings import *
from archive.settings import DATA_DIR, DATABASES, MEDIA_ROOT, STATIC_ROOT

for folder in (DATA_DIR, MEDIA_ROOT, STATIC_ROOT):
    folder.mkdir(parents=True, exist_ok=True)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the browser's requests come on threads of their own, and as in
    # production each shall have its own connection.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

# Slow hashing protects real passwords; here it only costs time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Each process its own; conftest.py empties it before each test.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
