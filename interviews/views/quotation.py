"""The page that tells whether a quotation was said."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from interviews.search.quotation.coverage import coverage
from interviews.search.quotation.quoted import LEAST_WORDS, MOST_WORDS
from interviews.search.quotation.verify import Verification, verify

# Gunicorn refuses a request line of more than 4,094 characters, and in an address an Arabic letter takes six:
# this is enough for about a hundred words.
LONGEST_ADDRESS = 3500

# So many words the search is given of a quotation that was not found.
SEARCHED = 12


# Nothing is changed by asking, and no session is read: a token would protect nothing, but when it is missing
# or too old it would cost the reader the pasted text.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify_quotation(request: HttpRequest) -> HttpResponse:
    """The form, and the answer below it.

    The form is posted, since 300 words do not fit an address. A quotation that does fit is answered at an
    address of its own, which can be sent to somebody; a longer one at once.
    """
    given = request.POST if request.method == "POST" else request.GET
    text = given.get("quote", "").replace("\0", " ")
    if request.method == "POST":
        address = f"{reverse('verify')}?{urlencode({'quote': text}, errors='replace')}"
        if len(address) <= LONGEST_ADDRESS:
            response = HttpResponseRedirect(address)
            response.status_code = 303
            return response
    answer = verify(text) if text.strip() else None
    is_not_found = answer is not None and not answer.places and not answer.quotation.is_too_short
    return render(
        request,
        "quotation.html",
        {
            "quote": text,
            "answer": answer,
            "search_address": _search_address(answer) if answer else "",
            "coverage": coverage() if is_not_found else None,
            "least": LEAST_WORDS,
            "most": MOST_WORDS,
        },
    )


def _search_address(answer: Verification) -> str:
    """Where the search looks for the quotation: as a phrase when it is short, else for its first words."""
    words = answer.quotation.words[:SEARCHED]
    query = " ".join(word.written for word in words)
    if answer.quotation.is_too_short:
        query = f'"{query}"'
    return f"{reverse('search')}?{urlencode({'q': query}, errors='replace')}"
