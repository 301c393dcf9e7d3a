"""The archive's addresses, and /empty/, behind the same middleware."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from archive.urls import urlpatterns as of_the_archive


@transaction.non_atomic_requests
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


# In front, so that it is found at once.
urlpatterns = [path("empty/", empty), path("", include(of_the_archive))]
