"""The absolute addresses that stand in the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

NAMESPACE = "api-v1"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses of ``site``, "https://archive.example"."""

    site: str

    @classmethod
    def of(cls, request: HttpRequest) -> Addresses:
        return cls(request.build_absolute_uri("/").removesuffix("/"))

    def page(self, row: Any) -> str:
        """The public page of an interview, a turn, a speaker…"""
        return self.site + str(row.get_absolute_url())

    def short(self, row: Any) -> str:
        """The public page, by the number alone: an address that no change of a name changes."""
        return self.site + reverse(f"{row._meta.model_name}-by-number", args=[row.pk])

    def api(self, name: str, *args: Any, **query: Any) -> str:
        """An address of the API, such as ``api("interview", 7)`` or ``api("interviews", speaker=3)``."""
        address = self.site + reverse(f"{NAMESPACE}:{name}", args=args)
        return f"{address}?{urlencode(query)}" if query else address
