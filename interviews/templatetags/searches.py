"""Links to searches, and how many passages they find."""

from __future__ import annotations

from django import template
from django.urls import reverse

from interviews.search.results.address import address
from interviews.search.results.run import SearchRequest
from interviews.search.suggest.completion import passages

register = template.Library()


@register.filter
def search_url(asked: SearchRequest | str) -> str:
    """The address of a search, or of the search for a query: ``{{ suggestions.query|search_url }}``."""
    return reverse("search") + address(SearchRequest(asked) if isinstance(asked, str) else asked)


register.filter("passages", passages)
