"""The addresses of the API, version 1, below /api/v1/."""

from __future__ import annotations

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from ninja.renderers import JSONRenderer

from . import entities, interviews, outlets, problems, search, speakers, topics, turns
from .addresses import NAMESPACE
from .answering import answered
from .docs import Docs
from .openapi import ArchiveAPI


class _Renderer(JSONRenderer):
    """Arabic as it is: escaped it would be three times as long."""

    json_dumps_params: ClassVar[dict[str, bool]] = {"ensure_ascii": False}


api = ArchiveAPI(version="1", urls_namespace=NAMESPACE, docs=Docs(), renderer=_Renderer())
for module in (interviews, turns, search, speakers, outlets, entities, topics):
    api.add_router("", module.router)
problems.handle(api)


def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever else is asked for below the API is not found in JSON, too."""
    raise Http404


def _addresses() -> list[URLPattern]:
    patterns, _app, _namespace = api.urls
    for pattern in patterns:
        # The page for people is one of the site's own.
        if pattern.name != "openapi-view":
            pattern.callback = answered(pattern.callback)
    return [*patterns, path("<path:rest>", answered(unknown))]


urlpatterns = [path("", include((_addresses(), "ninja"), namespace=NAMESPACE))]
