"""The digest of a document: the same for what the index shows alike, another for anything else."""

from datetime import date
from typing import Any

import pytest

from interviews.search.indexing.digest import document_digest

DOCUMENT = {
    "id": "interviews.turn.7",
    "text": "والتحالفُ مستمرّ",
    "position": 3,
    "speaker": None,
    "published_on": date(2020, 8, 24),
    "topics": [3, 1],
}


def test_it_is_the_same_in_every_process_and_version() -> None:
    """It is stored: were it computed otherwise, the whole index would seem to differ."""
    assert document_digest(DOCUMENT) == "713567d8385c0d5c"


@pytest.mark.parametrize(
    "same",
    [
        dict(reversed(DOCUMENT.items())),
        DOCUMENT | {"topics": [1, 3]},
        DOCUMENT | {"topics": ("1", "3")},  # as some engines give them back
        DOCUMENT | {"published_on": "2020-08-24"},
        DOCUMENT | {"digest": "0123456789abcdef"},
    ],
)
def test_the_same_document(same: dict[str, Any]) -> None:
    assert document_digest(same) == document_digest(DOCUMENT)


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "والتحالف مستمرّ"},  # a vowel sign less
        {"position": 4},
        {"position": "3"},
        {"speaker": ""},
        {"speaker": "5"},
        {"published_on": date(2020, 8, 25)},
        {"topics": [3]},
        {"topics": [31]},
        {"topics": []},
        {"text": "\ud800"},  # half a character, as broken files have it
        {"year": "2020"},
    ],
)
def test_another_document(changed: dict[str, Any]) -> None:
    assert document_digest(DOCUMENT | changed) != document_digest(DOCUMENT)
