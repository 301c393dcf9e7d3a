"""Names being found anew: how far each is, what failed, and another try."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interviews.actions import relinking
from interviews.models import Relinking
from interviews.templatetags.relinking_progress import relinking_progress

from .names_style import NAMES_STYLE
from .waiting_work import WaitingWorkAdmin


@admin.register(Relinking)
class RelinkingAdmin(WaitingWorkAdmin):
    list_display = ("text", "progress", "requested_at", "attempts", "error_in_list")
    list_display_links = ("text",)
    fields = ("text", "progress", "requested_at", "attempts", "error")
    # What failed comes first: it is what an editor looks for here.
    ordering = ("-attempts", "requested_at", "pk")
    search_fields = ("folded",)
    actions = ("try_now",)

    class Media:
        css: ClassVar = NAMES_STYLE

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        own = {"title": _("Names being found anew"), "subtitle": relinking_progress()}
        return super().changelist_view(request, {**own, **(extra_context or {})})

    @admin.display(description=_("progress"))
    def progress(self, row: Relinking) -> SafeString | Promise:
        if row.total is None:
            return _("waits")
        said = gettext("%(done)d of %(total)d interviews") % {"done": row.done, "total": row.total}
        return format_html(
            '<progress max="{}" value="{}" aria-label="{}"></progress> {}',
            max(row.total, 1),
            row.done if row.total else 1,
            gettext("progress"),
            said,
        )

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_now(self, request: HttpRequest, queryset: QuerySet[Relinking]) -> None:
        number = relinking.try_again(queryset)
        said = ngettext("%(number)d name is tried again.", "%(number)d names are tried again.", number)
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, said % {"number": number}, level)


def say_relinking(desk: admin.ModelAdmin, request: HttpRequest) -> None:
    """Tells an editor who changed a name that texts are being read anew, and where to see how far."""
    if said := relinking_progress():
        address = reverse("admin:interviews_relinking_changelist")
        desk.message_user(request, format_html('<a href="{}">{}</a>', address, said), messages.INFO)
