"""Has anything changed since this program asked last?"""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest
from django.utils.http import parse_etags
from django.utils.translation import get_language

from interviews.models import edition, release


def entity_tag(request: HttpRequest) -> str:
    """What the answer to this request is known by: address, language, and the state of the archive.

    A weak one, since a proxy may compress the answer. One query.
    """
    state = (
        # Another may answer otherwise.
        release(),
        # With scheme and host, which stand in the links.
        request.build_absolute_uri(),
        get_language() or "",
        edition(),
    )
    digest = sha256(repr(state).encode(errors="replace")).hexdigest()
    return f'W/"{digest[:32]}"'


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the request says that the answer of this tag is there already.

    ``*`` says nothing here: it would need the work to know whether there is an answer.
    """
    said = request.headers.get("If-None-Match", "")
    return bool(said) and tag.removeprefix("W/") in {one.removeprefix("W/") for one in parse_etags(said)}
