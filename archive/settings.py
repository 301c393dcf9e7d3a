"""All settings, read from the environment.

Without any variable set this is a development machine: SQLite, an index on disk, a throw-away
secret. With ``DEBUG=0`` it is production, and what production needs but does not have is an
error that names the variable (see ``_require``). README.md lists every variable.
"""

import logging
import os
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def _text(variable: str, default: str) -> str:
    """The value of an environment variable, or ``default`` when it is missing or empty."""
    return os.environ.get(variable, "").strip() or default


def _flag(variable: str, default: bool) -> bool:
    """A yes or no from the environment. A misspelt one must not switch a protection off.

    Raises ``ImproperlyConfigured`` naming ``variable`` when it is neither; an empty value is neither.
    """
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    value = os.environ.get(variable, str(default)).strip().lower()
    if value not in words:
        raise ImproperlyConfigured(f"{variable} is {value!r}; it must be 1 or 0.")
    return words[value]


def _whole_number(variable: str, default: int) -> int:
    """A number of 0 or more from the environment.

    Raises ``ImproperlyConfigured`` naming ``variable`` when it is something else.
    """
    value = _text(variable, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{variable} is {value!r}; it must be a whole number.")
    return int(value)


def _list(variable: str) -> list[str]:
    """The parts of an environment variable between its commas."""
    return [part.strip() for part in _text(variable, "").split(",") if part.strip()]


DEBUG = _flag("DEBUG", default=True)

# Everything the archive writes while it runs lives below one folder.
DATA_DIR = Path(_text("DATA_DIR", str(BASE_DIR / "var")))


def _require(variable: str, meaning: str) -> str:
    """The value of an environment variable that production cannot do without.

    Raises ``ImproperlyConfigured`` naming ``variable`` when it is missing or empty.
    """
    value = _text(variable, "")
    if not value:
        raise ImproperlyConfigured(
            f"{variable} is not set. With DEBUG off the archive needs {meaning}. See README.md, Production."
        )
    return value


# --- Who may talk to the archive ---------------------------------------------------------------

_DEVELOPMENT_KEY = "development-only-key-never-used-in-production"

if DEBUG:
    SECRET_KEY = _text("SECRET_KEY", _DEVELOPMENT_KEY)
    ALLOWED_HOSTS = _list("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
else:
    SECRET_KEY = _require("SECRET_KEY", "a long random secret key")
    if len(SECRET_KEY) < 50 or SECRET_KEY == _DEVELOPMENT_KEY:
        raise ImproperlyConfigured("SECRET_KEY is too short: with DEBUG off it needs at least 50 characters.")
    _require("ALLOWED_HOSTS", "the host names it serves, separated by commas")
    ALLOWED_HOSTS = _list("ALLOWED_HOSTS")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        # Any name would do for links in mails and for caches, also an attacker's.
        raise ImproperlyConfigured("ALLOWED_HOSTS must name hosts: with DEBUG off, * is not one.")

CSRF_TRUSTED_ORIGINS = _list("CSRF_TRUSTED_ORIGINS")


def _site_url() -> str:
    """The address of the archive where no request says it: in a dump, and for pages made in advance.

    Written as a request would say it. Raises ``ImproperlyConfigured`` when it is no address of a host.
    """
    said = _text("SITE_URL", "").rstrip("/")
    if not said:
        host = ALLOWED_HOSTS[0].lower()
        return "" if DEBUG or host.startswith(".") else f"https://{host}"
    standard = {"http": ":80", "https": ":443"}
    try:
        parts = urlsplit(said)
        is_address = parts.scheme in standard and parts.hostname and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or said.count("/") != 2:
        raise ImproperlyConfigured(f"SITE_URL is {said!r}; it must be like https://archive.example.")
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(standard[parts.scheme])}"


SITE_URL = _site_url()

if not DEBUG:
    # A proxy that ends TLS says so with this header; README tells to set it there.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = _flag("SECURE_SSL_REDIRECT", default=True)
    # The health check comes from inside, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = _whole_number("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = _flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = _flag("SECURE_HSTS_PRELOAD", default=True)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# At the paste desk a form whose token is too old is given back with its text.
CSRF_FAILURE_VIEW = "interviews.admin.kept_posts.csrf_failure"

# --- Application -------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before haystack, whose rebuild_index it replaces with one that never shows an empty index.
    "interviews",
    "haystack",
    "adminsortable2",
    "reversion",
    # So that the API's documentation loads nothing from another host.
    "ninja",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # In front of all: what it answers with holds the work of the others.
    "interviews.views.caching.kept_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before all that may answer with a page of its own, so that errors speak the reader's language, too.
    "interviews.views.languages.language_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "interviews.views.site.site",
            ],
        },
    },
]

# --- Database ----------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    """The database of DATABASE_URL, or in development an SQLite file below DATA_DIR.

    PostgreSQL is reached through psycopg 3 with a connection pool, which Django allows only
    together with ``CONN_MAX_AGE = 0``.
    """
    if DEBUG:
        url = _text("DATABASE_URL", "")
    else:
        url = _require("DATABASE_URL", "a database, such as postgres://user:password@host/name")
    scheme = url.partition(":")[0]
    if not url:
        # Not through an address: in one, a + or % in the folder's name would mean something else.
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        database: dict[str, Any] = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "archive.sqlite3"),
        }
    elif scheme in ("postgres", "postgresql", "sqlite"):
        try:
            database = environ.Env.db_url_config(url)
        except (ValueError, TypeError):
            # Without the cause: its message may hold a part of the password.
            raise ImproperlyConfigured(
                "DATABASE_URL is not the address of a database: write postgres://user:password@host/name, "
                "with special characters of the password percent-encoded."
            ) from None
    else:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database the archive knows: use postgres://… or sqlite:///…"
        )
    if not database["NAME"]:
        raise ImproperlyConfigured(
            "DATABASE_URL has no name of a database: postgres://user:password@host/name."
        )
    if database["ENGINE"].endswith("postgresql"):
        database["CONN_MAX_AGE"] = 0
        # A connection is tried before it is handed out, so that a restart of the server costs no
        # reader an error; and whoever gets none within these seconds is told so.
        database["CONN_HEALTH_CHECKS"] = True
        options = database.setdefault("OPTIONS", {})
        largest = _whole_number("DATABASE_POOL_SIZE", 8)
        if largest == 0:
            raise ImproperlyConfigured("DATABASE_POOL_SIZE is 0; it must be at least 1.")
        options["pool"] = {"min_size": 1, "max_size": largest, "timeout": 5}
    else:
        # WAL lets readers go on while one writes; IMMEDIATE makes a second writer wait for its
        # turn instead of failing half-way through its transaction.
        database["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        # To open the file takes longer than most of what is asked of it.
        database["CONN_MAX_AGE"] = 60
    # A view is one transaction, so that a save and its place in the index's outbox are one too.
    database["ATOMIC_REQUESTS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache -------------------------------------------------------------------------------------


def _cache() -> dict[str, Any]:
    """What the processes share of the work done for readers: at CACHE_URL, or in files below DATA_DIR.

    Nothing is lost with it. The files are some hundred megabytes at most.
    """
    url = _text("CACHE_URL", "")
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(DATA_DIR / "cache"),
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    try:
        return environ.Env.cache_url_config(url)
    except (ImproperlyConfigured, ValueError, TypeError, KeyError):
        # Without the cause: its message may hold a part of the password.
        raise ImproperlyConfigured(
            "CACHE_URL is not the address of a cache: write rediscache://host:6379/1, memcache://host:11211, "
            "filecache:///folder or locmemcache://."
        ) from None


CACHES = {"default": _cache()}

# Pages of so many interviews, the latest, are made in advance by the worker; the database keeps them.
PREPARED_PAGES = _whole_number("PREPARED_PAGES", 5000)

# --- Search ------------------------------------------------------------------------------------

HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "interviews.search.backends.whoosh.WhooshEngine",
        "PATH": _text("INDEX_PATH", str(DATA_DIR / "index")),
        "INCLUDE_SPELLING": False,
    },
}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
# Development has no worker, so a request drains the outbox after its commit. In production one
# `manage.py run_indexer` does.
INDEX_AFTER_COMMIT = _flag("INDEX_AFTER_COMMIT", default=DEBUG)

# --- Language, time, files ---------------------------------------------------------------------

LANGUAGE_CODE = _text("LANGUAGE_CODE", "ar")
LANGUAGES = [("ar", _("Arabic")), ("ckb", _("Central Kurdish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "interviews" / "locale"]
# The Arabic name of a month: «آب», «أغسطس», or as Django writes it, «آب/أغسطس».
MONTH_NAMES = _text("MONTH_NAMES", "both")
if MONTH_NAMES in ("levant", "common"):
    LOCALE_PATHS.insert(0, BASE_DIR / "archive" / "formats" / MONTH_NAMES / "locale")
elif MONTH_NAMES != "both":
    raise ImproperlyConfigured(f"MONTH_NAMES is {MONTH_NAMES!r}; it must be levant, common or both.")
FORMAT_MODULE_PATH = ["archive.formats"]
# A reader's choice of language, which is no secret and of use to no other site.
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not DEBUG
TIME_ZONE = _text("TIME_ZONE", "Asia/Baghdad")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE is {TIME_ZONE!r}; it must be a name such as Asia/Baghdad.")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(_text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(_text("MEDIA_ROOT", str(DATA_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# An interview of 300 turns in the admin's form has some 3,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# As text it is as long as a book; Django's own limit of 2.5 MB would refuse it with a blank page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# --- API ---------------------------------------------------------------------------------------


def _rate(variable: str, default: str) -> tuple[int, int]:
    """How many requests in how many seconds, such as "1000/hour"; (0, …) for "0", no limit.

    Raises ``ImproperlyConfigured`` naming ``variable`` when it is something else.
    """
    value = _text(variable, default)
    number, _slash, period = value.partition("/")
    periods = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
    if not (number.isascii() and number.isdigit()) or (period not in periods and value != "0"):
        raise ImproperlyConfigured(f"{variable} is {value!r}; it must be like 1000/hour, or 0 for no limit.")
    return int(number), periods.get(period, 1)


# What one network address may ask of the API.
API_RATE = _rate("API_RATE_LIMIT", "1000/hour")
# How many proxies stand before the archive, each of which adds to X-Forwarded-For whom it was asked by.
TRUSTED_PROXIES = _whole_number("TRUSTED_PROXIES", 0 if DEBUG else 1)

# --- Bulk dump ---------------------------------------------------------------------------------

# Where `manage.py dump_archive` leaves the whole public archive as files, and whether anybody may fetch them.
DUMP_ROOT = Path(_text("DUMP_ROOT", str(DATA_DIR / "dump")))
PUBLIC_DUMPS = _flag("PUBLIC_DUMPS", default=False)
# What others may do with the dump, said in its manifest.
DUMP_TERMS = _text("DUMP_TERMS", "")

# --- Log ---------------------------------------------------------------------------------------


def _log_level() -> str:
    level = _text("LOG_LEVEL", "INFO").upper()
    if level not in logging.getLevelNamesMapping():
        raise ImproperlyConfigured(f"LOG_LEVEL is {level!r}; it must be DEBUG, INFO, WARNING or ERROR.")
    return level


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": _log_level()},
    "loggers": {
        # Robots ask for every address under every name, many times a day; gunicorn's log has the 400s.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # It warns of every HEAD request, which Django answers like a GET and gunicorn cuts.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # For each PDF it tells every glyph it keeps.
        "fontTools": {"level": "WARNING"},
    },
}
