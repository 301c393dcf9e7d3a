"""How far the archive is with finding changed names anew, for the editors who changed them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext, ngettext

from interviews.actions.relinking import progress

register = template.Library()


@register.simple_tag
def relinking_progress() -> str:
    """How many names are being found anew and in how many interviews, in a sentence; empty when none is."""
    work = progress()
    if not work.names:
        return ""
    said = ngettext(
        "%(number)d changed name is being found anew.",
        "%(number)d changed names are being found anew.",
        work.names,
    ) % {"number": work.names}
    if work.total:
        said += " " + gettext("Interviews done: %(done)d of %(total)d.") % {
            "done": work.done,
            "total": work.total,
        }
    if work.failed:
        said += " " + ngettext(
            "%(number)d of them failed and is tried again.",
            "%(number)d of them failed and are tried again.",
            work.failed,
        ) % {"number": work.failed}
    return said
