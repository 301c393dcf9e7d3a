"""Does the index show of a turn what the database has of it? A digest of the document tells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

#: The field of the index that keeps the digest.
DIGEST = "digest"


def document_digest(prepared: Mapping[str, Any]) -> str:
    """16 hexadecimal characters that change with anything the index shows of a document.

    ``prepared`` is Haystack's document, ``{"text": "نعم", "topics": [3, 1], …}``: field by field, in any
    order. A field with several values is a set to the index, so their order does not count either. A
    digest that the document bears already is left out.

    64 bits: that a changed document keeps its digest by chance is as likely as one in 10^19.
    """
    shown = {name: _plain(value) for name, value in prepared.items() if name != DIGEST}
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(item) for item in value)
    return value if value is None or isinstance(value, str | int) else str(value)
