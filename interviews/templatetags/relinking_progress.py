"""How far the archive is with finding changed names anew, for the editors who changed them."""

from __future__ import annotations

from django import template
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext, ngettext

from interviews.models import Relinking

register = template.Library()


@register.simple_tag
def relinking_progress() -> str:
    """How many names are being found anew and in how many interviews, in a sentence; empty when none is."""
    work = Relinking.objects.aggregate(
        names=Count("pk"), total=Sum("total"), done=Sum("done"), failed=Count("pk", filter=Q(attempts__gt=0))
    )
    if not work["names"]:
        return ""
    said = ngettext(
        "%(number)d changed name is being found anew.",
        "%(number)d changed names are being found anew.",
        work["names"],
    ) % {"number": work["names"]}
    if work["total"]:
        numbers = {"done": work["done"], "total": work["total"]}
        said += " " + gettext("Interviews done: %(done)d of %(total)d.") % numbers
    if work["failed"]:
        said += " " + ngettext(
            "%(number)d of them failed and is tried again.",
            "%(number)d of them failed and are tried again.",
            work["failed"],
        ) % {"number": work["failed"]}
    return said
