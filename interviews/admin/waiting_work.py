"""Lists of work that waits: nobody adds to them or changes them by hand, and each row may have an error."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .choices import OnlyRowNumbers

# Characters of an error in the list; its own page shows all of it.
_ERROR_IN_LIST = 120


class WaitingWorkAdmin(OnlyRowNumbers, admin.ModelAdmin):
    """A list of rows with ``last_error``, which can only be looked at and tried again."""

    @admin.display(description=_("last error"), ordering="last_error")
    def error_in_list(self, row: Any) -> SafeString:
        return _left_to_right(Truncator(row.last_error).chars(_ERROR_IN_LIST))

    @admin.display(description=_("last error"))
    def error(self, row: Any) -> SafeString:
        return _left_to_right(row.last_error)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _left_to_right(error: str) -> SafeString:
    """An error's English in a page that runs from right to left; «-» where there is none."""
    return format_html('<bdi dir="ltr">{}</bdi>', error or "-")
