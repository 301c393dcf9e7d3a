"""What the archive asks of a search engine, through Haystack's plain interface.

A backend passes when a subclass of ``EngineContract`` passes, run with that backend as Haystack's
default connection. Nothing here knows how an engine stores anything.
"""

import pytest

from .contract_matching import MatchingContract
from .contract_results import ResultsContract
from .contract_writing import WritingContract


@pytest.mark.django_db
class EngineContract(MatchingContract, ResultsContract, WritingContract):
    """All of it."""
