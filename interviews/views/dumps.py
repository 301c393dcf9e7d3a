"""The dump of the whole public archive, to be fetched by anybody where PUBLIC_DUMPS is on."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from interviews.exports.dump import MANIFEST, is_public_still, read_manifest
from interviews.exports.structured import Record


@require_safe
@cache_control(no_cache=True)
def dumps(request: HttpRequest) -> HttpResponse:
    """The files with sizes and checksums."""
    if not settings.PUBLIC_DUMPS:
        raise Http404
    manifest = _manifest()
    made_at = datetime.fromisoformat(manifest["made_at"]) if manifest else None
    return render(
        request, "dumps.html", {"manifest": manifest, "made_at": made_at, "manifest_name": MANIFEST}
    )


def _manifest() -> Record | None:
    """The manifest of what may be fetched: nothing, once a single interview in it is public no more."""
    manifest = read_manifest(settings.DUMP_ROOT)
    return manifest if manifest and is_public_still(settings.DUMP_ROOT, manifest) else None


def _checksum(request: HttpRequest, name: str) -> str | None:
    """The ETag of a file, which its checksum is; the manifest, which lists the others, has one of its own."""
    manifest = _manifest() if settings.PUBLIC_DUMPS else None
    if not manifest:
        return None
    if name == MANIFEST:
        return f'"{sha256(json.dumps(manifest).encode()).hexdigest()}"'
    return next((f'"{file["sha256"]}"' for file in manifest["files"] if file["name"] == name), None)


# Proxies keep packed files for hours unless they are told to ask: a dump may be withdrawn.
@require_safe
@cache_control(no_cache=True)
@etag(_checksum)
def dump_file(request: HttpRequest, name: str) -> FileResponse:
    """One file as it lies on the disk, in pieces: no dump is read into memory."""
    manifest = _manifest() if settings.PUBLIC_DUMPS else None
    if not manifest or name not in {MANIFEST, *(file["name"] for file in manifest["files"])}:
        raise Http404
    try:
        file = (settings.DUMP_ROOT / name).open("rb")
    except FileNotFoundError as error:
        # A newer dump has taken its place meanwhile.
        raise Http404 from error
    media_type = "application/json" if name == MANIFEST else "application/gzip"
    return FileResponse(file, as_attachment=name != MANIFEST, filename=name, content_type=media_type)
