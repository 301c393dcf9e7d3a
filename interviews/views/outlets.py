"""Who published the interviews: one outlet, and the list of all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.models import Interview, Outlet

from .paging import paginate, redirect_to_canonical


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    outlets = Outlet.objects.public().with_names().with_interview_counts()
    return render(
        request,
        "outlets.html",
        {"page": paginate(request, outlets.order_by("-interview_count", "pk"), size=60)},
    )


@require_safe
def outlet(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    public = Outlet.objects.public().with_names()
    # An old address of one that was merged leads on.
    found = public.filter(pk=pk).first() or get_object_or_404(public, merged=pk)
    if redirect := redirect_to_canonical(request, found.get_absolute_url()):
        return redirect
    interviews = Interview.objects.published().filter(outlet=found).latest_first().for_listing()
    return render(request, "outlet.html", {"outlet": found, "page": paginate(request, interviews)})
