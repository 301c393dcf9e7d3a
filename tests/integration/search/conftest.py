"""What tests of the index's freshness share."""

import pytest
from pytest_django import Settings


@pytest.fixture
def worker(settings: Settings) -> None:
    """As in production: requests leave the outbox to a worker."""
    settings.INDEX_AFTER_COMMIT = False
