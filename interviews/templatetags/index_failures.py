"""Whether interviews could not be indexed, for whoever looks after the archive."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

from interviews.models import IndexUpdate

register = template.Library()


@register.simple_tag
def index_failures() -> str:
    """How many interviews could not be indexed, in a sentence; empty when there are none."""
    number = IndexUpdate.objects.failed().count()
    if not number:
        return ""
    return ngettext(
        "%(number)d interview could not be indexed.", "%(number)d interviews could not be indexed.", number
    ) % {"number": number}
