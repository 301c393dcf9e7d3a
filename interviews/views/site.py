"""The address under which a request reached this archive."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


def site_address(request: HttpRequest) -> str:
    """Scheme and host of this archive without a slash at the end, as `interviews.exports` wants it:
    ``https://archive.example``.
    """
    return request.build_absolute_uri("/").removesuffix("/")


def site(request: HttpRequest) -> dict[str, str]:
    """For every template: ``{{ site }}``, the address of this archive."""
    try:
        return {"site": site_address(request)}
    except DisallowedHost:
        # The page that says so is made by templates, too.
        return {"site": ""}
