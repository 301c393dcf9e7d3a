"""Links to searches, and how many passages they find."""

from __future__ import annotations

from django import template
from django.urls import reverse

from interviews.search.address import address
from interviews.search.completion import passages
from interviews.search.run import SearchRequest

register = template.Library()


@register.filter
def search_url(asked: SearchRequest | str) -> str:
    """The address of a search, or of the search for a query: ``{{ suggestions.query|search_url }}``."""
    return reverse("search") + address(SearchRequest(asked) if isinstance(asked, str) else asked)


register.filter("passages", passages)
