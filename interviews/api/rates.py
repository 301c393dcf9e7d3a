"""How often may one address ask?

The header fields are those of draft-ietf-httpapi-ratelimit-headers-10: ``RateLimit-Policy`` says the quota
(``"default";q=1000;w=3600``), ``RateLimit`` what is left of it and for how many seconds it has to last.
"""

from __future__ import annotations

import ipaddress
import re
import time
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

# «198.51.100.1:50123», «[2001:db8::1]:50123», «[2001:db8::1]».
_WITH_PORT = re.compile(r"\[(.+)\](?::\d+)?|([^:]+):\d+")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an address may still ask within this window of time."""

    quota: int
    window: int
    #: Requests that are left; below 0 when there was one too many.
    left: int
    #: Seconds until the window ends.
    seconds: int

    @property
    def is_used_up(self) -> bool:
        return self.left < 0

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"default";q={self.quota};w={self.window}',
            "RateLimit": f'"default";r={max(0, self.left)};t={self.seconds}',
        }


def count_request(request: HttpRequest) -> Allowance | None:
    """Count this request; None when nothing is limited.

    How exact it is, the cache decides. Redis, Memcached and a process's own memory count in one step. A cache
    of files reads and then writes, so that requests of one address at the very same moment may count as one:
    nobody is refused too early, and who asks over several connections may get a few more. A cache that
    forgets a counter begins anew.
    """
    quota, window = settings.API_RATE
    if not quota:
        return None
    now = time.time()
    number, passed = divmod(now, window)
    key = f"api-rate:{window}:{int(number)}:{_address(request)}"
    # A little longer than the window, for clocks of several machines.
    kept = window + 60
    if cache.add(key, 1, kept):
        count = 1
    else:
        try:
            count = cache.incr(key)
        except ValueError:
            # It ended between the two.
            count = 1
            cache.set(key, count, kept)
        else:
            # Django's own incr() of files and databases forgets how long the value was to be kept.
            cache.touch(key, kept)
    return Allowance(quota, window, quota - count, ceil(window - passed))


def _address(request: HttpRequest) -> str:
    """The network address that asks: of IPv6 the first half, since a subscriber has all of the rest."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies := settings.TRUSTED_PROXIES:
        # Each proxy adds whom it was asked by at the end; what stands before is only said.
        address = (forwarded[-proxies:] or [""])[0].strip() or address
    # With the port, which some proxies add, every connection would be another address.
    if with_port := _WITH_PORT.fullmatch(address):
        address = with_port[1] or with_port[2]
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        # A socket of this machine, or a proxy that writes something else.
        return "".join(filter(str.isalnum, address))[:40]
    if known.version == 6 and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, 64), strict=False).network_address)
    return str(known)
