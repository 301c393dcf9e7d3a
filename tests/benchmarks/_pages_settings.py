"""The archive's own settings with one address more: a view that does nothing."""

from archive.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks._pages_urls"
