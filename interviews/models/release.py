"""Which release of the archive's software runs here? What another one has made may look otherwise."""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings


@cache
def release() -> str:
    """A digest of all that makes pages beside the archive itself: code, templates, words, settings.

    Read once for each process, when it starts: later the code may have been replaced beneath it.
    """
    digest = blake2b(digest_size=8)
    for folder in ("archive", "interviews", "static", "templates", "requirements.lock"):
        place = Path(settings.BASE_DIR, folder)
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    plain = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    plain = {name: value for name, value in plain.items() if isinstance(value, str | int)}
    digest.update(json.dumps(plain, sort_keys=True).encode())
    return digest.hexdigest()
