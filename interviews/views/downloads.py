"""An interview to take along: as PDF, plain text, JSON or TEI."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from interviews.exports.pdf import pdf
from interviews.exports.plain_text import plain_text
from interviews.exports.structured import Record, as_json, entities_around, interview_record
from interviews.exports.tei import tei

from .interviews import readable
from .site import site_address


class FileFormat(NamedTuple):
    write: Callable[[Record], str | bytes]
    media_type: str
    suffix: str


FORMATS = {
    "pdf": FileFormat(pdf, "application/pdf", "pdf"),
    "txt": FileFormat(plain_text, "text/plain; charset=utf-8", "txt"),
    "json": FileFormat(as_json, "application/json; charset=utf-8", "json"),
    "tei": FileFormat(tei, "application/tei+xml; charset=utf-8", "tei.xml"),
}


@require_safe
def interview_file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The file, whose words do not depend on the reader's language; who may not read the page gets none."""
    if format not in FORMATS:
        raise Http404
    chosen = FORMATS[format]
    found = get_object_or_404(readable(request).for_reading(), pk=pk)
    record = interview_record(found, site_address(request), entities_around([found]))
    name = f"{found.slug}.{chosen.suffix}" if found.slug != "-" else ""
    response = HttpResponse(
        chosen.write(record),
        headers={
            "Content-Type": chosen.media_type,
            "Content-Disposition": _attachment(f"interview-{found.pk}.{chosen.suffix}", name),
            "Content-Language": found.language,
            # A search engine shows the page instead.
            "Link": f'<{iri_to_uri(record["url"])}>; rel="canonical"',
        },
    )
    if not found.is_public():
        patch_cache_control(response, private=True, no_store=True)
    return response


def _attachment(ascii_name: str, name: str) -> str:
    """The header for a file to be saved: with letters of any script for whoever reads RFC 8187."""
    header = f'attachment; filename="{ascii_name}"'
    return f"{header}; filename*=UTF-8''{quote(name, safe='')}" if name else header
