"""What the search box offers while somebody types, for `static/search_completion.js`."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from haystack import connections

from interviews.search.suggest.completion import complete as completions

# Somebody who deletes a letter is answered by the browser. In seconds.
_KEPT = 60


@require_safe
def complete(request: HttpRequest) -> JsonResponse:
    """``?q=سلم`` gives ``{"completions": [{"kind", "label", "text", "detail", "query"}, …], "status"}``.

    The best is first; ``status`` says to screen readers how many there are.
    """
    text = request.GET.get("q", "").replace("\0", " ")
    found = completions(text, connections["default"].get_backend().vocabulary())
    number = len(found)
    status = ngettext("%(number)d completion", "%(number)d completions", number) % {"number": number}
    response = JsonResponse(
        {"completions": [asdict(one) for one in found], "status": status if found else ""}
    )
    # Private, since the labels are in the language of this reader.
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response
