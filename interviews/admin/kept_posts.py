"""What was written is not lost when the session has ended: a page gives it back, in a form to send again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf

# The desk's addresses, whose forms hold an editor's work.
DESK = "interviews_paste_"

_NOT_GIVEN_BACK = ("csrfmiddlewaretoken",)
# So much text is read more easily in an area than it would be missed unseen.
_LONG = 120


def keep(request: HttpRequest) -> HttpResponse:
    """The answer to a form that came without a session: all its fields, to be sent once more.

    A script gets the address of the log-in page instead, and keeps the fields itself.
    """
    login = reverse("admin:login") + "?next=" + reverse("admin:interviews_paste_changelist")
    if wants_json(request):
        said = _("You are no longer signed in. Sign in in another window, then try again.")
        return JsonResponse({"problem": said, "login": login}, status=403)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_GIVEN_BACK
        for value in values
    ]
    context = {
        **admin.site.each_context(request),
        "action": request.get_full_path(),
        "short": [(name, value) for name, value in fields if len(value) <= _LONG],
        "long": [(name, value) for name, value in fields if len(value) > _LONG],
        "files": [file.name for file in request.FILES.values()],
        "login": login,
        "signed_in": request.user.is_authenticated,
        "title": _("Nothing is lost: please send it once more"),
    }
    return render(request, "admin/interviews/paste/kept.html", context, status=403)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of the desk asks."""
    return "application/json" in request.headers.get("Accept", "")


def csrf_failure(request: HttpRequest, reason: str = "", **_options: Any) -> HttpResponse:
    """Django's page for a form without a valid token; at the desk the text comes back with a new one.

    Not so where the browser says, or does not say, that the form came from another site: nobody shall
    be led to send on what a stranger wrote.
    """
    match = request.resolver_match
    at_desk = match is not None and (match.url_name or "").startswith(DESK)
    own_site = "Origin" in request.headers and not reason.startswith(REASON_BAD_ORIGIN.partition("%")[0])
    if at_desk and own_site:
        return keep(request)
    return csrf.csrf_failure(request, reason)
