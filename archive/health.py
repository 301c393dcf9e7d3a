"""GET /health/: can the archive answer readers? For the container's and the balancer's checks."""

import logging
from collections.abc import Callable

import haystack
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _check_search() -> None:
    if not haystack.connections["default"].get_backend().is_ready():
        raise RuntimeError("the search index cannot be opened")


# The name of a part as it stands in the answer, and what raises when the part fails.
_PARTS: dict[str, Callable[[], None]] = {"database": _check_database, "search": _check_search}


# Not within ATOMIC_REQUESTS: without a database the transaction would fail before the view begins.
@transaction.non_atomic_requests
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 ``{"status": "ok"}`` when every part answers, else 503 with the names of those that do not.

    What went wrong stands in the log only: the address is public.
    """
    failing = []
    for name, check in _PARTS.items():
        try:
            check()
        except Exception:
            logger.exception("Health check: %s does not answer", name)
            failing.append(name)
    if failing:
        return JsonResponse({"status": "failing", "failing": failing}, status=503)
    return JsonResponse({"status": "ok"})
