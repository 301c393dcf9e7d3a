"""Back to the same place of a list: its filters, its page, and the row behind the one that was decided."""

from __future__ import annotations

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from .choices import ROW_NUMBER

#: The field of a form, or part of an address, that holds the query of the list to return to.
BACK = "back"

# Longer addresses are refused by some servers.
_LONGEST_QUERY = 4000


class PlaceKeepingList(ChangeList):
    """A list whose last page may have been decided away: then the one before it is shown."""

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except IncorrectLookupParameters:
            pages = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
            self.page_num = pages.num_pages
            super().get_results(request)


def kept_query(request: HttpRequest) -> str:
    """The query of the list from which an editor came, as its form or its address says."""
    given = request.POST.get(BACK) or request.GET.get(BACK) or ""
    # Written anew, so that nothing but a query can come out of it.
    return QueryDict(given[:_LONGEST_QUERY]).urlencode()


def back_to_list(request: HttpRequest, name: str, row: str, following: str) -> HttpResponse:
    """Returns to the list ``name``, as it was filtered, at the row with the number ``following``.

    ``row`` is what stands before that number in the row's id.
    """
    address = reverse(name)
    if query := kept_query(request):
        address += f"?{query}"
    return redirect(f"{address}#{row}-{following}" if ROW_NUMBER.fullmatch(following) else address)
