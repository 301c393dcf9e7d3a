"""What editors call the layouts that the parser reads."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LAYOUT_NAMES: Mapping[str, Promise] = {
    "letters": _("readers' letters"),
    "labelled": _("names or titles before each speech"),
    "labelled_once": _("one side labelled"),
    "narrative": _("told, with reported questions"),
    "exchange": _("questions and answers by turns"),
    "unrecognised": _("no layout: all of it is the lead"),
}


def layout_name(name: str) -> Promise | str:
    """How an editor calls a layout; one that has no name yet is called as the parser calls it."""
    return LAYOUT_NAMES.get(name, name)
